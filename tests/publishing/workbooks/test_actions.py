"""Is a workbook kept as it came, accepted whole or not at all, by those who may, with its event?"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any

import pytest

from goldenthread.audit.models import Event
from goldenthread.partnership.models import Area
from goldenthread.partnership.policies import NotAllowed, Refused
from goldenthread.planning.deliveryplan.models import Action, Redating
from goldenthread.publishing.packs.faults import Faulty
from goldenthread.publishing.packs.queries import pack_of
from goldenthread.publishing.workbooks import actions, queries
from goldenthread.publishing.workbooks.models import WorkbookImport
from goldenthread.thread.actions import revise
from tests.publishing.workbooks import messy
from tests.publishing.workbooks.messy import TODAY, book_of, column_of, content, opened

Act = Callable[..., Any]
REASON = "Updates for the December board"


def edited(area: Area, heading: str, value: object, row: int = 2) -> bytes:
    """The area's workbook with one cell of the delivery plan changed."""
    book = opened(queries.workbook_of(area, TODAY))
    page = book["Delivery plan"]
    page.cell(row, column_of(page, heading)).value = value
    return content(book)


def test_the_original_is_kept_byte_for_byte(tameside: Area, actor: Act):
    data = content(messy.york_shaped())
    found = actions.bring_in(area=tameside, name="plan.xlsx", content=data, by=actor("Cora", "tameside"))
    kept = queries.import_by_id(tameside, found.pk)

    assert kept is not None
    assert bytes(kept.original) == data
    assert kept.sha256 == hashlib.sha256(data).hexdigest()
    assert kept.state == "previewed"
    assert Event.objects.latest("sequence").verb == "brought in a workbook"


def test_bringing_a_workbook_in_changes_nothing_of_the_strategy(newcastle: Area, actor: Act):
    before = pack_of(newcastle)
    actions.bring_in(
        area=newcastle, name="plan.xlsx", content=edited(newcastle, "Description", "New."), by=actor("Cora")
    )

    assert pack_of(newcastle) == before


def test_a_workbook_with_faults_is_kept_as_refused(newcastle: Area, actor: Act):
    data = content(book_of(["Action", "Timescale"], ["Do it", "31/02/2025"]))
    found = actions.bring_in(area=newcastle, name="plan.xlsx", content=data, by=actor("Cora"))

    assert found.state == "refused"
    assert bytes(found.original) == data
    with pytest.raises(Refused, match="no longer waits"):
        actions.accept(found=found, seen="", by=actor("Cora"), reason=REASON)


def test_a_file_that_is_no_workbook_is_not_kept(newcastle: Area, actor: Act):
    with pytest.raises(Faulty):
        actions.bring_in(area=newcastle, name="plan.pdf", content=b"%PDF-1.7", by=actor("Cora"))

    assert not WorkbookImport.objects.exists()


@pytest.mark.parametrize("name", ["Connor", "Anna", "Finn", "Bola", "Priya", "Faith", "Yusuf", "Otto"])
def test_only_those_who_may_import_bring_a_workbook_in(newcastle: Area, actor: Act, name: str):
    with pytest.raises(NotAllowed, match="import a strategy pack or a workbook"):
        actions.bring_in(area=newcastle, name="plan.xlsx", content=content(messy.york_shaped()), by=actor(name))


def test_nobody_brings_a_workbook_into_another_area(newcastle: Area, actor: Act):
    with pytest.raises(NotAllowed):
        actions.bring_in(
            area=newcastle, name="plan.xlsx", content=content(messy.york_shaped()), by=actor("Cora", "tameside")
        )


def test_accepting_makes_the_strategy_say_what_the_preview_showed(newcastle: Area, actor: Act):
    by = actor("Cora")
    found = actions.bring_in(area=newcastle, name="plan.xlsx", content=edited(newcastle, "Description", "New."), by=by)
    proposal, seen = queries.proposal_for(found, TODAY)

    changes = actions.accept(found=found, seen=seen, by=by, reason=REASON)

    assert changes == proposal.changes
    assert pack_of(newcastle) == proposal.pack
    found.refresh_from_db()
    assert (found.state, found.accepted_at) == ("accepted", by.now)
    event = Event.objects.latest("sequence")
    assert (event.verb, event.reason, event.actor) == ("accepted a workbook", REASON, "Cora Commissioner (made up)")


def test_nothing_is_accepted_while_a_question_is_open(tameside: Area, actor: Act):
    by = actor("Cora", "tameside")
    found = actions.bring_in(area=tameside, name="plan.xlsx", content=content(messy.york_shaped()), by=by)

    with pytest.raises(Refused, match="7 questions are still open"):
        actions.accept(found=found, seen=found.seen, by=by, reason=REASON)


def test_nothing_is_accepted_without_a_reason(newcastle: Area, actor: Act):
    found = actions.bring_in(
        area=newcastle, name="p.xlsx", content=edited(newcastle, "Description", "New."), by=actor("Cora")
    )

    with pytest.raises(Refused, match="Say why"):
        actions.accept(found=found, seen=found.seen, by=actor("Cora"), reason=" ")


