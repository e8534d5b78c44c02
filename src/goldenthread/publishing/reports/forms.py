"""Between which days, for which board, with which words? One form, and every box has a sensible answer in it."""

from __future__ import annotations

from typing import Any

from django import forms

from goldenthread.analysis import say_date
from goldenthread.design.dates import DateField
from goldenthread.design.fields import Entries, Words
from goldenthread.publishing.packs import format as pack

from .period import Bounds, Period


class ReportForm(forms.Form):
    """What a person chooses; everything else in a report is worked out."""

    start = DateField(label="From the start of")
    end = DateField(label="To the end of")
    board = forms.ChoiceField(label="For which board?", required=False)
    introduction = Words(
        label="What you want to say first",
        rows=4,
        max_length=3000,
        required=False,
        help_text="A few sentences. A blank line begins a new paragraph.",
    )
    decisions = Entries(
        label="What the board is asked to decide",
        rows=4,
        max_length=3000,
        required=False,
        help_text="One on each line, each beginning with a verb: agree, note, ask",
    )

    def __init__(self, data: Any = None, *, bounds: Bounds, boards: tuple[pack.Board, ...], **options: Any) -> None:
        super().__init__(data, **options)
        self.bounds = bounds
        board: Any = self.fields["board"]
        board.choices = [("", "No board in particular"), *((each.key, each.name) for each in boards)]
        board.error_messages["invalid_choice"] = "There is no such board in this area: choose one from the list"
        self.fields[
            "start"
        ].help_text = f"Not before {say_date(bounds.beginning)}, the first day of which anything is recorded"

    def clean(self) -> dict[str, Any]:
        """Say why two days cannot be reported on."""
        found: dict[str, Any] = super().clean() or {}
        for field, sentence in self.bounds.faults(found.get("start"), found.get("end")).items():
            self.add_error(field, sentence)
        return found

    @property
    def period(self) -> Period:
        """The two days, once they are known to be right."""
        return Period(self.cleaned_data["start"], self.cleaned_data["end"])

    @property
    def words(self) -> dict[str, Any]:
        """What the person wrote and chose besides."""
        return {name: self.cleaned_data[name] for name in ("board", "introduction", "decisions")}
