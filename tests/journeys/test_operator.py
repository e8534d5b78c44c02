"""Whoever runs it: is it well, is its log whole, can everything be had out at the command line?"""

from __future__ import annotations

import json
import urllib.request

import pytest

pytestmark = pytest.mark.journey


def test_healthz_answers_with_database_and_version(site):
    with urllib.request.urlopen(f"{site}/healthz") as answer:  # noqa: S310 (this machine)
        said = json.load(answer)

    assert answer.status == 200
    assert said["status"] == "ok"
    assert said["database"] in ("sqlite", "postgresql")
    assert said["version"]


def test_the_log_of_a_server_in_use_is_whole(site, at_work, goldenthread):
    at_work("Anna", "northumberland").go("/northumberland/work/")

    proved = goldenthread("log", "verify", "--format", "json")

    assert proved.returncode == 0, proved.stderr
    assert json.loads(proved.stdout)["ok"] is True


@pytest.mark.parametrize(
    "words",
    [
        ("thread", "newcastle", "--format", "json"),
        ("gaps", "newcastle", "--format", "json"),
        ("strategy", "export", "newcastle", "--format", "json", "--out", "-"),
    ],
    ids=" ".join,
)
def test_the_program_prints_json_and_only_json(site, goldenthread, words):
    result = goldenthread(*words)

    assert result.returncode == 0, result.stderr
    assert json.loads(result.stdout)


def test_an_area_that_is_not_there_is_the_operators_mistake(site, goldenthread):
    result = goldenthread("gaps", "nowhere")

    assert (result.returncode, result.stdout) == (2, "")
    assert "newcastle" in result.stderr
    assert "Traceback" not in result.stderr
