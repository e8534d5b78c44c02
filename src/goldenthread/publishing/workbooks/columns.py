"""What is a column of a plan workbook?"""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import TextChoices

LINES = "One on each line (Alt and Enter begins a new line)."


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its `name` in our code, its heading, other headings it goes by, its width in characters.

    `many`: several columns may mean this (a council lead and a health lead). `given`: an import reads it, an export
    does not write it. `choices`: the only words it may hold.
    """

    name: str
    heading: str
    also: tuple[str, ...] = ()
    width: int = 20
    guide: str = ""
    number: bool = False
    many: bool = False
    given: bool = False
    choices: type[TextChoices] | None = None
