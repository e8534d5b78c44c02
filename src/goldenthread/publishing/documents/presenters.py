"""Which documents can be had of an area, in which forms, and how large is each?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from goldenthread.design.filters import number

from .files import DATA, DOCUMENTS, FORMS, Form


@dataclass(frozen=True, slots=True)
class Copy:
    """One file: `note` says what the form is for, and how large it is where it was made already."""

    name: str
    text: str
    note: str


@dataclass(frozen=True, slots=True)
class Titled:
    """One document in each of its forms."""

    title: str
    copies: tuple[Copy, ...]


def offered(size: Callable[[str, str], int | None]) -> tuple[Titled, ...]:
    """The documents, then the data. `size` tells the size of a document in a form, if it was made already."""
    documents = tuple(
        Titled(title, tuple(_copy(name, title, form, size(name, form.ending)) for form in FORMS.values()))
        for name, (title, _) in DOCUMENTS.items()
    )
    data = Titled("The data", tuple(_copy("strategy", "The strategy", form, None) for form in DATA.values()))
    return (*documents, data)


def _copy(name: str, title: str, form: Form, size: int | None) -> Copy:
    note = f"{form.what_for}{f'; {in_words(size)}' if size else ''}"
    return Copy(f"{name}.{form.ending}", f"{title}: {form.title}", f"{note[0].upper()}{note[1:]}.")


def in_words(size: int) -> str:
    """`118 kilobytes`, `1.2 megabytes`."""
    if size < 1_000_000:
        return f"{number(max(1, round(size / 1000)))} kilobytes"
    return f"{number(round(size / 1_000_000, 1))} megabytes"
