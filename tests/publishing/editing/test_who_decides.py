"""Can boards, seats, lines, bodies and the strategy's details be written on pages, each error at its box?"""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from goldenthread.partnership.governance import actions
from goldenthread.partnership.models import AreaService, Board, Organisation
from goldenthread.planning.strategy.actions import change_status, revise_details
from goldenthread.planning.strategy.models import Strategy
from goldenthread.planning.strategy.queries import principal_strategy
from goldenthread.publishing.editing.forms import WRITTEN
from goldenthread.publishing.editing.presenters.values import NAMES, compared
from goldenthread.publishing.packs.actions import import_pack
from goldenthread.publishing.packs.format import Strategy as PackStrategy
from goldenthread.publishing.packs.queries import pack_of
from tests.acting import no_event, one_event
from tests.reading import boxes, text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_now")]
ROWS = {"strategies": Strategy, "boards": Board, "bodies": Organisation, "serving": AreaService}


def to(name: str, *words: object) -> str:
    return reverse(f"editing:{name}", args=["oldmere", *words])


@pytest.fixture
def cora(signed_in) -> Client:
    return signed_in("Cora", "oldmere")


@pytest.fixture
def board(oldmere) -> Board:
    return Board.objects.get(area=oldmere, key="partnership-board")


@pytest.fixture
def council(oldmere) -> Organisation:
    return Organisation.objects.get(key="oldmere-council")


def at_box(page, name: str) -> str:
    """What is said at one box."""
    found = re.search(rf'id="id_{name}(?:_group)?-error"[^>]*>(.*?)</p>', page.content.decode(), re.DOTALL)
    return " ".join(re.sub("<[^>]+>", " ", found[1]).split()) if found else ""


@pytest.mark.parametrize("plural", ROWS)
def test_a_form_is_no_longer_than_its_column_and_every_field_has_a_name(plural):
    form, model = WRITTEN[plural], ROWS[plural]
    assert set(compared(plural, model())) <= set(NAMES)
    for name in form.value_fields():
        column = model._meta.get_field(name.removesuffix("_id"))
        limit = getattr(form.base_fields[name], "max_length", None)
        if getattr(column, "max_length", None) and not column.choices and name != "cite":
            assert limit is not None and limit <= column.max_length, name


def test_every_field_of_a_strategy_but_its_key_status_and_rank_is_written():
    left = set(PackStrategy.model_fields) - set(WRITTEN["strategies"].value_fields())
    assert left == {"key", "status", "principal"}


@pytest.mark.parametrize("plural", ROWS)
def test_a_row_that_nobody_touched_is_not_changed(plural, cora, oldmere, board, council):
    service = AreaService.objects.filter(area=oldmere, start__isnull=False).first()
    address = {
        "strategies": to("details"),
        "boards": to("edit-board", board.key),
        "bodies": to("edit-body", council.key),
        "serving": to("edit-serving", service.pk),
    }[plural]
    with no_event():
        assert cora.post(address, boxes(cora.get(address))).status_code == 302


# --- boards --------------------------------------------------------------------------------------------------


def test_a_board_is_added_seated_and_put_into_the_chain(cora, oldmere, board, council):
    answer = cora.post(to("add-board"), {"name": "Short Breaks Group", "cycle": "monthly", "why": "Agreed in May"})
    page = answer.headers["Location"]
    assert page == to("board", "short-breaks-group")
    add_seat, add_line = (to("add-board-part", "short-breaks-group", part) for part in ("seats", "lines"))
    seat = {"role": "Chair", "organisation_id": council.pk, "voting": "yes", "start_day": "1", "start_month": "5"}
    cora.post(add_seat, boxes(cora.get(add_seat)) | seat | {"start_year": "2026"})
    cora.post(add_line, boxes(cora.get(add_line)) | {"to_id": board.pk, "nature": "reports"})

    shown = text(cora.get(page))
    assert "Chair, Oldmere Council (made up) Votes; from 1 May 2026" in shown
    assert "It reports to SEND Partnership Board" in shown
    assert "Why: Agreed in May" in shown
    assert "added a seat: Chair, Oldmere Council (made up)" in shown
    assert "Short Breaks Group" in text(cora.get("/oldmere/who-decides/"))
    assert pack_of(oldmere).boards[-1].seats[0].voting is True


