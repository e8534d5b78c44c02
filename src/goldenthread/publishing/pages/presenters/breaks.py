"""Where does the thread break? The gaps that rest on the strategy alone, by the item they are of."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from goldenthread.publishing.gaps.engine import Gap, GapReport

_SHOWN_AS_STATUS = frozenset({"overdue", "overdue-without-update", "milestone-overdue", "promise-behind"})


@dataclass(frozen=True, slots=True)
class Break:
    """What is missing, and why it matters."""

    sentence: str
    why: str


class Breaks:
    """The gaps of one strategy, ready to be looked up."""

    def __init__(self, report: GapReport) -> None:
        self._gaps: dict[tuple[str, str], list[Gap]] = defaultdict(list)
        self._keys: dict[str, set[str]] = defaultdict(set)
        for gap in report.gaps:
            self._gaps[gap.plural, gap.key].append(gap)
            self._keys[gap.rule.id].add(gap.key)

    def of(self, plural: str, key: str) -> tuple[Break, ...]:
        """What is missing from one item. What its status already says is not said twice."""
        found = self._gaps.get((plural, key), ())
        return tuple(Break(gap.sentence, gap.rule.why) for gap in found if gap.rule.id not in _SHOWN_AS_STATUS)

    def keys(self, *rules: str) -> frozenset[str]:
        """Which items these rules find."""
        return frozenset(key for rule in rules for key in self._keys.get(rule, ()))
