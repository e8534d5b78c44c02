"""Can an operator print the thread?"""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET

import pytest
from typer.testing import CliRunner

from goldenthread.config.cli import app

pytestmark = pytest.mark.usefixtures("at_now", "newcastle")


def run(*words: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, ["thread", *words])
    return result.exit_code, result.stdout, result.stderr


def test_the_thread_is_printed_as_an_ordered_list():
    code, out, _ = run("newcastle")

    assert code == 0
    assert out.startswith("The thread of Newcastle upon Tyne: 56 items, 9 with a broken end")
    assert out.index("WHAT WAS SAID") < out.index("NEEDS") < out.index("PRIORITIES") < out.index("MEASURES")


def test_the_thread_is_printed_as_json_and_nothing_else():
    code, out, _ = run("newcastle", "--format", "json")
    given = json.loads(out)

    assert code == 0
    assert (len(given["nodes"]), len(given["links"])) == (56, 107)
    short_breaks = next(node for node in given["nodes"] if node["key"] == "a-short-breaks")
    assert short_breaks["broken"] == ["action-without-outcome"]


def test_the_thread_is_printed_as_a_picture():
    code, out, _ = run("newcastle", "--format", "svg")

    assert code == 0
    assert ET.fromstring(out).tag == "{http://www.w3.org/2000/svg}svg"  # noqa: S314 (ours)


def test_an_area_that_is_not_there_is_the_operators_mistake():
    code, out, err = run("nowhere")

    assert (code, out) == (2, "")
    assert "There is no area called nowhere" in err
    assert "tameside" in err
