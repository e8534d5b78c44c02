"""Where are the true counts of tables that were proposed or published? Never in the database.

Of a published table, those that it withholds: in one file a table, which only the account that runs the software may
read. They are needed for as long as the table is known to the world: a later table is protected together with it. The
ledger keeps a digest of the file; a random salt inside the file keeps small counts from being guessed from the digest.

Of a table that is proposed, all that was typed, and what would be published of it: until it is published, or for a day.
"""

from __future__ import annotations

import json
import os
import pickle
import secrets
import time
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

from .definitions import Unavailable


def place_of(area: str, table: UUID) -> Path:
    return Path(settings.DATA) / "withheld" / area / f"{table}.json"


def keep(area: str, table: UUID, counts: Mapping[int, int]) -> str:
    """Write the counts, by their place in the table's list of cells; the digest. Whole on the disk or not at all."""
    content = json.dumps({"salt": secrets.token_hex(32), "counts": {str(at): n for at, n in counts.items()}}).encode()
    _write(place_of(area, table), content)
    return sha256(content).hexdigest()


def _write(file: Path, content: bytes) -> None:
    """Whole on the disk or not at all, for this account alone."""
    for folder in (file.parent.parent, file.parent):
        folder.mkdir(mode=0o700, exist_ok=True)
    draft = file.with_suffix(f".{os.getpid()}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
        out.write(content)
        out.flush()
        os.fsync(out.fileno())
    draft.rename(file)


def forget(area: str, table: UUID) -> None:
    """For a table that came to nothing after all."""
    place_of(area, table).unlink(missing_ok=True)


def recall(area: str, table: UUID, digest: str) -> dict[int, int]:
    """The counts as they were kept; `Unavailable` where they cannot be had."""
    file = place_of(area, table)
    try:
        content = file.read_bytes()
    except OSError as fault:
        raise Unavailable(
            f"The withheld counts cannot be read from {file}: {fault.strerror}. Restore the file from a backup: without "
            "it nobody can tell whether another table would give them away."
        ) from fault
    if sha256(content).hexdigest() != digest:
        raise Unavailable(
            f"{file} is not the file that was kept when the table was published. Restore it from a backup."
        )
    return {int(at): count for at, count in json.loads(content)["counts"].items()}


# --- proposed tables

KEPT_FOR = 24 * 3600  # seconds
_SEAL = 32  # bytes of SHA-256


def _asked(area: str, proposal: UUID) -> Path:
    return Path(settings.DATA) / "proposed" / area / f"{proposal}.json"


def _answer(area: str, proposal: UUID) -> Path:
    return _asked(area, proposal).with_suffix(".answer")


def lay_down(area: str, words: Mapping[str, Any]) -> UUID:
    """Keep what was typed about a table."""
    sweep()
    proposal = uuid4()
    _write(_asked(area, proposal), json.dumps(dict(words)).encode())
    return proposal


def sweep() -> None:
    """Remove what was kept for a day, in every area."""
    for old in (Path(settings.DATA) / "proposed").glob("*/*"):
        if time.time() - old.stat().st_mtime > KEPT_FOR:
            old.unlink(missing_ok=True)


def laid_down(area: str, proposal: UUID) -> dict[str, Any] | None:
    """What was typed; None once it is removed, or may be."""
    sweep()
    try:
        return dict(json.loads(_asked(area, proposal).read_bytes()))
    except FileNotFoundError:
        return None


def answer(area: str, proposal: UUID, found: object) -> None:
    """Keep what would be published, or why nothing would, unless nobody waits for it any more."""
    if laid_down(area, proposal) is not None:
        content = pickle.dumps(found)
        _write(_answer(area, proposal), _sealed(content) + content)


def answered(area: str, proposal: UUID) -> Any:
    """What `answer` kept; None before, and where anybody else, or another version of this software, wrote it."""
    try:
        kept = _answer(area, proposal).read_bytes()
        seal, content = kept[:_SEAL], kept[_SEAL:]
        return pickle.loads(content) if constant_time_compare(seal, _sealed(content)) else None  # noqa: S301 (sealed)
    except (FileNotFoundError, AttributeError, ImportError, TypeError):
        return None


def _sealed(content: bytes) -> bytes:
    """Only whoever has the secret key of this installation can have written what bears this."""
    return salted_hmac("goldenthread.proposed", content, algorithm="sha256").digest()


def take_up(area: str, proposal: UUID) -> None:
    """Remove both."""
    _asked(area, proposal).unlink(missing_ok=True)
    _answer(area, proposal).unlink(missing_ok=True)