def test_a_board_sent_twice_is_told_so_at_its_name(cora):
    cora.post(to("add-board"), {"name": "Short Breaks Group"})
    with no_event():
        page = cora.post(to("add-board"), {"name": "Short Breaks Group"})
    assert "There is already a board called “Short Breaks Group” here." in at_box(page, "name")
    assert "Give the board a name" in at_box(cora.post(to("add-board"), {"name": ""}), "name")


def test_a_seat_sent_twice_is_added_once(cora, board):
    address = to("add-board-part", board.key, "seats")
    form = boxes(cora.get(address)) | {"role": "Observer"}
    cora.post(address, form)
    with no_event():
        page = cora.post(address, form)
    assert "added a seat: Observer" in text(page)
    assert boxes(page)["role"] == "Observer"
    assert board.seats.filter(role="Observer").count() == 1


def test_each_fault_of_a_seat_is_said_at_its_box(cora, board, newcastle, oldmere):
    here = oldmere.mentions.values("organisation")
    unknown = newcastle.mentions.exclude(organisation__in=here).first().organisation_id
    wrong = {"organisation_id": unknown, "deputy_for": "Nobody at all"}
    days = {"start_day": "1", "start_month": "5", "start_year": "2026", "end_day": "1", "end_month": "4"}
    with no_event():
        page = cora.post(to("add-board-part", board.key, "seats"), wrong | days | {"end_year": "2026", "opened": 1})
    assert "Say which role sits here" in at_box(page, "role")
    assert "Choose one of the organisations that this strategy names" in at_box(page, "organisation_id")
    assert "Choose a role that sits on this board" in at_box(page, "deputy_for")
    assert "The last day is before the first day" in at_box(page, "end")


def test_a_circle_is_refused_at_the_box(cora, oldmere):
    low = Board.objects.get(area=oldmere, key="commissioning-group")
    address = to("add-board-part", "hwb", "lines")
    with no_event():
        page = cora.post(address, boxes(cora.get(address)) | {"to_id": low.pk})
    assert "That would make a circle" in at_box(page, "to_id")
    assert "Choose one of the boards" in at_box(cora.post(address, {"to_id": 999999, "opened": 1}), "to_id")


def test_a_seat_is_ended_with_a_day_and_a_reason_and_stays_last_on_the_page(cora, board):
    seat = board.seats.first()
    address = to("end-seat", board.key, seat.pk)
    form = boxes(cora.get(address))
    with no_event():
        assert "Say why it ends" in at_box(cora.post(address, form), "why")
    with one_event() as written:
        cora.post(address, form | {"last_day_year": "2026", "last_day_month": "3", "last_day_day": "31", "why": "Left"})
    assert (written[0].verb, written[0].reason) == ("ended a seat", "Left")
    rows = re.findall(r'app-parts__text">([^<]+)</p>', cora.get(to("board", board.key)).content.decode())
    assert rows[4].startswith("Director of children&#39;s services")


def test_a_seat_taken_away_by_somebody_else_is_offered_as_a_new_one(cora, board, actor):
    seat = board.seats.first()
    address = to("edit-board-part", board.key, "seats", seat.pk)
    form = boxes(cora.get(address))
    actions.remove_seat(seat=seat, opened=1, by=actor("Ivan", "oldmere"), reason="Never was")
    with no_event():
        page = cora.post(address, form | {"role": "Chair of all"})
    assert "This was taken away while you were writing" in text(page)
    assert f'action="{to("add-board-part", board.key, "seats")}"' in page.content.decode()
    cora.post(to("add-board-part", board.key, "seats"), boxes(page))
    assert board.seats.filter(role="Chair of all").exists()


def test_an_import_that_changes_a_seat_is_not_overwritten_unseen(cora, oldmere, board, actor):
    address = to("edit-board-part", board.key, "seats", board.seats.first().pk)
    form, whole = boxes(cora.get(address)), pack_of(oldmere)
    top, middle, low = whole.boards
    seats = (middle.seats[0].model_copy(update={"role": "Director of families"}), *middle.seats[1:])
    boards = (top, middle.model_copy(update={"seats": seats}), low)
    import_pack(pack=whole.model_copy(update={"boards": boards}), by=actor("Ada", "oldmere"), reason="New edition")
    with no_event():
        page = cora.post(address, form | {"voting": "no"})
    assert "An import saved it" in text(page)
    assert "changed its place, its seats or its lines" in text(cora.get(to("board", board.key)))
    assert Board.objects.get(area=oldmere, key="hwb").revision == 1


