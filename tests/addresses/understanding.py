"""What data there are and what they say: which addresses are there, and for whom?"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from goldenthread.demo.figures import publish_figures
from goldenthread.partnership.actors import Actor, SystemActor
from goldenthread.partnership.queries import organisation_by_key
from goldenthread.understanding.assessment import queries as needs_queries
from goldenthread.understanding.assessment.actions import begin
from goldenthread.understanding.datasets.actions import add_code, take_in
from goldenthread.understanding.datasets.kinds.own_codes import OwnCode
from goldenthread.understanding.datasets.models import Arrival
from goldenthread.understanding.disclosure.tasks import work_out
from goldenthread.understanding.supply.actions import ask
from goldenthread.understanding.supply.models import Promise
from goldenthread.understanding.waits.actions import bring_in as bring_in_waits
from tests.addresses.people import (
    AT_WORK,
    DATA_KEEPERS,
    DATA_READERS,
    DEFINERS,
    EVERYBODY,
    LOADERS,
    MEASURERS,
    PUBLISHERS,
    SEE_DATA,
    Row,
    W,
)
from tests.understanding.datasets.small import manifest_of
from tests.understanding.indicators.defining import own_indicator
from tests.understanding.supply.making import made_promise

SUPPLY = f"{W}/data-supply"
PROMISE = f"{SUPPLY}/{{promise}}"

WORKING = [
    Row("/newcastle/waits/", EVERYBODY),
    Row("/newcastle/waits/figures.csv", EVERYBODY),
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
    Row(f"{W}/published/", SEE_DATA),
    Row(f"{W}/published/propose/", PUBLISHERS, PUBLISHERS),
    Row(f"{W}/published/propose/{{proposal}}/", PUBLISHERS, PUBLISHERS),
    Row(f"{W}/published/attack/", PUBLISHERS, PUBLISHERS, answer=302, method="POST"),
    Row(f"{W}/published/{{table}}/1/", SEE_DATA),
    Row(f"{W}/published/{{table}}/1/withdraw/", PUBLISHERS, PUBLISHERS),
    Row(f"{W}/waits/", SEE_DATA),
    Row(f"{W}/waits/bring-in/", LOADERS, LOADERS),
    Row(f"{W}/waits/publish/", PUBLISHERS, PUBLISHERS),
    Row(f"{W}/waits/{{waits}}/", SEE_DATA),
    Row(f"{W}/waits/{{waits}}/answers/", LOADERS, LOADERS, answer=302, method="POST"),
    Row(f"{W}/waits/{{waits}}/accept/", LOADERS, LOADERS, answer=302, method="POST"),
    Row(f"{W}/waits/{{waits}}/set-aside/", LOADERS, LOADERS, answer=302, method="POST"),
    Row(f"{W}/waits/{{waits}}/withdraw/", LOADERS, LOADERS),
]

DATA = [
    Row(f"{W}/data/", SEE_DATA),
    Row(f"{W}/data/kinds/", SEE_DATA),
    Row(f"{W}/data/code-sets/", LOADERS),
    Row(f"{W}/data/code-sets/codes.csv", LOADERS),
    Row(f"{W}/data/code-sets/bring-in/", LOADERS, LOADERS),
    Row(f"{W}/data/code-sets/sen2/requestsource/add/", LOADERS, LOADERS),
    Row(f"{W}/data/code-sets/{{area_code}}/", LOADERS, LOADERS),
    Row(f"{W}/data/code-sets/{{area_code}}/take-out/", LOADERS, LOADERS, answer=302, method="POST"),
    Row(f"{W}/data/code-sets/{{area_code}}/take-back/", LOADERS, LOADERS, answer=302, method="POST"),
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
    Row("/newcastle/dashboard/", EVERYBODY),
    Row("/newcastle/dashboard/figures.csv", EVERYBODY),
    Row(f"{W}/dashboard/", SEE_DATA),
    Row("/newcastle/population/", EVERYBODY),
    Row("/newcastle/population/figures.csv", EVERYBODY),
    Row("/newcastle/indicators/", EVERYBODY),
    Row("/newcastle/indicators/figures.csv", EVERYBODY),
    Row("/newcastle/indicators/plans-in-20-weeks/", EVERYBODY),
    Row("/newcastle/indicators/plans-in-20-weeks/figures.csv", EVERYBODY),
    Row(f"{W}/indicators/", SEE_DATA),
    Row(f"{W}/indicators/add/", DEFINERS, DEFINERS),
    Row(f"{W}/indicators/from/{{release}}/", SEE_DATA),
    Row(f"{W}/indicators/from/{{release}}/", LOADERS, LOADERS, answer=302, method="POST"),
    Row(f"{W}/indicators/plans-in-20-weeks/", SEE_DATA),
    Row(f"{W}/indicators/plans-in-20-weeks/figures.csv", SEE_DATA),
    Row(f"{W}/indicators/{{own_indicator}}/edit/", DEFINERS, DEFINERS),
    Row(f"{W}/indicators/{{own_indicator}}/withdraw/", DEFINERS, DEFINERS),
]

E = f"{W}/explorer"
EXPLORER = [  # without a return, a file leads to the page that says what to load
    Row(f"{E}/", SEE_DATA),
    Row(f"{E}/prepare/", DEFINERS, DEFINERS),
    Row(f"{E}/table.csv", SEE_DATA, answer=302),
    Row(f"{E}/table.xlsx", SEE_DATA, answer=302),
    Row(f"{E}/questions/gaps/", SEE_DATA),
    Row(f"{E}/questions/gaps/answer.csv", SEE_DATA, answer=302),
    Row(f"{E}/questions/gaps/answer.xlsx", SEE_DATA, answer=302),
]

ROWS = EXPLORER + FIGURES + WORKING + DATA + NEEDS


def _waits(lead: Actor) -> object:
    """A return of waits with nothing left to ask."""
    by = SystemActor(lead.area, "A test", lead.now)  # a commissioning lead may not load data
    text = b"Service,Referral date\nPhysiotherapy,01/02/2026\n"
    provider = organisation_by_key("newcastle-city-council")
    assert provider is not None
    found, _ = bring_in_waits(area=lead.area, provider=provider, name="waits 2026-07.csv", content=text, by=by)
    assert found is not None
    return found.pk


def _table(lead: Actor) -> object:
    """A table that was published; only an analyst may, so the demonstration does."""
    publish_figures(lead.area, SystemActor(lead.area, "A test", lead.now))
    return "plans-by-need-and-locality"


def _proposal(lead: Actor) -> object:
    """A table that was proposed, and what would be published of it."""
    words = {"title": "Plans", "population": "Plans", "period": "2026", "source": "A test", "policy": "counts under 5"}
    return work_out(lead.area, words | {"counts": "locality,count\nNorth,3\nSouth,20\nEast,30"})


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


def _area_code(lead: Actor) -> object:
    """A code that the area added to a list."""
    by = SystemActor(lead.area, "A test", lead.now)
    own = OwnCode(kind="sen2", code_set="requestsource", code="7", means="parent", source="a test")
    return add_code(area=lead.area, own=own, by=by).pk


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
    "proposal": _proposal,
    "table": _table,
    "promise": lambda lead: _promise(lead).key,
    "data_partner": lambda lead: _promise(lead).organisation.key,
    "data_secret": _data_secret,
    "waits": _waits,
    "release": _release,
    "own_indicator": _own_indicator,
    "arrival": _arrival,
    "area_code": _area_code,
    "section": lambda lead: _needs(lead).sections.first().pk,
    "pin": lambda lead: _needs(lead).sections.first().standing[0].pk,
    "recommendation": lambda lead: _needs(lead).recommendations.first().pk,
}
