"""Does a published release that an area accepts become its figures, and nobody else's, and what happens to the earlier?"""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client
from typer.testing import CliRunner

from goldenthread.accounts.roles import Permission
from goldenthread.audit.models import Event
from goldenthread.config.cli import app
from goldenthread.partnership.actors import SystemActor
from goldenthread.partnership.models import Area
from goldenthread.partnership.policies import NotAllowed
from goldenthread.understanding.datasets.actions import accept, retire
from goldenthread.understanding.indicators import queries
from goldenthread.understanding.indicators.definitions.registry import indicators
from goldenthread.understanding.indicators.definitions.schema import Level
from goldenthread.understanding.indicators.models import FigureSource, IndicatorFigure
from goldenthread.understanding.indicators.states import FigureState
from goldenthread.understanding.indicators.tasks import compute_published
from tests.fixtures import NOW
from tests.understanding.indicators.releasing import NEWCASTLE, SALFORD, SHEFFIELD, appeals, in_the_lake, in_use
from tests.understanding.indicators.returning import by

pytestmark = pytest.mark.django_db
RATE = "tribunal-appeal-rate"
NEXT_YEAR = (f"{NEWCASTLE},2025,30,1000,3.00", f"{SALFORD},2025,20,1000,2.00", f"{SHEFFIELD},2025,60,1000,6.00")
REVISED = f"{NEWCASTLE},2024,50,1000,5.00"


@pytest.fixture(autouse=True)
def lake(settings: object, tmp_path: Path) -> Path:
    settings.LAKE = tmp_path / "lake"  # type: ignore[attr-defined]
    return tmp_path / "lake"


def figure(area: Area, period: str, level: Level = Level.AREA) -> IndicatorFigure | None:
    trend = queries.trend(area, indicators()[RATE])
    point = next((each for each in trend.points if each.figure.period == period), None)
    return None if point is None else point.figure if level is Level.AREA else point.beside.get(level)


def test_what_is_accepted_becomes_figures_in_the_background(
    newcastle: Area, tameside: Area, tmp_path: Path, django_capture_on_commit_callbacks: object
) -> None:
    before = figure(newcastle, "2024")
    release = in_the_lake(newcastle, appeals(tmp_path, REVISED, *NEXT_YEAR))

    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        accept(release=release, by=by(newcastle))

    new, revised = figure(newcastle, "2025"), figure(newcastle, "2024")
    assert (new.numerator, new.denominator, new.value) == (30.0, 1000.0, 3.0)  # type: ignore[union-attr]
    assert new.source.lake_id == release.lake_id  # type: ignore[union-attr]
    assert figure(newcastle, "2025", Level.NEIGHBOURS).value == 4.0  # type: ignore[union-attr]
    assert figure(newcastle, "2025", Level.ENGLAND) is None, "an extract of three councils is not England"
    assert (revised.value, revised.revises) == (5.0, before)  # type: ignore[union-attr]
    assert IndicatorFigure.objects.get(pk=before.pk).superseded_by is None, "what ships stands for every other area"  # type: ignore[union-attr]
    assert figure(tameside, "2025") is None
    assert not queries.figures_for(tameside).filter(source__area=newcastle).exists()


