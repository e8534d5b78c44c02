"""How are the rows inside an item said in words, and which row is an earlier one corrected?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from goldenthread.analysis.prose import say_date
from goldenthread.partnership.states import IdentifierScheme, ReportingNature, SuccessionKind

from . import format as pack
from .fields_said import Names, called, value_of
from .reading.words import figure_in_words


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


def correction(field: str, old: Any, new: Any, names: Names) -> str:
    """`the value for March 2025 was corrected: numerator from 212 to 200`."""
    parts = [
        f"{called(part)} from {_quoted(old, part, names)} to {_quoted(new, part, names)}"
        for part in type(new).model_fields
        if getattr(old, part) != getattr(new, part)
    ]
    return f"{_called(field, new)} was corrected: {'; '.join(parts)}"


def _quoted(row: Any, part: str, names: Names) -> str:
    words = value_of(row, part, names).rstrip(".")
    plain = " " not in words or isinstance(getattr(row, part), (Decimal, date))
    return (words if plain else f"“{words}”") or "nothing"


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
            return f"the {IdentifierScheme(row.scheme).label}"


def said(field: str, row: Any, names: Names) -> str:
    """One row, as the end of a sentence about its item."""
    return _SAYERS[field](row, names)


def _observation(row: pack.Observation, names: Names) -> str:
    if row.value is None:
        return f"no value for {row.period}: {row.state.replace('-', ' ')}"
    return f"a value of {value_of(row, 'value')} for {row.period}"


def _update(row: pack.Update, names: Names) -> str:
    return f"reported as {row.state.replace('-', ' ')} on {say_date(row.on)}: {row.note}"


def _redating(row: pack.Redating, names: Names) -> str:
    what = "the date of one of its steps" if row.step else "its date"
    return f"{what} was moved from {row.was or 'none'} to {row.now}, agreed by {row.agreed_by}: {row.reason}"


def _verdict(row: pack.Verdict, names: Names) -> str:
    return f"{row.group.replace('-', ' ')} said “{row.verdict.replace('-', ' ')}” on {say_date(row.on)}"


def _lead(row: pack.Lead, names: Names) -> str:
    who = (row.role, value_of(row, "organisation", names), row.wording)
    return f"{row.part}: {', '.join(filter(None, who))}"


def _seat(row: pack.Seat, names: Names) -> str:
    body = value_of(row, "organisation", names)
    more = [
        {True: "votes", False: "does not vote", None: ""}[row.voting],
        f"deputy for the {row.deputy_for}" if row.deputy_for else "",
        f"from {say_date(row.start)}" if row.start else "",
        f"until {say_date(row.end)}" if row.end else "",
    ]
    held = f", for {body}" if body else ""
    return f"a seat: {', '.join([f'{row.role}{held}', *filter(None, more)])}"


_BECAME = {
    "merged": SuccessionKind.MERGED.label,
    "split": SuccessionKind.SPLIT.label,
    "renamed": "was renamed as",
    "functions-transferred": SuccessionKind.TRANSFERRED.label,
}


def _succession(row: pack.Succession, names: Names) -> str:
    note = f" ({row.note.rstrip('.')})" if row.note else ""
    return f"{_BECAME[row.kind]} {names.bodies.get(row.key, row.key)} on {say_date(row.on)}{note}"


def _figure(row: pack.Figure, names: Names) -> str:
    when = f", {row.period}" if row.period else ""
    return f"the figure “{row.label}”: {figure_in_words(row)}{when}"


def _key_of_body(key: str, names: Names) -> str:
    return names.bodies.get(key, key)


_SAYERS: Mapping[str, Callable[[Any, Names], str]] = {
    "observations": _observation,
    "updates": _update,
    "redatings": _redating,
    "verdicts": _verdict,
    "leads": _lead,
    "owner": _lead,
    "seats": _seat,
    "successors": _succession,
    "figures": _figure,
    "identifiers": lambda row, names: f"{IdentifierScheme(row.scheme).label} {row.value}",
    "reports_to": lambda row, names: f"{ReportingNature(row.nature).label} {value_of(row, 'board', names)}",
    "left_out": lambda row, names: f"leaves out {row.what}: {row.why}",
    "commissioners": lambda key, names: f"bought by {_key_of_body(key, names)}",
    "providers": lambda key, names: f"provided by {_key_of_body(key, names)}",
    "needs": lambda words, names: f"meant for {words.replace('-', ' ')}",
}
