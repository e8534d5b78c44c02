"""Does a cited figure stay the cited one, and is nothing written without leave, an event and a draft?"""

from __future__ import annotations

from datetime import date

import pytest

from goldenthread.partnership.policies import EditConflict, NotAllowed, Refused
from goldenthread.understanding.assessment import actions, queries
from goldenthread.understanding.assessment.models import Assessment, Pin, Section
from goldenthread.understanding.assessment.states import TRANSITIONS, AssessmentState
from goldenthread.understanding.indicators.actions import load_figures
from goldenthread.understanding.indicators.computing.figures import Worked
from goldenthread.understanding.indicators.definitions.registry import publications
from goldenthread.understanding.indicators.models import FigureSource, IndicatorFigure
from goldenthread.understanding.models import Need
from tests.acting import no_event, one_event

WORDS = {"title": "Waits", "text": "They are long."}


@pytest.fixture
def anna(actor):
    return actor("Anna", "south-tyneside")


@pytest.fixture
def draft(south_tyneside, anna) -> Assessment:
    return actions.begin(area=south_tyneside, values={"title": "The next one"}, by=anna)


@pytest.fixture
def section(draft, anna) -> Section:
    return actions.add_section(assessment=draft, values=WORDS, by=anna)


def newest(area, code="plans-in-20-weeks") -> IndicatorFigure:
    return queries.figures_to_pin(area, code)[0]


def later(figure: IndicatorFigure, by, *, value: float, period: str = "", release: str = "later") -> IndicatorFigure:
    """The same figure of a later release, or of a later period."""
    worked = Worked(
        code=figure.code, level=figure.level, place=figure.place, period=period or figure.period,
        source=figure.source.publication, numerator=value, denominator=100, value=value,
    )  # fmt: skip
    publication = publications()[figure.source.publication]
    load_figures(publication=publication, figures=[worked], release=release, by=by)
    return IndicatorFigure.objects.get(source__release=release, code=figure.code)


def test_a_draft_begins_as_the_agreed_one_stands_and_the_agreed_one_keeps_its_parts(south_tyneside, draft):
    agreed = queries.agreed(south_tyneside)
    new = queries.draft(south_tyneside)
    assert [each.title for each in new.sections.all()] == [each.title for each in agreed.sections.all()]
    assert [[pin.code for pin in each.standing] for each in new.sections.all()] == [
        [pin.code for pin in each.standing] for each in agreed.sections.all()
    ]
    assert all(each.standing for each in agreed.sections.all())
    assert [list(each.shows.values_list("need")) for each in new.sections.all()] == [
        list(each.shows.values_list("need")) for each in agreed.sections.all()
    ]
    assert new.recommendations.count() == agreed.recommendations.count() == 5
    assert new.limits == agreed.limits


def test_one_draft_at_a_time(south_tyneside, draft, anna):
    with no_event(), pytest.raises(Refused, match="already being written"):
        actions.begin(area=south_tyneside, values={"title": "Another"}, by=anna)


@pytest.mark.parametrize("name", ["Bola", "Otto", "Faith", "Connor"])
def test_others_do_not_write_it(name, south_tyneside, draft, section, actor):
    other = actor(name, "south-tyneside")
    with no_event(), pytest.raises(NotAllowed):
        actions.add_section(assessment=draft, values=WORDS, by=other)
    with no_event(), pytest.raises(NotAllowed):
        actions.pin(section=section, chosen=[actions.Chosen(newest(south_tyneside))], by=other)
    with no_event(), pytest.raises(NotAllowed):
        actions.agree(assessment=draft, reason="", by=other)


def test_nor_does_the_analyst_of_another_area(draft, actor):
    with no_event(), pytest.raises(NotAllowed, match="another area"):
        actions.add_section(assessment=draft, values=WORDS, by=actor("Anna", "newcastle"))


def test_a_pin_is_a_copy_with_its_source(south_tyneside, section, anna):
    figure = newest(south_tyneside)
    with one_event() as written:
        [pin] = actions.pin(section=section, chosen=[actions.Chosen(figure, "Look here")], by=anna)
    assert written[0].verb == "pinned figures"
    assert all(getattr(pin, name) == getattr(figure, name) for name in actions.COPIED)
    assert (pin.release, pin.pinned_on, pin.note) == (figure.source.release, anna.today, "Look here")
    assert (pin.publisher, pin.source, pin.licence) == (
        figure.source.publisher,
        figure.source.title,
        figure.source.licence,
    )
    assert Pin.history.filter(id=pin.pk).count() == 1


def test_the_same_figure_twice_changes_nothing(south_tyneside, section, anna):
    chosen = actions.Chosen(newest(south_tyneside))
    actions.pin(section=section, chosen=[chosen], by=anna)
    with no_event():
        assert actions.pin(section=section, chosen=[chosen, chosen], by=anna) == []
    assert section.pins.count() == 1


def test_what_is_pinned_stays_when_a_later_release_puts_it_right(south_tyneside, section, anna):
    figure = newest(south_tyneside)
    [pin] = actions.pin(section=section, chosen=[actions.Chosen(figure)], by=anna)
    assert queries.now(south_tyneside, [pin])[pin.pk].newer is None

    right = later(figure, anna, value=55)
    figure.refresh_from_db()
    pin.refresh_from_db()
    assert figure.superseded_by == right
    assert (pin.value, pin.release) == (figure.value, figure.source.release)
    assert queries.now(south_tyneside, [pin])[pin.pk].newer == right


