"""What does a cell of a published table say: a figure, why there is none, or something that cannot be understood?

SQL for DuckDB. A figure that carries more than 15 significant digits came through a spreadsheet, which keeps 15:
7.0000000000000007E-2 is 0.07. The cell as it was written is kept wherever the figure alone would not give it back.
"""

from __future__ import annotations

from goldenthread.understanding.datasets.kinds.schema import Kind, Table
from goldenthread.understanding.datasets.reading.published import literal

NUMBER = r"-?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?"
WITH_COMMAS = r"-?\d{1,3}(,\d{3})+(\.\d+)?"
DIGITS_KEPT = 15
WHOLE_BELOW = "1e15"


def written(value: str) -> str:
    """A figure as text: `12`, not `12.0`; otherwise the shortest that reads back the same."""
    whole = f"{value} = trunc({value}) AND abs({value}) < {WHOLE_BELOW}"
    return f"CASE WHEN {whole} THEN CAST(CAST({value} AS BIGINT) AS VARCHAR) ELSE CAST({value} AS VARCHAR) END"


def original() -> str:
    """The cell as the publisher wrote it, of a row of a kept table. An empty cell is an empty text."""
    return f"coalesce(as_published, {written('value')}, '')"


def mark(cell: str, kind: Kind, table: Table) -> str:
    """Why there is no figure, or null."""
    known = {text.strip(): why for text, why in kind.marks.items() if text.strip() not in table.nil}
    cases = " ".join(f"WHEN {literal(text)} THEN {literal(why.value)}" for text, why in known.items())
    return f"CASE {_plain(cell)} {cases} END" if cases else "CAST(NULL AS VARCHAR)"


def value(cell: str, table: Table) -> str:
    """The figure, or null when the cell holds none that is declared."""
    plain = _plain(cell)
    nil = " ".join(f"WHEN {plain} = {literal(text)} THEN 0.0" for text in table.nil)
    bare = f"CASE WHEN ends_with({plain}, '%') THEN left({plain}, -1) ELSE {plain} END" if _percent(table) else plain
    cases = f"WHEN regexp_full_match({bare}, {literal(NUMBER)}) THEN {_as_kept(bare)}"
    if "thousands commas" in table.number_style:
        cases += (
            f" WHEN regexp_full_match({bare}, {literal(WITH_COMMAS)}) THEN CAST(replace({bare}, ',', '') AS DOUBLE)"
        )
    return f"CASE {nil} {cases} END"


def is_rounded(cell: str) -> str:
    """Does the cell carry more digits than a spreadsheet keeps?"""
    return _has_too_many_digits(_plain(cell))


def _percent(table: Table) -> bool:
    return "per cent sign" in table.number_style


def _plain(cell: str) -> str:
    return f"trim(coalesce({cell}, ''))"


def _digits(plain: str) -> str:
    """How many significant digits are written."""
    mantissa = f"regexp_replace({plain}, '[eE].*$', '')"
    return f"length(regexp_replace(regexp_replace({mantissa}, '[^0-9]', '', 'g'), '^0+|0+$', '', 'g'))"


def _has_too_many_digits(plain: str) -> str:
    """The length is looked at first: nearly every cell is short."""
    return f"CASE WHEN length({plain}) > {DIGITS_KEPT} THEN {_digits(plain)} > {DIGITS_KEPT} ELSE false END"


def _as_kept(bare: str) -> str:
    """To 15 digits where there are more; a figure too great for any is none."""
    number = f"TRY_CAST({bare} AS DOUBLE)"
    shorter = f"TRY_CAST(format('{{:.{DIGITS_KEPT - 1}e}}', {number}) AS DOUBLE)"
    finite = f"CASE WHEN isfinite({number}) THEN {number} END"
    return f"CASE WHEN {_has_too_many_digits(bare)} AND isfinite({number}) THEN {shorter} ELSE {finite} END"
