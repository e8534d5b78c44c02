"""Is each measure shown with what is known of it, and can its figures be taken away unharmed?"""

from __future__ import annotations

import csv
from datetime import date
from decimal import Decimal
from io import StringIO
from typing import Any

import pytest
from django.test import Client

from goldenthread.demo.load import MADE_UP, pack_named
from goldenthread.publishing.packs.format import Baseline, Measure, Observation
from goldenthread.publishing.packs.reading import Index, on_site
from goldenthread.publishing.packs.reading.pictures import measure_chart
from goldenthread.publishing.pages.presenters.measures import as_csv, measures, view

TODAY = date(2026, 11, 22)
PACK = pack_named("newcastle")
INDEX = Index(PACK, on_site("newcastle"))
THINGS_TO_DO = next(measure for measure in PACK.measures if measure.key == "m-things-to-do")


def seen(period: str, value: int | None = None, **more: Any) -> Observation:
    return Observation(period=period, value=None if value is None else Decimal(value), **more)


def measured(*observations: Observation, **values: Any) -> Measure:
    start = Baseline(
        state="known", value=Decimal(41), numerator=Decimal(123), denominator=Decimal(300), period="2021/22"
    )
    return THINGS_TO_DO.model_copy(update={"baseline": start, "observations": observations} | values)


def rows_of(measure: Measure) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(as_csv(measure))))


def test_without_a_figure_nobody_claims_one():
    shown = view(INDEX, THINGS_TO_DO, TODAY)

    assert (shown.baseline, shown.latest, shown.judgement.status) == (
        "Not stated",
        "Nothing recorded yet",
        "cannot tell",
    )
    assert measure_chart(THINGS_TO_DO) is None


def test_values_are_in_order_of_their_periods():
    shown = view(INDEX, measured(seen("2024/25", 52), seen("2022/23", 43)), TODAY)

    assert [row.period for row in shown.rows] == ["2022/23", "2024/25"]
    assert shown.latest == "52% in 2024/25"


def test_a_value_that_did_not_arrive_is_never_nought():
    shown = view(INDEX, measured(seen("2022/23", state="suppressed"), seen("2023/24", state="not-collected")), TODAY)

    assert [row.value for row in shown.rows] == ["Hidden to protect people", "Not collected"]
    assert [row["value"] for row in rows_of(measured(seen("2022/23", state="suppressed")))] == ["41", ""]


def test_nothing_is_said_across_a_break():
    chart = measure_chart(measured(seen("2022/23", 43), seen("2024/25", 58, break_before="The question changed.")))

    assert chart is not None
    assert "cannot be compared with what came before" in chart.title
    assert any("The line is not drawn across it" in note for note in chart.notes)


def test_title_of_a_chart_is_its_finding():
    chart = measure_chart(measured(seen("2022/23", 43), seen("2024/25", 52)))

    assert chart is not None
    assert chart.title.endswith("up, from 41% (123 of 300) in 2021/22 to 52% in 2024/25")


def test_small_line_begins_at_the_last_break_and_needs_three_points():
    unbroken = measured(seen("2021/22", 1), seen("2022/23", 2), seen("2023/24", 3))
    broken = measured(seen("2021/22", 1), seen("2022/23", 2), seen("2023/24", 3, break_before="New question."))

    assert len(view(INDEX, unbroken, TODAY).spark.split()) == 3
    assert view(INDEX, broken, TODAY).spark == ""


def test_summary_adds_nothing_up():
    made_up = Index(pack_named(MADE_UP), on_site(MADE_UP))

    assert measures(INDEX, TODAY).summary[0] == "7 measures. We cannot tell yet how any of them stands."
    assert (
        measures(made_up, TODAY).summary[0] == "6 measures: 1 met, 1 on track, 2 off track and 2 where we cannot tell."
    )


def test_csv_holds_the_baseline_and_every_figure():
    rows = rows_of(measured(seen("2022/23", 43, numerator=Decimal(129), denominator=Decimal(300), provisional=True)))

    assert [row["kind"] for row in rows] == ["baseline", "observation"]
    assert (rows[1]["value"], rows[1]["numerator"], rows[1]["denominator"]) == ("43", "129", "300")
    assert rows[1]["provisional"] == "yes"


@pytest.mark.parametrize("start", ["=", "+", "-", "@"])
def test_csv_gives_a_spreadsheet_no_formula(start: str):
    rows = rows_of(measured(seen("2022/23", 43, note=f"{start}HYPERLINK(1)"), title=f"{start}1+1"))

    assert rows[1]["note"].startswith("'")
    assert rows[1]["measure"].startswith("'")


def test_csv_keeps_a_number_below_nought_a_number():
    assert rows_of(measured(seen("2022/23", -4)))[1]["value"] == "-4"


@pytest.mark.django_db
def test_csv_is_served_as_a_file(client: Client):
    response = client.get("/oldmere/measures/m-weekend-places/figures.csv")

    assert response.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert response.headers["Content-Disposition"] == 'attachment; filename="oldmere-m-weekend-places.csv"'
    assert response.content.decode().startswith("measure,kind,period,value,unit")
