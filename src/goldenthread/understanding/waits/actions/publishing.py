"""Who waits, published: every month through the ledger of published tables, by one action."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.db import transaction

from goldenthread.analysis.disclosure import COUNTS_UNDER_5
from goldenthread.partnership.actors import AnyActor
from goldenthread.partnership.models import Area
from goldenthread.partnership.policies import Refused
from goldenthread.understanding.disclosure import actions as ledger
from goldenthread.understanding.disclosure import queries as published
from goldenthread.understanding.disclosure.definitions import Unavailable
from goldenthread.understanding.waits import policies, queries
from goldenthread.understanding.waits.computing.drafts import key_of


@dataclass(frozen=True, slots=True)
class Outcome:
    """The months that were published, taken off, and refused with the sentence that says why."""

    published: tuple[str, ...] = ()
    withdrawn: tuple[str, ...] = ()
    refused: tuple[tuple[str, str], ...] = ()


@transaction.atomic
def publish_waits(*, area: Area, by: AnyActor, reason: str, months: Collection[str] | None = None) -> Outcome:
    """Publish every month whose counts or notes are not those that were published; or, of these, the months that are
    named. A month of which nothing stands any more is withdrawn. A month that cannot be published safely is refused and
    what was published of it before stays."""
    Area.objects.select_for_update().get(pk=area.pk)
    policies.check_can_publish(by, area)
    policies.check_why(reason)
    try:
        waiting = queries.to_publish(area)
    except Unavailable as fault:
        raise Refused(str(fault)) from fault
    done, gone, refused = list[str](), list[str](), list[tuple[str, str]]()
    for month in (each for each in waiting if months is None or each in months):
        try:
            with transaction.atomic():
                (done if _publish(area, month, by, reason) else gone).append(month)
        except Refused as refusal:
            refused.append((month, str(refusal)))
    return Outcome(tuple(done), tuple(gone), tuple(refused))


def _publish(area: Area, month: str, by: AnyActor, reason: str) -> bool:
    draft = queries.draft_of_month(area, month)
    if draft is not None:
        ledger.publish_unseen(area=area, draft=draft, policy=COUNTS_UNDER_5, by=by, reason=reason)
        return True
    table = published.ledger(area).filter(key=key_of(month)).order_by("-edition").first()
    if table is not None:
        ledger.withdraw(table=table, by=by, reason=reason)
    return False
