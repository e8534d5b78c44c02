"""Is this text a strategy pack, whole and consistent? If not, exactly what is wrong, and on which line?"""

from __future__ import annotations

from collections.abc import Iterator
from io import StringIO
from typing import Any

from pydantic import ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import AliasEvent

from .consistency import inconsistencies
from .faults import Fault, Faulty
from .format import Pack
from .limits import unkeepable

LARGEST = 5_000_000
"""Bytes. The largest published strategy makes a pack of about 150,000."""


def read_pack(text: str, *, name: str) -> Pack:
    """Parse and check a pack. `name` is what faults call the file. Raises `Faulty` with every fault found."""
    tree = _parse(text, name)
    try:
        pack = Pack.model_validate(tree)
    except ValidationError as error:
        raise Faulty(_type_faults(error, tree, name)) from None
    faults = [
        Fault(name, where, found, expected, line=_line(tree, where))
        for where, found, expected in (*inconsistencies(pack), *unkeepable(pack))
    ]
    if faults:
        raise Faulty(faults)
    return pack


def decode_pack(content: bytes, *, name: str) -> Pack:
    """The same for the bytes of a file."""
    if len(content) > LARGEST:
        raise Faulty([Fault(name, "", f"{len(content):,} bytes", f"at most {LARGEST:,}", "Is this the right file?")])
    try:
        return read_pack(content.decode("utf-8-sig"), name=name)
    except UnicodeDecodeError as error:
        found = f"byte {content[error.start]:#04x} at position {error.start:,}"
        raise Faulty([Fault(name, "", found, "text in UTF-8", "Save the file as UTF-8 and try again.")]) from None


def _parse(text: str, name: str) -> CommentedMap:
    yaml = YAML(typ="rt")
    yaml.allow_duplicate_keys = False
    try:
        for event in YAML(typ="safe", pure=True).parse(StringIO(text)):
            if isinstance(event, AliasEvent):
                line = event.start_mark.line + 1
                raise Faulty([Fault(name, "", f"a reference *{event.anchor}", "each value written out", line=line)])
        tree = yaml.load(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        found = " ".join((error.problem or "a fault").split())
        raise Faulty([Fault(name, "", found, "well-formed YAML", line=mark.line + 1 if mark else 0)]) from None
    except (YAMLError, ValueError, RecursionError) as error:
        found = " ".join(str(error).split())[:200] or type(error).__name__
        raise Faulty([Fault(name, "", found, "well-formed YAML")]) from None
    if not isinstance(tree, CommentedMap):
        found = "nothing" if tree is None else f"a {type(tree).__name__}"
        raise Faulty([Fault(name, "", found, "a strategy pack, which begins with `format:`")])
    return tree


def _type_faults(error: ValidationError, tree: CommentedMap, name: str) -> Iterator[Fault]:
    for detail in error.errors():
        path = ".".join(str(part) for part in detail["loc"])
        shown = repr(detail["input"])
        found = "nothing" if detail["type"] == "missing" else shown if len(shown) <= 80 else shown[:77] + "…"
        yield Fault(name, path, found, _expected(detail), line=_line(tree, path))


def _expected(detail: Any) -> str:
    if detail["type"] == "extra_forbidden":
        return "no such field (is it misspelt, or does it belong one level up?)"
    if detail["type"] == "missing":
        return f"the field `{detail['loc'][-1]}`"
    message: str = detail["msg"]
    return message.removeprefix("Input should be ").removeprefix("Value error, ")


def _line(tree: Any, path: str) -> int:
    """The line, counted from 1, of the deepest part of the path that is in the text."""
    line, node = 0, tree
    for part in path.split("."):
        key: Any = int(part) if part.isdigit() and isinstance(node, CommentedSeq) else part
        try:
            line = node.lc.key(key)[0] + 1 if isinstance(node, CommentedMap) else node.lc.item(key)[0] + 1
            node = node[key]
        except (AttributeError, KeyError, IndexError, TypeError):
            break
    return line
