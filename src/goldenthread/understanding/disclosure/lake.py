"""Where are the counts that a published table withholds?

In one file a table, outside the database, which only the account that runs the software may read. They are needed for
as long as the table is known to the world: a later table is protected together with it. The ledger keeps a digest of the
file; a random salt inside the file keeps small counts from being guessed from the digest.
"""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from uuid import UUID

from django.conf import settings


class Unavailable(RuntimeError):
    """The withheld counts of a table are not there, or are not those that were kept."""


def place_of(area: str, table: UUID) -> Path:
    return Path(settings.DATA) / "withheld" / area / f"{table}.json"


def keep(area: str, table: UUID, counts: Mapping[int, int]) -> str:
    """Write the counts, by their place in the table's list of cells; the digest. Whole on the disk or not at all."""
    file = place_of(area, table)
    for folder in (file.parent.parent, file.parent):
        folder.mkdir(mode=0o700, exist_ok=True)
    content = json.dumps({"salt": secrets.token_hex(32), "counts": {str(at): n for at, n in counts.items()}}).encode()
    draft = file.with_suffix(f".{os.getpid()}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
        out.write(content)
        out.flush()
        os.fsync(out.fileno())
    draft.rename(file)
    return sha256(content).hexdigest()


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
