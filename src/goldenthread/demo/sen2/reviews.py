"""Which plans were reviewed when, what was decided, and how soon were families told?"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from goldenthread.demo.sen2.calibration import Figures
from goldenthread.demo.sen2.draws import NEVER, Table, Whole, between, day, dealt, school_age, shares
from goldenthread.demo.sen2.plans import JANUARIES, YEARS, Plans, census

MAINTAIN, AMEND, CEASE, UNTOLD = range(4)
FOUR_WEEKS = 28
PHASES = (4, 11, 16, 18)
"""Ages on 31 August at which a child has just changed phase: reception, year 7, year 12, year 14."""


@dataclass
class Reviews:
    """For each plan (row) and January (column of 2022 to 2025) the latest review known then; NEVER where there is none."""

    meeting: Table
    decision: Table
    outcome: Table
    draft: Table
    phase_due: Whole
    """For January 2025: the day by which a plan of a child who changed phase in 2024 was to be amended."""
    phase_final: Whole


def reviews_of(figures: Figures, plans: Plans, rng: np.random.Generator) -> Reviews:
    """Each year's reviews, at the rates published for 2024; one not held again stays the latest."""
    shape = (len(plans.start), len(JANUARIES))
    never = np.full(shape, NEVER, dtype=np.int64)
    reviews = Reviews(never, never.copy(), np.full(shape, UNTOLD), never.copy(), never[:, 0].copy(), never[:, 0].copy())
    _before(plans, reviews, rng)
    for column, year in enumerate(YEARS, start=1):
        _in_year(figures, plans, reviews, column, year, rng)
    _phases(plans, reviews, rng)
    return reviews


def _before(plans: Plans, reviews: Reviews, rng: np.random.Generator) -> None:
    """Nine in ten plans more than a year old in January 2022 had been reviewed in the two years before."""
    old = plans.start < day(2021, 1, 1)
    size = len(plans.start)
    held = between(np.maximum(plans.start + 200, day(2020, 3, 1)), day(2021, 12, 15), rng, size)
    some = old & (rng.random(size) < 0.9)
    reviews.meeting[some, 0] = held[some]
    reviews.decision[some, 0] = (held + between(5, 60, rng, size))[some]
    reviews.outcome[some, 0] = np.where(rng.random(size) < 0.4, MAINTAIN, AMEND)[some]


def _get(figures: Figures, *items: str) -> Whole:
    return shares(10_000, figures.line("annual_reviews", "2024", items))


def _in_year(
    figures: Figures, plans: Plans, reviews: Reviews, column: int, year: int, rng: np.random.Generator
) -> None:
    """Who was reviewed in a year: of those expected, as many as published in it, before it, or not at all."""
    for table in (reviews.meeting, reviews.decision, reviews.outcome, reviews.draft):
        table[:, column] = table[:, column - 1]
    expected = np.flatnonzero(plans.open_at(year + 1) & (plans.start <= day(year, 1, 1)))
    groups = figures.line(
        "annual_reviews",
        "2024",
        ("review_meeting_25", "review_meeting_24", "review_meeting_prior_24", "no_review_meeting"),
    )
    known = reviews.meeting[expected, column] < NEVER
    quota = shares(len(expected), groups)
    order = np.lexsort((rng.random(len(expected)), ~known))  # those reviewed before come first
    kind = np.empty(len(expected), dtype=np.int64)
    kind[order] = np.repeat([2, 0, 1, 3], quota[[2, 0, 1, 3]])
    held = expected[kind < 2]
    in_january = kind[kind < 2] == 0
    first = np.maximum(plans.start[held] + 90, day(year, 1, 24))
    usual = between(first, day(year, 12, 18), rng, len(held))
    meeting = np.where(in_january, between(day(year + 1, 1, 2), census(year + 1) - 1, rng, len(held)), usual)
    _decide(figures, reviews, held, meeting, column, census(year + 1), rng)


def _decide(
    figures: Figures,
    reviews: Reviews,
    rows: Whole,
    meeting: Whole,
    column: int,
    known_by: int,
    rng: np.random.Generator,
) -> None:
    """When each was decided, and how: not yet if it falls after the reference date."""
    size = len(rows)
    soon = dealt(shares(size, _get(figures, "number_decsion_4weeks", "number_decision_gt_4weeks")), rng) == 0
    took = np.where(soon, between(4, FOUR_WEEKS, rng, size), between(FOUR_WEEKS + 1, 140, rng, size))
    outstanding = _get(figures, "review_decision24", "review_decision_outstanding")[1] / 10_000
    decision = meeting + took
    decision[(decision > known_by) | (rng.random(size) < outstanding * 0.6)] = NEVER
    told = _get(figures, "outcome_maintan", "outcome_amend", "outcome_cease", "no_outcome")
    outcome = dealt(shares(size, told), rng)
    reviews.meeting[rows, column] = meeting
    reviews.decision[rows, column] = decision
    reviews.outcome[rows, column] = np.where(decision < NEVER, outcome, UNTOLD)
    amended = (decision < NEVER) & (outcome == AMEND)
    reviews.draft[rows, column] = np.where(amended, np.minimum(decision, meeting + FOUR_WEEKS), NEVER)


def _phases(plans: Plans, reviews: Reviews, rng: np.random.Generator) -> None:
    """Those who changed phase in September 2024 with a plan of a year before: due 15 February, or 31 March after 16.

    Special Educational Needs and Disability Regulations 2014, regulation 18 (check before relying).
    """
    age = school_age(plans.born, 2025)
    moved = np.isin(age, PHASES) & plans.open_at(2025) & (plans.arrived < day(2024, 1, 1))
    due = np.where(age >= 16, day(2024, 3, 31), day(2024, 2, 15))
    size = len(age)
    on_time = due - between(0, 40, rng, size)
    late = due + between(1, 120, rng, size)
    final = np.where(rng.random(size) < 0.7, on_time, late)
    reviews.phase_due = np.where(moved, due, NEVER)
    reviews.phase_final = np.where(moved & (rng.random(size) < 0.95), final, NEVER)
