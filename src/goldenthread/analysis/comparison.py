"""Is an area better or worse than another, or can nobody tell?

A verdict rests on whether chance alone could explain the difference. Against a fixed value the area's own interval
decides. Between two areas, both uncertain, the interval of their difference decides: whether two intervals overlap is
a different and worse test, and is not used. A figure that is missing is named, and never taken as nought.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from statistics import median

from . import rates
from .figures import Interval, difference, wilson
from .prose import join_words, ordinal, plural, sentence
from .rates import Estimate
from .targets import Direction


class Kind(StrEnum):
    """What an area's counts are: part of a whole, or independent events among people."""

    PROPORTION = "proportion"
    RATE = "rate"


class Verdict(StrEnum):
    BETTER = "better"
    SIMILAR = "similar"
    WORSE = "worse"
    HIGHER = "higher"
    LOWER = "lower"
    CANNOT_TELL = "cannot-tell"


@dataclass(frozen=True, slots=True)
class Area:
    """An area's counts. None where a count is suppressed or was not returned; 0 of 0 is no figure either."""

    name: str
    numerator: float | None
    denominator: float | None

    @property
    def known(self) -> bool:
        return None not in (self.numerator, self.denominator) and (self.numerator, self.denominator) != (0, 0)

    def counts(self) -> tuple[float, float]:
        if self.numerator is None or self.denominator is None:
            raise ValueError(f"{self.name} has no figure; expected a numerator and a denominator.")
        return self.numerator, self.denominator

    def estimate(self, kind: Kind, *, confidence: rates.Confidence = 0.95, per: float = 100) -> Estimate:
        measure = rates.proportion if kind == Kind.PROPORTION else rates.rate
        return measure(*self.counts(), confidence=confidence, per=per)


@dataclass(frozen=True, slots=True)
class Comparison:
    verdict: Verdict
    value: float | None
    comparator: float | None
    sentence: str


def compare(
    found: Estimate | None, comparator: float | None, *, name: str = "the comparator", better: Direction | None = None
) -> Comparison:
    """An estimate against a fixed value, such as England's. `better` says which way is, where either way is.

    Similar means that the interval holds the comparator: the two cannot be told apart, not that they are equal.

    Source: the benchmarking method of Fingertips, public health profiles in England.
    """
    value = found.value if found else None
    if found is None or comparator is None:
        missing = f"there is no figure for {name}" if found else "there is no figure for the area"
        return Comparison(Verdict.CANNOT_TELL, value, comparator, sentence(f"cannot tell, because {missing}"))
    if found.interval is None:
        why = sentence(f"cannot tell, because {found.say(found.value)} has no interval")
        return Comparison(Verdict.CANNOT_TELL, value, comparator, why)
    side = (found.interval.lower > comparator) - (found.interval.upper < comparator)
    verdict = verdict_of(side, better)
    beside = f"{name} ({found.say(comparator)})"
    interval = rates.say_between(found.interval, found.unit)
    said = f"{found.say(found.value)} {_SAID[verdict]} {beside}; the true level is likely to lie {interval}"
    return Comparison(verdict, value, comparator, sentence(said))


_SAID = {
    Verdict.BETTER: "is better than",
    Verdict.WORSE: "is worse than",
    Verdict.HIGHER: "is higher than",
    Verdict.LOWER: "is lower than",
    Verdict.SIMILAR: "cannot be told apart from",
}


def verdict_of(side: int, better: Direction | None) -> Verdict:
    """What a side found by `apart` says: it is 1 for higher, -1 for lower and 0 for neither."""
    if not side:
        return Verdict.SIMILAR
    if better in (None, Direction.HOLD):
        return Verdict.HIGHER if side > 0 else Verdict.LOWER
    return Verdict.BETTER if (side > 0) == (better == Direction.UP) else Verdict.WORSE


