"""How is a document shown as a page, for a screen, a printer, or the PDF maker?"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from goldenthread.design import colours
from goldenthread.design.documents import blocks as kinds

_TEMPLATES = {
    kinds.Heading: "heading",
    kinds.Paragraph: "paragraph",
    kinds.Bullets: "bullets",
    kinds.Table: "table",
    kinds.Picture: "picture",
    kinds.Callout: "callout",
    kinds.PageBreak: "page_break",
}


def render_html(document: kinds.Document) -> str:
    """A whole page with its own stylesheet: cover, contents, body."""
    return kinds.writable(render_to_string("design/documents/document.jinja", _context(document)))


def render_blocks(blocks: Iterable[kinds.Block], *, below: int = 1) -> SafeString:
    """Blocks alone, for a page that has its own layout: a level 1 heading becomes `h2` when `below` is 1."""
    return SafeString(render_to_string("design/documents/blocks.jinja", {"drawn": named(blocks), "below": below}))


def named(blocks: Iterable[kinds.Block]) -> list[tuple[str, kinds.Block]]:
    """Each block with the name of the macro that draws it."""
    return [(_TEMPLATES[type(block)], block) for block in blocks]


def _context(document: kinds.Document) -> dict[str, Any]:
    whole = document.anchored()
    return {
        "document": whole,
        "drawn": named(whole.blocks),
        "headings": whole.headings() if whole.contents else (),
        "colour": colours.readable(whole.colour).removeprefix("#"),
        "below": 1,
    }
