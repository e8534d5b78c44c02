"""What comes first, what should be different, and what does each mean for families?"""

from __future__ import annotations

from goldenthread.design.documents.blocks import Block, Bullets, Callout, Heading, Paragraph, Strong, Table, Text
from goldenthread.publishing.documents.cells import mark, named, titled
from goldenthread.publishing.documents.edition import Edition
from goldenthread.publishing.packs import format as pack

_FAMILIES = "What this means for families"


def priorities(edition: Edition) -> list[Block]:
    """The area's own priorities, then those of wider strategies that it rests on."""
    blocks: list[Block] = [Heading("Our priorities")]
    for key, title in _strategies(edition):
        held = [each for each in edition.pack.priorities if (each.strategy or edition.strategy.key) == key]
        blocks += [Paragraph((Strong(f"From {title}."),))] if held and key != edition.strategy.key else []
        for each in held:
            blocks += _priority(edition, each)
    if len(blocks) == 1:
        blocks.append(Paragraph("The strategy does not call anything a priority."))
    return blocks


def _strategies(edition: Edition) -> list[tuple[str, str]]:
    """The area's own first."""
    ordered = sorted(edition.pack.strategies, key=lambda strategy: not strategy.principal)
    return [(strategy.key, strategy.title) for strategy in ordered]


def _priority(edition: Edition, priority: pack.Priority) -> list[Block]:
    blocks: list[Block] = [Heading(titled(priority), 2)]
    source = mark(edition.index, priority.cite)
    blocks.append(
        Paragraph(f"{priority.text}{source}" if priority.text else f"The strategy gives its title alone.{source}")
    )
    blocks += [Callout(_FAMILIES, priority.families, "families")] if priority.families else []
    joined = _joined(edition, priority)
    none = Paragraph("The strategy joins no outcome, action or measure to this priority.")
    return [*blocks, Bullets(joined) if joined else none]


def _joined(edition: Edition, priority: pack.Priority) -> tuple[Text, ...]:
    index = edition.index
    found = (
        ("It should lead to: ", index.refs(priority.seeks)),
        ("It answers: ", index.refs(priority.addresses)),
        ("It carries out: ", index.refs(priority.carries_out)),
        ("Carried out by: ", index.back(priority.key, "carries_out")),
        ("Delivered by: ", index.back(priority.key, "delivers")),
        ("Measured by: ", index.back(priority.key, "measures")),
    )
    return tuple((Strong(label), f"{named(refs, most=6)}.") for label, refs in found if refs)


def outcomes(edition: Edition) -> list[Block]:
    """Each outcome, what it means, who seeks it and how it would be known."""
    if not edition.pack.outcomes:
        return [Heading("What should be different"), Paragraph("The strategy does not state any outcome.")]
    index = edition.index
    rows = tuple(
        (
            (Strong(titled(each)), mark(index, each.cite)),
            each.families or "Not stated",
            named(index.back(each.key, "seeks"), "No priority", most=4),
            named(index.back(each.key, "measures"), "No measure: nobody could tell", most=4),
        )
        for each in edition.pack.outcomes
    )
    columns = ("Outcome", _FAMILIES, "The priorities that seek it", "How it will be measured")
    return [Heading("What should be different"), Table("Outcomes", columns, rows, widths=(30, 25, 20, 25))]
