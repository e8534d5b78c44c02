"""Who may assemble a required plan, and who may agree one for their organisation?"""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from goldenthread.accounts.roles import Permission
from goldenthread.partnership.models import Area, Organisation
from goldenthread.partnership.policies import NotAllowed, Refused, allows
from goldenthread.planning.required import policies
from goldenthread.planning.required.models import RequiredItem, RequiredPlan, RequiredVersion
from goldenthread.planning.required.states import CHECK, STARTING_POINTS, Heading
from tests.acting import NOW, ROLE_CODES, acting_as, holders

AREA = Area(pk=1, slug="somewhere", name="Somewhere")
ELSEWHERE = Area(pk=2, slug="elsewhere", name="Elsewhere")
COUNCIL = Organisation(pk=7, name="A council")
TODAY = NOW.date()


@pytest.mark.parametrize("role", ROLE_CODES)
def test_assembling_follows_its_permission(role):
    assert allows(policies.check_can_assemble, acting_as(role, AREA), AREA) == (
        role in holders(Permission.EDIT_REQUIRED_PLANS)
    )


def test_nobody_assembles_another_areas_plan():
    with pytest.raises(NotAllowed, match="another area"):
        policies.check_can_assemble(acting_as("commissioning-lead", AREA), ELSEWHERE)


class Version:
    """A version that these bodies agreed; nothing is read from a database."""

    def __init__(self, *agreed: Organisation) -> None:
        self.plan = RequiredPlan(area=AREA, title="A plan")
        self.agreements = self
        self.given = [type("Agreement", (), {"organisation_id": body.pk, "on": TODAY})() for body in agreed]

    def all(self) -> list[object]:
        return self.given


@pytest.mark.parametrize("role", ROLE_CODES)
def test_agreeing_follows_its_permission_and_is_for_the_actors_own_body(role):
    actor = acting_as(role, AREA, COUNCIL)
    if role in holders(Permission.AGREE_REQUIRED_PLAN):
        assert policies.check_can_agree(actor, Version(), TODAY, "Cabinet, minute 4") == COUNCIL
    else:
        with pytest.raises(NotAllowed, match="agree a required plan"):
            policies.check_can_agree(actor, Version(), TODAY, "Cabinet, minute 4")


@pytest.mark.parametrize(
    ("version", "on", "authority", "refused"),
    [
        (Version(), TODAY, "  ", "on which decision this rests"),
        (Version(), TODAY + timedelta(days=1), "Cabinet", "in the future"),
        (Version(COUNCIL), TODAY, "Cabinet", "A council already agreed this version on 22 November 2026"),
    ],
)
def test_a_body_agrees_once_on_a_decision_that_was_made(version, on, authority, refused):
    with pytest.raises(Refused, match=refused):
        policies.check_can_agree(acting_as("board-member", AREA, COUNCIL), version, on, authority)


def test_one_bodys_agreement_does_not_stand_for_anothers():
    icb = Organisation(pk=8, name="An ICB")

    assert policies.check_can_agree(acting_as("board-member", AREA, icb), Version(COUNCIL), TODAY, "Board") == icb


def test_whoever_acts_for_no_body_agrees_nothing():
    with pytest.raises(NotAllowed, match="you act for none"):
        policies.check_can_agree_any(acting_as("board-member", AREA), Version())


PLAN = RequiredPlan(
    area=AREA, title="A plan", revision=3, headings=[{"id": 1, "title": "One"}, {"id": 2, "title": "Two"}]
)


@pytest.mark.parametrize(("opened", "allowed"), [(3, True), (2, False), (4, False)])
def test_only_the_newest_plan_is_written_over(opened, allowed):
    assert allows(policies.check_unchanged_since, PLAN, opened) == allowed


@pytest.mark.parametrize(
    ("kept", "headings", "refused"),
    [
        ([0, 1], ["One", "Two"], ""),
        ([0], ["One"], ""),
        ([1], ["Two"], "Actions stand under “One”"),
        ([0], [], "at least one heading"),
        ([0], ["One", " one "], "the same words"),
    ],
)
def test_a_heading_goes_only_when_nothing_stands_under_it(kept, headings, refused):
    items = [RequiredItem(heading=0)]
    arguments = (PLAN, kept, [Heading(title) for title in headings], items)
    if not refused:
        policies.check_headings(*arguments)
        return
    with pytest.raises(Refused, match=refused):
        policies.check_headings(*arguments)


@pytest.mark.parametrize(("number", "there"), [(0, True), (1, True), (2, False), (-1, False)])
def test_actions_stand_under_headings_that_are_there(number, there):
    assert allows(policies.check_heading_exists, PLAN, number) == there


def content(due: str = "2027", status: str = "on track", *, chosen: bool = True) -> dict[str, object]:
    action = {"key": "a", "due": due, "status": status, "reason": "", "measures": [{"status": status}]}
    return {"title": "A plan", "headings": [{"id": 1, "title": "One", "actions": [action] if chosen else []}]}


@pytest.mark.parametrize(
    ("now", "before", "refused"),
    [
        (content(), None, ""),
        (content(due="2028"), content(), ""),
        (content(), content(), "Nothing has changed since version 4"),
        (content(status="overdue"), content(), "Nothing has changed since version 4"),
        (content(chosen=False), None, "No action has been chosen"),
    ],
)
def test_a_version_is_frozen_only_when_the_plan_says_something_new(now, before, refused):
    newest = RequiredVersion(number=4, on=date(2026, 11, 1), content=before) if before else None
    lead = acting_as("commissioning-lead", AREA)
    if not refused:
        policies.check_can_freeze(lead, PLAN, now, newest)
        return
    with pytest.raises(Refused, match=refused):
        policies.check_can_freeze(lead, PLAN, now, newest)


@pytest.mark.parametrize("start", STARTING_POINTS, ids=lambda start: start.key)
def test_every_starting_point_says_where_it_is_from_and_that_it_must_be_checked(start):
    assert start.source
    assert start.confidence == CHECK
    assert len({heading.title for heading in start.headings}) == len(start.headings) > 1
    assert all(heading.guidance for heading in start.headings)
