"""How is anything drawn? Elements of SVG as text, every word escaped, presentation attributes only.

No style attributes and no style element: the picture goes into pages that forbid both, and stands alone in a file.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import TypedDict

from goldenthread.design.svg import FONT

INK, QUIET, PAPER, EDGE, GROUND = "#0b0c0c", "#4a4f54", "#ffffff", "#a8a296", "#f7f5f0"
GOLD, THREAD, BROKEN = "#e0a526", "#93650a", "#8a1220"
TONES = {
    "good": "#00512c",
    "active": "#0b4576",
    "warn": "#6b3d00",
    "bad": "#8a1220",
    "unknown": "#4c2c72",
    "quiet": "#383f45",
}
FAINT = "0.3"

Value = str | float


class Stroke(TypedDict):
    """How a line is drawn."""

    stroke: str
    width: float
    dash: str
    opacity: str


def tag(name: str, *inside: str, **attributes: Value) -> str:
    """An element. `stroke_width=2` is written `stroke-width="2"`; an attribute that is empty is left out."""
    told = "".join(
        f' {key.replace("_", "-").strip("-")}="{_say(value)}"' for key, value in attributes.items() if value != ""
    )
    return f"<{name}{told}>{''.join(inside)}</{name}>" if inside else f"<{name}{told}/>"


def _say(value: Value) -> str:
    return f"{value:.1f}".rstrip("0").rstrip(".") if isinstance(value, float) else escape(str(value))


def text(words: str, x: float, y: float, size: float, *, fill: str = INK, bold: bool = False, anchor: str = "") -> str:
    """One line of words."""
    weight = "bold" if bold else ""
    return tag(
        "text",
        escape(words),
        x=x,
        y=y,
        font_family=FONT,
        font_size=size,
        font_weight=weight,
        fill=fill,
        text_anchor=anchor,
    )


def marked(words: str, x: float, y: float, size: float, *, fill: str) -> str:
    """Words after a mark, set apart, because a fount that lacks the mark would lend its letters to the words."""
    mark, _, rest = words.partition(" ")
    if len(mark) != 1 or not rest:
        return text(words, x, y, size, fill=fill, bold=True)
    return text(mark, x, y, size, fill=fill, bold=True) + text(rest, x + size + 1, y, size, fill=fill, bold=True)


def path(d: str, *, stroke: str, width: float, dash: str = "", opacity: str = "", cap: str = "round") -> str:
    """A line without a fill."""
    return tag(
        "path",
        d=d,
        fill="none",
        stroke=stroke,
        stroke_width=width,
        stroke_dasharray=dash,
        opacity=opacity,
        stroke_linecap=cap,
    )


def ring(x: float, y: float, radius: float, *, stroke: str = BROKEN, width: float = 2.0, opacity: str = "") -> str:
    """An open ring: where a thread ends."""
    return tag("circle", cx=x, cy=y, r=radius, fill=PAPER, stroke=stroke, stroke_width=width, opacity=opacity)


def curve(ax: float, ay: float, bx: float, by: float) -> str:
    """From one point level across to another, as the words of a path without its beginning."""
    bend = (bx - ax) / 2
    return f"C{ax + bend:.1f},{ay:.1f} {bx - bend:.1f},{by:.1f} {bx:.1f},{by:.1f}"


def link(href: str, said: str, inside: Iterable[str], *, opacity: str = "", classes: str = "") -> str:
    """A part of the picture that leads somewhere, with all its words for a reader and for the tip of a pointer.

    The words are a title and not a label, so that what is seen stays part of the name that can be spoken.
    """
    words = tag("title", escape(said))
    return tag("a", words, *inside, href=href, opacity=opacity, class_=classes)
