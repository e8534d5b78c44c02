"""How does the difference between two versions read? As prose, grouped by what changed, every word in or out marked."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby

from goldenthread.publishing.packs.changes import NOUNS, Change, Verb, summary

MOST_WORDS = 3_000
"""Beyond this the two texts are shown whole: marking every word would help nobody."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that stayed, came in or went: `same`, `in` or `out`."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Told:
    """One difference as a sentence; where words were changed, the text with each change marked."""

    verb: str
    sentence: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Group:
    anchor: str
    title: str
    told: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    summary: str
    count: int
    groups: tuple[Group, ...]


_TITLES = {noun: plural for plural, noun in NOUNS.items()} | {"area": "the area", "source": "the published document"}
_ORDER = [*NOUNS.values(), "area", "source"]


def difference(changes: tuple[Change, ...]) -> Difference:
    """Every change, under what it happened to, in the order of the strategy."""
    ranked = sorted(changes, key=lambda change: _ORDER.index(change.noun) if change.noun in _ORDER else len(_ORDER))
    groups = tuple(
        Group(noun.replace(" ", "-"), _TITLES.get(noun, noun).capitalize(), tuple(_told(change) for change in found))
        for noun, found in groupby(ranked, key=lambda change: change.noun)
    )
    return Difference(summary(changes), len(changes), groups)


def _told(change: Change) -> Told:
    reworded = change.verb == Verb.REWORDED
    return Told(str(change.verb), change.sentence, words_changed(change.before, change.after) if reworded else ())


def words_changed(before: str, after: str) -> tuple[Piece, ...]:
    """The two texts as one, in pieces: what stayed, what went, what came in."""
    old, new = _words(before), _words(after)
    if len(old) + len(new) > MOST_WORDS:
        return (Piece("out", before), Piece("in", after))
    pieces: list[Piece] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            pieces.append(Piece("same", "".join(old[i1:i2])))
            continue
        if i2 > i1:
            pieces.append(Piece("out", "".join(old[i1:i2])))
        if j2 > j1:
            pieces.append(Piece("in", "".join(new[j1:j2])))
    return tuple(pieces)


def _words(text: str) -> list[str]:
    """Each word with the space after it, so that joining them gives the text again."""
    return re.findall(r"\S+\s*|\s+", text)
