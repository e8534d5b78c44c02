"""Does a data set pass only through the states it may, with one event each, in the hands of those who may?"""

from __future__ import annotations

from datetime import date

import pytest

from goldenthread.accounts.roles import Permission
from goldenthread.audit.models import Event
from goldenthread.partnership.actors import SystemActor
from goldenthread.partnership.policies import NotAllowed, Refused
from goldenthread.understanding.datasets import actions, policies, queries
from goldenthread.understanding.datasets.lake.intake import read_in
from goldenthread.understanding.datasets.lake.keeping import kept
from goldenthread.understanding.datasets.lake.manifest import KeptTable
from goldenthread.understanding.datasets.models import Release
from goldenthread.understanding.datasets.reading.staged import workbench
from goldenthread.understanding.datasets.states import TRANSITIONS, ReleaseState
from tests.acting import ROLE_CODES, acting_as, holders, one_event
from tests.fixtures import NOW
from tests.understanding.datasets.small import manifest_of, projections_file

S = ReleaseState


@pytest.fixture
def anna(actor):
    return actor("Anna", "oldmere")


@pytest.fixture
def release(anna):
    return actions.take_in(area=anna.area, manifest=manifest_of({}), by=anna)


def test_a_release_waits_to_be_accepted(anna):
    with one_event() as events:
        release = actions.take_in(area=anna.area, manifest=manifest_of({}), by=anna)

    assert release.state == S.READ
    assert events[0].verb == "read a data set"
    assert queries.in_use(anna.area, release.kind) == []


def test_the_same_release_twice_changes_nothing(anna, release):
    before = Event.objects.count()

    assert actions.take_in(area=anna.area, manifest=manifest_of({}), by=anna) == release
    assert Event.objects.count() == before


def test_a_newer_release_supersedes_the_older_which_stays_readable(anna, release):
    actions.accept(release=release, by=anna)
    newer = actions.take_in(area=anna.area, manifest=manifest_of({}, "cd" * 16), by=anna)

    actions.accept(release=newer, by=anna)

    release.refresh_from_db()
    assert (release.state, release.superseded_by) == (S.SUPERSEDED, newer)
    assert queries.in_use(anna.area, release.kind) == [newer]
    policies.check_can_open(anna, release, "")


def test_what_is_in_use_is_not_accepted_twice(anna, release):
    actions.accept(release=release, by=anna)
    before = Event.objects.count()

    assert actions.accept(release=release, by=anna).state == S.ACCEPTED
    assert Event.objects.count() == before
    assert queries.acceptance(release).actor == anna.log_name


def test_a_return_without_a_person_is_never_put_to_use(anna):
    nobody = {"person": KeptTable(name="person", rows_read=4_614, rows_kept=0, columns={}, sha256="")}
    manifest = manifest_of(nobody, "ee" * 16, kind="sen2", person_level=True, year=2025)
    release = actions.take_in(area=anna.area, manifest=manifest, by=anna)

    with pytest.raises(Refused, match="holds no person"):
        actions.accept(release=release, by=anna)


def test_another_year_supersedes_nothing(anna, release):
    actions.accept(release=release, by=anna)
    other = actions.take_in(area=anna.area, manifest=manifest_of({}, "cd" * 16, year=2025), by=anna)
    actions.accept(release=other, by=anna)

    assert {found.lake_id for found in queries.in_use(anna.area, release.kind)} == {release.lake_id, other.lake_id}


def of_periods(anna, name, **periods):
    """A release of these tables, each of these periods."""
    tables = {
        table: KeptTable(name=table, rows_read=1, rows_kept=1, columns={}, sha256="", periods=tuple(found))
        for table, found in periods.items()
    }
    return actions.take_in(area=anna.area, manifest=manifest_of(tables, name), by=anna)


@pytest.mark.parametrize(
    ("older", "newer", "state"),
    [
        ({"requests": ["2023"]}, {"requests": ["2023", "2024"]}, S.SUPERSEDED),
        ({"requests": ["2023"]}, {"requests": ["2023"], "caseload": ["202425"]}, S.SUPERSEDED),
        ({"requests": ["2023"]}, {"requests": ["2024"]}, S.ACCEPTED),
        ({"requests": ["2023"]}, {"caseload": ["2023"]}, S.ACCEPTED),
        ({"requests": ["2022", "2023"]}, {"requests": ["2023", "2024"]}, S.ACCEPTED),
    ],
)
def test_a_release_takes_the_place_of_what_it_covers_whole(anna, older, newer, state):
    first = actions.accept(release=of_periods(anna, "aa" * 16, **older), by=anna)
    actions.accept(release=of_periods(anna, "bb" * 16, **newer), by=anna)

    first.refresh_from_db()
    assert first.state == state


def test_what_it_covers_in_part_gives_way_when_somebody_says_so(anna):
    first = actions.accept(release=of_periods(anna, "aa" * 16, requests=["2022", "2023"]), by=anna)
    second = of_periods(anna, "bb" * 16, requests=["2023", "2024"])
    ((older, both),) = queries.meetings(second)
    assert (older, both.overlaps) == (first, True)

    actions.accept(release=second, by=anna, replacing=[first])

    first.refresh_from_db()
    assert (first.state, first.superseded_by) == (S.SUPERSEDED, second)


