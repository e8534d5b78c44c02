"""An attacker of another making. He has every published page, and knows how the tables add up, the policy, the marks, and
what everybody knows; nothing of the code under test. True counts are used only to say whether he succeeded.

What he knows exactly he takes away first. Each programme he solves gives a table that cannot be ruled out: where two such
tables already differ enough in a count he does not ask again, so most counts cost him no programme of their own.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import product

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csr_matrix

from goldenthread.analysis.disclosure import tabulate
from goldenthread.partnership.policies import Refused
from goldenthread.understanding.disclosure.computing import propose
from goldenthread.understanding.disclosure.definitions import Draft, Known


def draft(key, period, dimensions, leaves, identities=()):
    """A table from the counts of its innermost cells."""
    counted = f"plans, {period}"
    tables = tabulate(counted, dimensions, leaves)
    made = Draft(key, key, "plans", period, "made up", tuple(dimensions), {}, tuple(identities))
    places = product(*(d.categories for d in dimensions))
    return replace(made, counts={place: tables.counts[made.cell(place)] for place in places})


def as_known(found, policy):
    """A proposal as it is known once it is published."""
    new = found.draft
    counts = {each.cell: found.tables.counts[each.cell] for each in found.shown}
    counts |= {cell: found.tables.counts[cell] for _, cell in found.unseen}
    places = {place: cell for place, cell in found.unseen if place} | {each.place: each.cell for each in found.shown}
    unseen = frozenset(cell for _, cell in found.unseen)
    rest = (unseen, found.facts, places)
    one_mark = found.protection.policy != policy
    return Known(
        new.title, new.key, found.edition, found.shown, counts, found.identities, policy, *rest, one_mark=one_mark
    )


def publish(new, policy, earlier):
    """The table as published, for the next to be protected with; or nothing, where it was refused."""
    try:
        return as_known(propose(new, policy, earlier, whole=False), policy)
    except Refused:
        return None


class Attacker:
    """Reads pages. A shown number of a rounded table may be off by the rounding; a mark says what its note says."""

    def __init__(self, pages, policy, never_more=(), percentages=()):
        """`never_more`: pairs of sums of cells of which the first is at most the second. `percentages`: each a count, what it is
        a share of, and what was printed."""
        bounds = {cell: (0.0, np.inf) for page in pages for cell in page.unseen}
        alike = {cell for page in pages if page.one_mark for cell in page.hidden}  # small or not
        for page in pages:
            for shown in (each for each in page.shown if each.cell not in page.unseen):
                low, high = self.read(shown, policy)
                if shown.mark == "c" and policy.says_small and shown.cell not in alike:
                    low = policy.under
                before = bounds.get(shown.cell, (0.0, np.inf))
                bounds[shown.cell] = max(low, before[0]), min(high, before[1])
        self.bounds = bounds
        self.equal = [
            {**dict.fromkeys(each.left, 1.0), **dict.fromkeys(each.right, -1.0)}
            for each in {identity for page in pages for identity in page.identities}
        ]
        self.most = [({**dict.fromkeys(less, 1.0), **dict.fromkeys(more, -1.0)}, 0.0) for less, more in never_more]
        for part, whole, printed in percentages:
            half = 0.5 / 10 ** len(printed.partition(".")[2].rstrip("%"))
            share = float(printed.rstrip("%"))
            self.most += [({part: 100.0, whole: -share - half}, 0.0), ({part: -100.0, whole: share - half}, 0.0)]
        self.seen = []

    @staticmethod
    def read(shown, policy):
        if shown.value is None:
            if shown.mark == "*":
                return 1, policy.under - 1
            low, high = (re.search(rf"at {word} ([\d,]+)", shown.mark) for word in ("least", "most"))
            lowest = 1 if "shown" in policy.zeros and "always" in policy.zeros else 0
            return (int(low[1].replace(",", "")) if low else lowest), (int(high[1]) if high else np.inf)
        if policy.round_to == 1:
            return shown.value, shown.value
        if policy.hides_small and shown.value == 0:
            return 0, 0
        half = policy.round_to // 2
        lowest = policy.under if policy.hides_small else 0
        return max(lowest, shown.value - half), shown.value + policy.round_to - half - 1

    def range_of(self, cell, also=None):
        """The least and the most that a count could be; `also` fixes a count that he knows of his own."""
        bounds = {**self.bounds, **({also[0]: (also[1], also[1])} if also else {})}
        unknown = {each: at for at, each in enumerate(c for c, (low, high) in bounds.items() if low < high)}
        if cell not in unknown:
            return list(bounds[cell])
        equal = self._rows([(terms, 0.0) for terms in self.equal], bounds, unknown)
        most = self._rows(self.most, bounds, unknown)
        ends = []
        for sign in (1, -1):
            cost = np.zeros(len(unknown))
            cost[unknown[cell]] = sign
            rules = dict(zip(("A_eq", "b_eq"), equal, strict=True)) | dict(zip(("A_ub", "b_ub"), most, strict=True))
            found = linprog(cost, bounds=[bounds[each] for each in unknown], method="highs", **rules)
            assert found.status in (0, 3), found.message
            ends.append(sign * np.inf * -1 if found.status == 3 else sign * found.fun)
            if found.status == 0:
                known = {each: low for each, (low, high) in bounds.items() if low == high}
                self.seen.append(known | dict(zip(unknown, found.x, strict=True)))
        return ends

    @staticmethod
    def _rows(rules, bounds, unknown):
        """Matrix and right side, over the unknown alone; rules that hold nothing unknown say nothing."""
        held = [(terms, most) for terms, most in rules if any(cell in unknown for cell in terms)]
        if not held:
            return None, None
        matrix, right = np.zeros((len(held), len(unknown))), np.zeros(len(held))
        for row, (terms, most) in enumerate(held):
            right[row] = most - sum(weight * bounds[cell][0] for cell, weight in terms.items() if cell not in unknown)
            for cell in terms.keys() & unknown.keys():
                matrix[row, unknown[cell]] = terms[cell]
        return csr_matrix(matrix), right

    def is_wider(self, cell, asked, also=None):
        """May it be anything in a range so wide? Only where the tables found so far do not show it, ask."""
        held = [each[cell] for each in self.seen if also is None or abs(each[also[0]] - also[1]) < 1e-9]
        if held and max(held) - min(held) >= asked - 1e-6:
            return True
        low, high = self.range_of(cell, also)
        return high - low >= asked - 1e-6


def check(pages, policy, **knows):
    """No small count is known closer than the policy allows, no hidden one exactly, no neighbour by a lone person."""
    attacker = Attacker(pages, policy, **knows)
    counts = {cell: count for page in pages for cell, count in page.counts.items()}
    hidden = {cell for page in pages for cell in page.hidden}
    small = {cell for cell, count in counts.items() if 0 < count < policy.under}
    shown = {shown.cell for page in pages for shown in page.shown if shown.value is not None}
    assert not policy.hides_small or not small & shown
    for cell in hidden | small:
        asked = policy.width if cell in small else 1
        assert attacker.is_wider(cell, asked), f"{cell.say()} is {counts[cell]}: between {attacker.range_of(cell)}"
    for table in attacker.seen[:20]:
        for page in pages:  # what he cannot rule out agrees with every page: else he would rule out too much
            assert all(
                abs(table[s.cell] - s.value) < 1e-6 for s in page.shown if s.value is not None and policy.round_to == 1
            )
    if policy.singletons:
        check_lone_persons(attacker, counts, small)


def check_lone_persons(attacker, counts, small):
    """Whoever is the only one in a cell and not in another's total must not learn the other count exactly."""
    alone = sorted(cell for cell in small if counts[cell] == 1)
    for person, other in product(alone[:2], sorted(cell for cell in small if counts[cell] > 1)[:4]):
        assert attacker.is_wider(other, 1, also=(person, 1)), f"The one in {person.say()} learns {other.say()}"
