"""Which published figures ship with Golden Thread? Makes the files of `understanding/indicators/shipped` again.

    .venv/bin/python scripts/ship_figures.py FOLDER

FOLDER holds the published files as their publishers and carriers name them (docs/reference/indicators.md says which).
"""

from __future__ import annotations

import csv
import io
import re
import sys
import zipfile
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from goldenthread.understanding.datasets.kinds.schema import Mark
from goldenthread.understanding.indicators.computing.published import Row
from goldenthread.understanding.indicators.computing.shipping import COUNCILS, FIGURES, figures_text, figures_to_ship

SHIPPED = Path(__file__).parent.parent / "src/goldenthread/understanding/indicators/shipped"
MARKS = {
    "x": Mark.NOT_AVAILABLE,
    "..": Mark.NOT_IN_EXISTENCE,
    "-": Mark.NOT_AVAILABLE,
    "z": Mark.NOT_APPLICABLE,
    "c": Mark.SUPPRESSED,
    "~": Mark.SUPPRESSED,
    "*": Mark.NOT_COLLECTED,
    "": Mark.NO_RETURN,
}
RENAMED = {
    "number_decsion_4weeks": "number_decision_4weeks",
    "pc_decsion_4weeks": "pc_decision_4weeks",
    "outcome_maintan": "outcome_maintain",
    "org_arrangments": "org_arrangements",
}
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
NAMED_IN = {"lait": ("measure_short", "value"), "attendance-sen": ("metric", "value")}
MEASURE_IS = {"community-waits": {"value": "children_waiting"}}


def reader(folder: Path) -> Reader:
    """Reads the published files of a folder as `computing.published` asks for them."""
    return Reader(folder)


class Reader:
    """Rows of a publication's table, from the files of a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __call__(self, publication: str, table: str) -> Iterator[Row]:
        if publication == "ehc-plans":
            with zipfile.ZipFile(self.folder / EHC) as archive:
                text = archive.read(f"data/{table}.csv").decode("utf-8-sig")
            return (_row(fields, {}) for fields in csv.DictReader(io.StringIO(text)))
        text = (self.folder / FILES[publication]).read_text("utf-8-sig")
        rows = csv.DictReader(io.StringIO(text))
        if publication in NAMED_IN:
            name, value = NAMED_IN[publication]
            return (_row(fields, {fields[name]: fields[value]}) for fields in rows)
        return (_row(fields, MEASURE_IS.get(publication, {}), rename=True) for fields in rows)


def _row(fields: dict[str, str], named: dict[str, str], *, rename: bool = False) -> Row:
    """`named`: the measures, where a column names them; with `rename`, headings that are renamed."""
    if named and not rename:
        return Row(fields, {name: _number(text) for name, text in named.items()})
    names = {**RENAMED, **named} if rename else RENAMED
    return Row(fields, {names.get(name, name): _number(text) for name, text in fields.items() if _is_measure(text)})


@cache
def _is_measure(text: str) -> bool:
    return text in MARKS or re.fullmatch(r"-?[\d,]*\.?\d+(E-?\d+)?", text) is not None


@cache
def _number(text: str) -> float | Mark:
    return MARKS[text.strip()] if text.strip() in MARKS else float(text.replace(",", ""))


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
    (SHIPPED / "councils.csv").write_text("\n".join([COUNCILS, *councils(folder), ""]))
    found = list(figures_to_ship(reader(folder)))
    (SHIPPED / FIGURES).write_text(figures_text(found))
    print(f"{len(found):,} figures, {(SHIPPED / FIGURES).stat().st_size / 1e6:.1f} MB")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
