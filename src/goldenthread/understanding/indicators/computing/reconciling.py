"""Where a figure is both published and counted in the area's own return, do the two agree, and if not, by how much?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from goldenthread.analysis.prose import join_words, say_date
from goldenthread.understanding.indicators.definitions.schema import Base, Indicator


class Held(Protocol):
    """A figure as the ledger holds it."""

    period: str
    breakdown: str
    band: str
    numerator: float | None
    denominator: float | None
    value: float | None
    why: str
    provisional: bool
    source: Any


@dataclass(frozen=True, slots=True)
class Reconciled:
    """The published figure and the area's own. Differences are the own less the published; None where one is not known."""

    published: Held
    own: Held
    numerator: float | None
    denominator: float | None
    value: float | None
    sentence: str

    @property
    def equal(self) -> bool:
        """Whether every number that both state is the same."""
        found = [each for each in (self.numerator, self.denominator) if each is not None]
        return bool(found) and not any(found)


def reconciled(indicator: Indicator, published: Held, own: Held) -> Reconciled:
    """The two side by side, and a sentence."""
    x, n = _less(own.numerator, published.numerator), _less(own.denominator, published.denominator)
    value = _less(own.value, published.value)
    return Reconciled(published, own, x, n, value, _sentence(indicator, published, own, x, n, value))


def _less(one: float | None, other: float | None) -> float | None:
    return None if one is None or other is None else one - other


def _sentence(
    indicator: Indicator, published: Held, own: Held, x: float | None, n: float | None, value: float | None
) -> str:
    for who, figure in (("The return", own), ("The publication", published)):
        if figure.value is None:
            return f"{who} has no figure. {figure.why}".strip()
    if x is None and n is None:
        return f"Differs by {value:+,.1f}: only a percentage is published." if value else "Equal."
    if not x and not n:
        return "Equal."
    parts = [f"{_more(each)} in {word}" for each, word in ((x, "the count"), (n, "what it is out of")) if each]
    return f"Differs: the return has {join_words(parts)}."


def _more(by: float) -> str:
    return f"{abs(by):,.0f} {'more' if by > 0 else 'fewer'}"


MADE_UP = """The return is made up: to published totals in some things, and in others, such as the 20 weeks, reviews,
mediation and appeals, to published shares. There the shares are near, and the counts behind them need not be."""


def known_reasons(
    indicator: Indicator, base: Base | None, found: Sequence[Reconciled], *, made_up: bool
) -> Iterator[str]:
    """Why the two may differ, as far as the definition, the rows it counts and the releases say; each once.

    `made_up`: whether a return in use is. Nothing is said of figures that are all equal.
    """
    source = indicator.person_level
    if source is None or not found or all(each.equal for each in found):
        return
    if made_up:
        yield " ".join(MADE_UP.split())
    if base:
        yield from base.differs
        yield from filter(None, [base.note])
    yield from dict.fromkeys(filter(None, (*(each.note for each in indicator.published), source.note, indicator.note)))
    yield from dict.fromkeys(_of_release(each.published) for each in found if each.published.source.published_on)
    if any(each.published.provisional for each in found):
        yield "A published figure is provisional: its publisher may correct it."
    doubtful = {str(source.confidence), str(base.confidence) if base else ""} - {"source read", ""}
    if doubtful:
        yield "How it is counted in the return was not found in a publication; check it before relying on it."


def _of_release(figure: Held) -> str:
    day = say_date(figure.source.published_on)
    return f"“{figure.source.title}” was published on {day}. What was put right in the return after that is not in its figures."
