"""What is chosen on the explorer's pages? Every form is sent by GET, so that the address is the question."""

from __future__ import annotations

from collections.abc import Iterable

from django import forms
from django.http import QueryDict

from goldenthread.design.fields import Line

Choices = Iterable[tuple[str, str]]
NONE = ("", "Nothing more")


class AskForm(forms.Form):
    """A question in the address. What the address does not say, or says of something else, is as it is by itself."""

    mark_optional = False

    def __init__(self, asked: QueryDict, **fields: tuple[str, Choices]) -> None:
        chosen: dict[str, str] = {}
        offered = {name: (label, list(choices)) for name, (label, choices) in fields.items()}
        for name, (_, choices) in offered.items():
            values = [value for value, _ in choices]
            given = asked.get(name, values[0] if values else "")
            chosen[name] = given if given in values else (values[0] if values else "")
        super().__init__(chosen)
        for name, (label, choices) in offered.items():
            self.fields[name] = forms.ChoiceField(label=label, choices=choices, required=False)

    def chosen(self, name: str) -> str:
        """What was chosen, or what stands first."""
        return str(self.data.get(name, ""))


class PrepareForm(forms.Form):
    """Why rows of children are opened."""

    purpose = Line(
        label="For what purpose?",
        help_text="It is written in the event log, such as “The needs assessment of 2026”.",
        error_messages={"required": "Say for what purpose, in a sentence"},
    )
