"""Do the pages say each figure with its interval, its counts, what it is compared with, and what may not be concluded?"""

from __future__ import annotations

import csv
import io
from html import unescape

import pytest

from goldenthread.understanding.indicators import queries
from goldenthread.understanding.indicators.models import IndicatorFigure
from goldenthread.understanding.indicators.presenters.spine import EDGE, WIDTH, Spine, drawn

pytestmark = pytest.mark.django_db
CONTROL = "Pupils with a plan in January 2025: above the upper limit"


@pytest.fixture
def page(client):
    def read(path: str) -> str:
        answer = client.get(path)
        assert answer.status_code == 200
        return unescape(answer.content.decode())

    return read


def test_the_profile_holds_every_indicator_with_a_figure_or_says_that_there_is_none(page, newcastle):
    shown = page("/newcastle/indicators/")

    for trend in queries.latest(newcastle):
        assert trend.indicator.title in shown


def test_an_indicator_shows_the_published_figure_of_the_strategys_own_area(page):
    shown = page("/newcastle/indicators/plans-in-20-weeks/")

    assert "8.8% in 2024 (42 of 476)." in shown
    assert "Ten statistical neighbours, pooled: 47.4%" in shown
    assert "The answer is the same whichever one neighbour is left out." in shown
    assert "the first of single children" in shown


def test_a_figure_that_is_not_known_is_never_nought(page, newcastle):
    hidden = IndicatorFigure.objects.filter(
        code="plans-in-20-weeks", place=newcastle.gss_code, breakdown="", level="area"
    )
    values = dict.fromkeys(("value", "numerator", "lower", "upper"))
    hidden.update(state="suppressed", why="suppressed by the publisher", **values)

    shown = page("/newcastle/indicators/plans-in-20-weeks/")

    assert "There is no figure: suppressed by the publisher." in shown
    assert "0% in 2024" not in shown


def test_an_indicator_that_is_not_there_is_not_found(client):
    assert client.get("/newcastle/indicators/no-such-thing/").status_code == 404


def test_the_figures_leave_as_csv_with_counts_interval_source_and_state(client):
    lines = client.get("/newcastle/indicators/plans-in-20-weeks/figures.csv").content.decode("utf-8-sig").splitlines()

    assert {"code", "numerator", "denominator", "lower", "upper", "state", "publisher"} <= set(lines[0].split(","))
    assert any(line.startswith("plans-in-20-weeks,") and ",2024," in line for line in lines)


def test_a_spine_keeps_every_mark_inside_and_says_it_in_words():
    picture = drawn(Spine(lowest=10, highest=20, own=35, pooled=14, england=5), 'Plans: 35%; "neighbours" <10 to 20>')

    assert f'cx="{WIDTH - EDGE}' in picture
    assert "&lt;10 to 20&gt;" in picture
    assert 'role="img"' in picture


def test_a_spine_of_equal_values_can_be_drawn():
    assert f'cx="{EDGE}' in drawn(Spine(lowest=5, highest=5, own=5), "All the same")


def test_an_indicator_says_whether_it_is_changing_and_by_which_chart(page):
    shown = page("/newcastle/indicators/pupils-with-a-plan/")
    assert "Is it changing?" in shown and "above the upper limit (usual limits" in shown and "Method: XmR." in shown
    assert f'aria-label="Chart: {CONTROL}"' in shown
    assert shown.count("upper limit</text>") == 1 and "mark-symbol role-mark" in shown
    table = shown.partition(f"Figures: {CONTROL}")[2].partition("</table>")[0]
    assert "Lower limit" in table and "above the upper limit" in table
    waits = page("/newcastle/indicators/waits-physiotherapy-over-18-weeks/")
    assert "times as much as chance alone would make them" in waits and "Method: p′ chart." in waits
    short = page("/newcastle/indicators/plans-in-20-weeks/")
    assert "to tell a change from usual variation takes 8 or more" in short


def test_the_profile_says_how_many_charts_would_show_a_change_by_chance(page, newcastle):
    alarms = queries.read_at_once(queries.trends(newcastle))
    assert 0 < alarms.expected < alarms.flagged < alarms.charts
    assert alarms.sentence in page("/newcastle/indicators/")


def test_the_trend_is_drawn_with_its_intervals(page):
    picture = page("/newcastle/indicators/plans-in-20-weeks/").partition("app-chart__picture")[2].partition("</svg>")[0]
    assert "mark-rule role-mark" in picture, "whiskers"
    assert "is likely to lie" in page("/newcastle/indicators/plans-in-20-weeks/")


def test_the_limits_leave_as_csv(client):
    text = client.get("/newcastle/indicators/pupils-with-a-plan/figures.csv").content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    marked = [row for row in rows if row["beyond_usual"]]
    assert any(row["beyond_usual"] == "above the upper limit" for row in marked)
    assert all(float(row["usual_lower"]) <= float(row["usual_centre"]) <= float(row["usual_upper"]) for row in marked)


def test_a_source_is_named_once_below_the_table_by_its_letter(page):
    table = page("/newcastle/indicators/plans-in-20-weeks/").partition(">Every period<")[2].partition("What it is")[0]
    assert table.count("Education, health and care plans, reporting year 2025") == 1
    assert 'data-name="Source">A</td>' in table and 'data-name="Source">B</td>' in table
    assert "<li>B: Local authority interactive tool" in table


def test_the_profile_opens_group_by_group(page):
    shown = page("/newcastle/indicators/")
    group = shown.partition('id="plans"')[2].partition("</details>")[0]
    assert '<details class="govuk-details app-group">' in group and "worse" in group
    assert "/newcastle/indicators/plans-in-20-weeks/" in group
