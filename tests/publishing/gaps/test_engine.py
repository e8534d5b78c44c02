"""Does each rule find what it says, and nothing else?"""

from __future__ import annotations

from datetime import date
from string import Formatter
from typing import Any

import pytest
from hypothesis import given, settings

from goldenthread.publishing.gaps.engine import gaps_in
from goldenthread.publishing.gaps.rules import BY_ID, RULES, Mend
from goldenthread.publishing.packs import format as pack
from goldenthread.publishing.threads.ends import ENDS
from goldenthread.publishing.threads.shape import Thread
from tests.publishing.threads.made_up import threads
from tests.publishing.threads.tiny import (
    action,
    answer,
    evidence,
    measure,
    need,
    of_set,
    outcome,
    priority,
    statement,
    whole,
)

TODAY = date(2026, 11, 22)
BODY = {"key": "trust", "name": "The Trust", "kind": "nhs-trust"}
COUNCIL = pack.Organisation(key="council", name="The Council", kind="council")
ENDED = pack.Organisation(**BODY, closed=date(2022, 6, 30))
FOLLOWED = pack.Organisation(
    **BODY, closed=date(2022, 6, 30), successors=[{"key": "council", "on": "2022-07-01", "kind": "merged"}]
)
OPEN = pack.Organisation(**BODY, closed=date(2027, 6, 30))


def board(key: str, **more: Any) -> pack.Board:
    return pack.Board(key=key, name=more.pop("name", f"Board {key}"), **more)


def service(**more: Any) -> pack.Service:
    return pack.Service(
        **{"key": "x", "name": "Therapy", "kind": "therapy", "commissioners": ("council",), "providers": ("council",)}
        | more
    )


def figure(**more: Any) -> pack.Figure:
    return pack.Figure(label="Some", unit="people", **more)


def update(on: str) -> pack.Update:
    return pack.Update(on=date.fromisoformat(on), state="in-progress", note="Going on.")


def step(due: str, state: str = "not-stated") -> pack.Step:
    return pack.Step(key="s1", text="A step.", due=due, state=state)


LEAD = pack.Lead(organisation="council")
LATE = {"due": "March 2026"}
BY_THE_TRUST = {"leads": (pack.Lead(organisation="trust"),)}

