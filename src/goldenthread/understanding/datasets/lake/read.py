"""What has been read and checked, and may be kept?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import ibis

from .manifest import KeptField


@dataclass(frozen=True, slots=True)
class Read:
    """Typed tables, how many rows came of each, what the checks found, what was done at the door, what the files told.

    `codes_seen`: codes that no declared list has, with the rows that hold them.
    `held`: the rows that an error keeps out, by table.
    `periods`: of which periods the figures of a table are.
    `figures`: published figures, all kept or none: a row of a wide table becomes many, and rows are counted as they came.
    """

    tables: Mapping[str, ibis.Table]
    rows_read: Mapping[str, int]
    findings: Sequence[dict[str, Any]]
    at_the_door: Sequence[KeptField] = ()
    told: Mapping[str, str] = field(default_factory=dict)
    year: int | None = None
    figures: bool = False
    held: Mapping[str, ibis.Table] = field(default_factory=dict)
    codes_seen: Sequence[dict[str, Any]] = ()
    periods: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
