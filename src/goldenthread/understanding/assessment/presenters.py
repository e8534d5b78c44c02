"""How are an assessment's figures shown to the person who writes it?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from goldenthread.analysis.figures import Unit, say_number, say_value
from goldenthread.understanding.indicators.states import FigureState


def say(figure: Any, about: Any) -> str:
    """A value as it is read. `about` says in what it is counted; what is not known says why."""
    if figure.value is None:
        state = FigureState(figure.state).label
        return f"{state[0].upper()}{state[1:]}" + (f": {figure.why}" if figure.why else "")
    return say_rounded(figure.value, str(about.unit), about.per)


def say_rounded(value: float, unit: str, per: int) -> str:
    """To one place after the point; people and other counts whole: `8.8%`, `1,776 people`, `71.4 per 10,000`."""
    places = Decimal("0.1") if unit in (Unit.PER_CENT, Unit.RATIO) or per > 1 else Decimal("1")
    if unit == Unit.POUNDS:
        places = Decimal("1") if abs(value) >= 100 else Decimal("0.01")
    rounded = Decimal(repr(value)).quantize(places, ROUND_HALF_UP)
    if per > 100:
        return f"{say_number(rounded)} per {per:,}"
    return say_value(rounded, Unit(unit))


def choices(indicator: Any, figures: Iterable[Any]) -> list[tuple[int, str]]:
    """Figures to choose from: `8.8%, 2024`, and of which band."""
    return [(each.pk, _choice(indicator, each)) for each in figures]


def _choice(indicator: Any, figure: Any) -> str:
    band = f" ({figure.breakdown}: {figure.band})" if figure.breakdown else ""
    return f"{figure.period}{band}: {say(figure, indicator)}. {figure.source.title}, {figure.source.release}"


@dataclass(frozen=True, slots=True)
class PinShown:
    """A pinned figure on the working page. `newer` is empty while it is the newest."""

    pk: Any
    words: str
    source: str
    newer: str


def pin_shown(now: Any) -> PinShown:
    """A pin beside the newest figure."""
    pin, newer = now.pin, now.newer
    band = f", {pin.band}" if pin.band else ""
    words = f"{pin.title}{band}: {say(pin, pin)}, {pin.period}"
    return PinShown(
        pin.pk, words, f"{pin.source}, {pin.release}", f"{say(newer, pin)}, {newer.period}" if newer else ""
    )
