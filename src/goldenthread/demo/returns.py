"""What returns do the five areas hold? Three made-up ones each, brought in by the area's analyst as real ones would be.

Newcastle and Tameside export nine CSV files, South Tyneside XML, the other two keep workbooks: every layout is seen. No
child in them exists; they keep to the published totals of the area.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from django.core.files import File

from goldenthread.accounts.models import Person
from goldenthread.partnership.actors import Actor
from goldenthread.partnership.models import Area
from goldenthread.partnership.queries import actor_for
from goldenthread.understanding.datasets import actions, queries
from goldenthread.understanding.datasets.models import Release
from goldenthread.understanding.datasets.states import ArrivalState
from goldenthread.understanding.datasets.tasks import read_arrival
from goldenthread.understanding.explorer.tasks import prepare
from goldenthread.understanding.indicators.tasks import compute_returns

from .personas import PERSONAS
from .sen2.calibration import figures_for
from .sen2.making import make

LAYOUTS = {
    "newcastle": "blade",
    "south-tyneside": "xml",
    "northumberland": "template",
    "north-east-lincolnshire": "vendor",
    "tameside": "blade",
}
COLLECTIONS = (2023, 2024, 2025)
SEED = 2026
PURPOSE = "To show what a return says: every child in it is made up."


def bring_returns(now: datetime) -> Iterator[Area]:
    """Bring in what is missing, an area at a time, and count every indicator in it."""
    for area in Area.objects.filter(slug__in=LAYOUTS).order_by("slug"):
        analyst = analyst_of(area, now)
        held = {release.year for release in queries.held(area) if release.kind == "sen2"}
        missing = [year for year in COLLECTIONS if year not in held]
        if analyst and missing:
            bring(area, missing, analyst)
            yield area


def analyst_of(area: Area, now: datetime) -> Actor | None:
    """The made-up analyst; None where there is none, so that nothing is done in the name of a real person."""
    persona = next(each for each in PERSONAS if each.role == "analyst")
    person = Person.objects.filter(email=persona.email(area.slug)).first()
    return actor_for(person, area, now) if person else None


def bring(area: Area, years: list[int], analyst: Actor) -> None:
    """Make the returns of these years, bring them in, accept them, count, and make them ready to be explored."""
    figures = figures_for(area.slug)
    if figures is None:
        raise RuntimeError(f"No published totals of {area.name} ship, to which a return could be made.")
    with TemporaryDirectory() as folder:
        for _ in make(figures, years, seed=SEED, layout=LAYOUTS[area.slug], out=Path(folder), faults=False):
            pass
        take(area, None, [Path(folder) / "settings.csv"], analyst, kind="gias-establishments")
        for year in years:
            take(area, year, sorted((Path(folder) / str(year)).iterdir()), analyst)
    compute_returns(area=area, by=analyst, purpose=PURPOSE)
    prepare(area=area, by=analyst, purpose=PURPOSE)


def take(area: Area, year: int | None, paths: list[Path], analyst: Actor, *, kind: str = "sen2") -> Release:
    """One return, or the list of settings beside it, as if dropped on the page."""
    files = [File(path.open("rb"), name=path.name) for path in paths]
    arrival = actions.receive(area=area, kind=kind, files=files, by=analyst, year=year)
    for file in files:
        file.close()
    read_arrival.call(str(arrival.pk), analyst.now.isoformat())
    arrival.refresh_from_db()
    if arrival.state != ArrivalState.DONE or arrival.release is None:
        raise RuntimeError(f"The made-up {kind} of {area.name} for {year} was refused: {arrival.faults}")
    return actions.accept(release=arrival.release, by=analyst, reason=PURPOSE)
