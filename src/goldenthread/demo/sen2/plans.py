"""Who has a plan, since when, where are they each January, and when and why does it end?

Everyone with a plan between 2022 and 2025 is the caseload of January 2025 and those who left in the three years before it:
walking backwards from there, new plans, transfers and leavers of each year make each January's total what was published.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from goldenthread.demo.sen2.calibration import (
    AGES,
    ETHNICITIES,
    NEED_ITEMS,
    NEEDS,
    NOT_RECORDED,
    PLACES,
    REASONS,
    SEXES,
    STARTING_AGES,
    Figures,
    england,
    season,
)
from goldenthread.demo.sen2.calibration import codes as code_lists
from goldenthread.demo.sen2.draws import (
    NEVER,
    Numbers,
    Table,
    Truth,
    Whole,
    age_on,
    between,
    day,
    dealt,
    picked,
    raked,
    sampled,
    school_age,
    settled,
    shares,
    weekday,
)

YEARS = (2022, 2023, 2024)
"""The calendar years whose January returns (2023, 2024, 2025) can be made."""
JANUARIES = (2022, 2023, 2024, 2025)
NOWHERE = -1
MAX_AGE, GROWN_UP = 0, (REASONS.index("he"), REASONS.index("employ"))
"""Reasons for ceasing that the young cannot have: the maximum age; higher education and employment."""
AGE_WORDS = tuple(f"age:{age}" for age in AGES)
STARTING_WORDS = tuple(f"age:{age}" for age in STARTING_AGES)
SEX_WORDS = tuple(f"sex:{sex}" for sex in SEXES)
PLAN_LAW = day(2014, 9, 1)
"""The first EHC plans: Children and Families Act 2014, in force that day."""


@dataclass
class Plans:
    """One row a plan, and so a person: days since 1970, codes as positions in the lists of `calibration`."""

    born: Whole
    sex: Whole
    ethnicity: Whole
    need: Whole
    second_need: Whole
    """-1 where there is none."""
    place: Table
    """A column a January of 2022 to 2025; -1 where there is no plan here."""
    start: Whole
    arrived: Whole
    """The start, or the day of transfer from another area."""
    ceased: Whole
    reason: Whole
    """1 to 9 as in the return; 0 while the plan is open."""
    last_place: Whole
    began: Whole
    """2022 to 2024 where the plan was issued here in that year, 0 where earlier or elsewhere."""
    transferred: Whole
    """2022 to 2024 where it came from another area in that year, else 0."""

    def open_at(self, january: int) -> Truth:
        """Which plans are open on a January's reference date."""
        return (self.arrived <= census(january)) & (self.ceased > census(january))


def census(january: int) -> int:
    """The reference date of a January's return; for 2022, when there was none, the third Thursday."""
    found = code_lists()["reference_dates"].get(january)
    return day(january, found.month, found.day) if found else day(january, 1, 20)


def joint() -> Table:
    """England's plans by age, sex, placement and need at once, from every published pair of them."""
    whole = england()
    caseload, needs = ("caseload", "202425"), ("sen_needs_all_plans", "202425")
    age_place = np.array([[whole.get(*caseload, place, word) for place in PLACES] for word in AGE_WORDS])
    sex_place = np.array([[whole.get(*caseload, place, word) for place in PLACES] for word in SEX_WORDS])
    age_need = np.array([[whole.get(*needs, need, word) for need in NEED_ITEMS] for word in AGE_WORDS])
    sex_need = np.array([[whole.get(*needs, need, word) for need in NEED_ITEMS] for word in SEX_WORDS])
    place_need = np.array([[whole.get(*needs, need, f"place:{place}") for need in NEED_ITEMS] for place in PLACES])
    start = np.ones((len(AGES), len(SEXES), len(PLACES), len(NEEDS)))
    pairs = [((0, 2), age_place), ((1, 2), sex_place), ((0, 3), age_need), ((1, 3), sex_need), ((2, 3), place_need)]
    return raked(start, pairs, rounds=25) + 1e-9


