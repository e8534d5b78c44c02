"""What is typed to write a needs assessment and to choose its figures?"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from goldenthread.design.fields import Line, Words

LIMITS = "For example who is not counted, which data did not arrive, and what only families can tell."


class DetailsForm(forms.Form):
    """What it is called and what it cannot tell."""

    title = Line(label="What it is called")
    period = Line(label="The time it is about (optional)", max_length=100, required=False)
    source = Line(label="What it rests on (optional)", required=False)
    limits = Words(label="What this cannot tell", required=False, help_text=LIMITS)
    opened = forms.IntegerField(widget=forms.HiddenInput, required=False, initial=0)


class BeginForm(forms.Form):
    """What the next one is called."""

    title = Line(label="What it is called")
    period = Line(label="The time it is about (optional)", max_length=100, required=False)


class SectionForm(forms.Form):
    """The words of one section, and the needs that it shows."""

    title = Line(label="Heading")
    text = Words(
        label="What you want to say",
        rows=12,
        required=False,
        help_text="A blank line starts a new paragraph. A line that starts with - is a point in a list.",
    )
    source = Line(label="Where these words come from (optional)", required=False)
    needs = forms.MultipleChoiceField(
        label="Which needs does it show?",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="The figures of this section then lie under these needs, and under the priorities that answer them.",
    )
    opened = forms.IntegerField(widget=forms.HiddenInput, required=False, initial=0)

    def __init__(self, *args: Any, needs: Iterable[Any], **options: Any) -> None:
        super().__init__(*args, **options)
        choices = [(need.key, need.title) for need in needs]
        if choices:
            self.fields["needs"].choices = choices  # type: ignore[attr-defined]
        else:
            del self.fields["needs"]


class SearchForm(forms.Form):
    """Words by which an indicator is found."""

    q = Line(label="Which figure?", required=False, help_text="For example “20 weeks”, “autism” or “absence”.")


class ChooseForm(forms.Form):
    """One figure out of those that the area has of an indicator."""

    figure = forms.TypedChoiceField(
        label="Which one?",
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose a figure"},
    )
    note = Line(label="What to look at in it (optional)", required=False)

    def __init__(self, *args: Any, figures: Iterable[tuple[int, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["figure"].choices = list(figures)  # type: ignore[attr-defined]


class RecommendationForm(forms.Form):
    """What it recommends; by which need that reaches the plan; or why it was not taken up."""

    text = Words(label="What it recommends", rows=3)
    need = forms.ChoiceField(
        label="Which need is it about? (optional)",
        required=False,
        help_text="It counts as joined to the plan when a priority or an action addresses this need.",
    )
    declined = Words(label="If it was not taken up, why not? (optional)", rows=3, required=False)
    opened = forms.IntegerField(widget=forms.HiddenInput, required=False, initial=0)

    def __init__(self, *args: Any, needs: Iterable[Any], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["need"].choices = [("", "None"), *((need.key, need.title) for need in needs)]  # type: ignore[attr-defined]


class AgreeForm(forms.Form):
    """Who agreed it, and on what ground."""

    reason = Line(
        label="Who agreed it, and where?",
        help_text="For example “The SEND board, on 4 March”. It is kept in the event log.",
        error_messages={"required": "Say who agreed it"},
    )
    authority = Line(label="Number of the minute or decision (optional)", required=False)
