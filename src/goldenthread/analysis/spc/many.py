"""When many charts are read at once, how many would show a change by chance alone?

A rule that is wrong once in fifty is wrong twice a month for whoever reads a hundred charts. Nothing here hides a
signal; it says how many of those seen to expect from chance, so that a reader knows whether to look for a cause.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import exp, factorial
from statistics import NormalDist

from goldenthread.analysis.prose import join_words, plural, sentence
from goldenthread.analysis.rates import say_figures

from .chart import Chart


@dataclass(frozen=True, slots=True)
class Alarms:
    """`flagged` of `charts` are more than usual variation at their newest value; `expected` of them by chance."""

    charts: int
    flagged: int
    expected: float
    names: tuple[str, ...]

    @property
    def more_than_chance(self) -> bool:
        """Whether chance would show so many, or more, in fewer than one reading in twenty."""
        fewer = sum(self.expected**k / factorial(k) for k in range(self.flagged)) * exp(-self.expected)
        return self.flagged > 0 and 1 - fewer < 0.05

    @property
    def sentence(self) -> str:
        read = f"of {plural(self.charts, 'chart')} read at once"
        by_chance = f"about {say_figures(self.expected, 2)} would by chance alone"
        if not self.flagged:
            return sentence(f"{read}, none shows more than usual variation; {by_chance}")
        shows = "shows" if self.flagged == 1 else "show"
        which = "this is more than chance explains" if self.more_than_chance else "this may be chance"
        names = join_words(self.names)
        return sentence(f"{read}, {self.flagged} {shows} more than usual variation ({names}); {by_chance}, so {which}")


def read_together(charts: Iterable[tuple[str, Chart]]) -> Alarms:
    """Charts, each with its name, as they are read on one day: by their newest value."""
    every = list(charts)
    names = tuple(name for name, chart in every if chart.last.rule)
    return Alarms(len(every), len(names), sum(false_alarm(_unbroken(chart)) for _, chart in every), names)


def _unbroken(chart: Chart) -> int:
    """How many values stand side by side up to the newest: what a run, a trend or a pair can be seen in."""
    number = 0
    for point in reversed(chart.points):
        if point.value is not None:
            number += 1
        elif number:
            break
    return number


def false_alarm(points: int, run: int = 7) -> float:
    """The chance that the newest of so many values is flagged although nothing has changed.

    For independent, normal values and limits that are known. The chances of the four rules are added up, so it is a
    little too high where two hold at once. Limits worked out from few values make false alarms more frequent than this.
    """
    normal = NormalDist()
    near = normal.cdf(3) - normal.cdf(2)
    chance = 2 * normal.cdf(-3)
    if points >= 3:
        chance += 2 * near * (0.25 - (0.5 - near) ** 2)
    if points >= run:
        chance += 2 / factorial(run) + 2 * 0.5**run
    return chance
