"""Do figures about people reach the public only as they were published?

The values that a page, a document or a download may show come as a `SafeTable`. Only the ledger of published tables makes
one, from rows that hold no withheld count; and what serves the public opens neither the lake nor what computes from it.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator

from django.urls import get_resolver

from goldenthread.understanding.disclosure.definitions import Known, SafeTable
from tests.repository.source import PACKAGE, python

LEDGER = "src/goldenthread/understanding/disclosure/"
CLOSED = (".lake", ".computing", ".reading", ".checking", "ibis", "duckdb", "pyarrow")


def views(resolver: object = None) -> Iterator[object]:
    """Every view of ours that has an address."""
    for each in (resolver or get_resolver()).url_patterns:
        if hasattr(each, "url_patterns"):
            yield from views(each)
        elif each.callback.__module__.startswith("goldenthread."):
            yield each.callback


def imported(tree: ast.Module, package: str) -> set[str]:
    """Every module, and every name of a module, that is imported, as absolute names."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = package.rsplit(".", node.level - 1)[0] if node.level > 1 else package
            start = f"{base}.{node.module or ''}".rstrip(".") if node.level else node.module or ""
            found |= {start} | {f"{start}.{alias.name}" for alias in node.names}
    return found


def opens(module: str) -> list[str]:
    """What a module that serves the public imports and must not. A reader of boxes is no reader of the lake."""
    file = sys.modules[module].__file__
    name = f"src/goldenthread/{str(file).removeprefix(f'{PACKAGE}/')}"
    names = imported(python()[name], module.rpartition(".")[0])
    of_understanding = {each for each in names if "understanding" in each or "." not in each}
    return sorted(
        each for each in of_understanding if each.endswith(CLOSED) and not each.endswith("disclosure.reading")
    )


def calls(name: str) -> set[str]:
    return {
        file
        for file, tree in python("src/").items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) == name
    }


def test_no_module_that_serves_the_public_opens_the_lake():
    modules = {view.__module__ for view in views() if getattr(view, "public", False)}

    assert "goldenthread.understanding.disclosure.views" in modules
    assert {module: found for module in modules if (found := opens(module))} == {}


def test_a_safe_table_is_made_in_one_place_from_what_was_published():
    assert calls(SafeTable.__name__) == {f"{LEDGER}queries.py"}


def test_what_holds_true_counts_stays_with_the_ledger():
    assert {file for file in calls(Known.__name__) if "/analysis/" not in file} == {f"{LEDGER}queries.py"}


def test_a_safe_table_has_no_room_for_a_withheld_count():
    assert {"counts", "tables", "protection"}.isdisjoint(SafeTable.__dataclass_fields__)
