"""How does a person type a date? Three boxes: day, month and year, with what they typed kept when it is wrong."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.utils.datastructures import MultiValueDict

from goldenthread.analysis.prose import MONTHS

PARTS = ("day", "month", "year")


class DateInput(forms.Widget):
    """GOV.UK's date input. Gives the field `year-month-day` when the three parts are numbers, else them as typed."""

    template_name = "design/dates.jinja"

    def parts(self, value: object) -> dict[str, str]:
        """What each box holds, whether the value is a date or what somebody typed and got wrong."""
        if isinstance(value, datetime.date):
            return {"day": str(value.day), "month": str(value.month), "year": str(value.year)}
        typed = str(value or "").split("/")
        if len(typed) == 3:
            return dict(zip(PARTS, typed, strict=True))
        year, month, day = _iso(str(value or ""))
        return {"day": day, "month": month, "year": year}

    def value_from_datadict(self, data: Mapping[str, Any], files: MultiValueDict[str, Any], name: str) -> str | None:
        typed = {part: str(data.get(f"{name}_{part}") or "").strip() for part in PARTS}
        if not any(typed.values()):
            return data.get(name) or None
        if all(part.isdecimal() for part in typed.values()) and len(typed["year"]) == 4:
            return f"{typed['year']}-{typed['month']}-{typed['day']}"
        return "/".join(part.replace("/", " ") for part in typed.values())

    def value_omitted_from_data(self, data: Mapping[str, Any], files: MultiValueDict[str, Any], name: str) -> bool:
        return name not in data and not any(f"{name}_{part}" in data for part in PARTS)

    def get_context(self, name: str, value: object, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["parts"] = self.parts(value)
        return context


class DateField(forms.DateField):
    """A date typed in three boxes, whose errors say which part is missing. A month may be typed as a word."""

    widget = DateInput
    default_error_messages: ClassVar[dict[str, Any]] = {
        "missing": "Date must include a %(parts)s",
        "short_year": "Year must include 4 numbers",
        "invalid": "Date must be a real date, such as 27 3 2027",
    }

    def to_python(self, value: Any) -> datetime.date | None:
        if not isinstance(value, str) or value.count("/") != 2:
            return super().to_python(value)
        day, month, year = (part.strip() for part in value.split("/"))
        missing = [name for name, part in zip(PARTS, (day, month, year), strict=True) if not part]
        if missing:
            raise forms.ValidationError(
                self.error_messages["missing"], code="missing", params={"parts": " and ".join(missing)}
            )
        if year.isdecimal() and len(year) != 4:
            raise forms.ValidationError(self.error_messages["short_year"], code="short_year")
        try:
            return datetime.date(int(year), _month(month), int(day))
        except ValueError:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid") from None


def _month(typed: str) -> int:
    if typed.isdecimal():
        return int(typed)
    found = [at for at, name in enumerate(MONTHS, 1) if len(typed) >= 3 and name.lower().startswith(typed.lower())]
    if len(found) != 1:
        raise ValueError(f"Found the month {typed!r}; expected a number from 1 to 12 or the name of a month")
    return found[0]


def _iso(text: str) -> tuple[str, str, str]:
    pieces = text.split("-")
    return (pieces[0], pieces[1], pieces[2]) if len(pieces) == 3 else ("", "", "")
