"""What may a page load, run and lead to? Nothing that is not named here."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from csp.constants import NONE, SELF

# GOV.UK's one line of script in each page, known by its hash: a nonce would make every page unlike itself, and uncacheable.
GOVUK_SCRIPT = "'sha256-GUQ5ad8JK5KmEWmROf3LZd9ge94daqNvd8xy9YS1iDw='"


def policy(forms_may_lead_to: Iterable[str]) -> dict[str, Any]:
    """The content security policy. A browser follows a sign-in form to the organisation that answers it: name those."""
    return {
        "DIRECTIVES": {
            "default-src": [NONE],
            "base-uri": [NONE],
            "connect-src": [SELF],
            "font-src": [SELF],
            "form-action": [SELF, *sorted(forms_may_lead_to)],
            "frame-ancestors": [NONE],
            "img-src": [SELF, "data:"],  # data: for the picture of a one-time code's secret
            "manifest-src": [SELF],
            "script-src": [SELF, GOVUK_SCRIPT],
            "style-src": [SELF],
        }
    }
