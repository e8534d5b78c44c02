"""Are boards, seats, lines of report and who serves an area written so that the chain still makes sense?"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from django.utils import timezone

from goldenthread.accounts.roles import Permission
from goldenthread.partnership.governance import actions
from goldenthread.partnership.governance.queries import chain_between
from goldenthread.partnership.models import AreaService, Board, Organisation, Reporting, Seat
from goldenthread.partnership.policies import EditConflict, NotAllowed, Refused, allows, check_can_edit_partnership
from goldenthread.publishing.packs.actions import import_pack
from goldenthread.publishing.packs.queries import pack_of
from tests.acting import ROLE_CODES, acting_as, holders, no_event, one_event

pytestmark = pytest.mark.django_db
MAY, APRIL = date(2026, 5, 1), date(2026, 4, 1)


@pytest.fixture
def boards(oldmere) -> SimpleNamespace:
    """The three boards of Oldmere, which answer to one another: group to board to the Health and Wellbeing Board."""
    found = {board.key: board for board in Board.objects.filter(area=oldmere)}
    return SimpleNamespace(top=found["hwb"], middle=found["partnership-board"], low=found["commissioning-group"])


@pytest.fixture
def cora(actor):
    return actor("Cora", "oldmere")


@pytest.fixture
def elsewhere(oldmere, newcastle) -> Organisation:
    """A body that another area names and this one does not."""
    here = oldmere.mentions.values("organisation")
    return newcastle.mentions.exclude(organisation__in=here).first().organisation


def now(row):
    row.refresh_from_db()
    return row


# --- who may -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", ROLE_CODES)
def test_who_decides_is_written_by_those_who_hold_the_permission(role):
    somebody = acting_as(role)

    assert allows(check_can_edit_partnership, somebody, somebody.area) == (role in holders(Permission.EDIT_PARTNERSHIP))


CHANGES: dict[str, tuple[str, Callable[[SimpleNamespace], object]]] = {
    "add_board": ("added board", lambda x: actions.add_board(area=x.area, values={"name": "A new group"}, by=x.by)),
    "revise_board": (
        "revised board",
        lambda x: actions.revise_board(board=x.board, values={"cycle": "weekly"}, opened=1, by=x.by),
    ),
    "withdraw_board": ("withdrew board", lambda x: actions.withdraw_board(board=x.board, by=x.by, reason="Merged")),
    "add_seat": (
        "added a seat",
        lambda x: actions.add_seat(board=x.board, values={"role": "Chair"}, opened=1, by=x.by),
    ),
    "revise_seat": (
        "revised a seat",
        lambda x: actions.revise_seat(seat=x.seat, values={"role": "Head"}, opened=1, by=x.by),
    ),
    "end_seat": (
        "ended a seat",
        lambda x: actions.end_seat(seat=x.seat, last_day=MAY, opened=1, by=x.by, reason="Left"),
    ),
    "remove_seat": (
        "took away a seat",
        lambda x: actions.remove_seat(seat=x.seat, opened=1, by=x.by, reason="Never was"),
    ),
    "add_line": (
        "added a line of report",
        lambda x: actions.add_line(board=x.low, to=x.top, nature="informs", opened=1, by=x.by),
    ),
    "revise_line": (
        "revised a line of report",
        lambda x: actions.revise_line(line=x.line, to=x.line.to, nature="informs", opened=1, by=x.by),
    ),
    "remove_line": (
        "took away a line of report",
        lambda x: actions.remove_line(line=x.line, opened=1, by=x.by, reason="Never did"),
    ),
    "name_body": (
        "added organisation",
        lambda x: actions.name_body(area=x.area, values={"name": "Mere Trust", "kind": "voluntary"}, by=x.by),
    ),
    "revise_body": (
        "revised organisation",
        lambda x: actions.revise_body(body=x.body, area=x.area, values={"short_name": "OC"}, opened=1, by=x.by),
    ),
    "add_service": (
        "added area service",
        lambda x: actions.add_service(area=x.area, values={"organisation": x.body, "role": "oversight"}, by=x.by),
    ),
    "revise_service": (
        "revised area service",
        lambda x: actions.revise_service(service=x.service, values={"start": MAY}, opened=1, by=x.by),
    ),
    "remove_service": (
        "took away area service",
        lambda x: actions.remove_service(service=x.service, by=x.by, reason="Never did"),
    ),
}


@pytest.fixture
def things(oldmere, boards, cora) -> SimpleNamespace:
    service = AreaService.objects.filter(area=oldmere).select_related("organisation").first()
    return SimpleNamespace(
        area=oldmere,
        by=cora,
        board=boards.middle,
        low=boards.low,
        top=boards.top,
        seat=Seat.objects.filter(board=boards.middle).first(),
        line=Reporting.objects.get(board=boards.middle),
        body=service.organisation,
        service=service,
    )


@pytest.mark.parametrize("name", CHANGES)
def test_each_change_is_one_event_and_shows_in_the_pack_today_but_not_as_it_stood(name, things):
    verb, change = CHANGES[name]
    before = pack_of(things.area)
    moment = timezone.now()

    with one_event() as written:
        change(things)

    assert written[0].verb == verb
    assert pack_of(things.area) != before
    stood = pack_of(things.area, as_at=moment)
    assert (stood.boards, stood.serves) == (before.boards, before.serves)


@pytest.mark.parametrize("name", CHANGES)
def test_nobody_changes_anything_without_the_permission_or_from_another_area(name, things, actor):
    for somebody in (actor("Connor", "oldmere"), actor("Bola", "oldmere"), actor("Cora", "tameside")):
        things.by = somebody
        with no_event(), pytest.raises(NotAllowed):
            CHANGES[name][1](things)


@pytest.mark.parametrize(
    "name", [name for name in CHANGES if name.startswith(("revise", "end", "add_seat", "add_line"))]
)
def test_what_somebody_else_saved_meanwhile_is_not_overwritten(name, things):
    first = CHANGES[name][1]
    first(things)

    with no_event(), pytest.raises(EditConflict):
        first(things)


# --- boards --------------------------------------------------------------------------------------------------


def test_a_board_sent_twice_is_added_once(oldmere, cora):
    actions.add_board(area=oldmere, values={"name": "Short Breaks Group"}, by=cora)

    with no_event(), pytest.raises(Refused, match="already a board called") as refusal:
        actions.add_board(area=oldmere, values={"name": " short breaks group "}, by=cora)
    assert refusal.value.box == "name"


def test_a_new_board_has_a_key_of_its_own_even_beside_a_withdrawn_one(oldmere, cora):
    first = actions.add_board(area=oldmere, values={"name": "Therapies"}, by=cora)
    actions.withdraw_board(board=first, by=cora, reason="Not needed")

    second = actions.add_board(area=oldmere, values={"name": "Therapies"}, by=cora)

    assert (first.key, second.key) == ("therapies", "therapies-2")
    with pytest.raises(Refused, match="already a board called"):
        actions.bring_back_board(board=first, by=cora)


def test_a_withdrawn_board_leaves_the_chain_and_comes_back_with_its_seats(oldmere, boards, cora):
    before = pack_of(oldmere)
    gone = actions.withdraw_board(board=boards.middle, by=cora, reason="Merged")

    assert [board.key for board in pack_of(oldmere).boards] == ["hwb", "commissioning-group"]
    assert pack_of(oldmere).boards[1].reports_to == ()
    assert gone.withdrawn_on == cora.today
    actions.bring_back_board(board=gone, by=cora)
    assert pack_of(oldmere) == before


def test_a_board_is_withdrawn_only_with_a_reason_and_is_then_not_changed(boards, cora):
    with pytest.raises(Refused, match="Say why"):
        actions.withdraw_board(board=boards.middle, by=cora, reason="  ")
    gone = actions.withdraw_board(board=boards.middle, by=cora, reason="Merged")
    with no_event(), pytest.raises(Refused, match="Bring it back before changing it"):
        actions.revise_board(board=gone, values={"cycle": "weekly"}, opened=gone.revision, by=cora)


def test_a_pack_that_leaves_a_withdrawn_board_out_keeps_it_and_one_that_names_it_brings_it_back(oldmere, boards, actor):
    cora, whole = actor("Cora", "oldmere"), pack_of(oldmere)
    actions.withdraw_board(board=boards.low, by=cora, reason="Merged")
    without = pack_of(oldmere)
    import_pack(pack=without.model_copy(update={"boards": without.boards[:1]}), by=cora, reason="Again")
    assert {now(boards.middle).withdrawn_on, now(boards.low).withdrawn_on} == {cora.today}

    import_pack(pack=whole, by=cora, reason="As published")
    assert pack_of(oldmere) == whole
    assert now(boards.low).withdrawn_on is None


# --- seats ---------------------------------------------------------------------------------------------------


def test_a_seat_for_a_body_that_the_strategy_does_not_name_is_refused(boards, cora, elsewhere):
    with no_event(), pytest.raises(Refused, match="not among the organisations that this strategy names") as refusal:
        actions.add_seat(board=boards.top, values={"role": "Chair", "organisation": elsewhere}, opened=1, by=cora)
    assert refusal.value.box == "organisation_id"


def test_a_seat_does_not_end_before_it_begins(boards, cora):
    with no_event(), pytest.raises(Refused, match="before the first"):
        actions.add_seat(board=boards.top, values={"role": "Chair", "start": MAY, "end": APRIL}, opened=1, by=cora)
    seat = actions.add_seat(board=boards.top, values={"role": "Chair", "start": MAY}, opened=1, by=cora)
    with no_event(), pytest.raises(Refused, match="before the first") as refusal:
        actions.end_seat(seat=seat, last_day=APRIL, opened=2, by=cora, reason="Left")
    assert refusal.value.box == "last_day"


def test_a_seat_that_is_changed_under_an_old_revision_is_not(boards, cora):
    seat = boards.top.seats.first()
    actions.add_seat(board=boards.top, values={"role": "Chair"}, opened=1, by=cora)
    with no_event(), pytest.raises(EditConflict):
        actions.remove_seat(seat=seat, opened=1, by=cora, reason="Never was")


def test_a_deputy_follows_when_the_role_is_renamed(boards, cora):
    director = boards.middle.seats.get(role="Director of children's services (chair)")
    actions.revise_seat(seat=director, values={"role": "Director of families"}, opened=1, by=cora)

    assert boards.middle.seats.get(role="Assistant director of education").deputy_for == "Director of families"


# --- lines of report -----------------------------------------------------------------------------------------


def test_the_chain_between_two_boards_is_named_step_by_step(boards):
    assert chain_between(boards.low, boards.top) == ["SEND Partnership Board", "Health and Wellbeing Board"]
    assert chain_between(boards.top, boards.low) == []


@pytest.mark.parametrize("nature", ["reports", "informs"])
def test_the_chain_never_goes_round(boards, cora, nature):
    with no_event(), pytest.raises(Refused, match="That would make a circle") as refusal:
        actions.add_line(board=boards.top, to=boards.low, nature=nature, opened=1, by=cora)
    assert refusal.value.box == "to_id"
    assert "answers to SEND Partnership Board, which answers to Health and Wellbeing Board" in str(refusal.value)


def test_a_line_that_is_turned_into_a_circle_is_refused_and_one_that_is_only_renamed_is_not(boards, cora):
    line = boards.middle.reports_to.get()
    with no_event(), pytest.raises(Refused, match="circle"):
        actions.revise_line(line=line, to=boards.low, nature="reports", opened=1, by=cora)
    actions.revise_line(line=line, to=boards.top, nature="informs", opened=1, by=cora)
    assert now(line).nature == "informs"


def test_a_board_that_would_close_a_circle_does_not_come_back(boards, cora):
    gone = actions.withdraw_board(board=boards.middle, by=cora, reason="Paused")
    actions.add_line(board=boards.top, to=boards.low, nature="reports", opened=1, by=cora)

    with no_event(), pytest.raises(Refused, match="circle"):
        actions.bring_back_board(board=gone, by=cora)
    assert now(gone).withdrawn_on is not None


def test_a_line_leads_once_to_another_standing_board_of_the_area(boards, cora, newcastle):
    other = Board.objects.filter(area=newcastle).first()
    for to, words in ((boards.low, "to itself"), (other, "no such board"), (boards.middle, "already recorded")):
        with no_event(), pytest.raises(Refused, match=words):
            actions.add_line(board=boards.low, to=to, nature="reports", opened=1, by=cora)


# --- bodies, and who serves the area -------------------------------------------------------------------------


def test_a_body_that_is_known_is_named_and_not_made_again(oldmere, cora, elsewhere):
    count, words = Organisation.objects.count(), (elsewhere.name, elsewhere.kind)

    named = actions.name_body(area=oldmere, values={"name": "Anything"}, known=elsewhere, by=cora)

    assert (named, Organisation.objects.count()) == (elsewhere, count)
    assert (now(elsewhere).name, elsewhere.kind) == words
    assert pack_of(oldmere).organisations[-1].key == elsewhere.key
    with no_event(), pytest.raises(Refused, match="named here already"):
        actions.name_body(area=oldmere, values={}, known=elsewhere, by=cora)


def test_a_body_of_other_areas_too_is_not_changed_by_one_of_them(oldmere, cora, elsewhere):
    actions.name_body(area=oldmere, values={}, known=elsewhere, by=cora)
    with no_event(), pytest.raises(Refused, match="named by other areas too"):
        actions.revise_body(body=elsewhere, area=oldmere, values={"name": "Mine"}, opened=1, by=cora)


def test_one_body_serves_in_one_role_once_at_a_time(oldmere, cora):
    row = AreaService.objects.get(area=oldmere, role="local-authority")
    values = {"organisation": row.organisation, "role": "local-authority"}
    with no_event(), pytest.raises(Refused, match="already recorded in that role"):
        actions.add_service(area=oldmere, values=values, by=cora)

    actions.revise_service(service=row, values={"end": APRIL}, opened=1, by=cora)
    again = actions.add_service(area=oldmere, values=values | {"start": APRIL + timedelta(1)}, by=cora)
    assert again.position > row.position


def test_service_does_not_end_before_it_begins_nor_is_it_given_by_a_body_not_named(oldmere, cora, elsewhere):
    row = AreaService.objects.filter(area=oldmere).first()
    with no_event(), pytest.raises(Refused, match="before the first"):
        actions.revise_service(service=row, values={"start": MAY, "end": APRIL}, opened=1, by=cora)
    with no_event(), pytest.raises(Refused, match="not among the organisations"):
        actions.add_service(area=oldmere, values={"organisation": elsewhere, "role": "partner"}, by=cora)
