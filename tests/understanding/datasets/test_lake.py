"""Is a release in the lake whole or not there, the same for the same files, and never silently damaged?"""

from __future__ import annotations

import os
import time
from pathlib import Path

import pyarrow
import pytest

from goldenthread.understanding.datasets.lake.keeping import (
    RELEASES,
    UNFINISHED,
    Damaged,
    forget,
    keep,
    kept,
    opened,
    place_of,
)
from goldenthread.understanding.datasets.lake.manifest import SourceFile, release_id
from tests.understanding.datasets.small import NAME, manifest_of


def kept_plans(lake: Path, engine, name: str = NAME, value: int = 1):
    plans = pyarrow.table({"area": ["E1", "E2"], "value": [value, None]})
    table = engine.create_table("plans", plans, overwrite=True)
    return keep(lake, name, {"plans": table}, engine, lambda t: manifest_of(t, name), rows_read={"plans": 2})


def test_what_was_kept_is_read_back(tmp_path, engine):
    manifest = kept_plans(tmp_path, engine)

    rows = opened(tmp_path, NAME, engine)["plans"].order_by("area").to_pyarrow().to_pylist()

    assert rows == [{"area": "E1", "value": 1}, {"area": "E2", "value": None}]
    assert kept(tmp_path, NAME) == manifest
    assert manifest.rows_read == manifest.rows_kept == 2
    assert not list((tmp_path / UNFINISHED).iterdir())


def test_a_release_that_fails_while_it_is_written_is_not_there(tmp_path, engine):
    plans = engine.create_table("plans", pyarrow.table({"area": ["x"]}))

    with pytest.raises(ZeroDivisionError):
        keep(tmp_path, NAME, {"plans": plans}, engine, lambda tables: 1 / 0, rows_read={"plans": 1})

    assert kept(tmp_path, NAME) is None
    assert not (tmp_path / RELEASES).exists()


def test_the_first_to_finish_is_the_one_that_stays(tmp_path, engine):
    first = kept_plans(tmp_path, engine, value=1)

    assert kept_plans(tmp_path, engine, value=2) == first
    assert opened(tmp_path, NAME, engine)["plans"].value.sum().to_pyarrow().as_py() == 1


def test_a_changed_byte_is_noticed(tmp_path, engine):
    kept_plans(tmp_path, engine)
    path = place_of(tmp_path, NAME) / "plans.parquet"
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)

    with pytest.raises(Damaged, match=r"plans\.parquet"):
        opened(tmp_path, NAME, engine)


def test_what_was_forgotten_or_never_there_says_so(tmp_path, engine):
    kept_plans(tmp_path, engine)
    forget(tmp_path, NAME)

    assert kept(tmp_path, NAME) is None
    with pytest.raises(Damaged, match="not in the lake"):
        opened(tmp_path, NAME, engine)


def test_what_a_killed_process_left_is_cleared_after_a_day_and_not_before(tmp_path, engine):
    old, new = tmp_path / UNFINISHED / "old.1", tmp_path / UNFINISHED / "new.2"
    for folder in (old, new):
        folder.mkdir(parents=True)
    yesterday = time.time() - 25 * 3600
    os.utime(old, (yesterday, yesterday))

    kept_plans(tmp_path, engine)

    assert not old.exists()
    assert new.exists()


FILES = (SourceFile(name="a.csv", bytes=1, sha256="aa"), SourceFile(name="b.csv", bytes=1, sha256="bb"))


def test_the_same_files_are_the_same_release_in_any_order_and_under_any_name():
    renamed = tuple(file.model_copy(update={"name": f"copy of {file.name}"}) for file in reversed(FILES))

    assert release_id("plans", FILES) == release_id("plans", renamed)


@pytest.mark.parametrize(
    "other",
    [
        release_id("waits", FILES),
        release_id("plans", FILES[:1]),
        release_id("plans", FILES, area="oldmere"),
        release_id("plans", FILES, area="oldmere", key=b"one"),
        release_id("plans", FILES, area="oldmere", key=b"two"),
    ],
)
def test_another_kind_file_area_or_key_is_another_release(other):
    assert other != release_id("plans", FILES)
