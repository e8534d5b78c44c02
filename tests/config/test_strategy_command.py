"""Does a strategy leave as a file and come in from one, whole or not at all, with the code and words it should?"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from goldenthread.audit.models import Event
from goldenthread.config.cli import app
from goldenthread.design.documents.pdf import PdfUnavailable
from goldenthread.partnership.models import Area
from goldenthread.publishing.packs.encode import to_json, to_yaml
from goldenthread.publishing.packs.queries import pack_of
from goldenthread.publishing.workbooks.models import WorkbookImport
from tests.publishing.workbooks import messy
from tests.publishing.workbooks.messy import book_of, column_of, content, opened
from tests.publishing.workbooks.small import SMALL

run = CliRunner().invoke


def strategy(*words: object) -> Any:
    return run(app, ["strategy", *map(str, words)])


def saved(folder: Path, name: str, text: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


# --- out ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("format", "start"),
    [
        ("json", b"{\n"),
        ("yaml", b"format: golden"),
        ("xlsx", b"PK"),
        ("docx", b"PK"),
        ("html", b"<!DOCTYPE"),
        ("pdf", b"%PDF"),
    ],
)
def test_a_strategy_is_written_in_each_form(tameside: Area, tmp_path: Path, format: str, start: bytes):
    out = tmp_path / f"strategy.{format}"

    result = strategy("export", "tameside", "--format", format, "--out", out)

    assert result.exit_code == 0, result.stderr
    assert out.read_bytes().lstrip().startswith(start)
    assert list(tmp_path.iterdir()) == [out]


@pytest.mark.parametrize("format", ["json", "xlsx"])
def test_standard_output_holds_the_file_and_nothing_else(tameside: Area, tmp_path: Path, format: str):
    out = tmp_path / "strategy"
    strategy("export", "tameside", "--format", format, "--out", out)

    assert strategy("export", "tameside", "--format", format, "--out", "-").stdout_bytes == out.read_bytes()


def test_a_file_that_is_there_is_not_written_over_unless_told(tameside: Area, tmp_path: Path):
    out = saved(tmp_path, "strategy.json", "precious")
    refused = strategy("export", "tameside", "--format", "json", "--out", out)

    assert refused.exit_code == 2
    assert "is there already" in refused.stderr
    assert out.read_text() == "precious"
    assert strategy("export", "tameside", "--format", "json", "--out", out, "--force").exit_code == 0
    assert out.read_text() == to_json(pack_of(tameside))


@pytest.mark.parametrize(("out", "said"), [("", "is a folder"), ("nowhere/strategy.json", "There is no folder")])
def test_a_place_that_cannot_be_written_to_is_the_operators_mistake(
    tameside: Area, tmp_path: Path, out: str, said: str
):
    result = strategy("export", "tameside", "--format", "json", "--out", tmp_path / out)

    assert (result.exit_code, said in result.stderr) == (2, True)


@pytest.mark.parametrize("words", [("export", "nowhere", "--format", "json", "--out", "-")])
def test_an_area_that_is_not_there_is_the_operators_mistake_and_lists_those_that_are(
    tameside: Area, words: tuple[str, ...]
):
    result = strategy(*words)

    assert result.exit_code == 2
    assert result.stdout == ""
    assert "newcastle" in result.stderr
    assert "tameside" in result.stderr


# --- packs in -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("write", [to_json, to_yaml])
def test_what_was_exported_comes_back_without_a_change(tameside: Area, tmp_path: Path, write: Any):
    events = Event.objects.count()
    result = strategy(
        "import", saved(tmp_path, "pack.yaml", write(pack_of(tameside))), "--area", "tameside", "--format", "json"
    )

    assert result.exit_code == 0, result.stderr
    assert json.loads(result.stdout)["changes"] == []
    assert Event.objects.count() == events


def test_a_pack_of_a_new_area_makes_the_area(db: None, tmp_path: Path):
    result = strategy(
        "import", saved(tmp_path, "oxbow.yaml", to_yaml(SMALL)), "--area", "oxbow", "--reason", "Board, 1 May"
    )

    assert result.exit_code == 0, result.stderr
    assert pack_of(Area.objects.get(slug="oxbow")) == SMALL
    assert Event.objects.latest("sequence").reason == "Board, 1 May"


def test_a_dry_run_says_the_changes_and_makes_none(db: None, tmp_path: Path):
    path = saved(tmp_path, "oxbow.yaml", to_yaml(SMALL))
    text = strategy("import", path, "--area", "oxbow", "--dry-run")
    told = json.loads(strategy("import", path, "--area", "oxbow", "--dry-run", "--format", "json").stdout)

    assert "The action “1 Redesign therapy” was added." in text.stdout
    assert "this was a dry run" in text.stdout
    assert (told["ok"], told["dry_run"], told["area"]) == (True, True, "oxbow")
    assert not Area.objects.filter(slug="oxbow").exists()


def test_a_pack_goes_into_no_other_area(tameside: Area, tmp_path: Path):
    before = pack_of(tameside)
    path = saved(tmp_path, "oxbow.json", to_json(SMALL))
    wrong = strategy("import", path, "--area", "tameside", "--format", "json")
    unknown = strategy("import", path, "--area", "nowhere")

    assert wrong.exit_code == 1
    assert json.loads(wrong.stdout)["faults"][0]["where"] == "area.slug"
    assert unknown.exit_code == 2
    assert pack_of(tameside) == before


def test_every_fault_is_listed_with_file_path_line_found_and_expected(tameside: Area, tmp_path: Path):
    text = (
        to_yaml(SMALL)
        .replace("slug: oxbow", "slug: tameside")
        .replace("unit: weeks", "unit: furlongs")
        .replace("status: adopted", "status: liked")
    )
    result = strategy("import", saved(tmp_path, "pack.yaml", text), "--area", "tameside", "--format", "json")
    faults = json.loads(result.stdout)["faults"]

    assert result.exit_code == 1
    assert {fault["where"] for fault in faults} == {"measures.0.unit", "strategies.0.status"}
    assert all(
        fault["file"] == "pack.yaml" and fault["line"] and fault["found"] and fault["expected"] for fault in faults
    )
    assert len(result.stderr.splitlines()) == 3


@pytest.mark.parametrize("file", ["missing.yaml", "."])
def test_a_file_that_cannot_be_read_is_the_operators_mistake(db: None, tmp_path: Path, file: str):
    result = strategy("import", tmp_path / file, "--area", "tameside")

    assert (result.exit_code, "cannot be read" in result.stderr) == (2, True)


# --- workbooks in ---------------------------------------------------------------------------------------------


def test_a_workbook_with_nothing_to_ask_is_taken_in_and_kept(tameside: Area, tmp_path: Path):
    data = content(book_of(["Action", "Timescale"], ["Do it", "Autumn 2027"]))
    path = saved(tmp_path, "plan.xlsx", data)
    dry = strategy("import", path, "--area", "tameside", "--dry-run")
    assert "The action “Do it” was added." in dry.stdout
    assert not WorkbookImport.objects.exists()

    result = strategy("import", path, "--area", "tameside", "--format", "json")

    assert result.exit_code == 0, result.stderr
    assert [change["key"] for change in json.loads(result.stdout)["changes"]] == ["do-it"]
    assert [action.due for action in pack_of(tameside).actions] == ["Autumn 2027"]
    assert bytes(WorkbookImport.objects.get(state="accepted").original) == data


def test_a_workbook_with_questions_lists_them_and_changes_nothing(tameside: Area, tmp_path: Path):
    before = pack_of(tameside)
    path = saved(tmp_path, "plan.xlsx", content(messy.york_shaped()))
    text = strategy("import", path, "--area", "tameside")
    told = strategy("import", path, "--area", "tameside", "--format", "json")

    assert text.exit_code == told.exit_code == 1
    assert "Does “March 2-21” mean" in text.stderr
    assert "/tameside/work/workbooks/import/" in text.stderr
    assert len(json.loads(told.stdout)["questions"]) == 7
    assert pack_of(tameside) == before
    assert not WorkbookImport.objects.exists()


def test_faults_of_a_workbook_name_sheet_row_and_field(tameside: Area, tmp_path: Path):
    path = saved(tmp_path, "plan.xlsx", content(book_of(["Action", "Timescale"], ["Do it", "31/02/2025"])))
    result = strategy("import", path, "--area", "tameside", "--format", "json")
    (fault,) = json.loads(result.stdout)["faults"]

    assert result.exit_code == 1
    assert (fault["file"], fault["sheet"], fault["row"], fault["field"]) == ("plan.xlsx", "Plan", 2, "Timescale")
    assert (fault["found"], fault["expected"]) == ("“31/02/2025”", "a day that exists")


def test_a_workbook_goes_out_is_edited_and_comes_back(newcastle: Area, tmp_path: Path):
    path = tmp_path / "plan.xlsx"
    strategy("export", "newcastle", "--format", "xlsx", "--out", path)
    assert strategy("import", path, "--area", "newcastle").stdout == "Nothing changed.\n"

    book = opened(path.read_bytes())
    page = book["Delivery plan"]
    page.cell(2, column_of(page, "Description")).value = "Edited."
    path.write_bytes(content(book))

    assert strategy("import", path, "--area", "newcastle").exit_code == 0
    assert pack_of(newcastle).actions[0].text == "Edited."


def test_a_machine_that_cannot_set_type_says_what_to_do_instead(newcastle, tmp_path, monkeypatch):
    def cannot(*_: object) -> bytes:
        raise PdfUnavailable("No Pango here.")

    monkeypatch.setattr("goldenthread.publishing.documents.files.strategy_document", cannot)

    told = run(app, ["strategy", "export", "newcastle", "--format", "pdf", "--out", str(tmp_path / "plan.pdf")])

    assert (told.exit_code, told.stdout) == (2, "")
    assert "Or choose --format docx or html." in told.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["plan.xls", "plan.pdf", "plan.csv", "plan.xlsx"])
def test_what_is_meant_for_a_workbook_and_is_none_is_named(tameside: Area, tmp_path: Path, name: str):
    result = strategy("import", saved(tmp_path, name, b"%PDF-1.7"), "--area", "tameside")

    assert result.exit_code == 1
    assert "found a PDF document; expected an Excel workbook" in result.stderr
