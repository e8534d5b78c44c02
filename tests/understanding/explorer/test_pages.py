"""Do the explorer's pages and files say only what was kept, whatever is asked of them, and say what they rest on?"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from html import unescape
from itertools import permutations, product

import openpyxl
import pytest
from django.test import Client

from goldenthread.partnership.models import Area
from goldenthread.understanding.explorer.definitions.registry import counted, questions
from tests.understanding.explorer.making import prepared_return, rows_of

pytestmark = pytest.mark.django_db
X = "/newcastle/work/explorer/"
NEED_BY_SETTING = "?count=open-plans&rows=need&columns=setting"


def shown(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return unescape(answer.content.decode())


def text_of(page: str) -> str:
    """What can be read on the page, its pictures' words too."""
    main = page.split("<main", 1)[1].split("</main>", 1)[0]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", re.sub(r"\s(?!aria-label|alt)[a-z:-]+=\"[^\"]*\"", "", main)))


def lines(client: Client, address: str) -> list[dict[str, str]]:
    answer = client.get(address)
    assert answer.status_code == 200
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


def test_without_a_return_it_says_what_to_load_and_where(newcastle: Area, signed_in: Callable[..., Client]) -> None:
    page = shown(signed_in("Anna"), X)

    assert "has no SEN2 return in use" in page
    assert 'href="/newcastle/work/data/"' in page
    assert signed_in("Anna").get(f"{X}table.csv").headers["Location"] == X


def test_a_table_says_what_it_shows_hides_and_rests_on(newcastle: Area, signed_in: Callable[..., Client]) -> None:
    prepared_return(newcastle)

    page = shown(signed_in("Cora"), X + NEED_BY_SETTING)

    assert "Plans open on the census day by primary need and kind of setting, January 2025" in page
    assert "had about 600 open plans, January 2025" in page
    assert "are hidden. Counts under 8 are hidden" in page
    assert "SEN2 person-level return, 2025" in page
    assert "<svg" in page
    assert "Make the returns ready" not in page  # a commissioning lead may not open rows
    assert f"{X}table.csv{NEED_BY_SETTING}" in page


@pytest.mark.parametrize("code", list(counted()))
def test_no_file_shows_a_count_that_is_small_or_not_rounded(
    newcastle: Area, signed_in: Callable[..., Client], code: str
) -> None:
    """Every table of two ways, as it leaves the house: what is shown is a multiple of five and of five children or more."""
    prepared_return(newcastle)
    client, what = signed_in("Anna"), counted()[code]
    at = {dimension.code: n for n, dimension in enumerate(what.by)}
    rows = rows_of(what)
    for first, second in permutations(list(at)[:3], 2):
        for line in lines(client, f"{X}table.csv?count={code}&rows={first}&columns={second}"):
            wanted = {at[first]: line["Row"], at[second]: line["Column"]}
            true = sum(
                all(r.places[n] in (place, "All") or place == "All" for n, place in wanted.items()) for r in rows
            )
            if line["Count"]:
                assert int(line["Count"]) % 5 == 0
                assert true >= 5
            else:
                assert line["State"] == "hidden"
                assert not (line["Numerator"] or line["Per cent"])


def test_the_page_the_workbook_and_the_csv_say_the_same(newcastle: Area, signed_in: Callable[..., Client]) -> None:
    prepared_return(newcastle)
    client = signed_in("Anna")
    told = lines(client, f"{X}table.csv{NEED_BY_SETTING}")
    book = openpyxl.load_workbook(io.BytesIO(client.get(f"{X}table.xlsx{NEED_BY_SETTING}").content))
    rows = list(book.active.iter_rows(values_only=True))

    assert [[cell or "" for cell in row] for row in rows[1:]] == [
        [int(cell) if cell.isdigit() and name not in ("Period",) else cell for name, cell in line.items()]
        for line in told
    ]
    page = text_of(shown(client, X + NEED_BY_SETTING))
    for line in told:
        assert (f"{int(line['Count']):,}" if line["Count"] else "hidden") in page


def test_no_number_stands_on_a_page_that_was_not_kept(newcastle: Area, signed_in: Callable[..., Client]) -> None:
    """Every whole number in words, table and picture is a kept count, a percentage, or of the page's own words."""
    prepared = prepared_return(newcastle)
    kept = {count for _, cells in prepared.content["open-plans"]["kept"]["counts"] for _, count in cells}
    page = text_of(shown(signed_in("Anna"), X + NEED_BY_SETTING))
    page = page.split("What it says", 1)[1].split("What is hidden, and why", 1)[0]
    own = {2025, 95}
    numbers = [int(n.replace(",", "")) for n in re.findall(r"(?<![\d.])(\d{1,3}(?:,\d{3})+|\d+)(?![\d%.])", page)]

    assert numbers
    assert {n for n in numbers if n not in kept | own} == set()


