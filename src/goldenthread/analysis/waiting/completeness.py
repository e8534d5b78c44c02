"""Who sent a return, who did not, and for how many children is there a start date?"""

from __future__ import annotations

from dataclasses import dataclass

from goldenthread.analysis.prose import join_words, plural
from goldenthread.analysis.rates import Estimate, proportion


@dataclass(frozen=True, slots=True)
class Completeness:
    """`expected` are the providers known to hold lists; `sent` those whose return for the month was accepted."""

    month: str
    expected: tuple[str, ...]
    sent: tuple[str, ...]
    rows: int = 0
    with_start: int = 0

    @property
    def absent(self) -> tuple[str, ...]:
        """Those that did not send, in the order in which they are expected."""
        return tuple(name for name in self.expected if name not in self.sent)

    @property
    def dated(self) -> Estimate | None:
        """The share of children waiting who have a start date, with Wilson's limits; None where nobody waits."""
        return proportion(self.with_start, self.rows, confidence=None) if self.rows else None

    @property
    def sentences(self) -> tuple[str, ...]:
        """Who sent, who did not and what that leaves out; and how many children have a start date."""
        if not self.expected:
            return ("No provider is known to hold a waiting list here: no return has been accepted yet.",)
        of = f"{len(self.sent):,} of {plural(len(self.expected), 'known provider')}"
        said = [f"{of} sent a return for {self.month}."]
        if self.absent:
            whose = "Its children are" if len(self.absent) == 1 else "Their children are"
            said.append(f"{join_words(self.absent)} did not. {whose} in none of these figures, and may be waiting.")
        if self.rows and self.with_start < self.rows:
            missing = self.rows - self.with_start
            are = "has" if missing == 1 else "have"
            said.append(f"{plural(missing, 'child', 'children')} of {self.rows:,} {are} no known start date.")
        return tuple(said)
