"""How is a table read from what an analyst pastes or a file holds?

Counts: one line a combination, its columns the ways of dividing people and, last, `count`; separated by commas or tabs.
Groups, one a line: `locality: North = Aldwick + Bere`. Links to other tables, one a line, each count in square brackets:
`[Plans, January 2027 | need=each] = [Plans, January 2026 | need=each] + [New plans, 2026 | need=each]`.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from io import StringIO
from itertools import product

from goldenthread.analysis.disclosure import Cell, Dimension, Identity, Ratio, tabulate
from goldenthread.partnership.policies import Refused

from .definitions import Draft, Percent, Place, Said

MOST_CELLS = 5_000
_TERM = re.compile(r"\[([^\]|]+)(?:\|([^\]]*))?\]")
ALL = "All"
TOTALS = ("all", "total", "totals", "sum", "grand total")


def read_draft(words: Mapping[str, str], key: str) -> Draft:
    """A draft from the boxes of a form. `Refused`, naming the box, with what is wrong and what was expected."""
    names, leaves = _counts(words["counts"])
    dimensions = _dimensions(names, leaves, words.get("groups", ""))
    counted = f"{words['population']}, {words['period']}"
    identities = tuple(_links(words.get("links", ""), dimensions))
    try:
        tables = tabulate(counted, dimensions, leaves)
    except ValueError as fault:
        raise Refused(str(fault), "counts") from fault
    if len(tables.counts) > MOST_CELLS:
        raise Refused(f"The table has {len(tables.counts):,} cells; expected {MOST_CELLS:,} at most.", "counts")
    title, population, period, source = (words[name] for name in ("title", "population", "period", "source"))
    apart = words.get("apart", "").strip()
    draft = Draft(key, title, population, period, source, dimensions, counts={}, identities=identities, apart=apart)
    places = product(*(dimension.categories for dimension in dimensions))
    draft = replace(draft, counts={place: tables.counts[draft.cell(place)] for place in places})
    return with_percentages(draft, words.get("percent", "").strip(), alone=bool(words.get("alone")))


def with_percentages(draft: Draft, of: str, *, places: int = 0, alone: bool = False) -> Draft:
    """The table with each count as a percentage of its total over one column. What is left of the total is a count that
    any reader can work out, so it is protected too. `alone`: without the counts, each percentage as far as it is safe."""
    if not of:
        return draft
    at = next((at for at, dimension in enumerate(draft.dimensions) if dimension.name == of), None)
    if at is None or draft.dimensions[at].total is None:
        raise Refused(f"“{of}” is not a column of this table.", "percent")
    parts = [place for place in draft.counts if place[at] != draft.dimensions[at].total]
    rest = [_rest(draft, place, at) for place in parts]
    also = {**draft.also, **{cell: count for cell, count, _ in rest}}
    draft = replace(draft, also=also, identities=(*draft.identities, *(identity for _, _, identity in rest)))
    draft = replace(draft, percent=Percent(of, places, alone))
    if not alone:
        return draft
    said = {place: _said(draft, place, at, places) for place in parts if draft.counts[_whole(draft, place, at)]}
    return replace(draft, said={**draft.said, **said}, unseen=draft.unseen | frozenset(parts))


def _whole(draft: Draft, place: Place, at: int) -> Place:
    return (*place[:at], str(draft.dimensions[at].total), *place[at + 1 :])


def _rest(draft: Draft, place: Place, at: int) -> tuple[Cell, int, Identity]:
    """What is left of the total, its count, and how it adds up."""
    part, whole = draft.cell(place), draft.cell(_whole(draft, place, at))
    name = draft.dimensions[at].name
    cell = Cell.at(part.counted, {**dict(part.where), name: f"other than {place[at]}"})
    return cell, draft.counts[_whole(draft, place, at)] - draft.counts[place], Identity((whole,), (part, cell))


def _said(draft: Draft, place: Place, at: int, places: int) -> Said:
    ratio = Ratio(draft.cell(place), draft.cell(_whole(draft, place, at)), places)
    return Said(f"{ratio.value(draft.tables)}%", ratio.facts(draft.tables))


def _counts(text: str) -> tuple[list[str], dict[Place, int]]:
    lines = [line for line in text.splitlines() if line.strip()]
    rows = list(csv.reader(StringIO("\n".join(lines)), delimiter="\t" if lines and "\t" in lines[0] else ","))
    if len(rows) < 2 or rows[0][-1].strip().lower() != "count" or len(rows[0]) < 2:
        raise Refused(
            "The first line must name the columns, the last of them “count”, and counts must follow.", "counts"
        )
    names = [name.strip() for name in rows[0][:-1]]
    leaves: dict[Place, int] = {}
    for number, row in enumerate(rows[1:], 2):
        cells = [cell.strip() for cell in row]
        if len(cells) != len(rows[0]) or not all(cells):
            raise Refused(
                f"Line {number} is “{', '.join(row)}”; expected {len(rows[0])} columns, all filled.", "counts"
            )
        place = tuple(cells[:-1])
        if not re.fullmatch(r"\d{1,9}", cells[-1].replace(",", "")):
            raise Refused(f"Line {number}: the count is “{cells[-1]}”; expected a whole number, 0 or more.", "counts")
        if place in leaves:
            raise Refused(f"Line {number}: {', '.join(place)} stands twice.", "counts")
        leaves[place] = int(cells[-1].replace(",", ""))
    return names, leaves


def _dimensions(names: Sequence[str], leaves: Mapping[Place, int], groups: str) -> tuple[Dimension, ...]:
    grouped: dict[str, list[tuple[str, tuple[str, ...]]]] = {name: [] for name in names}
    for line in filter(None, map(str.strip, groups.splitlines())):
        found = re.fullmatch(r"([^:]+):([^=]+)=(.+)", line)
        if not found or found[1].strip() not in grouped:
            raise Refused(f"“{line}”: expected a column's name, a colon, a group, =, and its parts.", "groups")
        parts = tuple(part.strip() for part in found[3].split("+"))
        grouped[found[1].strip()].append((found[2].strip(), parts))
    try:
        return tuple(_dimension(name, at, leaves, grouped[name]) for at, name in enumerate(names))
    except ValueError as fault:
        raise Refused(str(fault), "groups" if groups.strip() else "counts") from fault


def _dimension(name: str, at: int, leaves: Mapping[Place, int], groups: list[tuple[str, tuple[str, ...]]]) -> Dimension:
    """Everything that is part of nothing else is part of all, counted once for each way in which it is divided."""
    found = tuple(dict.fromkeys(place[at] for place in leaves))
    inside = {part for _, parts in groups for part in parts}
    unknown = inside - set(found) - {group for group, _ in groups}
    if unknown:
        raise ValueError(f"{name}: {', '.join(sorted(unknown))} has no counts.")
    if totals := [each for each in found if each.casefold() in TOTALS]:
        raise ValueError(f"{name}: leave “{totals[0]}” out; totals are worked out.")
    outer = [each for each in (*(group for group, _ in groups), *found) if each not in inside]
    return Dimension(name, ((ALL, tuple(dict.fromkeys(outer))), *groups))


def _links(text: str, dimensions: Sequence[Dimension]) -> Iterator[Identity]:
    for line in filter(None, map(str.strip, text.splitlines())):
        sides = _sides(line)
        if len(sides) != 2 or not all(sides):
            raise Refused(f"“{line}”: expected counts in square brackets on both sides of one = sign.", "links")
        yield from _expanded(line, sides, dimensions)


def _sides(line: str) -> list[list[tuple[str, str]]]:
    """The = signs inside brackets are not those that divide the line."""
    marked = _TERM.sub(lambda term: term[0].replace("=", "\0"), line)
    return [
        [(counted, where.replace("\0", "=")) for counted, where in _TERM.findall(side)] for side in marked.split("=")
    ]


def _expanded(line: str, sides: list[list[tuple[str, str]]], dimensions: Sequence[Dimension]) -> Iterator[Identity]:
    """Once; or, where a term says `each`, once for each category of that column."""
    each = {name for side in sides for _, where in side for name, said in _pairs(line, where) if said == "each"}
    known = {dimension.name: dimension for dimension in dimensions}
    if each - known.keys():
        raise Refused(f"“{line}”: {', '.join(sorted(each - known.keys()))} is not a column of this table.", "links")
    names = sorted(each)
    for chosen in product(*(known[name].categories for name in names)):
        at = dict(zip(names, chosen, strict=True))
        yield Identity(*(tuple(_term(line, term, at, known) for term in side) for side in sides))


def _term(line: str, term: tuple[str, str], at: Mapping[str, str], known: Mapping[str, Dimension]) -> Cell:
    counted, where = term
    said = {name: at[name] if category == "each" else category for name, category in _pairs(line, where)}
    totals = {name for name, category in said.items() if category == (known[name].total if name in known else ALL)}
    return Cell.at(counted.strip(), {name: category for name, category in said.items() if name not in totals})


def _pairs(line: str, where: str) -> list[tuple[str, str]]:
    pairs = [pair.split("=", 1) for pair in where.split(";") if pair.strip()]
    if any(len(pair) != 2 for pair in pairs):
        raise Refused(f"“{line}”: expected column=category, separated by semicolons, after the upright bar.", "links")
    return [(name.strip(), category.strip()) for name, category in pairs]
