"""Of which kind is the setting that a child attends? The register of schools gives its type, a declared table the kind."""

from __future__ import annotations

from typing import Any

import ibis

from goldenthread.understanding.indicators.definitions.registry import settings_by_type

SCHEMA = {"type_code": "string", "setting": "string", "independent": "boolean"}


def settings_of(register: Any) -> Any:
    """URN → the kind of setting, and whether it is independent or non-maintained; none for a type of no kind.

    `register`: the rows of a release of GIAS, each with `urn` and `type_code` (7 is 07).
    """
    rows = [
        {"type_code": code, "setting": setting, "independent": independent}
        for code, (setting, independent) in settings_by_type().types.items()
    ]
    kinds = ibis.memtable(rows, schema=SCHEMA)
    found = register.inner_join(kinds, register.type_code.lpad(2, "0") == kinds.type_code)
    return found.select(urn=register.urn, setting=kinds.setting, independent=kinds.independent).distinct()
