"""How is a return written: as XML, as nine Blade CSV files, in the Excel template, or in a vendor's workbook?

All four hold the same facts; each has only the keys that its kind of file really has.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from goldenthread.demo.sen2.layouts import blade, template, vendor, xml
from goldenthread.demo.sen2.returns import Tables

MOST_ROWS = 1_048_576
"""In a sheet of a workbook."""

Writer = Callable[[Tables, Path, str], list[Path]]
"""Writes the tables into a folder under a name; gives the files written."""

LAYOUTS: Mapping[str, Writer] = {
    "xml": xml.write,
    "blade": blade.write,
    "template": template.write,
    "vendor": vendor.write,
}


def too_large(tables: Tables, layout: str) -> bool:
    """Whether a workbook cannot hold so many rows on a sheet."""
    rows = [table.num_rows + 4 for table in tables.values()]
    return (sum(rows) if layout == "template" else max(rows)) > MOST_ROWS and layout in ("template", "vendor")
