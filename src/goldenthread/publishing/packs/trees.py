"""The text of a pack as a tree that knows its lines, whichever of YAML and JSON it is written in."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from ruamel.yaml.comments import CommentedMap, CommentedSeq

DEEPEST = 20
"""Levels. A strategy pack needs six; a file of brackets alone would hold the importer for minutes."""
MOST_DIGITS = 40
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What no XML, and so no drawing, document or workbook, can hold. Tabs and line ends are no such characters."""


class UnreadableError(ValueError):
    """The text is not what it is meant to be. `line` is counted from 1; 0 where it is not known."""

    def __init__(self, line: int, found: str, expected: str, remedy: str = "") -> None:
        self.line, self.found, self.expected, self.remedy = line, found, expected, remedy
        super().__init__(f"line {line}: found {found}; expected {expected}. {remedy}".strip())


def say_character(character: str) -> str:
    """A character that cannot be shown, by its number."""
    return f"the character U+{ord(character):04X}"


def too_deep(line: int) -> UnreadableError:
    """Lists within lists without end."""
    return UnreadableError(line, f"more than {DEEPEST} levels, one in another", f"at most {DEEPEST}", "Is this a pack?")


def too_long_a_number(line: int, digits: int) -> UnreadableError:
    """Python itself refuses to read a number of thousands of digits."""
    return UnreadableError(line, f"a number of {digits:,} digits", f"at most {MOST_DIGITS}", "Check the number.")


def check_characters(text: str) -> None:
    """Raise `UnreadableError` at the first character that nothing can print or keep."""
    if match := CONTROL.search(text):
        line = text.count("\n", 0, match.start()) + 1
        remedy = "Take it out: it cannot be seen or printed."
        raise UnreadableError(line, say_character(match[0]), "text without control characters", remedy)


def line_of(tree: Any, path: str) -> int:
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


def shown(value: object) -> str:
    """What was found, for a person: text in quotation marks, cut where it is long, and never the name of a type."""
    match value:
        case None:
            return "nothing"
        case str():
            words = str(value)
            return repr(words) if len(words) <= 80 else f"{len(words):,} characters ({words[:40]!r}…)"
        case bool():
            return "true" if value else "false"
        case Mapping():
            return f"fields ({', '.join(map(str, value))[:60]})" if value else "fields, of which there are none"
        case Sequence():
            return f"a list of {len(value):,}" if value else "an empty list"
        case _:
            return str(value)[:80]
