"""What is typed to say whether an answer is true?"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from goldenthread.design.fields import Words

from .states import VerdictGroup, VerdictKind


class VerdictForm(forms.Form):
    """True, partly or not true. Whoever speaks for two groups says for which."""

    group = forms.ChoiceField(label="For whom do you say so?", choices=VerdictGroup.choices, widget=forms.RadioSelect)
    verdict = forms.ChoiceField(
        label="Is this true for families?",
        choices=VerdictKind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose true, partly true or not true"},
    )
    note = Words(
        label="What do families see?",
        required=False,
        rows=3,
        help_text="Shown to everybody beside the answer. Never a name, and nothing by which a child could be recognised.",
    )

    def __init__(self, *args: Any, groups: Iterable[VerdictGroup], **options: Any) -> None:
        super().__init__(*args, **options)
        groups = tuple(groups)
        field = self.fields["group"]
        field.choices = [(group.value, group.label) for group in groups]  # type: ignore[attr-defined]
        if len(groups) == 1:
            field.widget = forms.HiddenInput()
            self.initial["group"] = groups[0].value

    def clean(self) -> dict[str, Any]:
        """A doubt gives its reason."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("verdict") in (VerdictKind.PARTLY, VerdictKind.NOT_TRUE) and not cleaned.get("note"):
            self.add_error("note", "Say what is not true, or not yet: those who answered can then put it right")
        return cleaned


class OutcomeForm(forms.Form):
    """What was done about a message."""

    outcome = Words(
        label="What was done about it?",
        rows=4,
        help_text="Kept on record. Never a name, and nothing by which a child could be recognised.",
        error_messages={"required": "Say what was done, even if it was nothing"},
    )
