"""Is a chart honest (no line across a break, no nought for what is missing) and does it speak?"""

from __future__ import annotations

import datetime as d
import re
from decimal import Decimal

import pytest
from django.core.cache import cache
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.design import chart_specs, charts
from goldenthread.design.charts import Bar, Break, Mark, Point, Series, bar_chart, line_chart
from tests.design.gallery import bars, line


def series(name: str, *values: float | None, comparator: bool = False) -> Series:
    points = tuple(Point(d.date(2019 + at, 9, 1), f"{2019 + at}", value) for at, value in enumerate(values))
    return Series(name, points, comparator)


def runs(chart_series: Series, *breaks: Break) -> list[int]:
    """How long each unbroken run of the line is."""
    facts = charts._line_facts(chart_series, breaks)
    names = [fact["run"] for fact in facts]
    return [names.count(name) for name in dict.fromkeys(names)]


@pytest.mark.parametrize(
    ("values", "breaks", "lengths"),
    [
        ((1, 2, 3), (), [3]),
        ((1, None, 3), (), [1, 1]),
        ((None, 1, 2, None), (), [2]),
        ((1, 2, 3, 4), (Break(d.date(2021, 9, 1), "New definition."),), [2, 2]),
        ((1, 2, 3, 4), (Break(d.date(2021, 1, 1), "New definition."),), [2, 2]),
        ((1, None, 3, 4), (Break(d.date(2021, 1, 1), "New definition."),), [1, 2]),
        ((1, 2, 3), (Break(d.date(2019, 1, 1), "Before it all."),), [3]),
    ],
)
def test_line_is_never_drawn_across_a_break_or_a_gap(values, breaks, lengths: list[int]) -> None:
    assert runs(series("Own", *values), *breaks) == lengths


def test_picture_has_a_line_for_each_run() -> None:
    drawing = line_chart(title="t", series=[series("Own", 1, 2, None, 3, 4)]).drawing

    lines = re.findall(r'class="mark-line role-mark[^>]*>(.*?)</g>', drawing, re.DOTALL)
    assert [each.count("L") for each in lines] == [1, 1]


def test_missing_value_is_words_in_the_table_never_nought() -> None:
    chart = line_chart(title="t", series=[series("Own", 1, None)], unit="per cent")

    assert chart.rows == (("2019", "1%"), ("2020", "not known"))


def test_chart_speaks_its_title_and_figures() -> None:
    chart = line()

    assert chart.description == (
        "Line chart. Fenbridge: 31% in 2017/18, 55% in 2023/24. England: 60% in 2017/18, 50% in 2023/24. "
        "Baseline: 31%. Target: 65%. Break in the series: From 2021 plans are counted by calendar year."
    )
    assert chart.drawing.index('role="img"') < chart.drawing.index("<title")
    assert chart.drawing.count("<title") == chart.drawing.count("<desc") == 1
    assert '<g aria-hidden="true"' in chart.drawing
    assert chart.notes[0].startswith("Break in the series: From 2021")


@pytest.mark.parametrize("make", [line, bars])
def test_picture_holds_nothing_that_a_strict_policy_forbids(make) -> None:
    assert not re.search(r"\sstyle=|<style|<script|<image|href=|\son\w+=", make().drawing)


def test_words_in_a_chart_are_escaped() -> None:
    chart = line_chart(title="A <b> & c", series=[series("<own>", 1, 2), series("& other", 2, 3)])

    assert "<own>" not in chart.drawing
    assert "A &lt;b&gt; &amp; c</title>" in chart.drawing


def test_comparator_is_dashed_and_named_at_its_end() -> None:
    drawing = line_chart(title="t", series=[series("Own", 1, 2), series("England", 3, 4, comparator=True)]).drawing

    assert 'stroke-dasharray="2,3"' in drawing
    assert ">England</text>" in drawing


def test_bars_keep_their_order_and_say_what_is_hidden() -> None:
    chart = bar_chart(title="t", bars=[Bar("B", 2), Bar("A", None, "hidden to protect people")], unit="people")

    assert chart.rows == (("B", "2 people"), ("A", "hidden to protect people"))


@pytest.mark.parametrize(
    "make",
    [lambda: line_chart(title="t", series=[series("Own", None)]), lambda: bar_chart(title="t", bars=[Bar("A", None)])],
)
def test_chart_of_nothing_is_refused(make) -> None:
    with pytest.raises(ValueError, match="show a sentence instead"):
        make()


def test_same_chart_is_drawn_once(monkeypatch: pytest.MonkeyPatch) -> None:
    cache.clear()
    drawn = []
    monkeypatch.setattr(charts, "_draw", lambda kind, facts: drawn.append(kind) or "<svg><g></g></svg>")
    for title in ("One title", "Another title"):
        line_chart(title=title, series=[series("Own", 1, 2)])
    line_chart(title="t", series=[series("Own", 1, 3)])

    assert drawn == ["line", "line"]
    cache.clear()


def test_chart_becomes_a_bitmap() -> None:
    assert bars().png().startswith(b"\x89PNG")


VALUES = st.lists(st.decimals(-1000, 1000, places=1), min_size=1, max_size=6)


@given(VALUES, st.booleans())
def test_scale_holds_every_value_in_few_whole_steps(values: list[Decimal], from_nought: bool) -> None:
    lines = [series("Own", *[float(value) for value in values])]
    low, high, step = charts.range_of(lines, [Mark("Target", 5)], charts.Unit.COUNT, from_nought)

    assert low <= min(*map(float, values), 5) + 1e-6
    assert high >= max(*map(float, values), 5) - 1e-6
    assert 1 <= round((high - low) / step) <= 12
    if from_nought:
        assert low <= 0 <= high


def test_names_of_two_lines_are_as_far_from_the_next_as_names_of_one():
    """A picture centres the first line of a name on its place and hangs the others below it."""
    names = {"England": 38.0, "Statistical neighbours": 38.2, "Region": 38.4}
    lines = [[{"series": name, "x": 1, "y": value}] for name, value in names.items()]
    named = chart_specs._names({"lines": lines, "range": (0.0, 40.0, 10.0)}, {})[0].to_dict()["data"]["values"]
    tops = [each["y"] * chart_specs.HEIGHT / 40 + 8 for each in named]
    bottoms = [top - 16 * len(each["label"].split("\n")) for top, each in zip(tops, named, strict=True)]
    assert ["\n" in each["label"] for each in named] == [False, True, False]
    assert all(bottom >= top for top, bottom in zip(tops[:-1], bottoms[1:], strict=True))
