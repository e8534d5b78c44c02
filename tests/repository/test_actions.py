"""Is every change made the same way: whole or not at all, by a named actor, with its event and its history?"""

from __future__ import annotations

import ast
from importlib import import_module

import pytest

from tests.repository.source import functions, python

MODULES = {
    name: tree
    for name, tree in python().items()
    if name.endswith("/actions.py") or ("/actions/" in name and not name.endswith("/__init__.py"))
}
ACTIONS = [
    pytest.param(node, id=f"{name.removeprefix('src/goldenthread/').removesuffix('/actions.py')}.{node.name}")
    for name, tree in MODULES.items()
    for node in tree.body
    if isinstance(node, ast.FunctionDef)
    and not node.name.startswith(("_", "check_"))  # a check refuses; it changes nothing
]


def skips_history(call: ast.expr, name: str) -> bool:
    """A queryset's own bulk writes leave no history row, and say nothing; rows of some models have none."""
    in_bulk = ("bulk_create", "bulk_update")
    if not isinstance(call, ast.Attribute) or (call.attr in in_bulk and not keeps_history(call.value, name)):
        return False
    of_a_queryset = any(word in ast.unparse(call.value) for word in (".objects", ".filter(", ".exclude(", ".all("))
    return of_a_queryset and call.attr in ("update", "bulk_create", "bulk_update")


def keeps_history(manager: ast.expr, name: str) -> bool:
    """Whether `Model.objects` is that of a model with row history; whatever is not so plain is taken to be."""
    module = import_module(name.removeprefix("src/").removesuffix(".py").replace("/", "."))
    model = getattr(module, ast.unparse(manager).removesuffix(".objects"), None)
    return model is None or hasattr(model, "history")


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
    called = [node.func for node in ast.walk(MODULES[name]) if isinstance(node, ast.Call)]

    assert [f"line {call.lineno}: {ast.unparse(call)}" for call in called if skips_history(call, name)] == []


def test_there_are_actions_to_test():
    assert ACTIONS
    assert all(list(functions(tree)) for tree in MODULES.values())