def test_the_second_editor_of_a_board_sees_both_and_loses_nothing(cora, board, actor, council):
    address = to("edit-board", board.key)
    form = boxes(cora.get(address))
    ivan = actor("Ivan", "oldmere")
    theirs = {"cycle": "every four weeks", "organisation": council}
    actions.revise_board(board=board, values=theirs, opened=1, by=ivan, reason="The ICB asked")
    with no_event():
        page = cora.post(address, form | {"cycle": "every two months"})

    shown = text(page)
    assert re.search(r"Ivan Icebee \(made up\) changed “how often it meets” and “organisation”", shown)
    for words in ("The ICB asked", "every six weeks", "every four weeks", "every two months", "Oldmere Council"):
        assert words in shown
    again = boxes(page)
    assert (again["cycle"], again["organisation_id"]) == ("every two months", str(council.pk))
    cora.post(address, again)
    board.refresh_from_db()
    assert (board.cycle, board.organisation, board.revision) == ("every two months", council, 3)


def test_a_board_is_withdrawn_and_brought_back(cora, board):
    assert "Joint Commissioning Group reports to it" in text(cora.get(to("withdraw-board", board.key)))
    assert "Say why it is withdrawn" in at_box(cora.post(to("withdraw-board", board.key), {"why": " "}), "why")
    cora.post(to("withdraw-board", board.key), {"why": "Merged"})
    page = text(cora.get(to("board", board.key)))
    assert "It was withdrawn on 22 November 2026" in page
    assert "Add a seat" not in page
    assert cora.get(to("edit-board", board.key)).status_code == 302
    assert cora.get(to("add-board-part", board.key, "seats")).status_code == 302
    cora.post(to("bring-back-board", board.key), {"why": ""})
    assert "Add a seat" in text(cora.get(to("board", board.key)))


def test_whoever_may_not_write_sees_the_boards_without_the_ways_to_change_them(signed_in, board):
    reader = signed_in("Bola", "oldmere")
    for address in (to("partnership"), to("board", board.key)):
        page = text(reader.get(address))
        assert "SEND Partnership Board" in page
        assert "Add a" not in page and "Take away" not in page and "Withdraw" not in page


@pytest.mark.parametrize("address", ["boards/none/", "boards/hwb/chairs/add/", "boards/hwb/seats/999999/"])
def test_what_is_not_there_is_not_found(cora, oldmere, address):
    assert cora.get(f"/oldmere/work/{address}").status_code == 404


def test_a_board_of_another_area_is_not_found(cora, newcastle):
    assert cora.get(to("board", "send-executive-board")).status_code == 404


# --- bodies, and who serves the area -------------------------------------------------------------------------


def test_a_body_is_added_and_at_once_to_be_chosen(cora, oldmere):
    cora.post(to("add-body"), {"name": "Mere Sports", "kind": "voluntary"})
    assert "Mere Sports" in text(cora.get(to("add-board")))
    assert "Choose what kind of body it is" in at_box(cora.post(to("add-body"), {"name": "Other"}), "kind")


def test_a_body_that_another_area_names_is_asked_about_and_named_as_it_is(cora, oldmere, newcastle):
    known = Organisation.objects.get(key="newcastle-city-council")
    with no_event():
        page = cora.post(to("add-body"), {"name": "newcastle city council", "kind": "other"})
    assert "is known here already" in at_box(page, "name")
    with one_event() as written:
        cora.post(to("add-body"), boxes(page) | {"sure": "on"})
    assert written[0].verb == "named organisation"
    assert (pack_of(oldmere).organisations[-1].key, known.kind) == (known.key, "council")
    assert Organisation.objects.filter(name__iexact=known.name).count() == 1
    shared = cora.get(to("edit-body", known.key))
    assert "so no one area can change what is said of it" in text(shared)
    assert "name" not in boxes(shared)


def test_a_body_of_this_area_alone_is_corrected(cora, council):
    address = to("edit-body", council.key)
    cora.post(address, boxes(cora.get(address)) | {"short_name": "OC"})
    council.refresh_from_db()
    assert (council.short_name, council.revision) == ("OC", 2)


