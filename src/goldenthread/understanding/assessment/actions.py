"""Writing the needs assessment: its sections, the figures pinned in them, what it recommends; and agreeing it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from simple_history.utils import bulk_create_with_history

from goldenthread.audit import log
from goldenthread.partnership.actors import AnyActor
from goldenthread.partnership.models import Area
from goldenthread.partnership.policies import Refused, check_unchanged_since
from goldenthread.understanding.indicators.definitions.schema import Indicator
from goldenthread.understanding.indicators.models import IndicatorFigure
from goldenthread.understanding.indicators.queries import indicators_for
from goldenthread.understanding.models import CitedFigure, Need

from . import policies, queries
from .models import Assessment, Pin, Recommendation, Section, SectionNeed
from .states import AssessmentState

COPIED = (
    *("code", "level", "place", "period", "period_start", "period_end", "breakdown", "band"),
    *("numerator", "denominator", "value", "lower", "upper", "method", "state", "why", "provisional"),
)
"""What a pin takes from the figure as it stands."""


def _record(verb: str, assessment: Assessment, by: AnyActor, reason: str = "", **data: Any) -> None:
    subject = log.Subject("needs assessment", assessment.pk, assessment.title)
    log.record(verb, subject, by=by, area=assessment.area.slug, reason=reason, data=data)


def _open(assessment: Assessment, by: AnyActor) -> Assessment:
    """The assessment as it stands, held until the transaction ends, if this person may change it."""
    current = Assessment.objects.select_for_update().select_related("area").get(pk=assessment.pk)
    policies.check_can_change(by, current)
    return current


def _save(row: Any) -> None:
    row.full_clean()
    row.save()


@transaction.atomic
def begin(*, area: Area, values: dict[str, Any], by: AnyActor, reason: str = "") -> Assessment:
    """Start a draft. It begins as the agreed one stands, sections, pins and all, where there is one."""
    policies.check_can_write(by, area)
    policies.check_no_draft(area)
    before = queries.agreed(area)
    new = Assessment(area=area, **values)
    if before is not None:
        new.limits, new.source = new.limits or before.limits, new.source or before.source
    _save(new)
    if before is not None:
        _carry_over(before, new)
    _record("began a needs assessment", new, by, reason, **({"from": before.title} if before else {}))
    return new


def _carry_over(before: Assessment, new: Assessment) -> None:
    """Copies of the parts: the agreed assessment keeps its own."""
    for section in before.sections.all():
        pins, shows = list(section.standing), list(section.shows.all())  # type: ignore[attr-defined]
        copy = Section.objects.create(
            assessment=new, position=section.position, title=section.title, text=section.text, source=section.source
        )
        for pin in pins:
            _copy_pin(pin, copy)
        for show in shows:
            SectionNeed.objects.create(section=copy, need=show.need)
    for each in before.recommendations.all():
        Recommendation.objects.create(
            assessment=new, position=each.position, text=each.text, need=each.need, declined=each.declined
        )


def _copy_pin(pin: Pin, section: Section) -> None:
    left = ("id", "section", "replaced_by")
    names = [field.name for field in Pin._meta.concrete_fields if field.name not in left]
    Pin.objects.create(section=section, **{name: getattr(pin, name) for name in names})


@transaction.atomic
def revise(
    *, assessment: Assessment, values: dict[str, Any], opened: int, by: AnyActor, reason: str = ""
) -> Assessment:
    """Change its title, period, source or what it cannot tell."""
    current = _open(assessment, by)
    check_unchanged_since(current, opened)
    _change(current, values)
    _record("revised a needs assessment", current, by, reason, fields=sorted(values))
    return current


def _change(row: Any, values: dict[str, Any]) -> None:
    for name, value in values.items():
        setattr(row, name, value)
    row.revision += 1
    _save(row)


@transaction.atomic
def add_section(
    *, assessment: Assessment, values: dict[str, Any], by: AnyActor, needs: Iterable[Need] = (), reason: str = ""
) -> Section:
    """Add a section at the end."""
    current = _open(assessment, by)
    section = Section(assessment=current, position=current.sections.count(), **values)
    _save(section)
    _show(section, needs)
    _record("added a section", current, by, reason, section=section.title)
    return section


@transaction.atomic
def revise_section(
    *,
    section: Section,
    values: dict[str, Any],
    opened: int,
    by: AnyActor,
    needs: Iterable[Need] | None = None,
    reason: str = "",
) -> Section:
    """Change its words and which needs it shows. `opened` is the revision that was shown; see `EditConflict`."""
    assessment = _open(section.assessment, by)
    current = Section.objects.select_for_update().select_related("assessment__area").get(pk=section.pk)
    check_unchanged_since(current, opened)
    _change(current, values)
    if needs is not None:
        _show(current, needs)
    _record("revised a section", assessment, by, reason, section=current.title)
    return current


def _show(section: Section, needs: Iterable[Need]) -> None:
    """Exactly these needs lie over the section."""
    wanted = {need.pk: need for need in needs}
    for need in wanted.values():
        policies.check_need_of(section.assessment.area, need)
    there = {each.need_id: each for each in section.shows.all()}
    for gone in there.keys() - wanted.keys():
        there[gone].delete()
    for new in wanted.keys() - there.keys():
        SectionNeed.objects.create(section=section, need=wanted[new])


@transaction.atomic
def remove_section(*, section: Section, by: AnyActor, reason: str = "") -> None:
    """Take a section out, with its pins; row history keeps them."""
    current = _open(section.assessment, by)
    _record("removed a section", current, by, reason, section=section.title, pins=[str(p) for p in section.pins.all()])
    section.delete()


@dataclass(frozen=True, slots=True)
class Chosen:
    """A figure to be pinned, what to look at in it, and what the strategy said of it."""

    figure: IndicatorFigure
    note: str = ""
    cited: CitedFigure | None = None


@transaction.atomic
def pin(*, section: Section, chosen: Iterable[Chosen], by: AnyActor) -> list[Pin]:
    """Copy figures into a section. Those that are there already change nothing."""
    assessment = _open(section.assessment, by)
    area = assessment.area
    places, known = queries.own_places(area), indicators_for(area)
    there = {_key(each) for each in section.pins.all()}
    new: list[Pin] = []
    for each in chosen:
        policies.check_can_pin(area, each.figure, places)
        copied = _copied(section, each.figure, known.get(each.figure.code))
        copied.note, copied.cited, copied.pinned_on, copied.position = each.note, each.cited, by.today, len(there)
        if _key(copied) not in there:
            copied.clean_fields()
            there.add(_key(copied))
            new.append(copied)
    if new:
        bulk_create_with_history(new, Pin)
        _record("pinned figures", assessment, by, section=section.title, figures=[_said(each) for each in new])
    return new


def _key(pin: Pin) -> tuple[str, ...]:
    return pin.code, pin.level, pin.place, pin.period, pin.breakdown, pin.band, pin.publication, pin.release


def _said(pin: Pin) -> str:
    return f"{pin}: {pin.value if pin.value is not None else pin.get_state_display()}"


def _copied(section: Section, figure: IndicatorFigure, indicator: Indicator | None) -> Pin:
    if indicator is None:
        raise Refused(f"There is no indicator {figure.code} in this area any more.")
    source = figure.source
    about = {"title": indicator.title, "unit": str(indicator.unit), "per": indicator.per}
    taken = {name: getattr(figure, name) for name in COPIED}
    same = ("publication", "release", "publisher", "licence", "published_on")
    where = {name: getattr(source, name) for name in same}
    return Pin(section=section, source=source.title, **about, **taken, **where)


@transaction.atomic
def replace_pin(*, pin: Pin, figure: IndicatorFigure, by: AnyActor, reason: str = "") -> Pin:
    """Cite a newer figure in place of this one, which stays to be read as the one that was cited before."""
    assessment = _open(pin.section.assessment, by)
    current = Pin.objects.select_for_update().get(pk=pin.pk)
    if current.replaced_by_id is not None:
        raise Refused("Somebody else has replaced this figure already.")
    policies.check_can_pin(assessment.area, figure, queries.own_places(assessment.area))
    if (figure.code, figure.breakdown, figure.band) != (current.code, current.breakdown, current.band):
        raise Refused("That figure is of something else. Pin it beside this one instead.")
    new = _copied(current.section, figure, indicators_for(assessment.area).get(figure.code))
    new.position, new.note, new.cited, new.pinned_on = current.position, current.note, current.cited, by.today
    if _key(new) in {_key(each) for each in current.section.pins.all()}:
        raise Refused("That figure is in this section already.")
    _save(new)
    current.replaced_by = new
    _save(current)
    _record("replaced a figure", assessment, by, reason, was=_said(current), now=_said(new))
    return new


@transaction.atomic
def unpin(*, pin: Pin, by: AnyActor, reason: str = "") -> None:
    """Take a figure out of a section, with those that it replaced; row history keeps them."""
    assessment = _open(pin.section.assessment, by)
    _record("unpinned a figure", assessment, by, reason, section=pin.section.title, figure=_said(pin))
    older: Pin | None = pin
    while older is not None:
        before = Pin.objects.filter(replaced_by=older).first()
        older.delete()
        older = before


@transaction.atomic
def recommend(*, assessment: Assessment, values: dict[str, Any], by: AnyActor, reason: str = "") -> Recommendation:
    """Add a recommendation at the end."""
    current = _open(assessment, by)
    new = Recommendation(assessment=current, position=current.recommendations.count(), **values)
    _check_recommended(new)
    _save(new)
    _record("added a recommendation", current, by, reason, text=new.text)
    return new


@transaction.atomic
def revise_recommendation(
    *, recommendation: Recommendation, values: dict[str, Any], opened: int, by: AnyActor, reason: str = ""
) -> Recommendation:
    """Change its words, the need by which it reaches the plan, or why it was declined.

    The agreed assessment's recommendations are followed while it is in force: these can still be answered.
    """
    current = Recommendation.objects.select_for_update().select_related("assessment__area").get(pk=recommendation.pk)
    policies.check_can_write(by, current.assessment.area)
    if current.assessment.status == AssessmentState.AGREED and values.get("text", current.text) != current.text:
        raise Refused("The words were agreed. Only what became of the recommendation can be changed.", box="text")
    policies.check_in_force(current.assessment)
    check_unchanged_since(current, opened)
    _change(current, values)
    _check_recommended(current)
    _record("revised a recommendation", current.assessment, by, reason, text=current.text, declined=current.declined)
    return current


def _check_recommended(recommendation: Recommendation) -> None:
    if recommendation.need is not None:
        policies.check_need_of(recommendation.assessment.area, recommendation.need)


@transaction.atomic
def agree(*, assessment: Assessment, by: AnyActor, reason: str, authority: str = "") -> Assessment:
    """Put it in force in place of the one before. `authority` is the decision it rests on."""
    current = _open(assessment, by)
    policies.check_can_agree(by, current)
    before = Assessment.objects.select_for_update().filter(area=current.area, status=AssessmentState.AGREED)
    for older in before:
        _move(older, AssessmentState.SUPERSEDED, by, reason, authority)
    current.agreed_on = by.today
    _move(current, AssessmentState.AGREED, by, reason, authority)
    return current


def _move(assessment: Assessment, target: AssessmentState, by: AnyActor, reason: str, authority: str) -> None:
    way = policies.check_can_become(assessment, target)
    assessment.status = target
    assessment.revision += 1
    _save(assessment)
    subject = log.Subject("needs assessment", assessment.pk, assessment.title)
    log.record(way.verb, subject, by=by, area=assessment.area.slug, reason=reason, authority=authority)
