"""What is typed to bring a workbook in, to answer its questions and to accept it?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from goldenthread.analysis.due import read_due
from goldenthread.analysis.prose import quote
from goldenthread.analysis.wording import Precision
from goldenthread.design.fields import Words

from .container import LARGEST_FILE
from .questions import Question, Written
from .who import initials_in

MOST_AT_ONCE = 40
"""Questions on one page; the others follow when these are answered."""


class UploadForm(forms.Form):
    """One workbook."""

    file = forms.FileField(
        label="Your workbook",
        help_text=f"An Excel workbook (.xlsx) of at most {LARGEST_FILE // 1_000_000} MB. It is kept as it is, and can be had back.",
        error_messages={
            "required": "Choose a workbook",
            "empty": "This file is empty. Check that it was saved, and choose it again",
        },
        widget=forms.FileInput(
            attrs={"accept": ".xlsx,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}
        ),
    )

    def clean_file(self) -> Any:
        """Small enough to be read."""
        file = self.cleaned_data["file"]
        if file.size > LARGEST_FILE:
            raise forms.ValidationError(
                f"This file has {file.size:,} bytes; at most {LARGEST_FILE:,} can be read. Take out pictures and spare sheets"
            )
        return file


class AcceptForm(forms.Form):
    """Why the workbook is taken in, and which state of the strategy the preview was worked out from."""

    reason = forms.CharField(
        label="Why is this changed?",
        max_length=300,
        help_text="A sentence for the event log, such as “Updates collected for the December board”.",
        error_messages={"required": "Say why, in a sentence"},
    )
    seen = forms.CharField(widget=forms.HiddenInput)


class AnswersForm(forms.Form):
    """The questions of one workbook. Any may be left for later; an answer that needs words is refused without them."""

    mark_optional = False

    def __init__(
        self, *args: Any, questions: Iterable[Question], stored: dict[str, dict[str, str]], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.questions = tuple(questions)
        for question in self.questions:
            said = stored.get(question.id, {})
            self.fields[question.id] = forms.ChoiceField(
                label=question.text,
                choices=[(option.value, option.label) for option in question.shown],
                widget=forms.RadioSelect,
                required=False,
                initial=said.get("choice"),
                help_text=_beside(question),
            )
            for written in question.written:
                self.fields[_name(question, written)] = _box(question, written, said.get(written.name, ""))

    @property
    def groups(self) -> Iterator[tuple[Question, list[BoundField]]]:
        """Each question with its boxes."""
        for question in self.questions:
            yield question, [self[question.id], *(self[_name(question, written)] for written in question.written)]

    def clean(self) -> dict[str, Any]:
        """Words where an answer needs them, and words that are what they should be."""
        cleaned = super().clean() or self.cleaned_data
        for question in self.questions:
            chosen = next((option for option in question.options if option.value == cleaned.get(question.id)), None)
            for written in question.written if chosen and chosen.writes else ():
                name = _name(question, written)
                if error := wrong_words(written.check, cleaned.get(name, "")):
                    self.add_error(name, error)
        return cleaned

    @property
    def answers(self) -> dict[str, dict[str, str]]:
        """What was answered, by question."""
        found = {}
        for question in self.questions:
            if choice := self.cleaned_data.get(question.id):
                words = {w.name: self.cleaned_data.get(_name(question, w), "") for w in question.written}
                found[question.id] = {"choice": choice, **words}
        return found


def wrong_words(check: str, words: str) -> str:
    """What is wrong with what was written; nothing where it is right."""
    if not words.strip():
        return {"date": "Write the date", "role": "Write the role or the body"}.get(
            check, "Write it, or choose another answer"
        )
    if check == "date":
        due = read_due(words)
        return due.question if due.precision == Precision.UNCLEAR else ""
    if check == "role":
        still = [line for line in words.splitlines() if initials_in(line)]
        return f"{quote(still[0])} is initials. Write the role or the body" if still else ""
    return ""


def _name(question: Question, written: Written) -> str:
    return f"{question.id}-{written.name}"


def _box(question: Question, written: Written, initial: str) -> forms.Field:
    option = next((option for option in question.options if option.writes), None)
    label = f"{written.label} (if “{option.label}”)" if option else written.label
    given: dict[str, Any] = {"label": label, "required": False, "help_text": written.hint, "initial": initial}
    if written.lines:
        return Words(rows=2, max_length=2_000 if written.check == "long" else 600, **given)
    return forms.CharField(max_length=200 if written.check == "date" else 300, **given)


def _beside(question: Question) -> SafeString:
    """Why it is asked, and where the rows are."""
    why = format_html("{}", question.why) if question.why else mark_safe("")
    if len(question.where) > 3:
        places = format_html_join("", "<li>{}</li>", ((place,) for place in question.where))
        return format_html('{}<ul class="govuk-list govuk-list--bullet govuk-hint">{}</ul>', why, places)
    places = format_html_join(mark_safe("<br>"), "{}", ((place,) for place in question.where))
    return format_html("{}{}{}", why, mark_safe("<br>") if why and places else mark_safe(""), places)
