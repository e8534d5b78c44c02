"""How is a release kept? Written in a folder that nobody reads, then moved into its place in one step.

Killed at any moment, a release is either whole in its place or not there. A move whose row in the database never came
is found by the next import of the same files, which then only adds the row.
"""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import ibis
import pyarrow.parquet as parquet
from ibis.backends.duckdb import Backend

from goldenthread.understanding.datasets.reading.staged import workbench

from .manifest import MANIFEST, KeptTable, Manifest, digest
from .overlays import Damaged, altered, changes, flush, overlays, rows_back, with_rows_back

RELEASES, UNFINISHED = "releases", "unfinished"
ABANDONED_AFTER = 24 * 3600
"""Seconds after which an unfinished folder is nobody's: whoever wrote it was killed."""


FINDINGS = "findings"
"""Beside the tables of a return: every row that breaks a rule, without what does not pass the door."""
HELD_BACK = "held_back"
"""Before the name of a table: the rows of it that an error keeps out, which a correction may bring back."""


def place_of(lake: Path, release: str) -> Path:
    """The folder of a release."""
    return lake / RELEASES / release[:2] / release


def kept(lake: Path, release: str) -> Manifest | None:
    """The manifest of a release that is in its place, or None."""
    try:
        return Manifest.model_validate_json((place_of(lake, release) / MANIFEST).read_bytes())
    except FileNotFoundError:
        return None


def keep(
    lake: Path,
    release: str,
    tables: Mapping[str, ibis.Table],
    engine: Backend,
    manifest: Callable[[Mapping[str, KeptTable]], Manifest],
    *,
    rows_read: Mapping[str, int],
    held: Mapping[str, ibis.Table] | None = None,
) -> Manifest:
    """Write every table and then the manifest, and move the whole into its place; returns the manifest that is there.

    `held`: rows in error, by table, kept apart where no reader of the release meets them.
    `manifest` makes it from what was written. When another process kept the same release meanwhile, that one stays.
    """
    _clear_abandoned(lake)
    folder = lake / UNFINISHED / f"{release}.{os.getpid()}"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True, mode=0o700)
    written = {name: _write(table, name, folder, engine, rows_read[name]) for name, table in tables.items()}
    apart = [_write(table, f"{HELD_BACK}_{name}", folder, engine, 0) for name, table in (held or {}).items()]
    whole = manifest(written).model_copy(update={"held_back": tuple(apart)})
    _write_through(folder / MANIFEST, whole.model_dump_json(indent=1).encode())
    _put(folder, place_of(lake, release))
    return kept(lake, release) or whole


def _write(table: ibis.Table, name: str, folder: Path, engine: Backend, rows_read: int) -> KeptTable:
    path = folder / f"{name}.parquet"
    engine.to_parquet(table, path, compression="zstd", compression_level=1, parquet_version="V2")
    flush(path)
    rows = parquet.read_metadata(path).num_rows
    columns = {column: str(kind) for column, kind in table.schema().items()}
    return KeptTable(name=name, rows_read=rows_read, rows_kept=rows, columns=columns, sha256=digest(path))


def _put(folder: Path, place: Path) -> None:
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        folder.rename(place)
    except OSError:
        if not (place / MANIFEST).exists():
            raise
        shutil.rmtree(folder)
    flush(place.parent)


def _write_through(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    flush(path)


def _clear_abandoned(lake: Path) -> None:
    for folder in (lake / UNFINISHED).glob("*"):
        try:
            if time.time() - folder.stat().st_mtime > ABANDONED_AFTER:
                shutil.rmtree(folder, ignore_errors=True)
        except FileNotFoundError:
            continue  # its own process finished it meanwhile


def forget(lake: Path, release: str) -> None:
    """Remove the rows of a release. The manifest goes first, so that half of a release is never taken for one."""
    place = place_of(lake, release)
    (place / MANIFEST).unlink(missing_ok=True)
    shutil.rmtree(place, ignore_errors=True)


def listed_findings(lake: Path, release: str) -> list[dict[str, Any]]:
    """Every row that broke a rule when the release was read; none where the kind has no such list."""
    manifest = kept(lake, release)
    if manifest is None:
        raise Damaged(f"The release {release} is not in the lake.")
    if not any(table.name == FINDINGS for table in manifest.tables):
        return []
    with workbench() as engine:
        return opened(lake, release, engine)[FINDINGS].to_pyarrow().to_pylist()


def opened(lake: Path, release: str, engine: Backend, *, check: bool = True) -> dict[str, ibis.Table]:
    """The tables of a release, corrections and all. With `check`, each file's hash is compared first; `Damaged` when one differs."""
    manifest = kept(lake, release)
    if manifest is None:
        raise Damaged(f"The release {release} is not in the lake.")
    found, held = opened_as_it_came(lake, manifest, engine, check=check)
    place = place_of(lake, release)
    if done := overlays(place):
        changed, back = changes(place, done), rows_back(place, done)
        for name, table in found.items():
            whole = with_rows_back(table, held.get(name), back.get(name, frozenset()))
            found[name] = altered(whole, name, changed)
    return found


def opened_as_it_came(
    lake: Path, manifest: Manifest, engine: Backend, *, check: bool = True
) -> tuple[dict[str, ibis.Table], dict[str, ibis.Table]]:
    """The tables without any correction, and apart from them the rows that are held back, by the same names."""
    place = place_of(lake, manifest.id)
    for table in (*manifest.tables, *manifest.held_back):
        path = place / f"{table.name}.parquet"
        if check and (not path.exists() or digest(path) != table.sha256):
            raise Damaged(f"{table.name}.parquet of release {place.name} is not what was kept. Import the file again.")
    found = {table.name: engine.read_parquet(place / f"{table.name}.parquet") for table in manifest.tables}
    held = {
        table.name.removeprefix(f"{HELD_BACK}_"): engine.read_parquet(place / f"{table.name}.parquet")
        for table in manifest.held_back
    }
    return found, held
