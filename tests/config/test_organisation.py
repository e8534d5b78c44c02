"""Can an operator record, in one line, that a body ended?"""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from goldenthread.audit.models import Event
from goldenthread.config.cli import app
from goldenthread.partnership.models import Organisation, Succession

pytestmark = pytest.mark.django_db


def run(*words: str):
    return CliRunner().invoke(app, ["organisation", "succeed", *words])


def test_a_merger_into_a_new_body_is_recorded_and_told(newcastle):
    result = run(
        "nenc-icb",
        "--into",
        "northern-icb",
        "--name",
        "NHS Northern ICB",
        "--on",
        "2027-04-01",
        "--reason",
        "The order",
    )

    assert result.exit_code == 0, result.output
    assert (
        "From 1 April 2027, NHS Northern ICB follows NHS North East and North Cumbria Integrated Care Board."
        in result.stdout
    )
    assert "Newcastle upon Tyne:" in result.stdout
    assert "role goes on: Ivan Icebee (made up), Commissioning lead for NHS Northern ICB" in result.stdout
    assert Organisation.objects.get(key="northern-icb").kind == "icb"
    assert Event.objects.filter(
        verb="recorded a successor", reason="The order", actor="The operator, at the command line"
    ).exists()


def test_the_result_can_be_read_by_a_script(newcastle):
    result = run(
        "nenc-icb", "--into", "northern-icb", "--name", "NHS Northern ICB", "--on", "2027-04-01", "--format", "json"
    )

    told = json.loads(result.stdout)
    assert told["ok"] is True
    assert {area["area"] for area in told["areas"]} == {"newcastle", "south-tyneside", "northumberland"}


def test_a_split_moves_nobody(newcastle):
    result = run("nenc-icb", "--into", "north-icb", "--name", "North ICB", "--on", "2027-04-01", "--kind", "split")

    assert "role goes on" not in result.stdout
    assert Succession.objects.get(successor__key="north-icb").kind == "split"


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (["nobody", "--into", "nenc-icb", "--on", "2027-04-01"], 2, "There is no body with the key “nobody”"),
        (["nenc-icb", "--into", "new-icb", "--on", "2027-04-01"], 2, "To make it, give its name: --name"),
        (["nenc-icb", "--into", "new-icb", "--on", "31/02/2027"], 2, "31/02/2027"),
        (["nenc-icb", "--into", "nenc-icb", "--on", "2027-04-01"], 1, "No body follows itself"),
        (["newcastle-gateshead-ccg", "--into", "nenc-icb", "--on", "2027-04-01"], 1, "already ended on 30 June 2022"),
        (
            ["nenc-icb", "--into", "new-icb", "--name", "New", "--on", "2027-04-01", "--kind", "eaten"],
            2,
            "Expected one of: merged",
        ),
    ],
)
def test_what_cannot_be_says_why_and_changes_nothing(newcastle, words, code, told):
    before = (Organisation.objects.count(), Event.objects.count(), Succession.objects.count())

    result = run(*words)

    assert result.exit_code == code
    assert told in result.stderr
    assert before == (Organisation.objects.count(), Event.objects.count(), Succession.objects.count())
