"""Which needs did the strategies find, on which figures, and what do the newest published figures say?

South Tyneside's and Newcastle's needs assessments as their strategies report them, in our words; for the other areas a
set of published figures to start from. Each pins the newest published figure beside the figure that the strategy cites.
"""

from __future__ import annotations

from datetime import date
from importlib.resources import files
from typing import Any

from django.db import transaction
from ruamel.yaml import YAML

from goldenthread.partnership.actors import SystemActor
from goldenthread.partnership.models import Area
from goldenthread.understanding.assessment import actions
from goldenthread.understanding.assessment.models import Assessment, Section
from goldenthread.understanding.indicators.models import IndicatorFigure
from goldenthread.understanding.indicators.queries import figures_for
from goldenthread.understanding.indicators.states import FigureState
from goldenthread.understanding.models import CitedFigure, Need

WRITTEN = ("newcastle", "south-tyneside")
OTHERS = "other-areas"
WHY = "Loaded with the demonstration. Nobody in the area agreed it."


@transaction.atomic
def load_needs(area: Area, by: SystemActor) -> Assessment | None:
    """Load the area's assessment and put it in force; None where the area has one already."""
    if Assessment.objects.filter(area=area).exists():
        return None
    written = _read(area.slug if area.slug in WRITTEN else OTHERS)
    values = {name: written[name].strip() for name in ("title", "period", "source", "limits")}
    assessment = actions.begin(area=area, values=values, by=by, reason=WHY)
    codes = {pin["code"] for section in written["sections"] for pin in section["pins"]}
    newest = _newest(area, codes)
    needs = {need.key: need for need in Need.objects.filter(area=area)}
    for section in written["sections"]:
        _load_section(assessment, section, needs, newest, by)
    for each in written["recommendations"]:
        values = {"text": each["text"], "need": needs[each["need"]]}
        actions.recommend(assessment=assessment, values=values, by=by, reason=WHY)
    return actions.agree(assessment=assessment, by=by, reason=WHY)


def _read(name: str) -> dict[str, Any]:
    text = files(__package__).joinpath(f"{name}.yaml").read_text(encoding="utf-8")
    found: dict[str, Any] = YAML(typ="safe").load(text)
    return found


def _load_section(
    assessment: Assessment,
    written: dict[str, Any],
    needs: dict[str, Need],
    newest: dict[tuple[str, str, str], IndicatorFigure],
    by: SystemActor,
) -> Section:
    values = {"title": written["title"], "text": written["text"].strip(), "source": written["source"]}
    shown = [needs[key] for key in written["needs"]]
    section = actions.add_section(assessment=assessment, values=values, needs=shown, by=by, reason=WHY)
    chosen = []
    for pin in written["pins"]:
        figure = newest.get((pin["code"], pin.get("breakdown", ""), pin.get("band", "")))
        if figure is not None:
            cited = _cited(assessment.area, pin["cited"]) if "cited" in pin else None
            chosen.append(actions.Chosen(figure, pin.get("note", ""), cited))
    actions.pin(section=section, chosen=chosen, by=by)
    return section


def _cited(area: Area, named: list[str]) -> CitedFigure:
    key, label, period = named
    return CitedFigure.objects.get(evidence__area=area, evidence__key=key, label=label, period=period, geography="")


def _newest(area: Area, codes: set[str]) -> dict[tuple[str, str, str], IndicatorFigure]:
    """The newest known figure of each indicator and band."""
    found: dict[tuple[str, str, str], IndicatorFigure] = {}
    for figure in figures_for(area, *codes).filter(level__in=("area", "icb"), state=FigureState.KNOWN):
        key = (figure.code, figure.breakdown, figure.band)
        if key not in found or _end(found[key]) <= _end(figure):
            found[key] = figure
    return found


def _end(figure: IndicatorFigure) -> date:
    return figure.period_end