def apart(one: Area, other: Area, kind: Kind, *, confidence: float = 0.95) -> int:
    """1 where `one` is higher than `other` by more than chance easily explains, -1 where lower, otherwise 0.

    Sources: for proportions Newcombe (1998), as given at `goldenthread.analysis.difference`. For rates Przyborowski, J.
    and Wilenski, H. (1940), "Homogeneity of results in testing samples from Poisson series", Biometrika 31, 313 to 323:
    of all events in both areas, the share that fell in one is a proportion, beside that area's share of the people.
    """
    (level,) = rates.read_confidence(confidence)
    (x, n), (y, m) = one.counts(), other.counts()
    interval = _difference((x, n), (y, m), level) if kind == Kind.PROPORTION else _share((x, n), (y, m), level)
    return (interval.lower > 0) - (interval.upper < 0)


def _difference(one: tuple[float, float], other: tuple[float, float], level: float) -> Interval:
    x, n, y, m = map(Decimal, (*one, *other))
    return difference((y, m), (x, n), level)


def _share(one: tuple[float, float], other: tuple[float, float], level: float) -> Interval:
    """How far the share of events is from the share of people, in the first of two areas."""
    events, people = one[0] + other[0], one[1] / (one[1] + other[1])
    if not events:
        return Interval(-1, 1)
    found = wilson(Decimal(one[0]), Decimal(events), level)
    return Interval(found.lower - people, found.upper - people)


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Statistical neighbours taken together. `without` is the pooled value when each one is left out in turn."""

    pooled: Estimate
    median: float
    lowest: tuple[str, float]
    highest: tuple[str, float]
    without: tuple[tuple[str, float], ...]
    missing: tuple[str, ...]

    @property
    def sentence(self) -> str:
        say, values = self.pooled.say, [value for _, value in self.without]
        name, moved = max(self.without, key=lambda pair: abs(pair[1] - self.pooled.value))
        low, high = (f"{say(value)} ({area})" for area, value in (self.lowest, self.highest))
        said = [
            f"{plural(len(self.without), 'neighbour')} together: {self.pooled.sentence}",
            f"one by one they run from {low} to {high}, with {say(self.median)} in the middle",
            f"leaving out any one gives {say(min(values))} to {say(max(values))}; {name} matters most ({say(moved)})",
            f"no figure for {join_words(self.missing)}" if self.missing else "",
        ]
        return " ".join(filter(None, map(sentence, said)))


def pool_neighbours(
    areas: Iterable[Area], kind: Kind, *, confidence: rates.Confidence = 0.95, per: float = 100
) -> Neighbours:
    """All neighbours' counts added up, so that a large neighbour counts for more, with an interval of their own.

    The interval says how sure the pooled level is, not how neighbours differ: for that, see the lowest and highest.
    """
    every = list(areas)
    known, missing = [area for area in every if area.known], tuple(area.name for area in every if not area.known)
    if len(known) < 2:
        raise ValueError(f"Found {len(known)} neighbours with a figure; expected 2 or more.")
    values = [(area.name, area.estimate(kind, confidence=None, per=per).value) for area in known]
    without = [
        (area.name, _pool([other for other in known if other is not area]).estimate(kind, confidence=None, per=per))
        for area in known
    ]
    return Neighbours(
        pooled=_pool(known).estimate(kind, confidence=confidence, per=per),
        median=median(value for _, value in values),
        lowest=min(values, key=lambda pair: pair[1]),
        highest=max(values, key=lambda pair: pair[1]),
        without=tuple((name, found.value) for name, found in without),
        missing=missing,
    )


def _pool(areas: Sequence[Area]) -> Area:
    counts = [area.counts() for area in areas]
    return Area("neighbours", sum(x for x, _ in counts), sum(n for _, n in counts))


@dataclass(frozen=True, slots=True)
class NeighbourComparison:
    """`changed` names the neighbours without whom the verdict would be another."""

    verdict: Verdict
    found: Estimate | None
    neighbours: Neighbours
    changed: tuple[str, ...]
    sentence: str


def compare_with_neighbours(
    area: Area,
    areas: Sequence[Area],
    kind: Kind,
    *,
    better: Direction | None = None,
    confidence: float = 0.95,
    per: float = 100,
) -> NeighbourComparison:
    """An area against its neighbours pooled, both uncertain, and whether one neighbour decides the verdict."""
    if area.name in {other.name for other in areas}:
        raise ValueError(f"{area.name} is among its own neighbours; expected others only.")
    together = pool_neighbours(areas, kind, confidence=confidence, per=per)
    if not area.known:
        why = f"Cannot tell, because there is no figure for {area.name}."
        return NeighbourComparison(Verdict.CANNOT_TELL, None, together, (), why)
    known = [other for other in areas if other.known]

    def judge(others: list[Area]) -> Verdict:
        return verdict_of(apart(area, _pool(others), kind, confidence=confidence), better)

    verdict, found = judge(known), area.estimate(kind, confidence=confidence, per=per)
    changed = tuple(left.name for left in known if judge([other for other in known if other is not left]) != verdict)
    stable = (
        f"without {join_words(changed, 'or')} the verdict would change" if changed else "no one neighbour decides it"
    )
    said = f"{area.name}, {found.say(found.value)}, {_SAID[verdict]} its neighbours together"
    words = sentence(f"{said} ({found.say(together.pooled.value)}); {stable}")
    return NeighbourComparison(verdict, found, together, changed, words)


@dataclass(frozen=True, slots=True)
class Place:
    """An area's place, 1 being first, with the places it could have as far as anybody can tell.

    `best` counts only areas that are ahead by more than chance explains; `worst` puts only such areas behind.
    """

    name: str
    found: Estimate
    place: int
    shared_with: tuple[str, ...]
    best: int
    worst: int
    number: int

    @property
    def sentence(self) -> str:
        shared = f", shared with {join_words(self.shared_with)}" if self.shared_with else ""
        said = f"{self.name} is {ordinal(self.place)} of {self.number}{shared}, with {self.found.say(self.found.value)}"
        if self.best == self.worst:
            return sentence(f"{said}; every other area is further away than chance easily explains")
        others = plural(self.worst - self.best, "other area")
        reach = f"anywhere from {ordinal(self.best)} to {ordinal(self.worst)}"
        return sentence(f"{said}; it cannot be told apart from {others}, and could be {reach}")


@dataclass(frozen=True, slots=True)
class Ranking:
    places: tuple[Place, ...]
    missing: tuple[str, ...]

    @property
    def sentence(self) -> str:
        if not self.places:
            return sentence(f"there is nothing to rank: no figure for {join_words(self.missing)}")
        clear = sum(place.best == place.worst for place in self.places)
        settled = "no place is" if not clear else f"{plural(clear, 'place')} {'is' if clear == 1 else 'are'}"
        missing = f"; no figure for {join_words(self.missing)}" if self.missing else ""
        return sentence(f"of {plural(len(self.places), 'area')}, {settled} beyond what chance explains{missing}")


def rank(
    areas: Iterable[Area], kind: Kind, *, better: Direction = Direction.UP, confidence: float = 0.95, per: float = 100
) -> Ranking:
    """Areas from first to last, each with the places that chance leaves open. Equal values share a place.

    Each pair is compared by `apart`. Among many pairs some will be apart by chance alone, so this is still generous.
    """
    every = list(areas)
    known = [area for area in every if area.known]
    sign = -1 if better == Direction.DOWN else 1
    found = {id(area): area.estimate(kind, confidence=confidence, per=per) for area in known}

    def place(area: Area) -> Place:
        others = [other for other in known if other is not area]
        value = found[id(area)].value
        sides = [sign * apart(area, other, kind, confidence=confidence) for other in others]
        return Place(
            name=area.name,
            found=found[id(area)],
            place=1 + sum(sign * (found[id(other)].value - value) > 0 for other in others),
            shared_with=tuple(other.name for other in others if found[id(other)].value == value),
            best=1 + sides.count(-1),
            worst=len(known) - sides.count(1),
            number=len(known),
        )

    places = sorted(map(place, known), key=lambda each: (each.place, each.name))
    return Ranking(tuple(places), tuple(area.name for area in every if not area.known))