def plans_of(figures: Figures, rng: np.random.Generator) -> Plans:
    """Everyone with a plan between January 2022 and January 2025."""
    shape = joint()
    parts = [_caseload(figures, shape, rng), *(_leavers(figures, shape, year, rng) for year in YEARS[::-1])]
    plans = _shuffled(parts, rng)
    plans.ethnicity = dealt(shares(len(plans.born), figures.down("caseload", "202425", "ehcplans", _ETHNIC_WORDS)), rng)
    plans.second_need = _second_needs(plans.need, rng)
    for year in YEARS[::-1]:
        _begin(figures, plans, year, rng)
        _transfer(figures, plans, year, rng)
    _begin_earlier(plans, rng)
    _place(figures, plans, shape.sum(axis=(1, 3)), rng)
    return plans


_ETHNIC_WORDS = tuple(f"ethnicity:{label}" for label in ETHNICITIES)


def _blank(born: Whole, sex: Whole, place: Whole, need: Whole) -> Plans:
    size, zeros = len(born), np.zeros(len(born), dtype=np.int64)
    return Plans(
        born=born,
        sex=sex,
        ethnicity=zeros,
        need=need,
        second_need=zeros - 1,
        place=np.full((size, len(JANUARIES)), NOWHERE, dtype=np.int64),
        start=zeros.copy(),
        arrived=zeros.copy(),
        ceased=np.full(size, NEVER, dtype=np.int64),
        reason=zeros.copy(),
        last_place=place,
        began=zeros.copy(),
        transferred=zeros.copy(),
    )


def _shuffled(parts: list[Plans], rng: np.random.Generator) -> Plans:
    """All of them, in an order that says nothing about them."""
    order = rng.permutation(sum(len(part.born) for part in parts))
    return Plans(**{name: np.concatenate([getattr(part, name) for part in parts])[order] for name in vars(parts[0])})


def _caseload(figures: Figures, shape: Table, rng: np.random.Generator) -> Plans:
    """Those with a plan in January 2025: each of age, sex, placement and need exactly as published."""
    total = figures.caseload(2025)
    quotas = {
        0: shares(total, figures.down("caseload", "202425", "ehcplans", AGE_WORDS)),
        1: shares(total, figures.down("caseload", "202425", "ehcplans", SEX_WORDS)),
        2: shares(total, figures.placed(2025)),
        3: shares(total, figures.line("sen_needs_all_plans", "202425", NEED_ITEMS)),
    }
    drawn = sampled(raked(shape, [((axis,), quota) for axis, quota in quotas.items()]), total, rng)
    age, sex, place, need = (settled(codes, quotas[axis], rng) for axis, codes in enumerate(drawn))
    years = age + AGES[0] - np.where(age == 0, (rng.random(total) < 0.2).astype(np.int64), 0)
    first = (np.array([day(2023 - int(years_old), 9, 1) for years_old in range(27)]))[years]
    span = np.where(years == AGES[-1], 180, 364)  # nobody is 26 on the reference date
    return _blank(between(first + 364 - span, first + 364, rng, total), sex, place, need)


def _leavers(figures: Figures, shape: Table, year: int, rng: np.random.Generator) -> Plans:
    """Those whose plan ended in a year, by reason exactly as published and by age and placement as nearly as may be."""
    lines = figures.line("ceased_plans", str(year), REASONS)
    lines[-1] += figures.get("ceased_plans", str(year), "not_rec")
    reasons = shares(round(figures.get("ceased_plans", str(year), "total_ceased")), lines)
    total = int(reasons.sum())
    told = str(max(year, 2023))  # nothing was published of 2022's leavers but their reasons
    ages = shares(total, figures.down("ceased_plans", told, "total_ceased", STARTING_WORDS))
    age, reason = sampled(raked(_reasons_by_age(), [((0,), ages), ((1,), reasons)]), total, rng)
    reason = settled(reason, reasons, rng, suits=_reasons_by_age().T[:, age])
    ceased = weekday(_ceased_on(reason, year, rng))
    born = _born_for(age, reason, ceased, year, rng)
    places = shares(total, figures.down("ceased_plans", told, "total_ceased", tuple(f"place:{p}" for p in PLACES)))
    at_school = (school_age(born, year + (0 if year < 2023 else 1)) - AGES[0]).clip(0, len(AGES) - 1)
    counts = np.bincount(at_school, minlength=len(AGES))
    drawn_age, sex, place, need = sampled(raked(shape, [((0,), counts), ((2,), places)]), total, rng)
    found = np.empty(total, dtype=np.int64)
    found[np.argsort(at_school, kind="stable")] = np.argsort(drawn_age, kind="stable")
    plans = _blank(born, sex[found], settled(place[found], places, rng), need[found])
    plans.ceased, plans.reason = ceased, reason + 1
    return plans


