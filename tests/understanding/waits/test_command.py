"""Can an operator bring a return in and print who waits, with exit codes that a script can rely on?"""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from goldenthread.audit.models import Event
from goldenthread.config.cli import app

GOOD = "Service,0-4 weeks,>4-12 weeks,>12-18 weeks,>18-52 weeks,>52 weeks\nSaturday clubs,18,21,8,6,0\n"


@pytest.fixture
def run(oldmere, tmp_path):
    def at_the_command_line(*words, content=GOOD, name="heron 2026-10.csv"):
        file = tmp_path / name
        file.write_text(content)
        given = [str(file) if word == "FILE" else word for word in words]
        return CliRunner().invoke(app, ["waits", *given])

    return at_the_command_line


IMPORT = ("import", "FILE", "--area", "oldmere", "--provider", "heron-breaks")


def test_a_return_that_leaves_nothing_to_ask_is_accepted_once(run):
    first, events = run(*IMPORT), Event.objects.count()
    again = run(*IMPORT)

    assert (first.exit_code, "5 counts" in first.output) == (0, True)
    assert (again.exit_code, "Nothing was changed" in again.output) == (0, True)
    assert Event.objects.count() == events


def test_a_dry_run_changes_nothing(run):
    before = Event.objects.count()
    told = run(*IMPORT, "--dry-run", "--format", "json")

    assert json.loads(told.output)["ok"] is True
    assert Event.objects.count() == before


def test_a_return_that_leaves_something_to_ask_ends_with_1_and_keeps_nothing(run):
    before = Event.objects.count()
    told = run(*IMPORT, "--format", "json", content=GOOD.replace("18,21", "180,210"))

    assert told.exit_code == 1
    assert "counted in the same way" in json.loads(told.output)["questions"][0]["question"]
    assert Event.objects.count() == before


def test_headings_that_are_not_recognised_end_with_1(run):
    told = run(*IMPORT, content="Line of work,Opened on\nOT,01/06/2026\n")

    assert told.exit_code == 1
    assert "Which column says which service it is?" in told.output


def test_faults_end_with_1_and_name_the_row(run):
    told = run(*IMPORT, content="Service,0-4 weeks,>4 weeks\nSaturday clubs,many,2\n")

    assert told.exit_code == 1
    assert "row 2, 0-4 weeks" in told.output


@pytest.mark.parametrize(
    "words",
    [
        ("import", "no-such-file.csv", "--area", "oldmere", "--provider", "heron-breaks"),
        ("import", "FILE", "--area", "nowhere", "--provider", "heron-breaks"),
        ("import", "FILE", "--area", "oldmere", "--provider", "nobody"),
        ("import", "FILE", "--area", "newcastle", "--provider", "heron-breaks"),
        (*IMPORT, "--month", "Smarch"),
        ("report", "nowhere"),
    ],
)
def test_an_operators_mistake_ends_with_2(run, words):
    assert run(*words).exit_code == 2


def test_the_report_says_who_waits_as_it_is_published(run):
    words, data = run("report", "oldmere"), json.loads(run("report", "oldmere", "--format", "json").output)

    assert "At the end of October 2026" in words.output
    assert "Longest wait: More than 52 weeks" in words.output
    assert data["as_of"] == "October 2026"
    assert any("did not" in each for each in data["completeness"])
    assert {row["provider"] for row in data["lists"] if row["month"] == "2026-10" and row["note"]} == {
        "Heron Breaks (made up)"
    }


def test_an_area_without_returns_says_so(run, newcastle):
    assert "Nothing of who waits has been published" in run("report", "newcastle").output
