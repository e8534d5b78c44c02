"""Is what is off track named with why, since when and before whom; and what cannot be told with why not?"""

from __future__ import annotations

from datetime import date

import pytest

from goldenthread.publishing.packs.format import Board, Update
from goldenthread.publishing.reports.offtrack import Concern, cannot_tell, done_not_better, off_track
from tests.publishing.documents.making import published
from tests.publishing.reports.making import basis, changed


def board(key: str) -> Board:
    return next(each for each in published("oldmere").boards if each.key == key)


def concern(found: tuple[Concern, ...], title: str) -> Concern:
    [held] = [each for each in found if any(each_title.startswith(title) for each_title in each.titles)]
    return held


@pytest.mark.parametrize(
    ("title", "status", "since", "reason"),
    [
        ("2.2 A Saturday club", "blocked", "3 November 2026", "No building with an accessible changing room"),
        ("Children waiting over 18 weeks", "off track", "the figure for September 2025", "Target 10% by 31 March 2028"),
        ("Year 9 reviews", "off track", "the figure for 2025/2026", "a straight path would be at 68.9% by then"),
        ("Heron Breaks runs a Saturday club", "families differ", "10 September 2026", "There is nothing for us."),
        ("Every referral for speech therapy", "families say partly true", "18 June 2026", "hear nothing for months"),
    ],
)
def test_each_concern_says_why_and_since_when(title: str, status: str, since: str, reason: str):
    found = concern(off_track(basis()), title)

    assert (found.status, found.since.words) == (status, since)
    assert reason in found.reason


def test_nothing_else_is_off_track():
    assert sum(len(each.titles) for each in off_track(basis())) == 5


@pytest.mark.parametrize(
    ("for_board", "says"),
    [
        ("", "Joint Commissioning Group, where Oldmere Council (made up) sits. Led by"),
        ("partnership-board", "sits; it answers to this board. Led by Short breaks manager"),
        ("hwb", "it answers to this board"),
        ("commissioning-group", "This board. Led by Short breaks manager"),
    ],
)
def test_who_must_decide_is_said_from_where_the_board_stands(for_board: str, says: str):
    report = basis(board=board(for_board) if for_board else None)

    assert says in concern(off_track(report), "2.2 A Saturday club").decides


def test_owner_of_a_measure_does_not_decide_about_what_that_owner_leads():
    found = concern(off_track(basis()), "Children waiting over 18 weeks")

    assert found.decides == (
        "Joint Commissioning Group, where Mereside Integrated Care Board (made up) sits. "
        "Led by Commissioning manager, Mereside Integrated Care Board (made up)."
    )


def test_things_that_stand_alike_are_said_once():
    found = [each for each in off_track(basis("north-east-lincolnshire")) if each.kind == "actions"]

    assert sum(len(each.titles) for each in found) == 60
    assert len(found) == 4
    assert [each.since.day for each in found] == sorted(each.since.day for each in found)


def test_day_that_is_past_is_judged_by_what_was_known_then():
    then = off_track(basis(end=date(2026, 9, 1)))

    assert not any(
        "Heron Breaks" in title and each.status == "families differ" for each in then for title in each.titles
    )


@pytest.mark.parametrize(
    ("title", "why_not"),
    [
        ("3.1 Adult life", "There has been no update since 30 June 2026"),
        ("3.2 Thirty supported internships", "No date is stated."),
        ("Young people who say they have friends", "the baseline is still to be determined"),
        ("Young people on supported internships", "The target is not yet set."),
        ("A careers talk", "Nobody has asked families' representatives"),
    ],
)
def test_what_cannot_be_told_says_why_not(title: str, why_not: str):
    assert why_not in concern(cannot_tell(basis()), title).reason


def test_measures_that_differ_only_by_their_baseline_are_one_reason_and_keep_it():
    found = [each for each in cannot_tell(basis("north-east-lincolnshire")) if each.kind == "measures"]

    assert len(found) < 6
    assert "Parents who say they understand their EHCP (baseline 63% in 2020)" in found[0].titles
    assert found[0].reason == "No figure is known since the baseline."


def test_done_is_not_better_where_a_measure_falls_or_families_disagree():
    found = {each.action: " ".join(each.against) for each in done_not_better(basis())}

    assert set(found) == {"1.2 Call every family within two weeks of referral", "2.1 Two Saturday clubs"}
    assert (
        "Children waiting over 18 weeks for speech and language therapy: off track"
        in found["1.2 Call every family within two weeks of referral"]
    )
    assert "families differ: “Heron Breaks runs" in found["2.1 Two Saturday clubs"]


def test_unfinished_action_is_never_called_done_but_not_better():
    reopened = changed(
        "actions",
        "a-triage-calls",
        state="in-progress",
        updates=(Update(on=date(2026, 11, 1), state="in-progress", note="Again."),),
    )

    assert not any("Call every family" in each.action for each in done_not_better(basis(reopened)))
