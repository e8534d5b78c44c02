"""Does the operator's attack tell everything that could be worked out, with the exit code that a script needs?"""

from __future__ import annotations

import json
from typing import Any

import pytest
from typer.testing import CliRunner

from goldenthread.config.cli import app
from goldenthread.understanding.disclosure import computing, definitions, lake
from goldenthread.understanding.disclosure.models import PublishedTable

pytestmark = pytest.mark.django_db


def attack(*words: str) -> Any:
    return CliRunner().invoke(app, ["disclosure", "attack", *words])


def test_what_is_safe_is_told_count_by_count(oldmere):
    result = attack("oldmere")

    assert result.exit_code == 0, result.output
    assert "Plans by need and locality [plans-by-need-and-locality, edition 1]" in result.stdout
    assert "none is at risk" in result.stdout
    assert "(locality North, need Hearing impairment) is at least 0 and is at most 5" in result.stdout


def test_as_json_it_holds_every_range(oldmere):
    result = attack("oldmere", "--table", "plans-by-need-and-placement", "--format", "json")

    told = json.loads(result.stdout)
    assert (told["area"], told["passed"], len(told["linked"])) == ("oldmere", True, 1)
    (linked,) = told["linked"]
    assert [table["edition"] for table in linked["tables"]] == [1, 1]
    assert all(count["highest"] - count["lowest"] >= count["asked"] for count in linked["counts"])


@pytest.mark.parametrize("format", ["text", "json"])
def test_what_can_be_worked_out_ends_with_1(oldmere, format):
    table = PublishedTable.objects.get(area=oldmere, key="plans-by-need-and-locality")
    withheld = lake.recall("oldmere", table.pk, table.withheld)
    content = table.content
    gone = sorted(withheld)[0]
    content["cells"][gone][2:] = [withheld[gone], ""]
    PublishedTable.objects.filter(pk=table.pk).update(content=content)

    result = attack("oldmere", "--format", format)

    assert result.exit_code == 1
    assert (
        ("can be worked out: it is" in result.stderr) if format == "text" else not json.loads(result.stdout)["passed"]
    )


def test_an_area_without_tables_says_so_and_a_table_that_is_not_there_is_the_operators_mistake(newcastle, oldmere):
    assert "has published no table" in attack("newcastle").stdout
    wrong = attack("oldmere", "--table", "plans")
    assert wrong.exit_code == 2
    assert "Its tables are: plans-by-need-and-locality, plans-by-need-and-placement" in wrong.stderr


def test_counts_that_cannot_be_read_are_the_operators_to_restore(oldmere, monkeypatch):
    def gone(*_):
        raise definitions.Unavailable("Restore the file from a backup.")

    monkeypatch.setattr(lake, "recall", gone)
    result = attack("oldmere")
    assert (result.exit_code, "Restore the file" in result.stderr) == (2, True)


def test_as_json_every_key_a_script_reads_is_there(oldmere):
    told = json.loads(attack("oldmere", "--format", "json").stdout)

    assert told.keys() == {"area", "passed", "linked", "between"}
    assert (told["passed"], told["between"]) == (True, [])
    linked = next(each for each in told["linked"] if "plans-by-need-and-locality" in str(each["tables"]))
    assert linked.keys() == {"tables", "policy", "passed", "counts", "insiders"}
    assert (linked["policy"], linked["passed"], linked["insiders"]) == ("counts under 5", True, [])
    assert linked["counts"][0].keys() == {"counted", "where", "lowest", "highest", "whole_range", "asked", "safe"}
    named = {"key": "plans-by-need-and-locality", "edition": 1, "title": "Plans by need and locality"}
    assert named in linked["tables"]


@pytest.mark.parametrize("format", ["text", "json"])
def test_what_two_tables_tell_together_that_nothing_links_fails_too(oldmere, monkeypatch, format):
    """As of before the rule that asks about it."""
    found = computing.Difference("Plans", "South only", frozenset({("need", "hearing")}), 3, 3)
    monkeypatch.setattr(computing, "differences_of_all", lambda _: iter([found]))

    result = attack("oldmere", "--format", format)

    said = "“Plans” less “South only” is 3 (need: hearing), and nothing links the two tables."
    assert result.exit_code == 1
    if format == "text":
        assert said in result.stderr.replace("\n", " ")
    else:
        told = json.loads(result.stdout)
        assert (told["passed"], told["between"], told["linked"][0]["passed"]) == (False, [said], True)
