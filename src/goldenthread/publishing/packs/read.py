"""Is this text a strategy pack, whole and consistent? If not, exactly what is wrong, and on which line?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from pydantic import ValidationError
from ruamel.yaml.comments import CommentedMap

from .consistency import inconsistencies
from .faults import Fault, Faulty
from .format import Pack
from .json_tree import parse_json
from .limits import unkeepable
from .order import in_order
from .plausible import implausible
from .trees import UnreadableError, check_characters, line_of, shown
from .type_faults import said
from .yaml_tree import parse_yaml

LARGEST = 5_000_000
"""Bytes. The largest published strategy makes a pack of about 150,000."""


def read_pack(text: str, *, name: str, today: date | None = None) -> Pack:
    """Parse and check a pack. `name` is what faults call the file. Raises `Faulty` with every fault found.

    With `today`, nothing may be reported from a later day. Rows that happened on a day come back in order.
    """
    tree = _parse(text, name)
    try:
        pack = Pack.model_validate(tree)
    except ValidationError as error:
        raise Faulty(_type_faults(error, tree, name)) from None
    found = (*inconsistencies(pack), *unkeepable(pack), *implausible(pack, today))
    first = {each[0]: each for each in reversed(found)}
    if first:
        places = [each for each in found if first[each[0]] is each]
        raise Faulty(_placed(Fault(name, *each), tree) for each in places)
    return in_order(pack)


def decode_pack(content: bytes, *, name: str, today: date | None = None) -> Pack:
    """The same for the bytes of a file."""
    if len(content) > LARGEST:
        raise Faulty([Fault(name, "", f"{len(content):,} bytes", f"at most {LARGEST:,}", "Is this the right file?")])
    try:
        return read_pack(content.decode("utf-8-sig"), name=name, today=today)
    except UnicodeDecodeError as error:
        found = f"byte {content[error.start]:#04x} at position {error.start:,}"
        raise Faulty([Fault(name, "", found, "text in UTF-8", "Save the file as UTF-8 and try again.")]) from None


def _parse(text: str, name: str) -> CommentedMap:
    try:
        check_characters(text)
        tree = parse_json(text) if _is_json(text, name) else parse_yaml(text)
    except UnreadableError as fault:
        raise Faulty([Fault(name, "", fault.found, fault.expected, fault.remedy, fault.line)]) from None
    if not isinstance(tree, CommentedMap):
        remedy = "Export a strategy as a pack to see how one is written."
        raise Faulty([Fault(name, "", shown(tree), "a strategy pack, which begins with `format:`", remedy)])
    return tree


def _is_json(text: str, name: str) -> bool:
    """By its name, or because it begins as JSON does; a YAML pack begins with the name of a field."""
    return name.lower().endswith(".json") or re.match(r'\s*\{\s*["}]', text) is not None


def _type_faults(error: ValidationError, tree: CommentedMap, name: str) -> Iterator[Fault]:
    for detail in error.errors():
        path = ".".join(str(part) for part in detail["loc"])
        found = "nothing" if detail["type"] == "missing" else shown(detail["input"])
        yield _placed(Fault(name, path, found, *said(detail)), tree)


def _placed(fault: Fault, tree: Any) -> Fault:
    return replace(fault, line=line_of(tree, fault.where))
