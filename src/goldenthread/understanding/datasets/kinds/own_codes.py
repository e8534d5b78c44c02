"""Which codes does an area accept beside those that a kind declares?

Some lists of codes were found in no public source, and others grow in the middle of a year. An area writes down what it
knows, with where it knows it from. What it writes lies over the declaration for its own returns, never for another's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from hashlib import sha256

from pydantic import Field as Described

from .registry import all_kinds
from .schema import Code, CodeSet, Confidence, Declared, Kind

CODE = re.compile(r"[A-Z0-9][A-Z0-9._/-]{0,19}")
"""A code as returns write them, in capitals. Text: 01 is not 1."""
FIRST_YEAR, LAST_YEAR = 2014, 2100


class OwnCode(Declared):
    """One code that an area added. `code_set` is of that `kind`; the years are collection years, both included."""

    kind: str
    code_set: str
    code: str
    means: str = Described(min_length=1, max_length=200)
    from_year: int | None = None
    to_year: int | None = None
    source: str = Described(
        min_length=1, max_length=300, description="who says so, and where: a guide, a person, a supplier"
    )
    confidence: Confidence = Confidence.CHECK


def kinds_with_codes() -> list[Kind]:
    """The returns whose codes an area may add to. Published figures are as published: their codes are the publisher's."""
    return [kind for kind in all_kinds().values() if kind.person_level and kind.code_sets]


def why_not(own: OwnCode) -> tuple[str, str]:
    """(field, sentence) why such a code cannot be added; two empty texts where it can."""
    kind = next((kind for kind in kinds_with_codes() if kind.slug == own.kind), None)
    if kind is None:
        return "kind", f"There is no return “{own.kind}”. There are: {', '.join(k.slug for k in kinds_with_codes())}."
    found = next((each for each in kind.code_sets if each.name == own.code_set), None)
    if found is None:
        names = ", ".join(each.name for each in kind.code_sets)
        return "code_set", f"{kind.title} has no list of codes “{own.code_set}”. It has: {names}."
    if not CODE.fullmatch(own.code):
        return "code", f"“{own.code}” is no code: up to 20 capitals and digits, with . _ / - between them."
    for code in found.codes:
        if own.code in {code.code.upper(), *(other.upper() for other in code.also)}:
            return "code", f"{own.code} is in the declared list already: {code.means}."
    for name, year in (("from_year", own.from_year), ("to_year", own.to_year)):
        if year is not None and not FIRST_YEAR <= year <= LAST_YEAR:
            return name, f"{year} is no collection year: {FIRST_YEAR} to {LAST_YEAR}."
    if own.from_year and own.to_year and own.to_year < own.from_year:
        return "to_year", f"The last year, {own.to_year}, is before the first, {own.from_year}."
    return "", ""


def with_own_codes(kind: Kind, own: Iterable[OwnCode]) -> Kind:
    """The kind with the codes that an area added to its lists."""
    added: dict[str, list[Code]] = {}
    for each in own:
        if each.kind == kind.slug:
            code = Code(code=each.code, means=each.means, from_year=each.from_year, to_year=each.to_year, own=True)
            added.setdefault(each.code_set, []).append(code)
    sets = tuple(_with(codes, added.get(codes.name, ())) for codes in kind.code_sets)
    return kind.model_copy(update={"code_sets": sets}) if added else kind


def _with(codes: CodeSet, added: Sequence[Code]) -> CodeSet:
    """A code that has come to be declared since is as declared."""
    declared = {code.code for code in codes.codes}
    new = tuple(code for code in sorted(added, key=lambda code: code.code) if code.code not in declared)
    return codes.model_copy(update={"codes": (*codes.codes, *new)})


def edition(kind: str, own: Iterable[OwnCode]) -> str:
    """What tells one state of an area's lists from another; nothing where it has none of its own for that kind."""
    texts = sorted(each.model_dump_json() for each in own if each.kind == kind)
    return sha256("\n".join(texts).encode()).hexdigest() if texts else ""
