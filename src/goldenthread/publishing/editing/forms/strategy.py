"""What is typed to write the strategy itself: clauses, themes, needs, priorities and outcomes?"""

from __future__ import annotations

from django import forms

from goldenthread.design.fields import Line, Words
from goldenthread.planning.strategy.states import ClauseKind

from .base import ItemForm

_NUMBER_HINT = "The document’s own number, such as 1.9."


class ClauseForm(ItemForm):
    """Vision, principle, definition, commitment and the like."""

    kind = forms.ChoiceField(label="What kind of clause is it?", choices=ClauseKind.choices)
    title = Line(label="Title", required=False)
    text = Words(label="Text", error_messages={"required": "Write the text of the clause"})


class ThemeForm(ItemForm):
    """A heading under which things are grouped."""

    title = Line(label="Title", error_messages={"required": "Give the theme a title"})
    text = Words(label="Text", required=False, rows=3)


class NeedForm(ItemForm):
    """A need of children and young people in the area."""

    title = Line(label="The need in a few words", error_messages={"required": "Say in a few words what is needed"})
    text = Words(label="More about it", required=False)


class PriorityForm(ItemForm):
    """What the partners have agreed to put first."""

    ref = Line(label="Number", required=False, max_length=20, help_text=_NUMBER_HINT)
    title = Line(label="Title", error_messages={"required": "Give the priority a title"})
    text = Words(label="Text", required=False)


class OutcomeForm(ItemForm):
    """What should be different for children, young people and families."""

    ref = Line(label="Number", required=False, max_length=20, help_text=_NUMBER_HINT)
    text = Words(
        label="What should be different?",
        rows=3,
        help_text="For children, young people and families, not for services.",
        error_messages={"required": "Say what should be different"},
    )
