"""Does anything pass the door that should not, and can what passes still be joined?"""

# ruff: noqa: S608 - statements are made of declared names only

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from ibis.backends.duckdb import Backend

from goldenthread.understanding.datasets.checking.door import Kept, pass_door, pseudonym
from goldenthread.understanding.datasets.checking.typing import typed
from goldenthread.understanding.datasets.kinds.schema import AtTheDoor
from goldenthread.understanding.datasets.reading import sen2_blade
from goldenthread.understanding.datasets.reading.staged import workbench
from tests.understanding.datasets.sen2_returns import KIND, child, made_up_upn, whole, write_blade

KEY = b"a key of thirty-two bytes or more"


@pytest.fixture
def engine() -> Iterator[Backend]:
    with workbench("500MB") as made:
        yield made


def kept(folder: Path, engine: Backend, key: bytes = KEY) -> Kept:
    return pass_door(typed(sen2_blade.read(write_blade(whole(child(1), child(2)), folder), KIND, engine), KIND), key)


def test_names_go_and_days_and_postcodes_are_coarse(tmp_path: Path, engine: Backend) -> None:
    kept(tmp_path, engine)
    row = engine.con.execute("SELECT * FROM kept_person ORDER BY _row").fetchall()[0]
    names = [name for name, *_ in engine.con.execute("DESCRIBE kept_person").fetchall()]
    assert {"surname", "forename"} & {*names} == set()
    told = dict(zip(names, row, strict=True))
    assert told["personbirthdate"] == date(2014, 3, 1)
    assert told["postcode"] == "NE1"
    assert made_up_upn(1) not in str(row)


@pytest.mark.parametrize("key", [KEY, b"k" * 64, b"k" * 65, b"k" * 200])
def test_the_engine_makes_the_pseudonyms_that_python_makes(key: bytes, tmp_path: Path, engine: Backend) -> None:
    kept(tmp_path, engine, key)
    assert engine.con.execute("SELECT upn, persontableid FROM kept_person ORDER BY _row").fetchall() == [
        (pseudonym(key, "upn", made_up_upn(n)), pseudonym(key, "persontableid", str(n))) for n in (1, 2)
    ]
    assert pseudonym(key, "upn", "x") == hmac.new(key, b"upn:x", hashlib.sha256).hexdigest()[:32]


def test_the_tables_still_join(tmp_path: Path, engine: Backend) -> None:
    kept(tmp_path, engine)
    joined = engine.con.execute(
        "SELECT count(*) FROM kept_person JOIN kept_requests USING (persontableid) JOIN kept_assessment USING (requeststableid) "
        "JOIN kept_namedplan USING (assessmenttableid) JOIN kept_plandetail USING (namedplantableid) "
        "JOIN kept_activeplans USING (requeststableid) JOIN kept_senneed USING (activeplanstableid)"
    ).fetchall()
    assert joined == [(2 * 2 * 2,)]


def test_the_same_key_follows_a_child_and_another_does_not(tmp_path: Path) -> None:
    assert pseudonym(KEY, "upn", "A") == pseudonym(KEY, "upn", "A")
    assert (
        len(
            {
                pseudonym(KEY, "upn", "A"),
                pseudonym(KEY, "uln", "A"),
                pseudonym(KEY * 2, "upn", "A"),
                pseudonym(KEY, "upn", "B"),
            }
        )
        == 4
    )


def test_a_person_who_is_missing_still_has_a_pseudonym_and_a_missing_parent_no_number(
    tmp_path: Path, engine: Backend
) -> None:
    made = whole(child(1))
    made["requests"][0]["persontableid"] = "99"
    made["senneed"][0]["activeplanstableid"] = "99"
    pass_door(typed(sen2_blade.read(write_blade(made, tmp_path), KIND, engine), KIND), KEY)
    assert engine.con.execute("SELECT persontableid FROM kept_requests").fetchall() == [
        (pseudonym(KEY, "persontableid", "99"),)
    ]
    assert engine.con.execute("SELECT activeplanstableid FROM kept_senneed ORDER BY _row").fetchall() == [(None,), (2,)]


def test_no_raw_key_of_a_case_system_is_kept(tmp_path: Path, engine: Backend) -> None:
    made = whole(child(777_001))
    pass_door(typed(sen2_blade.read(write_blade(made, tmp_path), KIND, engine), KIND), KEY)
    for table in KIND.tables:
        assert "777001" not in str(engine.con.execute(f"SELECT * FROM kept_{table.name}").fetchall()), table.name


def test_the_key_is_gone_from_the_engine_afterwards(tmp_path: Path, engine: Backend) -> None:
    kept(tmp_path, engine)
    assert engine.con.execute("SELECT getvariable('door_inner'), getvariable('door_outer')").fetchall() == [
        (None, None)
    ]
    views = engine.con.execute("SELECT sql FROM duckdb_views() WHERE view_name LIKE 'kept_%'").fetchall()
    assert views
    assert not any("door_" in sql.replace("_door_", "") or "sha256" in sql for (sql,) in views)


def test_a_short_key_is_refused(tmp_path: Path, engine: Backend) -> None:
    with pytest.raises(ValueError, match="at least 32"):
        kept(tmp_path, engine, b"short")


def test_what_was_kept_is_told_field_by_field(tmp_path: Path, engine: Backend) -> None:
    told = {(one.table, one.field): one for one in kept(tmp_path, engine).fields}
    assert len(told) == sum(len(table.fields) for table in KIND.tables)
    assert told["person", "surname"].how is AtTheDoor.DROP
    assert told["person", "surname"].filled == 2
    assert told["requests", "receiveddate"].how is AtTheDoor.KEEP
