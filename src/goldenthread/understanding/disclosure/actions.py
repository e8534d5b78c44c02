"""Publishing a table and withdrawing it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import asdict
from functools import partial
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction

from goldenthread.analysis.disclosure import Policy
from goldenthread.audit import log
from goldenthread.partnership.actors import AnyActor
from goldenthread.partnership.models import Area
from goldenthread.partnership.policies import Refused

from . import computing, lake, policies, queries
from .definitions import Draft, Known, Proposal, Unavailable, as_json
from .models import AttackRun, PublishedTable
from .states import TableState, transition


@transaction.atomic
def publish(*, area: Area, proposal: Proposal, by: AnyActor, reason: str, kept: UUID | None = None) -> PublishedTable:
    """Publish a table as it was looked at. `policies.Outdated` where another was published since: it must be worked out
    again. The same again changes nothing. `kept`: where the proposal was kept meanwhile, from which it is then removed.

    Nothing is worked out here, while nobody else can publish in the area.
    """
    Area.objects.select_for_update().get(pk=area.pk)
    policies.check_can_publish(by, area)
    if kept is not None:
        transaction.on_commit(partial(lake.take_up, area.slug, kept))
    same = _published_already(area, proposal)
    if same is not None:
        return same
    policies.check_was_seen(proposal, [(known.key, known.edition) for known in _known(area)])
    return _publish(area, proposal, by, reason)


@transaction.atomic
def publish_unseen(*, area: Area, draft: Draft, policy: Policy, by: AnyActor, reason: str) -> PublishedTable:
    """Publish a table that is made by rule, without somebody having looked at it first. The same again changes nothing.

    The attack is passed all the same; how far beyond what is asked a range goes is only told when it is attacked again.
    """
    Area.objects.select_for_update().get(pk=area.pk)
    policies.check_can_publish(by, area)
    now = computing.propose(draft, policy, _known(area), whole=False)
    return _published_already(area, now) or _publish(area, now, by, reason)


def _known(area: Area) -> tuple[Known, ...]:
    """Nothing is published while a file of withheld counts is missing or altered."""
    try:
        return queries.everything_known(area)
    except Unavailable as fault:
        raise Refused(str(fault)) from fault


def _publish(area: Area, now: Proposal, by: AnyActor, reason: str) -> PublishedTable:
    policies.check_is_safe(now, reason)
    table = _write(area, now, by)
    try:
        _tell(table, now, by, reason)
        _keep_report(area, computing.Attacked((*now.linked, queries.as_known(table)), now.report), by)
    except BaseException:
        lake.forget(area.slug, table.pk)
        raise
    return table


def _tell(table: PublishedTable, now: Proposal, by: AnyActor, reason: str) -> None:
    """What follows from a new edition: the earlier one is replaced, and the log knows."""
    area = table.area
    for before in area.published_tables.filter(key=table.key, state=TableState.PUBLISHED).exclude(pk=table.pk):
        _move(before, TableState.SUPERSEDED, by, f"Replaced by edition {table.edition}.")
    data = {"key": table.key, "edition": table.edition, "policy": now.policy.name, "hidden": len(now.hidden)}
    log.record("published a table", _subject(table), by=by, area=area.slug, reason=reason, data=data)


def _published_already(area: Area, proposal: Proposal) -> PublishedTable | None:
    """The newest edition, where it says what the proposal says."""
    newest = area.published_tables.filter(key=proposal.draft.key).order_by("-edition").first()
    if newest is None or newest.state != TableState.PUBLISHED:
        return None
    draft = proposal.draft
    told = (newest.title, newest.population, newest.period, newest.source)
    same = told == (draft.title, draft.population, draft.period, draft.source)
    same = same and newest.content["notes"] == list(draft.notes)
    shown = [(each.place, each.value, each.mark) for each in queries.shown_of(newest)]
    now = [(each.place, each.value, each.mark) for each in proposal.shown]
    return newest if same and shown == now and queries.policy_of(newest.content["policy"]) == proposal.policy else None


def _write(area: Area, now: Proposal, by: AnyActor) -> PublishedTable:
    """The row, and the file of what it withholds; neither is left without the other."""
    table = PublishedTable(
        id=uuid4(),
        area=area,
        key=now.draft.key,
        edition=now.edition,
        title=now.draft.title,
        population=now.draft.population,
        period=now.draft.period,
        source=now.draft.source,
        series=now.draft.series,
        content=_content(now),
        on=by.today,
        by=by.log_name,
        published_by=by.person,
    )
    counts = {at: now.tables.counts[each.cell] for at, each in enumerate(now.shown)}
    withheld = {at: count for at, count in counts.items() if now.shown[at].value != count}
    withheld |= {at: now.tables.counts[cell] for at, (_, cell) in enumerate(now.unseen, len(now.shown))}
    table.withheld = lake.keep(area.slug, table.pk, withheld)
    try:
        table.full_clean(exclude=["content"])
        table.save()
    except BaseException:
        lake.forget(area.slug, table.pk)
        raise
    return table


def _content(now: Proposal) -> dict[str, Any]:
    kept = now.protection
    return {
        "dimensions": [
            [d.name, [[group, list(parts)] for group, parts in d.groups], d.crossed] for d in now.draft.dimensions
        ],
        "cells": [[list(each.place), as_json(each.cell), each.value, each.mark] for each in now.shown],
        "identities": [[_as_json(i.left), _as_json(i.right)] for i in now.identities],
        "unseen": [[list(place), as_json(cell)] for place, cell in now.unseen],
        "facts": [[[[as_json(cell), weight] for cell, weight in fact.terms], fact.most] for fact in now.facts],
        "apart": now.draft.apart,
        "percent": asdict(now.draft.percent) if now.draft.percent else None,
        "labels": {category: list(parts) for category, parts in now.draft.labels.items()},
        "notes": list(now.draft.notes),
        "policy": asdict(now.policy),
        "one_mark": kept.policy != kept.asked,
        "aim": str(kept.aim),
        "method": kept.say_method(),
        "linked": [[table.key, table.edition, table.title] for table in now.linked],
    }


def _as_json(cells: Iterable[Any]) -> list[Any]:
    return [as_json(cell) for cell in cells]


def _subject(table: PublishedTable) -> log.Subject:
    return log.Subject("published table", table.pk, str(table))


def _move(table: PublishedTable, to: TableState, by: AnyActor, because: str) -> None:
    step = transition(table.state, to)
    if step is None:
        raise Refused(f"“{table}” is {table.get_state_display().lower()}.")
    table.state, table.changed_on, table.because = to, by.today, because
    table.save()


@transaction.atomic
def withdraw(*, table: PublishedTable, by: AnyActor, reason: str) -> PublishedTable:
    """Take a table off the public pages. Later tables are still protected as though everybody had kept a copy."""
    table = PublishedTable.objects.select_for_update().select_related("area").get(pk=table.pk)
    step = policies.check_can_withdraw(by, table, reason)
    _move(table, step.target, by, reason)
    log.record("withdrew a table", _subject(table), by=by, area=table.area.slug, reason=reason)
    return table


@transaction.atomic
def attack(*, area: Area, by: AnyActor) -> tuple[tuple[computing.Attacked, ...], tuple[computing.Difference, ...]]:
    """Attack everything that was ever published in the area, and keep the reports; and take unlinked tables from each other."""
    policies.check_can_read(by, area)
    lake.sweep()
    found, told = queries.attack(area), queries.differences(area)
    for attacked in found:
        _keep_report(area, attacked, by)
    passed = all(each.report.passed for each in found) and not told
    subject = log.Subject("area", area.pk, area.name)
    data = {"passed": passed, "told by two tables": len(told)}
    log.record("attacked published tables", subject, by=by, area=area.slug, data=data)
    return found, told


def _keep_report(area: Area, attacked: computing.Attacked, by: AnyActor) -> None:
    """With each table that was attacked, what could be made of its own hidden counts."""
    rows = {(table.key, table.edition): table for table in area.published_tables.all()}
    for known in attacked.tables:
        content = _report(attacked, known, lambda other: [other.key, other.edition, other.title])
        table = rows[known.key, known.edition]
        AttackRun.objects.create(table=table, at=by.now, passed=attacked.report.passed, content=content)


def _report(attacked: computing.Attacked, known: Known, named: Callable[[Known], list[Any]]) -> dict[str, Any]:
    """Of hidden counts alone: a range for a count that is only rounded would tell that it is small. And whole ranges
    alone: as far as the attack went, to see that it is wide enough, begins at the true count."""
    hidden = known.hidden
    found = [attempt for attempt in attacked.report.attempts if attempt.cell in hidden]
    return {
        "ranges": [
            [as_json(a.cell), *((a.lowest, a.highest) if a.whole else (None, None)), a.safe, a.whole] for a in found
        ],
        "insiders": len(attacked.report.insiders),
        "linked": [named(other) for other in attacked.tables if other is not known],
    }
