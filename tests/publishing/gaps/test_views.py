"""Can those at work see the gaps, narrow them, take them away, and reach where each is put right?"""

from __future__ import annotations

import csv
from io import StringIO

import pytest

from goldenthread.partnership.actions import name_holder
from goldenthread.partnership.queries import ownerless
from goldenthread.publishing.gaps.queries import gaps_of
from goldenthread.publishing.gaps.reference import rules_markdown
from goldenthread.publishing.gaps.rules import RULES
from tests.fixtures import NOW
from tests.reading import text

pytestmark = pytest.mark.usefixtures("at_now")
GAPS = "/newcastle/work/gaps/"


def rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(content.decode("utf-8-sig"))))


@pytest.mark.parametrize("person", ["Cora", "Ivan", "Connor", "Faith", "Otto"])
def test_everybody_at_work_sees_the_gaps(person: str, signed_in, newcastle):
    response = signed_in(person).get(GAPS)

    assert response.status_code == 200
    assert "87 gaps in the strategy of Newcastle upon Tyne on 22 November 2026" in text(response)
    assert response.content.count(b"<h1") == 1


def test_somebody_of_another_area_does_not_know_that_it_is_there(signed_in, newcastle, tameside):
    assert signed_in("Cora", "tameside").get(GAPS).status_code == 404


def test_a_stranger_is_asked_to_sign_in(client, newcastle):
    assert client.get(GAPS).status_code in (302, 404)


def test_each_kind_is_counted_and_leads_to_its_gaps(signed_in, newcastle):
    page = signed_in("Cora").get(GAPS).content.decode()

    for each in gaps_of(newcastle, NOW.date()).found:
        assert f'href="#{each.rule.id}"' in page
        assert f'id="{each.rule.id}"' in page


def test_every_gap_says_why_it_matters_and_leads_to_where_it_is_put_right(signed_in, newcastle):
    page = signed_in("Cora").get(f"{GAPS}?rule=action-without-outcome").content.decode()

    assert "without anybody knowing what it was to change" in page
    assert 'href="/newcastle/actions/a-short-breaks/"' in page
    assert 'href="/newcastle/work/links/a-short-breaks/"' in page


@pytest.mark.parametrize(
    "slug", ["newcastle", "south-tyneside", "northumberland", "north-east-lincolnshire", "tameside"]
)
@pytest.mark.parametrize("person", ["Ada", "Connor", "Faith", "Otto"])
def test_every_way_to_put_right_is_open_to_those_who_see_it(person: str, slug: str, signed_in, db: None):
    client = signed_in(person, slug)
    page = client.get(f"/{slug}/work/gaps/").content.decode().partition("<main")[2]
    ways = {part.split('"')[0] for part in page.split('href="') if part.startswith(f"/{slug}/work/")}
    one_of_each = {way.split("/")[3]: way for way in sorted(ways) if way != f"/{slug}/work/gaps/"}

    assert {way: client.get(way).status_code for way in one_of_each.values()} == dict.fromkeys(
        one_of_each.values(), 200
    )


@pytest.mark.parametrize(
    ("person", "way", "seen"),
    [
        ("Cora", "links/a-short-breaks/", True),
        ("Otto", "links/a-short-breaks/", False),
        ("Connor", "actions/a-short-breaks/report/", True),
        ("Anna", "measures/m-waits-fall/record/", True),
        ("Connor", "edit/m-waits-fall/", False),
    ],
)
def test_a_way_to_put_right_is_shown_only_to_those_who_may(person: str, way: str, seen: bool, signed_in, newcastle):
    assert (f'href="/newcastle/work/{way}"' in signed_in(person).get(GAPS).content.decode()) is seen


def test_the_gaps_of_one_heading_are_shown_alone(signed_in, newcastle):
    page = text(signed_in("Cora").get(f"{GAPS}?theme=th-short-breaks"))

    assert "“Community Short Breaks Offer” leads to no outcome" in page
    assert "Reduction in exclusions" not in page


def test_a_kind_that_is_not_there_is_explained(signed_in, newcastle):
    page = text(signed_in("Cora").get(f"{GAPS}?rule=invented"))

    assert "There is a problem" in page
    assert "87 gaps" in page


def test_the_gaps_are_taken_away_as_a_file(signed_in, newcastle):
    response = signed_in("Cora").get(f"{GAPS}?format=csv")
    found = rows(response.content)

    assert "newcastle-gaps-2026-11-22.csv" in response["Content-Disposition"]
    assert len(found) == 87
    assert {"Key": "a-short-breaks", "Found": "“Community Short Breaks Offer” leads to no outcome."}.items() <= next(
        row for row in found if row["Kind of gap"] == "An action leads to no outcome."
    ).items()


def test_the_file_holds_only_what_was_chosen(signed_in, newcastle):
    assert len(rows(signed_in("Cora").get(f"{GAPS}?format=csv&rule=need-without-priority").content)) == 3


def test_naming_a_holder_closes_the_gap(actor, north_east_lincolnshire):
    today = NOW.date()
    held = ownerless(north_east_lincolnshire, today).get()
    assert [gap.key for gap in gaps_of(north_east_lincolnshire, today).only(rule="lead-nobody-holds").gaps] == [
        "a-healthwatch-review"
    ]

    by = actor("Cora", "north-east-lincolnshire")
    name_holder(responsibility=held, person=actor("Connor", "north-east-lincolnshire").person, by=by, reason="Agreed.")

    assert gaps_of(north_east_lincolnshire, today).only(rule="lead-nobody-holds").gaps == ()


def test_the_page_costs_the_same_however_many_gaps(
    signed_in, newcastle, north_east_lincolnshire, django_assert_max_num_queries
):
    for slug in ("newcastle", "north-east-lincolnshire"):
        client = signed_in("Cora", slug)
        client.get(f"/{slug}/work/gaps/")
        with django_assert_max_num_queries(9):
            assert client.get(f"/{slug}/work/gaps/").status_code == 200


def test_the_reference_has_every_rule_with_how_it_is_found():
    page = rules_markdown()

    assert all(f"`{rule.id}`" in page and rule.why in page and rule.found in page for rule in RULES)
    assert "check before relying" in page
