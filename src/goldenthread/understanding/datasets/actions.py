"""A data set is read, then accepted or set aside; later superseded, and at last retired. Rows are opened for a purpose."""

from __future__ import annotations

from calendar import isleap
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

import ibis
from django.conf import settings
from django.db import transaction
from django.dispatch import Signal
from ibis.backends.duckdb import Backend

from goldenthread.audit import log
from goldenthread.partnership.actors import Actor, AnyActor
from goldenthread.partnership.models import Area
from goldenthread.partnership.policies import Refused, check_reason, check_unchanged_since

from . import policies, queries
from .kinds.own_codes import OwnCode
from .kinds.registry import all_kinds
from .lake import arriving, correcting
from .lake.keeping import Damaged, forget, listed_findings, opened
from .lake.manifest import Manifest
from .models import AreaCode, Arrival, Release
from .queries import code_before, own_codes_of
from .states import ArrivalState, ReleaseState

DESCRIBED = (
    "kind", "year", "title", "publisher", "source", "licence", "person_level", "files", "tables", "at_the_door", "findings", "codes_seen"
)  # fmt: skip
"""What a release and its manifest both say."""


@transaction.atomic
def take_in(*, area: Area, manifest: Manifest, by: AnyActor) -> Release:
    """Make what is in the lake known to the area, waiting to be accepted. The same release twice changes nothing."""
    policies.check_can_load(by, area)
    known = Release.objects.select_for_update().filter(area=area, lake_id=manifest.id).first()
    if known and known.state not in (ReleaseState.RETIRED, ReleaseState.SET_ASIDE):
        return known
    release = known or Release(area=area, lake_id=manifest.id)
    _describe(release, manifest)
    if release.state == ReleaseState.RETIRED:
        release.corrections = []
    release.state, release.read_on = ReleaseState.READ, by.today
    _save(release)
    compared = {name: manifest.told[name] for name in ("compared_with",) if name in manifest.told}
    _tell("read a data set", release, by=by, rows_read=release.rows_read, rows_kept=release.rows_kept, **compared)
    return release


def _describe(release: Release, manifest: Manifest) -> None:
    told = manifest.model_dump(mode="json")
    for name in DESCRIBED:
        setattr(release, name, told[name])
    release.rows_read, release.rows_kept = manifest.rows_read, manifest.rows_kept


use_changed = Signal()
"""Sent once it is certain that a release came into use or went out of it: `release`, and `by` whom."""


@transaction.atomic
def accept(*, release: Release, by: AnyActor, reason: str = "", replacing: Collection[Release] = ()) -> Release:
    """Put a release to use. What it covers whole is superseded, and stays for what cites it. One in use already stays so.

    `replacing`: releases that it covers in part, which are to be superseded all the same.
    """
    policies.check_can_load(by, release.area)
    current = Release.objects.select_for_update().get(pk=release.pk)
    if current.state == ReleaseState.ACCEPTED:
        return current
    way = policies.check_can_become(current, ReleaseState.ACCEPTED)
    policies.check_somebody_is_in(current)
    current.state, current.accepted_on, current.superseded_by = ReleaseState.ACCEPTED, by.today, None
    years = all_kinds()[current.kind].keep_years
    current.keep_until = _years_after(by.today, years) if years else None
    _save(current)
    _tell(way.verb, current, by=by, reason=reason)
    _supersede(current, by, {each.pk for each in replacing})
    _use_changed(current, by)
    return current


def _supersede(release: Release, by: AnyActor, replacing: Collection[UUID]) -> None:
    """A release takes the place of another that it covers whole; where it covers a part, only if that was said."""
    meetings = queries.meetings(release)
    if unknown := set(replacing) - {older.pk for older, _ in meetings}:
        raise Refused(
            f"{release} has nothing in common with {len(unknown)} of the releases that it is said to replace."
        )
    for older, both in meetings:
        if not both.replaces and older.pk not in replacing:
            continue
        way = policies.check_can_become(older, ReleaseState.SUPERSEDED)
        older.state, older.superseded_by = ReleaseState.SUPERSEDED, release
        _save(older)
        _tell(way.verb, older, by=by, superseded_by=release.lake_id)


def _use_changed(release: Release, by: AnyActor) -> None:
    transaction.on_commit(partial(use_changed.send, sender=Release, release=release, by=by))


def _years_after(day: date, years: int) -> date:
    """That day so many years on; 29 February becomes the 28th where there is none."""
    leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year + years, day=28 if leap_day and not isleap(day.year + years) else day.day)


