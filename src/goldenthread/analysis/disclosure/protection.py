"""Protect tables, and say in plain words what an attacker could still make of every hidden count."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

import numpy as np

from goldenthread.analysis.prose import plural

from .attack import EMPTY, Range, View
from .audit import NOTHING, Auditor, Case, Known
from .policies import Policy
from .primary import Reason, primary_cells
from .secondary import EXACT_UP_TO, Aim, CannotProtect, Method, choose
from .tables import Cell, Tables, check_known, say_cells

SMALL, OTHER = "*", "c"
WHOLE_UP_TO = 300  # hidden counts that hang together: above this a programme in whole numbers for each end of each range takes too long
_METHODS = {
    Method.EXACT: "This is the best choice: no other that passes the attack hides less",
    Method.HEURISTIC: "The tables are too large for the best choice, so cells were hidden one cheap detour at a time and"
    " shown again where the attack allowed: more may be hidden than is needed",
}
_ONE_SYMBOL = (
    "A symbol for small counts alone would give some of them away, so every hidden count must bear the same symbol."
)


@dataclass(frozen=True, slots=True)
class Attempt:
    """What an attacker could make of one count. `highest` is `None` where nothing limits it.

    `whole` is false in very large tables, and where nobody asked for more: the range is then proven to be at least so
    wide, and may be wider.
    """

    cell: Cell
    lowest: int
    highest: int | None
    asked: int
    whole: bool = True

    @property
    def known(self) -> bool:
        return self.lowest == self.highest

    @property
    def safe(self) -> bool:
        return self.highest is None or self.highest - self.lowest >= self.asked

    def say(self) -> str:
        if self.known:
            return f"{self.cell.say()} can be worked out: it is {self.lowest:,}."
        top = "has no upper limit" if self.highest is None else f"is at most {self.highest:,}"
        asked = f"; the policy asks for a range of at least {self.asked:,}" if self.asked else ""
        verdict = "" if self.safe else ", so it is not protected"
        if not self.whole:
            return (
                f"An attacker cannot rule out any value of {self.cell.say()} from {self.lowest:,} to {self.highest:,}."
            )
        return f"An attacker could learn that {self.cell.say()} is at least {self.lowest:,} and {top}{asked}{verdict}."


@dataclass(frozen=True, slots=True)
class AttackReport:
    """Every protected and every hidden count; and, where outsiders fail, what the only person in a cell could learn."""

    policy: Policy
    attempts: tuple[Attempt, ...]
    insiders: tuple[tuple[Cell, Cell], ...] = ()

    @property
    def passed(self) -> bool:
        return all(attempt.safe for attempt in self.attempts) and not self.insiders

    def say(self) -> tuple[str, ...]:
        bad = len({attempt.cell for attempt in self.attempts if not attempt.safe} | {cell for _, cell in self.insiders})
        verdict = "none is at risk" if self.passed else f"{plural(bad, 'count')} not protected"
        return (
            f"Attacked {plural(len(self.attempts), 'count')} under the policy “{self.policy.name}”: {verdict}.",
            *(attempt.say() for attempt in self.attempts),
            *(f"The only person in {insider.say()} could work out {cell.say()}." for insider, cell in self.insiders),
        )


@dataclass(frozen=True, slots=True)
class Protection:
    """What may be published. `primary` is hidden (or rounded) for its own sake, `secondary` to protect it."""

    tables: Tables
    asked: Policy
    policy: Policy  # as asked, but perhaps with one symbol for all that is hidden
    aim: Aim
    method: Method
    primary: Mapping[Cell, Reason]
    hidden: frozenset[Cell]
    told: Mapping[Cell, Range]
    withheld: frozenset[Cell]
    report: AttackReport
    gap: float = 0.0  # what is hidden may cost at most this share more than the least that could be hidden
    known: Known = NOTHING

    @property
    def secondary(self) -> frozenset[Cell]:
        return self.hidden - self.primary.keys() - self.withheld - self.known.unseen

    def shown(self, cell: Cell) -> str:
        """What stands in the table: a count, `*` for a small one if the policy tells which are, `c` for hidden."""
        check_known(self.tables, [cell])
        if cell in self.hidden:
            small = self.primary.get(cell, Reason.FULL) != Reason.FULL
            return SMALL if small and self.policy.says_small else OTHER
        count = self.tables.counts[cell]
        return f"{count if self.told.get(cell) == (count, count) else self.policy.rounded(count):,}"

    def say(self) -> tuple[str, ...]:
        own = len(self.hidden & self.primary.keys())
        found = f"{plural(own, 'count')} hidden under “{self.policy.name}”, and {len(self.secondary):,} more to protect"
        said = (f"{found} them, aiming to hide {self.aim}.", self.say_method())
        return (*said, *([_ONE_SYMBOL] if self.policy != self.asked else []), *self.report.say())

    def say_method(self) -> str:
        """How the choice was found, and how far from the best it could be."""
        if self.method == Method.EXACT:
            return f"{_METHODS[self.method]}."
        return f"{_METHODS[self.method]}. It is proven to be within {self.gap:.0%} of the least that could be hidden."


def protect(
    tables: Tables,
    policy: Policy,
    *,
    aim: Aim = Aim.FEWEST_CELLS,
    released: Collection[Cell] = (),
    withheld: Collection[Cell] = (),
    told: Mapping[Cell, Range] = EMPTY,
    known: Known = NOTHING,
    exact_up_to: int = EXACT_UP_TO,
    whole: bool = True,
) -> Protection:
    """Hide what the policy names and as little more as protects it; the attack has always been passed.

    `released` are counts already public, unrounded, in any release: hiding them now would hide nothing. `withheld` are
    counts that were hidden before, or are never published, and stay so. `told` is what an earlier release says of a
    count, hidden or rounded: the range in which it must lie; such a count is shown as it was. Where a symbol that tells
    the range of a small count would itself give one away, every hidden count bears the same symbol instead, and the
    protection says so.
    """
    check_known(tables, released)
    out = {**told, **{cell: (tables.counts[cell],) * 2 for cell in released}}
    case = _case(tables, policy, withheld, out, known)
    try:
        choice = choose(case, aim, exact_up_to)
    except CannotProtect:
        if not policy.says_small:
            raise
        case = _case(tables, replace(policy, says_small=False), withheld, out, known)
        choice = choose(case, aim, exact_up_to)
    report = _report(case, choice.hidden, choice.auditor, whole)
    if not report.passed:  # never so, unless the solver erred
        raise CannotProtect(" ".join(report.say()))
    return Protection(
        tables=tables,
        asked=policy,
        policy=case.policy,
        aim=aim,
        method=choice.method,
        primary=case.primary,
        hidden=choice.hidden,
        told=case.told,
        withheld=frozenset(withheld),
        report=report,
        gap=choice.gap,
        known=case.known,
    )


def attack(
    tables: Tables,
    policy: Policy,
    hidden: Collection[Cell],
    released: Collection[Cell] = (),
    told: Mapping[Cell, Range] = EMPTY,
    known: Known = NOTHING,
    whole: bool = True,
) -> AttackReport:
    """The report on any choice of hidden cells, one that somebody else published for instance. Not `whole`: of counts that
    are safe, only that their range is as wide as the policy asks, which is found much sooner."""
    check_known(tables, [*hidden, *released, *told])
    out = {**told, **{cell: (tables.counts[cell],) * 2 for cell in released}}
    known = _apart(tables, out, known)
    every = frozenset(hidden) | known.unseen
    case = Case.of(tables, policy, every, out, known)
    return _report(case, every, Auditor(case), whole)


def _apart(tables: Tables, out: Mapping[Cell, Range], known: Known) -> Known:
    """What stands in no table; a count that some release shows is no longer unseen. Facts must be true of the counts."""
    check_known(tables, known.unseen)
    for fact in known.facts:
        check_known(tables, [cell for cell, _ in fact.terms])
        if sum(weight * tables.counts[cell] for cell, weight in fact.terms) > fact.most:
            raise ValueError(f"What is said of {say_cells([cell for cell, _ in fact.terms])} is not so.")
    shown = {cell for cell, (lowest, highest) in out.items() if lowest == highest}
    return replace(known, unseen=known.unseen - shown)


def _case(tables: Tables, policy: Policy, withheld: Collection[Cell], out: Mapping[Cell, Range], known: Known) -> Case:
    known = _apart(tables, out, known)
    check_known(tables, [*withheld, *out])
    for cell, (lowest, highest) in out.items():
        if not lowest <= tables.counts[cell] or (highest is not None and tables.counts[cell] > highest):
            raise ValueError(f"{cell.say()} is {tables.counts[cell]:,}; what is out already says otherwise.")
    primary = primary_cells(tables, policy)
    public = sorted({cell for cell in primary.keys() | set(withheld) if cell in out and out[cell][0] == out[cell][1]})
    if public:
        raise CannotProtect(f"{say_cells(public)}: to be hidden, and already public.")
    forced = frozenset(withheld) | known.unseen | (primary.keys() if policy.hides_small else frozenset())
    return Case.of(tables, policy, forced, out, known)


def _report(case: Case, hidden: frozenset[Cell], auditor: Auditor, whole: bool) -> AttackReport:
    failures = auditor.failures(hidden)
    cells = case.system.cells
    asked = [cell for cell in sorted(hidden | case.primary.keys()) if cell in case.primary or case.hides(cell)]
    view = case.view(hidden)
    attempts = tuple(_attempt(case, view, auditor, cell, whole) for cell in asked)
    insiders = tuple(
        (cells[failure.demand.insider], cells[failure.demand.column])
        for failure in failures
        if failure.demand.insider is not None
    )
    return AttackReport(case.policy, attempts, insiders)


def _attempt(case: Case, view: View, auditor: Auditor, cell: Cell, whole: bool) -> Attempt:
    """The whole range; in a very large table, where it is safe, as much of it as the audit has found."""
    asked, count, column = case.asked(cell), case.system.counts[case.system.place[cell]], case.system.place[cell]
    down, up = auditor.spread(column)
    large = np.count_nonzero(view.label == view.label[column]) > WHOLE_UP_TO
    if (large or not whole) and up - down >= asked:
        return Attempt(cell, int(count) + down, int(count) + up, asked, whole=False)
    return Attempt(cell, *auditor.interval(view, cell), asked)
