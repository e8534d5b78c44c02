"""Is the design right where people meet it: in a browser, at 320 pixels, with axe, and without JavaScript?"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

pytestmark = pytest.mark.assets

ERRORS_OF_EVERY_FIELD = 12


@pytest.fixture
def faults_of(axe: Callable[[Any], list[Any]]) -> Callable[[Any], list[str]]:
    def run(page: Any) -> list[str]:
        return [f"{each['id']}: {node['html'][:200]}" for each in axe(page) for node in each["nodes"]]

    return run


def send_empty(page: Any) -> None:
    page.get_by_role("button", name="Save").click()
    page.wait_for_load_state()


@pytest.mark.parametrize("size", ["phone", "desk"])
@pytest.mark.parametrize("path", ["/", "/fields/", "/missing/"])
def test_page_has_no_fault_that_axe_can_find(open_page, faults_of, path: str, size: str) -> None:
    page = open_page(path, size)

    assert faults_of(page) == []
    assert [said for said in page.complaints if "404" not in said] == []


@pytest.mark.parametrize("size", ["phone", "desk"])
def test_refused_form_has_no_fault_that_axe_can_find(open_page, faults_of, size: str) -> None:
    page = open_page("/fields/", size)
    send_empty(page)

    assert faults_of(page) == []
    assert page.complaints == []


@pytest.mark.parametrize("path", ["/", "/fields/", "/missing/"])
def test_page_is_no_wider_than_a_small_phone(open_page, path: str) -> None:
    page = open_page(path, "phone")

    assert page.evaluate("document.documentElement.scrollWidth") == 320


def test_refused_form_tells_every_error_and_leads_to_its_control(open_page) -> None:
    page = open_page("/fields/")
    send_empty(page)

    assert page.title().startswith("Error: Report progress")
    assert page.evaluate("document.activeElement.className") == "govuk-error-summary"
    links = page.locator(".govuk-error-summary__list a")
    assert links.count() == ERRORS_OF_EVERY_FIELD - 1  # the form's own error has no control
    for at in range(links.count()):
        href = links.nth(at).get_attribute("href")
        links.nth(at).click()
        assert page.evaluate("document.activeElement.id") == href.removeprefix("#")


def test_form_works_without_scripts(open_page) -> None:
    page = open_page("/fields/", scripts=False)
    send_empty(page)

    assert page.locator(".govuk-error-summary__list li").count() == ERRORS_OF_EVERY_FIELD


def test_security_policy_leaves_scripts_styles_and_charts_alone(open_page) -> None:
    page = open_page("/")

    assert page.evaluate("document.body.className").endswith("govuk-frontend-supported")
    colour = page.evaluate("getComputedStyle(document.querySelector('.app-header')).backgroundColor")
    assert colour == "rgb(122, 31, 43)"
    assert page.locator("svg [style], svg style, svg script").count() == 0


def test_print_shows_the_words_and_not_the_buttons(open_page) -> None:
    page = open_page("/")
    page.emulate_media(media="print")

    assert not page.locator(".govuk-service-navigation").is_visible()
    assert page.get_by_role("heading", level=1).is_visible()
    assert page.locator(".app-chart__details table").first.is_visible()