def test_it_is_said_to_replace_only_what_it_meets(anna):
    first = actions.accept(release=of_periods(anna, "aa" * 16, requests=["2022"]), by=anna)
    with pytest.raises(Refused, match="nothing in common"):
        actions.accept(release=of_periods(anna, "bb" * 16, requests=["2024"]), by=anna, replacing=[first])


def test_a_part_of_a_publication_does_not_replace_the_whole(anna, release):
    actions.accept(release=release, by=anna)
    one = {"requests": KeptTable(name="requests", rows_read=1, rows_kept=1, columns={}, sha256="")}
    part = actions.take_in(area=anna.area, manifest=manifest_of(one, "cd" * 16), by=anna)
    actions.accept(release=part, by=anna)

    assert set(queries.in_use(anna.area, release.kind)) == {release, part}


WAYS = {(way.source, way.target) for way in TRANSITIONS}
DOING = {
    S.ACCEPTED: lambda release, by: actions.accept(release=release, by=by),
    S.SET_ASIDE: lambda release, by: actions.set_aside(release=release, by=by),
    S.RETIRED: lambda release, by: actions.retire(release=release, by=by, reason="Its time is up."),
}


@pytest.mark.parametrize("target", DOING)
@pytest.mark.parametrize("source", S)
def test_only_the_ways_of_the_table_lead_on(anna, release, source, target):
    Release.objects.filter(pk=release.pk).update(state=source)

    if (source, target) in WAYS:
        with one_event():
            assert DOING[target](release, anna).state == target
    elif source == target == S.ACCEPTED:
        assert actions.accept(release=release, by=anna).state == S.ACCEPTED, "somebody was first: no fault"
    else:
        with pytest.raises(Refused, match="cannot become"):
            DOING[target](release, anna)


def test_retiring_needs_a_reason_and_removes_the_rows(anna, lake, tmp_path, django_capture_on_commit_callbacks):
    path = projections_file(tmp_path)
    manifest = read_in([path], kind="", area="oldmere", lake=lake, key=b"k", today=NOW.date(), say=lambda words: None)
    release = actions.take_in(area=anna.area, manifest=manifest, by=anna)
    with pytest.raises(Refused, match="Say why"):
        actions.retire(release=actions.accept(release=release, by=anna), by=anna, reason=" ")

    with django_capture_on_commit_callbacks(execute=True):
        actions.retire(release=release, by=anna, reason="Its time is up.")

    assert kept(lake, manifest.id) is None
    assert queries.held(anna.area) == []
    release.refresh_from_db()
    with workbench() as engine, pytest.raises(Refused, match="was retired"):
        actions.open_release(release=release, engine=engine, by=anna)


def test_published_rows_that_another_area_uses_stay(anna, lake, tmp_path, tameside, django_capture_on_commit_callbacks):
    manifest = read_in(
        [projections_file(tmp_path)],
        kind="",
        area="oldmere",
        lake=lake,
        key=b"k",
        today=NOW.date(),
        say=lambda words: None,
    )
    ours = actions.accept(release=actions.take_in(area=anna.area, manifest=manifest, by=anna), by=anna)
    theirs = SystemActor(tameside, "A test", NOW)
    actions.take_in(area=tameside, manifest=manifest, by=theirs)

    with django_capture_on_commit_callbacks(execute=True):
        actions.retire(release=ours, by=anna, reason="Its time is up.")

    assert kept(lake, manifest.id)


def test_person_level_rows_are_opened_for_a_purpose_and_by_those_who_may_analyse(anna, actor, release):
    Release.objects.filter(pk=release.pk).update(person_level=True)
    release.refresh_from_db()

    with pytest.raises(Refused, match="for what purpose"):
        policies.check_can_open(anna, release, "")
    with pytest.raises(NotAllowed):
        policies.check_can_open(actor("Cora", "oldmere"), release, "To see")
    policies.check_can_open(anna, release, "Who waits for a place")


def test_another_areas_release_is_not_opened(actor, release):
    with pytest.raises(NotAllowed):
        policies.check_can_open(actor("Anna", "tameside"), release, "Curiosity")


@pytest.mark.parametrize("role", ROLE_CODES)
def test_who_may_load(role):
    by = acting_as(role)
    if role in holders(Permission.LOAD_DATA):
        policies.check_can_load(by, by.area)
    else:
        with pytest.raises(NotAllowed, match="load, correct and retire data sets"):
            policies.check_can_load(by, by.area)


def test_a_leap_day_comes_round():
    assert actions._years_after(date(2024, 2, 29), 1) == date(2025, 2, 28)
    assert actions._years_after(date(2024, 2, 29), 4) == date(2028, 2, 29)
    assert actions._years_after(date(2026, 11, 22), 6) == date(2032, 11, 22)


@pytest.mark.parametrize("name", ["abababab", "abab" * 8])
def test_a_release_is_found_by_its_first_digits(anna, release, name):
    assert queries.release_called(anna.area, name) == release


def test_too_few_digits_or_another_area_find_nothing(anna, release, tameside):
    assert queries.release_called(anna.area, "ababab") is None
    assert queries.release_called(tameside, "abababab") is None
