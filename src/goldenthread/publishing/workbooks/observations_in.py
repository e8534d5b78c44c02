"""How do rows of single values enter the strategy, each to its measure and its period?"""

from __future__ import annotations

from typing import Any

from goldenthread.analysis.prose import quote
from goldenthread.planning.measures.states import ObservationState
from goldenthread.publishing.packs import format as pack

from .credible import is_credible
from .lines import one_line, same
from .outgoing import Texts
from .reading import Row, Table
from .taking import Taking, brief

_NUMBERS = {"value": "value", "numerator": "numerator", "denominator": "denominator", "benchmark": "comparator"}
_COLUMNS = {field: name for name, field in _NUMBERS.items()}
_WORDS = ("note", "source", "break_before")


def take_observations(taking: Taking, table: Table) -> None:
    """Bring every value of a table into the draft."""
    for row in table.lines:
        if row.lone:
            taking.notes.append(f"{row.place} has one cell and is no value: {quote(brief(row.cells['?'].text))}")
            continue
        if row.key and taking.exported:
            _correct(taking, row)
        else:
            _add(taking, row)


def _before(taking: Taking, key: str) -> tuple[str, int, Texts] | None:
    """The measure, the place among its values, and the cells before this workbook changed any."""
    measure_key, _, number = key.partition(":")[2].rpartition("#")
    measure = next((m for m in taking.draft.source.measures if m.key == measure_key), None)
    if measure is None or not number.isdigit() or int(number) >= len(measure.observations):
        return None
    at = int(number)
    return measure_key, at, taking.draft.first_writer.observation(measure, measure.observations[at])


def _correct(taking: Taking, row: Row) -> None:
    found = _before(taking, row.key)
    if found is None:
        taking.notes.append(
            f"{row.place}: this value left the strategy since the workbook was exported, and stays out of it."
        )
        return
    key, at, before = found
    changed = taking.changed(row, before)
    changed.pop("measure", None)
    if not changed:
        return
    measure: pack.Measure = taking.draft.get("measures", key)
    values = {**dict(measure.observations[at]), **_values(taking, row, set(changed))}
    _put(taking, row, measure, at, values)


def _add(taking: Taking, row: Row) -> None:
    title = one_line(row.text("measure"))
    key = taking.draft.find("measures", title)
    if not key:
        taking.fault(
            row,
            "measure",
            quote(brief(title)) if title else "nothing",
            "the title of a measure on the sheet Measures, or of the strategy",
        )
        return
    period = one_line(row.text("period"))[:100].strip()
    if not period:
        taking.fault(row, "period", "nothing", "the period that the value is for")
        return
    measure: pack.Measure = taking.draft.get("measures", key)
    place = next((n for n, seen in enumerate(measure.observations) if same(seen.period) == same(period)), None)
    old: dict[str, Any] = dict(measure.observations[place]) if place is not None else {"period": period}
    stated = {name for name in row.cells if row.text(name)}
    _put(taking, row, measure, place, {**old, **_values(taking, row, stated - {"period"})})


def _put(taking: Taking, row: Row, measure: pack.Measure, place: int | None, values: dict[str, Any]) -> None:
    """Put a value in its place (new ones last), where it holds together."""
    seen = _checked(taking, row, values)
    if seen is None or not is_credible(taking, row, measure.unit, seen, _COLUMNS):
        return
    observations = list(measure.observations)
    if place is None:
        observations.append(seen)
    else:
        observations[place] = seen
    taking.draft.change("measures", measure.key, observations=tuple(observations))


def _values(taking: Taking, row: Row, names: set[str]) -> dict[str, Any]:
    """The fields that the named cells give."""
    found: dict[str, Any] = {field: taking.number(row, name) for name, field in _NUMBERS.items() if name in names}
    found |= {name: row.text(name) for name in _WORDS if name in names}
    if "source" in found:
        found["source"] = one_line(found["source"])[:300]
    if "period" in names:
        found["period"] = one_line(row.text("period"))[:100]
    if "provisional" in names:
        found["provisional"] = one_line(row.text("provisional")).lower() in ("yes", "y", "true", "1", "provisional")
    if "state" in names:
        found |= _state(taking, row)
    return found


def _state(taking: Taking, row: Row) -> dict[str, str]:
    words = one_line(row.text("state")).lower()
    known = {label.lower(): value for value, label in ObservationState.choices} | {
        v: v for v in ObservationState.values
    }
    if words and words not in known:
        taking.fault(row, "state", quote(brief(words)), f"one of {', '.join(ObservationState.labels)}")
    return {"state": known.get(words, "known")}


def _checked(taking: Taking, row: Row, values: dict[str, Any]) -> pack.Observation | None:
    """The value, where it holds together; else a fault of its cell."""
    if not values["period"]:
        taking.fault(row, "period", "nothing", "the period that the value is for")
    elif values.get("value") is None and values.get("state", "known") == "known":
        taking.fault(
            row,
            "value",
            "nothing",
            "a value, or a state that says why there is none",
            "Choose “Suppressed”, “Not collected” or “Not yet available” as its state.",
        )
    else:
        return pack.Observation(**values)
    return None
