"""Does the dashboard hold what is known, what is not, and what the strategy does about it, for those who may see it?"""

from __future__ import annotations

import pytest

from goldenthread.audit.queries import forget
from goldenthread.thread.models import Link
from goldenthread.thread.states import LinkKind
from goldenthread.understanding.dashboard.queries import dashboard, resting_on
from goldenthread.understanding.indicators.models import FigureSource, IndicatorFigure
from goldenthread.understanding.indicators.queries import own_publication
from goldenthread.understanding.indicators.states import Audience
from tests.fixtures import NOW
from tests.understanding.supply.making import made_promise

TODAY = NOW.date()


def line(found, code):
    return next(each for each in found.lines if each.chosen.indicator == code)


def test_newcastles_twenty_weeks_are_worse_and_acted_on(newcastle):
    found = line(dashboard(newcastle, TODAY), "plans-in-20-weeks")

    assert (found.read.figure.numerator, found.read.figure.denominator) == (42, 476)
    assert found.read.is_worse
    assert {ref.plural for ref in found.rests.acts} <= {"priorities", "actions"}
    assert found.rests.acts


def test_what_measures_an_action_measures_what_it_acts_on(newcastle):
    rests = line(dashboard(newcastle, TODAY), "waits-speech-and-language-over-18-weeks").rests

    assert [ref.name for ref in rests.acts] == ["Reimagining of Child Therapies"]
    assert "Waiting times reduce" in [ref.name for ref in rests.measures]


def test_nothing_acts_on_a_figure_when_nothing_addresses_its_need(newcastle):
    """The figure stays pinned; the links from priorities and actions are gone."""
    Link.objects.filter(area=newcastle, kind=LinkKind.ADDRESSES).delete()

    assert not any(rests.acts or rests.measures for rests in resting_on(newcastle).values())


def test_an_area_without_figures_and_without_a_needs_assessment_has_a_dashboard_all_the_same(oldmere):
    found = dashboard(oldmere, TODAY)

    assert all(each.read is None and each.trend.missing for each in found.lines)
    assert resting_on(oldmere) == {}
    assert any("has not sent" in said for said in found.missing)


def test_what_has_not_come_stands_at_the_figure_that_it_feeds(newcastle, actor):
    made_promise(newcastle, actor("Cora"), indicators=["mental-health-admissions"])
    found = dashboard(newcastle, TODAY)

    assert "has not sent monthly therapy waits" in line(found, "mental-health-admissions").missing[0]
    assert line(found, "plans-rate").missing == ()


def test_who_promised_what_is_absent_is_known(newcastle, actor):
    made_promise(newcastle, actor("Cora"), kind="annex-a")
    care = dashboard(newcastle, TODAY).columns[-1]

    assert [len(entries) for _, entries in care.absent] == [1, 0, 0]


@pytest.fixture
def own_return(newcastle):
    """3 of 10 reviews held in 2026, in the area's own return: a count that is not for everybody."""
    name = own_publication(newcastle)
    source = FigureSource.objects.create(
        publication=name,
        release="2026",
        title="SEN2",
        publisher="Newcastle",
        licence="",
        loaded_at=NOW,
        person_level=True,
    )
    dates = {"period": "2025", "period_start": "2025-01-01", "period_end": "2025-12-31"}
    counts = {"numerator": 3, "denominator": 10, "value": 30.0}
    IndicatorFigure.objects.create(
        code="reviews-held", level="area", place=newcastle.gss_code, source=source, **dates, **counts
    )
    forget()


def test_small_counts_of_a_return_are_for_analysts_alone(newcastle, own_return):
    def seen(audience):
        return line(dashboard(newcastle, TODAY, audience=audience), "reviews-held").read.figure

    assert (seen(Audience.ANALYSTS).period, seen(Audience.ANALYSTS).numerator) == ("2025", 3)
    assert seen(Audience.AREA).period == "2024"  # the newest that this audience may know
    assert seen(Audience.PUBLIC).period == "2024"


@pytest.mark.parametrize("audience", Audience)
def test_it_costs_the_same_whatever_there_is(newcastle, own_return, audience, django_assert_max_num_queries):
    with django_assert_max_num_queries(15):
        dashboard(newcastle, TODAY, audience=audience)
