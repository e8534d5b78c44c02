"""Which addresses are there, and for whom? One row each; who is let in is written out, not worked out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from goldenthread.demo.figures import publish_figures
from goldenthread.demo.personas import PERSONAS
from goldenthread.partnership.actors import Actor, SystemActor
from goldenthread.partnership.governance.actions import add_seat
from goldenthread.partnership.models import Membership
from goldenthread.partnership.queries import organisation_by_key
from goldenthread.planning.deliveryplan.actions import request_update
from goldenthread.planning.deliveryplan.models import Action
from goldenthread.planning.required.actions import choose, freeze, make_plan
from goldenthread.planning.required.models import RequiredPlan
from goldenthread.publishing.workbooks.actions import bring_in
from goldenthread.publishing.workbooks.queries import workbook_of
from goldenthread.thread.models import Link
from goldenthread.understanding.assessment import queries as needs_queries
from goldenthread.understanding.assessment.actions import begin
from goldenthread.understanding.datasets.actions import take_in
from goldenthread.understanding.datasets.models import Arrival
from goldenthread.understanding.supply.actions import ask
from goldenthread.understanding.supply.models import Promise
from goldenthread.understanding.waits.actions import bring_in as bring_in_waits
from goldenthread.voice.actions import give_feedback
from tests.understanding.datasets.small import manifest_of
from tests.understanding.indicators.defining import own_indicator
from tests.understanding.supply.making import made_promise

ANYBODY = "anybody"
AT_WORK = frozenset(persona.first_name.split()[0] for persona in PERSONAS)
SIGNED_IN = AT_WORK | {"outsider", "left"}
EVERYBODY = SIGNED_IN | {ANYBODY}
NOBODY: frozenset[str] = frozenset()
LEADS = frozenset({"Ada", "Cora", "Ivan"})
ADMINISTRATOR = frozenset({"Ada"})
MEASURERS = LEADS | {"Anna"}
VOICES = LEADS | {"Faith", "Yusuf"}
REPORTERS = LEADS | {"Connor", "Finn"}  # their bodies share in the action; the trust for which Priya works does not
READERS_OF_LOG = LEADS | {"Bola", "Otto"}
AGREE = LEADS | {"Bola"}
PUBLISHERS = frozenset({"Anna"})
SEE_DATA = LEADS | {"Anna", "Bola", "Otto"}
DEFINERS = frozenset({"Anna"})
LOADERS = frozenset({"Ada", "Anna"})
FOR_BOARDS = LEADS | {"Anna", "Bola"}
DATA_READERS = LEADS | {"Anna", "Bola", "Otto"}
DATA_KEEPERS = LEADS | {"Anna"}


@dataclass(frozen=True, slots=True)
class Row:
    """Who reads an address, and who may send what is on it. `answer`: what those who are let in get."""

    address: str
    readers: frozenset[str]
    writers: frozenset[str] = NOBODY
    answer: int = 200
    method: str = "GET"


W = "/newcastle/work"
ACTION, MEASURE, ANSWER, STATEMENT = "a-child-therapies", "m-waits-fall", "ans-outcomes-monitored", "said-things-to-do"
PLAN = f"{W}/required-plans/{{plan}}"
SUPPLY = f"{W}/data-supply"
PROMISE = f"{SUPPLY}/{{promise}}"
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
    Row("/newcastle/waits/", EVERYBODY),
    Row("/newcastle/waits/figures.csv", EVERYBODY),
]

WORKING = [
    Row("/home/", SIGNED_IN, answer=302),
    Row(f"{W}/", AT_WORK),
    Row(f"{W}/mine/", AT_WORK),
    Row(f"{W}/gaps/", AT_WORK),
    Row(f"{W}/data-protection/", DATA_READERS),
    Row(f"{SUPPLY}/", DATA_READERS),
    Row(f"{SUPPLY}.csv", DATA_READERS),
    Row(f"{SUPPLY}.xlsx", DATA_READERS),
    Row(f"{SUPPLY}/add/", DATA_KEEPERS, DATA_KEEPERS),
    Row(f"{SUPPLY}/ask/{{data_partner}}/", DATA_KEEPERS, DATA_KEEPERS),
    Row(f"{PROMISE}/", DATA_READERS),
    Row(f"{PROMISE}/amend/", DATA_KEEPERS, DATA_KEEPERS),
    Row(f"{PROMISE}/end/", DATA_KEEPERS, DATA_KEEPERS),
    Row(f"{PROMISE}/2026-10-01/received/", DATA_KEEPERS, DATA_KEEPERS),
    Row(f"{PROMISE}/2026-10-01/refused/", DATA_KEEPERS, DATA_KEEPERS),
    Row(f"{PROMISE}/2026-10-01/taken-back/", DATA_KEEPERS, DATA_KEEPERS),
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
    Row(f"{W}/published/", SEE_DATA),
    Row(f"{W}/published/propose/", PUBLISHERS, PUBLISHERS),
    Row(f"{W}/published/attack/", PUBLISHERS, PUBLISHERS, answer=302, method="POST"),
    Row(f"{W}/published/{{table}}/1/", SEE_DATA),
    Row(f"{W}/published/{{table}}/1/withdraw/", PUBLISHERS, PUBLISHERS),
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
    Row(f"{W}/waits/", SEE_DATA),
    Row(f"{W}/waits/bring-in/", LOADERS, LOADERS),
    Row(f"{W}/waits/{{waits}}/", SEE_DATA),
    Row(f"{W}/waits/{{waits}}/answers/", LOADERS, LOADERS, answer=302, method="POST"),
    Row(f"{W}/waits/{{waits}}/accept/", LOADERS, LOADERS, answer=302, method="POST"),
    Row(f"{W}/waits/{{waits}}/set-aside/", LOADERS, LOADERS, answer=302, method="POST"),
    Row(f"{W}/waits/{{waits}}/withdraw/", LOADERS, LOADERS),
]

DATA = [
    Row(f"{W}/data/", SEE_DATA),
    Row(f"{W}/data/kinds/", SEE_DATA),
    Row(f"{W}/data/load/", LOADERS, LOADERS),
    Row(f"{W}/data/arrivals/{{arrival}}/", LOADERS, LOADERS),
    Row(f"{W}/data/{{release}}/", SEE_DATA),
    Row(f"{W}/data/{{release}}/report.xlsx", SEE_DATA),
    Row(f"{W}/data/{{release}}/report.html", SEE_DATA),
    Row(f"{W}/data/{{release}}/report.json", SEE_DATA),
    Row(f"{W}/data/{{release}}/accept/", LOADERS, LOADERS, answer=302, method="POST"),
    Row(f"{W}/data/{{release}}/set-aside/", LOADERS, LOADERS, answer=302, method="POST"),
    Row(f"{W}/data/{{release}}/correct/", LOADERS, LOADERS, answer=302),
    Row(f"{W}/data/{{release}}/retire/", LOADERS, LOADERS, method="POST"),
]

N = f"{W}/needs-assessment"
NEEDS = [
    Row("/newcastle/needs-assessment/", EVERYBODY),
    *(Row(f"/newcastle/needs-assessment/files/{ending}/", EVERYBODY) for ending in ("html", "docx", "csv", "star")),
    Row(f"{N}/", AT_WORK),
    Row(f"{N}/begin/", MEASURERS, MEASURERS),
    # without a draft, these lead to where one is started
    Row(f"{N}/details/", MEASURERS, MEASURERS, answer=302),
    Row(f"{N}/agree/", MEASURERS, MEASURERS, answer=302),
    Row(f"{N}/sections/add/", MEASURERS, MEASURERS, answer=302),
    Row(f"{N}/sections/{{section}}/", MEASURERS, MEASURERS),
    Row(f"{N}/sections/{{section}}/remove/", MEASURERS, MEASURERS, answer=302, method="POST"),
    Row(f"{N}/sections/{{section}}/figures/", MEASURERS),
    Row(f"{N}/sections/{{section}}/figures/plans-open/", MEASURERS, MEASURERS),
    Row(f"{N}/figures/{{pin}}/newer/", MEASURERS, MEASURERS, answer=302, method="POST"),
    Row(f"{N}/figures/{{pin}}/remove/", MEASURERS, MEASURERS, answer=302, method="POST"),
    Row(f"{N}/recommendations/add/", MEASURERS, MEASURERS, answer=302),
    Row(f"{N}/recommendations/{{recommendation}}/", MEASURERS, MEASURERS),
]

FIGURES = [
    Row("/newcastle/indicators/", EVERYBODY),
    Row("/newcastle/indicators/figures.csv", EVERYBODY),
    Row("/newcastle/indicators/plans-in-20-weeks/", EVERYBODY),
    Row("/newcastle/indicators/plans-in-20-weeks/figures.csv", EVERYBODY),
    Row(f"{W}/indicators/", SEE_DATA),
    Row(f"{W}/indicators/add/", DEFINERS, DEFINERS),
    Row(f"{W}/indicators/plans-in-20-weeks/", SEE_DATA),
    Row(f"{W}/indicators/{{own_indicator}}/edit/", DEFINERS, DEFINERS),
    Row(f"{W}/indicators/{{own_indicator}}/withdraw/", DEFINERS, DEFINERS),
]

ROWS = FIGURES + PUBLIC + WORKING + DATA + NEEDS


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


def _waits(lead: Actor) -> object:
    """A return of waits with nothing left to ask."""
    by = SystemActor(lead.area, "A test", lead.now)  # a commissioning lead may not load data
    text = b"Service,Referral date\nPhysiotherapy,01/02/2026\n"
    provider = organisation_by_key("newcastle-city-council")
    assert provider is not None
    found, _ = bring_in_waits(area=lead.area, provider=provider, name="waits 2026-07.csv", content=text, by=by)
    assert found is not None
    return found.pk


def _workbook(lead: Actor) -> object:
    """A workbook that waits to be accepted: the area's own, as it went out."""
    content = workbook_of(lead.area, lead.today)
    return bring_in(area=lead.area, name="plan.xlsx", content=content, by=lead).pk


