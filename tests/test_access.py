"""Who gets which page, and who may send which form? Every address, every persona; a new address without a row fails.

The tables of rows stand in `tests/addresses/`. Each row is an example address in Newcastle, and who is let in there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import Resolver404, get_resolver, resolve

from goldenthread.accounts.models import Person
from goldenthread.audit.models import Event
from goldenthread.partnership.actions import give_role
from goldenthread.partnership.actors import SystemActor
from goldenthread.partnership.models import Area, Membership
from tests.addresses import MADE, ROWS
from tests.addresses.people import ANYBODY, AT_WORK, EVERYBODY, SIGNED_IN, Row
from tests.addresses.sign_in import ALLAUTH
from tests.fixtures import NOW, person_called

pytestmark = pytest.mark.django_db

ANY_ID = "0b1e7a52-7f0c-4c1c-9a53-1d6c1f0e8d11"
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
WHO = (ANYBODY, *sorted(AT_WORK), "outsider", "left")
ROW_IDS = [row.address for row in ROWS]


def routes(resolver: object = None, before: str = "") -> Iterator[str]:
    """Every route of the site, as Django writes it."""
    for each in (resolver or get_resolver()).url_patterns:
        route = f"{before}{each.pattern}"
        if hasattr(each, "url_patterns"):
            yield from routes(each, route)
        else:
            yield route


def route_of(address: str) -> str:
    return resolve(address.format(**dict.fromkeys(MADE, ANY_ID) | {"membership": 1, "serving": 1})).route


class Everybody(dict[str, Client]):
    """Everybody who tries each address, signed in when first asked for."""

    def __init__(self, area: Area) -> None:
        super().__init__()
        self.area = area

    def __missing__(self, name: str) -> Client:
        self[name] = client = Client()
        if name != ANYBODY:
            client.force_login(self._person(name), backend=BACKEND)
        return client

    def _person(self, name: str) -> Person:
        if name == "left":
            return _left_yesterday(self.area)
        return person_called("Cora", "tameside") if name == "outsider" else person_called(name, "newcastle")


@pytest.fixture
def clients(newcastle: Area, tameside: Area, settings: object) -> Everybody:
    """The area's personas, somebody of another area, somebody who left, anybody: `clients["Cora"]`."""
    settings.AXES_ENABLED = False  # nobody guesses here, and a sign-in without the form has no address of its own
    return Everybody(newcastle)


def _left_yesterday(area: Area) -> Person:
    """A commissioning lead of the area until yesterday."""
    person = person_called("Cora", "northumberland")
    by = SystemActor(None, "A test", NOW)
    body = Membership.objects.filter(area=area, role="commissioning-lead").first().organisation
    held = give_role(person=person, organisation=body, area=area, role="commissioning-lead", job_title="Lead", by=by)
    held.start, held.end = NOW.date() - timedelta(days=30), NOW.date() - timedelta(days=1)
    held.save()
    return person


@pytest.fixture
def address_of(newcastle: Area, actor: Callable[..., object]) -> Callable[[Row], str]:
    """The row's address, with what it names made first."""

    def fill(row: Row) -> str:
        named = [name for name in MADE if f"{{{name}}}" in row.address]
        return row.address.format(**{name: MADE[name](actor("Cora")) for name in named})

    return fill


def refusal(name: str, row: Row) -> set[int]:
    """What somebody who is not let in is told: sign in; you may not, in a sentence; or there is no such page."""
    if name == ANYBODY:
        return {302}
    return {403} if name in AT_WORK else {404}


def read_out(answer) -> None:
    """Read a file to its end, which closes it. (`close()` would also close the test's own connection to PostgreSQL.)"""
    if answer.streaming:
        for _ in answer.streaming_content:
            pass


def told(status: int, location: str) -> str:
    return f"{status} to sign-in" if "/account/login/" in location else str(status)


def test_every_route_has_a_row():
    rows = {route_of(row.address) for row in ROWS}
    missing = [route for route in routes() if route not in rows and route not in ALLAUTH]

    assert not missing, (
        f"These routes have no row in tests/addresses/: {missing}. Add one to ROWS: an example address in Newcastle "
        "(a name in braces is made by MADE), who may read it, and who may send its form."
    )


