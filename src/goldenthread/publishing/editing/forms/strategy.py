"""What is typed to write the strategy itself: clauses, themes, needs, priorities and outcomes?"""

from __future__ import annotations

import re

from django import forms

from goldenthread.analysis import read_period
from goldenthread.design.fields import Address, Line, Words
from goldenthread.planning.strategy.states import ClauseKind

from .base import ItemForm, WrittenForm

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


_TWO_YEARS = re.compile(r"(\d{4})\s*(?:-|–|—|/|to|until)\s*(\d{4})")


class DetailsForm(WrittenForm):
    """What a strategy says of itself. Its dates are kept in the words of the document, however exact those are."""

    title = Line(label="Title", error_messages={"required": "Give the strategy a title"})
    summary = Words(
        label="What it is", required=False, rows=4, help_text="In plain words, for somebody who has not read it."
    )
    period = Line(
        label="The period it covers",
        required=False,
        max_length=100,
        help_text="In the words of the document, such as “2025 to 2028” or “1 April 2026 to 31 March 2029”.",
    )
    edition = Line(
        label="Edition", required=False, max_length=200, help_text="As on the document, such as “Version 2, May 2026”."
    )
    adopted = Line(
        label="When it was adopted", required=False, max_length=100, help_text="As worded, such as “September 2025”."
    )
    review = Line(
        label="When it is reviewed",
        required=False,
        max_length=200,
        help_text="As worded, such as “every year, in September”.",
    )
    url = Address(label="Where it is published", required=False, help_text="The address of the document on the web.")

    def clean_period(self) -> str:
        """A period may be as vague as the document, but it does not end before it begins."""
        wording: str = self.cleaned_data["period"]
        years = _TWO_YEARS.fullmatch(wording.strip())
        backwards = years is not None and int(years[1]) > int(years[2])
        if backwards or "ends before it begins" in read_period(wording).question:
            raise forms.ValidationError(f"“{wording}” ends before it begins. Write the first day or year first.")
        return wording
