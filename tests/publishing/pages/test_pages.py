"""Is every public page whole, in order, the same for everybody, and cheap?"""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from goldenthread.audit.models import Event
from goldenthread.audit.queries import forget
from goldenthread.demo.load import AREAS, MADE_UP
from goldenthread.publishing.packs.actions import import_pack
from goldenthread.publishing.packs.queries import current_pack, pack_of
from goldenthread.publishing.pages.queries import happenings
from goldenthread.publishing.versions.models import Version
from tests.outline import outline
from tests.reading import text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_now")]

OPEN = ("/", "/about/questions/", "/about/accessibility/", "/about/privacy/")
OF_AN_AREA = (
    "",
    "strategy/",
    "delivery-plan/",
    "you-said-we-did/",
    "measures/",
    "who-decides/",
    "feedback/",
    "feedback/thanks/",
    "versions/",
    "versions/1/",
    "versions/1/to/now/",
)
PAGES = [*OPEN, *(f"/{slug}/{page}" for slug in (*AREAS, MADE_UP) for page in OF_AN_AREA)]
ITEMS = [
    "/newcastle/clauses/c-scope/",
    "/newcastle/themes/th-data/",
    "/south-tyneside/evidence/ev-population-projection/",
    "/newcastle/needs/n-ehcp/",
    "/newcastle/statements/said-less-noise/",
    "/newcastle/answers/ans-inspection-areas-in-plan/",
    "/newcastle/priorities/send-1.9/",
    "/newcastle/outcomes/o-remain-in-mainstream/",
    "/newcastle/actions/a-child-therapies/",
    "/oldmere/actions/a-joint-therapies/",
    "/oldmere/measures/m-weekend-places/",
    "/newcastle/services/sv-haf/",
]


@pytest.mark.parametrize("address", [*PAGES, *ITEMS])
def test_page_is_built_in_order(client: Client, address: str):
    response = client.get(address)
    built = outline(response)
    levels = [level for level, _ in built.headings]

    assert response.status_code == 200
    assert levels.count(1) == 1
    assert [(a, b) for a, b in pairwise(levels) if b > a + 1] == []
    assert all(words.strip() for _, words in built.headings)
    assert sorted(name for name in set(built.ids) if built.ids.count(name) > 1) == []
    assert built.forbidden == []
    assert built.unnamed_tables == 0
    assert built.title.endswith("Golden Thread")


@pytest.mark.parametrize("address", [*OPEN, *(f"/newcastle/{page}" for page in OF_AN_AREA), *ITEMS])
def test_page_is_the_same_for_everybody_and_may_be_kept(
    client: Client, signed_in: Callable[..., Client], settings: object, address: str
):
    settings.AXES_ENABLED = False
    response = Client().get(address)
    of_somebody_at_work = signed_in("Cora").get(address)

    assert response.headers["Cache-Control"] == "public, max-age=60"
    assert "Cookie" not in response.headers.get("Vary", "")
    assert response.cookies == {}
    assert of_somebody_at_work.content == response.content
    assert "Cookie" not in of_somebody_at_work.headers.get("Vary", "")


@pytest.mark.parametrize("address", ["/", "/newcastle/", "/newcastle/strategy/", "/newcastle/versions/1.json"])
def test_reader_who_holds_the_page_is_told_that_it_has_not_changed(
    client: Client, django_assert_max_num_queries: Callable[..., object], address: str
):
    stamp = client.get(address).headers["ETag"]

    with django_assert_max_num_queries(2):
        again = client.get(address, headers={"If-None-Match": stamp})

    assert again.status_code == 304
    assert again.content == b""
    assert again.headers["Cache-Control"] == "public, max-age=60"


def test_page_is_new_once_anything_changed(client: Client, newcastle: object, actor: Callable[..., object]):
    stamp = client.get("/newcastle/").headers["ETag"]
    pack = pack_of(newcastle)
    changed = pack.model_copy(update={"area": pack.area.model_copy(update={"summary": "Another summary."})})
    import_pack(pack=changed, by=actor("Cora"), reason="A test")

    again = client.get("/newcastle/", headers={"If-None-Match": stamp})

    assert again.status_code == 200
    assert "Another summary." in text(again)