def test_leaving_the_rest_open_answers_every_question_and_invents_nothing(tameside: Area, actor: Act):
    by = actor("Cora", "tameside")
    found = actions.bring_in(area=tameside, name="plan.xlsx", content=content(messy.york_shaped()), by=by)
    before = queries.proposal_for(found, TODAY)[0]

    found = actions.leave_open(found=found, by=by)
    after = queries.proposal_for(found, TODAY)[0]
    actions.accept(found=found, seen=found.seen, by=by, reason=REASON)

    assert (after.open, after.pack) == ((), before.pack)
    assert Action.objects.filter(area=tameside, title="Train front-line staff", due="31 March 2021").exists()


def test_the_strategy_changed_meanwhile_refuses_and_writes_nothing(newcastle: Area, actor: Act):
    by = actor("Cora")
    found = actions.bring_in(area=newcastle, name="plan.xlsx", content=edited(newcastle, "Description", "New."), by=by)
    seen = queries.proposal_for(found, TODAY)[1]
    action = Action.objects.get(area=newcastle, key="a-short-breaks")
    revise(
        node=action, values={"text": "Changed meanwhile."}, opened=action.revision, by=actor("Ivan"), reason="A test"
    )
    moved_on = pack_of(newcastle)

    with pytest.raises(Refused, match="has changed since you were shown the preview"):
        actions.accept(found=found, seen=seen, by=by, reason=REASON)

    assert pack_of(newcastle) == moved_on
    found.refresh_from_db()
    assert found.state == "previewed"

    actions.accept(found=found, seen=queries.proposal_for(found, TODAY)[1], by=by, reason=REASON)
    texts = {a.key: a.text for a in pack_of(newcastle).actions}
    assert (texts["a-child-therapies"], texts["a-short-breaks"]) == ("New.", "Changed meanwhile.")


def test_a_failure_half_way_writes_nothing(newcastle: Area, actor: Act, monkeypatch: pytest.MonkeyPatch):
    by = actor("Cora")
    found = actions.bring_in(area=newcastle, name="plan.xlsx", content=edited(newcastle, "Description", "New."), by=by)
    before, events = pack_of(newcastle), Event.objects.count()

    def killed(*args: object, **options: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("goldenthread.publishing.workbooks.actions.log.record", killed)
    with pytest.raises(KeyboardInterrupt):
        actions.accept(found=found, seen=found.seen, by=by, reason=REASON)

    assert (pack_of(newcastle), Event.objects.count()) == (before, events)


def test_a_moved_date_is_recorded_with_who_agreed(newcastle: Area, actor: Act):
    by = actor("Cora")
    book = opened(queries.workbook_of(newcastle, TODAY))
    page = book["Delivery plan"]
    cell = page.cell(3, column_of(page, "Target and timescales"))
    cell.value = str(cell.value).replace("1 April 2025", "1 April 2027")
    found = actions.bring_in(area=newcastle, name="plan.xlsx", content=content(book), by=by)
    (question,) = queries.proposal_for(found, TODAY)[0].open
    said = {
        question.id: {"choice": "write", "agreed_by": "SEND Executive Board", "reason": "The review is not finished"}
    }

    found = actions.answer(found=found, answers=said, by=by)
    actions.accept(found=found, seen=found.seen, by=by, reason=REASON)

    moved = Redating.objects.get(action__area=newcastle)
    assert (moved.was, moved.now, moved.agreed_by) == ("1 April 2025", "1 April 2027", "SEND Executive Board")


def test_a_new_item_never_brings_a_withdrawn_one_back(newcastle: Area, actor: Act):
    by = actor("Cora")
    withdrawn = Action.objects.get(area=newcastle, key="a-short-breaks")
    withdrawn.key, withdrawn.withdrawn_on = "do-it", TODAY
    withdrawn.save()
    found = actions.bring_in(
        area=newcastle, name="p.xlsx", content=content(book_of(["Action", "Lead"], ["Do it", None])), by=by
    )
    actions.accept(found=found, seen=found.seen, by=by, reason=REASON)

    assert Action.objects.get(area=newcastle, title="Do it").key == "do-it-2"


def test_what_is_set_aside_can_be_had_back_and_not_accepted(newcastle: Area, actor: Act):
    data = edited(newcastle, "Description", "New.")
    found = actions.bring_in(area=newcastle, name="plan.xlsx", content=data, by=actor("Cora"))

    aside = actions.set_aside(found=found, by=actor("Ivan"))

    assert (aside.state, bytes(aside.original)) == ("abandoned", data)
    with pytest.raises(Refused):
        actions.accept(found=found, seen=found.seen, by=actor("Cora"), reason=REASON)


def test_a_workbook_is_made_once_for_each_state_of_the_strategy(newcastle: Area, monkeypatch: pytest.MonkeyPatch):
    first = queries.workbook_of(newcastle, TODAY)
    monkeypatch.setattr(queries, "write_workbook", lambda *args: b"made again")

    assert queries.workbook_of(newcastle, TODAY) == first
