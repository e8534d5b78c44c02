"""Does every link of the public site lead somewhere, and every jump within a page land?

The areas that are not walked here are walked in the journeys, through a real server.
"""

from __future__ import annotations

from collections import deque
from functools import cache
from urllib.parse import urldefrag

import pytest
from django.test import Client

from goldenthread.publishing.packs.queries import pack_of
from goldenthread.publishing.packs.reading import Index, on_site
from tests.outline import Outline, outline

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_now"), pytest.mark.once, pytest.mark.no_cover]

BY_SIGN_IN = ("/home/", "/work/")
MADE_ELSEWHERE = ("/static/", "/design/", "/documents/")  # the stylesheet; documents, which have tests of their own


def leads_out(address: str, slug: str) -> bool:
    """Is it outside this area's pages, or a file?"""
    here = address in ("/",) or address.startswith((f"/{slug}/", "/about/"))
    return not here or any(part in address for part in (*BY_SIGN_IN, *MADE_ELSEWHERE))


def broken(address: str, page: Outline) -> list[str]:
    """What any page must have: one main heading, a title, its language, and no name twice."""
    found = {
        "not one main heading": [level for level, _ in page.headings].count(1) != 1,
        "no title": not page.title.strip(),
        f"language {page.language!r}": not page.language.startswith("en"),
        "a name used twice": len(set(page.ids)) < len(page.ids),
    }
    return [f"{address}: {fault}" for fault, holds in found.items() if holds]


@cache
def walk(slug: str) -> tuple[dict[str, int], list[str]]:
    """Follow every link from the front page and the area's home; what each address answered, and what is broken there."""
    client = Client()
    answered: dict[str, int] = {}
    names: dict[str, set[str]] = {}
    jumps: list[tuple[str, str, str]] = []
    faults: list[str] = []
    waiting = deque(["/", f"/{slug}/"])
    while waiting:
        address = waiting.popleft()
        if address in answered:
            continue
        response = client.get(address)
        answered[address] = response.status_code
        if not response.headers["Content-Type"].startswith("text/html"):
            continue
        built = outline(response)
        names[address] = set(built.ids)
        faults += broken(address, built)
        for link in built.links:
            target, jump = urldefrag(link)
            target = target or address
            if target.startswith("/") and not leads_out(target, slug):
                waiting.append(target)
                jumps += [(address, target, jump)] if jump else []
    return answered, faults + [f"{a}: {b}#{jump}" for a, b, jump in jumps if b in names and jump not in names[b]]


WALKED_ONCE = pytest.mark.xdist_group("newcastle")  # by one process, for both tests
SLUGS = [pytest.param("newcastle", marks=WALKED_ONCE), "north-east-lincolnshire", "oldmere"]


@pytest.mark.parametrize("slug", SLUGS)
def test_every_link_leads_somewhere(slug: str):
    answered, faults = walk(slug)

    assert {address: status for address, status in answered.items() if status != 200} == {}
    assert faults == []
    assert len(answered) > 60


@WALKED_ONCE
def test_every_item_of_a_strategy_can_be_reached(newcastle: object):
    answered, _ = walk("newcastle")
    index = Index(pack_of(newcastle), on_site("newcastle"))

    assert {index.ref(key).href for key in index.items} - answered.keys() == set()


def test_the_way_in_for_people_at_work_asks_for_a_sign_in(client: Client):
    assert client.get("/home/").status_code == 302
