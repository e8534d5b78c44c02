"""Is everything given away, and can no spreadsheet take a cell for a formula?"""

from __future__ import annotations

import csv
import io
import json

from openpyxl import load_workbook
from typer.testing import CliRunner

from goldenthread.config.cli import app
from goldenthread.partnership.models import Area
from goldenthread.understanding.indicators.definitions.registry import indicators
from goldenthread.understanding.indicators.presenters.files import COLUMNS, as_csv, as_xlsx, lines
from goldenthread.understanding.indicators.queries import trends

EVIL = '=HYPERLINK("http://x.example","Click")'


def test_every_line_says_whose_and_from_where(newcastle: Area) -> None:
    found = list(lines(newcastle, trends(newcastle)))
    assert {each["code"] for each in found} == set(indicators())
    known = [each for each in found if each["state"] == "known"]
    assert all(each["publisher"] and each["release"] and each["licence"] and each["period"] for each in known)
    assert all(each["value"] is None and each["why"] for each in found if each["state"] != "known")


def test_no_cell_is_a_formula(newcastle: Area) -> None:
    found = [each | {"why": EVIL} for each in list(lines(newcastle, trends(newcastle)))[:3]]
    (first, *_) = list(csv.DictReader(io.StringIO(as_csv(found).removeprefix("\ufeff"))))
    assert first["why"] == f"'{EVIL}"
    sheet = load_workbook(io.BytesIO(as_xlsx(found, "Test"))).active
    column = COLUMNS.index("why") + 1
    assert (sheet.cell(2, column).value, sheet.cell(2, column).data_type) == (EVIL, "s")
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n", "b"}


def test_a_value_below_nought_stays_a_number(newcastle: Area) -> None:
    found = list(lines(newcastle, trends(newcastle, chosen={"dsg-deficit": indicators()["dsg-deficit"]})))
    text = csv.DictReader(io.StringIO(as_csv(found).removeprefix("\ufeff")))
    assert [float(each["value"]) for each in text] == [-4.2, -4.76, -4.11]


def test_the_command_gives_json(newcastle: Area) -> None:
    told = CliRunner().invoke(app, ["indicators", "newcastle", "--code", "plans-in-20-weeks"])
    assert told.exit_code == 0, told.output
    found = [each for each in json.loads(told.stdout) if each["period"] == "2024" and not each["band"]]
    assert [(each["numerator"], each["denominator"], each["england_verdict"]) for each in found] == [(42, 476, "worse")]


def test_the_command_says_what_there_is_not(newcastle: Area) -> None:
    told = CliRunner().invoke(app, ["indicators", "newcastle", "--code", "happiness"])
    assert told.exit_code == 2
    assert "There is no indicator called happiness" in told.stderr
    told = CliRunner().invoke(app, ["indicators", "newcastle", "--format", "xlsx"])
    assert told.exit_code == 2
    assert "--out" in told.stderr
