"""Whose work is late or silent, who was asked and has not answered, and how much of the thread is broken?"""

from __future__ import annotations

from collections import Counter

from goldenthread.analysis import plural, say_date
from goldenthread.design.documents.blocks import Block, Heading, Link, Paragraph, Table, Text
from goldenthread.publishing.documents.cells import NOT_STATED, lines
from goldenthread.publishing.reports.basis import Basis
from goldenthread.publishing.reports.owners import Owner, owners

MOST = 5


def owners_section(basis: Basis) -> list[Block]:
    """By organisation and role. What is wanted is a report, and sometimes a lead."""
    found = owners(basis)
    blocks: list[Block] = [Heading("Work that is late, and work on which nothing was reported")]
    if found:
        rows = tuple(_row(owner) for owner in found)
        columns = ("Organisation and role", "Open actions", "Late", "Not reported on", "Which")
        note = "Work that two lead together stands under both."
        blocks.append(
            Table("By organisation and role", columns, rows, widths=(25, 10, 10, 15, 40), numeric=(1, 2, 3), note=note)
        )
    else:
        blocks.append(Paragraph("Every open action was reported on, and none is late."))
    return [*blocks, *_asked(basis)]


def _row(owner: Owner) -> tuple[Text, ...]:
    who = ", ".join(part for part in (owner.role, owner.body) if part) or NOT_STATED
    which = tuple(dict.fromkeys((*owner.late, *owner.silent)))
    return who, str(owner.open), str(len(owner.late)), str(len(owner.silent)), _titles(which)


def _titles(titles: tuple[str, ...]) -> Text:
    left = len(titles) - MOST
    more = [f"and {left} more"] if left > 0 else []
    return lines([*((f"• {title}" for title in titles[:MOST]) if len(titles) > 1 else titles), *more])


def _asked(basis: Basis) -> list[Block]:
    """Requests for updates that had no answer by the last day: by body."""
    if not basis.asked:
        return [Paragraph("No request for an update is waiting for an answer.")]
    counts = Counter((asked.body or NOT_STATED, asked.asked_on, asked.due_on) for asked in basis.asked)
    rows = tuple(
        (body, say_date(on), say_date(due), str(count))
        for (body, on, due), count in sorted(counts.items(), key=lambda row: row[0][2])
    )
    columns = ("Organisation", "Asked on", "Wanted by", "Requests without an answer")
    return [
        Heading("Asked, and not yet answered", 2),
        Table("Requests for updates", columns, rows, widths=(40, 20, 20, 20), numeric=(3,)),
    ]


def gaps_section(basis: Basis) -> list[Block]:
    """How many gaps there are in the thread, by rule."""
    blocks: list[Block] = [Heading("Where the thread is broken")]
    total = sum(gap.count for gap in basis.gaps)
    if not total:
        return [*blocks, Paragraph("No gap is known between what was said and what is promised and measured.")]
    rows = tuple((gap.says, gap.does, f"{gap.count:,}") for gap in sorted(basis.gaps, key=lambda gap: -gap.count))
    link = Link("the gap report", f"{basis.edition.home}work/gaps/")
    return [
        *blocks,
        Paragraph((f"{plural(total, 'gap')} {'is' if total == 1 else 'are'} known. Each is listed in ", link, ".")),
        Table("Gaps by kind", ("What is missing", "What it does", "How many"), rows, widths=(60, 25, 15), numeric=(2,)),
    ]
