"""How are dates, money, numbers and written text shown on a page?"""

from __future__ import annotations

import datetime
import re
from decimal import Decimal
from functools import cache

import nh3
from django.utils import timezone
from django.utils.html import escape
from django.utils.safestring import SafeString
from markdown_it import MarkdownIt

from goldenthread.analysis import prose

_TAGS = {"p", "ul", "ol", "li", "strong", "em", "a", "br", "blockquote"}
_ATTRIBUTES = {"a": {"href", "class"}, "p": {"class"}, "ul": {"class"}, "ol": {"class"}, "blockquote": {"class"}}
_CLASSES = {
    "paragraph_open": "govuk-body",
    "bullet_list_open": "govuk-list govuk-list--bullet",
    "ordered_list_open": "govuk-list govuk-list--number",
    "blockquote_open": "govuk-inset-text",
    "link_open": "govuk-link",
}


def date(value: datetime.date | None) -> str:
    """4 March 2026. A moment is shown as the date it was in the United Kingdom; no date is shown as nothing."""
    if not value:
        return ""
    if isinstance(value, datetime.datetime) and timezone.is_aware(value):
        value = timezone.localtime(value)
    return prose.say_date(value)


def moment(value: datetime.datetime | None) -> str:
    """4 March 2026 at 2:05pm."""
    if not value:
        return ""
    local = timezone.localtime(value) if timezone.is_aware(value) else value
    return f"{date(local)} at {local.hour % 12 or 12}:{local.minute:02d}{'am' if local.hour < 12 else 'pm'}"


def money(pence: int | None) -> str:
    """Whole pence as £1,234.56, or £1,234 when there are no odd pence."""
    if pence is None:
        return ""
    pounds, rest = divmod(abs(pence), 100)
    sign = "\N{MINUS SIGN}" if pence < 0 else ""
    return f"{sign}£{pounds:,}" + (f".{rest:02d}" if rest else "")


def number(value: int | float | Decimal | None) -> str:
    """1,234.5: as many decimal places as were stated, never more."""
    if value is None:
        return ""
    text = f"{value:,}" if isinstance(value, int) else f"{_plain(value):,f}"
    return text.replace("-", "\N{MINUS SIGN}")


def paragraphs(text: str | None, classes: str = "govuk-body") -> SafeString:
    """Plain text as escaped paragraphs: a blank line parts two, a line end breaks one."""
    parts = (part.strip() for part in re.split(r"\n\s*\n", (text or "").replace("\r\n", "\n")))
    return SafeString("\n".join(f'<p class="{escape(classes)}">{_with_breaks(part)}</p>' for part in parts if part))


def lines(text: str | None) -> SafeString:
    """Plain text escaped, with each line end kept as a break."""
    return SafeString(_with_breaks((text or "").replace("\r\n", "\n")))


def markdown(text: str | None) -> SafeString:
    """A safe subset of Markdown: paragraphs, lists, quotations, emphasis and links; never headings, images or HTML."""
    return SafeString(
        nh3.clean(
            _markdown().render(text or ""),
            tags=_TAGS,
            attributes=_ATTRIBUTES,
            url_schemes={"http", "https", "mailto"},
            link_rel="noopener noreferrer nofollow",
        )
    )


def web_address(address: str | None) -> str:
    """The address, where it leads to a page on the web; nothing where it would run a script or open a file."""
    text = (address or "").strip()
    return text if text.lower().startswith(("https://", "http://")) else ""


FILTERS = {
    "date": date,
    "moment": moment,
    "money": money,
    "number": number,
    "plural": prose.plural,
    "paragraphs": paragraphs,
    "lines": lines,
    "markdown": markdown,
    "web_address": web_address,
}


def _with_breaks(part: str) -> str:
    return "<br>".join(escape(line) for line in part.split("\n"))


def _plain(value: float | Decimal) -> Decimal:
    """Without an exponent, and without the zero that a whole float carries."""
    exact = value if isinstance(value, Decimal) else Decimal(repr(value))
    if isinstance(value, float) and exact == exact.to_integral_value():
        exact = exact.quantize(Decimal(1))
    return exact


@cache
def _markdown() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False}).disable(
        ["heading", "lheading", "image", "hr", "fence", "code", "backticks", "html_block", "html_inline"]
    )
    for rule, classes in _CLASSES.items():
        parser.add_render_rule(rule, _classed(classes))
    return parser


def _classed(classes):  # markdown-it passes the renderer, tokens, index, options, env
    def rule(self, tokens, index, options, env) -> str:
        tokens[index].attrSet("class", classes)
        return str(self.renderToken(tokens, index, options, env))

    return rule
