"""May what readers say be kept, read and dealt with only as the rules allow?"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import IntegrityError, transaction

from goldenthread.accounts.roles import Permission
from goldenthread.audit.models import Event
from goldenthread.partnership.actors import Actor
from goldenthread.partnership.models import Area
from goldenthread.partnership.policies import NotAllowed, Refused
from goldenthread.voice.actions import close_feedback, give_feedback
from goldenthread.voice.policies import MOST_A_DAY, check_can_read_feedback, check_takes_feedback
from goldenthread.voice.queries import feedback
from tests.acting import ROLE_CODES, acting_as, holders

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("role", ROLE_CODES)
def test_only_those_who_record_what_families_said_read_it(role: str):
    if role in holders(Permission.EDIT_VOICE):
        check_can_read_feedback(acting_as(role))
    else:
        with pytest.raises(NotAllowed):
            check_can_read_feedback(acting_as(role))


@pytest.mark.parametrize(("so_far", "taken"), [(0, True), (MOST_A_DAY - 1, True), (MOST_A_DAY, False)])
def test_a_day_has_room_for_so_many(so_far: int, taken: bool):
    if taken:
        check_takes_feedback(so_far)
    else:
        with pytest.raises(Refused, match="Your message has not been sent"):
            check_takes_feedback(so_far)


def test_it_is_dealt_with_once(newcastle: Area, actor: Callable[..., Actor]):
    given = give_feedback(area=newcastle, text="Thank you.", reply_to="a@example.org", by=actor("Cora"))
    closed = close_feedback(feedback=given, outcome="Passed on.", by=actor("Cora"))

    assert (closed.reply_to, closed.outcome) == ("", "Passed on.")
    assert Event.objects.latest("sequence").verb == "dealt with feedback"
    with pytest.raises(Refused, match="already dealt with on 22 November 2026"):
        close_feedback(feedback=given, outcome="Again.", by=actor("Cora"))


def test_another_area_cannot_deal_with_it(newcastle: Area, actor: Callable[..., Actor]):
    given = give_feedback(area=newcastle, text="Thank you.", by=actor("Cora"))

    with pytest.raises(NotAllowed, match="another area"):
        close_feedback(feedback=given, outcome="Mine.", by=actor("Cora", "tameside"))


def test_the_database_keeps_no_address_once_dealt_with(newcastle: Area, actor: Callable[..., Actor]):
    given = give_feedback(area=newcastle, text="Thank you.", reply_to="a@example.org", by=actor("Cora"))
    given.closed_on = actor("Cora").today

    with pytest.raises(IntegrityError, match="closed_feedback_keeps_no_address"), transaction.atomic():
        given.save()


def test_what_is_open_comes_first(newcastle: Area, actor: Callable[..., Actor]):
    first = give_feedback(area=newcastle, text="One.", by=actor("Cora"))
    second = give_feedback(area=newcastle, text="Two.", by=actor("Cora"))
    close_feedback(feedback=second, outcome="Done.", by=actor("Cora"))

    assert [each.pk for each in feedback(newcastle)] == [first.pk, second.pk]
