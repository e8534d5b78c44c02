"""What does the strategy say, whole, as one document that a director would sign?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from goldenthread.design.documents.blocks import Block, Document, Heading

from .edition import Edition
from .parts import clauses, measures, needs, opening, partners, plan, priorities, sources, voice


def strategy(edition: Edition) -> Document:
    """The strategy: what is wanted, why, what is promised, how it stands, who decides, and on what it rests."""
    parts: tuple[list[Block], ...] = (
        opening.glance(edition),
        clauses.vision(edition),
        clauses.principles(edition),
        voice.voice(edition),
        needs.needs(edition),
        priorities.priorities(edition),
        priorities.outcomes(edition),
        plan.plan(edition),
        plan.three_statuses(edition),
        measures.measures(edition),
        partners.services(edition),
        clauses.how(edition),
        partners.governance(edition),
        clauses.disputes(edition),
        clauses.definitions(edition),
        clauses.law(edition),
        sources.sources(edition),
        sources.making(edition),
    )
    return document(edition, edition.strategy.title, parts, period(edition))


def delivery_plan(edition: Edition) -> Document:
    """The delivery plan and its progress alone."""
    parts: tuple[list[Block], ...] = (
        [Heading("The plan at a glance"), *opening.attention(edition), *opening.where_it_stands(edition)],
        plan.plan(edition, reasons=True),
        plan.three_statuses(edition),
        plan.moved_dates(edition),
        plan.reported(edition),
        measures.measures(edition),
        sources.sources(edition),
        sources.making(edition),
    )
    return document(edition, "Delivery plan and progress", parts, edition.strategy.title)


def period(edition: Edition) -> str:
    """`2025 to 2028`, or the edition as it is printed on the document."""
    stated = [part for part in (edition.strategy.period, edition.strategy.edition) if part]
    return ", ".join(f"{part[0].upper()}{part[1:]}" for part in stated)


def document(edition: Edition, title: str, parts: Iterable[list[Block]], subtitle: str) -> Document:
    """A cover in the area's name and colour, contents, and the parts numbered in order."""
    area = edition.pack.area
    return Document(
        title=title,
        subtitle=subtitle,
        publishers=area.name,
        status=edition.status,
        summary=f"Published by {edition.pack.source.publishers.rstrip('.')}.",
        colour=area.colour,
        made=edition.day,
        home=edition.home,
        blocks=tuple(numbered(parts)),
        keywords=("SEND", "joint commissioning", area.name),
    )


def numbered(parts: Iterable[list[Block]]) -> Iterator[Block]:
    """Parts with their headings numbered, so that a board can say "part 4"."""
    number = 0
    for part in parts:
        for block in part:
            if isinstance(block, Heading) and block.level == 1:
                number += 1
                block = replace(block, text=f"{number}. {block.text}")
            yield block
