"""What kinds of box does a form of ours have, and how does a form ask before it saves something doubtful?"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Any, cast

from django import forms
from django.http import QueryDict

NO_NUMBER = frozenset({"*", "-", "–", "..", "x", "c", "z", "u", "k", "n/a", "na", "tbc", "tbd"})
"""Marks that published tables print where there is no number. None of them is zero."""


class Line(forms.CharField):
    """One line of words, as long as a title may be."""

    def __init__(self, *, max_length: int = 300, **options: Any) -> None:
        super().__init__(max_length=max_length, **options)
        self.widget.attrs.pop("maxlength", None)  # a browser that cuts what is pasted loses it without a word


class Words(forms.CharField):
    """Running text. Line ends are kept as they are in the database, so that a text nobody touched is not changed."""

    def __init__(self, *, rows: int = 5, max_length: int = 10_000, **options: Any) -> None:
        super().__init__(widget=forms.Textarea(attrs={"rows": rows}), max_length=max_length, **options)
        self.widget.attrs.pop("maxlength", None)  # as for a line

    def to_python(self, value: object) -> str:
        """As typed, with the line ends of a browser put right."""
        return re.sub(r"\r\n?", "\n", super().to_python(value) or "").strip()


class Entries(Words):
    """A short list, one entry on each line; a Python list of text."""

    def to_python(self, value: object) -> Any:
        """Each line that says something."""
        if isinstance(value, list):
            return value
        return [line.strip() for line in super().to_python(value).split("\n") if line.strip()]

    def prepare_value(self, value: Any) -> Any:
        """Back to lines."""
        return "\n".join(value) if isinstance(value, list) else value


class Number(forms.DecimalField):
    """A stated number. Thousands may be separated; a mark such as * is refused with a reason and is never zero."""

    widget = forms.NumberInput

    def __init__(self, **options: Any) -> None:
        super().__init__(max_digits=20, decimal_places=6, required=options.pop("required", False), **options)
        self.error_messages["invalid"] = "Enter a number, such as 1,292 or 29.5"

    def to_python(self, value: object) -> Any:
        """The number itself, without the signs that people write around it."""
        text = re.sub(r"[\s,£%]", "", str(value if value is not None else ""))
        if text.lower() in NO_NUMBER:
            said = f"“{value}” is not a number, and it is never zero. Leave this empty and say why there is no value."
            raise forms.ValidationError(said, code="no_number")
        return super().to_python(text)

    def prepare_value(self, value: Any) -> Any:
        """29.5 and not 29.500000."""
        return f"{value.normalize():f}" if isinstance(value, Decimal) else value


class Address(forms.URLField):
    """The address of a page on the web."""

    def __init__(self, **options: Any) -> None:
        super().__init__(assume_scheme="https", max_length=200, **options)


class AsksFirst(forms.Form):
    """A form that asks before it saves something doubtful, and takes a tick beside the question for an answer.

    The tick counts only for the very questions that were asked: change the doubtful value, and it is asked again.
    """

    sure_label = "It is right as I have written it"
    answered = False

    def questions(self) -> Iterable[tuple[str, str]]:
        """(field, question) for each thing in doubt. Asked only when nothing is wrong."""
        return ()

    def clean(self) -> dict[str, Any]:
        """Ask, unless these questions were asked before and have been answered."""
        cleaned = super().clean() or self.cleaned_data
        asked = [] if self.errors else list(self.questions())
        if not asked:
            return cleaned
        mark = " ".join(question for _, question in asked)
        self.answered = self.data.get(self.add_prefix("asked")) == mark and bool(self.data.get(self.add_prefix("sure")))
        self._add_the_tick(mark, asked[-1][0])
        if not self.answered:
            for name, question in asked:
                self.add_error(name, question)
        return cleaned

    def _add_the_tick(self, mark: str, beneath: str) -> None:
        self.fields["asked"] = forms.CharField(widget=forms.HiddenInput, required=False)
        self.fields["sure"] = forms.BooleanField(label=self.sure_label, required=False)
        place = list(self.fields).index(beneath) + 1
        self.order_fields([*list(self.fields)[:place], "sure", "because"])
        data = cast(QueryDict, self.data).copy()
        data[self.add_prefix("asked")] = mark
        if not self.answered:
            data.pop(self.add_prefix("sure"), None)
        self.data = data
