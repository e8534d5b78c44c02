"""Working out what may be published of a table, and attacking all that was: at once where it is small, else later."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django_tasks import task

from goldenthread.analysis.disclosure import POLICIES
from goldenthread.partnership.models import Area
from goldenthread.partnership.policies import Refused
from goldenthread.partnership.queries import area_by_slug, free_key, who_asked

from . import actions, lake, queries, reading
from .definitions import Answer, Draft, Unavailable

AT_ONCE = 200
"""Counts, with all that they are linked to: so many take less than a second, and twice as many may take ten."""


def work_out(area: Area, words: Mapping[str, Any]) -> UUID:
    """Have it worked out what may be published of a table as it was typed; where the answer will be.

    A table of a name that was used before is a new edition of it.
    """
    draft = _draft(words)
    try:
        size = queries.size(area, draft)
    except Unavailable as fault:
        raise Refused(str(fault)) from fault
    proposal = lake.lay_down(area.slug, words)
    if size <= AT_ONCE:
        lake.answer(area.slug, proposal, _answer(area, words, draft))
    else:
        work_out_later.enqueue(area.slug, str(proposal))
    return proposal


def _draft(words: Mapping[str, Any]) -> Draft:
    return reading.read_draft(words, free_key(words["title"], ()))


def _answer(area: Area, words: Mapping[str, Any], draft: Draft) -> Answer:
    try:
        return Answer(queries.propose(area, draft, POLICIES[words["policy"]]))
    except Refused as refusal:
        return Answer(refusal=str(refusal), box=refusal.box or None)
    except Unavailable as fault:
        return Answer(refusal=str(fault))


@task()
def work_out_later(area_slug: str, proposal_id: str) -> None:
    """The queue is in the database, so it is told where the counts are and not what they are. Twice does no harm."""
    area, proposal = area_by_slug(area_slug), UUID(proposal_id)
    words = lake.laid_down(area_slug, proposal)
    if area is not None and words is not None:
        lake.answer(area_slug, proposal, _answer(area, words, _draft(words)))


@task()
def attack_later(area_slug: str, person_id: str, name: str, at: str) -> None:
    """Attack everything again; each table keeps its own report."""
    area = area_by_slug(area_slug)
    by = who_asked(area, person_id, name, datetime.fromisoformat(at)) if area else None
    if area is not None and by is not None:
        actions.attack(area=area, by=by)
