"""Bringing a workbook in: the original is kept, the questions are answered, and it is accepted whole or not at all."""

from __future__ import annotations

import hashlib

from django.db import transaction

from goldenthread.audit import log
from goldenthread.partnership.actors import AnyActor
from goldenthread.partnership.models import Area
from goldenthread.partnership.policies import Refused
from goldenthread.publishing.packs.actions import import_pack
from goldenthread.publishing.packs.changes import Change
from goldenthread.publishing.packs.faults import Faulty

from . import policies, queries
from .container import check_container
from .models import WorkbookImport

_State = WorkbookImport.State
MOST_ROUNDS = 10


@transaction.atomic
def bring_in(*, area: Area, name: str, content: bytes, by: AnyActor) -> WorkbookImport:
    """Keep a workbook, byte for byte, for a preview. Changes nothing of the strategy.

    One with faults in its cells is kept too, as refused. A file that is no workbook, or carries macros, raises `Faulty`
    and is not kept.
    """
    policies.check_can_import(by, area)
    check_container(content, name)
    found = WorkbookImport(
        area=area,
        name=name[:200],
        original=content,
        sha256=hashlib.sha256(content).hexdigest(),
        brought_by=by.person,
        brought_at=by.now,
    )
    try:
        found.seen = queries.proposal_for(found, by.today)[1]
    except Faulty:
        found.state = _State.REFUSED
    found.save()
    verb = "brought in a workbook" if found.state == _State.PREVIEWED else "refused a workbook that could not be read"
    log.record(verb, _subject(found), by=by, area=area.slug, data={"sha256": found.sha256, "bytes": len(content)})
    return found


@transaction.atomic
def answer(*, found: WorkbookImport, answers: dict[str, dict[str, str]], by: AnyActor) -> WorkbookImport:
    """Keep answers to questions; an earlier answer to the same question gives way."""
    current = _waiting(found, by)
    current.answers = {**current.answers, **answers}
    current.save()
    log.record(
        "answered questions of a workbook",
        _subject(current),
        by=by,
        area=current.area.slug,
        data={"count": len(answers)},
    )
    return current


@transaction.atomic
def leave_open(*, found: WorkbookImport, by: AnyActor) -> WorkbookImport:
    """Answer every question that is still open with the answer that changes and invents nothing.

    An answer can bring up further questions, so this goes on until none is open.
    """
    current = _waiting(found, by)
    left = 0
    for _ in range(MOST_ROUNDS):
        waiting = queries.proposal_for(current, by.today)[0].open
        if not waiting:
            break
        current.answers = {**current.answers, **{question.id: {"choice": question.otherwise} for question in waiting}}
        left += len(waiting)
    current.save()
    data = {"count": left}
    log.record("left questions of a workbook open", _subject(current), by=by, area=current.area.slug, data=data)
    return current


@transaction.atomic
def accept(*, found: WorkbookImport, seen: str, by: AnyActor, reason: str) -> tuple[Change, ...]:
    """Make the strategy say what the preview showed. `seen` is the fingerprint that stood on that preview."""
    current = _waiting(found, by)
    proposal, _ = queries.proposal_for(current, by.today)
    policies.check_answered(len(proposal.open))
    if not reason.strip():
        raise Refused("Say why, in a sentence: the event log keeps it.")
    _, changes = import_pack(pack=proposal.pack, by=by, reason=reason, seen=seen)
    current.state, current.accepted_at, current.seen = _State.ACCEPTED, by.now, seen
    current.save()
    data = {"sha256": current.sha256, "changes": len(changes), "answers": len(current.answers)}
    log.record("accepted a workbook", _subject(current), by=by, area=current.area.slug, reason=reason, data=data)
    return changes


@transaction.atomic
def take_in(*, area: Area, name: str, content: bytes, by: AnyActor, reason: str) -> tuple[Change, ...]:
    """Bring a workbook in and accept it at once: for one that leaves nothing to ask. All of it or nothing."""
    found = bring_in(area=area, name=name, content=content, by=by)
    return accept(found=found, seen=found.seen, by=by, reason=reason)


@transaction.atomic
def set_aside(*, found: WorkbookImport, by: AnyActor) -> WorkbookImport:
    """Decide not to take it in. The original stays and can be had back."""
    current = _waiting(found, by)
    current.state = _State.ABANDONED
    current.save()
    log.record("set a workbook aside", _subject(current), by=by, area=current.area.slug)
    return current


def _waiting(found: WorkbookImport, by: AnyActor) -> WorkbookImport:
    """The row, locked, and still waiting."""
    current = WorkbookImport.objects.select_for_update().select_related("area").get(pk=found.pk)
    policies.check_can_import(by, current.area)
    policies.check_waiting(current)
    return current


def _subject(found: WorkbookImport) -> log.Subject:
    return log.Subject("workbook", found.pk, found.name)
