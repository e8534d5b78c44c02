"""What is said of a figure, and is nothing said that it does not carry?"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from types import SimpleNamespace

import pytest

from goldenthread.analysis.comparison import Verdict
from goldenthread.understanding.dashboard.computing.readings import months_since, reading
from goldenthread.understanding.indicators.computing.judging import judged
from goldenthread.understanding.indicators.definitions.registry import indicators
from goldenthread.understanding.indicators.definitions.schema import Level

TODAY = date(2026, 11, 22)


@dataclass
class Point:
    figure: SimpleNamespace
    beside: dict = field(default_factory=dict)
    break_before: str = ""

    def judged(self, indicator, level):
        other = self.beside.get(level)
        return judged(indicator, self.figure, other, level) if other else None


def figure(year, value, counts=(None, None)):
    end = date(year, 12, 31)
    parts = {"numerator": counts[0], "denominator": counts[1], "without_low": None, "without_high": None}
    return SimpleNamespace(period=str(year), period_end=end, value=value, **parts)


def trend(*points, code="plans-in-20-weeks"):
    known = [point for point in points if point.figure.value is not None]
    return SimpleNamespace(indicator=indicators()[code], points=points, latest=known[-1] if known else None)


def shares(*counts, first=2023):
    return [Point(figure(first + n, 100 * x / 200, (x, 200))) for n, x in enumerate(counts)]


def values(*found, first=2010):
    return [Point(figure(first + n, value)) for n, value in enumerate(found)]


def test_no_figure_no_reading():
    assert reading(trend(), TODAY) is None
    assert reading(trend(*values(None)), TODAY) is None


@pytest.mark.parametrize(
    ("before", "now", "said"),
    [(100, 150, Verdict.BETTER), (100, 50, Verdict.WORSE), (100, 104, Verdict.SIMILAR)],
)
def test_a_step_is_weighed_against_chance(before, now, said):
    found = reading(trend(*shares(before, now)), TODAY)

    assert (found.moved, found.change) == (said, said)
    assert found.needs_attention is (said is Verdict.WORSE)


def test_a_percentage_without_its_counts_says_nothing_about_chance():
    found = reading(trend(*values(50.0, 20.0)), TODAY)

    assert (found.before.value, found.moved, found.change) == (50.0, None, None)
    assert not found.needs_attention


def test_nothing_is_compared_across_a_break():
    one, other = shares(100, 50)
    other.break_before = "Counted otherwise since."
    found = reading(trend(one, other), TODAY)

    assert found.before is None and found.change is None and len(found.run) == 1


def test_nothing_is_compared_across_a_missing_value():
    (first, _, last), gap = shares(100, 90, 50), Point(figure(2024, None))

    assert reading(trend(first, gap, last), TODAY).before is None


def test_from_eight_values_a_control_chart_says_whether_it_is_more_than_usual():
    steady = [50, 51, 49, 50, 51, 49, 50]

    assert reading(trend(*values(*steady)), TODAY).chart is None
    assert reading(trend(*values(*steady, 51)), TODAY).change is Verdict.SIMILAR
    assert reading(trend(*values(*steady, 20)), TODAY).change is Verdict.WORSE


def test_a_step_by_itself_is_not_judged_where_there_is_a_chart():
    """In a series that swings, one more swing is nothing new, however surely it is more than chance."""
    found = reading(trend(*shares(100, 150, 100, 150, 100, 150, 100, 150, 100)), TODAY)

    assert found.moved is Verdict.WORSE
    assert found.change is Verdict.SIMILAR


def test_worse_than_england_needs_attention():
    point = Point(figure(2025, 25.0, (50, 200)), {Level.ENGLAND: figure(2025, 46.4)})

    assert reading(trend(point), TODAY).is_worse


@pytest.mark.parametrize(
    ("code", "year", "old"),
    [("plans-in-20-weeks", 2024, False), ("plans-in-20-weeks", 2023, True), ("suspensions-with-a-plan", 2024, True)],
)
def test_how_old_is_old_depends_on_how_often_it_comes(code, year, old):
    assert reading(trend(*values(5.0, first=year), code=code), TODAY).is_old is old


@pytest.mark.parametrize(
    ("day", "months"),
    [(date(2026, 11, 22), 0), (date(2026, 10, 23), 0), (date(2025, 11, 22), 12), (date(2027, 1, 1), 0)],
)
def test_months_are_whole(day, months):
    assert months_since(day, TODAY) == months
