"""What of the waiting lists of one month would be published, as a table for the ledger, and what joins it to other months?

One table a month holds every count that the page, the chart and the file show: each list by length of wait, by year of
referral, and those whose start nobody knows. What a provider itself hid is never a number: words give its bounds, rounded
outwards to multiples of 5, and stand only where the attack allows them.

Months overlap. A child still waiting was waiting last month too, so a cohort of one year of referral cannot grow once the
year is over, and those who have waited over a year were among those over 18 weeks some months before. An attacker knows
that; where it is so in the true counts it is a fact of the attack.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import product

from goldenthread.analysis.disclosure import Cell, Dimension, Fact, Identity
from goldenthread.analysis.waiting import Bounds, Completeness
from goldenthread.understanding.disclosure.definitions import Draft, Known, Place, Said
from goldenthread.understanding.waits.reading.cells import say_month

from .lists import ALL, BETWEEN, LEAVES, OVER, UNKNOWN, UPTO, YEAR, List, Source

SERIES = "waits"
EVERY = "All lists together"
STEP = 5
NO_YEAR = "year of referral not known"
_LIST, _HOW_LONG = "list", "how long"
_TOGETHER = (ALL, OVER)  # all that is printed of every list together: more would hide more of each
_PARTS = {ALL: LEAVES, OVER: (BETWEEN, YEAR)}
# of a list, whoever is in the first now was in the second so many months before, at most
_STAYED = ((YEAR, OVER, 7), (OVER, ALL, 4), (YEAR, ALL, 11))


def key_of(month: str) -> str:
    """Of the table of `2026-10`."""
    return f"{SERIES}-{month}"


def month_of(key: str) -> str:
    """The month of a table."""
    return key.removeprefix(f"{SERIES}-")


def referred(year: int | None) -> str:
    """The category of a year of referral."""
    return f"referred in {year}" if year else NO_YEAR


def draft_of(lists: Sequence[List], month: str, area: str, notes: Sequence[str] = ()) -> Draft:
    """The table of one month. What is not known is filled in with what its bounds allow, and never printed."""
    places = tuple(each.place for each in lists)
    years = _years(lists)
    counts = dict(_counts(lists, years))
    for group in (*(ALL, UPTO, OVER, BETWEEN, YEAR, UNKNOWN), *years):
        counts[EVERY, group] = sum(counts[place, group] for place in places)
    draft = Draft(
        key=key_of(month),
        title=f"Children waiting, {say_month(month)}",
        population=f"Children waiting for a service, {area}",
        period=f"end of {say_month(month)}",
        source="Monthly returns of the providers",
        dimensions=(Dimension.flat(_LIST, places, EVERY), _how_long(years)),
        counts=counts,
        unseen=frozenset(_unseen(lists, counts)),
        series=SERIES,
        labels={each.place: (each.service, each.provider) for each in lists},
        notes=tuple(notes),
    )
    same = tuple(_same(lists, draft)) if NO_YEAR in years else ()
    return replace(draft, identities=same, said=dict(_said(lists, draft)))


def _years(lists: Sequence[List]) -> tuple[str, ...]:
    found = {year for each in lists if _is_dated(each) for year, _ in each.years}
    return tuple(referred(year) for year in sorted(found, key=lambda year: year or 0) if year) + (
        (NO_YEAR,) if found else ()
    )


def _how_long(years: tuple[str, ...]) -> Dimension:
    groups: tuple[tuple[str, tuple[str, ...]], ...] = ((ALL, (UPTO, OVER, UNKNOWN)), (OVER, (BETWEEN, YEAR)))
    return Dimension(_HOW_LONG, (*groups, (ALL, years)) if years else groups, crossed=bool(years))


def _counts(lists: Sequence[List], years: Sequence[str]) -> Iterator[tuple[Place, int]]:
    for each in lists:
        leaves = dict(zip(LEAVES, _filled(each), strict=True))
        for group in (ALL, UPTO, OVER, BETWEEN, YEAR, UNKNOWN):
            yield (each.place, group), sum(leaves[part] for part in _PARTS.get(group, (group,)))
        known = {referred(year): held.least for year, held in each.years} if _is_dated(each) else {}
        for year in years:
            yield (each.place, year), known.get(year, 0) if known or year != NO_YEAR else sum(leaves.values())


def _filled(each: List) -> list[int]:
    """Numbers within the bounds, with as many over 18 weeks and as many in all as there are at least."""
    numbers = [held.least for held in each.waits]
    over, total = each.summary.over_18, each.summary.total
    late = [LEAVES.index(part) for part in _PARTS[OVER]]
    early = [at for at in range(len(LEAVES)) if at not in late]
    _raise(numbers, each.waits, late, over.least - sum(numbers[at] for at in late))
    _raise(numbers, each.waits, early, total.least - sum(numbers))
    room = None if over.most is None else over.most - sum(numbers[at] for at in late)
    wanted = total.least - sum(numbers)
    _raise(numbers, each.waits, late, wanted if room is None else min(room, wanted))
    return numbers


def _raise(numbers: list[int], held: Sequence[Bounds], which: Sequence[int], by: int) -> None:
    for at in which:
        most = held[at].most
        more = max(0, by if most is None else min(by, most - numbers[at]))
        numbers[at] += more
        by -= more


def _is_dated(each: List) -> bool:
    """Are all its years of referral known as numbers, one at least with a year?"""
    exact = each.summary.total.known is not None and all(held.known is not None for _, held in each.years)
    return exact and any(year is not None for year, _ in each.years)


def _unseen(lists: Sequence[List], counts: Mapping[Place, int]) -> Iterator[Place]:
    """Of every list together, all but two counts; and years of referral where a list does not tell them."""
    undated = {each.place for each in lists if not _is_dated(each)}
    for place, group in counts:
        if (place == EVERY and group not in _TOGETHER) or (
            place in undated and group not in (ALL, UPTO, OVER, BETWEEN, YEAR, UNKNOWN)
        ):
            yield place, group


def _same(lists: Sequence[List], draft: Draft) -> Iterator[Identity]:
    """A child whose start nobody knows has no year of referral either: where the counts agree, they are the same."""
    for each in lists:
        one, other = (each.place, UNKNOWN), (each.place, NO_YEAR)
        if _is_dated(each) and draft.counts[one] == draft.counts[other]:
            yield Identity((draft.cell(one),), (draft.cell(other),))


def _said(lists: Sequence[List], draft: Draft) -> Iterator[tuple[Place, Said]]:
    """Words for every count that is not known, as far as they are true of what it was filled in with."""
    named = {each.place: each for each in lists}
    for place in draft.counts:
        held = _bounds(named, *place) if place not in draft.unseen else None
        if held is not None and held.known is None:
            yield place, words(draft.cell(place), draft.counts[place], held)


def _bounds(named: Mapping[str, List], place: str, group: str) -> Bounds | None:
    if place == EVERY:
        return sum((_of_group(each, group) or Bounds(0, None) for each in named.values()), Bounds(0, 0))
    return _of_group(named[place], group)


def _of_group(each: List, group: str) -> Bounds | None:
    if group == ALL:
        return each.summary.total
    if group == OVER:
        return each.summary.over_18
    return each.waits[LEAVES.index(group)] if group in LEAVES else None


def words(cell: Cell, count: int, held: Bounds) -> Said:
    """Bounds rounded outwards, and what they tell: `at least 10, at most 20`."""
    least = held.least // STEP * STEP
    most = None if held.most is None else -(-held.most // STEP) * STEP
    if count < least or (most is not None and count > most):
        return Said("not known", ())
    low = (Fact(((cell, -1.0),), -float(least)),) if least else ()
    high = (Fact(((cell, 1.0),), float(most)),) if most is not None else ()
    text = ", ".join(([f"at least {least:,}"] if low else []) + ([f"at most {most:,}"] if high else []))
    return Said(text or "not known", (*low, *high))


def notes_of(held: Iterable[Source], lists: Sequence[List], month: str) -> tuple[str, ...]:
    """Of every provider that had sent anything by then, whether it sent this month; else its last return."""
    last = {each.provider: [line.month for line in each.lines if line.month <= month] for each in held}
    known = tuple(provider for provider, months in last.items() if months)
    sent = {each.provider for each in lists}
    said = Completeness(say_month(month), known, tuple(sorted(sent))).sentences
    late = [
        f"The last return of {each} is for {say_month(max(last[each]))}." for each in known if max(last[each]) < month
    ]
    return (*said, *late)


# --- months overlap --------------------------------------------------------------------------------------------


def months_between(earlier: str, later: str) -> int:
    """From `2026-07` to `2026-10` are three."""
    (a, b), (c, d) = (map(int, each.split("-")) for each in (earlier, later))
    return (c - a) * 12 + d - b


def beside(draft: Draft, month: str, others: Mapping[str, Known], breaks: Collection[tuple[str, str]]) -> Draft:
    """The table with what everybody knows of it beside the tables of the nearest months before and after. `breaks`: of
    which list, from which month on."""
    own = {place: (draft.cell(place), count) for place, count in draft.counts.items() if place not in draft.said}
    before = max((each for each in others if each < month), default=None)
    after = min((each for each in others if each > month), default=None)
    facts = list(_of_years(draft, month, own))
    if before is not None:
        facts += _cannot_grow(before, _counted(others[before]), month, own, breaks)
    if after is not None:
        facts += _cannot_grow(month, own, after, _counted(others[after]), breaks)
    return replace(draft, facts=tuple(facts))


_Counted = Mapping[Place, tuple[Cell, int]]


def _of_years(draft: Draft, month: str, own: _Counted) -> Iterator[Fact]:
    """How a year of referral bounds a wait: whoever waits over 52 weeks was referred before this year, whoever was referred
    before last year waits over 52 weeks; of 18 weeks likewise, up to April the first and from May on the second.

    Not of December, whose last day may be 52 weeks after the first; nor where the counts say otherwise: nobody could rely on it.
    """
    year, number = int(month[:4]), int(month[5:])
    bounds = [(-1, year - 2, YEAR), (1 if number <= 4 else -1, year - 1, OVER)]
    bounds += [(1, year - 1, YEAR)] if number < 12 else []
    dated = sorted(at for at in own if at[1].startswith("referred in ") and at not in draft.unseen)
    for place, (sign, last, group) in product(sorted({place for place, _ in dated} - {EVERY}), bounds):
        early = [own[at] for at in dated if at[0] == place and int(at[1][-4:]) <= last]
        held = own.get((place, group))
        if held and sign * (held[1] - sum(count for _, count in early)) <= 0:
            yield Fact(((held[0], float(sign)), *((cell, -float(sign)) for cell, _ in early)), 0.0)


def _counted(table: Known) -> dict[Place, tuple[Cell, int]]:
    return {place: (cell, table.counts[cell]) for place, cell in table.places.items()}


def _cannot_grow(
    earlier: str, then: _Counted, later: str, now: _Counted, breaks: Collection[tuple[str, str]]
) -> Iterator[Fact]:
    """Not where a break lies between them, nor where the counts say otherwise: nobody could rely on it."""
    broken = {place for place, month in breaks if earlier < month <= later}
    lists = {place for place, _ in now} - broken - {EVERY}
    for place, (group, before) in product(sorted(lists), _pairs(earlier, later, now)):
        one, other = now.get((place, group)), then.get((place, before))
        if one and other and one[1] <= other[1]:
            yield Fact(((one[0], 1.0), (other[0], -1.0)), 0.0)


def _pairs(earlier: str, later: str, now: _Counted) -> list[tuple[str, str]]:
    over = int(earlier[:4]) + (earlier[5:] == "12")  # years of referral before this one are over
    closed = {group for _, group in now if group.startswith("referred in ") and int(group[-4:]) < over}
    gap = months_between(earlier, later)
    return [*((group, group) for group in sorted(closed)), *((a, b) for a, b, most in _STAYED if gap <= most)]
