"""What is typed to load a data set, to accept it, and to retire it?"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePath
from typing import Any

from django import forms

from .kinds.schema import Kind

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


class ReasonForm(forms.Form):
    """Why, for the event log."""

    reason = forms.CharField(label="Why?", max_length=300, help_text="A sentence for the event log.")