# For each rule that is not of the thread: what it finds a gap in, and the nearest in which it finds none.
TABLE: list[tuple[str, dict[str, Any], dict[str, Any]]] = [
    ("board-without-seats", {"boards": [board("x")]}, {"boards": [board("x", seats=(pack.Seat(role="Chair"),))]}),
    ("board-without-seats", {"boards": [board("x")]}, {"boards": [board("x", name="Health and Wellbeing Board")]}),
    (
        "board-answers-to-nobody",
        {"boards": [board("x")]},
        {"boards": [board("x", reports_to=(pack.ReportsTo(board="top"),)), board("top")]},
    ),
    ("board-answers-to-nobody", {"boards": [board("x")]}, {"boards": [board("x", name="Safeguarding Board")]}),
    ("ended-without-successor", {"organisations": [ENDED]}, {"organisations": [FOLLOWED, COUNCIL]}),
    ("ended-without-successor", {"organisations": [ENDED]}, {"organisations": [OPEN]}),
    (
        "promise-behind",
        {"answers": [answer("x", kind="what-next", kept_by=["a"])], "actions": [action("a", **LATE)]},
        {"answers": [answer("x", kind="what-next", kept_by=["a"])], "actions": [action("a", due="March 2027")]},
    ),
    (
        "answer-not-confirmed",
        {"answers": [answer("x")]},
        {"answers": [answer("x", verdicts=[{"verdict": "partly", "on": "2026-01-01", "group": "young-people"}])]},
    ),
    ("answer-not-confirmed", {"answers": [answer("x")]}, {"answers": [answer("x", kind="not-yet")]}),
    (
        "no-young-voice",
        {"statements": [statement("s", speaker="families")]},
        {"statements": [statement("s", speaker="families"), statement("y", speaker="children")]},
    ),
    ("no-young-voice", {"statements": [statement("s", speaker="families")]}, {}),
    (
        "evidence-without-number",
        {"evidence": [evidence("x", figures=[figure(words="many more")])]},
        {"evidence": [evidence("x", figures=[figure(value=3)])]},
    ),
    (
        "evidence-without-number",
        {"evidence": [evidence("x")]},
        {"evidence": [evidence("x", figures=[figure(words="more than eightfold")])]},
    ),
    (
        "evidence-out-of-date",
        {"evidence": [evidence("x", figures=[figure(value=3, period="2020"), figure(value=4, period="October 2024")])]},
        {
            "evidence": [
                evidence("x", figures=[figure(value=3, period="2020"), figure(value=4, period="November 2024")])
            ]
        },
    ),
    (
        "evidence-out-of-date",
        {"evidence": [evidence("x", figures=[figure(value=3, period="2020")])]},
        {"evidence": [evidence("x", figures=[figure(value=3, period="2020"), figure(value=4, period="now")])]},
    ),
    (
        "priority-resting-on-no-evidence",
        {"needs": [need("n")], "priorities": [priority("x", addresses=["n"])]},
        {
            "needs": [need("n", rests_on=["e"])],
            "evidence": [evidence("e")],
            "priorities": [priority("x", addresses=["n"])],
        },
    ),
    (
        "priority-resting-on-no-evidence",
        {"needs": [need("n")], "priorities": [priority("x", addresses=["n"])]},
        {
            "needs": [need("n", raised_by=["s"])],
            "statements": [statement("s")],
            "priorities": [priority("x", addresses=["n"])],
        },
    ),
    ("cites-nothing", {"needs": [need("x", cite="")]}, {"needs": [need("x")]}),
    (
        "stage-not-stated",
        {},
        {
            kind: [make(kind)]
            for kind, make in {
                "statements": statement,
                "needs": need,
                "priorities": priority,
                "outcomes": outcome,
                "actions": action,
                "measures": measure,
            }.items()
        },
    ),
    ("nothing-for-families", {"outcomes": [outcome("x", families="")]}, {"outcomes": [outcome("x")]}),
    (
        "action-without-lead",
        {"actions": [action("x", leads=[pack.Lead(part="partner", organisation="council")])]},
        {"actions": [action("x", leads=[LEAD])]},
    ),
    (
        "lead-without-role",
        {"actions": [action("x", leads=[pack.Lead(wording="AB")])]},
        {"actions": [action("x", leads=[pack.Lead(role="Head", wording="AB")])]},
    ),
    (
        "work-of-ended-body",
        {"actions": [action("x", **BY_THE_TRUST)], "organisations": [ENDED]},
        {"actions": [action("x", **BY_THE_TRUST)], "organisations": [OPEN]},
    ),
    ("action-without-date", {"actions": [action("x")]}, {"actions": [action("x", steps=[step("2027")])]}),
    ("date-not-clear", {"actions": [action("x", due="March 2-21")]}, {"actions": [action("x", due="Autumn 2027")]}),
    (
        "overdue-without-update",
        {"actions": [action("x", **LATE, updates=[update("2026-01-01")])]},
        {"actions": [action("x", **LATE, updates=[update("2026-05-01")])]},
    ),
    ("overdue", {"actions": [action("x", **LATE, updates=[update("2026-05-01")])]}, {"actions": [action("x", **LATE)]}),
    (
        "milestone-overdue",
        {"actions": [action("x", steps=[step("March 2026")])]},
        {"actions": [action("x", steps=[step("March 2026", "done")])]},
    ),
    (
        "service-of-ended-body",
        {"services": [service(providers=("trust",))], "organisations": [ENDED]},
        {"services": [service()], "organisations": [ENDED]},
    ),
    ("service-without-commissioner", {"services": [service(commissioners=())]}, {"services": [service()]}),
    (
        "service-without-commissioner",
        {"services": [service(commissioners=())]},
        {"services": [service(name="Local Offer", commissioners=())]},
    ),
    ("service-without-provider", {"services": [service(providers=())]}, {"services": [service()]}),
    (
        "baseline-not-stated",
        {"measures": [measure("x", baseline={"state": "not-stated"})]},
        {"measures": [measure("x", baseline={"state": "to-be-determined"})]},
    ),
    (
        "baseline-not-stated",
        {"measures": [measure("x", baseline={"state": "not-stated"})]},
        {"measures": [measure("x", unit="event", baseline={"state": "not-stated"})]},
    ),
    (
        "baseline-to-be-determined",
        {"measures": [measure("x", baseline={"state": "to-be-determined"})]},
        {"measures": [measure("x")]},
    ),
    (
        "target-to-be-determined",
        {"measures": [measure("x", target={"kind": "to-be-determined"})]},
        {"measures": [measure("x")]},
    ),
    ("target-not-stated", {"measures": [measure("x", target={"kind": "not-stated"})]}, {"measures": [measure("x")]}),
    (
        "direction-not-stated",
        {"measures": [measure("x", target={"kind": "direction"})]},
        {"measures": [measure("x", target={"kind": "survey-statement"})]},
    ),
    ("measure-without-owner", {"measures": [measure("x")]}, {"measures": [measure("x", owner=[LEAD])]}),
    ("measure-without-frequency", {"measures": [measure("x")]}, {"measures": [measure("x", frequency="each term")]}),
    (
        "measure-without-frequency",
        {"measures": [measure("x")]},
        {"measures": [measure("x", target={"kind": "direction", "direction": "up", "pace": "year on year"})]},
    ),
    ("measure-without-source", {"measures": [measure("x")]}, {"measures": [measure("x", source="SEN2")]}),
    (
        "never-observed",
        {"measures": [measure("x")]},
        {"measures": [measure("x", observations=[{"period": "2026", "value": 3}])]},
    ),
]
ELSEWHERE = {
    "cited-figure-out-of-date",
    "data-late",
    "data-without-agreement",
    "data-agreement-expired",
    "data-without-dates",
    "lead-nobody-holds",
    "strategy-without-period",
    "strategy-without-review",
}  # tested by themselves below


