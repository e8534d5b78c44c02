"""Who may give roles, hand work over and read the log; who can hold what; and who may say that a body ended?"""

from __future__ import annotations

from datetime import date

import pytest

from goldenthread.accounts.roles import ROLE_BY_CODE, Permission
from goldenthread.partnership import policies
from goldenthread.partnership.actors import SystemActor
from goldenthread.partnership.models import Area, Membership, Organisation
from goldenthread.partnership.policies import NotAllowed, Refused
from tests.acting import NOW, ROLE_CODES, acting_as, holders

AREA = Area(pk=1, slug="somewhere", name="Somewhere")
ELSEWHERE = Area(pk=2, slug="elsewhere", name="Elsewhere")
CHECKS = {
    Permission.MANAGE_PEOPLE: policies.check_can_manage_people,
    Permission.HAND_OVER: policies.check_can_hand_over,
    Permission.VIEW_EVENTS: policies.check_can_view_events,
    Permission.VIEW_AREA: policies.check_can_view_area,
}


@pytest.mark.parametrize("role", ROLE_CODES)
@pytest.mark.parametrize("permission", CHECKS)
def test_a_check_lets_through_the_roles_with_its_permission_and_no_other(permission, role):
    assert policies.allows(CHECKS[permission], acting_as(role, AREA)) == (role in holders(permission))


def test_a_refusal_names_the_roles_that_may():
    with pytest.raises(
        NotAllowed, match=r"To give and end roles in the area you must be an area administrator in this area"
    ):
        policies.check_can_manage_people(acting_as("contributor", AREA))


def membership(**values: object) -> Membership:
    return Membership(area=AREA, person_id=None, organisation=Organisation(name="A body"), role="contributor", **values)


@pytest.mark.parametrize(
    ("end", "reason", "refused"),
    [
        (None, "Left", ""),
        (date(2026, 12, 1), "Left", ""),
        (date(2026, 11, 22), "Left", ""),
        (date(2026, 11, 21), "Left", "already ended on 21 November 2026"),
        (None, " ", "Say why"),
    ],
)
def test_a_role_that_has_not_ended_is_ended_with_a_reason(end, reason, refused):
    administrator = acting_as("area-administrator", AREA)
    if not refused:
        policies.check_can_end_role(administrator, membership(end=end), reason)
        return
    with pytest.raises(Refused, match=refused):
        policies.check_can_end_role(administrator, membership(end=end), reason)


def test_nobody_ends_their_own_role():
    administrator = acting_as("area-administrator", AREA)
    own = Membership(
        area=AREA, person=administrator.person, organisation=Organisation(name="A body"), role="area-administrator"
    )

    with pytest.raises(Refused, match="your own role"):
        policies.check_can_end_role(administrator, own, "Leaving")


def test_a_role_in_another_area_is_not_ended_from_here():
    other = Membership(area=ELSEWHERE, organisation=Organisation(name="A body"), role="contributor")

    with pytest.raises(NotAllowed, match="another area"):
        policies.check_can_end_role(acting_as("area-administrator", AREA), other, "Left")


@pytest.mark.parametrize("role", ROLE_CODES)
@pytest.mark.parametrize(
    ("kind", "permission"), [("action", Permission.REPORT_PROGRESS), ("measure", Permission.RECORD_OBSERVATION)]
)
def test_work_is_held_by_those_who_can_report_on_it(kind, permission, role):
    can = policies.allows(policies.check_can_hold, [role], kind)

    assert can == (permission in ROLE_BY_CODE[role].permissions)


def test_several_roles_together_let_a_person_hold_what_one_of_them_does():
    policies.check_can_hold(["auditor", "provider"], "action")
    with pytest.raises(Refused, match="the role of this person is auditor"):
        policies.check_can_hold(["auditor"], "action")
    with pytest.raises(Refused, match="none here"):
        policies.check_can_hold([], "action")


OPERATOR = SystemActor(None, "The operator", NOW)
ON = date(2027, 4, 1)


def body(pk: int, **values: object) -> Organisation:
    return Organisation(pk=pk, key=f"body-{pk}", name=f"Body {pk}", kind="icb", **values)


@pytest.mark.parametrize("role", ROLE_CODES)
def test_nobody_at_work_in_one_area_says_that_a_body_ended(role):
    with pytest.raises(NotAllowed, match="the operator"):
        policies.check_can_succeed(acting_as(role, AREA), body(1), body(2), ON)


@pytest.mark.parametrize(
    ("old", "new", "refused"),
    [
        (body(1), body(2), ""),
        (body(1, closed=date(2027, 3, 31)), body(2), ""),
        (body(1), body(2, opened=ON), ""),
        (body(1), body(1), "No body follows itself"),
        (body(1, closed=date(2022, 6, 30)), body(2), "already ended on 30 June 2022, not on 31 March 2027"),
        (body(1, opened=date(2027, 4, 1)), body(2), "cannot end before that"),
        (body(1), body(2, opened=date(2027, 4, 2)), "opens on 2 April 2027"),
        (body(1), body(2, closed=date(2026, 1, 1)), "Body 2 ended on 1 January 2026"),
    ],
)
def test_one_body_follows_another_when_their_dates_allow(old, new, refused):
    if not refused:
        policies.check_can_succeed(OPERATOR, old, new, ON)
        return
    with pytest.raises(Refused, match=refused):
        policies.check_can_succeed(OPERATOR, old, new, ON)
