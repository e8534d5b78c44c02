"""Makes the extract of NHS community waits that ships: `python scripts/nhs_waits.py FILE [--check]`.

FILE is the tidy table of NHS England's Community Health Services waiting times for children and young people (columns
month, org_level, org_code, org_name, service, wait_band, value). Kept are England and the integrated care boards of
the areas that ship, one row a service and month. `*` (not collected) and blanks become empty cells, never nought.
"""

from __future__ import annotations

import argparse
import csv
import io
import sys
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "src"))

from goldenthread.understanding.waits.kinds.published import BANDS, COLUMNS, ENGLAND, FILE  # noqa: E402
from goldenthread.understanding.waits.kinds.words import service  # noqa: E402

TARGET = ROOT / "src/goldenthread/understanding/waits/kinds" / FILE
NAMES = {
    "QHM": "North East and North Cumbria ICB",
    "QOQ": "Humber and North Yorkshire ICB",
    "QOP": "Greater Manchester ICB",
}


def extract(text: str) -> str:
    """The extract, as text."""
    held: dict[tuple[str, ...], dict[str, str]] = defaultdict(dict)
    for row in csv.DictReader(io.StringIO(text)):
        if row["org_level"] == "National":
            who = (ENGLAND, "", ENGLAND)
        elif row["org_level"] == "ICB" and row["org_code"] in NAMES:
            who = ("ICB", row["org_code"], NAMES[row["org_code"]])
        else:
            continue
        if not service(row["service"]):
            raise SystemExit(f"{row['service']!r} is not among the declared services: add it to kinds/words.yaml.")
        value = row["value"].strip()
        held[row["month"], *who, service(row["service"])][row["wait_band"]] = value if value.isdecimal() else ""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for place in sorted(held):
        writer.writerow([*place, *(held[place].get(each, "") for each in ("total", *BANDS))])
    return out.getvalue()


def main() -> None:
    """Write the extract, or compare."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--check", action="store_true", help="Compare with what ships, and write nothing.")
    asked = parser.parse_args()
    made = extract(asked.file.read_text("utf-8-sig"))
    if asked.check:
        raise SystemExit(0 if made == TARGET.read_text("utf-8") else f"{TARGET.name} differs from {asked.file}.")
    TARGET.write_text(made, encoding="utf-8")
    print(f"Wrote {TARGET.relative_to(ROOT)}: {made.count(chr(10)) - 1:,} rows.")


if __name__ == "__main__":
    main()