def test_who_serves_the_area_is_added_ended_and_taken_away(cora, oldmere, council):
    cora.post(to("add-serving"), {"organisation_id": council.pk, "role": "oversight"})
    row = AreaService.objects.get(area=oldmere, role="oversight")
    with no_event():
        page = cora.post(to("add-serving"), {"organisation_id": council.pk, "role": "oversight"})
    assert "already recorded in that role" in at_box(page, "organisation_id")
    address = to("edit-serving", row.pk)
    days = {"start_day": "2", "start_month": "5", "start_year": "2026", "end_day": "1", "end_month": "5"}
    page = cora.post(address, boxes(cora.get(address)) | days | {"end_year": "2026"})
    assert "The last day is before the first day" in at_box(page, "end")
    cora.post(address, boxes(page) | {"end_day": "30"})
    assert "From 2 May 2026 until 30 May 2026" in text(cora.get(to("partnership")))
    cora.post(to("remove-serving", row.pk), {"why": "Never did"})
    assert not AreaService.objects.filter(pk=row.pk).exists()
    assert cora.get(address).status_code == 404


def test_a_date_that_was_not_touched_takes_the_newer_one(cora, oldmere, actor):
    row = AreaService.objects.get(area=oldmere, role="nhs-commissioner")
    address = to("edit-serving", row.pk)
    form = boxes(cora.get(address))
    newer = {"start": row.start.replace(day=9)}
    actions.revise_service(service=row, values=newer, opened=1, by=actor("Ivan", "oldmere"))
    page = cora.post(address, form | {"role": "oversight"})

    assert "changed “first day”" in text(page)
    assert boxes(page)["start_day"] == "9"
    cora.post(address, boxes(page))
    row.refresh_from_db()
    assert (row.role, row.start.day) == ("oversight", 9)


# --- what the strategy says of itself ------------------------------------------------------------------------


def test_the_details_are_written_with_a_reason_and_shown_to_all(cora, oldmere):
    form = boxes(cora.get(to("details")))
    with one_event() as written:
        cora.post(to("details"), form | {"period": "2026 to 2029", "review": "each spring", "why": "Board, 4 November"})
    assert (written[0].verb, written[0].reason) == ("revised strategy", "Board, 4 November")
    assert written[0].data["changed"]["period"] == ["2025 to 2028", "2026 to 2029"]
    assert "2026 to 2029" in text(cora.get("/oldmere/strategy/"))
    assert "Why: Board, 4 November" in text(cora.get(to("details")))


@pytest.mark.parametrize("wording", ["2028 to 2025", "2028-2025", "May 2028 to April 2027", "1/4/2028 to 31/3/2025"])
def test_a_period_that_ends_before_it_begins_is_refused_at_its_box(cora, oldmere, wording):
    with no_event():
        page = cora.post(to("details"), boxes(cora.get(to("details"))) | {"period": wording})
    assert "ends before it begins" in at_box(page, "period")


@pytest.mark.parametrize("wording", ["the next 3 years", "2018 – 2025", "2026", ""])
def test_a_period_may_be_as_vague_as_the_document(cora, oldmere, wording):
    cora.post(to("details"), boxes(cora.get(to("details"))) | {"period": wording})
    assert principal_strategy(oldmere).period == wording


def test_the_second_editor_of_the_details_is_told_of_the_first_and_of_its_status(cora, oldmere, actor):
    form, ivan = boxes(cora.get(to("details"))), actor("Ivan", "oldmere")
    strategy = principal_strategy(oldmere)
    strategy = revise_details(strategy=strategy, values={"summary": "Theirs"}, opened=1, by=ivan)
    change_status(strategy=strategy, target="under-review", by=ivan)
    with no_event():
        page = cora.post(to("details"), form | {"title": "Mine"})
    shown = text(page)
    assert "Ivan Icebee (made up) changed “summary”" in shown
    assert "Ivan Icebee (made up) changed “status”" in shown
    assert (boxes(page)["title"], boxes(page)["summary"]) == ("Mine", "Theirs")
    cora.post(to("details"), boxes(page))
    saved = principal_strategy(oldmere)
    assert (saved.title, saved.summary, saved.status) == ("Mine", "Theirs", "under-review")
    assert "moved it from adopted to under review" in text(cora.get(to("details")))


def test_where_a_person_would_look_there_is_a_link(cora, oldmere):
    for address in ("/oldmere/work/items/", "/oldmere/work/people/"):
        assert f'href="{to("partnership")}"' in cora.get(address).content.decode()
    for address in ("/oldmere/work/items/", "/oldmere/work/status/"):
        assert "/oldmere/work/details/" in cora.get(address).content.decode()
