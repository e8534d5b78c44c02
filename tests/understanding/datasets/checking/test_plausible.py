"""Is a published file refused when its codes have another shape or its figures cannot be, and asked about when they might?"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from ibis.backends.duckdb import Backend

from goldenthread.understanding.datasets.checking.published import Released, released
from goldenthread.understanding.datasets.kinds.registry import all_kinds
from goldenthread.understanding.datasets.kinds.schema import Shape
from goldenthread.understanding.datasets.lake.intake import asked_about
from goldenthread.understanding.datasets.reading.published import read

Make = Callable[..., Path]
POPULATION = (
    "time_period,time_identifier,geographic_level,country_code,country_name,region_code,region_name,old_la_code,"
)
POPULATION += "new_la_code,la_name,age_group,population_estimate"
NEIGHBOURS = "old_la_code,la_name,rank,neighbour_old_la_code,neighbour_la_name,closeness"


def population(
    figure: str = "57000", gss: str = "E08000021", dfe: str = "391", name: str = "Newcastle upon Tyne"
) -> str:
    area = f"E92000001,England,E12000001,North East,{dfe},{gss},{name}"
    return f"2024,Reporting year,Local authority,{area},0 to 17,{figure}"


def loaded(path: Path, kind: str, engine: Backend) -> Released:
    return released(read([path], all_kinds()[kind], engine), all_kinds()[kind])


def test_a_count_below_nought_is_refused(made: Make, engine: Backend) -> None:
    done = loaded(made("mye.csv", POPULATION, population("-5")), "ons-mid-year-0-17", engine)

    (fault,) = done.faults
    assert fault.where == "mye.csv, row 2, column population_estimate"
    assert (fault.found, fault.expected) == ("-5", "at least 0")
    assert not done.tables


def test_columns_that_changed_places_are_refused_and_named(made: Make, engine: Backend) -> None:
    rows = [population(gss=f"Place {n}", name=f"E0800002{n}") for n in range(3)]
    done = loaded(made("mye.csv", POPULATION, *rows), "ons-mid-year-0-17", engine)

    assert [fault.where for fault in done.faults] == [f"mye.csv, row {n}, column new_la_code" for n in (2, 3, 4)]
    assert "an ONS code, such as" in done.faults[0].expected
    assert "The column la_name holds such codes: the two may be swapped." in done.faults[0].do


@pytest.mark.parametrize(("dfe", "asked"), [("391", False), ("909", False), ("999", True)])
def test_a_number_that_no_council_has_or_had_isasked_about(made: Make, engine: Backend, dfe: str, asked: bool) -> None:
    done = loaded(made("mye.csv", POPULATION, population(dfe=dfe)), "ons-mid-year-0-17", engine)

    assert not done.faults
    assert bool(done.queries) is asked


def test_what_isasked_about_says_which_rows(made: Make, engine: Backend) -> None:
    line = "391,Newcastle upon Tyne,{},{},A neighbour,Close"
    path = made("statistical_neighbours_long.csv", NEIGHBOURS, line.format(1, "390"), line.format(2, "999"))
    (query,) = loaded(path, "statistical-neighbours", engine).queries

    told = asked_about(query, all_kinds()["statistical-neighbours"])

    assert told["sentence"].endswith("column neighbour_old_la_code: no council of England has this number. Rows 3.")
    assert (told["severity"], told["count"], told["examples"][0]["found"]) == ("query", 1, "999")


def test_a_rank_that_cannot_be_is_refused(made: Make, engine: Backend) -> None:
    path = made("statistical_neighbours_long.csv", NEIGHBOURS, "391,Newcastle upon Tyne,11,390,Gateshead,Close")
    (fault,) = loaded(path, "statistical-neighbours", engine).faults

    assert (fault.found, fault.expected) == ("11", "1 to 10")


# --- the publisher's own files, with one thing wrong ---------------------------------------------------------------


def changed(published: Path, name: str, folder: Path, change: Callable[[list[str], list[list[str]]], object]) -> Path:
    """A published file without a cell that holds a comma, changed and written again."""
    lines = (published / name).read_text("utf-8-sig").splitlines()
    rows = [line.split(",") for line in lines if '"' not in line]
    change(rows[0], rows[1:])
    path = folder / Path(name).name
    path.write_text("\n".join(",".join(row) for row in rows) + "\n")
    return path


def swapping(one: str, other: str) -> Callable[[list[str], list[list[str]]], object]:
    def swap(headings: list[str], rows: list[list[str]]) -> None:
        a, b = headings.index(one), headings.index(other)
        for row in rows:
            row[a], row[b] = row[b], row[a]

    return swap


def setting(column: str, figure: str) -> Callable[[list[str], list[list[str]]], object]:
    def change(headings: list[str], rows: list[list[str]]) -> None:
        for row in rows:
            row[headings.index(column)] = figure

    return change


CASELOAD, NEET = "ehc_plans_2025/seed_areas/caseload.csv", "education/neet_16_17_by_la_2025.csv"


@pytest.mark.parametrize(
    ("name", "kind", "change", "said"),
    [
        (CASELOAD, "dfe-ehc-plans", swapping("la_name", "new_la_code"), "column la_name holds such codes"),
        (
            CASELOAD,
            "dfe-ehc-plans",
            swapping("ehcplans", "mainstream_la_maintained_senunit"),
            "a part is above the whole",
        ),
        (CASELOAD, "dfe-ehc-plans", setting("neet", "-7"), "Found: -7. Expected: at least 0."),
        (NEET, "neet-16-17", setting("NEET_percent", "250"), "Found: 250. Expected: 0 to 100."),
    ],
)
def test_a_published_file_with_one_thing_wrong_is_refused(
    published: Path, tmp_path: Path, engine: Backend, name: str, kind: str, change: Callable, said: str
) -> None:
    done = loaded(changed(published, name, tmp_path, change), kind, engine)

    assert said in "; ".join(str(fault) for fault in done.faults)
    assert not done.tables


def test_what_the_publisher_itself_writes_isasked_about(published: Path, engine: Backend) -> None:
    done = loaded(published / "finance/high_needs_s251_2021_22_by_la.csv", "section-251-high-needs", engine)

    assert {query.column for query in done.queries} == {"budget_alternative_provision", "outturn_alternative_provision"}


def test_every_shape_fits_its_own_example() -> None:
    assert all(re.search(shape.pattern, shape.example) for shape in Shape)
