"""Does the report say, in its order, what a director needs, and own up to what cannot be told?"""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest

from goldenthread.design.documents.blocks import Bullets, Callout, Heading, Picture, Table, plain
from goldenthread.publishing.reports.basis import Asked, Before, GapCount
from goldenthread.publishing.reports.document import report
from tests.publishing.documents.making import SLUGS, TODAY, published, row, table, words
from tests.publishing.reports.making import START, basis, changed

DECISIONS = ("Agree that a building is found by 31 January 2027.", "Note that waits are longer.")


@pytest.mark.parametrize("slug", SLUGS)
def test_report_of_every_strategy_is_whole(slug: str):
    document = report(basis(slug, start=START))
    headings = [block for block in document.blocks if isinstance(block, Heading)]

    assert [each.text for each in headings if each.level == 1][:6] == [
        "1. In short",
        "2. Decisions asked for",
        "3. What is off track, why, since when, and who must decide",
        "4. What cannot be told, and why",
        "5. What changed",
        "6. What was done, what moved, and what families said",
    ]
    assert all(below.level <= above.level + 1 for above, below in pairwise(headings))
    assert all(sum(block.widths) == 100 for block in document.blocks if isinstance(block, Table) and block.widths)
    assert all(block.alt for block in document.blocks if isinstance(block, Picture))
    assert ".." not in words(document)


def test_cover_says_between_which_days_for_whom_and_by_whom():
    board = next(each for each in published("oldmere").boards if each.key == "partnership-board")
    document = report(basis(board=board, prepared_by="Prepared by the analyst, Oldmere Council"))

    assert document.title == "Progress report, 1 April to 22 November 2026"
    assert document.status == "For the SEND Partnership Board. Prepared by the analyst, Oldmere Council"
    assert document.colour == published("oldmere").area.colour


def test_what_the_preparer_writes_stands_first_as_it_was_written():
    document = report(basis(introduction="First.\n\nThen <b>this</b>.", decisions=DECISIONS))
    said = words(document)

    assert said.index("First.") < said.index("Then <b>this</b>.") < said.index("Off track: ")
    [asked] = [block for block in document.blocks if isinstance(block, Bullets) and block.numbered]
    assert asked.items == DECISIONS


def test_no_decision_asked_for_points_to_what_waits():
    assert "No decision is asked for. Part 3 says what waits" in words(report(basis()))


def test_in_short_counts_are_those_of_the_parts():
    said = words(report(basis()))

    assert "Off track: 1 action, 2 measures, 2 answers to families." in said
    assert "Cannot be told: 2 actions, 2 measures, 3 answers to families." in said
    assert "Done in this time: 2.1 Two Saturday clubs." in said


def test_three_questions_stand_then_beside_now_where_then_is_known():
    held = changed("actions", "a-teen-club", state="in-progress", blocked_reason="", updates=())
    found = table(report(basis(before=held)), "Three questions")

    assert found.columns == ("Question", "On 31 March 2026", "On 22 November 2026")
    assert "1 blocked" in row(found, "Is the work being done?")[2]
    assert "blocked" not in row(found, "Is the work being done?")[1]


def test_then_is_not_made_up_where_it_is_not_known():
    first = Before(published("oldmere"), TODAY, "version 1, the first text held here", exact=False)
    document = report(basis())
    later = report(type(basis())(**{**basis().__dict__, "before": first}))

    assert table(document, "Three questions").columns == ("Question", "On 22 November 2026")
    assert table(later, "Three questions").columns == ("Question", "On 22 November 2026")
    assert "What was worded otherwise before then cannot be known" in words(later)
    assert "There is no earlier state of the strategy to compare with." in words(document)


def test_done_but_not_better_is_warned_of_before_anything_else():
    blocks = report(basis()).blocks
    [warning] = [block for block in blocks if isinstance(block, Callout)]

    assert warning.tone == "warning"
    assert "1.2 Call every family within two weeks of referral is done, but:" in plain(warning.text)
    assert words(list(blocks)).index("Done but not better") < words(list(blocks)).index("Off track: ")


def test_moved_date_shows_old_and_new_with_who_agreed():
    found = table(report(basis()), "Promises whose date moved")

    assert row(found, "1.1 Buy one therapy service together")[1:4] == (
        "September 2026",
        "April 2027",
        "14 May 2026, agreed by SEND Partnership Board",
    )


def test_new_figure_has_what_it_is_of_its_period_and_its_source():
    figures = row(table(report(basis()), "New figures"), "Children waiting over 18 weeks")

    assert figures[2].startswith("49.2% (295 of 600) in September 2026")
    assert "Provisional" in figures[2]
    assert "Source: Mere Valley Trust return" in figures[2]


def test_long_lists_are_cut_in_the_text_and_whole_in_the_annex():
    document = report(basis("north-east-lincolnshire"))
    said = words(document)

    assert "and 25 more, in the annex" in said
    annex = said.split("Annex: the long lists whole")[1]
    late = [action.title for action in published("north-east-lincolnshire").actions if action.due == "2020/2021"]
    assert [title for title in late if title not in annex] == []


def test_requests_without_an_answer_are_counted_by_body():
    asked = (
        Asked("Mereside ICB", date(2026, 11, 1), date(2026, 11, 15)),
        Asked("Mereside ICB", date(2026, 11, 1), date(2026, 11, 15)),
        Asked("", date(2026, 11, 2), date(2026, 11, 16)),
    )
    found = table(report(basis(asked=asked)), "Requests for updates")

    assert row(found, "Mereside ICB") == ("Mereside ICB", "1 November 2026", "15 November 2026", "2")
    assert row(found, "Not stated")[3] == "1"


def test_gaps_are_counted_and_led_to():
    gaps = (
        GapCount("A measure has no baseline.", "Nobody can tell", 2),
        GapCount("An action has no lead.", "Nobody can tell", 5),
    )
    document = report(basis(gaps=gaps))

    assert "7 gaps are known." in words(document)
    assert [plain(cells[2]) for cells in table(document, "Gaps by kind").rows] == ["5", "2"]
    assert "Where the thread is broken: 7 gaps." in words(document)


def test_report_of_a_past_day_is_judged_on_that_day():
    said = words(report(basis(end=date(2026, 10, 1))))

    assert "Blocked. Reported blocked on 3 November 2026" not in said
    assert "Judged on: 1 October 2026." in said
