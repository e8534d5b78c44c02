"""Is every field of the pack format told in words when it changes: no Python name, no key, no ISO date?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import pytest

from goldenthread.demo.load import MADE_UP, pack_named
from goldenthread.publishing.packs import format as pack
from goldenthread.publishing.packs.changes import NOUNS, changes_between, summary

BODY = pack.Organisation(key="mere-body", name="Mere Body", kind="icb")
BOARD = pack.Board(key="mere-board", name="Mere Board")
PLAN = pack.Strategy(key="mere-plan", title="Mere Plan", status="adopted")
SECTION = pack.Section(id="mere-part", title="Mere part")
KEYS = {"board": BOARD.key, "strategy": PLAN.key, "cite": SECTION.id, "step": None}
_OWN = pack_named(MADE_UP)
PACK = _OWN.model_copy(
    update={
        "organisations": (*_OWN.organisations, BODY),
        "boards": (*_OWN.boards, BOARD),
        "strategies": (*_OWN.strategies, PLAN),
        "sections": (*_OWN.sections, SECTION),
    }
)
ANOTHER_ITEM = PACK.themes[0].key
JARGON = re.compile(r"_|\bkey\b|=|\d{4}-\d{2}-\d{2}|mere-|\bNone\b|\bTrue\b|\bFalse\b")
NAMES_OF_FIELDS = re.compile(r"\b(its|the) (cite|ref|cycle|said|url|slug|closed|opened|on|was|now|cites|kept by)\b")
FIRST, SECOND = 0, 1


def _plain(annotation: Any) -> Any:
    """The type itself, without what may be absent and what is said of it."""
    if get_origin(annotation) in (UnionType, Union):
        annotation = next(each for each in get_args(annotation) if each is not NoneType)
    return get_args(annotation)[0] if get_origin(annotation) is Annotated else annotation


def value(name: str, annotation: Any, turn: int) -> Any:
    """One of two values of a field, by its type."""
    kind = _plain(annotation)
    if get_origin(kind) is Literal:
        return get_args(kind)[turn % len(get_args(kind))]
    if get_origin(kind) is tuple:
        return (value(name, get_args(kind)[0], turn),)
    if kind is pack.LinkTo:
        return pack.LinkTo(key=ANOTHER_ITEM, basis="stated" if turn == FIRST else "added")
    if isinstance(kind, type) and issubclass(kind, pack.Strict):
        return filled(kind, turn)
    if name in ("commissioners", "providers", "organisation", "key"):
        return BODY.key if turn == FIRST else PACK.organisations[0].key
    if name in KEYS:
        return KEYS[name] if turn == FIRST else None
    return {
        bool: turn == FIRST,
        date: date(2026, 11, 21 + turn),
        Decimal: Decimal(7 + turn),
        int: 7 + turn,
    }.get(kind, ("One thing", "Another thing")[turn])


def filled(kind: type[pack.Strict], turn: int) -> Any:
    """A row with something in every field."""
    return kind.model_construct(
        **{name: value(name, each.annotation, turn) for name, each in kind.model_fields.items()}
    )


def states(item: pack.Strict) -> Iterator[tuple[str, pack.Strict, pack.Strict]]:
    """Each field of the item, absent, with a value, and with another; and each field of each kind of its rows."""
    for name, info in type(item).model_fields.items():
        if name in ("key", "id"):
            continue
        first, second = (item.model_copy(update={name: value(name, info.annotation, turn)}) for turn in (FIRST, SECOND))
        yield name, first, second
        yield name, second, first
        if not info.is_required():
            without = item.model_copy(update={name: info.default})
            yield name, without, first
            yield name, first, without
        yield from _rows(item, name, getattr(first, name))


def _rows(item: pack.Strict, name: str, held: Any) -> Iterator[tuple[str, pack.Strict, pack.Strict]]:
    row = held[0] if isinstance(held, tuple) and held else held
    if not isinstance(row, pack.Strict):
        return
    for part, info in type(row).model_fields.items():
        if isinstance(row, pack.LinkTo) and part == "key":
            continue
        changed = row.model_copy(update={part: value(part, info.annotation, SECOND)})
        after = (changed,) if isinstance(held, tuple) else changed
        yield f"{name}.{part}", item.model_copy(update={name: held}), item.model_copy(update={name: after})


def _of_a_kind() -> Iterator[tuple[str, pack.Strict]]:
    yield from (("area", PACK.area), ("source", PACK.source))
    for plural in NOUNS:
        yield plural, getattr(PACK, plural)[0]


def _with(plural: str, item: Any) -> pack.Pack:
    held = getattr(PACK, plural)
    return PACK.model_copy(update={plural: (item, *held[1:]) if isinstance(held, tuple) else item})


@pytest.mark.parametrize(("plural", "item"), list(_of_a_kind()), ids=[plural for plural, _ in _of_a_kind()])
def test_no_field_is_told_by_its_python_name(plural: str, item: pack.Strict):
    for name, before, after in states(item):
        found = changes_between(_with(plural, before), _with(plural, after))
        told = [*(each.sentence for each in found), summary(found)]

        assert found or before == after, f"{plural}.{name} changed and nothing is said"
        for sentence in told:
            assert not JARGON.search(sentence), f"{plural}.{name}: {sentence}"
            assert not NAMES_OF_FIELDS.search(sentence), f"{plural}.{name}: {sentence}"


def test_bodies_that_serve_the_area_are_told_too():
    found = changes_between(PACK, PACK.model_copy(update={"serves": ()}))

    assert [each.sentence for each in found] == ["Which bodies serve the area, and when, changed."]
    assert summary(found) == "The area’s bodies that serve the area were changed."


MEASURE = next(each for each in PACK.measures if each.key == "m-speech-over-18")
LATER = MEASURE.target.model_copy(update={"value": Decimal(20), "due": "March 2029"})
ENDED = BODY.model_copy(
    update={
        "closed": date(2026, 11, 21),
        "successors": (pack.Succession(key=PACK.organisations[0].key, on=date(2026, 11, 22), kind="merged"),),
    }
)


@pytest.mark.parametrize(
    ("after", "sentences", "counted"),
    [
        (
            PACK.model_copy(update={"organisations": (*_OWN.organisations, ENDED)}),
            [
                "“Mere Body” is recorded as ended on 21 November 2026.",
                f"“Mere Body”: merged into {PACK.organisations[0].name} on 22 November 2026.",
            ],
            "The last day of one organisation was changed; one successor of an organisation was added.",
        ),
        (
            PACK.model_copy(update={"area": PACK.area.model_copy(update={"summary": "Another.", "colour": "#000000"})}),
            [
                f"The colour of “{PACK.area.name}” changed from “{PACK.area.colour}” to “#000000”.",
                "The area’s summary was reworded.",
            ],
            "The area’s colour was changed; the area’s summary was reworded.",
        ),
        (
            PACK.model_copy(
                update={
                    "measures": tuple(
                        each.model_copy(update={"target": LATER}) if each is MEASURE else each for each in PACK.measures
                    )
                }
            ),
            [
                (
                    f"The target of “{MEASURE.title}” changed from “It should be 10% or less (by March 2028)” to "
                    "“It should be 20% or less (by March 2029)”."
                )
            ],
            "The target of one measure was changed.",
        ),
    ],
)
def test_what_a_board_reads(after: pack.Pack, sentences: list[str], counted: str):
    found = changes_between(PACK, after)

    assert [each.sentence for each in found] == sentences
    assert summary(found) == counted
