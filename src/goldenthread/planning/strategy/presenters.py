"""How is a strategy shown to the person who moves its status?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from .states import StrategyStatus, Transition, transitions_from


@dataclass(frozen=True, slots=True)
class StrategyAtWork:
    """`moves` are the permitted ones, as buttons."""

    key: str
    title: str
    principal: bool
    status: str
    label: str
    facts: tuple[tuple[str, str], ...]
    moves: tuple[Transition, ...]


def strategy_at_work(strategy: Any) -> StrategyAtWork:
    """From a strategy."""
    stated = (
        ("Period", strategy.period),
        ("Edition", strategy.edition),
        ("Adopted", strategy.adopted),
        ("Reviewed", strategy.review),
    )
    return StrategyAtWork(
        strategy.key,
        strategy.title,
        strategy.principal,
        strategy.status,
        StrategyStatus(strategy.status).label,
        tuple((name, value) for name, value in stated if value),
        transitions_from(strategy.status),
    )


def strategies_at_work(strategies: Iterable[Any]) -> tuple[StrategyAtWork, ...]:
    """From several."""
    return tuple(strategy_at_work(strategy) for strategy in strategies)
