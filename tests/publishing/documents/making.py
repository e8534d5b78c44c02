"""Editions of the strategies that ship with the demonstration, made without a database."""

from __future__ import annotations

from datetime import date
from functools import cache

from goldenthread.demo.load import AREAS, MADE_UP, pack_named
from goldenthread.design.documents.blocks import (
    Block,
    Bullets,
    Callout,
    Document,
    Heading,
    Paragraph,
    Picture,
    Table,
    plain,
)
from goldenthread.publishing.documents.edition import Edition
from goldenthread.publishing.packs.format import Pack
from goldenthread.publishing.packs.reading import Index

TODAY = date(2026, 11, 22)
SLUGS = (*AREAS, MADE_UP)


@cache
def published(slug: str) -> Pack:
    """A strategy as it ships."""
    return pack_named(slug)


def edition(whole: Pack | str, day: date = TODAY) -> Edition:
    """The strategy as a document would be made from it on a day."""
    held = published(whole) if isinstance(whole, str) else whole
    home = f"https://thread.example/{held.area.slug}/"
    return Edition(held, Index(held, lambda plural, key: f"{home}{plural}/{key}/"), day, "version 1", home)


def words(blocks: Document | list[Block] | tuple[Block, ...]) -> str:
    """Everything that can be read, block after block."""
    return "\n".join(_words(block) for block in (blocks.blocks if isinstance(blocks, Document) else blocks))


def _words(block: Block) -> str:
    match block:
        case Heading(text=text):
            return text
        case Paragraph(text=text):
            return plain(text)
        case Bullets(items=items):
            return "\n".join(plain(item) for item in items)
        case Callout(title=title, text=text):
            return f"{title}\n{plain(text)}"
        case Picture(alt=alt, caption=caption):
            return f"{alt}\n{caption}"
        case Table():
            cells = "\n".join(plain(cell) for row in block.rows for cell in row)
            return "\n".join((block.caption, *block.columns, cells, block.note))
        case _:
            return ""


def table(blocks: Document | list[Block] | tuple[Block, ...], caption: str) -> Table:
    """The one table whose caption begins so."""
    held = blocks.blocks if isinstance(blocks, Document) else blocks
    [found] = [block for block in held if isinstance(block, Table) and block.caption.startswith(caption)]
    return found


def row(found: Table, first: str) -> tuple[str, ...]:
    """The row whose first cell begins so, as plain words."""
    [held] = [cells for cells in found.rows if plain(cells[0]).startswith(first)]
    return tuple(plain(cell) for cell in held)
