"""Can the database keep every value of a pack whole? Lengths, whole numbers and characters, checked before a write."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from django.db.models import CharField, Field, IntegerField, Model
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

_UNKEPT = re.compile("[\x00\ud800-\udfff]")
_LARGEST = 2_147_483_647
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
    """(where, found, expected) for each value, at any depth, that the database cannot keep as it is."""
    model, prefix = _MODELS.get(type(value), (None, ""))
    columns = {field.name: field for field in model._meta.fields} if model else {}
    for name, inner in value:
        place = f"{where}.{name}" if where else name
        if isinstance(inner, BaseModel):
            yield from unkeepable(inner, place)
        elif isinstance(inner, tuple):
            for n, one in enumerate(inner):
                yield from (
                    unkeepable(one, f"{place}.{n}") if isinstance(one, BaseModel) else _value(one, f"{place}.{n}", None)
                )
        else:
            yield from _value(inner, place, columns.get(f"{prefix}{name}"))


def _value(value: Any, where: str, column: Field[Any, Any] | None) -> Iterator[Inconsistency]:
    if isinstance(value, str) and (match := _UNKEPT.search(value)):
        yield where, f"the character {match[0]!r}", "text that can be written down"
    elif isinstance(value, str) and isinstance(column, CharField) and len(value) > (column.max_length or len(value)):
        yield where, f"{len(value):,} characters ({value[:40]!r}…)", f"at most {column.max_length}"
    elif isinstance(value, int) and isinstance(column, IntegerField) and not 0 <= value <= _LARGEST:
        yield where, f"{value}", f"a whole number from 0 to {_LARGEST:,}"
