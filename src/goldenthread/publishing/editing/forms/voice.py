"""What is typed to write what was said, what was answered, and the evidence?"""

from __future__ import annotations

from typing import Any

from django import forms

from goldenthread.design.fields import Line, Words
from goldenthread.voice.states import AnswerKind, Speaker

from .base import ItemForm


class StatementForm(ItemForm):
    """What somebody said, paraphrased."""

    text = Words(
        label="What was said",
        rows=3,
        help_text="In their sense and your words. Never a name, and nothing by which a child could be recognised.",
        error_messages={"required": "Write what was said"},
    )
    speaker = forms.ChoiceField(label="Who said it?", choices=Speaker.choices)
    engagement = Line(label="Where was it said?", required=False, help_text="The survey, event or meeting.")
    said = Line(
        label="When was it said?", required=False, max_length=100, help_text="As worded, such as “Autumn 2025”."
    )


class AnswerForm(ItemForm):
    """What was answered: done, next, not yet, or could not and why."""

    kind = forms.ChoiceField(label="What kind of answer is it?", choices=AnswerKind.choices, widget=forms.RadioSelect)
    text = Words(label="The answer", rows=3, error_messages={"required": "Write what was answered"})
    reason = Words(
        label="If it could not be done: why not?",
        required=False,
        rows=3,
        help_text="Families are owed the reason.",
    )
    year = Line(label="When?", required=False, max_length=100, help_text="As worded, such as “2026/2027”.")

    def clean(self) -> dict[str, Any]:
        """“We could not” says why."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("kind") == AnswerKind.COULD_NOT and not cleaned.get("reason"):
            self.add_error("reason", "Say why it could not be done: families are owed the reason")
        return cleaned


class EvidenceForm(ItemForm):
    """A finding that the strategy rests on. Its figures are written one by one."""

    title = Line(label="The finding in a few words", error_messages={"required": "Say in a few words what was found"})
    text = Words(label="More about it", required=False)
    source = Line(label="Source", required=False, help_text="As named in the document, such as “SEN2 2026”.")
