"""What can every template use? The environment of Django's Jinja2 backend."""

from __future__ import annotations

from typing import Any

from django.contrib.messages import get_messages
from django.templatetags.static import static
from django.urls import reverse
from jinja2 import ChainableUndefined, ChoiceLoader, Environment, PackageLoader, PrefixLoader

from goldenthread.design import filters, forms, sign_in, statuses

PAIRED_GOVUK_FRONTEND = "6.3.0"  # govuk-frontend-jinja 4.1.0 is written for this release of the npm package


def environment(**options: Any) -> Environment:
    """Jinja2 with GOV.UK's macros beside the applications' own templates.

    The macros read keys that a page left out, so undefined values chain to nothing rather than fail.
    """
    govuk = PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")})
    options["loader"] = ChoiceLoader([options["loader"], govuk]) if options.get("loader") else govuk
    options.update(undefined=ChainableUndefined, autoescape=True, trim_blocks=True, lstrip_blocks=True)
    made = Environment(**options)  # noqa: S701 (set in the line above)
    made.globals.update(
        static=static,
        url=url,
        notices=get_messages,
        component=forms.component,
        error_list=forms.error_list,
        has_errors=forms.has_errors,
        look=statuses.look,
        sign_in_providers=sign_in.providers,
    )
    made.filters.update(filters.FILTERS)
    return made


def url(name: str, *args: object, **kwargs: object) -> str:
    """The address of a named page: `url("pages:home", area.slug)`."""
    return reverse(name, args=args, kwargs=kwargs)