def _table(lead: Actor) -> object:
    """A table that was published; only an analyst may, so the demonstration does."""
    publish_figures(lead.area, SystemActor(lead.area, "A test", lead.now))
    return "plans-by-need-and-locality"


def _promise(lead: Actor) -> Promise:
    """A promise of data whose delivery for October 2026 is late."""
    return made_promise(lead.area, lead)


def _data_secret(lead: Actor) -> str:
    """The secret of a partner's own page."""
    promise = _promise(lead)
    wanted = [(promise, date(2026, 10, 1))]
    more = {"days": 7, "contact": "", "token": "a token of twenty signs or more"}
    return ask(organisation=promise.organisation, wanted=wanted, by=lead, **more)[1]


def _release(lead: Actor) -> object:
    """A data set that waits to be accepted."""
    system = SystemActor(lead.area, "A test", lead.now)
    return take_in(area=lead.area, manifest=manifest_of({}), by=system).pk


def _arrival(lead: Actor) -> object:
    """Files that wait to be read."""
    names = {"names": ["plans.csv"], "brought_by": lead.person, "brought_at": lead.now}
    return Arrival.objects.create(area=lead.area, **names).pk


def _own_indicator(lead: Actor) -> str:
    """An indicator of the area's own; only an analyst may define one."""
    return own_indicator(lead.area).code


