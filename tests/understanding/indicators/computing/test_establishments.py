"""Does a school's type in the register say where a child is placed, and is the kind not known where no type says it?"""

from __future__ import annotations

from datetime import date
from typing import Any

import ibis
import pyarrow as pa
import pytest

from goldenthread.understanding.indicators.computing.establishments import settings_of
from goldenthread.understanding.indicators.computing.person_level import ESTABLISHMENTS
from goldenthread.understanding.indicators.computing.returned import Returned, edition, wanting
from goldenthread.understanding.indicators.definitions.registry import bands_in_order, indicators, settings_by_type
from goldenthread.understanding.indicators.definitions.schema import Breakdown

PLACED = ("placed-mainstream", "placed-special", "placed-special-state", "placed-special-independent")


@pytest.fixture
def register() -> Any:
    rows = [("1", "1"), ("2", "10"), ("3", "07"), ("4", "99"), ("5", "42"), ("6", "18")]
    urns, types = zip(*rows, strict=True)
    return ibis.memtable(pa.table({"urn": pa.array(urns), "type_code": pa.array(types)}))


def test_each_type_is_of_one_kind_and_a_type_of_no_kind_has_none(register: Any) -> None:
    found = settings_of(register).to_pyarrow().to_pylist()

    assert {row["urn"]: (row["setting"], row["independent"]) for row in found} == {
        "1": ("mainstream", False),
        "2": ("special", True),
        "3": ("special", False),
        "5": ("alternative provision", False),
        "6": ("further education", False),
    }


def test_types_of_the_register_become_kinds_of_setting() -> None:
    types = settings_by_type().types
    assert (types["07"], types["08"], types["34"]) == (("special", False), ("special", True), ("mainstream", False))
    assert len(types) == sum(map(len, settings_by_type().settings.values()))


def test_every_kind_is_a_band_that_is_shown() -> None:
    bands = {band.lower() for band in bands_in_order(Breakdown.SETTING)}
    for setting in settings_by_type().settings:
        assert any(band.startswith(setting) for band in bands), setting


@pytest.mark.parametrize("code", PLACED)
def test_with_a_register_the_return_can_say_where_children_are_placed(code: str, register: Any) -> None:
    tables = dict.fromkeys(
        ("activeplans", "requests", "person", "assessment", "namedplan", "placementdetail", "senneed")
    )
    without = Returned("a", 2025, date(2025, 1, 16), tables)
    given = Returned("a", 2025, date(2025, 1, 16), {**tables, ESTABLISHMENTS: settings_of(register)})

    assert "list of establishments" in wanting(indicators()[code], without)
    assert wanting(indicators()[code], given) == ""


def test_another_register_counts_again() -> None:
    assert len({edition(indicators(), {}, register) for register in ("", "a", "b")}) == 3
