"""What does a person's home in an area rest on? Gathered once, in a fixed number of queries."""

from __future__ import annotations

from datetime import date

from goldenthread.partnership.models import Area
from goldenthread.planning.deliveryplan.queries import open_requests
from goldenthread.planning.required.queries import plans_nobody_agreed
from goldenthread.publishing.gaps.queries import gaps_of
from goldenthread.publishing.packs import format as pack
from goldenthread.publishing.packs.changes import changes_between
from goldenthread.publishing.packs.encode import fingerprint
from goldenthread.publishing.packs.queries import current_pack
from goldenthread.publishing.versions.queries import pack_of_version, version, versions
from goldenthread.understanding.supply.queries import not_come

from .facts import Facts, LastVersion
from .work import work_of


def facts(area: Area, today: date) -> Facts:
    """The facts of one area today."""
    strategy = current_pack(area)
    return Facts(
        strategy=strategy,
        work=work_of(area, today),
        requests=tuple(open_requests(area, today)),
        version=_last_version(area, strategy),
        not_agreed=tuple(plans_nobody_agreed(area)),
        today=today,
        not_come=not_come(area, today),
        bare_needs=len(gaps_of(area, today).only("need-resting-on-nothing").gaps),
    )


def _last_version(area: Area, strategy: pack.Pack) -> LastVersion | None:
    newest = versions(area).first()
    if newest is None:
        return None
    changes = 0
    if newest.fingerprint != fingerprint(strategy):
        content = version(area, newest.number)
        changes = len(changes_between(pack_of_version(content), strategy)) if content else 0
    return LastVersion(newest.number, newest.published_on, changes)
