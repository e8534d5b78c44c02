"""Can an operator write a report, and is a mistake answered with what to do?"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner

from goldenthread.audit.models import Event
from goldenthread.config.cli import app
from goldenthread.config.outcomes import OPERATORS_MISTAKE
from goldenthread.design.documents.pdf import PdfUnavailable
from goldenthread.partnership.models import Area
from goldenthread.publishing.documents import files


@pytest.fixture(autouse=True)
def today(at_now: datetime) -> None:
    """The commands see the date of the tests."""


def run(*words: str):
    return CliRunner().invoke(app, ["report", *words])


def test_report_is_written_and_recorded(oldmere: Area, tmp_path: Path):
    out = tmp_path / "report.docx"

    result = run(
        "oldmere", "--from", "2026-09-01", "--to", "2026-11-22", "--board", "partnership-board", "--out", str(out)
    )

    assert result.exit_code == 0, result.output
    assert out.read_bytes().startswith(b"PK")
    assert "progress report, 1 September to 22 November 2026" in result.output
    assert Event.objects.get(verb="prepared a progress report").data["board"] == "SEND Partnership Board"


def test_report_goes_to_standard_output_alone(oldmere: Area):
    result = run("oldmere", "--format", "html", "--out", "-")

    assert result.stdout.startswith("<!DOCTYPE html>")
    assert "<title>Progress report, 23 October to 22 November 2026</title>" in result.stdout


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("atlantis", "--out", "-"), "There is no area called atlantis."),
        (("oldmere", "--to", "2031-01-01", "--out", "-"), "1 January 2031 is in the future."),
        (
            ("oldmere", "--from", "2019-01-01", "--out", "-"),
            "Nothing that is recorded here is older than 15 January 2026.",
        ),
        (("oldmere", "--board", "moon", "--out", "-"), "has no board “moon”. Its boards are: hwb, partnership-board"),
        (("oldmere", "--out", "/no/such/folder/report.docx"), "There is no folder /no/such/folder."),
        (("oldmere", "--from", "31/02/2026", "--out", "-"), "does not match the format"),
    ],
)
def test_mistake_is_said_and_nothing_is_recorded(oldmere: Area, words: tuple[str, ...], sentence: str):
    result = run(*words)

    assert result.exit_code == OPERATORS_MISTAKE
    assert sentence in " ".join(result.output.replace("│", " ").split())
    assert not Event.objects.filter(verb="prepared a progress report").exists()


def test_machine_that_cannot_make_a_pdf_says_which_forms_it_can(oldmere: Area, monkeypatch: pytest.MonkeyPatch):
    def unavailable(document: object) -> bytes:
        raise PdfUnavailable("This machine cannot make a PDF.")

    monkeypatch.setattr(files.pdf, "document_pdf", unavailable)
    result = run("oldmere", "--format", "pdf", "--out", "-")

    assert result.exit_code == OPERATORS_MISTAKE
    assert "choose --format docx or html" in result.output
