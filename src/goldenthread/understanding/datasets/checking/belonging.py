"""Is this return the area's own, of the year that was said, and of one census? If not, nothing of it is kept.

A return of another council that passed for one's own would show its children, and count them, in the wrong area.
"""

from __future__ import annotations

from datetime import date

from goldenthread.understanding.datasets.kinds.councils import Council, by_dfe_code
from goldenthread.understanding.datasets.reading.staged import FILE, Fault, Staged, Unreadable

from .typing import Typed

HEADER = "sen2"


def check_belongs(staged: Staged, council: Council | None, year: int | None) -> list[Fault]:
    """Raises Unreadable for a return of another council, or of another year than was said. Returns what could not be told.

    `council`: the area's; none where the area is no council of England, which has no code that could be compared.
    """
    if HEADER not in staged.tables:
        return []
    faults = [*_of_others(staged, council), *_of_another_year(staged, year)]
    if faults:
        raise Unreadable(*faults)
    if council is None:
        codes = ", ".join(told(code) for _, code in _codes(staged)) or "none"
        what = "could not be compared with the area, which has no code of a council."
        return [Fault("The council of the return", what, codes, do="Be sure that it is the area's own.")]
    if not _codes(staged):
        what = "does not say of which council it is, so that could not be compared with the area."
        return [Fault("The return", what, expected=told(council.dfe), do="Be sure that it is the area's own.")]
    return []


def told(code: str) -> str:
    """A council's three digits, with its name where there is such a council today."""
    found = by_dfe_code().get(code)
    return f"{code} ({found.name})" if found else f"{code} (no council of England has this code today)"


def _codes(staged: Staged) -> list[tuple[str, str]]:
    """(file, code) as the header says; a spreadsheet's 391.0 is 391."""
    asked = f'SELECT DISTINCT "{FILE}", trim(lea) FROM "{HEADER}" WHERE length(trim(lea)) > 0 ORDER BY 1, 2'  # noqa: S608 (declared names)
    return [(file, code.removesuffix(".0")) for file, code in staged.engine.con.execute(asked).fetchall()]


def _of_others(staged: Staged, council: Council | None) -> list[Fault]:
    if council is None:
        return []
    do = f"Give the return of {council.name}. If it is theirs after all, correct the code in its header and export it again."
    return [
        Fault(f"{file}, header, LEA", "this is the return of another council.", told(code), told(council.dfe), do)
        for file, code in _codes(staged)
        if code != council.dfe
    ]


def _of_another_year(staged: Staged, year: int | None) -> list[Fault]:
    if year is None or staged.year is None or year == staged.year:
        return []
    do = f"Give the return of {year}, or leave the year out: the return says it."
    return [Fault("The return, header, year", "is of another year than was said.", str(staged.year), str(year), do)]


def census_said(given: Typed, year: int) -> date | None:
    """The census day that the header states. Raises Unreadable when it states several, or one outside the year."""
    if HEADER not in given.tables:
        return None
    asked = f'SELECT DISTINCT referencedate FROM "{given.tables[HEADER]}" WHERE referencedate IS NOT NULL ORDER BY 1'  # noqa: S608 (declared names)
    days = [day for (day,) in given.engine.con.execute(asked).fetchall()]
    if len(days) > 1 or any(day.year != year for day in days):
        raise Unreadable(
            Fault(
                "The return, header, reference date",
                "does not fit the year of the return, so ages would be counted on a wrong day.",
                ", ".join(day.isoformat() for day in days),
                f"one day in January {year}",
                "Correct the year or the reference date in the header, and export it again.",
            )
        )
    return days[0] if days else None