def test_page_is_new_on_another_day(client: Client, settings: object, at_now: object):
    stamp = client.get("/newcastle/").headers["ETag"]
    settings.TODAY = at_now.date().replace(month=12)

    assert client.get("/newcastle/", headers={"If-None-Match": stamp}).status_code == 200


MOST_QUERIES = 45


@pytest.mark.parametrize("slug", [*AREAS, MADE_UP])
@pytest.mark.parametrize("page", ["", "strategy/", "delivery-plan/", "you-said-we-did/", "measures/", "who-decides/"])
def test_queries_do_not_grow_with_the_strategy(
    client: Client, django_assert_max_num_queries: Callable[..., object], slug: str, page: str
):
    with django_assert_max_num_queries(MOST_QUERIES):
        client.get(f"/{slug}/{page}")
    with django_assert_max_num_queries(8):
        client.get(f"/{slug}/{page}")


def queries_for(client: Client, address: str) -> int:
    """How many queries the page costs when nothing is kept."""
    forget()
    with CaptureQueriesContext(connection) as queries:
        client.get(address)
    return len(queries)


@pytest.mark.parametrize("page", ["delivery-plan/", "you-said-we-did/", "measures/"])
def test_a_large_strategy_costs_as_many_queries_as_a_small_one(client: Client, page: str):
    assert queries_for(client, f"/north-east-lincolnshire/{page}") == queries_for(client, f"/tameside/{page}")


def test_front_page_costs_a_few_queries_for_all_areas_together(client: Client):
    assert queries_for(client, "/") <= 4


def test_unknown_area_and_unknown_item_are_not_found(client: Client):
    assert client.get("/nowhere/").status_code == 404
    assert client.get("/newcastle/actions/a-nothing/").status_code == 404
    assert client.get("/newcastle/measures/a-child-therapies/").status_code == 404
    assert client.get("/newcastle/measures/m-nothing/figures.csv").status_code == 404
    assert client.get("/newcastle/secrets/a-child-therapies/").status_code == 404


@pytest.mark.parametrize("address", ["/", "/newcastle/", "/newcastle/strategy/", "/newcastle/versions/1/"])
def test_public_pages_only_answer_reading(client: Client, address: str):
    assert client.post(address).status_code == 405


def test_whatever_a_strategy_says_is_shown_as_words(client: Client, newcastle: object, actor: Callable[..., object]):
    pack = pack_of(newcastle)
    trap = "<script>alert('x')</script>"
    action = pack.actions[0].model_copy(update={"title": trap, "text": trap, "families": trap})
    measure = pack.measures[0].model_copy(update={"title": trap, "wording": trap})
    board = pack.boards[0].model_copy(update={"name": trap, "purpose": trap})
    changed = {
        "actions": (action, *pack.actions[1:]),
        "measures": (measure, *pack.measures[1:]),
        "boards": (board, *pack.boards[1:]),
    }
    import_pack(pack=pack.model_copy(update=changed), by=actor("Cora"), reason="A test")

    for page in (*OF_AN_AREA, f"actions/{action.key}/", f"measures/{measure.key}/"):
        assert "<script>alert" not in client.get(f"/newcastle/{page}").content.decode(), page
    assert trap in text(client.get("/newcastle/delivery-plan/")).replace("&#39;", "'")


def test_what_was_done_twice_alike_on_one_day_is_said_once(oldmere):
    told = [happenings(oldmere, "actions", each.key) for each in current_pack(oldmere).actions]
    written = Event.objects.filter(area="oldmere", verb="named a holder").values_list("subject_id", flat=True)

    assert len(set(written)) < len(written)
    assert all(len(set(each)) == len(each) for each in told)
    assert any("named a holder" in {event.verb for event in each} for each in told)


def test_made_up_strategy_says_that_nobody_published_it(oldmere):
    note = Version.objects.get(area=oldmere, number=1).note

    assert note.endswith("Nobody published it: it was written for this demonstration.")