@transaction.atomic
def set_aside(*, release: Release, by: AnyActor, reason: str = "") -> Release:
    """Decide not to use what was read."""
    policies.check_can_load(by, release.area)
    current = Release.objects.select_for_update().get(pk=release.pk)
    way = policies.check_can_become(current, ReleaseState.SET_ASIDE)
    current.state = ReleaseState.SET_ASIDE
    _save(current)
    _tell(way.verb, current, by=by, reason=reason)
    return current


@transaction.atomic
def retire(*, release: Release, by: AnyActor, reason: str) -> Release:
    """Remove the rows, keep the record. Published data that another area still uses stay in the lake for it."""
    policies.check_can_load(by, release.area)
    check_reason(reason)
    current = Release.objects.select_for_update().get(pk=release.pk)
    way = policies.check_can_become(current, ReleaseState.RETIRED)
    current.state = ReleaseState.RETIRED
    _save(current)
    _tell(way.verb, current, by=by, reason=reason)
    others = Release.objects.filter(lake_id=current.lake_id).exclude(pk=current.pk)
    if not others.exclude(state=ReleaseState.RETIRED).exists():
        transaction.on_commit(partial(forget, Path(settings.LAKE), current.lake_id))
    _use_changed(current, by)
    return current


@transaction.atomic
def open_release(*, release: Release, engine: Backend, by: AnyActor, purpose: str = "") -> dict[str, ibis.Table]:
    """The tables of a release, to be analysed. Opening person-level rows is an event: who, of what, and for what."""
    policies.check_can_open(by, release, purpose)
    if release.person_level:
        _tell("read person-level data", release, by=by, reason=purpose)
    return opened(Path(settings.LAKE), release.lake_id, engine)


@transaction.atomic
def list_to_correct(*, release: Release, by: AnyActor) -> list[dict[str, Any]]:
    """Every row of the release that breaks a rule, to be corrected: rows about persons, so reading them is an event."""
    policies.check_can_correct(by, release)
    try:
        found = listed_findings(Path(settings.LAKE), release.lake_id)
    except Damaged as damaged:
        raise Refused(str(damaged)) from damaged
    _tell("took the rows to correct", release, by=by, rows=len(found))
    return found


@transaction.atomic
def correct(*, release: Release, path: Path, by: AnyActor) -> Release:
    """Lay the corrections of a filled workbook over a release: all or none (Unreadable). The same file twice changes nothing."""
    policies.check_can_correct(by, release)
    current = Release.objects.select_for_update().get(pk=release.pk)
    overlay = correcting.correct(
        path,
        lake=Path(settings.LAKE),
        release=current.lake_id,
        area=current.area.slug,
        key=settings.PSEUDONYM_KEY.encode(),
        by=by.log_name,
        today=by.today,
        own_codes=own_codes_of(current.area),
    )
    told = overlay.model_dump(include={"number", "fields", "back", "held_back", "by", "on"})
    if told in current.corrections:
        return current
    current.corrections = [*current.corrections, told]
    _save(current)
    counts = {name: told[name] for name in ("number", "fields", "back", "held_back")}
    _tell("corrected a data set", current, by=by, **counts)
    return current


@transaction.atomic
def receive(*, area: Area, kind: str, files: Iterable[arriving.Dropped], by: Actor, year: int | None = None) -> Arrival:
    """Keep the files until they are read. `kind` may be empty: it is recognised by what the files hold."""
    policies.check_can_load(by, area)
    arrival = Arrival(area=area, kind=kind, year=year, brought_by=by.person, brought_at=by.now)
    arrival.names = arriving.lay_down(Path(settings.LAKE), str(arrival.pk), files)
    arrival.full_clean()
    arrival.save()
    _note("brought files of a data set", arrival, by, files=arrival.names)
    return arrival


@transaction.atomic
def finish(*, arrival: Arrival, manifest: Manifest, by: AnyActor) -> Release:
    """What arrived has been read. The files, which hold names, are removed."""
    release = take_in(area=arrival.area, manifest=manifest, by=by)
    _end(arrival, ArrivalState.DONE, release=release)
    return release


@transaction.atomic
def refuse(*, arrival: Arrival, faults: Sequence[dict[str, str]], by: AnyActor) -> Arrival:
    """What arrived could not be read: every fault is kept, the files are not."""
    policies.check_can_load(by, arrival.area)
    _end(arrival, ArrivalState.REFUSED, faults=list(faults))
    _note("could not read a data set", arrival, by, faults=len(faults))
    return arrival


