"""How are a published table and the attack on it shown, on a page and in a file?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from itertools import product
from typing import Any

import xlsxwriter

from goldenthread.analysis.disclosure import Dimension, Policy, Zeros
from goldenthread.analysis.disclosure.ratios import percentage
from goldenthread.analysis.prose import plural, say_date

from .definitions import MARKS, Percent, Place, Proposal, SafeTable, Shown, as_cell


@dataclass(frozen=True, slots=True)
class Laid:
    """A table as rows and columns; the last way of dividing people runs across, or there is one column of counts."""

    columns: tuple[Any, ...]
    rows: tuple[tuple[str, ...], ...]


def laid(dimensions: Sequence[Dimension], shown: Iterable[Shown]) -> Laid:
    """Totals last. A mark stands where a number is hidden."""
    text = {each.place: each.text for each in shown}
    if len(dimensions) == 1:
        (only,) = dimensions
        rows = [(_named(only, at), text[(at,)]) for at in _totals_last(only) if (at,) in text]
        return Laid((_head(only), {"text": "Count", "numeric": True}), tuple(rows))
    *down, across = dimensions
    heads = tuple({"text": _named(across, at), "numeric": True} for at in _totals_last(across))
    return Laid((*(_head(d) for d in down), *heads), tuple(_rows(down, across, text)))


def _rows(down: Sequence[Dimension], across: Dimension, text: dict[Place, str]) -> Iterator[tuple[str, ...]]:
    for place in product(*(_totals_last(d) for d in down)):
        names = (_named(d, at) for d, at in zip(down, place, strict=True))
        counts = [text.get((*place, at), "") for at in _totals_last(across)]
        if any(counts):
            yield (*names, *counts)


def _totals_last(dimension: Dimension) -> list[str]:
    return sorted(dimension.categories, key=lambda category: category == dimension.total)


def _head(dimension: Dimension) -> str:
    return dimension.name[:1].upper() + dimension.name[1:]


def _named(dimension: Dimension, category: str) -> str:
    return "Total" if category == dimension.total else category


def rules(policy: Policy) -> tuple[str, ...]:
    """The policy in plain words."""
    said = []
    if policy.hides_small:
        noughts = "" if policy.zeros != Zeros.DISCLOSE else "0 and "
        said.append(f"Counts of {noughts}1 to {policy.highest_small} are hidden.")
        said.append("Other counts are hidden where somebody could work one of these out by taking away.")
    if policy.round_to > 1:
        said.append(
            f"Every count that is shown is rounded to the nearest {policy.round_to}, so a total may differ from the sum of "
            "its parts."
        )
    if policy.zeros == Zeros.SHOWN:
        said.append("0 is always shown.")
    if policy.full_rows:
        said.append("A count that is the whole of its total is hidden.")
    return (*said, "A mark stands for a number that is not shown. It does not mean 0.")


def percentages(dimensions: Sequence[Dimension], shown: Iterable[Shown], percent: Percent | None) -> Laid | None:
    """Beside the counts, as percentages: made of what is shown, so that they tell nothing that the counts do not."""
    if percent is None or percent.alone:
        return None
    each = {one.place: one for one in shown}
    texts = [replace(one, value=None, mark=_percentage(one, each, dimensions, percent)) for one in each.values()]
    return laid(dimensions, texts)


def _percentage(
    one: Shown, each: Mapping[Place, Shown], dimensions: Sequence[Dimension], percent: Percent | None
) -> str:
    """`33%`, of what is shown; a mark where either count is hidden, and nothing for a whole."""
    if percent is None:
        return ""
    at = next(at for at, dimension in enumerate(dimensions) if dimension.name == percent.of)
    if one.place[at] == dimensions[at].total:
        return "100%"
    if percent.alone:
        return one.mark
    whole = each.get((*one.place[:at], str(dimensions[at].total), *one.place[at + 1 :]))
    if one.value is None or whole is None or whole.value is None:
        return one.mark or (whole.mark if whole else "") or "c"
    return f"{percentage(min(one.value, whole.value), whole.value, percent.places)}%" if whole.value else "–"


COLUMNS = ("What is counted", "Period", "Count", "Mark", "What the mark means")


def csv_table(table: SafeTable) -> tuple[tuple[str, ...], list[tuple[object, ...]]]:
    """One line a count, as published: its heads, and its rows."""
    names, by_place = tuple(d.name for d in table.dimensions), {each.place: each for each in table.shown}
    rows: list[tuple[object, ...]] = [
        (
            *(_named(d, at) for d, at in zip(table.dimensions, each.place, strict=True)),
            table.population,
            table.period,
            "" if each.value is None else each.value,
            "" if each.mark.endswith("%") else each.mark,
            MARKS.get(each.mark, ""),
            *([_percentage(each, by_place, table.dimensions, table.percent)] if table.percent else []),
        )
        for each in table.shown
    ]
    last = (f"Percentage of the total over {table.percent.of}",) if table.percent else ()
    return (*names, *COLUMNS, *last), rows


def workbook(table: SafeTable) -> bytes:
    """The table and its notes as XLSX. Nothing in it is a formula."""
    out = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(out, options) as book:
        bold, number = book.add_format({"bold": True, "text_wrap": True}), book.add_format({"num_format": "#,##0"})
        sheet, notes = book.add_worksheet("Table"), book.add_worksheet("Notes")
        heads, rows = csv_table(table)
        sheet.write_row(0, 0, heads, bold)
        for line, row in enumerate(rows, 1):
            for at, value in enumerate(row):
                sheet.write_number(line, at, value, number) if isinstance(value, int) else sheet.write_string(
                    line, at, str(value)
                )
        sheet.set_column(0, len(heads), 22)
        sheet.freeze_panes(1, 0)
        for line, (name, value) in enumerate(about(table)):
            notes.write_string(line, 0, name, bold)
            notes.write_string(line, 1, value)
        notes.set_column(0, 0, 28)
        notes.set_column(1, 1, 90)
    return out.getvalue()


def about(table: SafeTable) -> list[tuple[str, str]]:
    """What a reader must know of the table."""
    return [
        ("Table", table.title),
        ("Who is counted", table.population),
        ("Period", table.period),
        ("Area", table.area),
        ("Source", table.source),
        ("Published", f"{say_date(table.on)}" + (f", edition {table.edition}" if table.edition > 1 else "")),
        ("Disclosure control", " ".join((f"{table.policy.name}.", *rules(table.policy)))),
        *((f"Mark {mark}", meaning) for mark, meaning in table.marks.items()),
        *(("Note", note) for note in table.notes),
    ]


@dataclass(frozen=True, slots=True)
class Attack:
    """The newest attack on a table, ready to show."""

    verdict: str
    passed: bool
    rows: tuple[tuple[str, str, str, str], ...]
    linked: tuple[tuple[str, int, str], ...]
    at: Any


def attack(run: Any) -> Attack | None:
    """Each hidden count with the range that an attacker must allow for."""
    if run is None:
        return None
    content = run.content
    rows = tuple(_range(*each) for each in content["ranges"])
    hidden = plural(len(rows), "hidden count")
    verdict = f"{hidden} attacked with everything published by then: none can be worked out."
    if not rows:
        withheld = sum(value is None and mark in MARKS for _, _, value, mark in run.table.content["cells"])
        verdict = "Nothing is hidden in this table, so there is nothing to work out."
        if withheld:
            percentages = plural(withheld, "percentage is", "percentages are")
            verdict = f"{percentages} withheld, and nobody can work out a small count behind those that are shown."
    if not run.passed:
        verdict = f"{hidden} attacked with everything published by then: somebody could work out at least one."
    return Attack(verdict, run.passed, rows, tuple((k, e, t) for k, e, t in content["linked"]), run.at)


def _range(cell: Any, lowest: int | None, highest: int | None, safe: bool, whole: bool) -> tuple[str, str, str, str]:
    if not whole:
        return _where(cell), "–", "–", "As wide as the policy asks"
    top = "no limit" if highest is None else f"{highest:,}"
    return _where(cell), f"{lowest:,}", top, ("Exactly this" if safe else "Not protected")


def _where(cell: Any) -> str:
    """The categories; what is counted stands above the table, unless it is a revision."""
    named = as_cell(cell)
    revised = named.counted.rpartition(", ")[2] if ", revision " in named.counted else ""
    categories = ", ".join(f"{name}: {category}" for name, category in named.where) or "Total"
    return f"{categories} ({revised})" if revised else categories


def proposed(proposal: Proposal) -> dict[str, Any]:
    """A proposal, ready to look at before it is published."""
    report = proposal.report
    hidden = {each.cell for each in proposal.hidden}
    rows = [_range((a.cell.counted, a.cell.where), a.lowest, a.highest, a.safe, a.whole) for a in report.attempts]
    return {
        "laid": laid(proposal.draft.dimensions, proposal.shown),
        "percentages": percentages(proposal.draft.dimensions, proposal.shown, proposal.draft.percent),
        "method": proposal.protection.say_method(),
        "rows": [row for row, attempt in zip(rows, report.attempts, strict=True) if attempt.cell in hidden],
        "verdict": report.say()[0],
        "linked": [table.title for table in proposal.linked],
        "unlinked": proposal.unlinked,
        "revised": proposal.revised,
        "hidden": len(hidden),
    }
