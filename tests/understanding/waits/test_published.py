"""Can anybody find a child in the public table, by any sum, and does it still say what is true?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goldenthread.analysis.disclosure import COUNTS_UNDER_5
from goldenthread.understanding.disclosure.computing import propose
from goldenthread.understanding.disclosure.definitions import MARKS
from goldenthread.understanding.waits.checking import Before, understand
from goldenthread.understanding.waits.computing import drafts
from goldenthread.understanding.waits.computing.lists import ALL, BETWEEN, LEAVES, OVER, YEAR, lists_in
from goldenthread.understanding.waits.computing.published import EVERY, HIDDEN, Published
from goldenthread.understanding.waits.presenters import public
from goldenthread.understanding.waits.reading import read
from tests.understanding.disclosure.attacker import as_known, check

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


def published_of(held_now, month=MONTH, earlier=(), breaks=()):
    """One month as it would be published after the earlier ones; and as it is known from then on."""
    lists = lists_in(held_now, month)
    draft = drafts.draft_of(lists, month, "Here", drafts.notes_of(held_now, lists, month))
    others = {drafts.month_of(each.key): each for each in earlier}
    found = propose(drafts.beside(draft, month, others, breaks), COUNTS_UNDER_5, earlier, whole=False)
    return found, as_known(found, COUNTS_UNDER_5)


def page_of(found) -> Published:
    draft = found.draft
    texts = {each.place: HIDDEN if each.mark in MARKS else each.text for each in found.shown}
    numbers = {each.place: each.value for each in found.shown if each.value is not None}
    return Published(drafts.month_of(draft.key), draft.labels, texts, numbers, draft.notes)


def page(text: str) -> Published:
    return page_of(published_of([held(text)])[0])


MONTHS = ("2026-05", "2026-06", "2026-07")
CHILD = st.tuples(st.one_of(st.none(), st.integers(-12, 120)), st.integers(1, 4))
CHILDREN = st.lists(CHILD, min_size=1, max_size=30)


@settings(max_examples=12)
@given(st.dictionaries(st.sampled_from(["OT", "SALT", "Physio"]), CHILDREN, min_size=1, max_size=2))
def test_no_hidden_count_can_be_worked_out_from_all_months_together(children):
    """Each child waits so many weeks in May, and leaves after so many months. Whoever has every month's table, and knows
    that nobody can have begun to wait in a year that is over, must learn nothing that is hidden."""
    pages, rows = [], []
    for at, month in enumerate(MONTHS):
        rows += [
            f"{service},{date(2026, 5, 31) - timedelta(weeks=wait) if wait is not None else ''},{month}"
            for service, waits in children.items()
            for wait, leaves in waits
            if leaves > at and (wait is None or wait >= -4 * at)
        ]
        told = [held("Service,Referral date,Month\n" + "\n".join(rows) + "\n")] if rows else []
        if told and any(line.month == month for line in told[0].lines):
            pages.append(published_of(told, month, pages)[1])
    check(pages, COUNTS_UNDER_5, never_more=list(cannot_have_grown(pages)))


def cannot_have_grown(pages):
    """Children referred before this year: those of a later page were on the earlier one. Written from the pages alone."""
    for earlier, later in pairwise(pages):
        for place, cell in later.places.items():
            before = earlier.places.get(place)
            over = place[1] in {f"referred in {year}" for year in range(2000, 2026)}
            if before and over and later.counts[cell] <= earlier.counts[before]:
                yield (cell,), (before,)


def years_of_referral(pages):
    """On the last day of July 2026: who waits over a year was referred before 2026, who was referred before 2025 has waited
    over one, and who was referred before 2026 has waited over 18 weeks. From the pages alone."""
    for page in pages:
        years = [at for at in page.places if at[1].startswith("referred in ") and at[0] != EVERY]
        for place in {place for place, _ in years}:
            early, earlier = (
                tuple(page.places[at] for at in years if at[0] == place and int(at[1][-4:]) < end)
                for end in (2026, 2025)
            )
            year, over = (page.places[place, YEAR],), (page.places[place, OVER],)
            for less, more in ((year, early), (earlier, year), (early, over)):
                if sum(page.counts[cell] for cell in less) <= sum(page.counts[cell] for cell in more):
                    yield less, more


@settings(max_examples=12)
@given(st.lists(st.integers(0, 140), min_size=1, max_size=40))
def test_a_year_of_referral_and_the_weeks_of_a_wait_do_not_give_each_other_away(waits):
    pages = [published_of([held(referrals({"OT": waits}))])[1]]
    assert list(years_of_referral(pages))
    check(pages, COUNTS_UNDER_5, never_more=list(years_of_referral(pages)))


def test_what_a_year_of_referral_says_of_a_wait_is_known_to_the_attack():
    """Three were referred before this year and nobody knows who waits over a year: at most those three."""
    found, page = published_of([held(referrals({"OT": [2] * 30 + [40, 44, 60]}))])
    told = {fact.terms: fact.most for fact in found.draft.facts}

    (fact,) = [terms for terms in told if dict(terms).get(page.places[OT, YEAR]) == 1.0]
    assert dict(fact) == {page.places[OT, YEAR]: 1.0, page.places[OT, "referred in 2025"]: -1.0}
    assert set(told.values()) == {0.0} and len(told) == 3


def test_a_cohort_that_stands_still_is_not_shown_beside_a_hidden_month():
    """10 in May and in July, and in June 10 too but hidden to protect a neighbour: then both would tell it."""
    pages = []
    for month, (one, two) in zip(MONTHS, ((10, 9), (10, 3), (10, 9)), strict=True):
        rows = [f"OT,2024-02-0{1 + n % 9},{month}" for n in range(one)]
        rows += [f"OT,2025-02-0{1 + n % 9},{month}" for n in range(two)] + [f"OT,2026-04-01,{month}"] * 20
        told = [held("Service,Referral date,Month\n" + "\n".join(rows) + "\n")]
        pages.append(published_of(told, month, pages)[1])
    check(pages, COUNTS_UNDER_5, never_more=list(cannot_have_grown(pages)))
    assert pages[1].hidden


def test_a_break_between_two_months_is_no_knowledge():
    told = [held("Service,Referral date,Month\n" + "OT,2024-02-01,2026-06\n" * 9 + "OT,2024-02-01,2026-07\n" * 8)]
    before = [published_of(told, "2026-06")[1]]
    found, _ = published_of(told, "2026-07", before)
    broken, _ = published_of(told, "2026-07", before, [("Occupational therapy, Trust", "2026-07")])
    assert len(found.draft.facts) > len(broken.draft.facts)
    assert {cell.counted for fact in broken.draft.facts for cell, _ in fact.terms} == {broken.draft.counted}


WAITS = st.lists(st.one_of(st.none(), st.integers(0, 120)), min_size=1, max_size=40)


@pytest.mark.once
@settings(max_examples=15)
@given(st.dictionaries(st.sampled_from(["OT", "SALT", "Physio"]), WAITS, min_size=1))
def test_every_number_that_is_shown_is_true(weeks):
    lists = lists_in([held(referrals(weeks))], MONTH)
    shown = page(referrals(weeks))

    for each in lists:
        for group, bounds in zip(LEAVES, each.waits, strict=True):
            if (each.place, group) in shown.numbers:
                assert shown.numbers[each.place, group] == bounds.known
    total = sum(len(waits) for waits in weeks.values())
    assert shown.numbers.get((EVERY, ALL), total) == total


@settings(max_examples=30)
@given(st.lists(st.one_of(st.sampled_from(["*", ""]), st.integers(0, 60)), min_size=4, max_size=4))
def test_words_are_true_of_whatever_was_filled_in(cells):
    """Bands that straddle 18 weeks, stars and blanks: what stands behind the words adds up, and the words hold it."""
    told = held("Service,0-12 weeks,>12-26 weeks,>26-52 weeks,>52 weeks\nOT," + ",".join(map(str, cells)) + "\n")
    lists = lists_in([told], MONTH)
    if lists:
        found, _ = published_of([told])
        for place, said in found.draft.said.items():
            for fact in said.facts:
                assert sum(weight for _, weight in fact.terms) * found.draft.counts[place] <= fact.most


OT = "Occupational therapy, Trust"


def test_what_a_provider_hid_is_said_as_bounds_rounded_outwards():
    shown = page("Service,0-18 weeks,>18-52 weeks,>52 weeks\nOT,48,*,13\n")

    assert shown.texts[OT, BETWEEN] == "at most 5"
    assert shown.texts[OT, ALL] in ("at least 60, at most 65", HIDDEN)
    assert (OT, BETWEEN) not in shown.numbers
    assert shown.texts[EVERY, OVER] in ("at least 10, at most 20", HIDDEN)


def test_words_that_would_give_a_star_away_are_left_out():
    """48 and 17 are 65: "at most 70" in all, beside "at most 5" for the star, leaves it its whole range; "at least 65, at
    most 70" would too. 48 and 13, and a star of 1 to 4: what is said never narrows the star to less than the policy asks.
    """
    for last in range(10, 20):
        told = held(f"Service,0-18 weeks,>18-52 weeks,>52 weeks\nOT,48,*,{last}\n")
        check([published_of([told])[1]], COUNTS_UNDER_5)


def test_a_blank_is_not_known_and_never_nought():
    shown = page("Service,0-18 weeks,>18-52 weeks,>52 weeks\nOT,48,,13\n")

    assert shown.texts[OT, BETWEEN] == "not known"
    assert shown.texts[OT, ALL] == "at least 60"


def test_the_longest_wait_of_one_child_is_never_shown():
    few, many = (page(referrals({"OT": [2] * 30 + [110] * count})) for count in (1, 6))

    assert public.longest(OT, few) == HIDDEN
    assert public.longest(OT, many) == "more than 82 weeks"  # six were referred in 2024
    assert public.longest(OT, page(referrals({"OT": [2] * 30}))) == "not known"


def test_the_page_says_who_did_not_send_and_the_chart_leaves_a_gap():
    trust = held(
        "Service,Month,Wait band,Number\n"
        + "".join(f"OT,{m} 2026,{b},{n}\n" for m in ("June", "July") for b, n in (("0-18 weeks", 30), (">18 weeks", 9)))
    )
    wren = held("Service,Month,Wait band,Number\nOT,June 2026,0-18 weeks,20\nOT,June 2026,>18 weeks,8\n", "Wren")
    june, known = published_of([trust, wren], "2026-06")
    july, _ = published_of([trust, wren], "2026-07", [known])
    held_months = [page_of(june), page_of(july)]
    shown = public.waits(held_months, [], [])

    assert shown.as_of == "July 2026"
    assert "Wren did not" in " ".join(shown.complete)
    assert "The last return of Wren is for June 2026." in shown.complete
    assert shown.charts[0].title == "Occupational therapy: at least 9 children had waited over 18 weeks in July 2026"
    assert ("July 2026", "9 people", "no return") in shown.charts[0].rows
    assert ("2026-07", "", "Wren", *[""] * 7, "no return was sent") in list(public.csv_rows(held_months, []))


def test_an_area_without_returns_shows_what_the_nhs_publishes():
    page = public.waits([], [], ["QQQ", "QHM"], ["Wren has not sent its waits."])

    assert (page.as_of, page.rows, page.complete) == ("", (), ("Wren has not sent its waits.",))
    assert page.context is not None
    assert (page.context.name, page.context.as_of) == ("North East and North Cumbria ICB", "October 2023")
    assert public.waits([], [], []).context is None
    assert all(cell not in {"1", "2", "3", "4"} for row in page.context.rows for cell in row)
