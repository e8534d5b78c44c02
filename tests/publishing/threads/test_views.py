"""Can anybody see the thread, choose a part of it, and take it away?"""

from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest
from django.test import Client

from goldenthread.demo.made_up import Size, make_areas
from goldenthread.publishing.threads.paths import path
from goldenthread.publishing.threads.queries import thread_of
from tests.fixtures import NOW
from tests.reading import text

pytestmark = pytest.mark.usefixtures("at_now")


@pytest.mark.parametrize(
    "slug", ["newcastle", "south-tyneside", "northumberland", "north-east-lincolnshire", "tameside"]
)
def test_anybody_can_see_the_thread_of_an_area(slug: str, client: Client, db: None):
    response = client.get(f"/{slug}/thread/")

    assert response.status_code == 200
    assert "public" in response["Cache-Control"]
    assert response.content.count(b"<h1") == 1
    assert b" style=" not in response.content


def test_the_page_costs_the_same_however_large_the_strategy(client: Client, newcastle, django_assert_num_queries):
    list(make_areas(1, NOW, Size(themes=4, priorities=30, outcomes=20, actions=120, measures=90, periods=2)))
    for slug in ("newcastle", "made-up-1"):
        client.get(f"/{slug}/thread/")
        with django_assert_num_queries(3):  # the area; the end of the log, for the stamp of the page and for the thread
            assert client.get(f"/{slug}/thread/").status_code == 200


def test_newcastle_shows_the_outcome_that_nobody_stated(client: Client, newcastle):
    page = client.get("/newcastle/thread/").content.decode()

    assert "No outcome is stated" in page
    assert "2</strong> priorities lead to no outcome" in page


def test_a_large_strategy_is_first_seen_by_heading(client: Client, north_east_lincolnshire):
    page = text(client.get("/north-east-lincolnshire/thread/"))

    assert "has 229 items. Here they are by heading" in page
    assert "What was said: 6. Answers: 12" in page


def test_a_large_strategy_can_be_seen_whole(client: Client, north_east_lincolnshire):
    response = client.get("/north-east-lincolnshire/thread/?show=everything")

    assert response.content.count(b'class="app-thread__item"') == 229


def test_a_heading_shows_its_items_with_the_whole_thread_of_each(client: Client, newcastle):
    page = client.get("/newcastle/thread/?theme=th-short-breaks").content.decode()

    assert 'id="a-short-breaks"' in page
    assert 'id="ev-autism"' in page  # upstream of it
    assert 'id="a-clinical-needs"' not in page


@pytest.mark.parametrize(
    ("asked", "there", "absent"),
    [
        ("partner=compass-trust", "a-clinical-needs", "a-short-breaks"),
        ("status=overdue", "a-short-breaks", "said-less-noise"),
        ("end=action-without-outcome", "a-short-breaks", "a-clinical-needs"),
        ("theme=th-short-breaks&status=cannot-tell", "m-things-to-do", "a-clinical-needs"),
    ],
)
def test_a_filter_shows_what_was_chosen(asked: str, there: str, absent: str, client: Client, newcastle):
    page = client.get(f"/newcastle/thread/?{asked}").content.decode()

    assert f'id="{there}"' in page
    assert f'id="{absent}"' not in page


def test_a_filter_that_fits_nothing_says_so(client: Client, newcastle):
    page = text(client.get("/newcastle/thread/?theme=th-data&partner=compass-trust"))

    assert "Nothing in the strategy fits what you chose" in page


def test_a_choice_that_is_not_there_is_explained_and_nothing_is_hidden(client: Client, newcastle):
    response = client.get("/newcastle/thread/?theme=invented")

    assert "There is a problem" in text(response)
    assert response.content.count(b'class="app-thread__item"') == 56


def test_an_item_is_followed_up_and_down_without_script(client: Client, newcastle):
    page = client.get("/newcastle/thread/?node=a-short-breaks").content.decode()
    way = path(thread_of(newcastle), "a-short-breaks")
    assert way is not None

    assert "You are following" in page
    assert page.count('opacity="0.3" class="app-thread__item"') == 56 - len(way.keys)


def test_an_item_of_a_large_strategy_is_shown_with_its_own_thread_alone(client: Client, north_east_lincolnshire):
    page = client.get("/north-east-lincolnshire/thread/?node=a-new-plan-format").content.decode()

    assert page.count('class="app-thread__item"') == 3  # what was said, the promise and the action
    assert 'id="s-plan-formats-vary"' in page


def test_an_item_that_is_not_there_leaves_the_whole_thread(client: Client, newcastle):
    response = client.get("/newcastle/thread/?node=no-such-item")

    assert response.content.count(b'class="app-thread__item"') == 56


def test_the_picture_can_be_taken_away_and_leads_back(client: Client, newcastle):
    response = client.get("/newcastle/thread/?theme=th-short-breaks&format=svg")

    assert response["Content-Type"] == "image/svg+xml"
    assert "newcastle-thread.svg" in response["Content-Disposition"]
    root = ET.fromstring(response.content)  # noqa: S314 (ours)
    assert {link.get("href", "").split("/newcastle")[0] for link in root.iter("{http://www.w3.org/2000/svg}a")} == {
        "http://testserver"
    }


def test_the_whole_list_is_in_the_page_without_the_picture(client: Client, newcastle):
    page = client.get("/newcastle/thread/").content.decode()
    whole = thread_of(newcastle)

    assert all(f'id="{key}"' in page for key in whole.items)
    assert "stated of the whole list, not of these two" in page


def test_an_area_that_is_not_there_is_not_found(client: Client, db: None):
    assert client.get("/nowhere/thread/").status_code == 404
