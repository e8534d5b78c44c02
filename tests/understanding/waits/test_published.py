"""Can anybody find a child in the public table, by any sum, and does it still say what is true?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from goldenthread.understanding.waits.checking import Before, understand
from goldenthread.understanding.waits.computing.lists import ALL, BETWEEN, LEAVES, OVER, UNKNOWN, UPTO, YEAR, lists_in
from goldenthread.understanding.waits.computing.published import EVERY, HIDDEN, published
from goldenthread.understanding.waits.presenters import public
from goldenthread.understanding.waits.reading import read

MONTH = "2026-07"


@dataclass(frozen=True)
class Held:
    provider: str
    lines: tuple
    breaks: tuple = ()


def held(text: str, provider: str = "Trust", **words: str) -> Held:
    told = understand(read(text.encode(), "waits 2026-07.csv"), Before(provider, {("mark", "*"): "under-5"}), {})
    assert not told.open, told.open
    return Held(provider, tuple(told.lines))


def referrals(weeks: dict[str, list[int | None]]) -> str:
    end = date(2026, 7, 31)
    rows = [
        f"{service},{end - timedelta(weeks=wait) if wait is not None else ''}"
        for service, waits in weeks.items()
        for wait in waits
    ]
    return "Service,Referral date\n" + "\n".join(rows) + "\n"


WAITS = st.lists(st.one_of(st.none(), st.integers(0, 120)), min_size=1, max_size=40)


@pytest.mark.once
@settings(max_examples=40)
@given(st.dictionaries(st.sampled_from(["OT", "SALT", "Physio"]), WAITS, min_size=1))
def test_no_hidden_count_can_be_worked_out_from_what_is_shown(weeks):
    """A linear programme written on its own: the range of every hidden count, given all that the page shows."""
    lists = lists_in([held(referrals(weeks))], MONTH)
    shown = published(lists)
    names, known, sums = [], {}, []

    def place(name, words):
        names.append(name)
        if words != HIDDEN:
            known[name] = int(words.replace(",", ""))

    for (where, group), words in shown.waits.items():
        place((where, "wait", group), words)
    for (where, year), words in shown.years.items():
        place((where, "year", year), words)
    for each in {where for where, _ in shown.waits} - {EVERY}:
        sums.append(([(each, "wait", ALL)], [(each, "wait", g) for g in (UPTO, OVER, UNKNOWN)]))
        sums.append(([(each, "wait", OVER)], [(each, "wait", g) for g in (BETWEEN, YEAR)]))
        years = [(each, "year", y) for w, y in shown.years if w == each]
        if years:
            sums.append(([(each, "wait", ALL)], years))
        if (each, None) in shown.years:
            sums.append(([(each, "wait", UNKNOWN)], [(each, "year", None)]))
    for group in (ALL, OVER):
        sums.append(([(EVERY, "wait", group)], [(e.place, "wait", group) for e in lists]))

    matrix = np.zeros((len(sums), len(names)))
    for row, (left, right) in enumerate(sums):
        for name in left:
            matrix[row, names.index(name)] += 1
        for name in right:
            if name in names:
                matrix[row, names.index(name)] -= 1
    limits = [(known[name], known[name]) if name in known else (0, None) for name in names]
    for at, name in enumerate(names):
        if name in known:
            assert known[name] == 0 or known[name] >= 5
            continue
        aim = np.zeros(len(names))
        aim[at] = 1
        low = linprog(aim, A_eq=matrix, b_eq=np.zeros(len(sums)), bounds=limits)
        high = linprog(-aim, A_eq=matrix, b_eq=np.zeros(len(sums)), bounds=limits)
        assert low.status == 0
        assert high.status == 3 or -high.fun - low.fun > 1 - 1e-6, (name, low.fun, high.fun)


@pytest.mark.once
@settings(max_examples=40)
@given(st.dictionaries(st.sampled_from(["OT", "SALT", "Physio"]), WAITS, min_size=1))
def test_every_number_that_is_shown_is_true(weeks):
    lists = lists_in([held(referrals(weeks))], MONTH)
    shown = published(lists)

    for each in lists:
        for group, bounds in zip(LEAVES, each.waits, strict=True):
            if (each.place, group) in shown.shown:
                assert shown.shown[each.place, group] == bounds.known
    total = sum(len(waits) for waits in weeks.values())
    assert shown.shown.get((EVERY, ALL), total) == total


def test_what_a_provider_hid_is_said_as_bounds_rounded_outwards():
    shown = published(lists_in([held("Service,0-18 weeks,>18-52 weeks,>52 weeks\nOT,48,*,13\n")], MONTH))

    assert shown.waits["Occupational therapy, Trust", BETWEEN] == "at most 5"
    assert shown.waits["Occupational therapy, Trust", ALL] == "at least 60, at most 65"
    assert ("Occupational therapy, Trust", BETWEEN) not in shown.shown
    assert shown.waits[EVERY, OVER] == "at least 10, at most 20"


def test_a_blank_is_not_known_and_never_nought():
    shown = published(lists_in([held("Service,0-18 weeks,>18-52 weeks,>52 weeks\nOT,48,,13\n")], MONTH))

    assert shown.waits["Occupational therapy, Trust", BETWEEN] == "not known"
    assert shown.waits["Occupational therapy, Trust", ALL] == "at least 60"


def test_the_longest_wait_of_one_of_a_few_children_is_hidden():
    lists = lists_in([held(referrals({"OT": [2] * 30 + [110]}))], MONTH)
    few, many = lists[0], lists_in([held(referrals({"OT": [2] * 30 + [110] * 6}))], MONTH)[0]

    assert few.summary.longest is not None
    assert public.longest(few, published(lists)) == "Hidden"
    assert public.longest(many, published((many,))) == "110 weeks"


def test_the_page_says_who_did_not_send_and_the_chart_leaves_a_gap():
    trust = held(
        "Service,Month,Wait band,Number\n"
        + "".join(f"OT,{m} 2026,{b},{n}\n" for m in ("June", "July") for b, n in (("0-18 weeks", 30), (">18 weeks", 9)))
    )
    wren = held("Service,Month,Wait band,Number\nOT,June 2026,0-18 weeks,20\nOT,June 2026,>18 weeks,8\n", "Wren")
    page = public.waits([trust, wren], [])

    assert page.as_of == "July 2026"
    assert "Wren did not" in " ".join(page.complete)
    assert "The last return of Wren is for June 2026." in page.complete
    assert page.charts[0].title == "Occupational therapy: at least 9 children had waited over 18 weeks in July 2026"
    assert ("July 2026", "9 people", "no return") in page.charts[0].rows
    assert ("2026-07", "", "Wren", *[""] * 7, "no return was sent") in list(public.csv_rows([trust, wren]))


def test_an_area_without_returns_shows_what_the_nhs_publishes():
    page = public.waits([], ["QQQ", "QHM"])

    assert (page.as_of, page.rows) == ("", ())
    assert page.context is not None
    assert (page.context.name, page.context.as_of) == ("North East and North Cumbria ICB", "October 2023")
    assert public.waits([], []).context is None
    assert all(cell not in {"1", "2", "3", "4"} for row in page.context.rows for cell in row)
