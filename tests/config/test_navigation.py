"""Which ways lead on from a page, and are they the ones that this reader may take?"""

from __future__ import annotations

import pytest
from django.urls import resolve, reverse

from goldenthread.accounts.roles import Permission
from goldenthread.config.navigation import PUBLIC, WORKING, navigation

EVERYTHING = frozenset(Permission)
STAGES = [pytest.param(PUBLIC, id="public"), pytest.param(WORKING, id="working")]


def at(stages, path, permissions=EVERYTHING):
    return navigation(stages, resolve(path), "oldmere", path, permissions)


@pytest.mark.parametrize("stages", STAGES)
def test_every_entry_is_a_page_that_stands_once(stages):
    pages = [entry.page for stage in stages for entry in stage.entries]

    assert len(pages) == len(set(pages))
    assert all(reverse(page, args=["oldmere"]).startswith("/oldmere/") for page in pages)


@pytest.mark.parametrize("stages", STAGES)
def test_the_first_row_fits_on_one_line(stages):
    assert sum(len(stage.text) + 3 for stage in stages) <= 75  # letters of 19 pixels in 1,040 pixels


def test_a_page_of_an_entry_lights_its_stage_and_itself():
    first, here, second = at(PUBLIC, "/oldmere/waits/")

    assert here == "The data"
    assert [link["text"] for link in first if link["active"]] == ["The data"]
    assert [link["text"] for link in second if link["current"]] == ["Waits"]


def test_a_page_under_an_entry_lights_the_entry_without_being_it():
    _, here, second = at(PUBLIC, "/oldmere/indicators/plans-open/")

    assert here == "The data"
    assert [(link["text"], link["current"]) for link in second if link["active"]] == [("Figures", False)]


def test_the_home_is_not_taken_for_the_home_of_everything():
    _, here, _ = at(WORKING, "/oldmere/work/item/a-child-therapies/")

    assert here == "Strategy"


@pytest.mark.parametrize("path", ["/oldmere/", "/oldmere/feedback/"])
def test_a_page_of_no_stage_lights_none(path):
    first, here, second = at(PUBLIC, path)

    assert (here, second) == ("", [])
    assert not any(link["active"] for link in first)


def test_a_stage_of_one_page_has_no_second_row():
    assert at(PUBLIC, "/oldmere/you-said-we-did/")[1:] == ("You said, we did", [])


def test_nobody_is_led_to_a_page_that_would_refuse_them():
    first, _, _ = at(WORKING, "/oldmere/work/", frozenset({Permission.VIEW_AREA}))
    _, _, needs = at(WORKING, "/oldmere/work/needs-assessment/", frozenset({Permission.VIEW_AREA}))

    assert "Data" not in [link["text"] for link in first]
    assert needs == []  # the needs assessment alone
