"""Is every file and function short enough to read in one go?"""

from __future__ import annotations

import statistics

from tests.repository.source import functions, length, python, texts

FILE_LINES = 400
FUNCTION_LINES = 50
MEDIAN_LINES = 12
SETTINGS_LINES = 220


def test_no_file_is_longer_than_it_can_be_read():
    names = [name for folder in ("src/", "tests/", "scripts/", "benchmarks/") for name in python(folder)]

    assert {name: lines for name in names if (lines := texts()[name].count("\n")) > FILE_LINES} == {}


def test_no_function_is_longer_than_a_screen():
    long = {
        f"{name}:{function.lineno} {function.name}": length(function)
        for name, tree in python().items()
        for function in functions(tree)
        if length(function) > FUNCTION_LINES
    }

    assert long == {}


def test_most_functions_are_short():
    lengths = [length(function) for tree in python().values() for function in functions(tree)]

    assert statistics.median(lengths) < MEDIAN_LINES


def test_the_settings_can_be_read_in_one_go():
    assert texts()["src/goldenthread/config/settings.py"].count("\n") <= SETTINGS_LINES
