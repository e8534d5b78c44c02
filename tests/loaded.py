"""The test database with the five areas in it: made once for one state of the source, then copied.

Making it takes half a minute, most of it migrations; copying takes none. It is kept in pytest's own cache folder under
a hash of everything that it is made from, so that a change of the source makes it anew. Where coverage is measured it
is made in every run by one of its processes, since to load is part of what is measured.
"""

from __future__ import annotations

import fcntl
import shutil
import sqlite3
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from hashlib import sha256
from pathlib import Path

import django
from django.conf import settings
from django.db import connection
from django.test.utils import setup_databases, teardown_databases

ROOT = Path(__file__).parent.parent
KEPT = ROOT / ".pytest_cache" / "loaded"
MADE_FROM = ("src/goldenthread", "tests/fixtures.py", "tests/loaded.py", "tests/settings.py", "requirements")
KEYS = ("secret-key", "pseudonym-key")


@contextmanager
def loaded_database(load: Callable[[], None], *, only_of: str = "") -> Iterator[None]:
    """Django's test database for as long as the tests run, loaded; `only_of` names the run that must have made it."""
    if connection.vendor != "sqlite":
        made = setup_databases(verbosity=0, interactive=False)
        load()
        yield
        teardown_databases(made, verbosity=0)
        return
    with alone(KEPT):
        kept = KEPT / _fingerprint()
        if kept.is_dir() and only_of in ("", (kept / "run").read_text()):
            _take(kept)
        else:
            setup_databases(verbosity=0, interactive=False)
            load()
            _keep(kept, only_of)
    yield


def _fingerprint() -> str:
    digest = sha256(f"{django.VERSION} {sys.version_info[:2]} {sqlite3.sqlite_version}".encode())
    for name in MADE_FROM:
        for path in sorted([ROOT / name, *(ROOT / name).rglob("*")]):
            if path.is_file() and not {"static", "__pycache__"} & set(path.parts):
                digest.update(path.relative_to(ROOT).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:24]


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """One process at a time. The lock goes with the process that holds it, however that ends."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _keep(kept: Path, run: str) -> None:
    """The database and what was written beside it; what an older source made is thrown away."""
    made = Path(tempfile.mkdtemp(dir=KEPT))
    with closing(sqlite3.connect(made / "database")) as copy:
        connection.ensure_connection()
        connection.connection.backup(copy)
    (made / "run").write_text(run)
    shutil.copytree(settings.DATA, made / "data", ignore=shutil.ignore_patterns(*KEYS))
    for older in KEPT.iterdir():
        if older.is_dir() and older != made:
            shutil.rmtree(older)
    made.rename(kept)


def _take(kept: Path) -> None:
    connection.close()
    name = connection.creation._get_test_db_name()
    settings.DATABASES[connection.alias]["NAME"] = connection.settings_dict["NAME"] = name
    connection.ensure_connection()
    with closing(sqlite3.connect(f"file:{kept / 'database'}?mode=ro", uri=True)) as copy:
        copy.backup(connection.connection)
    shutil.copytree(kept / "data", settings.DATA, dirs_exist_ok=True)