@transaction.atomic
def add_code(*, area: Area, own: OwnCode, by: AnyActor) -> AreaCode:
    """Add a code to a list, for the area's returns from now on. One that was taken out comes back as it is given now."""
    policies.check_can_load(by, area)
    policies.check_can_add(own)
    known = AreaCode.objects.select_for_update().filter(area=area, kind=own.kind, code_set=own.code_set, code=own.code)
    there = known.first()
    if there and there.retired_on is None:
        raise Refused(f"The area has {there} in this list already. Change that one.", box="code")
    code = there or AreaCode(area=area, kind=own.kind, code_set=own.code_set, code=own.code, revision=0)
    return _write_code(code, {**_changeable(own), "retired_on": None}, "added a code", by)


@transaction.atomic
def revise_code(*, code: AreaCode, values: Mapping[str, Any], opened: int, by: AnyActor) -> AreaCode:
    """Change what a code means, its years or where it is known from. Raises `EditConflict` where saved after `opened`."""
    current = _locked(code, by)
    check_unchanged_since(current, opened)
    if not log.difference(current, values):
        return current
    policies.check_can_add(current.as_own.model_copy(update=dict(values)))
    return _write_code(current, values, "changed a code", by)


@transaction.atomic
def retire_code(*, code: AreaCode, by: AnyActor) -> AreaCode:
    """Take it out of the list: the next return is checked without it. What was read with it stays as it was read."""
    current = _locked(code, by)
    return current if current.retired_on else _write_code(current, {"retired_on": by.today}, "took a code out", by)


@transaction.atomic
def undo_code(*, code: AreaCode, by: AnyActor) -> AreaCode:
    """Take the last change of it back; once more, and the change is there again."""
    current = _locked(code, by)
    before = code_before(current)
    policies.check_has_a_past(current, before)
    return _write_code(current, before or {}, "took back a change of a code", by)


@transaction.atomic
def bring_codes_in(*, area: Area, codes: Sequence[OwnCode], by: AnyActor) -> dict[str, int]:
    """Take in a whole list: how many are `new`, `changed`, `the same`. The same list twice changes nothing."""
    policies.check_can_load(by, area)
    counts = {"new": 0, "changed": 0, "the same": 0}
    there = {(c.kind, c.code_set, c.code): c for c in AreaCode.objects.select_for_update().filter(area=area)}
    for own in codes:
        known = there.get((own.kind, own.code_set, own.code))
        if known is None or known.retired_on:
            add_code(area=area, own=own, by=by)
            counts["new"] += 1
        elif log.difference(known, _changeable(own)):
            revise_code(code=known, values=_changeable(own), opened=known.revision, by=by)
            counts["changed"] += 1
        else:
            counts["the same"] += 1
    return counts


def _locked(code: AreaCode, by: AnyActor) -> AreaCode:
    current = AreaCode.objects.select_for_update().select_related("area").get(pk=code.pk)
    policies.check_can_load(by, current.area)
    return current


def _changeable(own: OwnCode) -> dict[str, Any]:
    return own.model_dump(exclude={"kind", "code_set", "code"})


def _write_code(code: AreaCode, values: Mapping[str, Any], verb: str, by: AnyActor) -> AreaCode:
    changed = log.difference(code, values)
    for name, value in values.items():
        setattr(code, name, value)
    code.revision += 1
    code.full_clean()
    code.save()
    told = {"kind": code.kind, "code_set": code.code_set, "code": code.code, "changed": changed}
    log.record(verb, log.Subject("code", code.pk, str(code)[:300]), by=by, area=code.area.slug, data=told)
    return code


def _end(arrival: Arrival, state: ArrivalState, **values: Any) -> None:
    for name, value in {"state": state, **values}.items():
        setattr(arrival, name, value)
    arrival.full_clean()
    arrival.save()
    transaction.on_commit(partial(arriving.clear, Path(settings.LAKE), str(arrival.pk)))


def _note(verb: str, arrival: Arrival, by: AnyActor, **data: Any) -> None:
    log.record(verb, log.Subject("arrival", arrival.pk, str(arrival)[:300]), by=by, area=arrival.area.slug, data=data)


def _save(release: Release) -> None:
    release.full_clean()
    release.save()


def _tell(verb: str, release: Release, *, by: AnyActor, reason: str = "", **data: Any) -> None:
    told = {"kind": release.kind, "year": release.year, "release": release.lake_id, **data}
    subject = log.Subject("data set", release.pk, str(release))
    log.record(verb, subject, by=by, area=release.area.slug, reason=reason, data=told)
