"""How is a page built? Headings, names, links, and what the security policy forbids."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

from django.http import HttpResponse

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


@dataclass
class Outline:
    """What stands in a page, in its order."""

    headings: list[tuple[int, str]] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    forbidden: list[str] = field(default_factory=list)
    unnamed_tables: int = 0
    title: str = ""
    language: str = ""


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found = Outline()
        self.open: list[str] = []
        self.in_svg = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.in_svg += tag == "svg"
        if tag == "html":
            self.found.language = given.get("lang") or ""
        if given.get("id"):
            self.found.ids.append(given["id"] or "")
        if tag == "a" and given.get("href"):
            self.found.links.append(given["href"] or "")
        if tag in HEADINGS:
            self.found.headings.append((int(tag[1]), ""))
        if tag == "table":
            self.found.unnamed_tables += 1
        if tag == "caption":
            self.found.unnamed_tables -= 1
        if tag == "style" or "style" in given or any(name.startswith("on") for name in given):
            self.found.forbidden.append(f"<{tag} {given}>"[:120])
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        self.in_svg -= tag == "svg"
        if tag in self.open:
            while self.open.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        heading = next((tag for tag in reversed(self.open) if tag in HEADINGS), None)
        if heading and self.found.headings:
            level, words = self.found.headings[-1]
            self.found.headings[-1] = (level, f"{words}{data}")
        if "title" in self.open and not self.in_svg:
            self.found.title += data


def outline(response: HttpResponse) -> Outline:
    """The outline of a page."""
    reader = _Reader()
    reader.feed(response.content.decode())
    return reader.found
