"""How is YAML read, so that no file is large, deep or clever enough to do harm, and each fault is said plainly?"""

from __future__ import annotations

import re
from datetime import date
from io import StringIO
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import AliasEvent, CollectionEndEvent, CollectionStartEvent, ScalarEvent

from .trees import DEEPEST, MOST_DIGITS, UnreadableError, check_characters, too_deep, too_long_a_number

_READABLE = "YAML in which each bracket, quotation mark, dash and colon has its place"
_LOOK = "Look at this line and the one before it."
_DAY = re.compile(r"(\d{4})-(\d\d?)-(\d\d?)")


def parse_yaml(text: str) -> Any:
    """The document as maps and lists with lines. Raises `UnreadableError`."""
    check_characters(text)
    yaml = YAML(typ="rt")
    yaml.allow_duplicate_keys = False
    try:
        _check_events(text)
        return yaml.load(text)
    except UnreadableError:
        raise
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise _said(" ".join((error.problem or "a fault").split()), mark.line + 1 if mark else 0) from None
    except (YAMLError, ValueError) as error:
        raise _said(" ".join(str(error).split())[:200] or "a fault", 0) from None


def _check_events(text: str) -> None:
    """Before anything is built: no references, which can multiply, no tags, no bottomless nesting, no day that is none."""
    depth = 0
    for event in YAML(typ="safe", pure=True).parse(StringIO(text)):
        line = event.start_mark.line + 1
        depth += isinstance(event, CollectionStartEvent) - isinstance(event, CollectionEndEvent)
        if depth > DEEPEST:
            raise too_deep(line)
        if isinstance(event, AliasEvent):
            raise UnreadableError(
                line, f"a reference *{event.anchor}", "each value written out", "Write it again here."
            )
        if getattr(event, "ctag", None):
            raise UnreadableError(line, f"the tag {event.tag}", "values without tags", "Take out the word after “!”.")
        if isinstance(event, ScalarEvent) and event.implicit[0]:
            _check_plain(event.value, line)


def _check_plain(value: str, line: int) -> None:
    """A value without quotation marks, which YAML may take for a number or a day."""
    digits = value.lstrip("+-")
    if len(digits) > MOST_DIGITS and digits.replace("_", "").isdigit():
        raise too_long_a_number(line, len(digits))
    if day := _DAY.fullmatch(value):
        try:
            date(*map(int, day.groups()))
        except ValueError:
            raise UnreadableError(line, value, "a day that exists", "Correct the date.") from None


def _said(problem: str, line: int) -> UnreadableError:
    """What ruamel says, in words for somebody who did not write it."""
    if twice := re.search(r'duplicate key "(.*?)" with', problem):
        return UnreadableError(line, f"the field `{twice[1]}` twice", "each field once", "Keep one of the two.")
    if "another document" in problem:
        remedy = "Take out the line of three dashes and what follows it."
        return UnreadableError(line, "a second document", "one strategy pack in one file", remedy)
    words = re.sub(r"^(?:but )?found ", "", problem).replace("'<stream end>'", "the end of the file")
    return UnreadableError(line, f"a place that cannot be read ({words})", _READABLE, _LOOK)