def test_and_when_a_later_year_arrives_it_is_told(south_tyneside, section, anna):
    figure = newest(south_tyneside)
    [pin] = actions.pin(section=section, chosen=[actions.Chosen(figure)], by=anna)
    year = str(figure.period_end.year + 1)
    new = later(figure, anna, value=60, period=year, release="next year")
    found = queries.now(south_tyneside, [pin])[pin.pk]
    assert found.newer == new
    assert found.point.figure == figure


def test_a_newer_figure_takes_its_place_and_what_was_cited_before_is_kept(south_tyneside, section, anna):
    figure = newest(south_tyneside)
    [pin] = actions.pin(section=section, chosen=[actions.Chosen(figure, "Note")], by=anna)
    right = later(figure, anna, value=55)
    new = actions.replace_pin(pin=pin, figure=right, by=anna)
    pin.refresh_from_db()
    assert (new.value, new.note, new.replaces, pin.replaced_by) == (55, "Note", pin, new)
    [shown] = next(each for each in queries.draft(south_tyneside).sections.all() if each.pk == section.pk).standing
    assert shown == new
    with no_event(), pytest.raises(Refused, match="already"):
        actions.replace_pin(pin=pin, figure=right, by=anna)
    actions.unpin(pin=new, by=anna)
    assert not section.pins.exists()
    assert Pin.history.filter(id=pin.pk).exists()


def test_a_figure_of_something_else_does_not_take_its_place(south_tyneside, section, anna):
    [pin] = actions.pin(section=section, chosen=[actions.Chosen(newest(south_tyneside))], by=anna)
    with no_event(), pytest.raises(Refused, match="something else"):
        actions.replace_pin(pin=pin, figure=newest(south_tyneside, "plans-open"), by=anna)


def test_another_areas_figure_is_refused(newcastle, section, anna):
    with no_event(), pytest.raises(Refused, match="not of South Tyneside"):
        actions.pin(section=section, chosen=[actions.Chosen(newest(newcastle))], by=anna)


def test_a_figure_worked_out_from_records_of_children_is_refused(south_tyneside, section, anna):
    figure = newest(south_tyneside)
    figure.source = FigureSource.objects.create(
        publication="our-own-return", release="1", title="A return", publisher="Us", licence="None", loaded_at=anna.now
    )
    figure.save()
    with no_event(), pytest.raises(Refused, match="records of children"):
        actions.pin(section=section, chosen=[actions.Chosen(figure)], by=anna)


def test_two_people_do_not_overwrite_one_another(section, anna, actor):
    opened = section.revision
    actions.revise_section(section=section, values={"text": "One."}, opened=opened, by=anna)
    with no_event(), pytest.raises(EditConflict):
        actions.revise_section(
            section=section, values={"text": "Two."}, opened=opened, by=actor("Cora", "south-tyneside")
        )
    section.refresh_from_db()
    assert section.text == "One."


def test_a_section_shows_the_needs_of_its_own_area(south_tyneside, section, anna, newcastle):
    own = list(Need.objects.filter(area=south_tyneside)[:2])
    actions.revise_section(section=section, values={}, needs=own, opened=section.revision, by=anna)
    assert [each.need for each in section.shows.all()] == own
    section.refresh_from_db()
    far = Need.objects.filter(area=newcastle)[:1]
    with no_event(), pytest.raises(Refused, match="not a need"):
        actions.revise_section(section=section, values={}, needs=far, opened=section.revision, by=anna)


def test_a_need_lists_the_figures_under_it(south_tyneside):
    assert [each.code for each in queries.pins_under(south_tyneside)["n-prevalence"]] == [
        "plans-open", "pupils-with-a-plan", "pupils-with-sen-support", "new-plans",
    ]  # fmt: skip


def test_it_is_agreed_only_when_it_says_what_it_cannot_tell(draft, section, anna):
    actions.revise(assessment=draft, values={"limits": ""}, opened=draft.revision, by=anna)
    with no_event(), pytest.raises(Refused, match="cannot tell"):
        actions.agree(assessment=draft, reason="The board agreed it.", by=anna)


def test_nor_with_a_section_that_says_nothing(draft, anna):
    actions.add_section(assessment=draft, values={"title": "Empty"}, by=anna)
    with no_event(), pytest.raises(Refused, match="“Empty” has no words"):
        actions.agree(assessment=draft, reason="The board agreed it.", by=anna)


def test_once_agreed_it_supersedes_the_one_before_and_is_never_changed(south_tyneside, draft, section, anna):
    before = queries.agreed(south_tyneside)
    actions.agree(assessment=draft, reason="The board agreed it.", authority="Minute 4", by=anna)
    before.refresh_from_db()
    assert before.status == AssessmentState.SUPERSEDED
    assert queries.agreed(south_tyneside).pk == draft.pk
    assert queries.agreed(south_tyneside).agreed_on == anna.today == date(2026, 11, 22)
    with no_event(), pytest.raises(Refused, match="Start the next one"):
        actions.revise_section(section=section, values={"text": "No."}, opened=section.revision, by=anna)
    with no_event(), pytest.raises(Refused, match="Start the next one"):
        actions.agree(assessment=draft, reason="", by=anna)


def test_what_became_of_a_recommendation_can_be_told_when_its_words_are_agreed(south_tyneside, anna):
    found = queries.agreed(south_tyneside).recommendations.first()
    told = actions.revise_recommendation(
        recommendation=found, values={"declined": "No money this year."}, opened=found.revision, by=anna
    )
    assert told.declined == "No money this year."
    with no_event(), pytest.raises(Refused, match="words were agreed"):
        actions.revise_recommendation(recommendation=told, values={"text": "Else"}, opened=told.revision, by=anna)


def test_every_state_is_reached():
    assert {way.target for way in TRANSITIONS} | {AssessmentState.DRAFT} == set(AssessmentState)
