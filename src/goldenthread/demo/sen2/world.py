"""Everyone and everything that the returns of an area tell of: made once, from a seed; each January's return reads it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from goldenthread.demo.sen2.calibration import FIVE, FURTHER, NOT_RECORDED, PLACES, Figures, codes
from goldenthread.demo.sen2.draws import NEVER, Table, Truth, Whole, between, day, dealt, school_age, shares
from goldenthread.demo.sen2.plans import JANUARIES, Plans, plans_of
from goldenthread.demo.sen2.requests import People, Requests, requests_of
from goldenthread.demo.sen2.reviews import PHASES, Reviews, reviews_of
from goldenthread.demo.sen2.settings import Settings, settings_for


@dataclass(frozen=True)
class Stays:
    """For each plan (row) and January (column of 2022 to 2025) the setting, the first day there and the last before it."""

    setting: Table
    entry: Table


@dataclass(frozen=True)
class World:
    """An area's made-up children, from January 2022 to January 2025."""

    figures: Figures
    plans: Plans
    requests: Requests
    people: People
    reviews: Reviews
    settings: Settings
    stays: Stays
    chance: Table
    """A number from 0 to 1 a person, by which they keep a postcode and a school."""
    residential: Whole
    """0 none, 1 for 38 to 51 weeks, 2 for 52 weeks."""
    work_based: Whole
    """0 none, then as in the codes: supported internship, apprenticeship, traineeship."""
    budget: Whole
    """0 none, 1 organised arrangements, 2 to 5 direct payments by purpose."""
    from_area: Table
    """The code of the area from which a plan was transferred."""


def world_of(figures: Figures, seed: int) -> World:
    """The area's children. The same seed gives the same children, whatever is then asked about them."""
    rng = np.random.default_rng([seed, int(figures.la_code), len(figures.slug)])
    plans = plans_of(figures, rng)
    requests, people = requests_of(figures, plans, rng)
    reviews = reviews_of(figures, plans, rng)
    settings = settings_for(plans.place[:, -1])
    chance = rng.random(len(people.born))
    others = np.array([code for _, code in FIVE.values() if code != figures.la_code])
    return World(
        figures,
        plans,
        requests,
        people,
        reviews,
        settings,
        _stays(plans, settings, chance, rng),
        chance,
        _residential(figures, plans, rng),
        _work_based(figures, plans, rng),
        _budgets(figures, plans, rng),
        others[rng.integers(0, len(others), len(plans.born))],
    )


def _stays(plans: Plans, settings: Settings, chance: Table, rng: np.random.Generator) -> Stays:
    shape = plans.place.shape
    setting, entry = np.full(shape, NEVER, dtype=np.int64), np.full(shape, NEVER, dtype=np.int64)
    for column, january in enumerate(JANUARIES):
        here = np.flatnonzero(plans.open_at(january))
        age = school_age(plans.born[here], january)
        setting[here, column] = settings.of(plans.place[here, column], age, chance[: shape[0]][here])
        entry[here, column] = _entered(plans, here, january, rng)
        if column:
            before = setting[here, column - 1]
            stayed, moved = before == setting[here, column], (before < NEVER) & (before != setting[here, column])
            entry[here[stayed], column] = entry[here[stayed], column - 1]
            entry[here[moved], column] = _moved(age[moved], january - 1, entry[here[moved], column - 1], rng)
    return Stays(setting, entry)


def _entered(plans: Plans, rows: Whole, january: int, rng: np.random.Generator) -> Whole:
    """A first known stay began in the September before the plan, or with it, after a birth in any case."""
    arrived = np.minimum(plans.arrived[rows], day(january, 1, 10))
    year = arrived.astype("datetime64[D]").astype("datetime64[Y]").astype(np.int64) + 1970
    back = rng.integers(1, 3, len(rows))
    september = (np.array([day(one, 9, 1) for one in range(2010, 2027)]))[(year - back - 2010).clip(0)]
    with_it = (rng.random(len(rows)) < 0.35) | (september < plans.born[rows] + 365)
    return np.where(with_it, arrived, september)


def _moved(age: Whole, year: int, before: Whole, rng: np.random.Generator) -> Whole:
    """Most move with the school year; a change of phase always does."""
    any_day = between(day(year, 1, 26), day(year, 12, 15), rng, len(age))
    termly = np.isin(age, PHASES) | (rng.random(len(age)) < 0.7)
    return np.maximum(np.where(termly, day(year, 9, 1), any_day), before + 8)


def _among(rows: Whole, counts: Whole, size: int, rng: np.random.Generator) -> Whole:
    """So many of kinds 1, 2 and so on, dealt among some rows; 0 for all others."""
    found = np.zeros(size, dtype=np.int64)
    chosen = rng.permutation(rows)[: int(counts.sum())]
    kinds = dealt(counts, rng)[: len(chosen)] + 1
    found[chosen] = kinds
    return found


def _residential(figures: Figures, plans: Plans, rng: np.random.Generator) -> Whole:
    """As many as published, among those in independent, non-maintained and specialist settings."""
    kinds = [PLACES.index(name) for name in ("special_independent", "special_non_maintained")]
    kinds.append(PLACES.index("specialist_post_16_institutions"))
    counts = np.round(figures.line("residential_settings", "202425", ("Res_3851", "Res_52"))).astype(np.int64)
    return _among(np.flatnonzero(np.isin(plans.last_place, kinds)), counts, len(plans.born), rng)


def _work_based(figures: Figures, plans: Plans, rng: np.random.Generator) -> Whole:
    """As many as published, among those at college."""
    items = ("open_supp_intern", "open_apprentice", "open_trainee")
    counts = np.round(figures.line("work_based_placements", "202425", items)).astype(np.int64)
    college = np.isin(plans.last_place, [PLACES.index(name) for name in FURTHER])
    rows = np.flatnonzero(college & (school_age(plans.born, 2025) >= 16) & plans.open_at(2025))
    return _among(rows, counts, len(plans.born), rng)


def _budgets(figures: Figures, plans: Plans, rng: np.random.Generator) -> Whole:
    """As many personal budgets as published, by what they are for."""
    items = ("org_arrangments", "pb_health", "pb_education", "pb_social", "pb_integrated")
    total = round(np.nan_to_num(figures.get("personal_budgets", "202425", "personal_budget")))
    counts = shares(total, figures.line("personal_budgets", "202425", items))
    return _among(np.flatnonzero(plans.open_at(2025)), counts, len(plans.born), rng)


def placed(place: Whole) -> Truth:
    """Whether a placement is recorded."""
    return (place >= 0) & (place != NOT_RECORDED)


def review_codes() -> list[str]:
    """How outcomes of reviews are written, in the order of `reviews`: maintain, amend, cease, not told."""
    known = codes()["review_outcome"]
    return [known["maintain"], known["amend"], known["cease"], ""]
