"""What is typed to bring a return in, and to answer what was asked about it?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from typing import Any

from django import forms
from django.forms import BoundField

from goldenthread.design.fields import Line

from .checking import Answer, Question
from .reading.cells import month as read_month
from .reading.returns import NEEDED
from .reading.sheets import LARGEST_FILE

FEW = 6
_HEADING = "heading-"


class BringInForm(forms.Form):
    """One return of one provider. After a file whose headings were not recognised it asks which column is which."""

    provider = forms.ChoiceField(label="Whose return is it?")
    month = Line(
        label="Which month does it tell of? (optional)",
        required=False,
        max_length=40,
        help_text="For example July 2026. Needed only where neither the file nor its name says so.",
    )
    file = forms.FileField(
        label="The return",
        help_text=f"A CSV file or an Excel workbook (.xlsx) of at most {LARGEST_FILE // 1_000_000} MB.",
        error_messages={
            "required": "Choose the file",
            "empty": "This file is empty. Check that it was saved, and choose it again",
        },
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx,text/csv"}),
    )

    def __init__(
        self,
        *args: Any,
        providers: Iterable[tuple[str, str]],
        asks: Iterable[tuple[str, str, tuple[str, ...]]] = (),
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.fields["provider"].choices = [("", "Choose a provider"), *providers]  # type: ignore[attr-defined]
        posted = [
            (name.removeprefix(_HEADING), value) for name, value in self.data.items() if name.startswith(_HEADING)
        ]
        asked = {what: (words, options) for what, words, options in asks}
        for what, value in posted:
            if what in NEEDED and what not in asked:
                asked[what] = (NEEDED[what], (str(value),))
        for what, (words, headings) in asked.items():
            choices = [("", "Choose a column"), *((each, each) for each in headings if each)]
            self.fields[f"{_HEADING}{what}"] = forms.ChoiceField(label=words, choices=choices, required=False)
        self.order_fields(["provider", "month", *(f"{_HEADING}{what}" for what in asked), "file"])

    def clean_month(self) -> str:
        """As `2026-07`."""
        text = str(self.cleaned_data["month"])
        found = read_month(text)
        if text and not found:
            raise forms.ValidationError("Write the month in words, such as July 2026")
        return found

    def clean_file(self) -> Any:
        """Small enough to be read."""
        file = self.cleaned_data["file"]
        if file.size > LARGEST_FILE:
            raise forms.ValidationError(f"This file has {file.size:,} bytes; at most {LARGEST_FILE:,} can be read")
        return file

    @property
    def headings(self) -> dict[str, str]:
        """Which column was said to hold which field."""
        chosen = {name.removeprefix(_HEADING): value for name, value in self.cleaned_data.items()}
        return {what: str(chosen[what]) for what in NEEDED if chosen.get(what)}


class AnswersForm(forms.Form):
    """The questions of one return. Any may be left for later; an answer that needs a reason is refused without one."""

    mark_optional = False

    def __init__(self, *args: Any, questions: Iterable[Question], given: Mapping[str, Answer], **options: Any) -> None:
        super().__init__(*args, **options)
        self.questions = tuple(questions)
        for question in self.questions:
            before = given.get(question.id, Answer(""))
            few = len(question.options) <= FEW
            self.fields[_name(question)] = forms.ChoiceField(
                label=question.text,
                choices=question.options if few else [("", "Choose"), *question.options],
                widget=forms.RadioSelect if few else forms.Select,
                required=False,
                initial=before.choice,
            )
            if question.why:
                label = "Why, and who says so?"
                self.fields[f"{_name(question)}-why"] = Line(label=label, required=False, initial=before.reason)

    def clean(self) -> dict[str, Any]:
        """A reason, where one is needed."""
        cleaned = super().clean() or self.cleaned_data
        for question in self.questions:
            why = f"{_name(question)}-why"
            if question.why and cleaned.get(_name(question)) and not cleaned.get(why):
                self.add_error(why, "Say why: readers will ask the same question")
        return cleaned

    @property
    def answers(self) -> dict[str, tuple[str, str]]:
        """What was answered, with the reason."""
        found = (
            (q, self.cleaned_data.get(_name(q)), self.cleaned_data.get(f"{_name(q)}-why", "")) for q in self.questions
        )
        return {question.id: (str(choice), str(why)) for question, choice, why in found if choice}

    @property
    def groups(self) -> Iterator[list[BoundField]]:
        """The boxes of each question."""
        for question in self.questions:
            names = [_name(question), f"{_name(question)}-why"]
            yield [self[name] for name in names if name in self.fields]


def _name(question: Question) -> str:
    return f"q-{sha256(question.id.encode()).hexdigest()[:10]}"


class WithdrawForm(forms.Form):
    """Why an accepted return is taken out."""

    reason = Line(
        label="Why is it withdrawn?",
        help_text="For the event log, such as “The provider counted adults too”.",
        error_messages={"required": "Say why, in a sentence"},
    )


class PublishForm(forms.Form):
    """Why the figures are published."""

    reason = Line(
        label="Why are they published?",
        help_text="For the event log, such as “The returns for October came”.",
        error_messages={"required": "Say why, in a sentence"},
    )
