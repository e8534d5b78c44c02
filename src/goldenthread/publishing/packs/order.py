"""In which order do the rows of a pack stand where their order says nothing?

Reports, moved dates and verdicts happened on a day, and a value is for a period: the database reads them by date. A
pack may list them as it likes; they are put in order when it is read, so that it says the same before and after.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, TypeVar

from goldenthread.analysis.due import read_period

from .format import Identifier, Observation, Pack, Strict, Succession

T = TypeVar("T", bound=Strict)


def in_order(source: Pack) -> Pack:
    """The same pack with each such list in order. What happened on one day stays as it was listed."""
    return source.model_copy(
        update={
            "organisations": _each(source.organisations, identifiers=_by_scheme, successors=_by_succession),
            "answers": _each(source.answers, verdicts=_by_day),
            "actions": _each(source.actions, redatings=_by_day, updates=_by_day),
            "measures": _each(source.measures, observations=_by_period),
        }
    )


def _each(items: tuple[T, ...], **lists: Callable[[Any], Any]) -> tuple[T, ...]:
    return tuple(_sorted(item, lists) for item in items)


def _sorted(item: T, lists: dict[str, Callable[[Any], Any]]) -> T:
    ordered = {name: tuple(sorted(getattr(item, name), key=key)) for name, key in lists.items()}
    return item.model_copy(update=ordered)


def _by_day(row: Any) -> date:
    day: date = row.on
    return day


def _by_period(seen: Observation) -> date:
    return read_period(seen.period).end or date.max


def _by_scheme(identifier: Identifier) -> tuple[str, str]:
    return identifier.scheme, identifier.value


def _by_succession(after: Succession) -> tuple[date, str]:
    return after.on, after.key