def _reasons_by_age() -> Table:
    """England's leavers by age and reason; none that the return's own guide would query."""
    whole = england()
    table = np.array([[whole.get("ceased_plans", "2024", r, word) for r in REASONS] for word in STARTING_WORDS]) + 0.01
    ages = np.array(STARTING_AGES)
    table[ages < 20, MAX_AGE] = 0
    for reason in GROWN_UP:
        table[ages < 17, reason] = 0
    return table


def _ceased_on(reason: Whole, year: int, rng: np.random.Generator) -> Whole:
    """Most plans end with the school year; a child moves or dies on any day; the oldest leave on 31 July."""
    size = len(reason)
    any_day = between(day(year, 1, 24), day(year, 12, 20), rng, size)
    summer = between(day(year, 7, 18), day(year, 8, 31), rng, size)
    unforeseen = np.isin(reason, [REASONS.index(name) for name in ("transfer", "moved_outside_eng", "deceased")])
    chosen = np.where(unforeseen | (rng.random(size) < 0.4), any_day, summer)
    return np.where(reason == MAX_AGE, day(year, 7, 31), chosen)


def _born_for(age: Whole, reason: Whole, ceased: Whole, year: int, rng: np.random.Generator) -> Whole:
    """A birth that gives the age on the day the plan ended."""
    over = dealt(shares(len(age), np.array([9.4, 4.4, 2.6, 1.4, 0.7])), rng)
    years = np.where(age == len(STARTING_AGES) - 1, 20 + over, age + STARTING_AGES[0])
    years = np.where(np.isin(reason, GROWN_UP), np.maximum(years, 17), years)
    born = np.floor(ceased - years * 365.2425 - 2 - rng.random(len(age)) * 361).astype(np.int64)
    oldest = between(day(year - 26, 9, 1), day(year - 25, 7, 20), rng, len(age))
    return np.where(reason == MAX_AGE, oldest, born)


def _second_needs(need: Whole, rng: np.random.Generator) -> Whole:
    """Somewhat under half have a secondary need, never the same as the first."""
    usual = np.array([0.14, 0.03, 0.12, 0.005, 0.06, 0.06, 0.01, 0.2, 0.26, 0.04, 0.06, 0.025])
    second = rng.choice(len(usual), size=len(need), p=usual / usual.sum())
    some = (rng.random(len(need)) < 0.48) & (second != need) & (NEEDS[-1] != np.array(NEEDS)[need])
    return np.where(some, second, -1)


def _free(plans: Plans, year: int) -> Whole:
    """Rows whose beginning is not yet told and that are still open in the January after the year."""
    return np.flatnonzero((plans.began == 0) & (plans.transferred == 0) & (plans.ceased > census(year + 1)))


def _begin(figures: Figures, plans: Plans, year: int, rng: np.random.Generator) -> None:
    """Who was issued with a plan in the year: by age as published, more often where new plans are placed."""
    rows, total = _free(plans, year), figures.new(year)
    groups = (school_age(plans.born[rows], year + 1) - STARTING_AGES[0]).clip(0, len(STARTING_AGES) - 1)
    quota = shares(total, _by_school_age(figures, year))
    likely = (figures.places_of_new(year) + 0.1) / (np.nan_to_num(figures.placed(year + 1)) + 1)
    stays = np.where(plans.reason[rows] > 0, 0.3, 1.0)
    must = plans.born[rows] > day(year - 2, 12, 1)
    chosen = rows[picked(groups, quota, likely[plans.last_place[rows]] * stays, must, total, rng)]
    days = weekday(between(day(year, 1, 24), day(year, 12, 20), rng, len(chosen)))
    plans.began[chosen] = year
    plans.start[chosen] = np.minimum(np.maximum(days, plans.born[chosen] + 300), day(year, 12, 20))
    plans.arrived[chosen] = plans.start[chosen]


