"""Who leads or takes part, as a body and a role, when a cell holds bodies, roles, initials or people's names?

A role or a body is known by its words: those of the strategy's own bodies, boards and services, and those that roles
are made of. What has other words may be a person's name, and is asked about rather than kept.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from goldenthread.publishing.packs import format as pack

from .lines import ACCOUNTABLE, lines_in, one_line, same
from .vocabulary import ABBREVIATIONS, ROLE_WORDS, SUBJECT_WORDS

_INITIAL = re.compile(r"^[A-Z](?:['’.]?[A-Z]){1,3}\.?$")
_JOINED = re.compile(r"\s+and\s+|\s*&\s*|\s*/\s*|\s*,\s*|\s*\+\s*", re.IGNORECASE)
_WORDS = re.compile(r"[A-Za-z][A-Za-z'’]*")
_BESIDE = re.compile(r"^(?P<one>.+?)\s*(?:,|\s[-–—]|\()\s*(?P<other>[^,()]+?)\)?$")
_INITIALS_BESIDE = re.compile(r"^(?P<role>.{4,}?)\s*(?:[-–—:]|\()\s*(?P<initials>[A-Z'’.]{2,6})\)?$")
_COUNTS = {1: "one lead", 2: "two leads", 3: "three leads", 4: "four leads"}
_PARTNERS = {1: "one partner", 2: "two partners", 3: "three partners", 4: "four partners"}


@dataclass(frozen=True, slots=True)
class Unknown:
    """Words that name nobody we may keep: initials, perhaps a person, or a word for nothing."""

    words: str
    kind: str
    count: int = 1

    def wording(self, part: str) -> str:
        """What is kept of them when nobody can say more."""
        if self.kind == "word":
            return self.words
        noun = (_PARTNERS if part == "partner" else _COUNTS).get(
            self.count, f"{self.count} {'partner' if part == 'partner' else 'lead'}s"
        )
        return f"{noun} named only by initials" if self.kind == "initials" else f"{noun} not named by role"


@dataclass(frozen=True, slots=True)
class TwoRoles:
    """Two roles in one cell, or one role that has an "and" in it."""

    words: str
    parts: tuple[str, ...]


Found = pack.Lead | Unknown | TwoRoles


class Bodies:
    """The bodies and the words that a strategy knows."""

    def __init__(self, source: pack.Pack) -> None:
        short = Counter(same(body.short_name) for body in source.organisations if body.short_name)
        self.keys = {same(body.name): body.key for body in source.organisations}
        for body in source.organisations:
            if body.short_name and short[same(body.short_name)] == 1:
                self.keys.setdefault(same(body.short_name), body.key)
        self.words = ROLE_WORDS | SUBJECT_WORDS | frozenset(_vocabulary(source))

    def read(self, text: str, part: str, *, told: bool = False) -> list[Found]:
        """Everybody that a cell names. `told`: a person wrote it as an answer, so a role needs no known words."""
        found: list[Found] = []
        for line in lines_in(text.replace(";", "\n")):
            accountable = line.startswith(ACCOUNTABLE)
            line = line.removeprefix(ACCOUNTABLE)
            found += self._line(line, "accountable" if accountable else part, told)
        return found

    def _line(self, line: str, part: str, told: bool) -> list[Found]:
        if lead := self._one(line, part):
            return [lead]
        beside = _INITIALS_BESIDE.match(line)
        if beside and initials_in(beside["initials"]) and self.is_known(beside["role"]):
            return self._line(beside["role"], part, told)
        pieces = [piece for piece in _JOINED.split(line) if piece]
        bodies = [self._body(piece, part) for piece in pieces]
        if len(pieces) > 1 and all(bodies):
            return [body for body in bodies if body]
        if initials := initials_in(line):
            return [Unknown(line, "initials", len(initials))]
        if told:
            return [pack.Lead(part=part, role=line[:300])]
        return [self._role(line, pieces, part)]

    def _role(self, line: str, pieces: list[str], part: str) -> Found:
        if not self.is_known(line):
            return Unknown(line, "person")
        parts = [piece for piece in re.split(r"\s+and\s+|\s*&\s*|\s*/\s*", line, flags=re.IGNORECASE) if piece]
        if len(parts) > 1 and all(_has_role_noun(piece) for piece in parts):
            return TwoRoles(line, tuple(parts))
        return pack.Lead(part=part, role=line[:300])

    def _one(self, line: str, part: str) -> pack.Lead | None:
        """A body, or a role and a body in either order."""
        if lead := self._body(line, part):
            return lead
        if match := _BESIDE.match(line):
            for body, role in ((match["other"], match["one"]), (match["one"], match["other"])):
                if (key := self.keys.get(same(body))) and self.is_known(role) and not initials_in(role):
                    return pack.Lead(part=part, organisation=key, role=one_line(role)[:300])
        return None

    def _body(self, words: str, part: str) -> pack.Lead | None:
        key = self.keys.get(same(words))
        return pack.Lead(part=part, organisation=key) if key else None

    def is_known(self, words: str) -> bool:
        """Is every word one that roles, or this strategy's bodies, are made of?"""
        found = _words(words)
        return bool(found) and all(word in self.words for word in found)


def initials_in(line: str) -> list[str]:
    """The initials of which a cell consists; empty where it holds anything else."""
    pieces = [piece for piece in re.split(r"\s+and\s+|[\s,/&+]+", line.strip()) if piece]
    return (
        pieces if pieces and all(_INITIAL.match(p) and p.replace(".", "") not in ABBREVIATIONS for p in pieces) else []
    )


def _has_role_noun(words: str) -> bool:
    return any(word in ROLE_WORDS for word in _words(words))


def _words(text: str) -> list[str]:
    return [word.lower().replace("'", "").replace("’", "") for word in _WORDS.findall(text)]


def _vocabulary(source: pack.Pack) -> Iterator[str]:
    texts = [f"{body.name} {body.short_name}" for body in source.organisations]
    texts += [seat.role for board in source.boards for seat in board.seats] + [board.name for board in source.boards]
    texts += [theme.title for theme in source.themes] + [service.name for service in source.services]
    texts += [lead.role for action in source.actions for lead in action.leads]
    for text in texts:
        yield from _words(text)
