"""What may be explored of an area, and what does a table or a prepared question answer?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from goldenthread.audit.queries import events
from goldenthread.partnership.models import Area
from goldenthread.understanding.datasets import queries as datasets
from goldenthread.understanding.datasets.models import Release
from goldenthread.understanding.indicators import queries as indicators
from goldenthread.understanding.indicators.definitions.registry import indicators as built_in
from goldenthread.understanding.indicators.definitions.schema import Level
from goldenthread.understanding.supply.queries import missing_for

from .computing.kept import as_protected
from .computing.protecting import Protected
from .computing.questions import Reference, own_rate
from .definitions.registry import counted, edition
from .definitions.schema import Counted, Dimension, Outcome, Question, RatesByGroup
from .models import Prepared

PREPARED, NOT_PREPARED = "prepared the explorer", "could not prepare the explorer"
ESTABLISHMENTS = "gias-establishments"
OWN, ENGLAND = "own", "england"
COMPARED = {
    OWN: "the area’s own rate",
    ENGLAND: "England’s rate",
    "neighbours": "the rate of the ten nearest neighbours",
}


@dataclass(frozen=True, slots=True)
class Explored:
    """One thing that is counted, in one year: what was kept of it, or why nothing."""

    prepared: Prepared
    counted: Counted
    kept: Protected | None
    why: str
    cannot: dict[str, str]

    @property
    def period(self) -> str:
        """Of when it tells."""
        census = self.prepared.census
        return f"{census:%B %Y}" if self.counted.base == "plans" else str(census.year - 1)

    @property
    def dimensions(self) -> tuple[Dimension, ...]:
        """The ways in which this return can be split."""
        return tuple(each for each in self.counted.by if self.kept and each.code in self.kept.dimensions)


def returns(area: Area) -> Sequence[Release]:
    """The return of each collection year that is in use: the same that the indicators are counted in."""
    return indicators.returns_in_use(area)


def prepared(area: Area) -> Sequence[Prepared]:
    """What was prepared of each return that is still the one in use, the newest year first."""
    in_use = {release.pk for release in returns(area)}
    return list(Prepared.objects.filter(area=area, release__in=in_use).select_related("release", "area"))


def of_year(area: Area, year: int) -> Prepared | None:
    """What was prepared of a year, in use or not."""
    return Prepared.objects.filter(area=area, year=year).first()


def to_prepare(area: Area) -> Sequence[Release]:
    """The returns in use of which nothing was prepared, or not under today's definitions."""
    done = {(each.release_id, each.edition) for each in prepared(area)}
    return [release for release in returns(area) if (release.pk, mark(area)) not in done]


def why_not_prepared(area: Area) -> str:
    """Why the last preparation failed; nothing where it did not."""
    last = events(area.slug).filter(verb__in=(PREPARED, NOT_PREPARED)).order_by("-pk").first()
    return last.reason if last and last.verb == NOT_PREPARED else ""


def mark(area: Area) -> str:
    """Changes with a definition, and with the list of establishments: what was prepared under another is out of date."""
    listed = establishments(area)
    return f"{edition()}.{listed.lake_id[:8] if listed else 'none'}"


def establishments(area: Area) -> Release | None:
    """The newest list of establishments."""
    return next(iter(datasets.in_use(area, ESTABLISHMENTS)), None)


def explored(one: Prepared, code: str) -> Explored | None:
    """What was kept of one thing that is counted; None where nothing of that name is."""
    what, kept = counted().get(code), one.content.get(code)
    if what is None or kept is None:
        return None
    found = as_protected(kept["kept"]) if kept["kept"] else None
    return Explored(one, what, found, kept["why"], kept["cannot"])


def reference(
    area: Area, found: Explored, question: Question, outcome: Outcome, against: str, by: Dimension
) -> Reference | str:
    """The rate that is expected, or the sentence that says why there is none."""
    if found.kept is None:
        return found.why
    if against == OWN:
        return own_rate(found.kept, outcome, area.name) or "Too few are in it for a rate of the area’s own."
    if not outcome.indicator:
        return "No rate of others is published for this. Compare with the area’s own rate."
    rates = question.rates if against == ENGLAND and question.rates and question.rates.by == by.code else None
    if rates and outcome.dimension == rates.among and (by_group := _national_rates(area, found, rates, outcome)):
        return Reference(f"England’s rate for the same {by.title.lower()}, {found.period}", by_group=by_group)
    level = Level.ENGLAND if against == ENGLAND else Level.NEIGHBOURS
    trend = indicators.trend(area, built_in()[outcome.indicator])
    point = next((each for each in trend.points if each.figure.period == found.period), None)
    beside = point.beside.get(level) if point else None
    if beside is None or beside.value is None:
        return f"{COMPARED[against].capitalize()} of {found.period} is not among the published figures."
    return Reference(f"{COMPARED[against]}, {found.period}", float(beside.value) / 100)


def _national_rates(area: Area, found: Explored, rates: RatesByGroup, outcome: Outcome) -> dict[str, float]:
    """Group → England’s share of it in the categories of the outcome; without those of which a number is not published."""
    among = found.counted.dimension(rates.among)
    split = str(among.breakdown) if among else ""
    rows = indicators.figures_for(area, *rates.of.values()).filter(level=Level.ENGLAND, period=found.period)
    known = {(row.code, row.breakdown, row.band): row.numerator for row in rows if row.numerator is not None}
    shares = {}
    for group, code in rates.of.items():
        everybody = known.get((code, "", ""))
        parts = [known.get((code, split, band)) for band in outcome.categories]
        if everybody and None not in parts:
            shares[group] = sum(part or 0 for part in parts) / everybody
    return shares


def missing(area: Area, today: date) -> list[str]:
    """What the data-supply register says has not come, and is therefore not known."""
    return missing_for(area, today, kind="sen2")