def _by_school_age(figures: Figures, year: int) -> Numbers:
    """New plans by age on 31 August: as published by age at the start, save the youngest, who have had a birthday since
    then; of those there are as many as the published caseload grew by as it aged a year."""
    started = figures.down("newplans", str(year), "new_ehc_plans", STARTING_WORDS)
    by_age = [figures.down("caseload", season(january), "ehcplans", AGE_WORDS) for january in (2024, 2025)]
    grown = by_age[1][1:3] - by_age[0][:2]
    told = figures.down("newplans", "2024", "new_ehc_plans", STARTING_WORDS)[1:3]
    started[1:3] *= np.divide(grown, told, out=np.ones(2), where=told > 0).clip(0.5, 2.5)
    return started


def _transfer(figures: Figures, plans: Plans, year: int, rng: np.random.Generator) -> None:
    """Who came with a plan from another area: what the published totals leave unexplained."""
    rows = _free(plans, year)
    ended = int(np.count_nonzero((plans.ceased > census(year)) & (plans.ceased <= census(year + 1))))
    grown = figures.caseload(year + 1) - figures.caseload(year)
    total = max(0, min(grown - figures.new(year) + ended, len(rows)))
    moved = day(year, 7, 1)
    old_enough = np.where(age_on(plans.born[rows], moved) >= 4, 1.0, 1e-9) / np.where(plans.reason[rows] > 0, 4, 1)
    one_group = np.zeros(len(rows), dtype=np.int64)
    chosen = rows[picked(one_group, np.array([total]), old_enough, one_group > 0, total, rng)]
    plans.transferred[chosen] = year
    plans.arrived[chosen] = weekday(between(day(year, 1, 24), day(year, 12, 20), rng, total))
    first = np.maximum(PLAN_LAW, plans.born[chosen] + 300)
    plans.start[chosen] = weekday(between(first, plans.arrived[chosen] - 90, rng, total))


def _begin_earlier(plans: Plans, rng: np.random.Generator) -> None:
    """The rest began before 2022: as long ago as England's do, never before the law nor before ten months of age."""
    rows = np.flatnonzero((plans.began == 0) & (plans.transferred == 0))
    low = np.maximum(PLAN_LAW, plans.born[rows] + 300)
    high = day(2021, 12, 17)
    years = tuple(range(3, 11))
    held = england().down("caseload", season(2025), "ehcplans", tuple(f"years:{n}" for n in years))
    ago = rng.choice(years, size=len(rows), p=held / held.sum()) + rng.random(len(rows))
    usual = np.floor(census(2025) - ago * 365.2425).astype(np.int64)
    drawn = np.where((usual < low) | (usual > high), between(low, high, rng, len(rows)), usual)
    plans.start[rows] = plans.arrived[rows] = weekday(drawn)


def _place(figures: Figures, plans: Plans, by_age: Numbers, rng: np.random.Generator) -> None:
    """Where each was in each January, walking back: who was too young to be there then was elsewhere."""
    usual = by_age / by_age.sum(axis=1, keepdims=True)
    later = plans.last_place.copy()
    for column in range(len(JANUARIES) - 1, -1, -1):
        january = JANUARIES[column]
        rows = np.flatnonzero(plans.open_at(january))
        age = (school_age(plans.born[rows], january) - AGES[0]).clip(0, len(AGES) - 1)
        now = later[rows]
        if january < JANUARIES[-1]:
            now = _earlier(now, age, usual, rng)
        if january > JANUARIES[0]:
            moving = np.where(np.isin(age + AGES[0], (4, 11, 16, 19)), 6.0, 1.0)
            quota = shares(len(rows), figures.placed(january))
            now = settled(now, quota, rng, willing=moving, suits=usual.T[:, age])
        plans.place[rows, column] = now
        later[rows] = now


def _earlier(later: Whole, age: Whole, usual: Numbers, rng: np.random.Generator) -> Whole:
    """A year before: the same place if children of that age are found there as often, else one usual at that age."""
    older = (age + 1).clip(max=len(AGES) - 1)
    stay = rng.random(len(later)) < usual[age, later] / np.maximum(usual[older, later], 1e-12)
    settled_places = usual.copy()
    settled_places[:, NOT_RECORDED] = 0
    sums = np.cumsum(settled_places / settled_places.sum(axis=1, keepdims=True), axis=1)
    found = later.copy()
    for one in np.unique(age[~stay]):
        these = np.flatnonzero(~stay & (age == one))
        found[these] = np.searchsorted(sums[one], rng.random(len(these))).clip(max=NOT_RECORDED - 1)
    return found
