"""The nine files of a SEN2 return as data frames, each column as what it holds, as an analyst reads them."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from goldenthread.understanding.datasets.kinds.registry import all_kinds
from goldenthread.understanding.datasets.kinds.schema import Field, Holds, Table

KIND = all_kinds()["sen2"]
YES_NO = {"true": True, "1": True, "Y": True, "false": False, "0": False, "N": False}
Frames = dict[str, pd.DataFrame]
Counts = dict[str, int]


def read(folder: Path, table: Table, counts: Counts) -> pd.DataFrame:
    """One file, all text, then each column as what it holds; what cannot be read is counted."""
    (path,) = folder.glob(f"*_{table.name}.csv")
    text = pd.read_csv(path, dtype=str, keep_default_na=False, na_values=[""])
    columns = {}
    for field in table.fields:
        raw = text[field.name] if field.name in text else pd.Series(None, index=text.index, dtype=object)
        columns[field.name] = typed(field, raw)
        if field.holds not in (Holds.TEXT, Holds.CODE):
            counts[f"sen2.{table.name}.{field.name}.type"] = int((raw.notna() & columns[field.name].isna()).sum())
    return pd.DataFrame(columns)


def typed(field: Field, raw: pd.Series) -> pd.Series:
    match field.holds:
        case Holds.DATE:
            day = pd.to_datetime(raw, format="%Y-%b-%d %H:%M:%S", errors="coerce")
            return day.where(day.between("1900-01-01", "2100-12-31"))
        case Holds.MOMENT:
            return pd.to_datetime(raw, format="%Y-%b-%d %H:%M:%S", errors="coerce")
        case Holds.YES_NO:
            return raw.map(YES_NO)
        case Holds.WHOLE:
            return pd.to_numeric(raw, errors="coerce")
        case Holds.CODE:
            codes = KIND.code_set(field.codes).codes
            other = {also: code.code for code in codes for also in code.also}
            return raw.str.upper().replace(other) if other else raw.str.upper()
        case _:
            return raw
