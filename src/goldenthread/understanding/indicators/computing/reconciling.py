"""Where a figure is both published and counted in the area's own return, do the two agree, and if not, by how much?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from goldenthread.analysis.prose import join_words
from goldenthread.understanding.indicators.definitions.schema import Indicator


class Held(Protocol):
    """A figure as the ledger holds it."""

    period: str
    breakdown: str
    band: str
    numerator: float | None
    denominator: float | None
    value: float | None
    why: str


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


def known_reasons(indicator: Indicator) -> tuple[str, ...]:
    """What the definition itself says of why the two may differ."""
    source = indicator.person_level
    notes = [*(each.note for each in indicator.published), source.note if source else "", indicator.note]
    if source and str(source.confidence) != "source read":
        notes.append("How it is counted in the return was not found in a publication; check it before relying on it.")
    return tuple(dict.fromkeys(filter(None, notes)))
