"""Are dates, money, numbers and written text shown as people write them, and never as markup?"""

from __future__ import annotations

import datetime as d
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.template import engines
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.design import filters


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (None, ""),
        (d.date(2026, 3, 4), "4 March 2026"),
        (d.datetime(2026, 7, 1, 23, 30, tzinfo=ZoneInfo("UTC")), "2 July 2026"),
        (d.datetime(2026, 1, 1, 23, 30, tzinfo=ZoneInfo("UTC")), "1 January 2026"),
    ],
)
def test_date_is_the_day_it_was_here(value, shown: str) -> None:
    assert filters.date(value) == shown


@pytest.mark.parametrize(
    ("hour", "shown"), [(0, "12:05am"), (9, "9:05am"), (12, "12:05pm"), (14, "2:05pm"), (23, "11:05pm")]
)
def test_moment_has_a_twelve_hour_clock(hour: int, shown: str) -> None:
    assert filters.moment(d.datetime(2026, 3, 4, hour, 5)) == f"4 March 2026 at {shown}"


@pytest.mark.parametrize(
    ("pence", "shown"),
    [(None, ""), (0, "£0"), (5, "£0.05"), (123400, "£1,234"), (123456, "£1,234.56"), (-250, "−£2.50")],
)
def test_money_is_pounds_and_odd_pence(pence: int | None, shown: str) -> None:
    assert filters.money(pence) == shown


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (None, ""),
        (1234567, "1,234,567"),
        (Decimal("46.0"), "46.0"),
        (Decimal("1E+3"), "1,000"),
        (9.7, "9.7"),
        (46.0, "46"),
        (-3, "−3"),
    ],
)
def test_number_keeps_the_places_it_was_given(value, shown: str) -> None:
    assert filters.number(value) == shown


def test_paragraphs_part_at_blank_lines_and_break_at_line_ends() -> None:
    shown = filters.paragraphs("One\r\ntwo\n\n\n<b>Three</b> & four\n")

    assert (
        shown == '<p class="govuk-body">One<br>two</p>\n<p class="govuk-body">&lt;b&gt;Three&lt;/b&gt; &amp; four</p>'
    )


@given(st.text())
def test_plain_text_never_becomes_markup(text: str) -> None:
    for shown in (filters.paragraphs(text), filters.lines(text)):
        bare = shown.replace('<p class="govuk-body">', "").replace("</p>", "").replace("<br>", "")
        assert "<" not in bare


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("Some *words*", '<p class="govuk-body">Some <em>words</em></p>'),
        ("- one\n- two", '<ul class="govuk-list govuk-list--bullet">\n<li>one</li>\n<li>two</li>\n</ul>'),
        (
            "[page](https://example.org/)",
            (
                '<p class="govuk-body"><a href="https://example.org/" class="govuk-link" '
                'rel="noopener noreferrer nofollow">page</a></p>'
            ),
        ),
    ],
)
def test_markdown_shows_the_safe_subset(written: str, shown: str) -> None:
    assert filters.markdown(written).strip() == shown


@pytest.mark.parametrize(
    "written",
    [
        "<script>alert(1)</script>",
        "[x](javascript:alert(1))",
        "![x](https://elsewhere.example/x.png)",
        '<a href="x" onclick="y">z</a>',
        "<img src=x onerror=y>",
        "# Heading",
    ],
)
def test_markdown_makes_nothing_else(written: str) -> None:
    shown = filters.markdown(written)

    assert not any(each in shown for each in ("<script", 'href="javascript', "<img", "<h1", '<a href="x"'))


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("https://example.org/a", "https://example.org/a"),
        ("HTTP://example.org", "HTTP://example.org"),
        (" https://example.org ", "https://example.org"),
        ("javascript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("//example.org", ""),
        ("", ""),
        (None, ""),
    ],
)
def test_web_address_leads_to_the_web_or_nowhere(address: str | None, shown: str) -> None:
    assert filters.web_address(address) == shown


@pytest.mark.parametrize("template", ["deliveryplan/macros.jinja", "home/briefing.jinja"])
def test_a_page_prints_a_link_to_evidence_only_where_it_leads_to_the_web(template: str) -> None:
    source, *_ = engines["jinja2"].env.loader.get_source(engines["jinja2"].env, template)

    assert source.count("if update.evidence_url | web_address") == source.count('href="{{ update.evidence_url') == 1
