"""Can an operator print the gaps?"""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from goldenthread.config.cli import app
from goldenthread.publishing.gaps.rules import RULES

pytestmark = pytest.mark.usefixtures("at_now", "newcastle")


def run(*words: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, ["gaps", *words])
    return result.exit_code, result.stdout, result.stderr


def test_the_gaps_are_printed_by_stage_and_kind():
    code, out, _ = run("newcastle")

    assert code == 0
    assert out.startswith("87 gaps in the strategy of Newcastle upon Tyne on 2026-11-22")
    assert "An action leads to no outcome. (1)  [action-without-outcome]" in out


def test_the_gaps_are_printed_as_json_with_a_count_for_every_rule():
    code, out, _ = run("newcastle", "--format", "json")
    given = json.loads(out)

    assert code == 0
    assert set(given["counts"]) == {rule.id for rule in RULES}
    assert sum(given["counts"].values()) == given["count"] == len(given["gaps"]) == 87


def test_an_area_that_is_not_there_is_the_operators_mistake():
    code, out, err = run("nowhere")

    assert (code, out) == (2, "")
    assert "There is no area called nowhere" in err
