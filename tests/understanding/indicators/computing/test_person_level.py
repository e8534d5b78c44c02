"""Do person-level indicators count what was counted by hand, whichever way birthdays are kept?"""

from __future__ import annotations

from datetime import date
from typing import Any

import ibis
import pytest

from goldenthread.understanding.datasets.reading.staged import workbench
from goldenthread.understanding.indicators.computing.person_level import Counted, can_count, count, figures
from goldenthread.understanding.indicators.definitions.registry import bases, checked, indicators
from goldenthread.understanding.indicators.definitions.schema import Level
from tests.understanding.indicators.computing.small_return import AREA, OTHER, tables

BY_HAND = {
    # code: in the area, in the other, in both
    "requests-agreed": ((2, 4), (0, 1), (2, 5)),
    "requests-refused": ((1, 4), (0, 1), (1, 5)),
    "requests-undecided": ((1, 4), (1, 1), (2, 5)),
    "requests-in-6-weeks": ((2, 3), (0, 1), (2, 4)),
    "requests-mediated": ((2, 4), (0, 1), (2, 5)),
    "requests-to-tribunal": ((1, 4), (0, 1), (1, 5)),
    "requests-from-custody": ((1, 4), (0, 1), (1, 5)),
    "assessments-with-plan": ((2, 2), None, (2, 2)),
    "plans-in-20-weeks": ((1, 1), None, (1, 1)),
    "plans-in-20-weeks-all": ((1, 2), None, (1, 2)),
    "plans-excepted": ((1, 2), None, (1, 2)),
    "plans-open": ((2, 2), None, (2, 2)),
    "plans-autism": ((1, 2), None, (1, 2)),
    "plans-speech-language": ((1, 2), None, (1, 2)),
    "personal-budgets": ((1, 2), None, (1, 2)),
    "plans-moved-in": ((1, 2), None, (1, 2)),
    "placed-mainstream": ((1, 2), None, (1, 2)),
    "placed-resourced": ((1, 2), None, (1, 2)),
    "placed-special": ((0, 2), None, (0, 2)),
    "placed-elsewhere": ((1, 2), None, (1, 2)),
    "placed-at-home-by-choice": ((1, 2), None, (1, 2)),
    "reviews-decided-in-4-weeks": ((1, 1), None, (1, 1)),
    "phase-transfer-on-time": ((0, 1), None, (0, 1)),
    "new-plans": ((2, 2), None, (2, 2)),
    "plans-begun-before-school": ((2, 2), None, (2, 2)),
    "ceased-needs-met": ((1, 1), None, (1, 1)),
    "ceased-disengaged": ((0, 1), None, (0, 1)),
}


@pytest.fixture(scope="module", params=["string", "date"])
def counted(request: Any) -> list[Counted]:
    with workbench() as engine:
        return list(count(engine, tables(request.param), indicators().values()))


@pytest.mark.parametrize("code", BY_HAND)
def test_it_counts_what_was_counted_by_hand(code: str, counted: list[Counted]) -> None:
    found = {each.area: (each.numerator, each.denominator) for each in counted if each.code == code and not each.band}
    here, there, both = BY_HAND[code]
    assert (found[AREA], found.get(OTHER), found[""]) == (here, there, both)


def _bands(counted: list[Counted], code: str, breakdown: str) -> dict[str, tuple[int, int]]:
    return {
        each.band: (each.numerator, each.denominator)
        for each in counted
        if (each.code, each.area, each.breakdown) == (code, AREA, breakdown)
    }


def test_codes_and_ages_become_our_bands(counted: list[Counted]) -> None:
    """p1 is 4 on 31 August, p2 is 5; each when the request came was 4."""
    assert _bands(counted, "plans-open", "age") == {"Under 5": (1, 1), "5 to 10": (1, 1)}
    assert _bands(counted, "plans-open", "sex") == {"Female": (1, 1), "Male": (1, 1)}
    assert _bands(counted, "plans-open", "setting") == {"Mainstream school": (1, 1), "Educated elsewhere": (1, 1)}
    assert _bands(counted, "requests-agreed", "age") == {"Under 5": (2, 2), "16 to 19": (0, 1), "5 to 10": (0, 1)}
    assert _bands(counted, "requests-agreed", "ethnicity") == {
        "White British": (1, 2),
        "Asian": (1, 1),
        "Not known": (0, 1),
    }


