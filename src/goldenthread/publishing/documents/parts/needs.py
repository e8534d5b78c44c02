"""What is needed, and how do we know? Every figure as it is stated, with its source."""

from __future__ import annotations

from typing import Any

from goldenthread.design.charts import Chart
from goldenthread.design.documents.blocks import Block, Heading, Paragraph, Picture, Strong, Table
from goldenthread.publishing.documents.cells import mark, named
from goldenthread.publishing.documents.edition import Edition
from goldenthread.publishing.packs import format as pack
from goldenthread.publishing.packs.reading import evidence as reading

MOST_COLUMNS = 7


def needs(edition: Edition) -> list[Block]:
    """The needs in one table, then each finding with its figures."""
    whole = edition.pack
    if not whole.needs and not whole.evidence:
        nothing = Paragraph("The strategy states no need and cites no figures.")
        return [Heading("What is needed, and how we know"), nothing]
    blocks: list[Block] = [Heading("What is needed, and how we know")]
    if whole.needs:
        rows = tuple(_need(edition, need) for need in whole.needs)
        columns = ("Need", "Who raised it", "The evidence for it")
        blocks.append(Table("Needs, and what each rests on", columns, rows, widths=(40, 30, 30)))
    for evidence in whole.evidence:
        blocks += _finding(edition, evidence)
    return blocks


def _need(edition: Edition, need: pack.Need) -> tuple[Any, ...]:
    index = edition.index
    text = f": {need.text}" if need.text else ""
    return (
        (Strong(need.title), f"{text}{mark(index, need.cite)}"),
        named(index.refs(need.raised_by), "Nobody is recorded as raising it", most=3),
        named(index.refs(need.rests_on), "No evidence is joined to it", most=3),
    )


def _finding(edition: Edition, evidence: pack.Evidence) -> list[Block]:
    found = reading.finding(evidence, edition.pack.area.name)
    blocks: list[Block] = [Heading(evidence.title, 2)]
    blocks += [Paragraph(evidence.text + mark(edition.index, evidence.cite))] if evidence.text else []
    blocks += [picture(chart) for chart in found.charts]
    tables = [*found.series, *([found.table] if found.table else [])]
    source = f"Source: {evidence.source}." if evidence.source else "The strategy does not name the source."
    for at, table in enumerate(tables):
        name = f"{evidence.title}: figures" + (f", {at + 1} of {len(tables)}" if len(tables) > 1 else "")
        blocks.append(_table(name, table, note=source))
    return blocks if tables else [*blocks, Paragraph(source, "small")]


def picture(chart: Chart) -> Picture:
    """A chart with its finding under it and its figures in words for somebody who cannot see it."""
    subtitle = f" ({chart.subtitle})" if chart.subtitle else ""
    notes = "".join(f" {note}" for note in chart.notes)
    return Picture(chart.drawing, f"{chart.title}. {chart.description}", f"{chart.title}{subtitle}.{notes}")


def _table(name: str, table: reading.Table, note: str) -> Table:
    """As it is, or with periods down the side where there are too many to stand across a page."""
    columns = tuple(each["text"] if isinstance(each, dict) else each for each in table.columns)
    numeric = tuple(at for at, each in enumerate(table.columns) if isinstance(each, dict))
    if len(columns) <= MOST_COLUMNS:
        return Table(name, columns, table.rows, numeric=numeric, note=note)
    turned = tuple(zip(columns[1:], *(row[1:] for row in table.rows), strict=True))
    return Table(
        name, ("When", *(row[0] for row in table.rows)), turned, numeric=tuple(range(1, len(table.rows) + 1)), note=note
    )
