"""Is every filter, test and macro that a template names there? Jinja2 itself asks only when the branch is reached."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from django.template import engines
from jinja2 import Environment, nodes

from tests.repository.source import PACKAGE, files, texts

ENVIRONMENT: Environment = engines["jinja2"].env
GIVEN = {"self", "super", "caller", "loop", "varargs", "kwargs"}
"""Names that Jinja2 itself gives."""


def templates() -> list[str]:
    """The name of every template of the project, as a page would ask for it."""
    found = (path.relative_to(PACKAGE) for path in files() if PACKAGE in path.parents and "jinja2" in path.parts)
    return sorted(Path(*each.parts[each.parts.index("jinja2") + 1 :]).as_posix() for each in found)


def handed_over(name: str) -> bool:
    """Whether a dictionary in our code has that key: among them is what views hand to templates, functions too."""
    return any(f'"{name}":' in text for path, text in texts().items() if path.endswith(".py"))


def faults_in(tree: nodes.Template) -> Iterator[str]:
    """Filters and tests that the environment has not, and macros that nobody defines, wherever they stand."""
    yield from (f"filter {each.name}" for each in tree.find_all(nodes.Filter) if each.name not in ENVIRONMENT.filters)
    yield from (f"test {each.name}" for each in tree.find_all(nodes.Test) if each.name not in ENVIRONMENT.tests)
    for each in tree.find_all(nodes.FromImport):
        there = _defined(_parsed(each.template.value))  # type: ignore[attr-defined]
        wanted = (name[0] if isinstance(name, tuple) else name for name in each.names)
        yield from (f"macro {name} of {each.template.value}" for name in wanted if name not in there)  # type: ignore[attr-defined]
    known = _known(tree)
    called = {each.node.name for each in tree.find_all(nodes.Call) if isinstance(each.node, nodes.Name)}
    unknown = sorted(called - known - GIVEN - set(ENVIRONMENT.globals))
    yield from (f"macro {name}" for name in unknown if not handed_over(name))


def _known(tree: nodes.Template) -> set[str]:
    """What the template defines, and what the layouts do that it stands in."""
    found = _defined(tree)
    layouts = {name.value for each in tree.find_all(nodes.Extends) for name in _constants(each.template)}
    return found.union(*(_known(_parsed(name)) for name in layouts))


def _constants(node: nodes.Expr) -> list[nodes.Const]:
    """Of a layout that is chosen (`a if b else c`), every one that there is to choose."""
    return [node] if isinstance(node, nodes.Const) else list(node.find_all(nodes.Const))


@cache
def _parsed(name: str) -> nodes.Template:
    assert ENVIRONMENT.loader
    source, _, _ = ENVIRONMENT.loader.get_source(ENVIRONMENT, name)
    return ENVIRONMENT.parse(source)


def _defined(tree: nodes.Template) -> set[str]:
    """Macros, and what is imported or set."""
    found = {each.name for each in tree.find_all(nodes.Macro)}
    found |= {each.name for each in tree.find_all(nodes.Name) if each.ctx == "store"}
    names = (name for each in tree.find_all(nodes.FromImport) for name in each.names)
    return found | {name[1] if isinstance(name, tuple) else name for name in names}


def test_there_are_templates() -> None:
    assert len(templates()) > 150


def test_no_template_names_what_is_not_there() -> None:
    found = {name: list(faults_in(_parsed(name))) for name in templates()}
    assert {name: faults for name, faults in found.items() if faults} == {}


def test_every_template_is_compiled() -> None:
    for name in templates():
        assert ENVIRONMENT.compile(_parsed(name), name, raw=True)


@pytest.mark.parametrize(
    ("source", "fault"),
    [
        ("{% if x %}{{ x | day }}{% endif %}", "filter day"),
        ("{{ 1 if x is odder }}", "test odder"),
        ('{% if x %}{% from "design/macros/figures.jinja" import no_such %}{% endif %}', "macro no_such of"),
        ("{% if x %}{{ no_such(x) }}{% endif %}", "macro no_such"),
    ],
)
def test_what_is_not_there_is_found_in_a_branch_too(source: str, fault: str) -> None:
    assert any(found.startswith(fault) for found in faults_in(ENVIRONMENT.parse(source)))
