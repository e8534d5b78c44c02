"""Collecting updates: each owner gets one page of theirs, by link, and answers in minutes without signing in."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import pytest

from tests.journeys.hands import WAYS

pytestmark = pytest.mark.journey


def link_for(cora, name):
    """Ask one person, and read the link that is shown once."""
    cora.go("/oldmere/work/update-requests/")
    for box in cora.main.get_by_role("checkbox").all():
        box.set_checked(name in box.evaluate("it => it.labels[0].textContent"))
    cora.press("Ask them").sees("The links are shown here once")
    return urlsplit(cora.page.get_by_label(re.compile(f"Link for {name}")).input_value()).path


@pytest.mark.parametrize("way", WAYS)
def test_an_owner_answers_by_link_without_signing_in(at_work, way):
    address = link_for(at_work("Cora", "oldmere"), "Yusuf")

    owner = at_work("", way=way).go(address).sees("Your updates", "Yusuf")
    card = owner.within(owner.main.get_by_role("group").first)
    _say_something(card, way)
    owner.press("Save what I have written").sees("Thank you.")


def _say_something(card, way):
    """An action is reported on; a measure gets a value of a period of its own."""
    if card.here.get_by_label("What has happened?").count():
        card.choose_like("In progress").fill("What has happened?", f"We met twice, by {way}.")
    else:
        year = {"desk": "2011", "phone": "2012", "keyboard": "2013", "no scripts": "2014"}[way]
        card.fill("Which period is it for?", year).fill("Value", "55")


def test_an_earlier_link_stops_when_a_new_one_is_sent(at_work):
    cora = at_work("Cora", "oldmere")
    first = link_for(cora, "Faith")
    second = link_for(cora, "Faith")

    at_work().refused(first, 404).sees("This link does not work any more")
    at_work().go(second).sees("Your updates")


def test_a_guessed_link_shows_nothing(at_work):
    at_work().refused("/updates/anything-at-all/", 404).does_not_see("Oldmere")
