"""What is in the repository, for tests that read it."""

from __future__ import annotations

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
PACKAGE = ROOT / "src/goldenthread"


@cache
def files() -> tuple[Path, ...]:
    """Every file that is committed or would be."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True, text=True).stdout.split("\0")
    return tuple(path for name in sorted(filter(None, listed)) if (path := ROOT / name).is_file())


@cache
def texts() -> dict[str, str]:
    """The text of each of those files, by its path from the root; pictures and workbooks left out."""
    found = {}
    for path in files():
        data = path.read_bytes()
        if b"\0" not in data[:1024]:
            found[path.relative_to(ROOT).as_posix()] = data.decode()
    return found


@cache
def python(folder: str = "src/") -> dict[str, ast.Module]:
    """The syntax of each Python file below a folder, migrations left out."""
    return {
        name: ast.parse(text)
        for name, text in texts().items()
        if name.startswith(folder) and name.endswith(".py") and "/migrations/" not in name
    }


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef]:
    """Every function, methods and inner ones too."""
    yield from (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


def length(function: ast.FunctionDef) -> int:
    """Its lines, from `def` to the last."""
    assert function.end_lineno
    return function.end_lineno - function.lineno + 1
