"""Which gaps may be asked for?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

Choices = Sequence[tuple[str, str]]


class GapFilter(forms.Form):
    """One kind of gap, or one heading. An empty choice is no filter."""

    rule = forms.ChoiceField(label="Kind of gap", required=False)
    theme = forms.ChoiceField(label="Heading", required=False)
    mark_optional = False

    def __init__(self, data: Any, *, rules: Choices, themes: Choices) -> None:
        super().__init__(data)
        for name, choices in (("rule", rules), ("theme", themes)):
            field: Any = self.fields[name]
            field.choices = [("", "All"), *choices]
            field.error_messages["invalid_choice"] = "There is none of that here now: choose from the list"

    def chosen(self) -> dict[str, str]:
        """What was asked for, where it can be."""
        return {name: str(value) for name, value in self.cleaned_data.items()} if self.is_valid() else {}
