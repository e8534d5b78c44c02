"""How does a table of the explorer read, and how is it given away as a file?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from goldenthread.analysis.figures import Unit
from goldenthread.analysis.prose import plural
from goldenthread.design import charts

from .words import HIDDEN, WHY_HIDDEN, between, per_cent, said

ALL = "All"
OF = {"row": "Of the row", "column": "Of the column", "all": "Of all"}
FILE_COLUMNS = (
    *("Counted", "Period", "Split by", "Split", "Rows", "Row", "Columns", "Column", "Count", "State"),
    *("Share is of", "Numerator", "Denominator", "Per cent", "Lower", "Upper", "Source", "Note"),
)


@dataclass(frozen=True, slots=True)
class Shown:
    """A place of the table in words: the count, and under it the share with its interval."""

    count: str
    share: str = ""
    likely: str = ""


@dataclass(frozen=True, slots=True)
class ShownBlock:
    """One table of the page."""

    caption: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Shown, ...]], ...]


def blocks(answer: Any, period: str) -> list[ShownBlock]:
    """Every table of the answer."""
    return [
        ShownBlock(
            caption(answer, period) + (f". {answer.third.title}: {block.third}" if block.third else ""),
            (answer.rows.title, *answer.headings),
            tuple((row, tuple(map(_shown, cells))) for row, cells in block.rows),
        )
        for block in answer.blocks
    ]


def caption(answer: Any, period: str) -> str:
    """What the table is of."""
    ways = answer.rows.title.lower() + (f" and {answer.columns.title.lower()}" if answer.columns else "")
    return f"{answer.counted.title} by {ways}, {period}"


def _shown(cell: Any) -> Shown:
    if cell.share is None:
        return Shown(said(cell.count))
    return Shown(said(cell.count), per_cent(cell.share.value), between(cell.share.interval))


def sentences(answer: Any, period: str, area: str) -> list[str]:
    """What the table says, in plain words."""
    counted = answer.counted
    told = [f"{area} had about {said(answer.total)} {counted.many}, {period}."]
    whole = answer.blocks[-1].rows
    largest = max(((row, cells[-1]) for row, cells in whole[:-1] if cells[-1].count), key=_size, default=None)
    if largest and answer.total:
        row, cell = largest
        told.append(f"The largest group is “{row}”: about {said(cell.count)} ({100 * cell.count / answer.total:.0f}%).")
    for each in answer.standouts:
        more = "more" if each.gap > 0 else "fewer"
        told.append(
            f"Of “{each.row}”, {per_cent(each.share.value)} are in “{each.column}” (likely"
            f" {between(each.share.interval)}), against {per_cent(each.rest.value)} of all others: clearly {more}."
        )
    if answer.columns and not answer.standouts:
        told.append("No group differs clearly from all others together: what differs may be chance.")
    return told


def _size(row: tuple[str, Any]) -> int:
    return int(row[1].count)


def what_is_hidden(answer: Any) -> str:
    """How many places hold no count, and why."""
    places = sum(1 for _ in answer.cells)
    if not answer.hidden:
        return f"Nothing in this table is hidden. {WHY_HIDDEN}"
    return (
        f"{plural(answer.hidden, 'count')} of {places:,} {'is' if answer.hidden == 1 else 'are'} hidden. {WHY_HIDDEN}"
    )


def chart(answer: Any, period: str) -> Any:
    """The rows as bars: their counts, or where there are columns the share in one of them; None where all is hidden."""
    rows = answer.blocks[-1].rows
    at = _column(answer)
    if at is None:
        bars = [charts.Bar(row, cells[-1].count, "" if cells[-1].count else HIDDEN) for row, cells in rows[:-1]]
        title, unit = caption(answer, period), Unit.COUNT
    else:
        bars = [
            charts.Bar(
                row,
                round(cells[at].share.value) if cells[at].share else None,
                "" if cells[at].share else HIDDEN,
                comparator=row == ALL,
            )
            for row, cells in rows
        ]
        title, unit = f"{answer.columns.title}: share in “{answer.headings[at]}”, {period}", Unit.PER_CENT
    if not any(bar.value is not None for bar in bars):
        return None
    return charts.bar_chart(title=title, bars=bars, unit=unit, label=answer.rows.title)


def _column(answer: Any) -> int | None:
    """The column to draw: where a row stands out, else the first that has a share."""
    if answer.columns is None or answer.of != "row":
        return None
    if answer.standouts:
        return int(answer.headings.index(answer.standouts[0].column))
    total = answer.blocks[-1].rows[-1][1]
    return next((at for at, cell in enumerate(total[:-1]) if cell.share), None)


def file_rows(answer: Any, period: str, source: str, note: str) -> Iterator[tuple[Any, ...]]:
    """One row a place, with all that makes it honest."""
    columns, third = answer.columns, answer.third
    for block in answer.blocks:
        for row, cells in block.rows:
            for column, cell in zip(answer.headings, cells, strict=True):
                yield (
                    *(answer.counted.title, period, third.title if third else "", block.third),
                    *(answer.rows.title, row, columns.title if columns else "", column, cell.count),
                    "known" if cell.count is not None else HIDDEN,
                    *_share(answer, cell.share),
                    *(source, note),
                )


def _share(answer: Any, share: Any) -> tuple[Any, ...]:
    if share is None:
        return (OF[answer.of], None, None, None, None, None)
    limits = share.interval
    return (
        *(OF[answer.of], share.numerator, share.denominator),
        *(round(share.value), round(limits.lower), round(limits.upper)),
    )
