"""Does an operator load, list, report on and retire a data set, with the codes and words there should be?"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from goldenthread.config.cli import app
from goldenthread.understanding.datasets.models import Release
from tests.understanding.datasets.small import PROJECTIONS, projections_file

OF = ("--area", "oldmere")


def dataset(*words: object) -> Any:
    return CliRunner().invoke(app, ["dataset", *map(str, words)])


@pytest.fixture(autouse=True)
def lake(settings, tmp_path: Path, oldmere) -> Path:
    settings.LAKE = tmp_path / "lake"
    return tmp_path / "lake"


def test_a_file_is_imported_put_to_use_and_listed(tmp_path):
    result = dataset("import", projections_file(tmp_path), *OF)

    assert result.exit_code == 0, result.stderr
    release = Release.objects.get()
    assert f"In use as release {release.lake_id}." in result.stdout
    assert release.lake_id in dataset("list", *OF).stdout
    assert json.loads(dataset("list", *OF, "--format", "json").stdout)[0]["state"] == "accepted"


def test_twice_is_once(tmp_path):
    path = projections_file(tmp_path)
    first, second = (dataset("import", path, *OF, "--format", "json") for _ in range(2))

    assert json.loads(first.stdout) == json.loads(second.stdout)
    assert Release.objects.count() == 1


def test_a_dry_run_keeps_nothing(tmp_path, lake):
    result = dataset("import", projections_file(tmp_path), *OF, "--dry-run")

    assert "A dry run: nothing was kept." in result.stdout
    assert not Release.objects.exists()
    assert not lake.exists()


def test_input_that_is_wrong_ends_with_one_and_every_fault(tmp_path):
    path = projections_file(tmp_path, PROJECTIONS.replace("131", "many").replace("118", "few"))
    result = dataset("import", path, *OF, "--format", "json")

    assert result.exit_code == 1
    faults = json.loads(result.stdout)["faults"]
    assert {fault["found"] for fault in faults} == {"many", "few"}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("import", "nothing.csv", *OF), "There is no file nothing.csv"),
        (("import", __file__, "--area", "nowhere"), "nowhere"),
        (("report", "abababab", *OF), "holds no release abababab"),
        (("retire", "abababab", *OF, "--reason", "why"), "holds no release abababab"),
    ],
)
def test_an_operators_mistake_ends_with_two_and_a_sentence(words, said):
    result = dataset(*words)

    assert result.exit_code == 2
    assert said in result.stderr


@pytest.mark.parametrize(("form", "start"), [("text", b"Pop"), ("json", b"{"), ("html", b"<!DOCTYPE"), ("xlsx", b"PK")])
def test_a_report_is_written_in_each_form(tmp_path, form, start):
    dataset("import", projections_file(tmp_path), *OF)
    out = tmp_path / f"report.{form}"
    result = dataset("report", Release.objects.get().lake_id[:8], *OF, "--format", form, "--out", out)

    assert result.exit_code == 0, result.stderr
    assert (out.read_bytes() if out.exists() else result.stdout.encode()).lstrip().startswith(start)


def test_a_report_as_a_page_needs_no_other_file(tmp_path):
    dataset("import", projections_file(tmp_path), *OF)
    out = tmp_path / "report.html"
    dataset("report", Release.objects.get().lake_id[:8], *OF, "--format", "html", "--out", out)

    page = out.read_text("utf-8")
    assert "<style>" in page and "overflow-x: auto" in page
    assert "<link" not in page and "<script" not in page


def test_retiring_twice_is_refused_in_a_sentence(tmp_path):
    dataset("import", projections_file(tmp_path), *OF)
    name = Release.objects.get().lake_id

    assert dataset("retire", name, *OF, "--reason", "Its time is up.").exit_code == 0
    again = dataset("retire", name, *OF, "--reason", "Its time is up.")
    assert again.exit_code == 2
    assert "cannot become" in again.stderr
