"""Does a director see what is off track, and can nothing that is done hide what did not get better?"""

from __future__ import annotations

from datetime import date

import pytest

from goldenthread.publishing.home import standing
from goldenthread.publishing.packs import format as pack
from goldenthread.publishing.packs.reading import Index, on_site
from tests.publishing.home.making import TODAY, action, finished, holder, measure, strategy, work

OVERDUE = action("late", due="2024")
BLOCKED = action("stuck", state="blocked", blocked_reason="No building")
FALLING = measure("falls", 49, 48)
RISING = measure("rises", 60, 70)


def index(**values: object) -> Index:
    return Index(strategy(**values), on_site("somewhere"))


def answer(key: str, *verdicts: tuple[str, str]) -> pack.Answer:
    said = tuple(pack.Verdict(verdict=v, on=date(2026, 7, 2), group=g) for v, g in verdicts)
    return pack.Answer(key=key, kind="we-did", text=f"Answer {key}", verdicts=said)


def test_the_three_questions_are_counted_apart():
    pieces = [work(finished("a")), work(OVERDUE), work(FALLING)]
    answers = (answer("x", ("true", "parents-and-carers")), answer("y"))

    tallies = standing.tallies(pieces, answers)

    assert [(t.noun, t.total, [(str(s), n) for s, n in t.counts]) for t in tallies] == [
        ("action", 2, [("done", 1), ("overdue", 1)]),
        ("measure", 1, [("off track", 1)]),
        ("answer", 2, [("families say true", 1), ("not asked yet", 1)]),
    ]


@pytest.mark.parametrize(
    ("items", "warned"),
    [
        ([finished("a"), FALLING], True),
        ([finished("a"), finished("b"), FALLING, RISING], True),
        ([finished("a"), OVERDUE, FALLING], False),
        ([finished("a"), RISING], False),
        ([FALLING], False),
        ([], False),
    ],
)
def test_all_done_while_a_measure_falls_is_said_first_of_all(items, warned):
    said = standing.warning([work(item) for item in items])

    assert bool(said) == warned
    assert (
        not warned
        or said == "Every action is reported done, but 1 measure is off track. Done is not the same as better."
    )


@pytest.mark.parametrize(
    ("links", "behind", "told"),
    [
        ({"measures": ("a",)}, [finished("a")], True),
        ({"measures": ("o",)}, [finished("a", achieves=("o",))], True),
        ({"measures": ("p",)}, [finished("a", delivers=("p",))], True),
        ({"measures": ("o",)}, [finished("a", achieves=("o",)), action("b", achieves=("o",))], False),
        ({"measures": ("o",)}, [finished("a")], False),
        ({}, [finished("a")], False),
    ],
)
def test_a_measure_that_falls_behind_finished_work_is_named_with_it(links, behind, told):
    pieces = [*(work(item) for item in behind), work(measure("falls", 49, 48, **links))]

    found = standing.done_but_not_better(pieces)

    assert [(m.key, [a.key for a in actions]) for m, actions in found] == ([("falls", ["a"])] if told else [])


def test_a_measure_that_rises_is_never_named_so():
    pieces = [work(finished("a")), work(measure("rises", 60, 70, measures=("a",)))]

    assert standing.done_but_not_better(pieces) == ()


def test_off_track_says_what_why_since_when_led_by_whom_and_who_decides():
    boards = (
        pack.Board(key="low", name="The working board", reports_to=(pack.ReportsTo(board="top"),)),
        pack.Board(key="top", name="The top board"),
    )

    (late,) = standing.off_track([work(OVERDUE, holder("Ann"))], index(boards=boards), TODAY)

    assert (late.noun, str(late.status), late.since) == ("action", "overdue", "1 January 2025")
    assert late.reason.startswith("It was due 2024")
    assert late.led_by == "Ann, Service manager, A council"
    assert late.decides.startswith("The working board")


def test_the_worst_comes_first_and_families_are_among_it():
    pieces = [work(FALLING), work(OVERDUE), work(BLOCKED), work(RISING), work(finished("fine"))]
    answers = (answer("no", ("not-true", "young-people")), answer("yes", ("true", "parents-and-carers")))

    found = standing.off_track(pieces, index(answers=answers), TODAY)

    assert [each.items[0].key for each in found] == ["stuck", "late", "falls", "no"]


def test_things_that_stand_alike_are_said_once():
    pieces = [work(action(f"a{n}", due="2024")) for n in range(5)] + [work(action("other", due="2025"))]

    found = standing.off_track(pieces, index(), TODAY)

    assert [each.count for each in found] == ["5 actions", "1 action"]


def test_the_figures_of_a_reason_do_not_keep_alike_things_apart():
    bare = [
        measure(f"m{n}", target=90, baseline=pack.Baseline(state="known", value=50 + n, period="2023"))
        for n in range(3)
    ]

    (found,) = standing.cannot_tell([work(m) for m in bare], index(), TODAY)

    assert found.count == "3 measures"
    assert found.reason == "No figure is known since the baseline."


def test_what_cannot_be_told_is_told_with_its_reason_and_families_who_were_not_asked():
    undated = action("undated", state="in-progress")
    found = standing.cannot_tell([work(undated), work(RISING)], index(answers=(answer("x"), answer("y"))), TODAY)

    assert [(each.noun, len(each.items)) for each in found] == [("answer", 2), ("action", 1)]
    assert "No date is stated" in found[1].reason
    assert "Nobody has asked families" in found[0].reason


@pytest.mark.parametrize(
    ("holders", "owned"),
    [
        ([holder("Ann")], True),
        ([holder("Ann", at_work=False)], False),
        ([holder("")], False),
        ([holder("Ann", ended=date(2026, 3, 31))], False),
        ([holder("Ann", part="partner")], False),
        ([holder("Ann", at_work=False), holder("Bo")], True),
        ([], False),
    ],
)
def test_work_has_an_owner_when_somebody_at_work_leads_it_for_a_body_that_exists(holders, owned):
    assert work(OVERDUE, *holders).owned == owned


def test_a_measure_is_owned_by_whoever_answers_for_it():
    assert work(RISING, holder("Ann", part="accountable")).owned
