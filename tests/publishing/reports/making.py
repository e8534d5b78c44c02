"""What a report rests on, made without a database: the made-up area, changed as a test wants."""

from __future__ import annotations

from datetime import date
from typing import Any

from goldenthread.publishing.packs.format import Pack
from goldenthread.publishing.reports.basis import Basis, Before
from goldenthread.publishing.reports.period import Period
from tests.publishing.documents.making import TODAY, edition, published

START = date(2026, 4, 1)


def basis(
    whole: Pack | str = "oldmere", start: date = START, end: date = TODAY, before: Pack | None = None, **more: Any
) -> Basis:
    """A report on this strategy; `before` is how it stood on the day before, where that is known."""
    then = Before(before, date(2026, 3, 31), "how it stood at the end of 31 March 2026", exact=True) if before else None
    return Basis(edition=edition(whole, end), period=Period(start, end), before=then, **more)


def changed(plural: str, key: str, whole: Pack | None = None, **fields: Any) -> Pack:
    """The made-up strategy with one item changed."""
    held = whole or published("oldmere")
    items = tuple(item.model_copy(update=fields) if item.key == key else item for item in getattr(held, plural))
    return held.model_copy(update={plural: items})


def without(plural: str, *keys: str, whole: Pack | None = None) -> Pack:
    """The made-up strategy as it stood before these items were added."""
    held = whole or published("oldmere")
    return held.model_copy(update={plural: tuple(item for item in getattr(held, plural) if item.key not in keys)})
