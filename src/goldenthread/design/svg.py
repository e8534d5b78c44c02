"""How does a picture speak? Gives an SVG its title and description, and a bitmap of it where a file needs one."""

from __future__ import annotations

import hashlib
import re
from html import escape

from django.core.cache import cache

MONTH = 30 * 24 * 60 * 60
FONT = "Arial, Liberation Sans, Helvetica, sans-serif"
_ROOT = re.compile(r"<svg\b[^>]*>", re.DOTALL)
_WORDS = re.compile(r"^\s*<title\b.*?</title>(?:\s*<desc\b.*?</desc>)?", re.DOTALL)
_LINK = re.compile(r"</?a\b[^>]*>")
_ROLE = re.compile(r"""\s(?:role|aria-[a-z]+)=("[^"]*"|'[^']*')""")


def fingerprint(*parts: str) -> str:
    """A short name for content, the same for the same content."""
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:16]


def speaking(drawing: str, *, title: str, description: str = "") -> str:
    """The drawing as one named image: role, title and description on the outside, its parts hidden from readers.

    A title it already had is replaced. Links inside are taken out, because nobody could reach them in one image.
    WeasyPrint takes the title as the alternative text of the figure in a PDF.
    """
    root = _ROOT.search(drawing)
    if root is None:
        raise ValueError(f"Found {drawing[:40]!r}; expected a drawing that begins with <svg")
    body = _LINK.sub("", _WORDS.sub("", drawing[root.end() :], count=1)).replace('<g aria-hidden="true"', "<g", 1)
    name = f"picture-{fingerprint(title, description, body)}"
    words = f'<title id="{name}-title">{escape(title)}</title>'
    words += f'<desc id="{name}-desc">{escape(description)}</desc>' if description else ""
    named = f"{name}-title {name}-desc" if description else f"{name}-title"
    opening = f'{_ROLE.sub("", root[0])[:-1]} role="img" aria-labelledby="{named}">'
    return opening + words + body.replace("<g", '<g aria-hidden="true"', 1)


def as_png(drawing: str, *, scale: float = 2) -> bytes:
    """The drawing as a bitmap, for a Word document; kept by its content, because drawing one is slow."""
    import vl_convert

    key = f"png-{scale}-{fingerprint(drawing)}"
    held = cache.get(key)
    if held is None:
        held = vl_convert.svg_to_png(drawing, scale=scale)
        cache.set(key, held, MONTH)
    return bytes(held)
