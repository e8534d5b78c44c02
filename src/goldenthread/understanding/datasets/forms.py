"""What is typed to load a data set, to accept it, and to retire it?"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePath
from typing import Any

from django import forms

from .kinds.own_codes import FIRST_YEAR, LAST_YEAR
from .kinds.schema import Confidence, Kind

LARGEST_DROP = 500_000_000
"""Bytes that may be dropped on the page at once; larger returns are loaded at the command line."""


class SeveralFiles(forms.FileInput):
    """A box that takes several files."""

    allow_multiple_selected = True


class Files(forms.FileField):
    """One or more files, none of them empty, no two of one name."""

    widget = SeveralFiles

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """Each file checked by itself, then the names and the sum of the sizes."""
        files = [super(Files, self).clean(file, initial) for file in data or [None]]
        names = [PurePath(file.name).name.lower() for file in files]
        if doubled := sorted({name for name in names if names.count(name) > 1}):
            raise forms.ValidationError(f"Two files are called {doubled[0]}. Rename one, or leave it out")
        if (total := sum(file.size for file in files)) > LARGEST_DROP:
            raise forms.ValidationError(
                f"These files have {total:,} bytes; at most {LARGEST_DROP:,} can be dropped here. "
                "Load them with “goldenthread dataset import” on the server"
            )
        return files


class LoadForm(forms.Form):
    """The files of one data set, and what they are, where the files do not say."""

    dropped = Files(
        label="The files",
        help_text="As they were published or exported: CSV, XLSX, XML or ZIP. A return of nine CSV files is chosen all at once.",
        error_messages={
            "required": "Choose at least one file",
            "empty": "A file is empty. Check that it was saved, and choose the files again",
        },
    )
    kind = forms.ChoiceField(
        label="What are they?", required=False, help_text="Leave it, and it is told from what the files hold."
    )
    year = forms.IntegerField(
        label="Of which collection year?",
        required=False,
        min_value=2000,
        max_value=2100,
        help_text="Only for a return that does not say it, such as an export of a case system.",
    )

    def __init__(self, *args: Any, kinds: Iterable[Kind], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["kind"].choices = [("", "Tell it from the files")] + [(k.slug, k.title) for k in kinds]  # type: ignore[attr-defined]


class CorrectionsForm(forms.Form):
    """The filled list of rows."""

    filled = forms.FileField(
        label="The filled workbook",
        help_text="An XLSX file: the report of this release, with values in the column “Corrected value”.",
        error_messages={
            "required": "Choose the filled workbook",
            "empty": "The file is empty. Save it, and choose it again",
        },
    )

    def clean_filled(self) -> Any:
        """Not larger than what may be dropped."""
        file = self.cleaned_data["filled"]
        if file.size > LARGEST_DROP:
            raise forms.ValidationError(f"The file has {file.size:,} bytes; at most {LARGEST_DROP:,} are taken")
        return file


class CodeForm(forms.Form):
    """A code that the area adds to a list."""

    code = forms.CharField(
        label="The code", max_length=20, help_text="As it stands in the return: 7, 07 and A7 are three codes."
    )
    means = forms.CharField(label="What it means", max_length=200)
    from_year = forms.IntegerField(
        label="From which collection year?", required=False, help_text="Leave it when it was always so."
    )
    to_year = forms.IntegerField(
        label="Until which collection year?", required=False, help_text="Leave it while it is in use."
    )
    source = forms.CharField(
        label="Where do you know it from?",
        max_length=300,
        help_text="A guide with its date, a supplier, a person by role.",
    )
    confidence = forms.ChoiceField(
        label="How sure is that?",
        choices=[
            (Confidence.SOURCE_READ, "The source was read"),
            (Confidence.CHECK, "To be checked before anybody relies on it"),
            (Confidence.UNKNOWN, "Not known: a guess from what the returns hold"),
        ],
        initial=Confidence.CHECK,
        widget=forms.RadioSelect,
    )

    def clean_code(self) -> str:
        """In capitals, as the checks compare it."""
        return str(self.cleaned_data["code"]).strip().upper()


class RevisedCodeForm(CodeForm):
    """The same with the revision that was shown. The code stays: returns hold it."""

    code = None  # type: ignore[assignment]
    opened = forms.IntegerField(widget=forms.HiddenInput)
    stands_now: Any = None


class CodeListForm(forms.Form):
    """A list of codes as a file."""

    listed = forms.FileField(
        label="The list, as CSV",
        help_text="With the headings kind, code_set, code, means, from_year, to_year, source, confidence.",
        error_messages={"required": "Choose the file", "empty": "The file is empty. Save it, and choose it again"},
    )


class CodesOfForm(forms.Form):
    """Which codes are shown."""

    mark_optional = False
    year = forms.IntegerField(
        label="In use in which collection year?", required=False, min_value=FIRST_YEAR, max_value=LAST_YEAR
    )


class ReasonForm(forms.Form):
    """Why, for the event log."""

    reason = forms.CharField(label="Why?", max_length=300, help_text="A sentence for the event log.")
