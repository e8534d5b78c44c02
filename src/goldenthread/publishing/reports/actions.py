"""Taking a report away. It changes nothing; that it was made, by whom and for which board, is an event."""

from __future__ import annotations

from django.db import transaction

from goldenthread.audit import log
from goldenthread.partnership.actors import AnyActor
from goldenthread.partnership.models import Area
from goldenthread.publishing.documents.files import rendered

from . import policies
from .basis import Basis
from .document import report
from .queries import PREPARED


@transaction.atomic
def prepare(*, area: Area, basis: Basis, format: str, by: AnyActor) -> bytes:
    """The report as a file. The next report begins, unless it is told otherwise, on the day after this one ends."""
    policies.check_can_prepare(by)
    made = rendered(report(basis), format)
    board = basis.board.name if basis.board else ""
    subject = log.Subject("report", f"{basis.period.start}/{basis.period.end}", f"progress report, {basis.period.says}")
    data = {"start": str(basis.period.start), "end": str(basis.period.end), "board": board, "format": format}
    log.record(PREPARED, subject, by=by, area=area.slug, data=data)
    return made
