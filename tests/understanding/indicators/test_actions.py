"""Are figures loaded once, superseded by newer ones, and never lost? Is an area's own indicator the same thing?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from goldenthread.audit.models import Event
from goldenthread.partnership.actors import Actor, SystemActor
from goldenthread.partnership.models import Area
from goldenthread.partnership.policies import EditConflict, NotAllowed, Refused
from goldenthread.understanding.indicators.actions import (
    define_indicator,
    load_figures,
    load_shipped,
    revise_indicator,
    withdraw_indicator,
)
from goldenthread.understanding.indicators.computing.figures import Worked
from goldenthread.understanding.indicators.computing.shipping import shipped
from goldenthread.understanding.indicators.definitions.registry import DefinitionFault, indicators, publications
from goldenthread.understanding.indicators.definitions.schema import Level
from goldenthread.understanding.indicators.models import IndicatorFigure, OwnIndicator
from goldenthread.understanding.indicators.queries import indicators_for, trend
from tests.fixtures import NOW

BY = SystemActor(None, "A test", NOW)
ONE = Worked(
    "requests-agreed", Level.AREA, "E08000021", "2030", "ehc-plans", numerator=5.0, denominator=10.0, value=50.0
)


@pytest.mark.django_db
def test_the_demonstration_has_every_figure_that_ships() -> None:
    assert IndicatorFigure.objects.count() == len(list(shipped()))


@pytest.mark.django_db
def test_loading_the_same_twice_changes_nothing() -> None:
    before = (IndicatorFigure.objects.count(), Event.objects.count())
    assert {each.added for each in load_shipped(by=BY)} == {0}
    assert (IndicatorFigure.objects.count(), Event.objects.count()) == before


@pytest.mark.django_db
def test_a_newer_release_supersedes_and_the_older_stays(newcastle: Area) -> None:
    ehc = publications()["ehc-plans"]
    load_figures(publication=ehc, figures=[ONE], by=BY)
    newer = replace(ONE, numerator=6.0, value=60.0)
    loaded = load_figures(publication=ehc, figures=[newer], by=BY, release="published in 2031", reason="Revised.")
    assert (loaded.added, loaded.superseded) == (1, 1)
    older = IndicatorFigure.objects.get(code=ONE.code, period="2030", value=50.0)
    assert older.superseded_by is not None
    assert older.superseded_by.value == 60.0
    points = trend(newcastle, indicators()["requests-agreed"]).points
    assert [point.figure.value for point in points if point.figure.period == "2030"] == [60.0]
    event = Event.objects.latest("sequence")
    assert (event.verb, event.reason, event.data["superseded"]) == ("loaded figures", "Revised.", 1)


@pytest.mark.django_db
def test_one_figure_that_cannot_be_kept_keeps_out_all() -> None:
    """A known figure has a value: the database says so too."""
    before = (IndicatorFigure.objects.count(), Event.objects.count())
    with pytest.raises(IntegrityError), transaction.atomic():
        load_figures(
            publication=publications()["ehc-plans"], figures=[ONE, replace(ONE, period="2031", value=None)], by=BY
        )
    assert (IndicatorFigure.objects.count(), Event.objects.count()) == before


def test_who_may_load(actor: Callable[..., Actor]) -> None:
    with pytest.raises(NotAllowed):
        load_figures(publication=publications()["ehc-plans"], figures=[ONE], by=actor("Faith"))


@pytest.fixture
def own() -> dict[str, Any]:
    return indicators()["requests-agreed"].model_dump(mode="json") | {
        "code": "requests-agreed-here",
        "title": "Requests that led to an assessment, our way",
        "person_level": {"base": "requests", "numerator": "outcome = 'Y'", "denominator": "outcome in ('Y', 'N')"},
    }


def test_an_indicator_of_ones_own_is_the_same_thing(
    newcastle: Area, tameside: Area, own: dict[str, Any], actor: Callable[..., Actor]
) -> None:
    made = define_indicator(area=newcastle, definition=own, by=actor("Ann"), reason="Asked for by the board.")
    assert indicators_for(newcastle)["requests-agreed-here"] == made.indicator
    assert "requests-agreed-here" not in indicators_for(tameside)
    assert Event.objects.latest("sequence").data["code"] == "requests-agreed-here"
    with pytest.raises(Refused, match="already the code"):
        define_indicator(area=newcastle, definition=own, by=actor("Ann"))
    with pytest.raises(Refused, match="built-in"):
        define_indicator(area=newcastle, definition=own | {"code": "requests-agreed"}, by=actor("Ann"))


def test_a_faulty_definition_is_refused_as_a_built_in_one_is(
    newcastle: Area, own: dict[str, Any], actor: Callable[..., Actor]
) -> None:
    own["person_level"]["numerator"] = "outcome = (select 1)"
    with pytest.raises(DefinitionFault, match="not allowed in a definition"):
        define_indicator(area=newcastle, definition=own, by=actor("Ann"))
    assert not OwnIndicator.objects.exists()


def test_it_is_revised_once_and_withdrawn(newcastle: Area, own: dict[str, Any], actor: Callable[..., Actor]) -> None:
    made = define_indicator(area=newcastle, definition=own, by=actor("Ann"))
    changed = revise_indicator(own=made, definition=own | {"title": "Agreed"}, opened=1, by=actor("Ann"))
    assert (str(changed), changed.revision, changed.history.count()) == ("Agreed", 2, 2)
    assert Event.objects.latest("sequence").data["changed"] == ["title"]
    with pytest.raises(EditConflict):
        revise_indicator(own=made, definition=own, opened=1, by=actor("Ann"))
    withdraw_indicator(own=made, by=actor("Ann"), reason="Nobody uses it.")
    assert "requests-agreed-here" not in indicators_for(newcastle)
    with pytest.raises(Refused, match="was withdrawn on 22 November 2026"):
        withdraw_indicator(own=made, by=actor("Ann"), reason="Again.")


def test_who_may_define(newcastle: Area, tameside: Area, own: dict[str, Any], actor: Callable[..., Actor]) -> None:
    with pytest.raises(NotAllowed):
        define_indicator(area=newcastle, definition=own, by=actor("Faith"))
    with pytest.raises(Exception, match=r".*"):
        define_indicator(area=tameside, definition=own, by=actor("Ann", "newcastle"))
