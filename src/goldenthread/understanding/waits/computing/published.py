"""What of the waiting lists may be published without giving a child away?

The table holds every count that the page, the chart and the file show. Counts under 5 are hidden, and as many more as
protect them (`analysis.disclosure`); the totals of a list and its years of referral are tied together, so that neither
gives the other away. What a provider itself hid is never shown as a number: its bounds are given, rounded outwards to
multiples of 5, which holds the truth and says no more than the provider did.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

from goldenthread.analysis.disclosure import COUNTS_UNDER_5, Cell, Identity, Tables, link, protect
from goldenthread.analysis.waiting import Bounds

from .lists import ALL, BETWEEN, LEAVES, OVER, UNKNOWN, UPTO, YEAR, List

GROUPS = (ALL, UPTO, OVER, BETWEEN, YEAR, UNKNOWN)
EVERY = "All lists together"
HIDDEN = "hidden"
STEP = 5
_ADDS_UP = ((ALL, (UPTO, OVER, UNKNOWN)), (OVER, (BETWEEN, YEAR)))
_TOGETHER = (ALL, OVER)  # all that is said of every list together: more would hide more of each
_COUNTED = "waiting"
_PARTS = {ALL: LEAVES, OVER: (BETWEEN, YEAR)}


@dataclass(frozen=True, slots=True)
class Published:
    """Words for every count of one month: `waits` by (place, group), `years` by (place, year).

    `shown` are the counts that stand as numbers; `hidden` is how many do not.
    """

    waits: dict[tuple[str, str], str]
    years: dict[tuple[str, int | None], str]
    shown: dict[tuple[str, str], int]
    hidden: int


@lru_cache(maxsize=512)
def published(lists: tuple[List, ...]) -> Published:
    """One month of an area. The same lists are worked out once in a process."""
    if not lists:
        return Published({}, {}, {}, 0)
    keys = [(each.place, group) for each in lists for group in GROUPS] + [(EVERY, group) for group in _TOGETHER]
    counts = _counts(lists, keys)
    dated = [each for each in lists if _is_dated(each)]
    tables = link(_by_wait(lists, counts), *map(_by_year, dated), identities=_same(dated))
    bounds = {(place, group): _bounds(lists, place, group) for place, group in keys}
    unsure = [_cell(*key) for key, held in bounds.items() if held.known is None]
    safe = protect(tables, COUNTS_UNDER_5, withheld=unsure)
    return Published(
        waits={
            key: _said(held) if held.known is None else HIDDEN if _cell(*key) in safe.hidden else f"{counts[key]:,}"
            for key, held in bounds.items()
        },
        years={
            (each.place, year): HIDDEN if _year(each, year) in safe.hidden else f"{held.least:,}"
            for each in dated
            for year, held in each.years
        },
        shown={key: counts[key] for key in keys if _cell(*key) not in safe.hidden},  # what is not known is withheld
        hidden=len(safe.hidden),
    )


def _counts(lists: Sequence[List], keys: Sequence[tuple[str, str]]) -> dict[tuple[str, str], int]:
    """Every cell as a number. What is not known is filled in with what its bounds and the total allow, and withheld."""
    leaves: dict[tuple[str, str], int] = {}
    for each in lists:
        numbers = _filled(each.waits, each.summary.total.known)
        leaves |= {(each.place, group): number for group, number in zip(LEAVES, numbers, strict=True)}
    places = [each.place for each in lists]
    return {
        (place, group): sum(
            leaves[of, part]
            for of, part in product(places if place == EVERY else (place,), _PARTS.get(group, (group,)))
        )
        for place, group in keys
    }


def _by_wait(lists: Sequence[List], counts: Mapping[tuple[str, str], int]) -> Tables:
    """Every list by length of wait, and what adds up to what."""
    within = [
        Identity((_cell(each.place, whole),), tuple(_cell(each.place, part) for part in parts))
        for each in lists
        for whole, parts in _ADDS_UP
    ]
    across = [
        Identity((_cell(EVERY, group),), tuple(_cell(each.place, group) for each in lists)) for group in _TOGETHER
    ]
    return Tables({_cell(*key): count for key, count in counts.items()}, (*within, *across))


def _filled(held: Sequence[Bounds], total: int | None) -> list[int]:
    """Numbers within the bounds that add up to the total, where there is one."""
    numbers = [each.least for each in held]
    left = (total or 0) - sum(numbers)
    for at, each in enumerate(held):
        room = left if each.most is None else min(left, each.most - each.least)
        if room > 0:
            numbers[at] += room
            left -= room
    return numbers


def _bounds(lists: Sequence[List], place: str, group: str) -> Bounds:
    """Between which numbers the count lies."""
    if place == EVERY:
        return sum((_bounds(lists, each.place, group) for each in lists), Bounds(0, 0))
    each = next(one for one in lists if one.place == place)
    if group == ALL:
        return each.summary.total
    return each.summary.over_18 if group == OVER else each.waits[LEAVES.index(group)]


def _is_dated(each: List) -> bool:
    """Are all its years of referral known as numbers, one at least with a year?"""
    exact = each.summary.total.known is not None and all(held.known is not None for _, held in each.years)
    return exact and any(year is not None for year, _ in each.years)


def _by_year(each: List) -> Tables:
    total = each.summary.total.least
    cells = {_year(each, year): held.least for year, held in each.years}
    return Tables({_cell(each.place, ALL): total, **cells}, (Identity((_cell(each.place, ALL),), tuple(cells)),))


def _same(lists: Sequence[List]) -> list[Identity]:
    """A child whose start nobody knows has no year of referral either: where the counts agree, they are the same."""
    return [
        Identity((_cell(each.place, UNKNOWN),), (_year(each, None),))
        for each in lists
        if dict(each.years).get(None) == each.waits[LEAVES.index(UNKNOWN)]
    ]


def _cell(place: str, group: str) -> Cell:
    where = {"list": place} if place != EVERY else {}
    return Cell.at(_COUNTED, where | ({"wait": group} if group != ALL else {}))


def _year(each: List, year: int | None) -> Cell:
    return Cell.at(_COUNTED, {"list": each.place, "year of referral": str(year or "not known")})


def _said(held: Bounds) -> str:
    """Bounds rounded outwards: `at least 10, at most 20`."""
    least = held.least // STEP * STEP
    if held.most is None:
        return f"at least {least:,}" if least else "not known"
    most = -(-held.most // STEP) * STEP
    return f"at least {least:,}, at most {most:,}" if least else f"at most {most:,}"
