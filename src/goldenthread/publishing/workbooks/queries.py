"""Which workbooks were brought in, what would each change now, and what is the strategy as a workbook?"""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from uuid import UUID

from django.core.cache import cache
from django.db.models import QuerySet

from goldenthread.partnership.models import Area
from goldenthread.planning.deliveryplan.models import Step
from goldenthread.publishing.packs.encode import fingerprint
from goldenthread.publishing.packs.format import Pack
from goldenthread.publishing.packs.kinds import ITEM_KINDS
from goldenthread.publishing.packs.queries import pack_of

from .draft import Taken
from .export import write_workbook
from .models import WorkbookImport
from .propose import Proposal, propose
from .tables import read_workbook

KEEP_WORKBOOK = 24 * 60 * 60


def workbook_of(area: Area, today: date) -> bytes:
    """The strategy as a workbook; made once a day for each state of the strategy."""
    source = pack_of(area)
    key = f"workbook:{area.slug}:{fingerprint(source)}:{today:%Y%m%d}"
    found: bytes | None = cache.get(key)
    if found is None:
        found = write_workbook(source, today)
        cache.set(key, found, KEEP_WORKBOOK)
    return found


def imports(area: Area) -> QuerySet[WorkbookImport]:
    """Workbooks brought in, newest first, without their contents."""
    return WorkbookImport.objects.filter(area=area).defer("original").select_related("brought_by")


def import_by_id(area: Area, import_id: UUID) -> WorkbookImport | None:
    """One of them, or None."""
    return WorkbookImport.objects.filter(area=area, pk=import_id).select_related("area", "brought_by").first()


def proposal_for(found: WorkbookImport, today: date) -> tuple[Proposal, str]:
    """What accepting it would do now, and the fingerprint of the strategy that this was worked out from.

    Raises `Faulty` where the workbook cannot be read, or says what no strategy can.
    """
    current = pack_of(found.area)
    proposal = proposal_of(found.area, bytes(found.original), found.name, found.answers, today, current)
    return proposal, fingerprint(current)


def proposal_of(
    area: Area, content: bytes, name: str, answers: dict[str, dict[str, str]], today: date, current: Pack | None = None
) -> Proposal:
    """The same for the bytes of a file that is not kept yet."""
    reading = read_workbook(content, name)
    return propose(reading, current or pack_of(area), answers, taken=taken_in(area), today=today)


def taken_in(area: Area) -> Taken:
    """Every key that an item or a step of the area holds or, withdrawn, has held."""
    keys: set[str] = set()
    for kind in ITEM_KINDS:
        keys.update(kind.model._default_manager.filter(area=area).values_list("key", flat=True))
    steps: dict[str, set[str]] = defaultdict(set)
    for action, step in Step.objects.filter(action__area=area).values_list("action__key", "key"):
        steps[action].add(step)
    return Taken(frozenset(keys), {action: frozenset(held) for action, held in steps.items()})
