"""Does an operator give an area's codes away and take them in, with every fault of a file told?"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from goldenthread.config.cli import app
from goldenthread.understanding.datasets.models import AreaCode

HEADINGS = "kind,code_set,code,means,from_year,to_year,source,confidence\n"


def codes(*words: object) -> Any:
    return CliRunner().invoke(app, ["codes", *map(str, words), "--area", "oldmere"])


@pytest.fixture
def listed(tmp_path: Path, oldmere) -> Path:
    path = tmp_path / "codes.csv"
    path.write_text(HEADINGS + "sen2,requestsource,07,parent,2025,,a guide,source read\n")
    return path


def test_a_list_comes_in_and_goes_out_again_as_it_was(listed):
    assert codes("import", listed).stdout == "1 new, 0 changed, 0 the same.\n"
    assert json.loads(codes("import", listed, "--format", "json").stdout)["the same"] == 1

    assert codes("export").stdout.replace("\r\n", "\n") == "\ufeff" + listed.read_text()


def test_a_list_with_a_fault_ends_with_one_and_nothing_comes_in(listed):
    listed.write_text(listed.read_text() + "sen2,requestsource,9,,,,,\n")
    result = codes("import", listed, "--format", "json")

    assert result.exit_code == 1
    assert json.loads(result.stdout)["faults"][0]["where"] == "codes.csv, row 3, means"
    assert not AreaCode.objects.exists()


def test_a_file_that_is_not_there_is_the_operator_s_mistake(tmp_path, oldmere):
    assert "There is no file" in str(codes("import", tmp_path / "none.csv").exception)
