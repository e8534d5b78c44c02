"""How does each item of the thread stand? An action, a measure, and an answer that says something was done.

Three statuses that are never made into one; the rules are in `goldenthread.analysis`.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from goldenthread.analysis import Judgement
from goldenthread.design.statuses import Look, look
from goldenthread.publishing.packs.judgements import (
    FamiliesSay,
    action_judgement,
    families_judgement,
    measure_judgement,
)
from goldenthread.thread.states import NodeKind

from .shape import Item, Thread

_LOOKS: dict[object, str] = {
    FamiliesSay.TRUE: "true",
    FamiliesSay.PARTLY: "partly",
    FamiliesSay.NOT_TRUE: "not-true",
    FamiliesSay.DIFFER: "disputed",
    FamiliesSay.NOT_ASKED: "not-asked",
}


def standing(item: Item, today: date) -> Judgement[Any] | None:
    """How one item stands; None for what has no status."""
    match item.kind:
        case NodeKind.ACTION:
            return action_judgement(item.says, today)
        case NodeKind.MEASURE:
            return measure_judgement(item.says, today)
        case NodeKind.ANSWER if item.says.kind == "we-did":
            return families_judgement(item.says)
        case _:
            return None


@lru_cache(maxsize=64)
def standings(thread: Thread, today: date) -> Mapping[str, Judgement[Any]]:
    """Every item that has a status, with the reason for it. Kept for the day."""
    judged = ((key, standing(item, today)) for key, item in thread.items.items())
    return {key: judgement for key, judgement in judged if judgement is not None}


def look_of(judgement: Judgement[Any] | None) -> Look | None:
    """A status as a mark, a word and a tone."""
    return look(_LOOKS.get(judgement.status, judgement.status)) if judgement else None


@lru_cache(maxsize=64)
def looks(thread: Thread, today: date) -> Mapping[str, Look]:
    """Every item that has a status, as a mark, a word and a tone. Kept for the day."""
    return {key: found for key, judged in standings(thread, today).items() if (found := look_of(judged))}
