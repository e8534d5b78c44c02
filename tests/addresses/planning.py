"""The pages that everybody may read, and the work on a strategy: which addresses are there, and for whom?"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from goldenthread.partnership.actors import Actor
from goldenthread.partnership.governance.actions import add_seat
from goldenthread.partnership.models import Membership
from goldenthread.planning.deliveryplan.actions import request_update
from goldenthread.planning.deliveryplan.models import Action
from goldenthread.planning.required.actions import choose, freeze, make_plan
from goldenthread.planning.required.models import RequiredPlan
from goldenthread.publishing.workbooks.actions import bring_in
from goldenthread.publishing.workbooks.queries import workbook_of
from goldenthread.thread.models import Link
from goldenthread.voice.actions import give_feedback
from tests.addresses.people import (
    ADMINISTRATOR,
    AGREE,
    AT_WORK,
    EVERYBODY,
    FOR_BOARDS,
    LEADS,
    MEASURERS,
    READERS_OF_LOG,
    REPORTERS,
    SIGNED_IN,
    VOICES,
    Row,
    W,
)

ACTION, MEASURE, ANSWER, STATEMENT = "a-child-therapies", "m-waits-fall", "ans-outcomes-monitored", "said-things-to-do"
PLAN = f"{W}/required-plans/{{plan}}"
BOARD = f"{W}/boards/send-executive-board"

PUBLIC = [
    Row("/healthz", EVERYBODY),
    Row("/design/colour/005ea5.css", EVERYBODY),
    Row("/", EVERYBODY),
    Row("/about/questions/", EVERYBODY),
    Row("/about/accessibility/", EVERYBODY),
    Row("/about/privacy/", EVERYBODY),
    Row("/newcastle/", EVERYBODY),
    Row("/newcastle/strategy/", EVERYBODY),
    Row("/newcastle/delivery-plan/", EVERYBODY),
    Row("/newcastle/you-said-we-did/", EVERYBODY),
    Row("/newcastle/measures/", EVERYBODY),
    Row(f"/newcastle/measures/{MEASURE}/figures.csv", EVERYBODY),
    Row("/newcastle/who-decides/", EVERYBODY),
    Row("/newcastle/feedback/", EVERYBODY, EVERYBODY),
    Row("/newcastle/feedback/thanks/", EVERYBODY),
    Row(f"/newcastle/actions/{ACTION}/", EVERYBODY),
    Row("/newcastle/thread/", EVERYBODY),
    Row("/newcastle/documents/", EVERYBODY),
    Row("/newcastle/documents/strategy.json", EVERYBODY),
    Row("/newcastle/documents/workbook.xlsx", EVERYBODY),
    Row("/updates/{secret}/", EVERYBODY, EVERYBODY),  # whoever has the link answers in the owner's name
    Row("/newcastle/figures/", EVERYBODY),
    Row("/newcastle/figures/{table}/", EVERYBODY),
    Row("/newcastle/figures/{table}/table.csv", EVERYBODY),
    Row("/newcastle/figures/{table}/table.xlsx", EVERYBODY),
    Row("/data-requests/{data_secret}/", EVERYBODY, EVERYBODY),  # whoever has the link answers for the partner
    Row("/newcastle/versions/", EVERYBODY),
    Row("/newcastle/versions/1/", EVERYBODY),
    Row("/newcastle/versions/1.json", EVERYBODY),
    Row("/newcastle/versions/1/to/1/", EVERYBODY),
    Row("/newcastle/versions/1/to/now/", EVERYBODY),
]

WORKING = [
    Row("/home/", SIGNED_IN, answer=302),
    Row(f"{W}/", AT_WORK),
    Row(f"{W}/mine/", AT_WORK),
    Row(f"{W}/gaps/", AT_WORK),
    Row(f"{W}/report/", FOR_BOARDS, FOR_BOARDS),
    Row(f"{W}/update-requests/", LEADS, LEADS),
    Row(f"{W}/people/", AT_WORK),
    Row(f"{W}/people/roles/", AT_WORK),
    Row(f"{W}/people/give/", ADMINISTRATOR, ADMINISTRATOR),
    Row(f"{W}/people/{{membership}}/end/", ADMINISTRATOR, ADMINISTRATOR),
    Row(f"{W}/people/handover/", AT_WORK, LEADS),
    Row(f"{W}/people/{{person}}/briefing/", AT_WORK),
    Row(f"{W}/workbooks/", AT_WORK),
    Row(f"{W}/workbooks/import/", LEADS, LEADS),
    Row(f"{W}/workbooks/{{workbook}}/", LEADS),
    Row(f"{W}/workbooks/{{workbook}}/answers/", LEADS, LEADS, answer=302, method="POST"),
    Row(f"{W}/workbooks/{{workbook}}/accept/", LEADS, LEADS, method="POST"),
    Row(f"{W}/workbooks/{{workbook}}/set-aside/", LEADS, LEADS, answer=302, method="POST"),
    Row(f"{W}/workbooks/{{workbook}}/original/", LEADS),
    Row(f"{W}/log/", READERS_OF_LOG),
    Row(f"{W}/log.csv", READERS_OF_LOG),
    Row(f"{W}/log/check/", READERS_OF_LOG, READERS_OF_LOG, answer=302, method="POST"),
    Row(f"{W}/items/", AT_WORK),
    Row(f"{W}/items/actions/", AT_WORK),
    Row(f"{W}/item/{ACTION}/", AT_WORK),
    Row(f"{W}/item/{ACTION}/history/", AT_WORK),
    Row(f"{W}/add/actions/", LEADS, LEADS),
    Row(f"{W}/edit/{ACTION}/", LEADS, LEADS),
    Row(f"{W}/withdraw/{ACTION}/", LEADS, LEADS),
    Row(f"{W}/bring-back/{ACTION}/", LEADS, LEADS, answer=302),
    Row(f"{W}/links/{ACTION}/", LEADS, LEADS),
    Row(f"{W}/links/{ACTION}/{{link}}/remove/", LEADS, LEADS, answer=302, method="POST"),
    Row(f"{W}/item/{ACTION}/steps/add/", LEADS, LEADS),
    Row(f"{W}/item/{ACTION}/steps/{{step}}/", LEADS, LEADS),
    Row(f"{W}/item/{ACTION}/steps/{{step}}/remove/", LEADS, LEADS),
    Row(f"{W}/edit/{MEASURE}/", MEASURERS, MEASURERS),
    Row(f"{W}/edit/{STATEMENT}/", VOICES, VOICES),
    Row(f"{W}/actions/{ACTION}/report/", REPORTERS, REPORTERS),
    Row(f"{W}/actions/{ACTION}/date/", LEADS, LEADS),
    Row(f"{W}/actions/{ACTION}/date/m2/", LEADS, LEADS),
    Row(f"{W}/measures/{MEASURE}/record/", MEASURERS, MEASURERS),  # nobody owns it
    Row(f"{W}/answers/{ANSWER}/confirm/", frozenset({"Faith", "Yusuf"}), frozenset({"Faith", "Yusuf"})),
    Row(f"{W}/details/", LEADS, LEADS),
    Row(f"{W}/details/send-strategy/", LEADS, LEADS),
    Row(f"{W}/who-decides/", AT_WORK),
    Row(f"{W}/who-decides/add-board/", LEADS, LEADS),
    Row(f"{W}/who-decides/add-organisation/", LEADS, LEADS),
    Row(f"{W}/who-decides/organisations/newcastle-city-council/", LEADS, LEADS),
    Row(f"{W}/who-decides/add-serving/", LEADS, LEADS),
    Row(f"{W}/who-decides/serving/{{serving}}/", LEADS, LEADS),
    Row(f"{W}/who-decides/serving/{{serving}}/remove/", LEADS, LEADS),
    Row(f"{BOARD}/", AT_WORK),
    Row(f"{BOARD}/edit/", LEADS, LEADS),
    Row(f"{BOARD}/withdraw/", LEADS, LEADS),
    Row(f"{BOARD}/bring-back/", LEADS, LEADS, answer=302),
    Row(f"{BOARD}/seats/add/", LEADS, LEADS),
    Row(f"{BOARD}/lines/{{line}}/", LEADS, LEADS),
    Row(f"{BOARD}/seats/{{seat}}/end/", LEADS, LEADS),
    Row(f"{BOARD}/lines/{{line}}/remove/", LEADS, LEADS),
    Row(f"{W}/feedback/", VOICES),
    Row(f"{W}/feedback/{{message}}/", VOICES, VOICES),
    Row(f"{W}/status/", LEADS, LEADS),
    Row(f"{W}/status/send-strategy/", LEADS, LEADS),
    Row(f"{W}/publish/", LEADS, LEADS),
    Row(f"{W}/required-plans/", AT_WORK),
    Row(f"{W}/required-plans/make/", LEADS, LEADS),
    Row(f"{PLAN}/", AT_WORK),
    Row(f"{PLAN}/plan.csv", AT_WORK),
    Row(f"{PLAN}/headings/", LEADS, LEADS),
    Row(f"{PLAN}/headings/0/", LEADS, LEADS),
    Row(f"{PLAN}/items/{{item}}/", LEADS, LEADS),
    Row(f"{PLAN}/freeze/", LEADS, LEADS),
    Row(f"{PLAN}/versions/1/", AT_WORK),
    Row(f"{PLAN}/versions/1/agree/", AGREE, AGREE),
    Row(f"{PLAN}/versions/1/plan.csv", AT_WORK),
    Row(f"{PLAN}/versions/1/to/now/", AT_WORK),
    Row(f"{PLAN}/versions/1/to/1/", AT_WORK),
]

ROWS = PUBLIC + WORKING


def _plan(lead: Actor) -> RequiredPlan:
    """A required plan with one action and one frozen version."""
    start = {"title": "Priority action plan", "requester": "Ofsted", "purpose": "", "start": "priority-action-plan"}
    plan = RequiredPlan.objects.filter(area=lead.area).first() or make_plan(area=lead.area, by=lead, **start)
    if not plan.version:
        action = Action.objects.get(area=lead.area, key=ACTION)
        plan = choose(plan=plan, heading=0, actions=[action], opened=plan.revision, by=lead)
        freeze(plan=plan, note="", by=lead)
    return plan


def _seat(lead: Actor) -> object:
    """A seat on the board, which has none in the document."""
    board = lead.area.boards.get(key="send-executive-board")
    return add_seat(board=board, values={"role": "Chair"}, opened=board.revision, by=lead).pk


def _link(lead: Actor) -> object:
    action = Action.objects.get(area=lead.area, key=ACTION)
    return Link.objects.filter(area=lead.area, source_id=action.pk)[0].pk


def _secret(lead: Actor) -> str:
    """The secret of an owner's own page."""
    _, secret = request_update(person=lead.person, organisation=lead.organisation, by=lead, due_in=timedelta(days=7))
    return secret


def _workbook(lead: Actor) -> object:
    """A workbook that waits to be accepted: the area's own, as it went out."""
    content = workbook_of(lead.area, lead.today)
    return bring_in(area=lead.area, name="plan.xlsx", content=content, by=lead).pk


MADE: dict[str, Callable[[Actor], Any]] = {
    "plan": lambda lead: _plan(lead).key,
    "item": lambda lead: _plan(lead).items.get().pk,
    "link": _link,
    "step": lambda lead: Action.objects.get(area=lead.area, key=ACTION).steps.first().pk,
    "secret": _secret,
    "workbook": _workbook,
    "serving": lambda lead: lead.area.services.first().pk,
    "line": lambda lead: lead.area.boards.get(key="send-executive-board").reports_to.get().pk,
    "seat": lambda lead: _seat(lead),
    "membership": lambda lead: Membership.objects.get(area=lead.area, role="provider").pk,
    "person": lambda lead: lead.person.pk,
    "message": lambda lead: give_feedback(area=lead.area, text="What about Saturdays?", by=lead).pk,
}
