"""What is typed to record a value of a measure, and what is asked before it is kept?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from copy import deepcopy
from datetime import date
from typing import Any

from django import forms

from goldenthread.analysis import Baseline, Observation, State
from goldenthread.analysis.doubts import doubts, impossible
from goldenthread.design.fields import AsksFirst, Line, Number, Words

from .states import ObservationState

VALUES = (
    "period",
    "value",
    "numerator",
    "denominator",
    "comparator",
    "state",
    "note",
    "source",
    "provisional",
    "break_before",
)


class RecordForm(AsksFirst):
    """One value for one period. What is impossible is refused; what is doubtful is asked, and a reason is kept."""

    mark_optional = False
    sure_label = "It is right, because"

    period = Line(
        label="Which period is it for?",
        max_length=100,
        help_text="As the source words it, such as “2024/25”, “July 2026” or “year to March 2026”.",
    )
    state = forms.ChoiceField(
        label="Is there a value?",
        choices=ObservationState.choices,
        initial=ObservationState.KNOWN,
        widget=forms.RadioSelect,
        help_text="A value that is hidden or was not collected is recorded as such. It is never zero.",
    )
    value = Number(label="Value")
    numerator = Number(
        label="Numerator (optional)", help_text="For a percentage: how many answered so, arrived in time, and so on."
    )
    denominator = Number(label="Denominator (optional)", help_text="For a percentage: of how many in all.")
    comparator = Number(label="Comparator (optional)", help_text="The figure it is held against, for the same period.")
    source = Line(label="Source (optional)", required=False, help_text="Which return, survey or report says so.")
    provisional = forms.BooleanField(label="It is provisional: a final figure will follow", required=False)
    break_before = Words(
        label="Why it must not be compared with earlier values (optional)",
        required=False,
        rows=2,
        help_text="For example a new definition, or a running total in place of one year’s. Charts draw no line across it.",
    )
    note = Words(label="Note (optional)", required=False, rows=3)
    because = Line(label="Why it is right", required=False)

    field_order = (
        "period", "state", "value", "numerator", "denominator", "comparator", "source", "provisional", "break_before", "note",
    )  # fmt: skip

    def __init__(
        self,
        *args: Any,
        unit: str,
        baseline: Baseline,
        others: Sequence[Observation],
        today: date,
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.unit, self.baseline, self.others, self.today = unit, baseline, others, today
        self.fields["value"].label = "Value" if unit in ("event", "words", "count") else f"Value, in {unit}"
        if self.data.get(self.add_prefix("asked")) is None:
            del self.fields["because"]

    def clean(self) -> dict[str, Any]:
        """Refuse what cannot be so, then ask about what is doubtful."""
        if not self.errors:
            self._check_state()
        if not self.errors:
            for field, words in impossible(self.observation(), self.unit, self.today):
                self.add_error(field, words)
        self.fields.setdefault("because", deepcopy(self.base_fields["because"]))
        cleaned = super().clean()
        if "sure" not in self.fields:
            del self.fields["because"]  # it is asked only of what is in doubt
        if self.answered and not cleaned.get("because"):
            self.add_error("because", "Say why it is right: readers will ask the same question")
        return cleaned

    def _check_state(self) -> None:
        known = self.cleaned_data["state"] == ObservationState.KNOWN
        if known and self.cleaned_data["value"] is None:
            self.add_error("value", "Enter the value, or choose why there is none")
        for field in ("value", "numerator"):
            if not known and self.cleaned_data[field] is not None:
                self.add_error(field, "Leave this empty, or choose “Known”: a value that is not known shows no number")

    def questions(self) -> Iterable[tuple[str, str]]:
        """What is unlike the values already there; and whether one of them is to be replaced."""
        new = self.observation()
        same = next((seen for seen in self.others if seen.period == new.period), None)
        if same is not None:
            shown = f"{same.value:f}" if same.value is not None else ObservationState(same.state).label.lower()
            yield "period", f"A value for {new.period} is already recorded: {shown}. Does yours replace it?"
        yield from doubts(new, self.baseline, self.others, self.unit)

    def observation(self) -> Observation:
        """What was typed, as the rules see it."""
        values = {name: self.cleaned_data[name] for name in VALUES}
        return Observation(**{**values, "state": State(values["state"])})

    def values(self) -> dict[str, Any]:
        """The fields of an observation. Why a doubtful value is right is kept in its note, where readers look."""
        values = {name: self.cleaned_data[name] for name in VALUES}
        because = self.cleaned_data.get("because")
        if because:
            values["note"] = f"{values['note']}\n\nChecked: {because}".strip()
        return values

    @property
    def replaces(self) -> bool:
        """Whether it was asked, and answered, that an earlier value of the same period goes."""
        return any(seen.period == self.cleaned_data["period"] for seen in self.others)
