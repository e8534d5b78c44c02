"""Does the difference between two states of a strategy read like prose?"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from goldenthread.demo.load import AREAS, MADE_UP, pack_named
from goldenthread.publishing.packs.changes import changes_between, summary
from goldenthread.publishing.packs.format import LinkTo, Observation, Pack, Redating, Update, Verdict

PACK = pack_named(MADE_UP)


def with_item(plural: str, key: str, **values: Any) -> Pack:
    """The made-up strategy with one item changed."""
    items = tuple(item.model_copy(update=values) if item.key == key else item for item in getattr(PACK, plural))
    return PACK.model_copy(update={plural: items})


def sentences(after: Pack) -> list[str]:
    return [change.sentence for change in changes_between(PACK, after)]


@pytest.mark.parametrize("slug", [*AREAS, MADE_UP])
def test_nothing_differs_from_itself(slug):
    assert changes_between(pack_named(slug), pack_named(slug)) == ()


def test_with_nothing_before_everything_was_added():
    changes = changes_between(None, PACK)

    assert {change.verb for change in changes} == {"added"}
    assert "six actions were added" in summary(changes)


CASES = [
    (
        with_item("actions", "a-year-9", due="Spring 2027"),
        "The date of “3.1 Adult life in every Year 9 review” moved from Autumn 2026 to Spring 2027.",
    ),
    (with_item("actions", "a-internships", due="2027"), "“3.2 Thirty supported internships” was given a date: 2027."),
    (with_item("actions", "a-year-9", due=""), "“3.1 Adult life in every Year 9 review” lost its date, which was Autumn 2026."),
    (
        with_item("outcomes", "o-friends", text="I have friends."),
        "The outcome “2 I have friends and things to do.” was reworded.",
    ),
    (
        with_item("outcomes", "o-friends", families="More fun."),
        "What “2 I have friends and things to do.” means for families was reworded.",
    ),
    (
        with_item("actions", "a-year-9", state="done"),
        "The state of “3.1 Adult life in every Year 9 review” changed from “in progress” to “done”.",
    ),
    (
        with_item("actions", "a-year-9", achieves=(LinkTo(key="o-work", basis="added"),)),
        "“3.1 Adult life in every Year 9 review” now works towards “3 I know what I want to do as an adult and who will help me.”.",
    ),
    (
        with_item("priorities", "p-breaks", seeks=()),
        "“2 Short breaks at weekends and for teenagers” no longer seeks “2 I have friends and things to do.”.",
    ),
    (
        with_item(
            "actions",
            "a-year-9",
            updates=(*PACK.actions[4].updates, Update(on=date(2026, 11, 1), state="done", note="All schools use it.")),
        ),
        "“3.1 Adult life in every Year 9 review”: reported as done on 1 November 2026: All schools use it.",
    ),
    (
        with_item(
            "actions",
            "a-year-9",
            redatings=(Redating(was="July 2026", now="Autumn 2026", on=date(2026, 7, 1), agreed_by="the board", reason="exams"),),
        ),
        "“3.1 Adult life in every Year 9 review”: its date was moved from July 2026 to Autumn 2026, agreed by the board: exams.",
    ),
    (
        with_item("measures", "m-internships", observations=(Observation(period="2026", value=12),)),
        "“Young people on supported internships”: a value of 12 for 2026.",
    ),
    (
        with_item("answers", "an-careers", verdicts=(Verdict(verdict="not-true", on=date(2026, 9, 1), group="young-people"),)),
        "“A careers talk for every young person in Year 9 with a plan.”: young people said “not true” on 1 September 2026.",
    ),
    (
        PACK.model_copy(update={"services": PACK.services[:1]}),
        "The service “Saturday clubs” was withdrawn.",
    ),
    (
        PACK.model_copy(update={"services": PACK.services[::-1]}),
        "The order of the services changed.",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("after", "sentence"), CASES, ids=[sentence[:50] for _, sentence in CASES])
def test_each_difference_is_a_sentence(after, sentence):
    assert sentence in sentences(after)


_UPDATES = next(action for action in PACK.actions if action.key == "a-triage-calls").updates
MEASURE, ANSWER = PACK.measures[0], next(answer for answer in PACK.answers if answer.verdicts)
SEEN, VERDICT, BOARD = MEASURE.observations[0], ANSWER.verdicts[-1], PACK.boards[0]
CORRECTED = [
    (
        with_item(
            "measures",
            MEASURE.key,
            observations=(SEEN.model_copy(update={"numerator": Decimal(230)}), *MEASURE.observations[1:]),
        ),
        "the value for September 2025 was corrected: numerator from 231 to 230.",
        "One value of a measure was corrected.",
    ),
    (
        with_item("answers", ANSWER.key, verdicts=(*ANSWER.verdicts, VERDICT)),
        "said “",
        "One verdict of an answer was added.",
    ),
    (
        with_item("boards", BOARD.key, seats=(*BOARD.seats, BOARD.seats[0])),
        f"a seat: {BOARD.seats[0].role}, for ",
        "One seat of a board was added.",
    ),
    (
        with_item(
            "actions", "a-triage-calls", updates=tuple(u.model_copy(update={"evidence_url": ""}) for u in _UPDATES)
        ),
        "the report of 20 March 2026 was corrected: address of the evidence from https://example.org/made-up-evidence to nothing.",
        "One report of an action was corrected.",
    ),
]


@pytest.mark.parametrize(("after", "sentence", "counted"), CORRECTED, ids=[counted for *_, counted in CORRECTED])
def test_one_row_that_differs_is_one_change(after, sentence, counted):
    (said,) = sentences(after)

    assert sentence in said
    assert summary(changes_between(PACK, after)) == counted


def test_equal_numbers_written_differently_are_no_change():
    exact = with_item(
        "measures",
        MEASURE.key,
        observations=tuple(
            seen.model_copy(update={"value": seen.value + Decimal("0.00")}) for seen in MEASURE.observations
        ),
    )

    assert changes_between(PACK, exact) == ()


def test_a_step_is_named_with_its_action():
    steps = PACK.actions[0].steps
    later = (*steps[:2], steps[2].model_copy(update={"due": "March 2027"}), *steps[3:])

    (said,) = sentences(with_item("actions", "a-joint-therapies", steps=later))

    assert said.startswith("“1.1 Buy one therapy service together”: ")
    assert said.endswith(
        "The date of “The ICB approves its share of the budget.” moved from December 2026 to March 2027."
    )


def test_the_summary_counts_in_words():
    after = with_item("actions", "a-year-9", due="Spring 2027").model_copy(
        update={
            "services": PACK.services[:1],
            "outcomes": (PACK.outcomes[0].model_copy(update={"text": "Another."}), *PACK.outcomes[1:]),
        }
    )

    assert summary(changes_between(PACK, after)) == (
        "One outcome was reworded; one date of an action moved; one service was withdrawn."
    )


def test_nothing_changed_is_said():
    assert summary(()) == "Nothing changed."
