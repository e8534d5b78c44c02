"""What may be typed about promised data: a promise, a request, a partner's answer, and what came?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms

from goldenthread.design.dates import DateField
from goldenthread.design.fields import Entries, Line, Words

from .definitions import BASES, CONDITIONS, Ground
from .states import Completeness, Frequency, Says, Standing

Choices = Iterable[tuple[str, str]]
NO_CHILD = "It is shown on public pages: never name or describe a child."


def _grounds(grounds: Iterable[Ground]) -> list[tuple[str, str]]:
    return [(g.code, f"{g.text} ({g.source})" if g.source.startswith("UK GDPR") else g.text) for g in grounds]


class PromiseForm(forms.Form):
    """What a partner promised, why, on which ground, how often, and what is not known without it."""

    organisation = forms.ChoiceField(label="Which partner promised it?")
    title = Line(
        label="What is the data set?", help_text="As it reads after “has not sent”: monthly therapy waits by service."
    )
    kind = forms.ChoiceField(label="Kind of data set that can be loaded here", required=False)
    purpose = Words(label="What is it for?", rows=3)
    unknown = Line(
        label="What is not known without it?",
        help_text=f"Finish the sentence: “So it is not known …”. For example: who waits for speech therapy there. {NO_CHILD}",
    )
    frequency = forms.ChoiceField(
        label="How often is it promised?", choices=Frequency.choices, initial=Frequency.NOT_STATED
    )
    first_period = DateField(
        label="First day of the first period",
        required=False,
        help_text="Leave empty only where how often is not stated. The first of a month, such as 1 10 2026.",
    )
    first_due = DateField(
        label="When is that first delivery due?",
        required=False,
        help_text="Every later one is due on the same day of its month. For example: 15 11 2026 for October.",
    )
    grace_days = forms.IntegerField(
        label="Days of grace",
        min_value=0,
        max_value=365,
        initial=0,
        help_text="It is late only after these.",
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-3"}),
    )
    basis = forms.ChoiceField(label="Lawful basis for sharing it", choices=_grounds(BASES))
    condition = forms.ChoiceField(
        label="Condition for health and other special categories", choices=_grounds(CONDITIONS), required=False
    )
    agreement = Line(label="Sharing agreement", required=False, help_text="Its name or reference.")
    agreement_review = DateField(label="When is the agreement reviewed?", required=False)
    retention = Line(label="How long is it kept?", required=False, help_text="For example: six years, then destroyed.")
    measures = forms.MultipleChoiceField(
        label="Which measures does it feed?", widget=forms.CheckboxSelectMultiple, required=False
    )
    indicators = Entries(
        label="Which indicators does it feed?", rows=2, required=False, help_text="Their codes, one on each line."
    )
    contact = Line(
        label="Whom to ask there", required=False, help_text="A role, such as head of performance; not a person’s name."
    )
    since = DateField(label="Promised since", required=False)

    def __init__(
        self, *args: Any, organisations: Choices, kinds: Mapping[str, str], measures: Mapping[str, str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        choices = {
            "organisation": [("", "Choose one"), *organisations],
            "kind": [("", "None of those that can be loaded"), *kinds.items()],
            "measures": list(measures.items()),
        }
        for name, offered in choices.items():
            self.fields[name].choices = offered  # type: ignore[attr-defined]
        if not measures:
            del self.fields["measures"]

    def values(self) -> dict[str, Any]:
        """What is written, without who promised it and without what the page alone needs."""
        left = ("organisation", "opened", "reason")
        return {name: value for name, value in self.cleaned_data.items() if name not in left}


class AmendForm(PromiseForm):
    """The same, with the revision that was shown and why it changes."""

    reason = Line(label="Why does it change?", required=False)
    opened = forms.IntegerField(widget=forms.HiddenInput)


class EndForm(forms.Form):
    """When a promise ends, and why."""

    on = DateField(label="What is its last day?", help_text="Periods that end after it are not expected any more.")
    reason = Line(label="Why does it end?")


class AskForm(forms.Form):
    """What to ask a partner for, and by when."""

    wanted = forms.MultipleChoiceField(
        label="What to ask for", widget=forms.CheckboxSelectMultiple, error_messages={"required": "Tick at least one"}
    )
    contact = Line(label="To whom", required=False, help_text="A role at the partner, as the letter addresses it.")
    days = forms.TypedChoiceField(
        label="How long have they got to answer?",
        choices=[(7, "A week"), (14, "Two weeks"), (28, "Four weeks")],
        initial=14,
        coerce=int,
    )
    token = forms.CharField(widget=forms.HiddenInput, min_length=20, max_length=100)
    mark_optional = False

    def __init__(self, *args: Any, wanted: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["wanted"].choices = list(wanted)  # type: ignore[attr-defined]


class ReceivedForm(forms.Form):
    """What came, when, and how good it is."""

    received_on = DateField(label="When did it come?")
    completeness = forms.ChoiceField(label="Is it complete?", choices=Completeness.choices, widget=forms.RadioSelect)
    quality = Words(
        label="What to know of its quality",
        rows=4,
        required=False,
        help_text="Which services, months or columns are missing, which values are doubtful. Never name a child.",
    )
    release = Line(
        label="Release that it became",
        required=False,
        max_length=80,
        help_text="Where it has been loaded as a data set.",
    )


class ReasonForm(forms.Form):
    """Why."""

    reason = Words(label="Why?", rows=3)


class AnswerForm(forms.Form):
    """A partner's answer about one delivery."""

    says = forms.ChoiceField(
        label="What is your answer?", choices=Says.choices, widget=forms.RadioSelect, required=False
    )
    day = DateField(label="When was it, or will it be, sent?", required=False)
    words = Words(
        label="Anything to add",
        rows=2,
        required=False,
        help_text="If it will not be sent, say why. Never name or describe a child.",
    )
    mark_optional = False

    def clean(self) -> dict[str, Any]:
        """Words or a day without an answer would be lost."""
        cleaned = super().clean() or {}
        if not cleaned.get("says") and (cleaned.get("day") or cleaned.get("words")):
            self.add_error("says", "Choose an answer, so that what you wrote is not lost")
        return cleaned


class RoleForm(forms.Form):
    """Who answers, as a role."""

    role = Line(label="Your role", required=False, help_text="Such as information manager. Your name is not needed.")


class RegisterFilter(forms.Form):
    """Which promises to see. An empty choice is no filter."""

    partner = forms.ChoiceField(label="Partner", required=False)
    stands = forms.ChoiceField(
        label="How it stands",
        required=False,
        choices=[
            ("", "All"),
            ("missing", "Late, refused or never came"),
            *((str(standing.value).replace(" ", "-"), str(standing).capitalize()) for standing in Standing),
            ("agreement", "No sharing agreement, or one past its review"),
            ("ended", "Ended"),
        ],
    )
    mark_optional = False

    def __init__(self, data: Any, *, partners: Choices) -> None:
        super().__init__(data)
        self.fields["partner"].choices = [("", "All"), *partners]  # type: ignore[attr-defined]

    def chosen(self) -> dict[str, str]:
        """What was asked for, where it can be."""
        return {name: str(value) for name, value in self.cleaned_data.items()} if self.is_valid() else {}
