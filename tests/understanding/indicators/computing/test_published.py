"""Do our definitions give what the publishers give, and are the figures that ship those of the published files?"""

from __future__ import annotations

import importlib.util
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import ModuleType

import pytest

from goldenthread.understanding.datasets.kinds.councils import councils
from goldenthread.understanding.datasets.kinds.schema import Mark
from goldenthread.understanding.indicators.computing.figures import Worked
from goldenthread.understanding.indicators.computing.pooled import neighbours_of
from goldenthread.understanding.indicators.computing.published import Row, Tables, figures
from goldenthread.understanding.indicators.computing.shipping import figures_text, figures_to_ship
from goldenthread.understanding.indicators.definitions.registry import indicators, publications

pytestmark = [
    pytest.mark.once,
    pytest.mark.xdist_group("shipped figures"),
]  # worked out anew by one process, in a minute

NEWCASTLE, ENGLAND = "E08000021", "E92000001"
ROUNDING = 0.0501
Given = tuple[dict[str, str], dict[str, float | Mark]]

MISMATCHES = {
    **{("requests-in-6-weeks", place, "2023"): "others" for place in (NEWCASTLE, ENGLAND, "E12000002", "E12000003")},
    **{("requests-in-6-weeks", place, "2024"): "others" for place in (NEWCASTLE, "E12000002", "E12000003")},
    **{
        (code, ENGLAND, "January 2024"): "Hackney and Peterborough"
        for code in ("placed-mainstream", "placed-special", "placed-further-education", "placed-elsewhere")
    },
    **{
        (code, place, "2022"): "Wakefield"
        for code in ("new-plans-mainstream", "new-plans-special")
        for place in (ENGLAND, "E12000003")
    },
}
"""Where the publisher’s own percentage is not its own numerator by its own denominator; docs/explanation says why."""


