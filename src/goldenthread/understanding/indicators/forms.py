"""What may be typed to define an indicator of the area's own, and at which box does a fault of the definition stand?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms

from goldenthread.analysis.figures import Unit
from goldenthread.design.fields import Line, Words

from .definitions.registry import DefinitionFault, bases
from .definitions.schema import Breakdown, Frequency, Group, Indicator, Method, Polarity

PER = {1: "1: a count or an average", 100: "100: a percentage", 1_000: "1,000", 10_000: "10,000", 100_000: "100,000"}
BOXES = {
    "person_level.base": "base",
    "person_level.numerator": "counts",
    "person_level.denominator": "out_of",
    "person_level.breakdowns": "breakdowns",
    "definition.document": "document",
    "definition.paragraph": "paragraph",
}
"""A place in a definition → the box in which it is typed, where the two have not one name."""
PLAIN = (
    *("code", "title", "why", "group", "numerator", "denominator", "unit", "per", "polarity", "method", "frequency"),
    *("owner", "checker", "note"),
)


def _choices(words: Iterable[Any]) -> list[tuple[str, str]]:
    return [(str(each), f"{str(each)[:1].upper()}{str(each)[1:]}") for each in words]


class IndicatorForm(forms.Form):
    """A whole definition: what it says in words, and which rows of a return it counts."""

    code = forms.CharField(
        label="Code", help_text="Lower-case letters, numbers and hyphens, such as plans-autism-girls. It never changes."
    )
    title = Line(label="Title")
    why = Words(label="Why does it matter?", rows=2)
    group = forms.ChoiceField(label="Which part of the way does it tell of?", choices=_choices(Group))
    numerator = Line(label="What is counted, in words?")
    denominator = Line(label="Out of what, in words?", required=False, help_text="Leave it empty for a count.")
    unit = forms.ChoiceField(label="Unit", choices=_choices(Unit), initial=str(Unit.PER_CENT))
    per = forms.TypedChoiceField(label="Out of how many?", choices=list(PER.items()), coerce=int, initial=100)
    polarity = forms.ChoiceField(
        label="Which way is better?", choices=_choices(Polarity), initial=str(Polarity.NEITHER)
    )
    method = forms.ChoiceField(
        label="How is its interval found?", choices=_choices(Method), initial=str(Method.PROPORTION)
    )
    frequency = forms.ChoiceField(label="How often?", choices=_choices(Frequency))
    base = forms.ChoiceField(label="Which rows of the return?", help_text="What each row stands for is said below.")
    counts = Words(
        label="Which of them are counted?",
        rows=2,
        help_text="An expression that is true or false, such as need = 'ASD' and sex = 'F'.",
    )
    out_of = Words(label="Out of which of them?", rows=2, initial="true", help_text="The same; true takes every row.")
    breakdowns = forms.MultipleChoiceField(
        label="Broken down by", choices=_choices(Breakdown), widget=forms.CheckboxSelectMultiple, required=False
    )
    document = Line(label="Where is it defined?", help_text="The document that says so, or the board that decided it.")
    paragraph = Line(label="Paragraph", required=False)
    owner = Line(label="Who answers for it?", help_text="A role, such as head of SEND.")
    checker = Line(label="Who checks it?", help_text="A role.")
    note = Words(label="What should a reader know?", rows=2, required=False)

    def __init__(self, *args: Any, before: Mapping[str, Any] | None = None, **options: Any) -> None:
        """`before`: the definition as it stands; what has no box here (published sources, breaks) stays as it is."""
        super().__init__(*args, **options)
        self._before = before or {}
        self.fields["base"].choices = _choices(bases())  # type: ignore[attr-defined]

    def definition(self) -> dict[str, Any]:
        """What was typed, in the shape of a definition."""
        typed = self.cleaned_data
        return {
            **self._before,
            **{name: typed[name] for name in PLAIN if name in typed},
            "person_level": {
                **(self._before.get("person_level") or {}),
                "base": typed["base"],
                "numerator": typed["counts"],
                "denominator": typed["out_of"],
                "breakdowns": typed["breakdowns"],
            },
            "definition": {"document": typed["document"], "paragraph": typed["paragraph"]},
        }

    def show(self, fault: DefinitionFault) -> None:
        """Put each fault at the box in which it lies."""
        for place, words in fault.places or (("", str(fault)),):
            known = next((box for start, box in BOXES.items() if place.startswith(start)), place)
            self.add_error(known if known in self.fields else None, words[:1].upper() + words[1:])


class EditForm(IndicatorForm):
    """The same, with the revision that was shown, and why it changes. The code stays: figures are filed under it."""

    code = None  # type: ignore[assignment]
    reason = Line(label="Why does it change?", required=False, help_text="Kept in the event log.")
    opened = forms.IntegerField(widget=forms.HiddenInput)


class PurposeForm(forms.Form):
    """For what the rows of a return are read."""

    purpose = Line(label="For what purpose are the rows of children read?", help_text="Kept in the event log.")


class WithdrawForm(forms.Form):
    """Why an indicator is not used any more."""

    reason = Words(label="Why is it withdrawn?", rows=3, help_text="Kept in the event log.")


def typed_before(indicator: Indicator) -> dict[str, Any]:
    """The boxes, filled from a definition."""
    found: dict[str, Any] = {name: getattr(indicator, name) for name in PLAIN}
    found |= {"document": indicator.definition.document, "paragraph": indicator.definition.paragraph}
    if source := indicator.person_level:
        found |= {"base": source.base, "counts": source.numerator, "out_of": source.denominator}
        found["breakdowns"] = [str(each) for each in source.breakdowns]
    return found
