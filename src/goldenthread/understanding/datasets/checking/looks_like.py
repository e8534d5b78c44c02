"""Of which field could these texts be? Told of a sample, when they cannot be what their own column holds."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from goldenthread.understanding.datasets.kinds.schema import Field, Holds, Kind, Table

from .identifiers import OF_FIELD, PYTHON

ENOUGH = 0.9
"""Share of the sample that must fit: a few cells of the other column may be slips themselves."""
_POSTCODE = re.compile(r"[A-Z]{1,2}[0-9][0-9A-Z]? ?[0-9][A-Z]{2}")
_DAY = re.compile(r"(\d{4}-(\d\d|[A-Z][a-z]{2})-\d\d|\d\d/\d\d/\d{4})([ T]\d\d:\d\d(:\d\d)?)?")
_WORDS_OF_YES_NO = {"true", "false", "y", "n", "yes", "no"}


def looks_like(
    texts: Sequence[str], own: Field, table: Table, kind: Kind, first: Collection[str] = ()
) -> tuple[Field, ...]:
    """The other fields of the table that the texts fit; only those among `first`, where some of these do."""
    filled = [text.strip() for text in texts if text.strip()]
    if not filled:
        return ()
    fitting = [
        field
        for field in table.fields
        if field != own and sum(_fits(text, field, kind) for text in filled) >= ENOUGH * len(filled)
    ]
    likeliest = [field for field in fitting if field.name in first]
    return tuple(likeliest or fitting)[:3]


def _fits(text: str, field: Field, kind: Kind) -> bool:
    """Nothing fits a field that may hold any text: it would fit every one."""
    if field.name in OF_FIELD:
        return PYTHON[OF_FIELD[field.name]](text)
    if field.name == "postcode":
        return _POSTCODE.fullmatch(text.upper()) is not None
    if field.holds in (Holds.DATE, Holds.MOMENT):
        return _DAY.fullmatch(text) is not None
    if field.holds is Holds.YES_NO:
        return text.lower() in _WORDS_OF_YES_NO
    if field.holds is Holds.CODE and field.codes:
        codes = kind.code_set(field.codes).codes
        return text.upper() in {written.upper() for code in codes for written in (code.code, *code.also)}
    return False
