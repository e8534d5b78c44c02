"""Is the chart that suits the unit chosen, and is nothing drawn across what was not loaded?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest

from goldenthread.understanding.indicators.computing.changing import changing
from goldenthread.understanding.indicators.definitions.registry import indicators


@dataclass
class Figure:
    period: str
    period_end: date
    numerator: float | None
    denominator: float | None
    value: float | None


def yearly(years, numerator=300, denominator=600.0):
    return [
        Figure(str(year), date(year, 12, 31), numerator and numerator + year % 3, denominator, 50.0 + year % 3)
        for year in years
    ]


@pytest.mark.parametrize(
    ("code", "counts", "method"),
    [
        ("plans-in-20-weeks", (300, 600.0), "p′ chart"),
        ("assessments-rate", (300, 60_000.0), "u′ chart"),
        ("plans-open", (1500, None), "XmR"),
        ("plans-in-20-weeks", (None, None), "XmR"),
    ],
)
def test_the_unit_chooses_the_chart(code, counts, method):
    found = changing(indicators()[code], yearly(range(2014, 2025), *counts))
    assert found.chart and found.chart.method == method


def test_too_few_years_say_so():
    found = changing(indicators()["plans-in-20-weeks"], yearly(range(2019, 2025)))
    assert found.chart is None and found.sentence.startswith("There are 6 values that may be compared")


def test_a_year_that_was_not_loaded_is_a_gap():
    found = changing(indicators()["plans-in-20-weeks"], yearly([*range(2010, 2016), *range(2017, 2021)]))
    assert found.chart and [point.value for point in found.chart.points].index(None) == 6
    assert "There is no value for the time between 2015 and 2017, and nothing is drawn across." in found.sentence


def test_a_share_without_counts_has_no_limit_beyond_what_it_can_be():
    figures = [Figure(str(y), date(y, 12, 31), None, None, 99.0 if y % 2 else 60.0) for y in range(2014, 2025)]
    found = changing(indicators()["plans-in-20-weeks"], figures)
    assert found.chart and found.chart.last.upper == 100
