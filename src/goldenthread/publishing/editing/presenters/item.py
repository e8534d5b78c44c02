"""What is there to see of one item at work, and what may this person do with it?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from goldenthread.analysis import Judgement, Unit, read_due, say_number, say_value
from goldenthread.partnership.states import Part
from goldenthread.planning.deliveryplan.forms import say_due
from goldenthread.planning.deliveryplan.states import StepKind, WorkState
from goldenthread.publishing.packs.reading.index import Links

Button = tuple[str, str]
"""Words and address."""


@dataclass(frozen=True, slots=True)
class PartRow:
    """One thing that belongs to an item. `ways`: what may be done with it."""

    text: str
    aside: str
    ways: tuple[Button, ...]


@dataclass(frozen=True, slots=True)
class PartList:
    """What of one kind belongs to an item; `add` is the address of the form that adds one, where that is allowed."""

    heading: str
    noun: str
    rows: tuple[PartRow, ...]
    add: str


@dataclass(frozen=True, slots=True)
class ItemPage:
    """An item at work. `judgements` are (question, judgement), each its own and never merged. `missing`: sentences on
    promised data that would have changed it and did not come."""

    plural: str
    noun: str
    key: str
    title: str
    withdrawn: Any
    strategy: str
    judgements: tuple[tuple[str, Judgement[Any]], ...]
    facts: tuple[tuple[str, str], ...]
    absent: tuple[str, ...]
    parts: tuple[PartList, ...]
    links: tuple[Links, ...]
    buttons: tuple[Button, ...]
    public_url: str
    missing: tuple[str, ...] = ()


def address(slug: str) -> Any:
    """Items at their pages at work."""
    return lambda _, key: reverse("editing:item", args=[slug, key])


def part_list(part: Any, rows: Iterable[Any], slug: str, key: str, *, may_change: bool, may_redate: bool) -> PartList:
    """The parts of one kind, with what may be done with each."""
    shown = []
    for row in rows:
        text, aside = _SAY[part.name](row)
        where = [slug, key, part.name, row.pk]
        ways: list[Button] = []
        if may_change and part.revise is not None:
            ways.append(("Change", reverse("editing:edit-part", args=where)))
        if may_redate and part.name == "steps":
            words = "Move the date" if row.due else "Give it a date"
            ways.append((words, reverse("deliveryplan:redate", args=[slug, key, row.key])))
        if may_change:
            ways.append((part.removal, reverse("editing:remove-part", args=where)))
        shown.append(PartRow(text, aside, tuple(ways)))
    add = reverse("editing:add-part", args=[slug, key, part.name]) if may_change else ""
    return PartList(part.heading, part.noun, tuple(shown), add)


def say_holder(row: Any) -> tuple[str, str]:
    """“Lead: Head of SEND, Newcastle City Council”, and who holds it now."""
    who = ", ".join(str(each) for each in (row.role, row.organisation) if each) or row.wording
    person = f"Held by {row.person}" if row.person else "Nobody is named as holding it now"
    return f"{Part(row.part).label}: {who or row.person}", person


def say_step(row: Any) -> tuple[str, str]:
    """The step, and when it is due and how it stands."""
    kind = "" if row.kind == StepKind.STEP else f"{StepKind(row.kind).label}: "
    due = say_due(row.due) if read_due(row.due).is_stated else f"{_first_capital(read_due(row.due).describe())}."
    stands = "Never reported" if row.state == WorkState.NOT_STATED else WorkState(row.state).label
    return f"{kind}{row.text}", f"{due} {stands}."


def say_figure(row: Any) -> tuple[str, str]:
    """What is counted, and the number as stated."""
    value = say_value(row.value, Unit(row.unit)) if row.value is not None else row.words
    counts = ""
    if row.denominator is not None:
        part = f"{say_number(row.numerator)} of " if row.numerator is not None else "of "
        counts = f"({part}{say_number(row.denominator)})"
    return row.label, " ".join(filter(None, (value, counts, row.period, row.geography)))


def say_party(row: Any) -> tuple[str, str]:
    """The body, and what it does."""
    return str(row.organisation), "Commissions it" if row.commissions else "Provides it"


_SAY = {"leads": say_holder, "steps": say_step, "figures": say_figure, "parties": say_party}


def _first_capital(words: str) -> str:
    return words[:1].upper() + words[1:]


@dataclass(frozen=True, slots=True)
class Row:
    """One item in a list at work."""

    key: str
    title: str
    href: str
    withdrawn: Any


def rows(slug: str, nodes: Sequence[Any]) -> tuple[Row, ...]:
    """The items of a list."""
    return tuple(
        Row(node.key, _titled(node), reverse("editing:item", args=[slug, node.key]), node.withdrawn_on)
        for node in nodes
    )


def _titled(node: Any) -> str:
    number = getattr(node, "ref", "")
    return f"{number} {node.label}".strip()
