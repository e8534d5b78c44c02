"""Which published figures ship with Golden Thread? Makes them, and the list of councils, again.

    .venv/bin/python scripts/ship_figures.py FOLDER

FOLDER holds the published files as their publishers and carriers name them (docs/reference/indicators.md says which).
"""

from __future__ import annotations

import csv
import io
import sys
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from goldenthread.understanding.datasets.kinds.registry import all_kinds
from goldenthread.understanding.datasets.kinds.schema import Mark
from goldenthread.understanding.indicators.computing.published import Row
from goldenthread.understanding.indicators.computing.shipping import COUNCILS, FIGURES, figures_text, figures_to_ship
from goldenthread.understanding.indicators.definitions.registry import publications

SHIPPED = Path(__file__).parent.parent / "src/goldenthread/understanding/indicators/shipped"
COUNCILS_FILE = Path(__file__).parent.parent / "src/goldenthread/understanding/datasets/kinds/councils.csv"
EHC = "ehc_plans_2025/education-health-and-care-plans_2025_full_release.zip"
FILES = {
    "send-tribunal": "ehc_plans_2025/send_tribunal_appeals_tidy.csv",
    "lait": "lait/lait_sen_measures_all_areas.csv",
    "attendance-sen": "education/attendance_absence_exclusions_by_sen_seed_las.csv",
    "neet": "education/neet_16_17_by_la_2025.csv",
    "community-waits": "nhs/chs_cyp_waits_national_region_icb_2023.csv",
    "section-251": "finance/high_needs_s251_2021_22_by_la.csv",
    "dsg-balance": "finance/dsg_cumulative_balance_pc_2019_22.csv",
    "dsg-high-needs": "finance/dsg_high_needs_block_2023_24_by_la.csv",
    "population-0-17": "population/ons_mye_0_17_by_la_2012_2024.csv",
}


class Reader:
    """Rows of a publication’s table, from the files of a folder, as `computing.published` asks for them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __call__(self, publication: str, table: str) -> Iterator[Row]:
        rows = csv.DictReader(io.StringIO(self._text(publication, table)))
        wanted = set(publications()[publication].tables[table].measures)
        kind = all_kinds()[publications()[publication].kind]
        declared = kind.table(table)
        read = _Cells(kind.marks)
        if declared.measure_column:
            return _gathered(rows, declared.measure_column, declared.value_column, wanted, read)
        ours = {name: declared.renamed.get(name, name) for name in rows.fieldnames or ()}
        taken = {theirs: name for theirs, name in ours.items() if name in wanted}
        return (Row(fields, {name: read[fields[theirs]] for theirs, name in taken.items()}) for fields in rows)

    def _text(self, publication: str, table: str) -> str:
        if publication != "ehc-plans":
            return (self.folder / FILES[publication]).read_text("utf-8-sig")
        with zipfile.ZipFile(self.folder / EHC) as archive:
            return archive.read(f"data/{table}.csv").decode("utf-8-sig")


class _Cells(dict[str, float | Mark]):
    """What a cell holds: a number, or the publisher’s mark that there is none. Remembered, for most are alike."""

    def __init__(self, marks: Mapping[str, Mark]) -> None:
        super().__init__({"": Mark.NO_RETURN, **marks})

    def __missing__(self, text: str) -> float | Mark:
        self[text] = self[text.strip()] if text != text.strip() else float(text.replace(",", ""))
        return self[text]


def _gathered(rows: Iterable[dict[str, str]], name: str, value: str, wanted: set[str], read: _Cells) -> Iterator[Row]:
    """A file with a line a measure: the measures of one place and period together."""
    found: dict[tuple[str, ...], tuple[dict[str, str], dict[str, float | Mark]]] = {}
    for fields in rows:
        if fields[name] in wanted:
            key = tuple(text for heading, text in fields.items() if heading not in (name, value))
            found.setdefault(key, (fields, {}))[1][fields[name]] = read[fields[value]]
    return (Row(fields, measures) for fields, measures in found.values())


def councils(folder: Path) -> Iterator[str]:
    """The lines of councils.csv: every council, its region and its ten neighbours."""
    with (folder / "ehc_plans_2025/all_areas_headline/caseload.csv").open(encoding="utf-8-sig") as file:
        newest = {
            row["old_la_code"]: row
            for row in csv.DictReader(file)
            if row["time_period"] == "202425" and row["geographic_level"] == "Local authority"
        }
    with (folder / "geography/statistical_neighbours_2025_long.csv").open(encoding="utf-8-sig") as file:
        near: dict[str, list[tuple[int, str]]] = {}
        for row in csv.DictReader(file):
            code = newest[row["neighbour_old_la_code"]]["new_la_code"]
            near.setdefault(row["old_la_code"], []).append((int(row["rank"]), code))
    with (folder / "geography/seed_la_to_icb.csv").open(encoding="utf-8-sig") as file:
        boards = {row["old_la_code"]: row for row in csv.DictReader(file)}
    for dfe, row in sorted(newest.items(), key=lambda pair: pair[1]["new_la_code"]):
        board = boards.get(dfe, {})
        codes = " ".join(code for _, code in sorted(near.get(dfe, [])))
        icb = [board.get("icb_gss_code", ""), board.get("icb_ods_code", ""), board.get("icb_name", "")]
        yield _line([row["new_la_code"], dfe, row["la_name"], row["region_code"], codes, *icb])


def _line(cells: Iterable[str]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="").writerow(cells)
    return out.getvalue()


def main(arguments: list[str]) -> int:
    """Write the two files."""
    if len(arguments) != 1:
        print(__doc__, file=sys.stderr)
        return 2
    folder = Path(arguments[0])
    COUNCILS_FILE.write_text("\n".join([COUNCILS, *councils(folder), ""]))
    found = list(figures_to_ship(Reader(folder)))
    (SHIPPED / FIGURES).write_text(figures_text(found))
    print(f"{len(found):,} figures, {(SHIPPED / FIGURES).stat().st_size / 1e6:.1f} MB")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
