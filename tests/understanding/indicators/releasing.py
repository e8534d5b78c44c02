"""A small published release in the lake of an area: appeals to the tribunal, as an analyst would load them."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings

from goldenthread.partnership.models import Area
from goldenthread.understanding.datasets.actions import accept, take_in
from goldenthread.understanding.datasets.lake.intake import read_in
from goldenthread.understanding.datasets.models import Release
from tests.fixtures import NOW
from tests.understanding.indicators.returning import by

APPEALS = "la_name,old_la_code,year,appeals_registered,total_appealable_decisions,appeal_rate_pc"
NEWCASTLE, SALFORD, SHEFFIELD = "Newcastle upon Tyne,391", "Salford,355", "Sheffield,373"


def appeals(folder: Path, *lines: str, name: str = "send_tribunal_appeals_tidy.csv") -> Path:
    """The file of appeals with these lines; two neighbours of Newcastle have the newest year too."""
    path = folder / name
    path.write_text("\n".join([APPEALS, *lines]) + "\n")
    return path


def in_the_lake(area: Area, *paths: Path, kind: str = "") -> Release:
    """The files read, and waiting to be accepted."""
    manifest = read_in(
        paths,
        kind=kind,
        area=area.slug,
        lake=Path(settings.LAKE),
        key=settings.PSEUDONYM_KEY.encode(),
        today=NOW.date(),
        say=lambda _: None,
    )
    return take_in(area=area, manifest=manifest, by=by(area))


def in_use(area: Area, *paths: Path, kind: str = "") -> Release:
    """The files read and put to use."""
    return accept(release=in_the_lake(area, *paths, kind=kind), by=by(area))
