"""What stands in the needs assessment as a document?"""

from __future__ import annotations

from goldenthread.analysis.prose import say_date
from goldenthread.design.charts import Chart
from goldenthread.design.documents.blocks import (
    Block,
    Bullets,
    Callout,
    Document,
    Heading,
    Link,
    Paragraph,
    Picture,
    Strong,
    Table,
    Text,
)
from goldenthread.publishing.documents.edition import whole_address
from goldenthread.publishing.documents.strategy import numbered

from .content import Content, NeedShown, SectionShown
from .words import Said


def document(content: Content) -> Document:
    """The whole needs assessment, ready for any form."""
    assessment, area = content.assessment, content.area
    agreed = f"In force since {say_date(assessment.agreed_on)}" if assessment.agreed_on else "Draft: not agreed"
    sections = [_section(each) for each in content.sections]
    parts = ([_then_and_now(content)] if content.then_and_now else []) + sections
    return Document(
        title=assessment.title,
        subtitle=assessment.period,
        publishers=area.name,
        status=agreed,
        summary=assessment.source,
        colour=area.colour,
        made=content.on,
        home=whole_address(f"/{area.slug}/needs-assessment/"),
        blocks=tuple(numbered((*parts, _recommendations(content), _limits(content)))),
        keywords=("SEND", "needs assessment", area.name),
    )


def _then_and_now(content: Content) -> list[Block]:
    rows: tuple[tuple[Text, ...], ...] = tuple(
        (each.title, each.then, f"{each.value}, {each.period}") for each in content.then_and_now
    )
    table = Table("Then and now", ("Figure", "What the strategy said", "Pinned here"), rows, widths=(4, 3, 3))
    return [Heading("What the strategy said, and what the figures say now"), table]


def _section(section: SectionShown) -> list[Block]:
    blocks: list[Block] = [Heading(section.title)]
    blocks += [Paragraph(part) for part in section.text.split("\n\n") if part.strip()]
    if section.source:
        blocks.append(Paragraph(f"Source of the words: {section.source}.", "small"))
    if section.figures:
        blocks.append(_figures(section))
        blocks += _notes(section)
    blocks += [_picture(chart) for chart in section.charts if chart]
    if section.needs:
        blocks += [Heading("What this shows is needed", 2), Bullets(tuple(_need(each) for each in section.needs))]
    return blocks


def _figures(section: SectionShown) -> Table:
    columns = ("Figure", "Value", "How sure", "Period", "Beside")
    rows: tuple[tuple[Text, ...], ...] = tuple(
        (each.title, _value(each), each.interval or "–", each.period, _beside(each)) for each in section.figures
    )
    return Table(f"Figures: {section.title}", columns, rows, widths=(4, 3, 3, 2, 4))


def _value(figure: Said) -> str:
    return f"{figure.value} ({figure.counts})" if figure.counts else figure.value


def _beside(figure: Said) -> str:
    said = (f"{each.who}: {each.value}" + (f" ({each.verdict})" if each.verdict else "") for each in figure.beside)
    return "; ".join(said) or "–"


def _notes(section: SectionShown) -> list[Block]:
    lines: list[Text] = []
    for each in section.figures:
        said = [f" {each.place}. Source: {each.source}."]
        said += [f" {each.note.rstrip('.')}."] if each.note else []
        said += [f" A newer figure exists: {each.newer}."] if each.newer else []
        said += [f" Cited before: {each.before}."] if each.before else []
        lines.append((Strong(f"{each.title}."), "".join(said)))
    return [Bullets(tuple(lines))]


def _picture(chart: Chart) -> Picture:
    return Picture(chart.drawing, chart.description, chart.title)


def _need(need: NeedShown) -> Text:
    if not need.answers:
        return (Strong(need.name), ". No priority or action is joined to it.")
    links: list[str | Strong | Link] = [Strong(need.name), ". Answered by: "]
    for number, each in enumerate(need.answers):
        links += [", "] if number else []
        links.append(Link(f"{each.name} ({each.kind})", whole_address(each.href)))
    return (*links, ".")


def _recommendations(content: Content) -> list[Block]:
    heading = Heading("What it recommends, and what became of that")
    if not content.recommendations:
        return [heading, Paragraph("It makes no recommendation.")]
    rows: tuple[tuple[Text, ...], ...] = tuple(
        (each.text, each.state, each.why or "; ".join(f"{ref.name} ({ref.kind})" for ref in each.answers))
        for each in content.recommendations
    )
    return [
        heading,
        Table("Recommendations, traced into the plan", ("Recommendation", "State", "By what, or why not"), rows),
    ]


def _limits(content: Content) -> list[Block]:
    said = content.assessment.limits.strip() or "Nobody has said yet what it cannot tell."
    return [Heading("What this cannot tell"), Callout("Read this first", said, "warning")]
