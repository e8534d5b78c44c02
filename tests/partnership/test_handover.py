"""What happens to work when it passes from one to another: is the earlier holder kept, and is it said why?"""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from goldenthread.partnership.actions import hand_over, name_holder, name_lead
from goldenthread.partnership.models import Organisation, Responsibility
from goldenthread.partnership.policies import NotAllowed, Refused
from goldenthread.partnership.queries import responsibilities
from goldenthread.planning.deliveryplan.models import Action
from goldenthread.publishing.packs.queries import pack_of
from tests.acting import no_event, one_event
from tests.fixtures import NOW, person_called

TODAY = NOW.date()


@pytest.fixture
def old(northumberland) -> Responsibility:
    """A lead that the document names only by initials, held since a month ago."""
    row = northumberland.responsibilities.filter(part="lead", wording__startswith="two leads").first()
    row.start = TODAY - timedelta(days=30)
    row.save()
    return row


@pytest.fixture
def council(db) -> Organisation:
    return Organisation.objects.get(key="northumberland-county-council")


def handed(old, council, actor, **values):
    given = {
        "to": person_called("Connor", "northumberland"),
        "reason": "The lead moved on",
        "titles": {old.item_id: "Mediation"},
    }
    return hand_over(responsibilities=[old], organisation=council, by=actor("Cora", "northumberland"), **given | values)


def test_the_old_row_ends_yesterday_and_the_new_one_begins_today(old, council, actor):
    (new,) = handed(old, council, actor)

    old.refresh_from_db()
    assert (old.end, old.person) == (TODAY - timedelta(days=1), None)
    assert (new.start, new.end, new.person, new.organisation) == (
        TODAY,
        None,
        person_called("Connor", "northumberland"),
        council,
    )
    assert list(responsibilities(old.area, TODAY, [old.item_id])) == [new]


def test_the_event_says_who_to_whom_what_and_why(old, council, actor):
    with one_event() as written:
        handed(old, council, actor)

    assert written[0].verb == "handed over"
    assert (written[0].subject, written[0].reason) == ("Mediation", "The lead moved on")
    assert written[0].data["from"] == "two leads named only by initials in the document"
    assert written[0].data["to"].startswith("Connor")


def test_the_strategy_names_the_new_role_and_never_the_person(old, council, actor):
    handed(old, council, actor)

    action = Action.objects.get(pk=old.item_id)
    (lead,) = next(a for a in pack_of(old.area).actions if a.key == action.key).leads
    assert (lead.role, lead.organisation, lead.wording) == ("Service manager", council.key, "")


def test_a_post_of_one_body_is_not_given_to_another_but_its_successor_has_it(old, council, actor):
    icb = Organisation.objects.create(key="an-icb", name="An ICB", kind="icb")
    old.organisation, old.role = icb, "Commissioning manager"
    old.save()

    (new,) = handed(old, council, actor)
    assert new.role == "Service manager"

    next_icb = Organisation.objects.create(key="next-icb", name="The next ICB", kind="icb")
    icb.successions.create(successor=next_icb, on=TODAY, kind="merged")
    (again,) = handed(old, next_icb, actor, to=None)
    assert again.role == "Commissioning manager"


def test_work_handed_on_twice_in_a_day_has_one_holder_and_keeps_both_in_history(old, council, actor):
    (first,) = handed(old, council, actor)
    (second,) = handed(first, council, actor, to=person_called("Cora", "northumberland"))

    assert list(responsibilities(old.area, TODAY, [old.item_id])) == [second]
    names = list(
        Responsibility.history.filter(id=second.pk)
        .order_by("history_date", "history_id")
        .values_list("person__name", flat=True)
    )
    assert [name.split()[0] for name in names] == ["Connor", "Cora"]


def test_a_body_may_take_work_and_name_nobody_yet(old, council, actor):
    (new,) = handed(old, council, actor, to=None)

    assert (new.organisation, new.person) == (council, None)


@pytest.mark.parametrize(
    ("changes", "refused"),
    [
        ({"to": "Otto"}, "must be able to report progress on actions: the role of this person is auditor"),
        ({"to": "Anna"}, "data and intelligence analyst"),
        ({"reason": "  "}, "Say why"),
    ],
)
def test_work_goes_only_to_those_who_can_report_and_with_a_reason(old, council, actor, changes, refused):
    if "to" in changes:
        changes = {"to": person_called(changes["to"], "northumberland")}

    with no_event(), pytest.raises(Refused, match=refused):
        handed(old, council, actor, **changes)


def test_work_does_not_go_to_somebody_who_works_elsewhere(old, council, actor):
    with no_event(), pytest.raises(Refused, match="none here"):
        handed(old, council, actor, to=person_called("Connor", "tameside"))


def test_work_does_not_go_to_a_body_that_ended(old, actor):
    ended = Organisation.objects.get(key="northumberland-ccg")

    with no_event(), pytest.raises(Refused, match="ended on 30 June 2022"):
        handed(old, ended, actor)


def test_nobody_hands_over_the_work_of_another_area(old, council, actor):
    with pytest.raises(NotAllowed, match="another area"):
        hand_over(
            responsibilities=[old],
            to=person_called("Connor", "northumberland"),
            organisation=council,
            by=actor("Cora"),
            reason="Tidy",
        )


def test_all_of_it_is_handed_over_or_none(old, council, actor):
    foreign = Responsibility.objects.exclude(area=old.area).first()

    with pytest.raises(NotAllowed):
        hand_over(
            responsibilities=[old, foreign],
            to=person_called("Connor", "northumberland"),
            organisation=council,
            by=actor("Cora", "northumberland"),
            reason="Tidy",
        )

    old.refresh_from_db()
    assert old.end is None


def test_a_body_that_the_strategy_does_not_name_comes_to_be_named(old, actor):
    stranger = Organisation.objects.create(key="a-new-trust", name="A new trust", kind="nhs-trust")

    (new,) = handed(old, stranger, actor, to=None)

    assert new.organisation == stranger
    assert "a-new-trust" in {body.key for body in pack_of(old.area).organisations}


def test_an_item_without_a_lead_is_given_one_and_only_one(northumberland, council, actor):
    given = {"area": northumberland, "item_id": uuid4(), "item_kind": "action", "organisation": council}
    given |= {
        "to": person_called("Connor", "northumberland"),
        "by": actor("Cora", "northumberland"),
        "reason": "Agreed",
    }

    with one_event() as written:
        lead = name_lead(**given)
    with no_event(), pytest.raises(Refused, match="already has a lead"):
        name_lead(**given)

    assert (lead.part, lead.role) == ("lead", "Service manager")
    assert (written[0].verb, written[0].data["from"]) == ("named a lead", "nobody")


def test_a_holder_is_named_only_where_there_is_none(old, actor):
    by = actor("Cora", "northumberland")
    name_holder(responsibility=old, person=person_called("Connor", "northumberland"), by=by)

    with no_event(), pytest.raises(Refused, match="holds this already"):
        name_holder(responsibility=old, person=person_called("Cora", "northumberland"), by=by)
