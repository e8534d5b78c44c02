"""Is what readers get complete, cited, and joined to the plan? Do the documents open and the tables join?"""

from __future__ import annotations

import csv
import io
import zipfile

import docx
import openpyxl
import pytest
from pyarrow import parquet

from goldenthread.publishing.assessments import tables
from goldenthread.publishing.assessments.content import content_of
from goldenthread.publishing.assessments.files import FORMS, made
from goldenthread.understanding.assessment import actions, queries
from goldenthread.understanding.indicators.models import IndicatorFigure
from goldenthread.understanding.models import Need
from tests.fixtures import NOW
from tests.outline import outline

AREAS = ("newcastle", "south-tyneside", "northumberland", "north-east-lincolnshire", "tameside")
TODAY = NOW.date()


@pytest.fixture
def content(south_tyneside):
    return content_of(south_tyneside, TODAY, charts=False)


def figure_called(content, title):
    return next(each for each in content.figures if each.title == title)


def test_a_figure_is_said_with_its_counts_its_interval_and_those_it_is_compared_with(content):
    figure = figure_called(content, "Plans issued within 20 weeks, without exceptions")
    assert figure.sentence == "70.9% (107 of 151), likely between 63.2% and 77.5%, 2024"
    assert [each.who for each in figure.beside] == ["Statistical neighbours", "North East", "England"]
    assert "Department for Education" in figure.source and "Open Government Licence" in figure.source
    assert figure.newer == ""


def test_a_count_is_not_set_beside_that_of_a_larger_place(content):
    assert figure_called(content, "Children and young people with a plan").beside == ()


def test_what_the_strategy_said_then_stands_beside_the_newest_figure(content):
    then = {each.title: (each.then, each.value) for each in content.then_and_now}
    assert then["Children and young people with a plan"] == ("1,412 people (2020)", "1,776 people")
    assert then["Pupils who get SEN support"] == ("16.6% (the strategy does not say when)", "18.8%")
    assert len(then) == 5


def test_needs_are_joined_to_the_priorities_that_answer_them(content):
    adults = next(section for section in content.sections if section.title == "Young adults")
    answers = {need.name: [ref.name for ref in need.answers] for need in adults.needs}
    assert any("16 to 25" in name for name in answers["Many more young adults have a plan"])
    assert all(ref.href.startswith("/south-tyneside/priorities/") for need in adults.needs for ref in need.answers)


def test_a_need_and_its_priority_cite_the_very_figures_on_which_they_rest(client, south_tyneside, at_now):
    for page in ("needs/n-young-adults", "priorities/p7-commission-0-to-25"):
        said = client.get(f"/south-tyneside/{page}/").text
        assert "The figures on which it rests" in said and "389 people, January 2025" in said
    assert "The figures on which it rests" not in client.get("/south-tyneside/priorities/p12-needs-since-covid/").text


def test_recommendations_are_joined_not_joined_or_declined(south_tyneside, actor, content):
    found = {each.text: each.state for each in content.recommendations}
    assert found["Help more people to know and use the Local Offer"] == "Joined"
    assert found["Follow placements outside the borough over time"] == "Not joined"

    row = queries.agreed(south_tyneside).recommendations.get(text="Follow placements outside the borough over time")
    anna = actor("Anna", "south-tyneside")
    actions.revise_recommendation(recommendation=row, values={"declined": "No money."}, opened=row.revision, by=anna)
    again = content_of(south_tyneside, TODAY, charts=False)
    declined = next(each for each in again.recommendations if each.state == "Declined")
    assert (declined.text, declined.why) == (row.text, "No money.")


def test_a_withdrawn_need_is_no_longer_shown(south_tyneside, content):
    Need.objects.filter(area=south_tyneside, key="n-prevalence").update(withdrawn_on=TODAY)
    assert content_of(south_tyneside, TODAY, charts=False).sections[0].needs == ()


def test_a_newer_figure_is_told_and_the_cited_one_stays(south_tyneside, content):
    before = figure_called(content, "Pupils with a plan")
    figure = IndicatorFigure.objects.get(
        code="pupils-with-a-plan", level="area", place="E08000023", period="January 2025"
    )
    new = IndicatorFigure.objects.get(pk=figure.pk)
    new.pk, new.period, new.value = None, "January 2026", 6.0
    new.period_start = new.period_end = figure.period_end.replace(year=2026)
    new.save()
    after = figure_called(content_of(south_tyneside, TODAY, charts=False), "Pupils with a plan")
    assert after.sentence == before.sentence
    assert after.newer.startswith("6%, January 2026")


