"""Serves the gallery to a real browser without a network: each request is answered by Django's test client."""

from __future__ import annotations

import mimetypes
from collections.abc import Callable, Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings as configured
from django.contrib.staticfiles import finders
from django.test import Client

PAGES = Path(__file__).parent / "pages"
PLACE = "http://fenbridge.test"
SIZES = {"phone": {"width": 320, "height": 800}, "desk": {"width": 1280, "height": 1000}}


@pytest.fixture
def pages(settings: Any) -> Client:
    """A client of the test-only addresses, under the real settings, without what later stages put round a page."""
    templates = deepcopy(configured.TEMPLATES)
    templates[0]["DIRS"] = [PAGES]
    for engine in templates:
        engine["OPTIONS"]["context_processors"] = ["django.template.context_processors.request"]
    settings.TEMPLATES = templates
    settings.ROOT_URLCONF = "tests.design.gallery"
    settings.ALLOWED_HOSTS = ["fenbridge.test", "testserver"]
    return Client()


@pytest.fixture
def gallery(pages: Client, settings: Any) -> Client:
    """The same, for pages that need no database."""
    settings.MIDDLEWARE = ["csp.middleware.CSPMiddleware", "django.middleware.csrf.CsrfViewMiddleware"]
    return pages


@pytest.fixture
def open_page(gallery: Client, browser: Any) -> Iterator[Callable[..., Any]]:
    """`open_page("/fields/", "phone")`: that page as the browser sees it, with whatever its console complained of."""
    contexts = []

    def answer(route: Any) -> None:
        request, path = route.request, urlsplit(route.request.url).path
        if path.startswith(configured.STATIC_URL):
            found = finders.find(path.removeprefix(configured.STATIC_URL))
            kind = mimetypes.guess_type(path)[0] or "text/plain"
            route.fulfill(path=found, content_type=kind) if found else route.fulfill(status=404)
            return
        if request.method == "POST":
            response = gallery.post(path, {"csrfmiddlewaretoken": "none"}, headers={"host": "fenbridge.test"})
        else:
            response = gallery.get(path, headers={"host": "fenbridge.test"})
        route.fulfill(status=response.status_code, headers=dict(response.headers), body=response.content)

    def visit(path: str, size: str = "desk", *, scripts: bool = True) -> Any:
        context = browser.new_context(viewport=SIZES[size], java_script_enabled=scripts)
        contexts.append(context)
        page = context.new_page()
        page.complaints = []
        page.on("console", lambda said: page.complaints.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        page.route("**/*", answer)
        page.goto(PLACE + path)
        return page

    yield visit
    for context in contexts:
        context.close()
