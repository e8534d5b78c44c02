"""Does the analytical core stand alone, and keep the three statuses apart?"""

import ast
import doctest
import subprocess
import sys
from pathlib import Path

import pytest

import goldenthread.analysis as analysis

PACKAGE = Path(analysis.__file__).parent
MODULES = sorted(PACKAGE.rglob("*.py"))

ALONE = """
import sys
sys.modules["django"] = None
import importlib
for name in {names!r}:
    importlib.import_module(name)
print("alone")
"""


def _name(module: Path) -> str:
    parts = module.relative_to(PACKAGE.parents[1]).with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__")


@pytest.mark.parametrize("module", MODULES, ids=_name)
def test_a_module_names_nothing_but_the_standard_library_numpy_scipy_and_highs(module):
    nodes = list(ast.walk(ast.parse(module.read_text())))
    named = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    named |= {node.module or "" for node in nodes if isinstance(node, ast.ImportFrom) and not node.level}

    others = {name.partition(".")[0] for name in named if not name.startswith("goldenthread.analysis")}
    assert others <= sys.stdlib_module_names | {"numpy", "scipy", "highspy"}


def test_package_imports_with_django_blocked():
    code = ALONE.format(names=[_name(module) for module in MODULES])
    path = {"PYTHONPATH": str(PACKAGE.parents[1])}
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, env=path)
    assert (run.stdout.strip(), run.stderr) == ("alone", "")


@pytest.mark.parametrize("module", [analysis.rates, analysis.spc], ids=lambda m: m.__name__)
def test_examples_in_the_documentation_are_true(module):
    found = doctest.testmod(module)
    assert found.attempted and not found.failed


def test_every_name_offered_exists_once_and_in_order():
    assert sorted(set(analysis.__all__)) == analysis.__all__
    for name in analysis.__all__:
        assert getattr(analysis, name)


def _imports(module: Path) -> set[str]:
    tree = ast.parse(module.read_text())
    return {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.level and node.module}


@pytest.mark.parametrize("module", [module for module in MODULES if module.stem != "__init__"], ids=_name)
def test_no_module_knows_both_the_actions_status_and_the_measures(module):
    """What could see both could merge them."""
    assert not {"targets", "progress"} <= _imports(module) | {module.stem}


def test_scipy_waits_until_a_limit_is_asked_for():
    """Half a second that no page of the application should pay for."""
    code = "import sys, goldenthread.analysis; print({'scipy', 'numpy'} & set(sys.modules))"
    path = {"PYTHONPATH": str(PACKAGE.parents[1])}
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=path)
    assert run.stdout.strip() == "set()"


def test_no_clock_is_read():
    for module in MODULES:
        text = module.read_text()
        assert "today()" not in text and "now()" not in text, module.name


def test_package_is_marked_as_typed():
    assert (PACKAGE.parent / "py.typed").exists()