def test_the_order_of_rows_tells_nothing_of_what_is_hidden(newcastle: Area, signed_in: Callable[..., Client]) -> None:
    prepared_return(newcastle)
    told = lines(signed_in("Anna"), f"{X}table.csv{NEED_BY_SETTING}")
    found = list(dict.fromkeys(line["Row"] for line in told))
    assert found[:3] == ["Autism", "Social, emotional and mental health", "Speech, language and communication"]


def test_a_third_split_gives_a_table_for_each_category(newcastle: Area, signed_in: Callable[..., Client]) -> None:
    prepared_return(newcastle)
    page = shown(signed_in("Anna"), f"{X}{NEED_BY_SETTING}&third=sex&of=all")
    assert "Sex: Female" in page
    assert "Sex: All" in page


def test_a_way_chosen_twice_is_refused_and_an_unknown_one_passed_over(
    newcastle: Area, signed_in: Callable[..., Client]
) -> None:
    prepared_return(newcastle)
    client = signed_in("Anna")
    assert "one is chosen twice" in shown(client, f"{X}?rows=need&columns=need")
    assert "Explorer" in shown(client, f"{X}?count=nothing&rows='%3Cscript%3E&year=1999")


def test_what_a_return_cannot_tell_is_not_offered_and_said(newcastle: Area, signed_in: Callable[..., Client]) -> None:
    why = "It needs a list of establishments, and none is in the lake."
    prepared_return(newcastle, cannot={"setting": why})
    client = signed_in("Anna")

    page = shown(client, f"{X}?rows=need")
    assert f"Not offered: kind of setting. {why}" in page
    assert "no list of establishments is loaded" in page
    assert why in shown(client, f"{X}questions/expected-by-need/")


@pytest.mark.parametrize("code", list(questions()))
def test_a_prepared_question_has_an_answer_its_limits_and_files(
    newcastle: Area, signed_in: Callable[..., Client], code: str
) -> None:
    prepared_return(newcastle)
    client, question = signed_in("Bola"), questions()[code]
    asked = [each.code for each in question.outcomes] or list(question.counted)
    page = shown(client, f"{X}questions/{code}/")
    assert "What it says" in page
    assert all(limit in page for limit in question.limits)
    for of, by in product(asked, ("sex", "ethnicity")):
        assert lines(client, f"{X}questions/{code}/answer.csv?of={of}&by={by}")
    assert client.get(f"{X}questions/{code}/answer.xlsx").status_code == 200


def test_observed_is_set_against_england_or_it_is_said_why_not(
    newcastle: Area, signed_in: Callable[..., Client]
) -> None:
    prepared_return(newcastle)
    client = signed_in("Anna")
    at = f"{X}questions/expected-by-need/?of=special&by=sex&against="

    assert "Newcastle upon Tyne’s own rate for everybody" in shown(client, f"{at}own")
    assert "England’s rate, January 2025" in shown(client, f"{at}england")
    none = shown(client, f"{X}questions/expected-by-need/?of=resourced&against=neighbours")
    assert "No rate of others is published for this" in none


def test_england_is_taken_need_by_need_where_it_is_published_so(
    newcastle: Area, signed_in: Callable[..., Client]
) -> None:
    """January 2025: 70,747 of the 201,183 plans for autism were in special schools, 15,497 of 25,681 for severe needs."""
    prepared_return(newcastle)
    prepared_return(newcastle, year=2024)
    at = f"{X}questions/expected-by-need/"
    told = lines(signed_in("Anna"), f"{at}answer.csv?of=special&by=need&against=england&year=2025")

    rates = {line["Primary need"]: line["At a rate of"] for line in told}
    assert rates["Autism"] == "35%" and rates["Severe learning difficulty"] == "60%"
    assert rates["Hearing impairment"] == rates["Physical disability"]
    other = next(line for line in told if line["Primary need"] == "Other, with Down syndrome")
    assert (other["At a rate of"], other["Expected"]) == ("", "")
    assert other["Verdict"] == "cannot tell: no rate of it is published"
    page = shown(signed_in("Anna"), f"{at}?of=special&by=need&against=england&year=2025")
    assert "England’s rate for the same primary need, January 2025" in page
    before = shown(signed_in("Anna"), f"{at}?of=special&by=need&against=england&year=2024")
    assert "England’s rate, January 2024" in before


def test_girls_placed_and_assessed_more_often_are_said_to_be(newcastle: Area, signed_in: Callable[..., Client]) -> None:
    prepared_return(newcastle)
    page = shown(signed_in("Anna"), f"{X}questions/gaps/?of=agreed&by=sex")
    assert re.search(r"Female: \d+% of requests that led to an assessment, .*clearly higher", page)
