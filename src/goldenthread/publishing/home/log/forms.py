"""What may be asked of the event log?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from goldenthread.design.dates import DateField

LABELS = {"who": "Who did it", "kind": "What it was about", "verb": "What was done"}


class LogFilter(forms.Form):
    """By whom, about what, when. Everything may be left empty."""

    who = forms.ChoiceField(required=False)
    kind = forms.ChoiceField(required=False)
    verb = forms.ChoiceField(required=False)
    first = DateField(label="From", required=False)
    last = DateField(label="To", required=False)
    mark_optional = False

    def __init__(self, *args: Any, offered: Mapping[str, Sequence[str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, label in LABELS.items():
            field: Any = self.fields[name]
            field.label = label
            field.choices = [("", "Any"), *((value, value[:1].upper() + value[1:]) for value in offered[name])]

    def clean(self) -> dict[str, Any]:
        """The first day comes before the last."""
        cleaned = super().clean() or self.cleaned_data
        first, last = cleaned.get("first"), cleaned.get("last")
        if first and last and last < first:
            self.add_error("last", "The last day must not be before the first")
        return cleaned