@pytest.mark.parametrize("slug", AREAS)
def test_every_area_has_its_page_with_figures_and_what_they_cannot_tell(slug, client, at_now, area_called):
    page = client.get(f"/{slug}/needs-assessment/")
    found = outline(page)
    assert page.status_code == 200
    assert not found.forbidden and not found.unnamed_tables
    assert "What this cannot tell" in [words for _, words in found.headings]
    assert len(content_of(area_called(slug), TODAY, charts=False).figures) >= 10


def test_an_area_without_one_says_so(client, oldmere, at_now):
    assert "have not agreed a needs assessment" in client.get("/oldmere/needs-assessment/").text
    assert client.get("/oldmere/needs-assessment/files/csv/").status_code == 404
    assert client.get("/newcastle/needs-assessment/files/exe/").status_code == 404


def test_what_is_only_drafted_is_not_shown_to_everybody(client, south_tyneside, actor, at_now):
    anna = actor("Anna", "south-tyneside")
    draft = actions.begin(area=south_tyneside, values={"title": "Secret until agreed"}, by=anna)
    actions.add_section(assessment=draft, values={"title": "Not yet", "text": "Words"}, by=anna)
    assert "Secret until agreed" not in client.get("/south-tyneside/needs-assessment/").text
    assert content_of(south_tyneside, TODAY, draft=True, charts=False).assessment.title == "Secret until agreed"


def test_the_documents_open(south_tyneside):
    content = content_of(south_tyneside, TODAY)
    word = docx.Document(io.BytesIO(made(content, "docx")))
    assert any(each.text.endswith("What this cannot tell") for each in word.paragraphs)
    assert len(word.inline_shapes) == sum(bool(chart) for each in content.sections for chart in each.charts) > 8
    page = made(content, "html").decode()
    assert "70.9% (107 of 151)" in page and "<style>" in page


def test_the_pdf_is_tagged(tameside):
    made_of = made(content_of(tameside, TODAY), "pdf")
    assert made_of.startswith(b"%PDF") and (b"/MarkInfo" in made_of or b"/ObjStm" in made_of)


def test_the_tables_say_the_same_in_each_form(content):
    rows = list(csv.DictReader(io.StringIO(made(content, "csv").decode("utf-8-sig"))))
    book = openpyxl.load_workbook(io.BytesIO(made(content, "xlsx")))
    table = parquet.read_table(io.BytesIO(made(content, "parquet")))
    assert len(rows) == book["Figures"].max_row - 1 == table.num_rows == len(content.figures)
    assert book["Recommendations"].max_row - 1 == len(content.recommendations)
    assert [row["indicator"] for row in rows] == table.column("indicator").to_pylist()
    assert table.schema.field("value").type == "double" and table.schema.field("period_end").type == "date32[day]"


@pytest.mark.parametrize("slug", AREAS)
def test_every_key_of_the_star_joins_and_no_row_stands_alone(slug, area_called):
    content = content_of(area_called(slug), TODAY, charts=False)
    star = tables.star(content)
    _, facts = star["fact_figure"]
    for name in tables.DIMENSIONS:
        _, rows = star[f"dim_{name}"]
        keys = [row[f"{name}_id"] for row in rows]
        assert len(keys) == len(set(keys))
        assert {fact[f"{name}_id"] for fact in facts} == set(keys)
    assert sum(fact["pinned"] for fact in facts) == len(content.figures)
    assert len({tuple(v for k, v in fact.items() if k.endswith("_id") and k != "figure_id") for fact in facts}) == len(
        facts
    )


def test_the_star_is_packed_as_csv_and_parquet_alike_and_the_same_each_time(content):
    packed = made(content, "star")
    assert packed == made(content, "star")
    with zipfile.ZipFile(io.BytesIO(packed)) as opened:
        names = opened.namelist()
        assert "fact_figure.indicator_id  ->  dim_indicator.indicator_id" in opened.read("README.txt").decode()
        for name in (each.removesuffix(".csv") for each in names if each.endswith(".csv")):
            rows = list(csv.reader(io.StringIO(opened.read(f"{name}.csv").decode("utf-8-sig"))))
            table = parquet.read_table(io.BytesIO(opened.read(f"{name}.parquet")))
            assert (rows[0], len(rows) - 1) == (table.column_names, table.num_rows)


def test_the_charts_are_packed_as_svg_and_png(tameside):
    with zipfile.ZipFile(io.BytesIO(made(content_of(tameside, TODAY), "charts"))) as opened:
        assert opened.read("chart-01.svg").startswith(b"<svg")
        assert opened.read("chart-01.png").startswith(b"\x89PNG")
        assert len(opened.namelist()) % 2 == 1 and len(opened.namelist()) > 10


def test_every_form_is_offered_on_the_page(client, newcastle, at_now):
    page = client.get("/newcastle/needs-assessment/").text
    assert all(f"/newcastle/needs-assessment/files/{ending}/" in page for ending in FORMS)
