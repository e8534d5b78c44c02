"""Is the list of rows taken, filled and given back, on the page and at the command line?"""

# ruff: noqa: F401, F811 - fixtures come in by name

from __future__ import annotations

import io
from html import unescape
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from typer.testing import CliRunner

from goldenthread.config.cli import app
from goldenthread.understanding.datasets import presenters
from goldenthread.understanding.datasets.models import Release
from goldenthread.understanding.datasets.reading.corrections import LIST
from tests.acting import one_event
from tests.understanding.datasets.test_corrections import PUT_RIGHT, SEX, anna, fill, key, release, rows, sent

pytestmark = pytest.mark.django_db

# --- at the command line ---------------------------------------------------------------------------------------------


def test_an_operator_takes_the_list_and_gives_it_back(release, fill, tmp_path):
    def dataset(*words: object) -> Any:
        return CliRunner().invoke(app, ["dataset", *map(str, words), "--area", "oldmere"])

    out = tmp_path / "report.xlsx"
    assert dataset("report", release.lake_id, "--format", "xlsx", "--out", out).exit_code == 0
    assert LIST in openpyxl.load_workbook(out).sheetnames

    refused = dataset("correct", release.lake_id, fill({("person", SEX, "sex"): "X"}, "wrong.xlsx"))
    assert refused.exit_code == 1
    assert "the code is not in the list" in refused.stderr

    done = dataset("correct", release.lake_id, fill(PUT_RIGHT))
    assert done.exit_code == 0, done.stderr
    assert "3 fields corrected by The operator, at the command line" in done.stdout
    assert "3 fields corrected by" in dataset("report", release.lake_id).stdout


# --- on the page -----------------------------------------------------------------------------------------------------


def to(name: str, *args: object) -> str:
    return reverse(f"datasets:{name}", args=["oldmere", *args])


def page(response) -> str:
    assert response.status_code == 200
    return unescape(response.content.decode())


def give(client, release: Release, path: Path):
    return client.post(
        to("correct", release.pk), {"filled": SimpleUploadedFile(path.name, path.read_bytes())}, follow=True
    )


def test_the_list_is_taken_filled_and_given_back_on_the_page(signed_in, release, fill, lake):
    client = signed_in("Anna", "oldmere")
    assert "Correct rows that break a rule" in page(client.get(to("release", release.pk)))
    assert "Name no child in a comment" in page(client.get(to("correct", release.pk)))
    with one_event() as events:
        taken = client.get(to("report", release.pk, "xlsx"))
    assert events[0].verb == "took the rows to correct"
    assert taken.content[:2] == b"PK"
    assert "Choose the filled workbook" in page(client.post(to("correct", release.pk), {}))

    shown = page(give(client, release, fill({("person", SEX, "sex"): "X"}, "wrong.xlsx")))
    assert "Nothing was corrected" in shown
    assert "the code is not in the list" in shown

    shown = page(give(client, release, fill(PUT_RIGHT)))
    assert "The corrections are in." in shown
    assert "3 fields corrected by" in shown
    assert rows(lake, release, "person")[SEX]["sex"] == "F"
    assert "3 fields corrected by" in page(client.get(to("report", release.pk, "html")))


def test_who_only_looks_gets_the_report_without_rows(signed_in, release, tmp_path):
    path = tmp_path / "report.xlsx"
    path.write_bytes(signed_in("Cora", "oldmere").get(to("report", release.pk, "xlsx")).content)

    assert openpyxl.load_workbook(path).sheetnames == ["Findings", "Examples"]


def test_the_report_says_what_was_found_first_in_words_and_not_in_marks_of_a_program(release):
    book = openpyxl.load_workbook(io.BytesIO(presenters.as_workbook(release)))

    counts = [row[3] for row in book["Findings"].iter_rows(min_row=2, values_only=True)]
    assert counts[0]
    found = [bool(count) for count in counts]
    assert found == sorted(found, reverse=True)
    for _, file, row, field, value, _ in book["Examples"].iter_rows(min_row=2, values_only=True):
        assert file is None or file.endswith((".csv", ".xlsx", ".xml"))
        assert "{" not in f"{row}{field}{value}"
    shown = presenters.report(release)
    assert "People" in [table for table, *_ in shown.tables]
    assert "findings" not in [table for table, *_ in shown.tables]
    assert presenters.how_many({"count": 1, "unit": "children"}) == "1 child"
    assert presenters.how_many({"count": 1200, "unit": "rows"}) == "1,200 rows"
