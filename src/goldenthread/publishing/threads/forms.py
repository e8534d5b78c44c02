"""Which part of the thread may a reader ask for?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from .select import Choice

Choices = Sequence[tuple[str, str]]


class ThreadFilter(forms.Form):
    """What to show. An empty choice is no filter; `node` and `show` come by links."""

    theme = forms.ChoiceField(label="Heading", required=False)
    partner = forms.ChoiceField(label="Who leads or takes part", required=False)
    status = forms.ChoiceField(label="How it stands", required=False)
    end = forms.ChoiceField(label="Where the thread breaks", required=False)
    node = forms.CharField(required=False, max_length=80, widget=forms.HiddenInput)
    show = forms.ChoiceField(required=False, choices=[("", ""), ("everything", "")], widget=forms.HiddenInput)
    mark_optional = False

    def __init__(self, data: Any, *, themes: Choices, partners: Choices, statuses: Choices, ends: Choices) -> None:
        super().__init__(data)
        for name, choices in (("theme", themes), ("partner", partners), ("status", statuses), ("end", ends)):
            field: Any = self.fields[name]
            field.choices = [("", "All"), *choices]
            field.error_messages["invalid_choice"] = "That is not in this strategy now: choose from the list"

    def choice(self) -> Choice:
        """What was asked for; nothing, where it cannot be."""
        if not self.is_valid():
            return Choice()
        asked = dict(self.cleaned_data)
        return Choice(everything=asked.pop("show") == "everything", **asked)
