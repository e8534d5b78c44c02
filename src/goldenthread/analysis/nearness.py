"""Which areas are most like this one, by variables and weights of one's own, and does the answer rest on one of them?

The distance of the DfE's children's services model (NFER): the square root of the weighted sum of squared differences
between standardised variables. Weights are the reader's own, so the answer is too: leaving out each variable in turn
says which neighbours would have been others. An area that lacks a variable is named and is nobody's neighbour.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import isfinite, sqrt
from statistics import fmean, median, stdev

from .prose import join_words, plural, sentence

Variables = Mapping[str, float | None]
"""Variable → its value in one area. None where it is not known."""


class Standard(StrEnum):
    """On what scale variables are compared. None of them changes when every value of a variable is multiplied."""

    STANDARD_DEVIATIONS = "standard deviations from the mean"
    MEDIAN_DEVIATIONS = "median absolute deviations from the median, which one extreme area does not stretch"
    RANGE = "from 0 for the lowest area to 1 for the highest"


@dataclass(frozen=True, slots=True)
class Near:
    """A neighbour. `share` says of each variable which part of the squared distance is due to it; they add up to 1.

    `kept` is in how many of the answers without one variable it is a neighbour too, of 1.
    """

    name: str
    distance: float
    share: tuple[tuple[str, float], ...]
    kept: float


@dataclass(frozen=True, slots=True)
class Without:
    """What changes when one variable is left out: which neighbours go, and which come."""

    variable: str
    gone: tuple[str, ...]
    come: tuple[str, ...]
    kept: float


@dataclass(frozen=True, slots=True)
class Nearest:
    """The areas nearest to `name`, the nearest first. `missing` are areas that lack a variable, with which."""

    name: str
    areas: tuple[Near, ...]
    without: tuple[Without, ...]
    missing: tuple[tuple[str, tuple[str, ...]], ...]

    @property
    def stability(self) -> float | None:
        """Which part of the neighbours stays, on average, when one variable is left out. None with one variable."""
        return fmean(each.kept for each in self.without) if self.without else None

    @property
    def sentence(self) -> str:
        said = [f"most like {self.name}: {join_words([area.name for area in self.areas])}", self._stable()]
        if self.missing:
            names = join_words([name for name, _ in self.missing])
            said.append(f"not compared, because a variable is not known: {names}")
        return " ".join(map(sentence, said))

    def _stable(self) -> str:
        if not self.without:
            return "they rest on a single variable"
        worst = min(self.without, key=lambda each: each.kept)
        if not worst.gone:
            return "they stay the same whichever one variable is left out"
        always = plural(sum(area.kept == 1 for area in self.areas), "neighbour")
        go = f"without {worst.variable} {join_words(worst.gone)} would give way to {join_words(worst.come)}"
        return f"{always} of {len(self.areas)} would stay whichever one variable is left out; {go}"


def nearest(
    areas: Mapping[str, Variables],
    to: str,
    *,
    weights: Mapping[str, float] | None = None,
    number: int = 10,
    standard: Standard = Standard.STANDARD_DEVIATIONS,
) -> Nearest:
    """The `number` areas nearest to one, by every variable that has a weight; equal weights where none are given.

    Variables are standardised over the areas that have all of them, `to` among them. Only the proportions of weights
    matter. Of two areas equally near, the first by name comes first, so that the answer is always the same.

    Sources: Benton, T., Chamberlain, T., Wilson, R. and Teeman, D. (2007), "The development of the children's services
    statistical neighbour benchmarking model", NFER. That distances there are weighted so is not read in the report
    itself: check before relying on it.
    """
    used = _weights(areas, to, weights)
    missing = {name: tuple(each for each in used if values.get(each) is None) for name, values in areas.items()}
    if missing[to]:
        raise ValueError(f"{to} has no value of {join_words(missing[to])}; expected one of every variable weighed.")
    whole = {name: _read(name, values, used) for name, values in areas.items() if not missing[name]}
    if not 0 < number < len(whole):
        raise ValueError(f"Found {len(whole) - 1} other areas with every variable; expected {number} or more.")
    squares = _squares(whole, to, used, standard)
    ranked = _ranked(squares, number)
    without = tuple(_without(left, squares, ranked) for left in used if len(used) > 1)
    return Nearest(
        name=to,
        areas=tuple(_near(name, squares[name], without) for name in ranked),
        without=without,
        missing=tuple((name, lacks) for name, lacks in missing.items() if lacks),
    )


def _weights(areas: Mapping[str, Variables], to: str, weights: Mapping[str, float] | None) -> dict[str, float]:
    if to not in areas:
        raise ValueError(f"{to} is not among the areas; expected it beside those it is compared with.")
    there = list(dict.fromkeys(name for values in areas.values() for name in values))
    given = dict.fromkeys(there, 1.0) if weights is None else dict(weights)
    for name, weight in given.items():
        if name not in there:
            raise ValueError(
                f"Found a weight for {name}, which no area has; expected one of {join_words(there, 'or')}."
            )
        if not isfinite(weight) or weight < 0:
            raise ValueError(f"Found a weight of {weight} for {name}; expected 0 or more.")
    used = {name: weight for name, weight in given.items() if weight}
    if not used:
        raise ValueError("Found no variable with a weight; expected one or more.")
    return {name: weight / sum(used.values()) for name, weight in used.items()}


def _read(name: str, values: Variables, used: Mapping[str, float]) -> dict[str, float]:
    found = {variable: value for variable in used if (value := values[variable]) is not None}
    for variable, value in found.items():
        if not isfinite(value):
            raise ValueError(
                f"Found {value} for {variable} in {name}; expected a number, or None where it is not known."
            )
    return found


def _squares(
    areas: Mapping[str, Mapping[str, float]], to: str, weights: Mapping[str, float], standard: Standard
) -> dict[str, dict[str, float]]:
    """Area → variable → its part of the squared distance."""
    units = {variable: _unit(variable, [each[variable] for each in areas.values()], standard) for variable in weights}
    return {
        name: {
            variable: weight * ((values[variable] - areas[to][variable]) / units[variable]) ** 2
            for variable, weight in weights.items()
        }
        for name, values in areas.items()
        if name != to
    }


def _unit(variable: str, values: Sequence[float], standard: Standard) -> float:
    spread = _SPREADS[standard](values)
    if not spread:
        raise ValueError(f"{variable} does not vary in {standard}; expected a variable that tells areas apart.")
    return spread


_SPREADS: dict[Standard, Callable[[Sequence[float]], float]] = {
    Standard.STANDARD_DEVIATIONS: stdev,
    Standard.MEDIAN_DEVIATIONS: lambda values: median(abs(value - median(values)) for value in values),
    Standard.RANGE: lambda values: max(values) - min(values),
}


def _ranked(squares: Mapping[str, Mapping[str, float]], number: int, left_out: str = "") -> list[str]:
    def distance(name: str) -> tuple[float, str]:
        return sum(part for variable, part in squares[name].items() if variable != left_out), name

    return sorted(squares, key=distance)[:number]


def _without(left: str, squares: Mapping[str, Mapping[str, float]], ranked: Sequence[str]) -> Without:
    others = _ranked(squares, len(ranked), left)
    gone = tuple(name for name in ranked if name not in others)
    come = tuple(name for name in others if name not in ranked)
    return Without(left, gone, come, 1 - len(gone) / len(ranked))


def _near(name: str, parts: Mapping[str, float], without: Sequence[Without]) -> Near:
    whole = sum(parts.values())
    share = tuple((variable, part / whole if whole else 0.0) for variable, part in parts.items())
    stays = [name not in each.gone for each in without]
    return Near(name, sqrt(whole), share, fmean(stays) if stays else 1.0)
