"""Which addresses does the sign-in package serve, and for whom? One by one, as for our own."""

from __future__ import annotations

from tests.addresses.people import EVERYBODY, SIGNED_IN

PACKAGES = "what the sign-in package (django-allauth) serves: reviewed one by one; its own tests say how each behaves"
ALLAUTH: dict[str, frozenset[str]] = {
    "account/login/": EVERYBODY,
    "account/logout/": EVERYBODY,
    "account/inactive/": EVERYBODY,
    "account/signup/": EVERYBODY,  # closed: tests/config/test_sign_in.py
    "account/reauthenticate/": SIGNED_IN,
    "account/email/": SIGNED_IN,
    "account/confirm-email/": EVERYBODY,
    "account/password/change/": SIGNED_IN,
    "account/password/set/": SIGNED_IN,
    "account/password/reset/": EVERYBODY,
    "account/login/code/confirm/": EVERYBODY,
    "account/^confirm-email/(?P<key>[-:\\w]+)/$": EVERYBODY,
    "account/password/reset/key/done/": EVERYBODY,
    "account/^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$": EVERYBODY,
    "account/password/reset/done/": EVERYBODY,
    "account/2fa/": SIGNED_IN,
    "account/2fa/authenticate/": EVERYBODY,
    "account/2fa/reauthenticate/": SIGNED_IN,
    "account/2fa/totp/activate/": SIGNED_IN,
    "account/2fa/totp/deactivate/": SIGNED_IN,
    "account/2fa/recovery-codes/": SIGNED_IN,
    "account/2fa/recovery-codes/generate/": SIGNED_IN,
    "account/2fa/recovery-codes/download/": SIGNED_IN,
    "account/3rdparty/login/cancelled/": EVERYBODY,
    "account/3rdparty/login/error/": EVERYBODY,
    "account/3rdparty/signup/": EVERYBODY,
    "account/3rdparty/": SIGNED_IN,
    "account/social/login/cancelled/": EVERYBODY,
    "account/social/login/error/": EVERYBODY,
    "account/social/signup/": EVERYBODY,
    "account/social/connections/": EVERYBODY,  # redirects to account/3rdparty/
    "account/oidc/^(?P<provider_id>[^/]+)/login/": EVERYBODY,
    "account/oidc/^(?P<provider_id>[^/]+)/login/callback/": EVERYBODY,
}