def found(lists: dict[str, Any], **more: Any) -> dict[str, list[str]]:
    report = gaps_in(whole(**lists), TODAY, **more)
    return {each.rule.id: [gap.key for gap in each.gaps] for each in report.found}


@pytest.mark.parametrize(("rule", "gap", "none"), TABLE, ids=[f"{row[0]}-{n}" for n, row in enumerate(TABLE)])
def test_a_rule_finds_what_it_says_and_not_what_is_nearest_to_it(rule: str, gap: dict[str, Any], none: dict[str, Any]):
    assert rule in found(gap)
    assert rule not in found(none)


def test_every_rule_is_in_a_table():
    assert {rule.id for rule in RULES if rule.end is None} == {row[0] for row in TABLE} | ELSEWHERE


def test_every_broken_end_of_the_thread_is_a_rule():
    assert {rule.id for rule in RULES if rule.end} == {end.id for end in ENDS}
    assert all(rule.end is None or rule.end.id == rule.id for rule in RULES)


def test_every_rule_says_why_it_matters_and_what_to_do():
    assert len(BY_ID) == len(RULES)
    assert [
        rule.id for rule in RULES if not (rule.says.endswith(".") and rule.why.endswith(".") and rule.do.endswith("."))
    ] == []


def test_every_sentence_names_the_thing_or_says_what_is_absent():
    named = {rule.id: {name for _, name, _, _ in Formatter().parse(rule.item)} for rule in RULES}

    assert {rule for rule, names in named.items() if not names & {"name", "absent", "speakers"}} == set()


@settings(max_examples=20)
@given(threads())
def test_a_gap_has_a_whole_sentence_whatever_the_strategy(made: Thread):
    lists: dict[str, list[Any]] = {}
    for item in made.items.values():
        lists.setdefault(item.plural, []).append(item.says)

    gaps = gaps_in(whole(**lists), TODAY).gaps
    assert [gap.sentence for gap in gaps if "{" in gap.sentence or not gap.sentence.endswith((".", "?"))] == []


def test_a_lead_that_nobody_holds_is_found_where_a_role_or_a_body_is_stated():
    lists = {"actions": [action("x", leads=[LEAD]), action("y", leads=[pack.Lead(wording="AB")])]}
    report = found(lists | {"organisations": [COUNCIL]}, unheld=frozenset({"x", "y"}))

    assert report["lead-nobody-holds"] == ["x"]
    assert "lead-nobody-holds" not in found(lists)


def test_a_figure_that_the_needs_assessment_cites_although_a_newer_exists_is_told():
    (gap,) = gaps_in(whole(), TODAY, outdated=("Plans, 2020", "Pupils, 2021")).only("cited-figure-out-of-date").gaps

    assert gap.sentence == "The needs assessment cites “Plans, 2020” and “Pupils, 2021”. A newer figure exists."
    assert "cited-figure-out-of-date" not in found({})


@pytest.mark.parametrize(
    ("change", "actions", "gaps"),
    [
        ({}, [], set()),
        ({"period": "", "review": ""}, [], {"strategy-without-period", "strategy-without-review"}),
        ({"review": "", "status": "under-review"}, [], set()),
        ({"review": ""}, [action("a", title="Review the joint strategy")], set()),
    ],
)
def test_a_strategy_says_how_long_it_holds_and_when_it_is_reviewed(
    change: dict[str, str], actions: list[Any], gaps: set[str]
):
    made = whole(actions=actions)
    own = made.strategies[0].model_copy(update=change)
    report = gaps_in(made.model_copy(update={"strategies": (own, *made.strategies[1:])}), TODAY)

    assert {each.rule.id for each in report.found if each.rule.of == "strategy"} == gaps


def test_what_is_nearly_joined_is_named_beside_the_gap():
    made = whole(
        needs=[need("n")],
        priorities=[priority("p", addresses=["n"])],
        actions=[action("a", title="Do it", addresses=["n"])],
    )
    (gap,) = gaps_in(made, TODAY).only(rule="priority-without-action").gaps

    assert (
        gap.sentence
        == "“Priority p” is delivered by no action. “Do it” addresses the same need, and is not joined to it."
    )


def test_where_lists_are_joined_only_as_lists_the_gap_says_so():
    made = whole(needs=[need("n"), need("m")], priorities=[priority("p", addresses=[of_set("n")])])
    (gap,) = gaps_in(made, TODAY).only(rule="need-without-priority").gaps

    assert gap.key == "m"
    assert gap.sentence.endswith("The strategy joins such things as whole lists, and does not say which to which.")


def test_a_report_can_be_narrowed_to_a_rule_or_a_heading():
    made = whole(needs=[need("n", themes=["t"]), need("m")])
    report = gaps_in(made, TODAY)

    assert {gap.key for gap in report.only(theme="t").gaps} == {"n"}
    assert {gap.rule.id for gap in report.only(rule="need-without-priority").gaps} == {"need-without-priority"}


def test_every_way_of_mending_has_words():
    from goldenthread.publishing.gaps.rules import MENDED

    assert set(MENDED) == set(Mend)
