"""May a version be published now?"""

from __future__ import annotations

from goldenthread.accounts.roles import Permission
from goldenthread.partnership.actors import AnyActor
from goldenthread.partnership.models import Area
from goldenthread.partnership.policies import Refused, check_may, check_same_area

from .models import Version


def check_can_publish(actor: AnyActor, area: Area, newest: Version | None, fingerprint: str) -> None:
    """Publish what the strategy says now; nothing is published twice."""
    check_same_area(actor, area)
    check_may(actor, Permission.PUBLISH_VERSION)
    if newest is not None and newest.fingerprint == fingerprint:
        raise Refused(
            f"Nothing has changed since version {newest.number}, published on {newest.published_on:%-d %B %Y}."
        )
