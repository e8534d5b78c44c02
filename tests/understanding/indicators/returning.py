"""A made-up return in the lake of an area, read and accepted as an analyst would."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from django.conf import settings

from goldenthread.demo.sen2.calibration import Figures, figures_for, scaled_to
from goldenthread.demo.sen2.making import make
from goldenthread.partnership.actors import SystemActor
from goldenthread.partnership.models import Area
from goldenthread.understanding.datasets.actions import accept, take_in
from goldenthread.understanding.datasets.lake.intake import read_in
from goldenthread.understanding.datasets.lake.manifest import Manifest
from goldenthread.understanding.datasets.models import Release
from tests.fixtures import NOW

PURPOSE = "For the needs assessment of 2026."


def by(area: Area) -> SystemActor:
    return SystemActor(area, "A test", NOW)


def small_figures(area: Area) -> Figures:
    """England's in proportion, for an area of 1,500 children that has the number of this one: quick to make."""
    whole = figures_for(area.slug)
    return replace(scaled_to(area.slug, 1_500), la_code=whole.la_code if whole else "000")


def made_up_return(area: Area, folder: Path, year: int, *, figures: Figures | None = None, seed: int = 1) -> list[Path]:
    """The files of one collection year."""
    chosen = figures or figures_for(area.slug)
    assert chosen is not None
    out = folder / f"{area.slug}-{seed}"
    return [
        path for path in make(chosen, [year], seed=seed, layout="blade", out=out, faults=False) if path.parent != out
    ]


def read_return(slug: str, files: Sequence[Path], lake: Path) -> Manifest:
    """The files read into a lake."""
    return read_in(
        files,
        kind="sen2",
        area=slug,
        lake=lake,
        key=settings.PSEUDONYM_KEY.encode(),
        today=NOW.date(),
        say=lambda _: None,
    )


def put_to_use(area: Area, manifest: Manifest) -> Release:
    """What lies in the lake of the settings, taken in and accepted."""
    return accept(release=take_in(area=area, manifest=manifest, by=by(area)), by=by(area))


def returned(area: Area, files: Sequence[Path]) -> Release:
    """The files read into the lake and put to use."""
    return put_to_use(area, read_return(area.slug, files, Path(settings.LAKE)))
