"""Is every change made the same way: whole or not at all, by a named actor, with its event and its history?"""

from __future__ import annotations

import ast

import pytest

from tests.repository.source import functions, python

MODULES = {name: tree for name, tree in python().items() if name.endswith("/actions.py")}
ACTIONS = [
    pytest.param(node, id=f"{name.removeprefix('src/goldenthread/').removesuffix('/actions.py')}.{node.name}")
    for name, tree in MODULES.items()
    for node in tree.body
    if isinstance(node, ast.FunctionDef)
    and not node.name.startswith(("_", "check_"))  # a check refuses; it changes nothing
]
SKIPS_HISTORY = ("bulk_create", "bulk_update")


@pytest.mark.parametrize("action", ACTIONS)
def test_action_is_atomic(action: ast.FunctionDef):
    assert "transaction.atomic" in [ast.unparse(decorator) for decorator in action.decorator_list]


@pytest.mark.parametrize("action", ACTIONS)
def test_action_takes_its_arguments_by_name_and_is_told_who_acts(action: ast.FunctionDef):
    given = action.args

    assert [argument.arg for argument in (*given.posonlyargs, *given.args)] == []
    assert "by" in [argument.arg for argument in given.kwonlyargs]


@pytest.mark.parametrize("name", MODULES)
def test_no_action_skips_row_history(name: str):
    calls = [node for node in ast.walk(MODULES[name]) if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)]
    skipping = [
        f"line {call.lineno}: {ast.unparse(call.func)}"
        for call in calls
        if call.func.attr in SKIPS_HISTORY
        or (call.func.attr == "update" and any(word in ast.unparse(call.func) for word in (".objects", ".filter(", ".all(")))
    ]

    assert skipping == []


def test_there_are_actions_to_test():
    assert ACTIONS
    assert all(list(functions(tree)) for tree in MODULES.values())
