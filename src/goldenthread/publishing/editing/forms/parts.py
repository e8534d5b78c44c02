"""What is typed to write what belongs to an item: steps, leads, figures, commissioners and providers?"""

from __future__ import annotations

from typing import Any

from django import forms

from goldenthread.design.fields import Line, Number, Words
from goldenthread.partnership.states import Part
from goldenthread.planning.deliveryplan.forms import DUE_HINT, DueForm
from goldenthread.planning.deliveryplan.states import StepKind
from goldenthread.understanding.states import FigureUnit

from .base import Choices, hidden_revision, optional


class PartForm(forms.Form):
    """A part of an item. `opened` is the revision of the item that it belongs to."""

    why = Line(label="Why this change?", required=False, help_text="It goes in the log.")
    opened = hidden_revision()

    def __init__(self, *args: Any, organisations: Choices = (), people: Choices = (), **options: Any) -> None:
        super().__init__(*args, **options)
        self._offer("organisation", organisations, "None named")
        self._offer("person", people, "Nobody yet")
        self.order_fields([name for name in self.fields if name != "why"])

    def _offer(self, name: str, choices: Choices, nothing: str) -> None:
        """Offer these, and whatever stands already: somebody who has left is not taken out by an edit of the role."""
        if name not in self.fields:
            return
        held = self.initial.get(name)
        left = [(held, self.initial.get(f"{name}_label", held))] if held and held not in dict(choices) else []
        first = "Choose one" if self.fields[name].required else nothing
        self.fields[name].choices = optional([*choices, *left], first)  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        """What was typed, by field of the part."""
        return {name: self.cleaned_data[name] for name in self.base_fields if name not in ("why", "opened")}


class StepForm(DueForm, PartForm):
    """One thing to be done, or one dated promise, within an action."""

    kind = forms.ChoiceField(
        label="Is it a step or a milestone?",
        choices=StepKind.choices,
        initial=StepKind.STEP,
        widget=forms.RadioSelect,
        help_text="A step is work to be done. A milestone is a promise or target with a date.",
    )
    text = Words(label="What will be done or reached?", rows=3, error_messages={"required": "Say what will be done"})
    due = Line(label="When is it due?", required=False, max_length=200, help_text=DUE_HINT)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if self.initial.get("due"):
            self.fields["due"].disabled = True
            self.fields["due"].help_text = "This was promised. To change it, use “Move the date” beside the step."


class HolderForm(PartForm):
    """Who leads or shares in it: an organisation and a role, and a person where somebody holds it now."""

    part = forms.ChoiceField(label="As what?", choices=Part.choices, initial=Part.LEAD, widget=forms.RadioSelect)
    organisation = forms.ChoiceField(label="Organisation", required=False)
    role = Line(label="Role", required=False, help_text="The job, never a name: such as “Head of SEND commissioning”.")
    person = forms.ChoiceField(label="Who holds it now?", required=False, help_text="Somebody who works in this area.")
    wording = Line(label="The words of the document", required=False, help_text="Where it names neither body nor role.")

    def clean(self) -> dict[str, Any]:
        """A part says who holds it."""
        cleaned = super().clean() or self.cleaned_data
        if not any(cleaned.get(name) for name in ("organisation", "role", "person", "wording")):
            self.add_error("organisation", "Say who: an organisation, a role or a person")
        return cleaned


class FigureForm(PartForm):
    """One number exactly as it is stated."""

    label = Line(label="What is counted?", error_messages={"required": "Say what is counted"})
    value = Number(label="Value", help_text="Exactly as stated. Leave empty where no number is stated.")
    unit = forms.ChoiceField(label="Counted in", choices=FigureUnit.choices)
    words = Line(label="What is stated where there is no number", required=False, help_text="Such as “has risen”.")
    period = Line(label="Period", required=False, max_length=100)
    geography = Line(label="Where", required=False, help_text="Leave empty for this area.")
    numerator = Number(label="Numerator")
    denominator = Number(label="Denominator")

    def clean(self) -> dict[str, Any]:
        """A figure states a number, or what is said instead."""
        cleaned = super().clean() or self.cleaned_data
        if not self.errors and cleaned["value"] is None and not cleaned["words"]:
            self.add_error("value", "Enter the number, or write below what is stated instead of one")
        return cleaned


class PartyForm(PartForm):
    """A body that commissions or provides a service."""

    commissions = forms.ChoiceField(
        label="What does it do?",
        choices=(("yes", "It commissions the service"), ("no", "It provides the service")),
        widget=forms.RadioSelect,
        error_messages={"required": "Say whether it commissions or provides"},
    )
    organisation = forms.ChoiceField(label="Organisation", error_messages={"required": "Choose the organisation"})
