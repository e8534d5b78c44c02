"""What does somebody who reads a page see, and what would its form send?"""

from __future__ import annotations

import re
from html import unescape

from django.http import HttpResponse


def text(response: HttpResponse) -> str:
    """The words of the page."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


def boxes(response: HttpResponse) -> dict[str, str]:
    """What stands in the boxes of the page's form. Choices and ticks are the test's own to make."""
    page = response.content.decode()
    found = dict(re.findall(r'<input[^>]*?name="([^"]+)"[^>]*?value="([^"]*)"', page))
    found |= dict(re.findall(r'<textarea[^>]*?name="([^"]+)"[^>]*>([^<]*)</textarea>', page))
    return {name: unescape(value) for name, value in found.items() if name != "csrfmiddlewaretoken"}
