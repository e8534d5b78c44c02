"""How is JSON read so that every fault knows its line?

Python's own reader keeps no lines, lets a name be given twice, and takes NaN. YAML is no superset of JSON in practice:
an emoji as `json.dump` writes it, in two halves, is refused there. So objects and lists are walked here, and each text
and number is left to `json`.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_left
from typing import Any

from ruamel.yaml.comments import CommentedMap, CommentedSeq

from .trees import CONTROL, DEEPEST, MOST_DIGITS, UnreadableError, say_character, too_deep, too_long_a_number

_SPACE = re.compile(r"[ \t\r\n]*")
_TEXT = re.compile(r'"(?:[^"\\\x00-\x1f]++|\\.)*+"')
_PLAIN = re.compile(r"true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?")
_NO_NUMBER = re.compile(r"NaN|-?Infinity")
_WORD = re.compile(r"[^\s,:\]}]{1,30}")


def parse_json(text: str) -> Any:
    """The document as maps and lists with lines. Raises `UnreadableError`."""
    reader = _Reader(text)
    at = reader.space(0)
    if at == len(text):
        return None
    tree, at = reader.value(at, 1)
    reader.expect_end(at)
    return tree


class _Reader:
    """Walks the text once. Every method takes where to begin; those that read return what they read and where it ends."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.ends = [match.start() for match in re.finditer("\n", text)]

    def line(self, at: int) -> int:
        """Counted from 0, as the maps and lists of the YAML reader count."""
        return bisect_left(self.ends, at)

    def space(self, at: int) -> int:
        """The next place that is not blank."""
        match = _SPACE.match(self.text, at)
        return match.end() if match else at

    def value(self, at: int, depth: int) -> tuple[Any, int]:
        if depth > DEEPEST:
            raise too_deep(self.line(at) + 1)
        match self.text[at : at + 1]:
            case '"':
                return self.string(at)
            case "{":
                return self.object(at, depth)
            case "[":
                return self.array(at, depth)
            case _:
                return self.plain(at)

    def object(self, at: int, depth: int) -> tuple[CommentedMap, int]:
        found = CommentedMap()
        at = self.space(at + 1)
        while self.text[at : at + 1] != "}":
            at = self._comma(at, bool(found), "}")
            if self.text[at : at + 1] != '"':
                raise self._fault(at, "the name of a field in quotation marks")
            line = self.line(at)
            name, at = self.string(at)
            if name in found:
                raise UnreadableError(line + 1, f"the field `{name}` twice", "each field once", "Keep one of the two.")
            at = self._colon(at)
            found[name], at = self.value(at, depth + 1)
            found.lc.add_kv_line_col(name, [line, 0, line, 0])
            at = self.space(at)
        return found, at + 1

    def array(self, at: int, depth: int) -> tuple[CommentedSeq, int]:
        found = CommentedSeq()
        at = self.space(at + 1)
        while self.text[at : at + 1] != "]":
            at = self._comma(at, bool(found), "]")
            found.lc.add_idx_line_col(len(found), [self.line(at), 0])
            value, at = self.value(at, depth + 1)
            found.append(value)
            at = self.space(at)
        return found, at + 1

    def string(self, at: int) -> tuple[str, int]:
        match = _TEXT.match(self.text, at)
        if match is None:
            raise self._fault(at, "text that ends on its line, with a quotation mark (\\n stands for a line end)")
        try:
            words: str = json.loads(match[0])
        except ValueError:
            raise self._fault(at, "text in which \\ begins one of the escapes that JSON knows") from None
        if half := CONTROL.search(words):
            remedy = (
                "Write the character itself, or both its halves." if "\ud800" <= half[0] < "\ue000" else "Take it out."
            )
            raise UnreadableError(self.line(at) + 1, say_character(half[0]), "characters that can be printed", remedy)
        return words, match.end()

    def plain(self, at: int) -> tuple[Any, int]:
        """A number, true, false or null. NaN and Infinity are no JSON, and no figures."""
        match = _PLAIN.match(self.text, at)
        if no_number := _NO_NUMBER.match(self.text, at):
            remedy = "Leave the field out where there is no number."
            raise UnreadableError(self.line(at) + 1, f"`{no_number[0]}`", "a number, which this is not", remedy)
        if match is None:
            raise self._fault(at, "a text in quotation marks, a number, true, false, null, a list or fields")
        if len(match[0]) > MOST_DIGITS:
            raise too_long_a_number(self.line(at) + 1, len(match[0]))
        return json.loads(match[0]), match.end()

    def expect_end(self, at: int) -> None:
        """Nothing may follow."""
        if (at := self.space(at)) < len(self.text):
            raise self._fault(at, "the end of the file")

    def _comma(self, at: int, needed: bool, closing: str) -> int:
        if not needed:
            return at
        if self.text[at : at + 1] != ",":
            raise self._fault(at, f"a comma or {closing}")
        return self.space(at + 1)

    def _colon(self, at: int) -> int:
        at = self.space(at)
        if self.text[at : at + 1] != ":":
            raise self._fault(at, "a colon after the name of the field")
        return self.space(at + 1)

    def _fault(self, at: int, expected: str) -> UnreadableError:
        word = _WORD.match(self.text, at)
        found = f"`{word[0]}`" if word else f"`{self.text[at]}`" if at < len(self.text) else "the end of the file"
        return UnreadableError(self.line(at) + 1, found, expected, "Is something missing just before it?")
