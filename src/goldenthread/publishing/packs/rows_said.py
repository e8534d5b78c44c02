"""How are the rows and values inside an item said in words, and which row is an earlier one corrected?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from pydantic import BaseModel

from goldenthread.analysis.prose import say_date

from .format import Baseline, Target


def difference(was: Any, now: Any) -> tuple[list[Any], list[Any]]:
    """The rows that came and those that went, each as often as it did."""
    return list((Counter(now) - Counter(was)).elements()), list((Counter(was) - Counter(now)).elements())


# By which fields a row is the same row, corrected, where something else of it differs.
_SAME = {
    "observations": ("period",),
    "figures": ("label", "period", "geography", "unit"),
    "updates": ("on", "organisation", "role"),
    "redatings": ("on", "step"),
    "verdicts": ("on", "group"),
    "seats": ("role", "organisation"),
    "identifiers": ("scheme",),
}


def corrected(field: str, added: list[Any], gone: list[Any]) -> list[tuple[Any, Any]]:
    """The pairs, one gone and one added, that are one row before and after."""
    names = _SAME.get(field, ())
    free = list(gone) if names else []
    pairs = []
    for new in added:
        same = (old for old in free if all(getattr(old, name) == getattr(new, name) for name in names))
        if (old := next(same, None)) is not None:
            free.remove(old)
            pairs.append((old, new))
    return pairs


def correction(field: str, old: Any, new: Any) -> str:
    """`the value for March 2025 was corrected: numerator from 212 to 200`."""
    parts = [
        f"{part.replace('_', ' ')} from {_quoted(getattr(old, part))} to {_quoted(getattr(new, part))}"
        for part in type(new).model_fields
        if getattr(old, part) != getattr(new, part)
    ]
    return f"{_called(field, new)} was corrected: {'; '.join(parts)}"


def _quoted(value: Any) -> str:
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    words = text_of(value).rstrip(".")
    return f"“{words}”" if " " in words else words or "nothing"


def _called(field: str, row: Any) -> str:
    match field:
        case "observations":
            return f"the value for {row.period}"
        case "figures":
            return f"the figure “{row.label}”"
        case "updates":
            return f"the report of {say_date(row.on)}"
        case "redatings":
            return f"the change of date of {say_date(row.on)}"
        case "verdicts":
            return f"what {row.group.replace('-', ' ')} said on {say_date(row.on)}"
        case "seats":
            return f"the seat “{row.role}”"
        case _:
            return f"the {row.scheme} identifier"


def said(field: str, row: Any, titles: Mapping[str, str]) -> str:
    """One row, as the end of a sentence about its item."""
    match field:
        case "observations":
            if row.value is None:
                return f"no value for {row.period}: {row.state.replace('-', ' ')}"
            return f"a value of {row.value.normalize():f} for {row.period}"
        case "updates":
            return f"reported as {row.state.replace('-', ' ')} on {row.on:%-d %B %Y}: {row.note}"
        case "redatings":
            return f"its date was moved from {row.was or 'none'} to {row.now}, agreed by {row.agreed_by}: {row.reason}"
        case "verdicts":
            return f"{row.group.replace('-', ' ')} said “{row.verdict.replace('-', ' ')}” on {row.on:%-d %B %Y}"
        case "leads" | "owner":
            body = titles.get(row.organisation or "", row.organisation)
            return f"{row.part}: {', '.join(filter(None, (row.role, body, row.wording)))}"
        case _:
            return f"{field.replace('_', ' ').removesuffix('s')}: {text_of(row)}"


def text_of(value: Any) -> str:
    """Any value, for a reader; nothing where there is none."""
    if value is None or value == () or value == "":
        return ""
    if isinstance(value, Baseline):
        return _baseline(value)
    if isinstance(value, Target):
        return _target(value)
    if isinstance(value, BaseModel):
        stated = {f: v for f, v in value if v not in (None, "", ())}
        return ", ".join(f"{field.replace('_', ' ')} {text_of(inner)}" for field, inner in stated.items())
    if isinstance(value, tuple):
        return "; ".join(text_of(inner) for inner in value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value.replace("-", " ") if _is_code(value) else str(value)


def _is_code(value: object) -> bool:
    """Is it a word of the format, such as `in-progress`? An address has hyphens of its own."""
    return isinstance(value, str) and value.islower() and not set(" /") & set(value)


def _baseline(start: Baseline) -> str:
    if start.value is None:
        return start.state.replace("-", " ")
    counted = start.numerator is not None and start.denominator is not None
    counts = f" ({start.numerator:f} of {start.denominator:f})" if counted else ""
    period = f" in {start.period}" if start.period else ""
    return f"{start.value:f}{counts}{period}{f', from {start.source}' if start.source else ''}"


def _target(aim: Target) -> str:
    value = f"{aim.value:f}" if aim.value is not None else ""
    more = [aim.direction or "", value, aim.comparator, aim.pace, f"by {aim.due}" if aim.due else ""]
    said = ", ".join(each for each in more if each)
    return f"{aim.kind.replace('-', ' ')}{f' ({said})' if said else ''}"
