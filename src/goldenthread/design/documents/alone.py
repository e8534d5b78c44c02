"""How does a page become one file that can be sent, and needs no other? Its style is put within it."""

from __future__ import annotations

import re

from . import pdf

_LINK = re.compile(r'<link rel="stylesheet" href="([^"]+)">')


def standing_alone(html: str) -> str:
    """The page with its style sheets in it. Raises pdf.AddressRefused for one that is not our own."""
    return _LINK.sub(_inlined, html)


def _inlined(link: re.Match[str]) -> str:
    sheet, _ = pdf.fetch(f"{pdf.PLACE.rstrip('/')}{link[1]}")
    return f"<style>{sheet.decode()}</style>"
