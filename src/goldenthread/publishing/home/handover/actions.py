"""Handing over several pieces of work at once: all of them or none."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from goldenthread.accounts.models import Person
from goldenthread.partnership.actions import hand_over, name_lead
from goldenthread.partnership.actors import Actor
from goldenthread.partnership.models import Organisation
from goldenthread.partnership.policies import Refused
from goldenthread.publishing.home.work import Holder, Work

from .queries import responsibilities_called


@transaction.atomic
def hand_over_work(
    *,
    chosen: Sequence[tuple[Work, Holder | None]],
    to: Person | None,
    organisation: Organisation,
    by: Actor,
    reason: str,
) -> int:
    """Give each piece its new holder. Where a piece names nobody at all (None), a lead is named for the first time."""
    if not chosen:
        raise Refused("Choose at least one piece of work.")
    titles = {work.id: work.title for work, _ in chosen}
    held = responsibilities_called(by.area, [holder.responsibility for _, holder in chosen if holder])
    done = hand_over(responsibilities=held, to=to, organisation=organisation, by=by, reason=reason, titles=titles)
    bare = [work for work, holder in chosen if holder is None]
    for work in bare:
        name_lead(
            area=by.area,
            item_id=work.id,
            item_kind=work.kind,
            to=to,
            organisation=organisation,
            by=by,
            reason=reason,
            titles=titles,
        )
    return len(done) + len(bare)
