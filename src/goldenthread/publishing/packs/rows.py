"""How are rows brought to stated values, saving only those that differ?

Each row is saved by itself, because row history is written on `save()` and not by bulk operations.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

from django.db.models import Model

M = TypeVar("M", bound=Model)
_UNSET = object()


def bring(row: M, values: dict[str, Any]) -> M:
    """Give the row these values; save it if it is new or any differs, moving its revision on."""
    differs = [name for name, value in values.items() if getattr(row, name, _UNSET) != value]
    if row._state.adding or differs:
        for name in differs:
            setattr(row, name, values[name])
        if not row._state.adding and hasattr(row, "revision"):
            row.revision += 1
        row.save()
    return row


def bring_list(
    model: type[M], parent: dict[str, Any], existing: Sequence[M], wanted: Iterable[dict[str, Any]]
) -> list[M]:
    """Make an ordered list of child rows match: the n-th row takes the n-th values, the rest go (history keeps them)."""
    rows = list(existing)
    result = []
    for position, values in enumerate(wanted):
        row = rows[position] if position < len(rows) else model(**parent)
        if any(field.name == "position" for field in model._meta.fields):
            values = {**values, "position": position}
        result.append(bring(row, values))
    for row in rows[len(result) :]:
        row.delete()
    return result
