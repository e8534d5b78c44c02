"""Is what is not as declared told with file, row and column, and does what is become typed tables?"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ibis.backends.duckdb import Backend

from goldenthread.understanding.datasets.checking.published import RELEASED, Released, original_cells, released
from goldenthread.understanding.datasets.kinds.registry import all_kinds
from goldenthread.understanding.datasets.reading.published import read
from goldenthread.understanding.datasets.reading.staged import workbench

MADE = Callable[..., Path]
TIDY = "la_name,old_la_code,year,appeals_registered,total_appealable_decisions,appeal_rate_pc"
WAITS = "month,org_level,org_code,org_name,service,wait_band,value"
SNPP = "area_code,area_name,sex,age,2022,2023"
LAIT = "measure_short,period,old_la_code,area_name,region,value"
LINKS = "URN,LinkURN,LinkName,LinkType,LinkEstablishedDate"


def checked(path: Path, slug: str, engine: Backend) -> Released:
    kind = all_kinds()[slug]
    return released(read([path], kind, engine), kind)


def rows(done: Released, table: str) -> list[dict]:
    return done.tables[table].to_pyarrow().to_pylist()


def test_figures_and_marks_become_one_row_each(made: MADE, engine: Backend) -> None:
    done = checked(made("a.csv", TIDY, "Durham,840,2024,12,..,"), "send-tribunal-appeals", engine)
    assert done.rows_read == {"appeals": 1}
    assert [list(row.values()) for row in sorted(rows(done, "appeals"), key=lambda row: row["measure"])] == [
        ["Durham", "840", 2024, "appeal_rate_pc", None, "no return", None, 2],
        ["Durham", "840", 2024, "appeals_registered", 12.0, None, None, 2],
        ["Durham", "840", 2024, "total_appealable_decisions", None, "not available", "..", 2],
    ]


def test_years_in_headings_become_a_field(made: MADE, engine: Backend) -> None:
    done = checked(
        made("a.csv", SNPP, "E06000057,Northumberland,persons,0,2555,2437"), "ons-population-projections", engine
    )
    assert [(row["year"], row["measure"], row["value"]) for row in rows(done, "projections")] == [
        (2022, "population", 2555),
        (2023, "population", 2437),
    ]


def test_a_measure_named_in_a_column_is_the_measure(made: MADE, engine: Backend) -> None:
    done = checked(
        made(
            "a.csv",
            LAIT,
            "ChildPov,2022,867,Bracknell,South East,7.0000000000000007E-2",
            "ChildPov,2023,867,Bracknell,South East,-",
        ),
        "lait-measures",
        engine,
    )
    first, second = sorted(rows(done, "measures"), key=lambda row: row["_row"])
    assert (first["measure"], first["value"], first["as_published"]) == ("ChildPov", 0.07, "7.0000000000000007E-2")
    assert (second["value"], second["mark"]) == (None, "not available")
    assert [str(note) for note in done.notes] == [
        "a.csv, ChildPov: 1 figures carry the rounding of a spreadsheet; they are kept to 15 digits. Found: 7.0000000000000007E-2 in row 2."
    ]


def test_fields_are_typed_as_declared(made: MADE, engine: Backend) -> None:
    done = checked(
        made("links.csv", LINKS, '100006,000001,"St Mary’s",Successor,01-09-2012', "1,2,,Merged,"), "gias-links", engine
    )
    first, second = sorted(rows(done, "links"), key=lambda row: row["_row"])
    assert (first["link_urn"], first["link_established"]) == ("000001", date(2012, 9, 1))
    assert (second["link_name"], second["link_established"]) == (None, None)


@pytest.mark.parametrize(
    ("slug", "lines", "told"),
    [
        (
            "send-tribunal-appeals",
            [TIDY, "Durham,840,2024,-,2,3"],
            "a.csv, row 2, column appeals_registered: the cell is neither a number nor a mark. Found: -.",
        ),
        (
            "send-tribunal-appeals",
            [TIDY, 'Durham,840,2024,"1,071",2,3'],
            "Found: 1,071. Expected: a number, or one of: “..”, “x”, “~”, blank.",
        ),
        (
            "send-tribunal-appeals",
            [TIDY, "Durham,840,twelve,1,2,3"],
            "row 2, column year: the cell is not as declared. Found: twelve. Expected: a whole number.",
        ),
        (
            "send-tribunal-appeals",
            [TIDY, "Durham,,2024,1,2,3"],
            "column old_la_code: the cell is not as declared. Found: blank. Expected: a value.",
        ),
        (
            "send-tribunal-appeals",
            [TIDY, "Durham,840,2024,1,2,3", "Durham,840,2024,1,2,4"],
            "a.csv, row 3: the row repeats row 2. Expected: each old_la_code, year once.",
        ),
        (
            "nhs-community-waits",
            [WAITS, "2023-01,ICB,,X,Audiology,total,1", "2023-01,Provider,,X,Audiology,total,1"],
            "row 3, column org_level: the cell is not as declared. Found: Provider. Expected: National or Region or ICB.",
        ),
        (
            "nhs-community-waits",
            [WAITS, "2023-01,ICB,,X,Alchemy,total,1"],
            "column service: the cell is not as declared. Found: Alchemy.",
        ),
        (
            "nhs-community-waits",
            [WAITS, "2023-01,ICB,,X,Audiology,total,"],
            "column value: the cell is neither a number nor a mark. Found: blank. Expected: a number, or one of: “*”.",
        ),
        (
            "ons-population-projections",
            [SNPP.replace("2023", "notes"), "E1,N,persons,0,1,2"],
            "heading notes: the heading is no Mid-year. Found: notes. Expected: a whole number.",
        ),
        (
            "ons-population-projections",
            [SNPP, "E1,N,persons,0,1,c"],
            "row 2, column 2023: the cell is neither a number nor a mark. Found: c. Expected: a number, or one of: no mark.",
        ),
        ("lait-measures", [LAIT, "ChildPov,2022,867,B,S,?"], "row 2, column value (ChildPov): the cell is neither"),
        (
            "gias-links",
            [LINKS, "1,2,,Merged,2012-09-01"],
            "column link_established: the cell is not as declared. Found: 2012-09-01. Expected: a date as %d-%m-%Y.",
        ),
    ],
)
def test_what_is_not_as_declared_is_told_and_nothing_is_kept(
    made: MADE, engine: Backend, slug: str, lines: list[str], told: str
) -> None:
    done = checked(made("a.csv", *lines), slug, engine)
    assert not done.tables
    assert told in str(done.faults[0])
    assert done.faults[0].where.startswith("a.csv")


def test_many_faults_are_counted(made: MADE, engine: Backend) -> None:
    lines = [f"Durham,840,{year},oops,2,3" for year in range(1000, 1030)]
    done = checked(made("a.csv", TIDY, *lines), "send-tribunal-appeals", engine)
    assert len(done.faults) == 11
    assert "20 more cells" in str(done.faults[-1])


CELL = st.sampled_from(["..", "x", "~", "", " .. ", "  "]) | st.from_regex(
    r"-?[0-9]{1,18}(\.[0-9]{0,17})?(e-?[0-9])?", fullmatch=True
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cells=st.lists(st.tuples(CELL, CELL, CELL), min_size=1, max_size=8))
def test_every_cell_can_be_found_again(tmp_path: Path, cells: list[tuple[str, str, str]]) -> None:
    kind, path = all_kinds()["send-tribunal-appeals"], tmp_path / "a.csv"
    tables = tuple(table.model_copy(update={"limits": (), "wholes": ()}) for table in kind.tables)
    boundless = kind.model_copy(update={"tables": tables})  # any number there is, whether a rate can be so or not
    path.write_text(
        "\n".join([TIDY, *(f"Durham,840,{1000 + n},{','.join(row)}" for n, row in enumerate(cells))]) + "\n"
    )
    with workbench() as engine:
        done = released(read([path], boundless, engine), boundless)
        assert not done.faults
        kept = original_cells(engine, "appeals" + RELEASED).to_pyarrow().to_pylist()
    found = {(row["_row"], row["measure"]): row["cell"] for row in kept}
    assert found == {
        (n, name): cell for n, row in enumerate(cells, 2) for name, cell in zip(TIDY.split(",")[3:], row, strict=True)
    }
