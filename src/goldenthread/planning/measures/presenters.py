"""How are the values of a measure shown to the person who adds to them?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from goldenthread.analysis import Baseline, BaselineState, Observation, State, Unit, say_number, say_value

from .states import BaselineState as StoredBaselineState
from .states import Direction, ObservationState, TargetKind


@dataclass(frozen=True, slots=True)
class MeasureToRecord:
    """A measure as its recorder sees it. `rows`: period, value, of how many, note; newest first."""

    key: str
    title: str
    wording: str
    target: str
    baseline: str
    rows: tuple[tuple[str, str, str, str], ...]


def measure_to_record(measure: Any, observations: Iterable[Any]) -> MeasureToRecord:
    """From a measure and its observations."""
    rows = tuple(_row(seen, measure.unit) for seen in sorted(observations, key=_newest_first, reverse=True))
    return MeasureToRecord(
        measure.key, measure.title, measure.wording, say_target(measure), say_baseline(measure), rows
    )


def _newest_first(seen: Any) -> tuple[bool, Any, int]:
    return seen.period_end is not None, seen.period_end, seen.position


def _row(seen: Any, unit: str) -> tuple[str, str, str, str]:
    value = say_value(seen.value, Unit(unit)) if seen.value is not None else ObservationState(seen.state).label
    notes = (seen.note, "Provisional." if seen.provisional else "", seen.break_before and f"Break: {seen.break_before}")
    return seen.period, value, _counts(seen.numerator, seen.denominator), " ".join(filter(None, notes))


def _counts(numerator: Any, denominator: Any) -> str:
    if denominator is None:
        return ""
    return (
        f"{say_number(numerator)} of {say_number(denominator)}"
        if numerator is not None
        else f"of {say_number(denominator)}"
    )


def say_target(measure: Any) -> str:
    """“Reach a stated value: 90%, by March 2027”."""
    parts = [TargetKind(measure.target_kind).label]
    if measure.target_value is not None:
        parts.append(say_value(measure.target_value, Unit(measure.unit)))
    parts += [
        measure.target_comparator,
        Direction(measure.target_direction).label.lower() if measure.target_direction else "",
    ]
    parts += [measure.target_pace, f"due {measure.target_due}" if measure.target_due else ""]
    return ", ".join(part for part in parts if part)


def say_baseline(measure: Any) -> str:
    """“29% (43 of 148), 2020”, or that there is none."""
    if measure.baseline_value is None:
        return StoredBaselineState(measure.baseline_state).label
    counts = _counts(measure.baseline_numerator, measure.baseline_denominator)
    value = say_value(measure.baseline_value, Unit(measure.unit))
    return ", ".join(filter(None, (f"{value} ({counts})" if counts else value, measure.baseline_period)))


def as_baseline(measure: Any) -> Baseline:
    """The baseline as the rules of `analysis` take it."""
    return Baseline(
        BaselineState(measure.baseline_state),
        measure.baseline_value,
        measure.baseline_numerator,
        measure.baseline_denominator,
        measure.baseline_period,
        measure.baseline_source,
    )


def as_observation(seen: Any) -> Observation:
    """A recorded value as the rules of `analysis` take it."""
    return Observation(
        seen.period,
        seen.value,
        seen.numerator,
        seen.denominator,
        seen.comparator,
        State(seen.state),
        seen.note,
        seen.source,
        seen.provisional,
        seen.break_before,
    )
