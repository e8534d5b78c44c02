"""Publishing a version of the strategy."""

from __future__ import annotations

from django.db import transaction

from goldenthread.audit import log
from goldenthread.partnership.actors import AnyActor
from goldenthread.partnership.models import Area
from goldenthread.publishing.packs.encode import fingerprint, to_plain
from goldenthread.publishing.packs.queries import pack_of

from . import policies
from .models import Version


@transaction.atomic
def publish_version(*, area: Area, by: AnyActor, label: str = "", note: str = "", authority: str = "") -> Version:
    """Freeze the strategy as it stands now, whole, under the next number."""
    Area.objects.select_for_update().get(pk=area.pk)
    pack = pack_of(area)
    newest = Version.objects.filter(area=area).order_by("-number").first()
    policies.check_can_publish(by, area, newest, fingerprint(pack))
    published = Version(
        area=area,
        number=newest.number + 1 if newest else 1,
        label=label,
        note=note,
        authority=authority,
        published_on=by.today,
        published_by=by.person,
        content=to_plain(pack),
        fingerprint=fingerprint(pack),
    )
    published.full_clean(exclude=["content"])
    published.save()
    subject = log.Subject("version", published.pk, f"version {published.number} of {area.name}'s strategy")
    data = {"fingerprint": published.fingerprint}
    log.record("published a version", subject, by=by, area=area.slug, reason=note, authority=authority, data=data)
    return published
