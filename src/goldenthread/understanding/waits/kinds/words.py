"""Which words of a provider are recognised, and as what?"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import Any

from ruamel.yaml import YAML


@cache
def _declared() -> dict[str, Any]:
    loaded: dict[str, Any] = YAML(typ="safe").load(files(__package__).joinpath("words.yaml").read_text("utf-8"))
    return loaded


def plain(words: object) -> str:
    """Words as they are compared: without case, line ends, underscores and points."""
    return re.sub(r"[\s_]+", " ", str(words if words is not None else "")).strip().strip(".:").lower()


@cache
def _by_word(part: str) -> dict[str, str]:
    listed: dict[str, list[str]] = _declared()[part]
    pairs = [(plain(word), meaning) for meaning, words in listed.items() for word in [meaning, *words]]
    return dict(pairs)


def heading(words: object) -> str:
    """`service`, `referred`, `seen` …; empty where the heading is not recognised."""
    return _by_word("headings").get(plain(words), "")


@cache
def _identifying() -> frozenset[str]:
    return frozenset(map(plain, _declared()["identifying"]))


def identifies(words: object) -> bool:
    """Does a column under this heading tell who a child is? It is then never read."""
    return plain(words) in _identifying() or bool(re.search(r"\b(surname|forename|postcode|nhs n)", plain(words)))


def standing(words: object) -> str:
    """`waiting`, `seen` or `closed without being seen`; empty where the word is not recognised."""
    return _by_word("standings").get(plain(words), "")


def mark(words: object) -> str:
    """Why a cell holds no number: `suppressed`, `no return` …; empty where it is no mark."""
    text = str(words).strip().lower()
    return _marks().get(text, "")


@cache
def _marks() -> dict[str, str]:
    return {str(sign).lower(): meaning for sign, meaning in _declared()["marks"].items()}


def is_no_date(words: object) -> bool:
    """Does it stand for a date that nobody knows?"""
    return plain(words) in {plain(word) for word in _declared()["no_date"]} | {""}


def service(words: object) -> str:
    """The declared service that these words name; empty where there is none."""
    return _by_word("services").get(plain(words), "")


def services() -> tuple[str, ...]:
    """Every declared service, in order."""
    return tuple(_declared()["services"])
