"""On what does the document rest, what of the published one is not in it, and how was it made?"""

from __future__ import annotations

from goldenthread.analysis import say_date
from goldenthread.design.documents.blocks import Block, Bullets, Heading, Link, Paragraph, Strong, Table, Text
from goldenthread.publishing.documents.cells import AFTERWARDS, OF_THE_LIST, lines
from goldenthread.publishing.documents.edition import Edition

_MARKS = (
    "A number in square brackets is a section of that document, in which the statement was found.",
    f"{OF_THE_LIST} marks a link that the document makes between two whole lists, without saying which to which.",
    f"{AFTERWARDS} marks a link that the partners made afterwards; it is not in the document.",
)


def sources(edition: Edition) -> list[Block]:
    """The published document and its sections, numbered as they are cited."""
    source = edition.pack.source
    published = f" Published {source.published}." if source.published else " Its day of publication is not stated."
    rows: list[tuple[Text, ...]] = [
        (
            str(at),
            section.title,
            lines([f"{each.what.rstrip('.')}. {each.why}" for each in section.left_out], "Nothing"),
        )
        for at, section in enumerate(edition.pack.sections, 1)
    ]
    return [
        Heading("Sources"),
        Paragraph((Strong(f"{source.title}. "), f"{source.publishers.rstrip('.')}.{published}")),
        *([Paragraph(source.note)] if source.note else []),
        Bullets(_MARKS),
        Table(
            "Sections cited",
            ("No.", "Section", "What of it is not held here, and why"),
            tuple(rows),
            widths=(10, 35, 55),
            row_headings=False,
        ),
    ]


def making(edition: Edition) -> list[Block]:
    """The last part of a document."""
    return [Heading("How this document was made"), Bullets(facts(edition))]


def facts(edition: Edition) -> tuple[Text, ...]:
    """How to tell that it is genuine, how it was made, and what its words mean."""
    return (
        (Strong("Made from: "), f"the strategy of {edition.pack.area.name} held in Golden Thread: {edition.name}."),
        (Strong("Judged on: "), f"{say_date(edition.day)}. What is late depends on the day."),
        (Strong("Fingerprint: "), f"{edition.fingerprint_in_groups}. Two documents with one fingerprint say the same."),
        (Strong("The live strategy: "), Link(edition.home, edition.home)),
        (
            Strong("Status words: "),
            "worked out by stated rules from dates, reports and figures, and never typed in by hand.",
        ),
        (
            Strong("Cannot tell: "),
            "means that nobody can know from what is recorded; the reason is given. It is not a polite word for good or bad.",
        ),
        (Strong("Not stated: "), "means that the strategy is silent. Nothing has been put in its place."),
    )
