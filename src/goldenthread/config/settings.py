"""What is always so, and what did the operator set? (The operator's settings are listed in options.py.)"""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from goldenthread.config import content_security, data_folder
from goldenthread.config.options import read

# State, address, date

DATA: Path = data_folder.made(read("GOLDENTHREAD_DATA") or data_folder.default_folder())
PORT: int = read("PORT")
ADDRESS: str = read("GOLDENTHREAD_ADDRESS") or f"http://127.0.0.1:{PORT}"
HTTPS = ADDRESS.startswith("https://")
PROXIES: int = read("GOLDENTHREAD_PROXIES") or int(HTTPS)  # something in front of us must speak https
TODAY = read("GOLDENTHREAD_TODAY")
WORKERS: int = read("GOLDENTHREAD_WORKERS")
THREADS: int = read("GOLDENTHREAD_THREADS")

SECRET_KEY = read("GOLDENTHREAD_SECRET_KEY") or data_folder.made_key(DATA, "secret-key")
PSEUDONYM_KEY = read("GOLDENTHREAD_PSEUDONYM_KEY") or data_folder.made_key(DATA, "pseudonym-key")
DEBUG: bool = read("GOLDENTHREAD_DEBUG")
ALLOWED_HOSTS = [urlsplit(ADDRESS).hostname or "", "127.0.0.1", "localhost", "[::1]"]
CSRF_TRUSTED_ORIGINS = [ADDRESS]

# Applications, in the order of the layers

INSTALLED_APPS = [
    "goldenthread.publishing.home",
    "goldenthread.publishing.editing",
    "goldenthread.publishing.pages",
    "goldenthread.publishing.assessments",
    "goldenthread.publishing.reports",
    "goldenthread.publishing.documents",
    "goldenthread.publishing.workbooks",
    "goldenthread.publishing.gaps",
    "goldenthread.publishing.threads",
    "goldenthread.publishing.versions",
    "goldenthread.publishing.packs",
    "goldenthread.delivery",
    "goldenthread.planning.required",
    "goldenthread.planning.deliveryplan",
    "goldenthread.planning.measures",
    "goldenthread.planning.strategy",
    "goldenthread.understanding.dashboard",
    "goldenthread.understanding.assessment",
    "goldenthread.understanding.explorer",
    "goldenthread.understanding.indicators",
    "goldenthread.understanding.waits",
    "goldenthread.understanding.supply",
    "goldenthread.understanding.disclosure",
    "goldenthread.understanding.datasets",
    "goldenthread.understanding",
    "goldenthread.voice",
    "goldenthread.thread",
    "goldenthread.partnership",
    "goldenthread.accounts",
    "goldenthread.audit",
    "goldenthread.design",
    "goldenthread.config",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "axes",
    "csp",
    "django_tasks_db",
    "simple_history",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django.forms",  # the templates of hidden fields and other plain widgets
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "goldenthread.config.middleware.headers",
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "goldenthread.config.middleware.SignInRequired",  # a public view says so: @login_not_required
    "goldenthread.config.middleware.clock",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "goldenthread.config.urls"
WSGI_APPLICATION = "goldenthread.config.wsgi.application"

# The database

DATABASE: dict[str, Any] = read("DATABASE_URL") or data_folder.sqlite(DATA)
DATABASES = {"default": {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True} | DATABASE}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {"default": read("GOLDENTHREAD_CACHE_URL")}

# Pages

CONTEXT = [
    "django.template.context_processors.request",
    "django.contrib.auth.context_processors.auth",
    "django.contrib.messages.context_processors.messages",
    "goldenthread.config.context.around",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "APP_DIRS": True,
        "OPTIONS": {"environment": "goldenthread.design.jinja.environment", "context_processors": CONTEXT},
    },
    {  # for the inner templates of the packages we use: every page of ours is Jinja2
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": CONTEXT},
    },
]
FORM_RENDERER = "goldenthread.design.forms.DesignSystem"
CSRF_FAILURE_VIEW = "goldenthread.design.views.csrf_failure"

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_I18N = True  # packages' own messages in British English

# Files. The address of static files holds the hash of the build, so browsers may keep them for ever.

VERSION = data_folder.PACKAGE / "design/static/design/build/version.txt"
STATIC_URL = f"/static/{VERSION.read_text() if VERSION.exists() and not DEBUG else 'dev'}/"
WHITENOISE_USE_FINDERS = True
WHITENOISE_IMMUTABLE_FILE_TEST = "^/static/(?!dev/)"
MEDIA_ROOT = DATA / "files"
LAKE = DATA / "lake"
LAKE_ENGINE: str = read("GOLDENTHREAD_ENGINE")
SPARK_MASTER: str = read("GOLDENTHREAD_SPARK_MASTER")
TASKS = {"default": {"BACKEND": "goldenthread.config.jobs.WorkAtOnce"}}  # long jobs, in a process of their own

# Sign-in: by e-mail and password, by one-time code, by an organisation's own accounts

AUTH_USER_MODEL = "accounts.Person"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS: list[dict[str, Any]] = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/home/"
ACCOUNT_ADAPTER = "goldenthread.config.sign_in.AccountsByInvitation"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # an administrator vouches for an address by inviting it
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_SESSION_REMEMBER = False  # closing the browser signs out: these are shared offices
ACCOUNT_RATE_LIMITS = {"login_failed": "30/m/ip"}  # the lock-out below is per person and place
ALLAUTH_TRUSTED_PROXY_COUNT = PROXIES
SOCIALACCOUNT_ADAPTER = "goldenthread.config.sign_in.OrganisationAccounts"
SOCIALACCOUNT_EMAIL_AUTHENTICATION = True
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
SIGN_IN: list[dict[str, Any]] = read("GOLDENTHREAD_SIGN_IN")
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"VERIFIED_EMAIL": True, "OAUTH_PKCE_ENABLED": True, "APPS": SIGN_IN}}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Golden Thread"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_USERNAME_CALLABLE = "goldenthread.config.sign_in.attempted_name"
AXES_CLIENT_IP_CALLABLE = "goldenthread.config.sign_in.client_address"
AXES_LOCKOUT_TEMPLATE = "account/locked_out.html"
AXES_RESET_ON_SUCCESS = True

# What browsers are told

CONTENT_SECURITY_POLICY = content_security.policy(forms_may_lead_to=[app["settings"]["origin"] for app in SIGN_IN])
SECURE_REFERRER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_REDIRECT_EXEMPT = ["^healthz$"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PROXIES else None
SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_AGE = 12 * 60 * 60

# Messages and the log

OUTBOX = {"EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend", "EMAIL_FILE_PATH": DATA / "outbox"}
globals().update(read("GOLDENTHREAD_EMAIL_URL") or OUTBOX)
DEFAULT_FROM_EMAIL = SERVER_EMAIL = read("GOLDENTHREAD_EMAIL_FROM")
QUIET = {"axes": "WARNING", "fontTools": "WARNING", "weasyprint": "ERROR", "weasyprint.progress": "ERROR"}
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": read("GOLDENTHREAD_LOG_LEVEL")},
    "loggers": {name: {"level": level} for name, level in QUIET.items()},
}
