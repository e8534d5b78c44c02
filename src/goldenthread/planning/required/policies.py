"""Who may assemble a plan that others require, and who may agree it for their organisation?"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from goldenthread.accounts.roles import Permission
from goldenthread.partnership.actors import AnyActor
from goldenthread.partnership.models import Area, Organisation
from goldenthread.partnership.policies import NotAllowed, Refused, check_may, check_same_area

from .models import RequiredItem, RequiredPlan, RequiredVersion
from .states import Heading


def check_can_assemble(actor: AnyActor, area: Area) -> None:
    """Make a plan, choose its actions, write its notes and headings, freeze a version."""
    check_same_area(actor, area)
    check_may(actor, Permission.EDIT_REQUIRED_PLANS)


def check_unchanged_since(plan: RequiredPlan, opened: int) -> None:
    """Somebody else may have saved the plan after it was opened; nothing of theirs is written over unseen."""
    if plan.revision != opened:
        raise Refused(
            "Somebody else changed this plan while you were writing. Nothing was saved: look at it, then save again."
        )


def check_headings(
    plan: RequiredPlan, kept: Iterable[int], headings: Iterable[Heading], items: Iterable[RequiredItem]
) -> None:
    """A heading may go only when nothing stands under it. `kept`: which of the present headings stay."""
    wanted = list(headings)
    if not wanted:
        raise Refused("A plan needs at least one heading.")
    if len({heading.title.strip().lower() for heading in wanted}) < len(wanted):
        raise Refused("Two headings have the same words. Give each its own, so that a reader can tell them apart.")
    staying = set(kept)
    lost = {item.heading for item in items} - staying
    if lost:
        titles = ", ".join(f"“{plan.headings[n]['title']}”" for n in sorted(lost) if n < len(plan.headings))
        raise Refused(f"Actions stand under {titles}. Take them out first, then take the heading away.")


def check_heading_exists(plan: RequiredPlan, heading: int) -> None:
    """Actions stand under a heading that is there."""
    if not 0 <= heading < len(plan.headings):
        raise Refused(f"“{plan.title}” has {len(plan.headings)} headings; there is no number {heading + 1}.")


def check_can_freeze(
    actor: AnyActor, plan: RequiredPlan, content: dict[str, Any], newest: RequiredVersion | None
) -> None:
    """Freeze what the plan says now, under the next number; nothing is frozen empty, or twice."""
    check_can_assemble(actor, plan.area)
    if not any(heading["actions"] for heading in content["headings"]):
        raise Refused("No action has been chosen yet: choose actions under the headings first.")
    if newest is not None and said_by(newest.content) == said_by(content):
        raise Refused(f"Nothing has changed since version {newest.number}, frozen on {newest.on:%-d %B %Y}.")


def said_by(content: dict[str, Any]) -> dict[str, Any]:
    """What a plan says, without what moves by itself from day to day: judgements of how things stand."""
    judged = ("status", "reason")
    headings = [
        {
            **heading,
            "actions": [
                {k: v for k, v in action.items() if k not in (*judged, "measures")} for action in heading["actions"]
            ],
        }
        for heading in content["headings"]
    ]
    return {**content, "headings": headings}


def check_can_agree_any(actor: AnyActor, version: RequiredVersion) -> Organisation:
    """The body for which the actor may agree versions of this plan."""
    check_same_area(actor, version.plan.area)
    check_may(actor, Permission.AGREE_REQUIRED_PLAN)
    if actor.organisation is None:
        raise NotAllowed("A plan is agreed for an organisation, and you act for none.")
    return actor.organisation


def check_can_agree(actor: AnyActor, version: RequiredVersion, on: date, authority: str) -> Organisation:
    """The body for which the actor agrees; or a refusal. A body agrees each version once, and says by what authority."""
    organisation = check_can_agree_any(actor, version)
    if not authority.strip():
        raise Refused("Say on which decision this rests: the meeting and its date, or the scheme of delegation.")
    if on > actor.today:
        raise Refused("The date of the decision is in the future. Record it when it has been made.")
    already = next((given for given in version.agreements.all() if given.organisation_id == organisation.pk), None)
    if already is not None:
        raise Refused(f"{organisation} already agreed this version on {already.on:%-d %B %Y}.")
    return organisation
