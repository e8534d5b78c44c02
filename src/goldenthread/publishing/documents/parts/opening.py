"""What is this strategy, and where does it stand? The first page that a director reads."""

from __future__ import annotations

from goldenthread.analysis import join_words, plural, say_date
from goldenthread.design.documents.blocks import Block, Heading, Paragraph, Strong, Table, Text
from goldenthread.planning.strategy.states import StrategyStatus
from goldenthread.publishing.documents.cells import NOT_STATED, status
from goldenthread.publishing.documents.edition import Edition
from goldenthread.publishing.documents.tallies import tallies
from goldenthread.publishing.packs import format as pack

_HELD = (
    ("statements", "thing that people said", "things that people said"),
    ("needs", "need", "needs"),
    ("priorities", "priority", "priorities"),
    ("outcomes", "outcome", "outcomes"),
    ("actions", "action", "actions"),
    ("measures", "measure", "measures"),
    ("services", "service", "services"),
)


def glance(edition: Edition) -> list[Block]:
    """The strategy in a paragraph, its facts, and where it stands."""
    summary = edition.pack.area.summary
    return [
        Heading("The strategy at a glance"),
        *([Paragraph(summary, "lead")] if summary else []),
        Table("About this strategy", ("What", "As stated"), tuple(_facts(edition)), widths=(25, 75)),
        Paragraph(_contents(edition.pack)),
        *where_it_stands(edition),
    ]


def where_it_stands(edition: Edition) -> list[Block]:
    """The three questions, each with its own answer."""
    rows = tuple((tally.question, tally.answer) for tally in tallies(edition.pack, edition.day))
    return [
        Heading(f"Where it stands on {say_date(edition.day)}", 2),
        Table(
            "Three questions, each with an answer of its own",
            ("Question", "Answer"),
            rows,
            widths=(35, 65),
            note="They are never added up: work can be done and nothing be better for it, "
            "and a figure can move without families feeling it.",
        ),
    ]


def _facts(edition: Edition) -> list[tuple[Text, ...]]:
    strategy = edition.strategy
    stated = (
        ("Title", strategy.title),
        ("Period", strategy.period or NOT_STATED),
        ("Edition", strategy.edition),
        ("Status", str(StrategyStatus(strategy.status).label)),
        ("Adopted", strategy.adopted or "The day is not stated"),
        ("Looked at again", strategy.review or NOT_STATED),
        ("Partners", edition.pack.source.publishers),
        ("What it is", strategy.summary),
    )
    return [(name, value) for name, value in stated if value]


def _contents(whole: pack.Pack) -> Text:
    counted = [(len(getattr(whole, plural_)), one, many) for plural_, one, many in _HELD]
    held = [plural(count, one, many) for count, one, many in counted if count]
    none = [many for count, _, many in counted if not count]
    missing = f" It states no {join_words(none, 'and no')}." if none else ""
    return (Strong("What it holds: "), f"{join_words(held)}.{missing}")


def attention(edition: Edition) -> list[Block]:
    """How many actions stand how, with the first word on what nobody has reported."""
    actions = edition.pack.actions
    silent = sum(not action.updates for action in actions)
    said = f"Nothing has ever been reported on {silent:,} of {plural(len(actions), 'action')}." if silent else ""
    last = max((update.on for action in actions for update in action.updates), default=None)
    heard = f"The latest report was made on {say_date(last)}." if last else ""
    return [Paragraph(" ".join(filter(None, (heard, said))))] if heard or said else []


__all__ = ["attention", "glance", "status", "where_it_stands"]
