"""Is the short way to a value the same as the long one, and are the rows of a file still in its order afterwards?"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ibis.backends.duckdb import Backend

from goldenthread.understanding.datasets.checking.typing import typed
from goldenthread.understanding.datasets.kinds.registry import all_kinds
from goldenthread.understanding.datasets.kinds.schema import Code, CodeSet, Field, Holds, Kind, Table
from goldenthread.understanding.datasets.reading import sen2_blade, values
from goldenthread.understanding.datasets.reading.staged import workbench
from tests.understanding.datasets.sen2_returns import child, whole, write_blade

RETURNS = [kind for kind in all_kinds().values() if kind.person_level]
SEN2 = all_kinds()["sen2"]
CODES = CodeSet(
    name="c",
    title="C",
    codes=(Code(code="A", means="a", also=("1", "x")), Code(code="No", means="b"), Code(code="2", means="c")),
)
FIELDS = [Field(name="f", holds=holds, codes="c" if holds is Holds.CODE else "") for holds in Holds]
MADE_UP = Kind(
    slug="made-up", title="M", what="w", subject="education", publisher="p", source="s", licence="l",
    tables=(Table(name="t", title="T", fields=(FIELDS[0],)),), code_sets=(CODES,),
)  # fmt: skip
PARTS = ["2022-Sep-28 00:00:00", "2022-Feb-31 00:00:00", "2022-Sep-8 0:00:00", "28/09/2022", "true", "false", "Y", "A", "a",
         "No", "NO", "no", "1", "1.0", "x", "2", ".0", "12", "é", "~", "\u00a0", " ", "\t", "\n", "", "0202-Sep-28 00:00:00"]  # fmt: skip


@pytest.fixture
def engine() -> Iterator[Backend]:
    with workbench("500MB") as made:
        yield made


@settings(max_examples=20, deadline=None)
@given(st.lists(st.lists(st.sampled_from(PARTS), max_size=3).map("".join), min_size=1, max_size=30))
def test_a_cell_in_the_usual_form_means_what_it_means_in_every_form(texts: list[str]) -> None:
    with duckdb.connect() as con:
        con.register("cells", pa.table({"f": texts}))
        for field in FIELDS:
            codes = CODES if field.holds is Holds.CODE else None
            short = values.value_of(field, MADE_UP, "f")
            long = values._long(field, codes, values._trimmed("f"))
            asked = f"SELECT f, {short}, {long} FROM cells WHERE {short} IS DISTINCT FROM {long}"  # noqa: S608 (ours)
            assert con.execute(asked).fetchall() == [], field.holds


@pytest.mark.parametrize("kind", RETURNS, ids=[kind.slug for kind in RETURNS])
def test_nothing_is_joined_while_a_file_is_read_so_its_rows_stay_in_order(kind: Kind, engine: Backend) -> None:
    for table in kind.tables:
        columns = ", ".join(f'"{field.name}" VARCHAR' for field in table.fields)
        engine.con.execute(f"CREATE OR REPLACE TABLE cells ({columns})")
        engine.con.execute(f"INSERT INTO cells ({table.fields[0].name}) VALUES ('1')")  # noqa: S608 (declared names)
        select = values.values(table, kind, {field.name: f'"{field.name}"' for field in table.fields}, "cells")
        plan = engine.con.execute(f"EXPLAIN {select}").fetchall()[0][1]
        assert "Projection" in plan.title()
        assert "JOIN" not in plan.upper(), table.name


def test_a_key_that_is_no_number_makes_it_a_text_in_every_table(tmp_path: Path, engine: Backend) -> None:
    one, two = child(1), child(2)
    for table in ("requests", "assessment", "activeplans"):
        two[table][0]["requeststableid"] = "0012"
    made = typed(sen2_blade.read(write_blade(whole(one, two), tmp_path), SEN2, engine), SEN2)
    joined = engine.con.execute(
        "SELECT typeof(r.requeststableid), r.requeststableid, a.assessmenttableid IS NOT NULL, typeof(a.assessmenttableid) "
        "FROM typed_requests r LEFT JOIN typed_assessment a USING (requeststableid) ORDER BY r._row"
    ).fetchall()
    first = one["requests"][0]["requeststableid"]
    assert joined == [("VARCHAR", first, True, "BIGINT"), ("VARCHAR", "0012", True, "BIGINT")]
    assert made.lost == {}
    assert made.filled["requests", "requeststableid"] == 2


def test_a_text_that_could_not_be_read_is_kept_as_it_was_written(tmp_path: Path, engine: Backend) -> None:
    one = child(1)
    one["person"][0]["personbirthdate"] = " 2012-Feb-31 00:00:00"
    one["person"][0]["forename"] = "Zoé"
    made = typed(sen2_blade.read(write_blade(whole(one, child(2)), tmp_path), SEN2, engine), SEN2)
    assert made.lost == {("person", "personbirthdate"): 1}
    assert made.filled["person", "personbirthdate"] == 2
    kept = "SELECT lost_personbirthdate, forename, _row FROM values_person ORDER BY _row LIMIT 1"
    assert engine.con.execute(kept).fetchall() == [(" 2012-Feb-31 00:00:00", "Zoé", 2)]
