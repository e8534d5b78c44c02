"""How do we say what a measure aims at, where it started, and who leads, in words a parent would use?"""

from __future__ import annotations

from goldenthread.analysis.figures import say_number, say_period, say_value
from goldenthread.publishing.packs import format as pack

_WAYS = {"up": "go up", "down": "go down", "hold": "stay the same"}
_SAYERS = {"up": "More people say so", "down": "Fewer people say so", "hold": "As many people say so"}
_SIDES = {"up": "be higher than", "down": "be lower than", "hold": "be the same as", None: "be compared with"}
_ENOUGH = {"up": "or more", "down": "or less"}
_NOT_NUMBERS = ("event", "words")


def target_in_words(measure: pack.Measure) -> str:
    """What the measure should come to, as a sentence: "It should go down, year on year."."""
    target = measure.target
    aim = _aim(measure)
    pace = f", {target.pace}" if target.pace else ""
    due = f" (by {target.due})" if target.due else ""
    return f"{aim}{pace}{due}."


def _aim(measure: pack.Measure) -> str:
    target = measure.target
    value = say_value(target.value, measure.unit) if target.value is not None else ""
    way = _WAYS.get(target.direction or "", "")
    match target.kind:
        case "absolute":
            return (
                f"It should be {value} {_ENOUGH[target.direction]}"
                if target.direction in _ENOUGH
                else f"It should reach {value}"
            )
        case "direction":
            return f"It should {way}" if way else "It should move, but which way is not stated"
        case "against-comparator":
            return f"It should {_SIDES[target.direction]} {target.comparator or 'a figure that is not named'}"
        case "closing-gap":
            return f"The gap to {target.comparator or 'a figure that is not named'} should close"
        case "event":
            return "It should happen"
        case "survey-statement":
            return f"At least {value} of people say so" if value else _SAYERS[target.direction or "up"]
        case "to-be-determined":
            return f"The target is still to be decided. It should {way}" if way else "The target is still to be decided"
        case _:
            return "No target is stated"


def baseline_in_words(measure: pack.Measure) -> str:
    """Where it started: "29% in 2020", or that nobody has said."""
    baseline = measure.baseline
    if baseline.state == "to-be-determined":
        return "Still to be decided"
    if baseline.state == "not-stated" or baseline.value is None:
        return "Not stated"
    words = say_value(baseline.value, measure.unit)
    if baseline.numerator is not None and baseline.denominator is not None:
        words += f" ({out_of(baseline.numerator, baseline.denominator)})"
    return f"{words} in {say_period(baseline.period)}" if baseline.period else words


def observation_in_words(seen: pack.Observation, unit: str) -> str:
    """One value, or why there is none."""
    if seen.value is None:
        return {
            "suppressed": "Hidden to protect people",
            "not-collected": "Not collected",
            "not-yet-set": "Not yet set",
        }.get(seen.state, "Not known")
    if unit in _NOT_NUMBERS:
        return "Happened" if unit == "event" and seen.value else say_number(seen.value)
    return say_value(seen.value, unit)


def out_of(numerator: object, denominator: object) -> str:
    """`43 of 148`; a missing half says so."""
    halves = [say_number(n) if n is not None else "not stated" for n in (numerator, denominator)]  # type: ignore[arg-type]
    return " of ".join(halves)


def figure_in_words(figure: pack.Figure) -> str:
    """The number with its unit, or the words that stand in its place."""
    if figure.value is None:
        return figure.words or "No number is given"
    said = say_value(figure.value, figure.unit) if figure.unit != "words" else say_number(figure.value)
    return f"{said} ({figure.words})" if figure.words else said
