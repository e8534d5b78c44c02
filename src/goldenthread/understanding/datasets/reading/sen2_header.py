"""What does a SEN2 return say of itself: the year, the census date, the authority? And is it a year we know?"""

# ruff: noqa: S608 - statements are made of declared names only

from __future__ import annotations

from ibis.backends.duckdb import Backend

from goldenthread.understanding.datasets.kinds.schema import Kind

from .staged import Fault, Staged, Unreadable

FIRST_YEAR, LAST_YEAR = 2023, 2025
"""Collections whose specification was read: 1.1 (2023), 1.2 (2024), 1.3 (2025). The return of 2022 was another one."""

_TOLD = {
    "lea": "old_la_code",
    "referencedate": "reference_date",
    "softwarecode": "software",
    "release": "release",
    "datetime": "made_at",
}


def staged_return(engine: Backend, kind: Kind, faults: list[Fault], where: str, layout: str) -> Staged:
    """The nine tables with the year and what the header tells. Raises Unreadable when it is of no year we can read."""
    rows = engine.con.execute("SELECT DISTINCT trim(year) FROM sen2 WHERE year IS NOT NULL").fetchall()
    years = {_year(text, where) for (text,) in rows}
    if len(years) > 1:
        raise Unreadable(
            Fault(
                where,
                "holds returns of different years.",
                ", ".join(map(str, sorted(years))),
                "one year",
                "Import each year by itself.",
            )
        )
    year = years.pop() if years else None
    if year is None:
        faults.append(Fault(where, "does not say which year it is of.", do="Say the year when you import it."))
    told = {"layout": layout}
    for column, name in _TOLD.items():
        values = engine.con.execute(
            f'SELECT DISTINCT trim("{column}") FROM sen2 WHERE "{column}" IS NOT NULL LIMIT 2'
        ).fetchall()
        if len(values) == 1:
            told[name] = values[0][0]
    return Staged(engine, tuple(table.name for table in kind.tables), year, tuple(faults), told)


def _year(text: str, where: str) -> int:
    plain = text.removesuffix(".0")
    expected = f"{FIRST_YEAR} to {LAST_YEAR}"
    if not plain.isdigit():
        raise Unreadable(Fault(f"{where}, header, year", "is no year.", text, expected, "Correct the header."))
    if not FIRST_YEAR <= int(plain) <= LAST_YEAR:
        why = (
            "The return of 2022 was a voluntary trial of another shape."
            if int(plain) < FIRST_YEAR
            else "Its specification is not known to this version."
        )
        raise Unreadable(Fault(f"{where}, header, year", "is a year that cannot be read.", plain, expected, why))
    return int(plain)