def test_no_row_is_left_of_a_route_that_went():
    everything = set(routes())
    gone = []
    for row in ROWS:
        try:
            gone += [] if route_of(row.address) in everything else [row.address]
        except Resolver404:
            gone.append(row.address)

    assert gone == []
    assert set(ALLAUTH) <= everything


@pytest.mark.parametrize("row", ROWS, ids=ROW_IDS)
def test_each_page_answers_those_it_is_for_and_refuses_the_rest(row, clients, address_of, at_now):
    address = address_of(row)
    expected, answered = {}, {}

    for name in WHO:
        answer = clients[name].generic(row.method, address)
        allowed = {row.answer} if name in row.readers else refusal(name, row)
        said = told(answer.status_code, answer.headers.get("Location", ""))
        expected[name] = said if answer.status_code in allowed else " or ".join(map(str, allowed))
        answered[name] = said
        if name == ANYBODY and row.readers != EVERYBODY:
            expected[name] = "302 to sign-in"
        read_out(answer)

    assert answered == expected


@pytest.mark.no_cover
@pytest.mark.parametrize("row", ROWS, ids=ROW_IDS)
def test_nobody_changes_anything_without_the_permission(row, clients, address_of, at_now):
    address = address_of(row)
    without = {name: clients[name] for name in WHO if name not in row.writers}
    before = Event.objects.count()
    wrong = {}

    for name, client in without.items():
        answer = client.post(address, {"reason": "Because", "why": "Because", "note": "Because"})
        allowed = {405} | (refusal(name, row) if name not in row.readers else {200, 302, 400, 403})
        if answer.status_code not in allowed or Event.objects.count() != before:
            wrong[name] = f"{answer.status_code}, {Event.objects.count() - before} events"
        read_out(answer)

    assert wrong == {}


@pytest.mark.no_cover
@pytest.mark.parametrize("row", [row for row in ROWS if row.readers <= set(AT_WORK)], ids=lambda row: row.address)
def test_an_area_that_is_not_there_answers_as_one_that_is_not_yours(row, clients, address_of, at_now):
    address = address_of(row)
    method = row.method

    yours_not = clients["outsider"].generic(method, address)
    nowhere = clients["outsider"].generic(method, address.replace("/newcastle/", "/nowhere/", 1))

    assert yours_not.status_code == nowhere.status_code == 404


@pytest.mark.no_cover
@pytest.mark.parametrize("row", [row for row in ROWS if row.readers == EVERYBODY], ids=lambda row: row.address)
def test_a_public_page_is_the_same_for_every_reader(row, clients, address_of, at_now):
    address = address_of(row)

    anybody, lead = (clients[name].get(address) for name in (ANYBODY, "Cora"))

    if "public" in anybody.headers.get("Cache-Control", "") and not anybody.streaming:
        assert anybody.content == lead.content
        assert "Cookie" not in anybody.headers.get("Vary", "")
        assert not anybody.cookies


def test_somebody_signed_in_without_work_anywhere_has_an_empty_list_of_areas(newcastle, signed_in, at_now):
    Membership.objects.filter(person=person_called("Cora", "newcastle")).delete()
    client = signed_in("Cora")

    assert client.get("/home/").status_code == 200
    assert client.get("/newcastle/work/").status_code == 404


def test_an_account_that_was_closed_sees_nothing(newcastle, signed_in, at_now):
    client, person = signed_in("Ada"), person_called("Ada", "newcastle")
    person.is_active = False
    person.save()

    assert client.get("/newcastle/work/").status_code in (302, 404)


@pytest.mark.parametrize("route", [route for route, readers in ALLAUTH.items() if readers == SIGNED_IN])
def test_pages_of_the_sign_in_package_that_need_a_person_ask_for_one(route, client):
    answer = client.get(f"/{route}")

    assert answer.status_code == 302
    assert "/account/login/" in answer.headers["Location"]


def test_the_tables_name_only_who_there_is():
    known = set(AT_WORK) | {ANYBODY, "outsider", "left"}

    assert all((row.readers | row.writers) <= known for row in ROWS)
