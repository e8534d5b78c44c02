"""Does each stage of the cycle say what needs attention in it, and nothing where nothing does?"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from goldenthread.accounts.roles import ROLE_BY_CODE, Permission
from goldenthread.publishing.home.cycle import STAGES, stages
from goldenthread.publishing.home.facts import Facts, LastVersion
from goldenthread.publishing.home.work import Want
from goldenthread.publishing.packs import format as pack
from tests.publishing.home.making import TODAY, action, finished, holder, measure, strategy, work

WELL = action("a", due="2028", leads=(pack.Lead(role="Service manager"),))
GOOD = Facts(
    strategy=strategy(actions=(WELL,)),
    work=(work(WELL, holder("Ann")),),
    requests=(),
    version=LastVersion(1, date(2026, 1, 5), 0),
    not_agreed=(),
    today=TODAY,
)
ALL = frozenset(Permission)


def said(facts: Facts, permissions: frozenset[Permission] = ALL) -> dict[str, list[str]]:
    return {stage.title: [line.sentence for line in stage.lines] for stage in stages(facts, permissions)}


def test_where_nothing_needs_attention_nothing_is_said():
    assert said(GOOD) == {title: [] for title, _, _ in STAGES}


def request(due: date, answered: object = None) -> object:
    return type("Request", (), {"answered_at": answered, "due_on": due})()


def with_strategy(**values: object) -> Facts:
    return replace(GOOD, strategy=strategy(actions=(WELL,), **values))


UNDER_REVIEW = pack.Strategy(key="jcs", title="S", principal=True, status="under-review", review="every year")
NEVER_REVIEWED = pack.Strategy(key="jcs", title="S", principal=True, status="adopted")
ENDED = pack.Organisation(key="old", name="The old body", kind="ccg", closed=date(2022, 6, 30))


@pytest.mark.parametrize(
    ("facts", "stage", "sentence"),
    [
        (replace(GOOD, work=(work(WELL),)), 0, "1 piece of work has nobody at work here to lead it."),
        (
            replace(GOOD, work=(work(WELL, holder("Ann"), holder("", ended=date(2022, 6, 30), part="partner")),)),
            0,
            "Work still stands in the name of A council, which ended.",
        ),
        (with_strategy(boards=(pack.Board(key="b", name="A board"),)), 0, "Who sits on 1 of 1 board is not recorded."),
        (
            with_strategy(
                organisations=(ENDED,),
                boards=(pack.Board(key="b", name="A board", seats=(pack.Seat(role="Chair", organisation="old"),)),),
            ),
            0,
            "Seats on boards still stand in the name of The old body.",
        ),
        (
            replace(GOOD, bare_needs=1),
            1,
            "1 need rests on no evidence, and nobody is recorded as raising it.",
        ),
        (
            with_strategy(statements=(pack.Statement(key="s", text="Help", speaker="families"),)),
            1,
            "1 thing that people said is joined to no need, priority, action or answer.",
        ),
        (
            with_strategy(measures=(measure("m", baseline=pack.Baseline(state="to-be-determined")),)),
            1,
            "1 of 1 measure has no known baseline.",
        ),
        (with_strategy(strategies=(UNDER_REVIEW,)), 2, "The strategy is under review."),
        (with_strategy(strategies=(NEVER_REVIEWED,)), 2, "The strategy does not say when it will be reviewed."),
        (replace(GOOD, strategy=strategy(actions=(action("a", due="2028"),))), 2, "1 of 1 action names no lead."),
        (replace(GOOD, work=(work(action("a"), holder("Ann")),)), 2, "1 action has no date that can be read."),
        (
            replace(GOOD, not_agreed=(type("Plan", (), {"title": "Reform plan"})(),)),
            2,
            "No body has agreed the newest version of “Reform plan”.",
        ),
        (replace(GOOD, work=(work(WELL, holder("Ann"), wants=(Want.OVERDUE,)),)), 3, "Of 1 action, 1 overdue."),
        (replace(GOOD, work=(work(WELL, holder("Ann"), wants=(Want.BLOCKED,)),)), 3, "Of 1 action, 1 blocked."),
        (
            replace(GOOD, work=(work(WELL, holder("Ann"), wants=(Want.DUE_SOON,)),)),
            3,
            "1 action is due within four weeks.",
        ),
        (
            replace(GOOD, work=(work(WELL, holder("Ann"), wants=(Want.SILENT,)),)),
            3,
            "Nothing was reported in the last quarter of a year on 1 action.",
        ),
        (replace(GOOD, requests=(request(date(2026, 11, 21)),)), 3, "1 owner did not answer when asked for an update."),
        (replace(GOOD, work=(*GOOD.work, work(measure("m", 49, 48), holder("Ann")))), 4, "1 measure is off track."),
        (
            replace(
                with_strategy(measures=(measure("m"),)),
                work=(work(measure("m"), holder("Ann"), wants=(Want.UNMEASURED,)),),
            ),
            4,
            "No value was ever recorded for 1 of 1 measure.",
        ),
        (
            with_strategy(answers=(pack.Answer(key="x", kind="we-did", text="We did"),)),
            4,
            "Families have not been heard on 1 of 1 answer.",
        ),
        (
            replace(GOOD, work=(work(finished("a"), holder("Ann")),)),
            4,
            "1 finished action has no evidence yet that the change lasted.",
        ),
        (
            replace(GOOD, version=LastVersion(1, date(2026, 1, 5), 3)),
            4,
            "3 changes since version 1, published on 5 January 2026.",
        ),
        (replace(GOOD, version=None), 4, "No version of the strategy has been published."),
    ],
)
def test_each_thing_is_said_in_its_stage_and_in_no_other(facts, stage, sentence):
    found = said(facts)

    assert found[STAGES[stage][0]] == [sentence]
    assert sum(map(len, found.values())) == 1


@pytest.mark.parametrize("due", [date(2026, 11, 22), date(2026, 12, 1)])
def test_an_owner_who_still_has_time_is_not_silent(due):
    assert said(replace(GOOD, requests=(request(due),)))["Joint delivery"] == []


def test_an_owner_who_answered_is_not_silent():
    assert said(replace(GOOD, requests=(request(date(2026, 1, 1), answered="then"),)))["Joint delivery"] == []


@pytest.mark.parametrize(
    ("role", "linked"), [("commissioning-lead", True), ("contributor", False), ("board-member", False)]
)
def test_a_link_is_offered_only_to_those_whom_its_page_lets_in(role, linked):
    quiet = replace(GOOD, work=(work(WELL, holder("Ann"), wants=(Want.SILENT,)),))

    (line,) = next(s.lines for s in stages(quiet, ROLE_BY_CODE[role].permissions) if s.title == "Joint delivery")

    assert bool(line.page) == linked
