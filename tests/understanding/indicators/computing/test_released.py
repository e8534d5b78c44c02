"""Do the long tables of the lake give the rows that the published files give, and the real ones exactly what ships?"""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import ibis
import pytest

from goldenthread.understanding.datasets.kinds.schema import Mark
from goldenthread.understanding.datasets.lake.intake import read_in
from goldenthread.understanding.datasets.lake.keeping import opened
from goldenthread.understanding.datasets.reading.staged import workbench
from goldenthread.understanding.indicators.computing.published import Tables
from goldenthread.understanding.indicators.computing.released import Given, Lake, edition, rows_of, without
from goldenthread.understanding.indicators.computing.shipping import figures_text, figures_to_ship
from goldenthread.understanding.indicators.definitions.registry import indicators, publications

NEWCASTLE = {"la_name": "Newcastle upon Tyne", "old_la_code": "391"}
NONE = {"value": None, "mark": None}


@pytest.fixture(scope="module")
def engine() -> Iterator[Any]:
    with workbench() as engine:
        yield engine


def long_table(engine: Any, *rows: dict[str, object]) -> Any:
    schema = {"value": "float64", "mark": "string", "_row": "int64", "measure": "string"}
    schema |= {name: "int64" if name == "year" else "string" for name in rows[0] if name not in schema}
    columns = {name: [row[name] for row in rows] for name in schema}
    return engine.create_table(f"t{id(rows)}", ibis.memtable(columns, schema=schema), overwrite=True)


def appeals(release: str, table: Any, **periods: tuple[str, ...]) -> Given:
    return Given(release, "send-tribunal-appeals", {"appeals": table}, periods)


def test_the_measures_of_a_row_come_together_again_and_marks_stay_marks(engine: Any) -> None:
    row = {**NEWCASTLE, "year": 2025, "_row": 2}
    table = long_table(
        engine,
        {**row, "measure": "appeals_registered", **NONE, "value": 0.0},
        {**row, "measure": "total_appealable_decisions", **NONE, "mark": "suppressed"},
        {**row, "measure": "of no indicator", **NONE, "value": 7.0},
        {**row, "year": 2026, "_row": 3, "measure": "appeals_registered", **NONE, "value": 12.0},
    )
    first, second = rows_of(appeals("a", table), publications()["send-tribunal"].tables["appeals"], "appeals")
    assert (dict(first.fields), dict(first.measures)) == (
        {**NEWCASTLE, "year": "2025"},
        {"appeals_registered": 0.0, "total_appealable_decisions": Mark.SUPPRESSED},
    )
    assert (second.fields["year"], dict(second.measures)) == ("2026", {"appeals_registered": 12.0})


def test_a_period_that_no_column_and_no_file_says_is_not_guessed(engine: Any) -> None:
    row = {"old_la_code": "391", "la_name": "", "_row": 2, "measure": "total_hn_block_before_deductions"}
    table, use = long_table(engine, {**row, **NONE, "value": 1.0}), publications()["dsg-high-needs"].tables
    name = "high_needs_block"
    for periods, found in (((), []), (("202324", "202425"), []), (("202425",), ["202425"])):
        given = Given("a", "dsg-high-needs-block", {name: table}, {name: periods})
        assert [each.fields["time_period"] for each in rows_of(given, use[name], name)] == found


def test_of_two_releases_the_first_tells_of_its_periods(engine: Any) -> None:
    def table(**years: float) -> Any:
        return long_table(
            engine,
            *(
                {**NEWCASTLE, "year": int(year[1:]), "_row": n, "measure": "appeals_registered", **NONE, "value": value}
                for n, (year, value) in enumerate(years.items())
            ),
        )

    new, old = appeals("new", table(y2024=2.0, y2025=3.0)), appeals("old", table(y2023=1.0, y2024=9.0))
    lake = Lake([new, old])

    def values(tables: Tables) -> dict[str, float | Mark]:
        placed = tables.placed("send-tribunal", "appeals")
        return {period: rows[0].measures["appeals_registered"] for (_, _, period), rows in placed.items()}

    assert values(lake.first(new)) == {"2023": 1.0, "2024": 2.0, "2025": 3.0}
    assert values(lake.first(old)) == {"2023": 1.0, "2024": 9.0, "2025": 3.0}
    assert values(lake.alone(old)) == {"2023": 1.0, "2024": 9.0}


def test_an_indicator_whose_denominator_is_not_loaded_is_named() -> None:
    missing = without(indicators(), "ehc-plans", {"dfe-ehc-plans"})
    assert set(missing) == {"requests-rate", "assessments-rate", "plans-rate", "new-plans-rate"} & set(missing)
    assert set().union(*missing.values()) == {"population-0-17"}
    assert without(indicators(), "ehc-plans", {"dfe-ehc-plans", "ons-mid-year-0-17"}) == {}


def test_the_edition_changes_with_the_release_of_a_denominator_and_with_nothing_else() -> None:
    plans, people, other = (
        Given(name, kind, {})
        for name, kind in (("a", "dfe-ehc-plans"), ("b", "ons-mid-year-0-17"), ("c", "lait-measures"))
    )
    alone = edition(indicators(), "ehc-plans", [plans])
    assert edition(indicators(), "ehc-plans", [plans, other]) == alone
    assert edition(indicators(), "ehc-plans", [plans, people]) != alone


def test_the_real_files_through_the_lake_give_exactly_what_ships(
    root: Path, published: Path, tmp_path: Path, engine: Any
) -> None:
    spec = importlib.util.spec_from_file_location("ship_figures", root / "scripts" / "ship_figures.py")
    assert spec and spec.loader
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    given = []
    for name in (script.EHC, *script.FILES.values()):
        words = {"kind": "", "area": "oldmere", "lake": tmp_path, "key": b"k", "today": date(2026, 11, 22)}
        told = read_in([published / name], say=lambda _: None, **words)
        periods = {table.name: table.periods for table in told.tables}
        given.append(Given(told.id, told.kind, opened(tmp_path, told.id, engine), periods))

    lake = Lake(given)
    by_kind = {each.kind: each for each in given}

    def read(publication: str, table: str) -> Any:
        return lake._of([by_kind[publications()[publication].kind]], publication, table)

    assert figures_text(figures_to_ship(read)) == (script.SHIPPED / "figures.csv").read_text()
