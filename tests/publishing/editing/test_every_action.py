"""Does every change of a strategy write one event with it, in one transaction: both or neither?"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.db import transaction

from goldenthread.audit import log
from goldenthread.delivery.actions import add_party, remove_party
from goldenthread.delivery.models import Service
from goldenthread.partnership.models import Responsibility
from goldenthread.planning.deliveryplan import actions as plan
from goldenthread.planning.deliveryplan.models import Action
from goldenthread.planning.measures.actions import record_observation
from goldenthread.planning.measures.models import Measure
from goldenthread.planning.strategy.actions import change_status
from goldenthread.planning.strategy.models import Outcome, Strategy
from goldenthread.publishing.editing import actions as editing
from goldenthread.publishing.editing.queries import find, joined
from goldenthread.publishing.packs.kinds import BY_PLURAL
from goldenthread.publishing.packs.queries import pack_of
from goldenthread.thread import actions as thread
from goldenthread.understanding.actions import add_figure, remove_figure, revise_figure
from goldenthread.understanding.models import CitedFigure
from goldenthread.voice.actions import give_verdict
from goldenthread.voice.models import Answer
from tests.acting import one_event

HOLDER = {"part": "lead", "organisation": None, "role": "Head of SEND", "wording": "", "person": None}
FIGURE = {"label": "Pupils", "unit": "pupils", "value": Decimal(3), "words": ""}

# Each is given: by (Cora), faith, and things of Newcastle. Each makes one change that shows in the pack.
CHANGES: dict[str, Callable[[SimpleNamespace], object]] = {
    "thread.revise": lambda x: thread.revise(node=x.action, values={"title": "New"}, opened=1, by=x.by),
    "thread.withdraw": lambda x: thread.withdraw(node=x.action, by=x.by, reason="Done elsewhere"),
    "thread.assign": lambda x: thread.assign(node=x.action, values=HOLDER, opened=1, by=x.by),
    "thread.reassign": lambda x: thread.reassign(node=x.action, held=x.held, values=HOLDER, opened=1, by=x.by),
    "thread.unassign": lambda x: thread.unassign(node=x.action, held=x.held, opened=1, by=x.by),
    "thread.join": lambda x: thread.join(source=x.action, kind="achieves", target=x.outcome, by=x.by),
    "editing.add_item": lambda x: editing.add_item(
        area=x.area, kind=BY_PLURAL["themes"], values={"title": "New theme"}, by=x.by
    ),
    "editing.revise_item": lambda x: editing.revise_item(found=x.found, values={"title": "New"}, opened=1, by=x.by),
    "editing.join_to": lambda x: editing.join_to(
        found=x.found, kind="achieves", outgoing=True, to=find(x.area, x.outcome.key), by=x.by
    ),
    "editing.part_from": lambda x: editing.part_from(found=x.found, joined=joined(x.area, x.action)[0], by=x.by),
    "plan.report_progress": lambda x: plan.report_progress(
        action=x.action, state="done", note="It is done.", responsible=set(), by=x.by, steps={"s1": "done"}
    ),
    "plan.redate": lambda x: plan.redate(action=x.action, now="2027", agreed_by="Board", reason="Staff left", by=x.by),
    "plan.revise_action": lambda x: plan.revise_action(action=x.action, values={"due": "2027"}, opened=1, by=x.by),
    "plan.add_step": lambda x: plan.add_step(
        action=x.action, values={"text": "Ask", "kind": "step", "due": ""}, opened=1, by=x.by
    ),
    "plan.revise_step": lambda x: plan.revise_step(step=x.step, values={"text": "Ask"}, opened=1, by=x.by),
    "plan.withdraw_step": lambda x: plan.withdraw_step(step=x.step, opened=1, by=x.by, reason="Merged"),
    "measures.record_observation": lambda x: record_observation(
        measure=x.measure, values={"period": "2026", "value": Decimal(30)}, responsible=set(), by=x.by
    ),
    "strategy.change_status": lambda x: change_status(strategy=x.strategy, target="under-review", by=x.by),
    "voice.give_verdict": lambda x: give_verdict(
        answer=x.answer, verdict="true", group="parents-and-carers", by=x.faith
    ),
    "understanding.add_figure": lambda x: add_figure(evidence=x.figure.evidence, values=FIGURE, opened=1, by=x.by),
    "understanding.revise_figure": lambda x: revise_figure(figure=x.figure, values={"label": "New"}, opened=1, by=x.by),
    "understanding.remove_figure": lambda x: remove_figure(figure=x.figure, opened=1, by=x.by),
    "delivery.add_party": lambda x: add_party(
        service=x.service, organisation=x.body, commissions=True, opened=1, by=x.by
    ),
    "delivery.remove_party": lambda x: remove_party(party=x.party, opened=1, by=x.by),
}


@pytest.fixture
def things(newcastle, actor) -> SimpleNamespace:
    action = Action.objects.get(area=newcastle, key="a-short-breaks")
    service = Service.objects.filter(area=newcastle, parties__isnull=False).first()
    commissions = service.parties.filter(commissions=True).values("organisation")
    return SimpleNamespace(
        area=newcastle,
        by=actor("Cora"),
        faith=actor("Faith"),
        action=action,
        found=find(newcastle, action.key),
        step=action.steps.get(key="s1"),
        held=Responsibility.objects.filter(item_id=action.pk).first(),
        outcome=Outcome.objects.filter(area=newcastle).last(),
        measure=Measure.objects.get(area=newcastle, key="m-waits-fall"),
        strategy=Strategy.objects.get(area=newcastle, principal=True),
        answer=Answer.objects.filter(area=newcastle).first(),
        figure=CitedFigure.objects.filter(evidence__area=newcastle).first(),
        service=service,
        party=service.parties.first(),
        body=newcastle.mentions.exclude(organisation__in=commissions).first().organisation,
    )


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_writes_exactly_one_event(name: str, things: SimpleNamespace):
    before = pack_of(things.area)

    with one_event() as written:
        CHANGES[name](things)

    assert pack_of(things.area) != before
    assert (written[0].area, written[0].organisation) == ("newcastle", "Newcastle City Council") or name.startswith(
        "voice"
    )


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_whose_event_cannot_be_written_is_not_made(
    name: str, things: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
):
    before = pack_of(things.area)

    def broken(*args: object, **kwargs: object) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr(log, "record", broken)
    with pytest.raises(OSError, match="the disk is full"), transaction.atomic():
        CHANGES[name](things)

    assert pack_of(things.area) == before