def test_twice_changes_nothing_and_opens_nothing(
    newcastle: Area, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_use(newcastle, appeals(tmp_path, *NEXT_YEAR))
    compute_published(area=newcastle, by=by(newcastle))
    before = (IndicatorFigure.objects.count(), Event.objects.count())

    monkeypatch.setattr("goldenthread.understanding.indicators.tasks.open_release", None)
    (again,) = compute_published(area=newcastle, by=by(newcastle))

    assert (again.added, again.revised) == (0, 0)
    assert (IndicatorFigure.objects.count(), Event.objects.count()) == before


def test_a_later_release_stands_and_the_earlier_stays_for_what_cites_it(newcastle: Area, tmp_path: Path) -> None:
    in_use(newcastle, appeals(tmp_path, *NEXT_YEAR))
    compute_published(area=newcastle, by=by(newcastle))
    first = figure(newcastle, "2025")
    later = (f"{NEWCASTLE},2025,40,1000,4.00", *NEXT_YEAR[1:], f"{NEWCASTLE},2026,41,1000,4.10")
    in_use(newcastle, appeals(tmp_path, *later, name="tribunal_tidy_2026.csv"))

    (loaded,) = compute_published(area=newcastle, by=by(newcastle))

    now = figure(newcastle, "2025")
    assert (now.value, now.revises) == (4.0, first)  # type: ignore[union-attr]
    first.refresh_from_db()  # type: ignore[union-attr]
    assert first.value == 3.0  # type: ignore[union-attr]
    assert first.source.withdrawn_on == NOW.date()  # type: ignore[union-attr]
    assert loaded.revised == 1


def test_an_older_release_fills_gaps_and_displaces_nothing(newcastle: Area, tmp_path: Path) -> None:
    before = figure(newcastle, "2023")
    in_use(newcastle, appeals(tmp_path, f"{NEWCASTLE},2012,5,1000,0.50", f"{NEWCASTLE},2023,999,1000,99.90"))

    compute_published(area=newcastle, by=by(newcastle))

    assert figure(newcastle, "2023") == before
    assert figure(newcastle, "2012").value == 0.5  # type: ignore[union-attr]


def test_what_is_retired_stands_no_more_and_what_ships_stands_again(newcastle: Area, tmp_path: Path) -> None:
    before = figure(newcastle, "2024")
    release = in_use(newcastle, appeals(tmp_path, REVISED, *NEXT_YEAR))
    compute_published(area=newcastle, by=by(newcastle))
    retire(release=release, by=by(newcastle), reason="It was the wrong file.")

    assert compute_published(area=newcastle, by=by(newcastle)) == []

    assert figure(newcastle, "2024") == before
    assert figure(newcastle, "2025") is None
    assert IndicatorFigure.objects.filter(source__area=newcastle, value=5.0).exists()
    assert Event.objects.filter(verb="withdrew figures").count() == 1


def test_a_mark_stays_a_mark(newcastle: Area, tmp_path: Path) -> None:
    in_use(newcastle, appeals(tmp_path, f"{NEWCASTLE},2025,~,1000,~", f"{NEWCASTLE},2026,..,1000,.."))
    compute_published(area=newcastle, by=by(newcastle))

    for period, state in (("2025", FigureState.SUPPRESSED), ("2026", FigureState.NOT_AVAILABLE)):
        found = figure(newcastle, period)
        assert (found.state, found.value, found.numerator) == (state, None, None)  # type: ignore[union-attr]


def test_the_table_as_it_is_presented_gives_the_same(newcastle: Area, tmp_path: Path) -> None:
    path = tmp_path / "send_tribunals_and_appeal_rate.csv"
    headings = "Appeals registered4,Total Appealable Decisions1,SEND Tribunal Appeal Rate2"
    lines = [
        "Table 1" + "," * 7,
        "," * 7,
        "," * 7,
        "Local Authority,LA code,2014,,,2025,,",
        f",,{headings},{headings}",
        "NORTH EAST" + "," * 7,
        'Newcastle upon Tyne,391,30,"1,000",3.00%, - ,900,0.00%',
    ]
    path.write_text("\n".join(lines) + "\n")
    in_use(newcastle, path, kind="send-tribunal-appeals")
    compute_published(area=newcastle, by=by(newcastle))

    assert figure(newcastle, "2014").denominator == 1000.0  # type: ignore[union-attr]
    assert figure(newcastle, "2025").value == 0.0  # type: ignore[union-attr]


def test_who_may_work_figures_out(newcastle: Area, tameside: Area) -> None:
    less = SystemActor(newcastle, "A test", NOW, permissions=frozenset(Permission) - {Permission.LOAD_DATA})
    for area, actor in ((newcastle, less), (tameside, by(newcastle))):
        with pytest.raises(NotAllowed):
            compute_published(area=area, by=actor)


def test_the_command_works_out_published_releases_too(newcastle: Area, tmp_path: Path) -> None:
    in_use(newcastle, appeals(tmp_path, REVISED, *NEXT_YEAR))

    result = CliRunner().invoke(app, ["indicators", "newcastle", "--compute", "--code", RATE, "--format", "csv"])

    assert result.exit_code == 0, result.stderr
    assert "1 revised" in result.stderr
    assert FigureSource.objects.get(area=newcastle).title in result.stdout


def test_the_page_has_a_button_and_says_what_was_revised(signed_in: object, newcastle: Area, tmp_path: Path) -> None:
    release = in_use(newcastle, appeals(tmp_path, REVISED, *NEXT_YEAR))
    address = f"/newcastle/work/indicators/from/{release.pk}/"
    client = signed_in("Anna")  # type: ignore[operator]
    assert "Work the figures out" in client.get(address).content.decode()

    client.post(address)

    page = client.get(address).content.decode()
    assert "figures of it stand on the pages of indicators" in page
    assert "What it revises" in page
    public = Client().get(f"/newcastle/indicators/{RATE}/").content.decode()
    assert "2024 was revised from" in public
