"""Does every real file load byte for byte as published? The oracle is Python's csv module, which shares no code with us."""

from __future__ import annotations

import csv
import io
import math
import re
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from ibis.backends.duckdb import Backend

from goldenthread.understanding.datasets.checking.published import RELEASED, Released, original_cells, released
from goldenthread.understanding.datasets.kinds.registry import all_kinds
from goldenthread.understanding.datasets.kinds.schema import Kind, Table
from goldenthread.understanding.datasets.reading.headings import JOIN, columns_of, name_of, told_apart
from goldenthread.understanding.datasets.reading.published import read, recognised, recognises

EHC, EHC_2022 = "dfe-ehc-plans", "dfe-ehc-plans-2022"
RELEASE_2025 = "ehc_plans_2025/education-health-and-care-plans_2025_full_release.zip"
RELEASE_2022 = "ehc_plans_2022/education-health-and-care-plans_2022_full_release.zip"
PRESENTED = "ehc_plans_2025/send_tribunals_and_appeal_rate_2014-2024.csv"
TABLES_2025 = {
    "caseload": (25339, 1419, 1134, 60),
    "newplans": (17859, 1013, 969, 60),
    "sen_needs_all_plans": (13939, 803, 163, 39),
    "sen_need_newplans": (9768, 581, 164, 39),
    "requests": (13169, 727, 972, 29),
    "assessments": (12847, 719, 972, 31),
    "timeliness_20_week": (12211, 704, 970, 26),
    "annual_reviews": (13290, 764, 163, 34),
    "ceased_plans": (21164, 1303, 485, 23),
    "personal_budgets": (22955, 1317, 972, 18),
    "residential_settings": (23117, 1326, 1134, 15),
    "work_based_placements": (9917, 574, 163, 16),
}
"""Rows in the release, in the extract of five areas, in the extract of headlines; columns."""
TABLES_2022 = {
    "sen2_age_caseload": 11814,
    "sen2_age_new_plans": 11814,
    "sen2_estab_caseload": 68624,
    "sen2_estab_new_plans": 68624,
    "sen2_mi": 1294,
    "sen2_wbp_residential_dmo": 970,
}
FILES = {
    "ehc_plans_2025/send_tribunal_appeals_tidy.csv": ("send-tribunal-appeals", "appeals", 1705, 6),
    "ehc_plans_2025/sen2_dmo_dco.csv": ("dfe-designated-officers", "officers", 1064, 13),
    "lait/lait_sen_measures_all_areas.csv": ("lait-measures", "measures", 111690, 6),
    "lait/lait_sen_measure_dictionary.csv": ("lait-dictionary", "dictionary", 84, 11),
    "population/ons_snpp_2022based_age0_25_five_las.csv": ("ons-population-projections", "projections", 130, 18),
    "population/ons_mye_0_17_by_la_2012_2024.csv": ("ons-mid-year-0-17", "estimates", 2132, 12),
    "nhs/chs_cyp_waits_national_region_icb_2023.csv": ("nhs-community-waits", "waits", 40294, 7),
    "nhs/chs_cyp_waits_selected_providers_2023.csv": ("nhs-community-waits-providers", "provider_waits", 6640, 7),
    "finance/high_needs_s251_2021_22_by_la.csv": ("section-251-high-needs", "high_needs", 154, 66),
    "finance/dsg_high_needs_block_2023_24_by_la.csv": ("dsg-high-needs-block", "high_needs_block", 152, 11),
    "finance/dsg_total_allocation_by_la_2019_24.csv": ("dsg-allocation", "allocation", 819, 4),
    "finance/dsg_cumulative_balance_pc_2019_22.csv": ("dsg-balance", "balance", 478, 7),
    "geography/statistical_neighbours_2025_wide.csv": ("statistical-neighbours", "neighbours_wide", 153, 24),
    "geography/statistical_neighbours_2025_long.csv": ("statistical-neighbours", "neighbours", 1530, 6),
    "geography/la_provider_lookup.csv": ("la-lookup", "la_lookup", 156, 23),
    "geography/ltla_utla_lookup_april_2023.csv": ("ltla-utla-lookup", "ltla_utla_lookup", 318, 7),
    "geography/la_code_list_lait.csv": ("lait-area-codes", "lait_area_codes", 171, 4),
    "geography/sub_icb_to_icb_to_nhser_july_2022.csv": ("sub-icb-lookup", "sub_icb_lookup", 106, 9),
    "geography/seed_la_to_icb.csv": ("la-icb-lookup", "la_icb_lookup", 5, 9),
    "geography/ods_nhs_trusts_etr.csv": ("ods-trusts", "ods_trusts", 211, 12),
    "education/attendance_absence_exclusions_by_sen_seed_las.csv": (
        "sen-attendance-absence-exclusions",
        "rates",
        8230,
        10,
    ),
    "education/neet_16_17_by_la_2025.csv": ("neet-16-17", "neet", 161, 49),
    "education/cin_sen_by_primary_need_la.csv": ("cin-sen-by-need", "sen_by_need", 2946, 46),
    "education/gias_establishment_links_2025-04-22.csv": ("gias-links", "links", 33801, 5),
    "education/gias_establishment_types_2025-04-22.csv": ("gias-establishment-types", "types", 50, 5),
    "inspection/ofsted_area_send_outcomes_2016_2022.csv": ("area-send-inspections-2016", "inspections_2016", 149, 12),
    "inspection/ofsted_area_send_outcomes_from_2023.csv": ("area-send-inspections-2023", "inspections_2023", 72, 15),
} | {
    f"ehc_plans_2025/{folder}/{table}.csv": (EHC, table, rows[1 + place], rows[3])
    for place, folder in enumerate(("seed_areas", "all_areas_headline"))
    for table, rows in TABLES_2025.items()
}


