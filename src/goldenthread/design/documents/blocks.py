"""What is a document made of? A short list of blocks, written once and rendered to HTML, PDF and Word alike.

Text is a plain string, or a tuple of strings, `Strong` and `Link`. Nothing in it is markup: whatever somebody typed is
shown as they typed it, in every format.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from django.utils.safestring import SafeString
from django.utils.text import slugify

from goldenthread.analysis.prose import say_date
from goldenthread.design import svg

_UNWRITABLE = re.compile(r"[^\t\n\r\x20-\uD7FF\uE000-\uFFFD\U00010000-\U0010FFFF]")


@dataclass(frozen=True)
class Strong:
    text: str


@dataclass(frozen=True)
class Link:
    """`href` is a whole address, because a document is read away from the site."""

    text: str
    href: str


Inline = str | Strong | Link
Text = str | tuple[Inline, ...]


@dataclass(frozen=True)
class Heading:
    """`level` 1 starts a part of the document; the document's title is on its cover and is not a heading here."""

    text: str
    level: Literal[1, 2, 3] = 1
    anchor: str = ""


@dataclass(frozen=True)
class Paragraph:
    text: Text
    style: Literal["body", "lead", "small"] = "body"


@dataclass(frozen=True)
class Bullets:
    items: tuple[Text, ...]
    numbered: bool = False


@dataclass(frozen=True)
class Table:
    """Every table has a caption and a row of headings. `widths` are shares of the page's width, one a column.

    The first cell of a row heads it, in strong where it is a plain string; a tuple says itself what is strong in it.
    """

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Text, ...], ...]
    widths: tuple[int, ...] = ()
    numeric: tuple[int, ...] = ()
    row_headings: bool = True
    note: str = ""

    def __post_init__(self) -> None:
        wrong = next((row for row in self.rows if len(row) != len(self.columns)), None)
        if wrong is not None:
            raise ValueError(
                f"Found a row of {len(wrong)} cells in the table {self.caption!r}; expected {len(self.columns)}"
            )
        if self.widths and len(self.widths) != len(self.columns):
            raise ValueError(f"Found {len(self.widths)} widths for the table {self.caption!r}; give one a column")

    @property
    def shares(self) -> tuple[int, ...]:
        """The widths in hundredths of the page, to the nearest five: the steps that the style sheet has."""
        return tuple(min(max(5, 5 * round(20 * width / sum(self.widths))), 80) for width in self.widths)


@dataclass(frozen=True)
class Picture:
    """An SVG with its words. `alt` says what it shows to somebody who cannot see it; the bitmap is made when needed."""

    drawing: str
    alt: str
    caption: str = ""
    bitmap: bytes = b""

    def __post_init__(self) -> None:
        if not self.alt.strip():
            raise ValueError("A picture needs words for somebody who cannot see it: give alt")

    def png(self) -> bytes:
        return self.bitmap or svg.as_png(self.drawing)

    @property
    def markup(self) -> SafeString:
        """The drawing, one image under its alternative text, which is what a tagged PDF takes."""
        return SafeString(svg.speaking(self.drawing, title=self.alt))


@dataclass(frozen=True)
class Callout:
    """A box that stands out: a decision wanted, what this means for families."""

    title: str
    text: Text
    tone: Literal["plain", "families", "warning"] = "plain"


@dataclass(frozen=True)
class PageBreak:
    pass


Block = Heading | Paragraph | Bullets | Table | Picture | Callout | PageBreak


@dataclass(frozen=True)
class Document:
    """A whole document. `status` is what it is in a few words ("Version 3, adopted"); `made` is the day of its data."""

    title: str
    made: date
    blocks: tuple[Block, ...]
    subtitle: str = ""
    publishers: str = ""
    status: str = ""
    summary: str = ""
    colour: str = "#14213d"
    contents: bool = True
    home: str = ""
    keywords: tuple[str, ...] = ()

    @property
    def cover_lines(self) -> tuple[str, ...]:
        lines = (self.publishers, self.status, f"As it stood on {say_date(self.made)}")
        return tuple(line for line in lines if line)

    def anchored(self) -> Document:
        """The same document with an anchor, unique in it, on every heading."""
        return replace(self, blocks=tuple(_anchored(self.blocks)))

    def headings(self, deepest: int = 2) -> tuple[Heading, ...]:
        return tuple(block for block in self.blocks if isinstance(block, Heading) and block.level <= deepest)


def inlines(text: Text) -> tuple[Inline, ...]:
    return (text,) if isinstance(text, str) else text


def plain(text: Text) -> str:
    """The words alone."""
    return "".join(each if isinstance(each, str) else each.text for each in inlines(text))


def writable(text: str) -> str:
    """Without the characters that no XML file may hold and no page can show, which would spoil a whole document."""
    return _UNWRITABLE.sub("", text)


def _anchored(blocks: tuple[Block, ...]) -> Iterator[Block]:
    used: set[str] = set()
    for block in blocks:
        if isinstance(block, Heading):
            base = block.anchor or slugify(block.text)[:60] or "part"
            anchor, again = base, 2
            while anchor in used:
                anchor, again = f"{base}-{again}", again + 1
            used.add(anchor)
            block = replace(block, anchor=anchor)
        yield block