def test_bands_add_up_to_the_total(counted: list[Counted]) -> None:
    totals = {(each.code, each.area): (each.numerator, each.denominator) for each in counted if not each.breakdown}
    sums: dict[tuple[str, str, str], list[int]] = {}
    for each in counted:
        if each.breakdown:
            sums.setdefault((each.code, each.area, each.breakdown), [0, 0])
            sums[each.code, each.area, each.breakdown][0] += each.numerator
            sums[each.code, each.area, each.breakdown][1] += each.denominator
    assert sums
    assert all(tuple(both) == totals[code, area] for (code, area, _), both in sums.items())


def test_two_councils_are_not_england(counted: list[Counted]) -> None:
    found = list(figures(counted, indicators(), "sen2"))
    assert {each.level for each in found} == {Level.AREA}
    (one,) = [each for each in found if (each.code, each.place, each.band) == ("plans-in-20-weeks-all", AREA, "")]
    assert (one.period, one.value, one.method) == ("2024", 50.0, "Wilson score")
    (one,) = [each for each in found if (each.code, each.place, each.band) == ("plans-open", AREA, "")]
    assert (one.period, one.value, one.lower) == ("January 2025", 2.0, None)


def test_ten_years_are_whole_months() -> None:
    """On 16 January 2025 a plan of that day in 2015 is ten years old; one of a fortnight later is not."""
    given = tables()
    began = given["namedplan"].namedplantableid.cases(("n1", date(2015, 1, 16)), ("n2", date(2015, 1, 31)), else_=None)
    with workbench() as engine:
        given["namedplan"] = given["namedplan"].mutate(startdate=began.cast("date"))
        found = list(count(engine, given, [indicators()["plans-held-10-years"]]))
    assert [(e.numerator, e.denominator) for e in found if e.area == AREA and not e.breakdown] == [(1, 2)]


def test_of_two_placements_of_one_rank_and_day_every_engine_takes_the_same() -> None:
    placement = tables()["placementdetail"]
    twice = ibis.union(
        placement, placement.filter(placement.placementdetailtableid == "d2").mutate(urn=ibis.literal("100001"))
    )
    for first in (twice, twice.order_by("urn"), twice.order_by(ibis.desc("urn"))):
        with workbench() as engine:
            found = list(count(engine, tables() | {"placementdetail": first}, [indicators()["placed-special"]]))
        assert [(e.numerator, e.denominator) for e in found if e.area == AREA and not e.breakdown] == [(1, 2)]


def test_without_a_list_of_establishments_schools_are_not_known() -> None:
    given = {name: table for name, table in tables().items() if name != "establishments"}
    with workbench() as engine:
        found = list(count(engine, given, [indicators()["placed-mainstream"], indicators()["placement-not-recorded"]]))
    total = {each.code: each.numerator for each in found if each.area == AREA and not each.breakdown}
    assert total == {"placed-mainstream": 0, "placement-not-recorded": 1}


def test_a_base_whose_tables_are_missing_is_left_out() -> None:
    given = {name: table for name, table in tables().items() if name in ("person", "requests")}
    assert [name for name, base in bases().items() if can_count(base, given)] == ["requests"]
    with workbench() as engine:
        assert {each.code for each in count(engine, given, indicators().values())} == {
            code for code, each in indicators().items() if each.person_level and each.person_level.base == "requests"
        }


def test_an_indicator_made_by_an_analyst_is_counted_the_same_way() -> None:
    own = indicators()["requests-agreed"].model_dump(mode="json") | {
        "code": "requests-agreed-for-girls",
        "published": [],
        "person_level": {"base": "requests", "numerator": "outcome = 'Y'", "denominator": "sex = 'F'"},
    }
    with workbench() as engine:
        found = list(count(engine, tables(), [checked(own, where="own indicator")]))
    assert [(each.numerator, each.denominator) for each in found if each.area == AREA] == [(1, 2)]
