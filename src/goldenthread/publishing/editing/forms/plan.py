"""What is typed to write actions, measures and services?"""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django import forms

from goldenthread.analysis import Observation
from goldenthread.analysis.doubts import impossible
from goldenthread.delivery.states import Level, ServiceKind
from goldenthread.design.fields import Entries, Line, Number, Words
from goldenthread.planning.deliveryplan.forms import DUE_HINT, DueForm
from goldenthread.planning.measures.states import BaselineState, Direction, TargetKind, Unit

from .base import ItemForm, optional


class ActionForm(DueForm, ItemForm):
    """A row of the delivery plan. A date that was promised is shown but not changed here: it is moved, with a reason."""

    ref = Line(label="Number", required=False, max_length=20, help_text="The plan’s own number.")
    title = Line(label="What will be done?", error_messages={"required": "Say what will be done"})
    text = Words(label="More about it", required=False)
    due = Line(label="When is it due?", required=False, max_length=200, help_text=DUE_HINT)
    pilot = forms.BooleanField(label="It is a pilot: tried out before it is done everywhere", required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if self.initial.get("due"):
            self.fields["due"].disabled = True
            self.fields["due"].help_text = "This was promised. To change it, use “Move the date” on the action’s page."


_NEEDS_COMPARATOR = (TargetKind.COMPARATOR, TargetKind.GAP)
_WITHOUT_VALUE = (TargetKind.TO_BE_DETERMINED, TargetKind.NOT_STATED, TargetKind.EVENT, TargetKind.DIRECTION)


class MeasureForm(DueForm, ItemForm):
    """How it will be known. Only what the kind of target calls for is asked of the target."""

    due_fields = ("target_due",)
    groups: ClassVar = {
        "Target": ("target_kind", "target_value", "target_direction", "target_comparator", "target_pace", "target_due"),
        "Baseline": (
            "baseline_state",
            "baseline_value",
            "baseline_numerator",
            "baseline_denominator",
            "baseline_period",
            "baseline_source",
        ),
    }

    title = Line(label="What is measured?", error_messages={"required": "Say what is measured"})
    wording = Words(label="The question or statement as surveyed", required=False, rows=2)
    unit = forms.ChoiceField(label="Counted in", choices=Unit.choices)
    source = Line(label="Source", required=False, help_text="The return, survey or system that gives the figure.")
    frequency = Line(
        label="How often is it reported?", required=False, max_length=100, help_text="Such as “quarterly”."
    )
    target_kind = forms.ChoiceField(
        label="What kind of target is it?", choices=TargetKind.choices, widget=forms.RadioSelect
    )
    target_value = Number(label="Value to reach", help_text="Only where a value is stated.")
    target_direction = forms.ChoiceField(
        label="Which way is better?", choices=optional(Direction.choices, "Not stated"), required=False
    )
    target_comparator = Line(label="Against what?", required=False, help_text="Such as “the national average”.")
    target_pace = Line(label="How fast?", required=False, max_length=100, help_text="Such as “year on year”.")
    target_due = Line(label="By when?", required=False, max_length=100, help_text=DUE_HINT)
    baseline_state = forms.ChoiceField(
        label="Is the starting point known?", choices=BaselineState.choices, widget=forms.RadioSelect
    )
    baseline_value = Number(label="Starting value")
    baseline_numerator = Number(label="Numerator", help_text="For a percentage: how many.")
    baseline_denominator = Number(label="Denominator", help_text="For a percentage: of how many in all.")
    baseline_period = Line(label="For which period?", required=False, max_length=100)
    baseline_source = Line(label="Source of the starting value", required=False)

    def clean(self) -> dict[str, Any]:
        """The target and the baseline hang together."""
        typed = self.cleaned_data
        if "target_kind" in typed:
            self._check_target(typed)
        if "baseline_state" in typed:
            self._check_baseline(typed)
        return super().clean()

    def _check_target(self, typed: dict[str, Any]) -> None:
        kind = typed["target_kind"]
        if kind == TargetKind.ABSOLUTE and typed.get("target_value") is None:
            self._refuse("target_value", "Enter the value to reach, or choose another kind of target")
        if kind in _WITHOUT_VALUE and typed.get("target_value") is not None:
            self._refuse("target_value", f"“{TargetKind(kind).label}” has no value. Empty this, or choose another kind")
        if kind == TargetKind.DIRECTION and not typed.get("target_direction"):
            self._refuse("target_direction", "Say which way is better")
        if kind in _NEEDS_COMPARATOR and not typed.get("target_comparator"):
            self._refuse("target_comparator", "Say against what it is held")

    def _check_baseline(self, typed: dict[str, Any]) -> None:
        value, part, whole = (typed.get(f"baseline_{name}") for name in ("value", "numerator", "denominator"))
        known = typed["baseline_state"] == BaselineState.KNOWN
        if known and value is None:
            self._refuse("baseline_value", "Enter the starting value, or say that it is to be determined")
        if not known and value is not None:
            self._refuse("baseline_value", "Empty this, or choose “Known”: a baseline that is not known has no value")
        if "unit" in typed:
            for field, words in impossible(Observation("", value, part, whole), typed["unit"], date.max):
                self._refuse(f"baseline_{field}", words)

    def _refuse(self, field: str, words: str) -> None:
        if field not in self.errors:
            self.add_error(field, words)


class ServiceForm(ItemForm):
    """A commissioned service as the strategy names it."""

    name = Line(label="Name", error_messages={"required": "Name the service"})
    kind = forms.ChoiceField(label="What kind of service is it?", choices=ServiceKind.choices)
    text = Words(label="What it does", required=False, rows=3)
    level = forms.ChoiceField(
        label="Commissioned at which level?", choices=optional(Level.choices, "Not stated"), required=False
    )
    contract_model = Line(label="Contract", required=False, help_text="Such as “block contract” or “framework”.")
    ages = Line(label="Ages", required=False, max_length=100)
    needs = Entries(label="Needs it serves", required=False, rows=3, help_text="One on each line.")
    places = forms.IntegerField(label="Places", required=False, min_value=0, max_value=1_000_000)
    since = Line(label="Since when?", required=False, max_length=100)
    legal_basis = Line(label="Legal basis", required=False)