@pytest.fixture(scope="module")
def script(root: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("ship_figures", root / "scripts" / "ship_figures.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def found(script: ModuleType, published: Path) -> list[Worked]:
    return list(figures_to_ship(script.Reader(published)))


def test_the_shipped_figures_are_those_of_the_published_files(
    script: ModuleType, published: Path, found: list[Worked]
) -> None:
    assert (script.SHIPPED / "figures.csv").read_text() == figures_text(found)
    lines = script.COUNCILS_FILE.read_text().splitlines()
    assert lines[4:] == list(script.councils(published))


def test_definitions_match_the_published_percentages(found: list[Worked]) -> None:
    """Every percentage that the publisher gives, for the five areas, their regions and England, to its last decimal."""
    both = [each for each in found if each.stated is not None and each.numerator is not None]
    assert len(both) > 1400
    apart = {
        (each.code, each.place, each.period) for each in both if abs((each.value or 0) - (each.stated or 0)) > ROUNDING
    }
    assert apart == set(MISMATCHES)


def test_bands_add_up_to_the_published_totals(found: list[Worked]) -> None:
    """Sex and age give every plan of an area; bands that we leave out would show here."""
    totals = {(e.code, e.place, e.period): e.numerator for e in found if e.level == "area" and not e.breakdown}
    sums: dict[tuple[str, str, str, str], float] = {}
    for each in found:
        if each.level == "area" and each.breakdown in ("age", "sex", "age when the plan started"):
            key = (each.code, each.place, each.period, each.breakdown)
            sums[key] = sums.get(key, 0) + (each.numerator or 0)
    assert len(sums) > 90
    assert [key for key, got in sums.items() if totals[key[:3]] is not None and got != totals[key[:3]]] == []


def _tables(rows: Mapping[str, list[Given]]) -> Tables:
    def read(_: str, table: str) -> Iterable[Row]:
        return [Row(fields, measures) for fields, measures in rows.get(table, [])]

    return Tables(read)


def _requests(code: str, topic: str, band: str, received: float | Mark, agreed: float | Mark) -> Given:
    fields = {"time_period": "2024", "time_identifier": "Calendar year", "geographic_level": "Local authority"}
    fields |= {"new_la_code": code, "breakdown_topic": topic, "breakdown": band}
    return fields, {"requests_received_in_year": received, "requests_decided_to_assess": agreed}


ALL = "All requests for EHC needs assessments"


def _agreed(*rows: Given) -> list[Worked]:
    indicator = indicators()["requests-agreed"]
    return list(figures(indicator, indicator.published[0], _tables({"requests": list(rows)})))


def test_a_mark_is_never_nought() -> None:
    (one,) = _agreed(_requests(NEWCASTLE, ALL, ALL, 10.0, Mark.SUPPRESSED))
    assert (one.state, one.value, one.numerator, one.why) == ("suppressed", None, None, "The publisher suppresses it.")
    (one,) = _agreed(_requests(NEWCASTLE, ALL, ALL, 10.0, 0.0))
    assert (one.state, one.value, one.lower) == ("known", 0.0, 0.0)


def test_nobody_in_the_denominator_is_no_figure() -> None:
    (one,) = _agreed(_requests(NEWCASTLE, ALL, ALL, 0.0, 0.0))
    assert (one.state, one.value, one.why) == ("not-available", None, "Nobody is in the denominator.")


def test_more_than_the_whole_is_questioned() -> None:
    (one,) = _agreed(_requests(NEWCASTLE, ALL, ALL, 10.0, 11.0))
    assert one.state == "not-available"
    assert "11 of 10" in one.why


def test_single_ages_become_bands_and_one_mark_hides_the_band() -> None:
    age = "Child or young persons age"
    found = _agreed(
        _requests(NEWCASTLE, ALL, ALL, 10.0, 5.0),
        _requests(NEWCASTLE, age, "Aged 3", 4.0, 1.0),
        _requests(NEWCASTLE, age, "Aged 4", 2.0, 2.0),
        _requests(NEWCASTLE, age, "Aged 11", 3.0, Mark.LOW),
        _requests(NEWCASTLE, age, "Aged 12", 1.0, 1.0),
    )
    assert {(each.band, each.numerator, each.denominator, each.state) for each in found} == {
        ("", 5.0, 10.0, "known"),
        ("Under 5", 3.0, 6.0, "known"),
        ("11 to 15", None, None, "suppressed"),
    }


def test_a_former_council_is_left_out() -> None:
    assert _agreed(_requests("E10000006", ALL, ALL, 10.0, 5.0)) == []


def test_neighbours_are_added_up_and_each_left_out_in_turn() -> None:
    council = councils()[NEWCASTLE]
    rows = [_requests(code, ALL, ALL, 100.0, 60.0) for code in council.neighbours[:-2]]
    rows += [_requests(council.neighbours[-2], ALL, ALL, 1000.0, 100.0), _requests(NEWCASTLE, ALL, ALL, 10.0, 5.0)]
    (one,) = neighbours_of(council, indicators()["requests-agreed"], _agreed(*rows))
    assert (one.place, one.numerator, one.denominator) == (NEWCASTLE, 580.0, 1800.0)
    assert one.value == pytest.approx(100 * 580 / 1800)
    assert one.without == pytest.approx((100 * 520 / 1700, 60.0))
    assert (one.lowest, one.highest) == (10.0, 60.0)
    assert councils()[council.neighbours[-1]].name in one.why


def test_one_neighbour_is_no_comparison() -> None:
    council = councils()[NEWCASTLE]
    rows = [_requests(code, ALL, ALL, 100.0, 60.0) for code in (NEWCASTLE, council.neighbours[0])]
    assert list(neighbours_of(council, indicators()["requests-agreed"], _agreed(*rows))) == []


def test_a_cell_known_to_be_wrong_is_no_figure() -> None:
    fields, _ = _requests("E06000012", "New EHC plans", "New EHC plans", 1.0, 1.0)
    fields |= {"time_period": "2022", "old_la_code": "812"}
    indicator = indicators()["new-plans"]
    (one,) = figures(indicator, indicator.published[0], _tables({"newplans": [(fields, {"new_ehc_plans": 6078.0})]}))
    assert (one.state, one.value) == ("not-available", None)
    assert "whole region" in one.why


def test_every_publication_says_whose_it_is_and_under_which_licence() -> None:
    assert all(each.publisher and each.licence and each.release for each in publications().values())