def _needs(lead: Actor) -> Any:
    """A needs assessment that is being written, begun as the agreed one stands."""
    if needs_queries.draft(lead.area) is None:
        begin(area=lead.area, values={"title": "The next one"}, by=lead)
    return needs_queries.draft(lead.area)


MADE: dict[str, Callable[[Actor], Any]] = {
    "plan": lambda lead: _plan(lead).key,
    "item": lambda lead: _plan(lead).items.get().pk,
    "link": _link,
    "step": lambda lead: Action.objects.get(area=lead.area, key=ACTION).steps.first().pk,
    "secret": _secret,
    "table": _table,
    "workbook": _workbook,
    "promise": lambda lead: _promise(lead).key,
    "data_partner": lambda lead: _promise(lead).organisation.key,
    "data_secret": _data_secret,
    "waits": _waits,
    "release": _release,
    "own_indicator": _own_indicator,
    "arrival": _arrival,
    "section": lambda lead: _needs(lead).sections.first().pk,
    "pin": lambda lead: _needs(lead).sections.first().standing[0].pk,
    "recommendation": lambda lead: _needs(lead).recommendations.first().pk,
    "serving": lambda lead: lead.area.services.first().pk,
    "line": lambda lead: lead.area.boards.get(key="send-executive-board").reports_to.get().pk,
    "seat": lambda lead: _seat(lead),
    "membership": lambda lead: Membership.objects.get(area=lead.area, role="provider").pk,
    "person": lambda lead: lead.person.pk,
    "message": lambda lead: give_feedback(area=lead.area, text="What about Saturdays?", by=lead).pk,
}
