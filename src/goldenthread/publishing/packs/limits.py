"""Can the database keep every value of a pack as it is? Lengths, numbers, characters and its rules, before a write."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db.models import CharField, Field, IntegerField, Model, URLField
from pydantic import BaseModel

from goldenthread.delivery.models import Service
from goldenthread.partnership.models import Area, AreaService, Board, Identifier, Organisation, Responsibility, Seat
from goldenthread.planning.deliveryplan.models import Redating, Step, Update
from goldenthread.planning.measures.models import Measure, Observation
from goldenthread.planning.strategy.models import Strategy
from goldenthread.understanding.models import CitedFigure
from goldenthread.voice.models import Verdict

from . import format as pack
from .consistency import Inconsistency
from .kinds import ITEM_KINDS
from .trees import CONTROL, say_character

_LARGEST = 2_147_483_647
LONGEST = 20_000
"""Characters of one text, about seven pages. The longest in a published strategy has about 1,200."""
_CHARACTERS = "text without control characters", "Take it out: it cannot be seen or printed."
_WEB = "the address of a page on the web, which begins with https:// or http://", "Write it whole, or leave it out."
_MODELS: dict[type[BaseModel], tuple[type[Model], str]] = {
    **{kind.shape: (kind.model, "") for kind in ITEM_KINDS},
    pack.Area: (Area, ""),
    pack.Organisation: (Organisation, ""),
    pack.Identifier: (Identifier, ""),
    pack.AreaService: (AreaService, ""),
    pack.Board: (Board, ""),
    pack.Seat: (Seat, ""),
    pack.Strategy: (Strategy, ""),
    pack.Lead: (Responsibility, ""),
    pack.Step: (Step, ""),
    pack.Redating: (Redating, ""),
    pack.Update: (Update, ""),
    pack.Target: (Measure, "target_"),
    pack.Baseline: (Measure, "baseline_"),
    pack.Observation: (Observation, ""),
    pack.Figure: (CitedFigure, ""),
    pack.Verdict: (Verdict, ""),
    pack.Service: (Service, ""),
}


def unkeepable(value: BaseModel, where: str = "") -> Iterator[Inconsistency]:
    """(where, found, expected, and perhaps a remedy) for each value, at any depth, that the database cannot keep as it is."""
    model, prefix = _MODELS.get(type(value), (None, ""))
    for name, found, expected in _contradictions(value):
        yield ".".join(filter(None, (where, name))), found, expected
    columns = {field.name: field for field in model._meta.fields} if model else {}
    for name, inner in value:
        place = f"{where}.{name}" if where else name
        if isinstance(inner, BaseModel):
            yield from unkeepable(inner, place)
        elif isinstance(inner, tuple):
            for n, one in enumerate(inner):
                if isinstance(one, BaseModel):
                    yield from unkeepable(one, f"{place}.{n}")
                else:
                    yield from _value(one, f"{place}.{n}", None)
        else:
            yield from _value(inner, place, columns.get(f"{prefix}{name}"))


def _value(value: Any, where: str, column: Field[Any, Any] | None) -> Iterator[Inconsistency]:
    if isinstance(value, str):
        yield from _text(value, where, column)
    elif isinstance(value, int) and isinstance(column, IntegerField) and not 0 <= value <= _LARGEST:
        yield where, f"{value}", f"a whole number from 0 to {_LARGEST:,}"


def _text(value: str, where: str, column: Field[Any, Any] | None) -> Iterator[Inconsistency]:
    longest = (column.max_length if isinstance(column, CharField) else None) or LONGEST
    if match := CONTROL.search(value):
        yield where, say_character(match[0]), *_CHARACTERS
    elif len(value) > longest:
        yield where, f"{len(value):,} characters ({value[:40]!r}…)", f"at most {longest:,}", "Shorten it."
    elif value and isinstance(column, URLField) and not _is_web_address(value):
        yield where, repr(value), *_WEB


def _is_web_address(value: str) -> bool:
    try:
        URLValidator(schemes=("http", "https"))(value)
    except ValidationError:
        return False
    return True


def _contradictions(value: BaseModel) -> Iterator[tuple[str, str, str]]:
    """(field, found, expected) for what a row of the database may not say."""
    match value:
        case pack.Lead() if not (value.organisation or value.role or value.wording):
            yield "", "nobody", "an organisation, a role or a wording"
        case pack.AreaService() | pack.Seat() if value.start and value.end and value.end < value.start:
            yield "end", f"{value.end}", f"a day from {value.start} on"
        case pack.Organisation():
            if value.opened and value.closed and value.closed < value.opened:
                yield "closed", f"{value.closed}", f"a day from {value.opened} on"
            if any(after.key == value.key for after in value.successors):
                yield "successors", f"{value.key!r}", "another body"
            yield from _twice("successors", [(after.key, after.on) for after in value.successors])
        case pack.Board():
            if any(line.board == value.key for line in value.reports_to):
                yield "reports_to", f"{value.key!r}", "another board"
            yield from _twice("reports_to", [(line.board, line.nature) for line in value.reports_to])
        case pack.Service():
            yield from _twice("commissioners", value.commissioners)
            yield from _twice("providers", value.providers)


def _twice(name: str, rows: Sequence[Any]) -> Iterator[tuple[str, str, str]]:
    for row in {row for row in rows if rows.count(row) > 1}:
        words = " ".join(str(part) for part in row if part) if isinstance(row, tuple) else row
        yield name, f"{words!r} twice", "each once"
