"""What does a board read first, and does everybody see what they may?"""

from __future__ import annotations

import csv
import io
import re

import pytest

from goldenthread.understanding.dashboard.presenters.sparks import spark
from tests.understanding.dashboard.test_queries import own_return
from tests.understanding.supply.making import made_promise

pytestmark = pytest.mark.django_db
__all__ = ["own_return"]


def text_of(answer):
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", answer.text))


def test_what_is_worse_and_unanswered_comes_first(client, newcastle, at_now):
    page = text_of(client.get("/newcastle/dashboard/"))

    order = (
        "Worse, and nothing in the strategy acts on it",
        "Worse, and acted on",
        "All partners together",
        "Social care",
    )
    assert [page.index(words) for words in order] == sorted(page.index(words) for words in order)
    assert (
        "Suspensions of pupils with a plan: 14.6% in Spring term 2024/25: worse than its usual ups and downs." in page
    )
    assert "Plans issued within 20 weeks, without exceptions: 8.8% in 2024: worse than similar areas (47.4%)" in page


def test_a_figure_carries_what_makes_it_honest(client, newcastle, at_now):
    page = text_of(client.get("/newcastle/dashboard/"))

    assert "2024; 42 of 476" in page
    assert "22 months old. Department for Education" in page
    assert "Old figure: 36 months old. NHS England" in page
    assert "all of NHS North East and North Cumbria Integrated Care Board" in page
    assert "the counts are not published, so it may be chance" in page


def test_what_nobody_publishes_is_said_with_who_holds_it(client, newcastle, at_now, actor):
    page = text_of(client.get("/newcastle/dashboard/"))
    assert "how many disabled children get short breaks, and how many wait for them. Nobody has promised it." in page

    made_promise(newcastle, actor("Cora"), kind="annex-a")
    assert "has promised it, next due on 15 December 2026" in text_of(client.get("/newcastle/dashboard/"))


def test_where_nothing_is_known_nothing_is_said_to_be_well(client, oldmere, at_now):
    page = text_of(client.get("/oldmere/dashboard/"))

    assert "None of the 24 figures of this page is known here. So nobody can say what is worse." in page
    assert "Mere Valley Trust has not sent monthly therapy caseloads by service for October 2026" in page
    assert "Old figures" not in page


def test_waits_stand_in_the_health_leg(client, oldmere, at_now):
    page = text_of(client.get("/oldmere/dashboard/"))

    assert "Who waits here, by service" in page
    assert "over 18 weeks" in page


def test_at_work_a_decision_is_asked_for_and_small_counts_are_for_analysts(signed_in, newcastle, own_return, at_now):
    analyst = text_of(signed_in("Anna").get("/newcastle/work/dashboard/"))
    assert "A decision is needed on" in analyst
    assert "2025; 3 of 10" in analyst
    assert "Newcastle, 2026. Not published." in analyst

    member = text_of(signed_in("Bola").get("/newcastle/work/dashboard/"))
    assert "2025; 3 of 10" not in member
    assert "3 of 10" not in text_of(signed_in("Bola").get("/newcastle/dashboard/"))


def test_the_file_has_a_line_for_each_figure_known_or_not(client, newcastle, oldmere, at_now):
    def lines(slug):
        return list(
            csv.DictReader(io.StringIO(client.get(f"/{slug}/dashboard/figures.csv").text.removeprefix("\ufeff")))
        )

    ours, theirs = lines("newcastle"), lines("oldmere")
    assert len(ours) == len(theirs) == 24
    weeks = next(row for row in ours if row["code"] == "plans-in-20-weeks")
    assert (weeks["leg"], weeks["numerator"], weeks["england_verdict"]) == ("joint", "42.0", "worse")
    assert weeks["acted_on_by"].startswith("High quality therapy")
    assert {row["state"] for row in theirs} == {"not-available"}
    assert {row["value"] for row in theirs} == {""}


def test_a_page_that_a_cache_holds_is_asked_for_in_two_queries(
    client, newcastle, at_now, django_assert_max_num_queries
):
    stamp = client.get("/newcastle/dashboard/")["ETag"]
    with django_assert_max_num_queries(2):
        assert client.get("/newcastle/dashboard/", headers={"if-none-match": stamp}).status_code == 304


def test_a_small_line_is_not_drawn_across_a_missing_value():
    assert spark([1, None, 2], "Two") is None
    assert spark([1, 2, None, 2, 3], "Two parts").count("<polyline") == 2
    assert "<title" in spark([5, 5, 5], "No change <ever>") and "<ever>" not in spark([5, 5, 5], "No change <ever>")
