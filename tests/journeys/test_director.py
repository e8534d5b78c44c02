"""A director, three minutes before a meeting: what is off track, why, since when, who decides; and what cannot be told."""

from __future__ import annotations

import pytest

from tests.journeys.hands import WAYS

pytestmark = pytest.mark.journey

WAITS = "Children waiting over 18 weeks for speech and language therapy"


@pytest.mark.parametrize("way", WAYS)
def test_home_says_what_is_off_track_since_when_and_who_decides(at_work, way):
    bola = at_work("Bola", "oldmere", way).go("/oldmere/work/")

    bola.sees("Off track, and who decides", "What cannot be told, and why")
    waits = bola.page.get_by_role("article").filter(has_text=WAITS)
    said = waits.inner_text()
    for words in ("Off track", "baseline 42.4%", "Since", "Who decides", "Commissioning manager"):
        assert words in said, said

    bola.follow(WAITS).sees("Off track")
    assert bola.path == "/oldmere/measures/m-speech-over-18/"


def test_work_that_is_done_is_never_shown_as_better_for_children(at_work):
    bola = at_work("Bola", "oldmere").go("/oldmere/work/")
    bola.sees("They are never added up: work can be done and nothing better for children.")

    three = bola.go("/oldmere/work/item/an-triage/").text()

    for question in ("Do families say it is true?", "Is it done?", "Did the measure move?"):
        assert question in three
    assert "partly true" in three.lower()


def test_nothing_known_is_not_nothing_wrong(at_work):
    bola = at_work("Bola", "tameside").go("/tameside/work/")

    bola.sees("Look at what cannot be told before you take comfort from this.")


def test_the_director_reads_everything_and_rewrites_nothing(at_work):
    bola = at_work("Bola", "oldmere")

    bola.go("/oldmere/work/gaps/").sees("A gap is not a fault")
    bola.go("/oldmere/work/item/p-breaks/").may_not("Edit", "Withdraw")
    bola.refused("/oldmere/work/publish/", 403)
