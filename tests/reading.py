"""What does somebody who reads a page see, and what would its form send?"""

from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser

from django.http import HttpResponse


def text(response: HttpResponse) -> str:
    """The words of the page."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


def boxes(response: HttpResponse) -> dict[str, str]:
    """What a browser would send if the form on the page were sent as it stands."""
    reader = _Boxes()
    reader.feed(response.content.decode())
    return {name: value for name, value in reader.found.items() if name != "csrfmiddlewaretoken"}


class _Boxes(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, str] = {}
        self.inside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        name = given.get("name") or ""
        if tag == "input" and name and (given.get("type") not in ("radio", "checkbox") or "checked" in given):
            self.found[name] = given.get("value") or ""
        elif tag in ("textarea", "select") and name:
            self.inside, self.found[name] = name, ""
        elif tag == "option" and "selected" in given:
            self.found[self.inside] = given.get("value") or ""

    def handle_data(self, data: str) -> None:
        if self.inside and self.lasttag == "textarea":
            self.found[self.inside] += data

    def handle_endtag(self, tag: str) -> None:
        if tag in ("textarea", "select"):
            self.inside = ""
