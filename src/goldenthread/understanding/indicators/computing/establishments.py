"""Of which kind is the setting that a child attends? The register of schools gives its type, a declared table the kind."""

from __future__ import annotations

from typing import Any

import ibis
import pyarrow as pa

from goldenthread.understanding.indicators.definitions.registry import settings_by_type

COLUMNS = ("type_code", "setting", "independent")


def settings_of(register: Any) -> Any:
    """URN → the kind of setting, and whether it is independent or non-maintained; none for a type of no kind.

    `register`: the rows of a release of GIAS, each with `urn` and `type_code` (7 is 07).
    """
    types = settings_by_type().types
    columns = (
        list(types),
        [setting for setting, _ in types.values()],
        [independent for _, independent in types.values()],
    )
    kinds = ibis.memtable(pa.table(dict(zip(COLUMNS, columns, strict=True))))
    found = register.inner_join(kinds, register.type_code.lpad(2, "0") == kinds.type_code)
    return found.select(urn=register.urn, setting=kinds.setting, independent=kinds.independent).distinct()
