"""Making a required plan, choosing what stands in it, freezing a version, and agreeing one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import date
from itertools import count
from typing import Any

from django.db import transaction
from django.utils.text import slugify

from goldenthread.audit import log
from goldenthread.partnership.actors import AnyActor
from goldenthread.partnership.models import Area
from goldenthread.partnership.policies import Refused
from goldenthread.planning.deliveryplan.models import Action

from . import policies
from .models import Agreement, RequiredItem, RequiredPlan, RequiredVersion
from .queries import content_of
from .states import STARTING_POINT, Heading

RESERVED = {"make"}


@transaction.atomic
def make_plan(
    *, area: Area, title: str, requester: str, purpose: str, start: str, by: AnyActor, reason: str = ""
) -> RequiredPlan:
    """Make a plan, with the headings of a starting point, or with one heading where `start` is empty."""
    policies.check_can_assemble(by, area)
    beginning = STARTING_POINT.get(start)
    headings = beginning.headings if beginning else (Heading("Actions"),)
    plan = RequiredPlan(area=area, key=_free_key(area, title), title=title, requester=requester, purpose=purpose)
    plan.headings = [{"id": number, **asdict(heading)} for number, heading in enumerate(headings, 1)]
    plan.full_clean()
    plan.save()
    _record("made a required plan", plan, by, reason, {"start": start or "one empty heading"})
    return plan


def _free_key(area: Area, title: str) -> str:
    taken = RESERVED | set(area.required_plans.values_list("key", flat=True))
    stem = slugify(title)[:60].strip("-") or "plan"
    return next(key for n in range(1, len(taken) + 2) if (key := stem if n == 1 else f"{stem}-{n}") not in taken)


@transaction.atomic
def revise_plan(
    *,
    plan: RequiredPlan,
    title: str,
    requester: str,
    purpose: str,
    headings: Sequence[tuple[int | None, Heading]],
    opened: int,
    by: AnyActor,
    reason: str = "",
) -> RequiredPlan:
    """Change what the plan is called and its headings. Each heading says which it was before, or None where it is new;
    the actions under a heading go where it goes."""
    current = RequiredPlan.objects.select_for_update().get(pk=plan.pk)
    policies.check_can_assemble(by, current.area)
    policies.check_unchanged_since(current, opened)
    kept = {was: now for now, (was, _) in enumerate(headings) if was is not None}
    items = list(current.items.all())
    policies.check_headings(current, kept, [heading for _, heading in headings], items)
    moving = [item for item in items if kept[item.heading] != item.heading]
    for item in moving:  # first out of the way: an action may stand under two headings that change places
        item.heading = kept[item.heading] + len(headings) + len(current.headings)
        item.save()
    for item in moving:
        item.heading -= len(headings) + len(current.headings)
        item.save()
    current.title, current.requester, current.purpose = title, requester, purpose
    current.headings = list(_numbered(current.headings, headings))
    _save(current)
    _record("revised a required plan", current, by, reason, {"headings": [h.title for _, h in headings]})
    return current


def _numbered(before: list[dict[str, Any]], headings: Sequence[tuple[int | None, Heading]]) -> Iterator[dict[str, Any]]:
    """Each heading with the number that it keeps for life, by which two versions know it again."""
    new = count(max((heading["id"] for heading in before), default=0) + 1)
    for was, heading in headings:
        yield {"id": next(new) if was is None else before[was]["id"], **asdict(heading)}


@transaction.atomic
def choose(
    *, plan: RequiredPlan, heading: int, actions: Sequence[Action], opened: int, by: AnyActor, reason: str = ""
) -> RequiredPlan:
    """Let exactly these actions stand under one heading, in this order. An action stands there by reference: it is
    never copied."""
    current = RequiredPlan.objects.select_for_update().get(pk=plan.pk)
    policies.check_can_assemble(by, current.area)
    policies.check_unchanged_since(current, opened)
    policies.check_heading_exists(current, heading)
    if any(action.area_id != current.area_id for action in actions):
        raise Refused("One of these actions belongs to another area.")
    standing = {item.action_id: item for item in current.items.filter(heading=heading)}
    chosen = {action.pk for action in actions}
    for position, action in enumerate(actions):
        item = standing.get(action.pk) or RequiredItem(plan=current, action=action, heading=heading)
        item.position = position
        item.save()
    gone = [item for pk, item in standing.items() if pk not in chosen]
    for item in gone:
        item.delete()
    _save(current)
    data = {
        "heading": current.headings[heading]["title"],
        "put in": [action.title for action in actions if action.pk not in standing],
        "taken out": [item.action.title for item in gone],
    }
    _record("chose actions for a required plan", current, by, reason, data)
    return current


@transaction.atomic
def write_note(*, item: RequiredItem, note: str, by: AnyActor) -> RequiredItem:
    """Write what the requester asks beside one action. The action itself is changed only in the delivery plan."""
    current = RequiredItem.objects.select_for_update().select_related("plan__area", "action").get(pk=item.pk)
    policies.check_can_assemble(by, current.plan.area)
    before, current.note = current.note, note.strip()
    current.save()
    _save(current.plan)
    data = {"action": current.action.title, "was": before, "now": current.note}
    _record("wrote a note in a required plan", current.plan, by, "", data)
    return current


@transaction.atomic
def freeze(*, plan: RequiredPlan, note: str, by: AnyActor) -> RequiredVersion:
    """Freeze what the plan says now under the next number, to be sent and agreed."""
    current = RequiredPlan.objects.select_for_update().get(pk=plan.pk)
    content = content_of(current, by.today)
    newest = current.versions.first()
    policies.check_can_freeze(by, current, content, newest)
    version = RequiredVersion(
        plan=current, number=current.version + 1, on=by.today, content=content, note=note, made_by=by.person
    )
    version.full_clean(exclude=["content"])
    version.save()
    current.version = version.number
    _save(current)
    _record("froze a required plan", current, by, note, {"version": version.number})
    return version


@transaction.atomic
def agree(*, version: RequiredVersion, on: date, authority: str, by: AnyActor) -> Agreement:
    """Record that the actor's organisation agreed this version, on a date, on a decision's authority."""
    organisation = policies.check_can_agree(by, version, on, authority)
    given = Agreement(
        version=version, organisation=organisation, on=on, authority=authority.strip(), agreed_by=by.person
    )
    given.full_clean()
    given.save()
    data = {"version": version.number, "organisation": organisation.name, "on": on.isoformat()}
    _record("agreed a required plan", version.plan, by, "", data, authority.strip())
    return given


def _save(plan: RequiredPlan) -> None:
    plan.revision += 1
    plan.full_clean()
    plan.save()


def _record(
    verb: str, plan: RequiredPlan, by: AnyActor, reason: str, data: Mapping[str, object], authority: str = ""
) -> None:
    subject = log.Subject("required plan", plan.pk, plan.title)
    log.record(verb, subject, by=by, area=plan.area.slug, reason=reason, authority=authority, data=dict(data))
