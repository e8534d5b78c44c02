"""What does the strategy say that is neither a priority nor a promise: vision, principles, definitions, disputes, law?"""

from __future__ import annotations

from dataclasses import dataclass

from goldenthread.design.documents.blocks import Block, Bullets, Heading, Inline, Paragraph, Strong, Table, Text
from goldenthread.publishing.documents.cells import mark
from goldenthread.publishing.documents.edition import Edition
from goldenthread.publishing.packs import format as pack


@dataclass(frozen=True, slots=True)
class _Kind:
    """Clauses of one kind under a heading. `numbered` where their order means something."""

    kind: str
    heading: str
    numbered: bool = False


_HOW = (
    _Kind("approach", "How they go about it"),
    _Kind("commitment", "What they commit to"),
    _Kind("intention", "What they intend to buy, or to stop"),
    _Kind("engagement-promise", "How families and young people are involved"),
    _Kind("transition-content", "Preparing for adulthood"),
    _Kind("commissioning-level", "The levels at which services are commissioned", numbered=True),
    _Kind("decommissioning-test", "What is asked before a service is stopped", numbered=True),
    _Kind("success-test", "What success looks like"),
    _Kind("financial-context", "Money"),
)
_LAW = (_Kind("legal-context", "Law and guidance"), _Kind("related-document", "Related documents"))


def vision(edition: Edition) -> list[Block]:
    """The vision in large type, the aims, and whom it covers."""
    said = [Paragraph(_text(edition, clause), "lead") for clause in _of(edition, "vision")]
    empty = [Paragraph("The strategy states no vision.")]
    return [
        Heading("Our vision"),
        *(said or empty),
        *_under(edition, _Kind("aim", "What we aim to do")),
        *_under(edition, _Kind("scope", "Who and what it covers")),
    ]


def principles(edition: Edition) -> list[Block]:
    """The principles, and the themes under which everything stands."""
    held = _under(edition, _Kind("principle", ""))
    themes = tuple(
        (Strong(theme.title), f"{f': {theme.text}' if theme.text else ''}{mark(edition.index, theme.cite)}")
        for theme in edition.pack.themes
    )
    blocks: list[Block] = [Heading("Our principles"), *held] if held else []
    return blocks + ([Heading("Our themes"), Bullets(themes)] if themes else [])


def how(edition: Edition) -> list[Block]:
    """How the partners work together."""
    found = [block for kind in _HOW for block in _under(edition, kind)]
    return [Heading("How we work together"), *found] if found else []


def disputes(edition: Edition) -> list[Block]:
    """What happens when partners disagree; that nothing is said of it is said."""
    held = _under(edition, _Kind("dispute-principle", "What we hold to"))
    steps = _under(edition, _Kind("dispute-step", "What we do, in order", numbered=True))
    none: list[Block] = [Paragraph("The strategy does not say what partners do when they disagree.")]
    return [Heading("When partners disagree"), *(held + steps or none)]


def roles(edition: Edition) -> list[Block]:
    """Who answers for what."""
    return _under(edition, _Kind("accountable-role", "Who answers for what"))


def definitions(edition: Edition) -> list[Block]:
    """What the words mean."""
    rows = tuple(
        ((clause.title or "Without a title"), _words(edition, clause)) for clause in _of(edition, "definition")
    )
    if not rows:
        return []
    return [Heading("What the words mean"), Table("Words used", ("Word", "What it means here"), rows, widths=(25, 75))]


def law(edition: Edition) -> list[Block]:
    """Law, guidance and other documents."""
    found = [block for kind in _LAW for block in _under(edition, kind)]
    return [Heading("Law, guidance and related documents"), *found] if found else []


def _of(edition: Edition, kind: str) -> list[pack.Clause]:
    return [clause for clause in edition.pack.clauses if clause.kind == kind]


def _under(edition: Edition, kind: _Kind) -> list[Block]:
    items: tuple[Text, ...] = tuple(_text(edition, clause) for clause in _of(edition, kind.kind))
    if not items:
        return []
    heading = [Heading(kind.heading, 2)] if kind.heading else []
    if len(items) == 1 and not kind.numbered:
        return [*heading, Paragraph(items[0])]
    return [*heading, Bullets(items, numbered=kind.numbered)]


def _text(edition: Edition, clause: pack.Clause) -> Text:
    title: list[Inline] = [Strong(f"{clause.title}. ")] if clause.title else []
    return (*title, _words(edition, clause))


def _words(edition: Edition, clause: pack.Clause) -> str:
    """The text with its source, and whose words they are where they are another strategy's."""
    held = edition.index.strategies.get(clause.strategy or "")
    other = f" (from {held.title})" if held and not held.principal else ""
    return f"{clause.text}{other}{mark(edition.index, clause.cite)}"
