"""Taking a whole strategy in: all of it or nothing, the same file twice changes nothing, one event for the whole."""

from __future__ import annotations

from django.db import transaction

from goldenthread.accounts.roles import Permission
from goldenthread.audit import log
from goldenthread.partnership.actors import AnyActor
from goldenthread.partnership.models import Area
from goldenthread.partnership.policies import Refused, check_may, check_same_area

from .changes import Change, changes_between
from .consistency import inconsistencies
from .encode import fingerprint
from .faults import Fault, Faulty
from .format import Pack
from .limits import unkeepable
from .order import in_order
from .partnership import write_partnership
from .queries import pack_of
from .write import write_items, write_strategies


@transaction.atomic
def import_pack(*, pack: Pack, by: AnyActor, reason: str, seen: str = "") -> tuple[Area, tuple[Change, ...]]:
    """Make the area's strategy say what the pack says. What the pack leaves out is withdrawn, never deleted.

    `seen` is the fingerprint of the strategy that the importer was shown in a preview: where the strategy has
    changed since, nothing is written and `Refused` says so. Raises `Faulty` where the pack contradicts what other
    areas say of a shared body.
    """
    check_may(by, Permission.IMPORT_STRATEGY)
    pack = in_order(pack)
    if faults := [Fault("pack", *inconsistency) for inconsistency in (*inconsistencies(pack), *unkeepable(pack))]:
        raise Faulty(faults)
    area = Area.objects.select_for_update().filter(slug=pack.area.slug).first()
    if area is not None:
        check_same_area(by, area)
    before = pack_of(area) if area else None
    if seen and before is not None and fingerprint(before) != seen:
        raise Refused(
            "The strategy has changed since you were shown the preview. Look at the new preview, then accept it."
        )
    changes = changes_between(before, pack)
    if area is not None and not changes:
        return area, ()
    area = _write_area(pack, area)
    write_partnership(pack, area, by.today)
    write_items(pack, area, write_strategies(pack, area), by.today)
    _check_complete(pack, area)
    log.record(
        "imported strategy",
        log.Subject("area", area.pk, f"{area.name}: {pack.source.title}"),
        by=by,
        area=area.slug,
        reason=reason,
        data={
            "fingerprint": fingerprint(pack),
            "changes": [change.sentence for change in changes[:200]],
            "count": len(changes),
        },
    )
    return area, changes


@transaction.atomic
def preview_pack(*, pack: Pack, by: AnyActor) -> tuple[Change, ...]:
    """What importing the pack would change. It is imported and taken back, so whatever import refuses is refused here."""
    _, changes = import_pack(pack=pack, by=by, reason="A preview, which is taken back.")
    transaction.set_rollback(True)
    return changes


def _write_area(pack: Pack, area: Area | None) -> Area:
    holder = Area.objects.filter(gss_code=pack.area.gss_code).exclude(slug=pack.area.slug).first()
    if holder is not None:
        raise Faulty(
            [Fault("pack", "area.gss_code", pack.area.gss_code, f"a code of its own: that is {holder.name}'s")]
        )
    area = area or Area(slug=pack.area.slug)
    for field in ("name", "gss_code", "colour", "summary"):
        setattr(area, field, getattr(pack.area, field))
    area.source = pack.source.model_dump(mode="json", exclude_defaults=True)
    area.sections = [section.model_dump(mode="json", exclude_defaults=True) for section in pack.sections]
    area.save()
    return area


def _check_complete(pack: Pack, area: Area) -> None:
    """Read back what was written. A pack that cannot be read back the same is refused, and nothing is kept."""
    lost = changes_between(pack, pack_of(area))
    if lost:
        raise Faulty(
            Fault("pack", change.where, "a value that cannot be kept as it is", "what was given", change.sentence)
            for change in lost
        )
