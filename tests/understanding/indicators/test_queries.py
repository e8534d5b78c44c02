"""Do the figures of an area stand beside the right others, and is nothing drawn across a break?"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from goldenthread.analysis.comparison import Verdict
from goldenthread.partnership.models import Area
from goldenthread.understanding.indicators.definitions.registry import indicators
from goldenthread.understanding.indicators.definitions.schema import Breakdown, Level
from goldenthread.understanding.indicators.queries import (
    breakdowns_of,
    from_both,
    latest,
    latest_by_band,
    places_for,
    trend,
)

AREAS = ("newcastle", "south-tyneside", "northumberland", "north-east-lincolnshire", "tameside")


def test_newcastles_twenty_weeks(newcastle: Area) -> None:
    """42 of 476 in 2024, 8.8% as published, beside England's 46.4% and the North East's 49.0%."""
    indicator = indicators()["plans-in-20-weeks"]
    found = trend(newcastle, indicator)
    newest = found.latest
    assert newest is not None
    figure = newest.figure
    assert (figure.period, figure.numerator, figure.denominator) == ("2024", 42, 476)
    assert round(figure.value, 1) == 8.8
    assert figure.lower < figure.value < figure.upper
    assert round(newest.beside[Level.ENGLAND].value, 1) == 46.4
    assert round(newest.beside[Level.REGION].value, 1) == 49.0
    neighbours = newest.beside[Level.NEIGHBOURS]
    assert neighbours.without_low < neighbours.value < neighbours.without_high
    for level in (Level.NEIGHBOURS, Level.REGION, Level.ENGLAND):
        judged = newest.judged(indicator, level)
        assert judged is not None
        assert judged.verdict is Verdict.WORSE
    assert newest.judged(indicator, Level.NEIGHBOURS).settled is True


def test_a_break_is_marked_where_the_return_changed(newcastle: Area) -> None:
    found = trend(newcastle, indicators()["plans-in-20-weeks"])
    marked = {point.figure.period: point.break_before for point in found.points if point.break_before}
    assert "first of single children" in marked.pop("2022")
    assert all("another source" in why for why in marked.values())
    tribunal = trend(newcastle, indicators()["tribunal-appeal-rate"])
    assert [point.figure.period for point in tribunal.points if point.break_before] == ["2023"]


@pytest.mark.parametrize("slug", AREAS)
def test_every_published_indicator_has_a_figure(slug: str, area_called: Callable[[str], Area]) -> None:
    missing = {each.indicator.code for each in latest(area_called(slug)) if each.latest is None}
    assert missing == {code for code, each in indicators().items() if not each.published}


def test_a_profile_asks_the_database_once(newcastle: Area, django_assert_max_num_queries: Any) -> None:
    with django_assert_max_num_queries(2):
        found = latest(newcastle)
    assert len(found) == len(indicators())


def test_a_made_up_area_has_no_figures_and_says_so(oldmere: Area) -> None:
    assert set(places_for(oldmere)) == {Level.AREA}
    assert {each.missing for each in latest(oldmere)} == {f"No figure of {oldmere} has been loaded for this indicator."}


def test_bands_come_in_their_order(newcastle: Area) -> None:
    indicator = indicators()["plans-open"]
    assert Breakdown.AGE in breakdowns_of(newcastle, indicator)
    found = latest_by_band(newcastle, indicator, Breakdown.AGE)
    assert [each.band for each in found] == ["Under 5", "5 to 10", "11 to 15", "16 to 19", "20 to 25"]
    assert sum(each.points[0].figure.value for each in found) == 3095


def test_waits_are_the_boards_and_stand_beside_england(tameside: Area) -> None:
    newest = trend(tameside, indicators()["waits-speech-and-language-over-18-weeks"]).latest
    assert newest is not None
    assert (newest.figure.level, newest.figure.place, set(newest.beside)) == ("icb", "E54000057", {Level.ENGLAND})


def test_a_count_is_not_judged(newcastle: Area) -> None:
    indicator = indicators()["plans-open"]
    newest = trend(newcastle, indicator).latest
    assert newest is not None
    judged = newest.judged(indicator, Level.ENGLAND)
    assert judged is not None
    assert (judged.verdict, judged.sentence) == (
        Verdict.CANNOT_TELL,
        "A count is not compared with that of a larger area.",
    )


def test_a_bare_percentage_is_not_judged(newcastle: Area) -> None:
    indicator = indicators()["pupils-with-a-plan"]
    newest = trend(newcastle, indicator).latest
    assert newest is not None
    assert newest.figure.lower is None
    judged = newest.judged(indicator, Level.ENGLAND)
    assert judged is not None
    assert judged.verdict is Verdict.CANNOT_TELL


def test_one_source_for_a_period_is_nothing_to_reconcile(newcastle: Area) -> None:
    assert from_both(newcastle, indicators()["plans-in-20-weeks"]) == []