def oracle(content: bytes) -> list[list[str]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("windows-1252")
    return list(csv.reader(io.StringIO(text, newline="")))


def loaded(path: Path, kind: Kind, engine: Backend) -> Released:
    done = released(read([path], kind, engine), kind)
    assert done.faults == ()
    return done


def number(cell: str) -> float | None:
    """A plain number as Python reads it, to the 15 digits of a spreadsheet where there are more."""
    if not re.fullmatch(r"-?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?", cell.strip()):
        return None
    return float(f"{float(cell):.15g}") if len(cell) > 15 else float(cell)


def column_of(row: dict[str, Any], table: Table) -> str:
    """The staged column in which a figure stood."""
    above = [str(row[table.spread_over])] if table.spread_over else []
    return JOIN.join(above if table.measure else [*above, row["measure"]])


def check_long(rows: list[list[str]], table: Table, engine: Backend) -> None:
    """Every original cell stands in the long table, and the figures add up to the same."""
    kept = original_cells(engine, table.name + RELEASED).to_pyarrow().to_pylist()
    staged = [name_of(heading, table) for heading in told_apart(rows[0], table.twice)]
    fields = [field.name for field in columns_of(table)]
    found = {(row["_row"], column_of(row, table)): row["cell"] for row in kept}
    texts = {row["_row"]: {field: str("" if row[field] is None else row[field]) for field in fields} for row in kept}
    for place, row in enumerate(rows[1:], 2):
        cells = dict(zip(staged, row, strict=True))
        assert texts[place] == {field: cells.pop(field) for field in fields}
        wanted = {cells[table.measure_column]: cells[table.value_column]} if table.value_column else cells
        assert {name: found.pop((place, name)) for name in wanted} == wanted
    assert not found
    figures = [place for place, name in enumerate(staged) if name not in (*fields, table.measure_column)]
    check_sum([row["value"] for row in kept], [row[place] for row in rows[1:] for place in figures])
    assert all((row["value"] is None) == (row["mark"] is not None) for row in kept)


def check_sum(values: Sequence[float | None], cells: Sequence[str]) -> None:
    ours = [value for value in values if value is not None]
    theirs = [value for cell in cells if (value := number(cell)) is not None]
    assert len(ours) == len(theirs)
    assert math.isclose(math.fsum(ours), math.fsum(theirs), rel_tol=1e-12)


def check_flat(rows: list[list[str]], table: Table, engine: Backend) -> None:
    """Every cell stands in the typed table; dates and numbers are written again as the publisher writes them."""
    kept = engine.table(table.name + RELEASED).order_by("_row").to_pyarrow().to_pylist()
    names = [name_of(heading, table) for heading in rows[0]]
    assert [row["_row"] for row in kept] == list(range(2, len(rows) + 1))
    for row, cells in zip(kept, rows[1:], strict=True):
        for name, cell in zip(names, cells, strict=True):
            value, field = row[name], table.field(name)
            if value is None or isinstance(value, str):
                assert (value or "") == cell
            elif field.written:
                assert value.strftime(field.written) == cell
            else:
                assert float(value) == float(cell)


def check(rows: list[list[str]], table: Table, engine: Backend) -> None:
    (check_long if table.is_long else check_flat)(rows, table, engine)


def every_file(published: Path) -> Iterator[Path]:
    yield from (path for path in sorted(published.rglob("*")) if path.suffix in (".csv", ".zip"))


@pytest.mark.parametrize("name", FILES)
def test_a_file_loads_as_published(published: Path, engine: Backend, name: str) -> None:
    slug, table, count, columns = FILES[name]
    rows = oracle((published / name).read_bytes())
    assert {len(row) for row in rows} == {columns}
    done = loaded(published / name, all_kinds()[slug], engine)
    assert done.rows_read == {table: count} == {table: len(rows) - 1}
    check(rows, all_kinds()[slug].table(table), engine)


@pytest.mark.once
def test_the_release_of_2025_loads_whole(published: Path, engine: Backend) -> None:
    done = loaded(published / RELEASE_2025, all_kinds()[EHC], engine)
    assert done.rows_read == {name: counts[0] for name, counts in TABLES_2025.items()}
    with zipfile.ZipFile(published / RELEASE_2025) as archive:
        for name in ("annual_reviews", "requests", "sen_need_newplans"):
            check(oracle(archive.read(f"data/{name}.csv")), all_kinds()[EHC].table(name), engine)
        for name in TABLES_2025:
            rows = oracle(archive.read(f"data/{name}.csv"))
            kept = engine.table(name + RELEASED)
            assert kept.count().to_pyarrow().as_py() == (len(rows) - 1) * (len(rows[0]) - 12)
            check_sum(kept.value.to_pyarrow().to_pylist(), [cell for row in rows[1:] for cell in row[12:]])
            assert kept.mark.count().to_pyarrow().as_py() == sum(cell == "x" for row in rows for cell in row[12:])


@pytest.mark.once
def test_the_release_of_2022_loads_whole(published: Path, engine: Backend) -> None:
    done = loaded(published / RELEASE_2022, all_kinds()[EHC_2022], engine)
    assert done.rows_read == TABLES_2022
    with zipfile.ZipFile(published / RELEASE_2022) as archive:
        for name in ("sen2_mi", "sen2_wbp_residential_dmo", "sen2_age_caseload"):
            check(oracle(archive.read(f"data/{name}.csv")), all_kinds()[EHC_2022].table(name), engine)
        for name in ("sen2_estab_caseload", "sen2_estab_new_plans"):
            rows = oracle(archive.read(f"data/{name}.csv"))
            kept = engine.table(name + RELEASED)
            assert kept.count().to_pyarrow().as_py() == (len(rows) - 1) * 6
            check_sum(kept.value.to_pyarrow().to_pylist(), [cell for row in rows[1:] for cell in row[12:]])


def test_supporting_files_of_the_release_are_read_as_their_own_kinds(published: Path, engine: Backend) -> None:
    officers = loaded(published / RELEASE_2025, all_kinds()["dfe-designated-officers"], engine)
    appeals = loaded(published / RELEASE_2025, all_kinds()["send-tribunal-appeals"], engine)
    assert officers.rows_read == {"officers": 1064}
    assert appeals.rows_read["appeals_as_presented"] == 159


def test_the_presentation_table_gives_back_every_cell(published: Path, engine: Backend) -> None:
    rows = oracle((published / PRESENTED).read_bytes())
    kind = all_kinds()["send-tribunal-appeals"]
    loaded(published / PRESENTED, kind, engine)
    figures = original_cells(engine, "appeals_as_presented" + RELEASED).to_pyarrow().to_pylist()
    notes = engine.table("appeals_notes" + RELEASED).to_pyarrow().to_pylist()
    found = {(note["_row"], note["column"]): note["text"] for note in notes}
    places: dict[tuple[str, str], int] = {}
    year = ""
    renamed = kind.table("appeals_as_presented").renamed
    for place, (upper, lower) in enumerate(zip(rows[3], rows[4], strict=True), 1):
        year = upper if upper.isdigit() else year
        if place > 2:
            places[year, renamed[lower]] = place
    for row in figures:
        assert row["mark"] or row["value"] >= 0
        found[row["_row"], places[str(row["year"]), row["measure"]]] = row["cell"]
        found[row["_row"], 1] = row["la_name"] + (row["la_name_notes"] or "")
        found[row["_row"], 2] = row["old_la_code"] or ""
    for number_, row in enumerate(rows, 1):
        for place, cell in enumerate(row, 1):
            assert found.get((number_, place), "").strip() == cell.strip()


def test_the_two_tables_of_appeals_say_the_same(published: Path, engine: Backend) -> None:
    kind = all_kinds()["send-tribunal-appeals"]
    loaded(published / PRESENTED, kind, engine)
    shown = engine.table("appeals_as_presented" + RELEASED).to_pyarrow().to_pylist()
    loaded(published / "ehc_plans_2025/send_tribunal_appeals_tidy.csv", kind, engine)
    tidy = engine.table("appeals" + RELEASED).to_pyarrow().to_pylist()
    one = {(row["old_la_code"], row["year"], row["measure"]): row["value"] for row in shown if row["old_la_code"]}
    for row in tidy:
        if row["value"] is not None:
            assert one[row["old_la_code"], row["year"], row["measure"]] == pytest.approx(row["value"], abs=0.005)
    assert one["391", 2024, "appeals_registered"] == 44
    newcastle, cumbria = ([row for row in shown if row["old_la_code"] == code] for code in ("391", "909"))
    assert {row["region"] for row in newcastle} == {"NORTH EAST"}
    assert {(row["la_name"], row["la_name_notes"]) for row in cumbria} == {("Cumbria", "8")}
    assert {row["region"] for row in shown if row["la_name"].startswith("England")} == {None}


def test_published_figures_of_the_five_areas(published: Path, engine: Backend) -> None:
    """The table of data-formats §0: EHC plans in January 2025, and 20 weeks without exceptions in 2024."""
    loaded(published / RELEASE_2025, all_kinds()[EHC], engine)
    plans = dict(
        engine.con.execute(
            "SELECT old_la_code, value FROM caseload_released WHERE measure = 'ehcplans' AND time_period = '202425' "
            "AND breakdown = 'All EHC plans' AND old_la_code IN ('391', '393', '929', '357', '812')"
        ).fetchall()
    )
    assert plans == {"391": 3095, "393": 1776, "929": 3873, "357": 3473, "812": 1983}
    weeks = dict(
        engine.con.execute(
            "SELECT old_la_code, value FROM timeliness_20_week_released WHERE measure = 'PC_plans_issued_20_weeks_ex' "
            "AND time_period = '2024' AND breakdown_topic = 'All EHC plans issued' AND old_la_code IN ('391', '812')"
        ).fetchall()
    )
    assert weeks == {"391": 8.8, "812": 36.8}
    renamed = {row[0] for row in engine.con.execute("SELECT DISTINCT measure FROM annual_reviews_released").fetchall()}
    assert {"outcome_maintain", "number_decision_4weeks", "review_meeting_prior_24_again"} <= renamed


def test_every_file_is_recognised_by_itself_as_one_kind(published: Path) -> None:
    files = list(every_file(published))
    assert len(files) == len(FILES) + 3
    for path in files:
        name = path.relative_to(published).as_posix()
        wanted = {RELEASE_2025: EHC, RELEASE_2022: EHC_2022, PRESENTED: "send-tribunal-appeals"}.get(name) or FILES[
            name
        ][0]
        found = recognised([path])
        assert found and found.slug == wanted, name
        if path.suffix == ".csv":
            assert [slug for slug, kind in all_kinds().items() if recognises([path], kind)] == [wanted], name


def test_a_file_is_recognised_under_another_name(published: Path, tmp_path: Path) -> None:
    for name, (slug, *_) in FILES.items():
        copy = tmp_path / "download (3).csv"
        copy.write_bytes((published / name).read_bytes())
        found = recognised([copy])
        assert found and found.slug == slug, name
