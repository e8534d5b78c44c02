"""Of which state of the strategy does a reader want a document? Asked in the address: `?version=2`, `?as-at=2027-03-31`."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from goldenthread.analysis import say_date


class EditionForm(forms.Form):
    """A published version, or a day; neither means the strategy as it stands."""

    version = forms.IntegerField(required=False, min_value=1)

    def __init__(self, data: Any = None, *, today: date, since: date) -> None:
        super().__init__(data)
        self.today, self.since = today, since
        self.fields["as-at"] = forms.DateField(
            required=False,
            input_formats=["%Y-%m-%d"],
            error_messages={"invalid": "Give the day as year-month-day: 2027-03-31"},
        )
        self.fields["version"].error_messages["invalid"] = "Give the number of a version: 2"

    @classmethod
    def asked(cls, data: Any) -> bool:
        """Did the reader ask for anything but the strategy as it stands?"""
        return any(data.get(name) for name in ("version", "as-at"))

    def clean(self) -> dict[str, Any]:
        """A day must be one on which the strategy was held; a version and a day cannot both be had."""
        found: dict[str, Any] = super().clean() or {}
        day = found.get("as-at")
        if day and found.get("version"):
            raise forms.ValidationError("Ask for a version or for a day, not both")
        if day and not self.since <= day <= self.today:
            span = f"from {say_date(self.since)} to {say_date(self.today)}"
            raise forms.ValidationError(f"{say_date(day)} cannot be shown: choose a day {span}")
        return found

    @property
    def edition(self) -> dict[str, Any]:
        """As `files` wants it."""
        return {"number": self.cleaned_data["version"], "as_at": self.cleaned_data["as-at"]}

    @property
    def faults(self) -> list[str]:
        """Every error as a sentence."""
        return [str(fault) for faults in self.errors.values() for fault in faults]
