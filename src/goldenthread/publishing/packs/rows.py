"""How are rows brought to stated values, saving only those that differ?

Each row is saved by itself, because row history is written on `save()` and not by bulk operations.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from typing import Any, TypeVar
from uuid import UUID

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
    """Make an ordered list of child rows match; what is not wanted goes (history keeps it).

    A row that says the same stays the same row wherever it now stands, so that it keeps what no pack holds (the person
    who leads) and two rows can change places without breaking a rule that each stands once. The other rows take the
    other values in order.
    """
    values_of = list(wanted)
    free = list(existing)
    rows: list[M | None] = [_take(free, values) for values in values_of]
    missing = rows.count(None)
    for surplus in free[missing:]:
        surplus.delete()
    reused = iter(free[:missing])
    result: list[M] = []
    for position, (found, values) in enumerate(zip(rows, values_of, strict=True)):
        row = found or next(reused, None) or _after(model(**parent), result)
        if any(field.name == "position" for field in model._meta.fields):
            values = {**values, "position": position}
        result.append(bring(row, values))
    return result


def _take(free: list[M], values: dict[str, Any]) -> M | None:
    """The first free row that has these values, now taken; None where there is none."""
    for row in free:
        if all(getattr(row, name, _UNSET) == value for name, value in values.items()):
            free.remove(row)
            return row
    return None


def _after(row: M, before: Sequence[M]) -> M:
    """Rows of one day are read in the order of their identifiers: a new one is given an identifier after the last."""
    if before and isinstance(row.pk, UUID):
        row.pk = UUID(int=(before[-1].pk.int + 1 + secrets.randbits(64)) % (1 << 128))
    return row
