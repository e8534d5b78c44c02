"""How did each plan come about, and what of the requests that came to none? Requests, decisions, assessments, clocks.

Row i is the request behind plan i; after those come requests refused, withdrawn, not yet decided, assessed without a plan
and assessments still open, as many as make each calendar year's published totals.
"""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np

from goldenthread.demo.sen2.calibration import ETHNICITIES, Figures
from goldenthread.demo.sen2.draws import NEVER, Numbers, Truth, Whole, between, day, dealt, shares, weekday, year_of
from goldenthread.demo.sen2.plans import STARTING_AGES, STARTING_WORDS, YEARS, Plans, census

NO, YES, WITHDRAWN, OPEN, NONE = range(5)
"""How a decision ends; NONE where there is none to take. A withdrawal, too, is known from its day."""
SIX_WEEKS, SIXTEEN_WEEKS, TWENTY_WEEKS, A_YEAR = 42, 112, 140, 364


@dataclass
class Requests:
    """One row a request; days since 1970, NEVER where nothing happened."""

    person: Whole
    received: Whole
    decided: Whole
    """The requester was told, or the request was withdrawn."""
    outcome: Whole
    concluded: Whole
    """The plan was issued, or refused, or the assessment stopped."""
    issue: Whole
    """The decision to issue, as for `outcome`."""
    exceptions: Truth
    elsewhere: Truth
    """Requested and assessed in another area, from which the plan was transferred."""
    mediation: Truth
    tribunal: Truth
    assessment_mediation: Truth
    assessment_tribunal: Truth
    other_mediation: Truth
    other_tribunal: Truth
    exported: Truth

    def closed(self, ceased: Whole) -> Whole:
        """The day on which nothing more was to be done, the plan ended included."""
        without = np.where(self.outcome == YES, np.where(self.issue == YES, NEVER, self.concluded), self.decided)
        without[: len(ceased)] = ceased
        return without


@dataclass
class People:
    """Everyone: those with a plan first, in the plans' order."""

    born: Whole
    sex: Whole
    ethnicity: Whole


def requests_of(figures: Figures, plans: Plans, rng: np.random.Generator) -> tuple[Requests, People]:
    """Every request that a return of these years could tell of, and everyone they are about."""
    agreed = [_behind_plans(figures, plans, rng)]
    for year in YEARS:
        agreed += [_unissued(figures, year, rng), _stopped(figures, year, rng)]
    parts = list(agreed)
    for year in YEARS:
        parts += _not_agreed(figures, agreed, year, rng)
    requests = _joined(parts)
    people = _people(figures, plans, requests, rng)
    _come_again(plans, requests, rng)
    _disputes(figures, plans, requests, rng)
    return requests, people


def _rows(received: Whole, decided: Whole, outcome: int, concluded: Whole | int = NEVER, issue: int = NONE) -> Requests:
    size = len(received)
    never, false = np.full(size, NEVER, dtype=np.int64), np.zeros(size, dtype=bool)
    ends = never if isinstance(concluded, int) else concluded
    flags = {field.name: false.copy() for field in fields(Requests)[6:]}
    outcomes, issues = np.full(size, outcome), np.full(size, issue)
    return Requests(never.copy(), received, decided, outcomes, ends, issues, **flags)


def _joined(parts: list[Requests]) -> Requests:
    return Requests(
        **{field.name: np.concatenate([getattr(p, field.name) for p in parts]) for field in fields(Requests)}
    )


def _six_weeks(figures: Figures, year: int, size: int, rng: np.random.Generator) -> Whole:
    """Days to a decision on a request: within six weeks as often as published (2023's, before which nothing was)."""
    told = str(max(year, 2023))
    within = figures.get("requests", told, "request_outcome_six_weeks")
    over = figures.get("requests", told, "request_outcome_over_6_weeks")
    late = rng.random(size) < over / max(within + over, 1)
    return np.where(late, between(43, 75, rng, size), SIX_WEEKS - np.floor(rng.beta(1, 3, size) * 25).astype(np.int64))


def issue_cells(figures: Figures, year: int) -> Numbers:
    """Plans issued within 20 weeks, by 52 and later, each without and with exceptions: six numbers.

    2022's is published only as within or not; the rest is divided as in 2023.
    """

    def three(told: int) -> Numbers:
        def get(item: str) -> float:
            return figures.get("timeliness_20_week", str(told), item)

        within = [get("plans_issued_20_weeks_ex"), get("plans_issued_within_20_weeks")]
        middle = [get("plans_issued_gt20weeks_ltYear_ex"), get("plans_issued_gt20weeks_ltYear")]
        last = [get("plans_issued_gt_1_year_ex"), get("plans_issued_gt_1_year")]
        if np.isnan(middle[0]) or not sum(middle) + sum(last):
            later = three(told + 1)[1:]
            over = [get("plans_issued_den_ex") - within[0], get("plans_issued_den") - within[1]]
            total = np.maximum(later.sum(axis=0), 1)
            middle, last = (over * later[row] / total for row in (0, 1))
        return np.array([within, middle, last], dtype=np.float64)

    cells = three(year)
    return np.column_stack([cells[:, 0], (cells[:, 1] - cells[:, 0]).clip(0)]).ravel()


def _behind_plans(figures: Figures, plans: Plans, rng: np.random.Generator) -> Requests:
    size = len(plans.start)
    took = TWENTY_WEEKS - np.floor(rng.beta(1, 3, size) * 40).astype(np.int64)
    exceptions = np.zeros(size, dtype=bool)
    for year in YEARS:
        rows = np.flatnonzero(plans.began == year)
        cell = dealt(shares(len(rows), issue_cells(figures, year)), rng)
        exceptions[rows] = cell % 2 == 1
        middle = TWENTY_WEEKS + 1 + np.floor(rng.beta(1, 2, len(rows)) * 223).astype(np.int64)
        late = A_YEAR + 1 + np.floor(rng.beta(1, 3, len(rows)) * 300).astype(np.int64)
        took[rows] = np.choose(cell // 2, [took[rows], middle, late])
    received = np.maximum(plans.start - took, plans.born + 30)
    decided = received + np.minimum(_six_weeks(figures, 2024, size, rng), (plans.start - received) * 2 // 3)
    requests = _rows(received, decided, YES, plans.start.copy(), YES)
    requests.person, requests.exceptions = np.arange(size), exceptions
    requests.elsewhere = plans.transferred > 0
    return requests


def _not_agreed(figures: Figures, agreed: list[Requests], year: int, rng: np.random.Generator) -> list[Requests]:
    """The requests received in a year that were not agreed to, and those agreed to and still being assessed."""
    whole = _requests_by_outcome(figures, year)
    here = [part.decided[(year_of(part.received) == year) & ~part.elsewhere] for part in agreed]
    decided = np.concatenate(here)
    undecided = int((decided > census(year + 1)).sum())
    return [
        _refused(figures, year, whole[NO], rng),
        _withdrawn(year, whole[WITHDRAWN], rng),
        _undecided(year, max(0, whole[OPEN] - undecided), rng),
        _still_assessed(figures, year, max(0, whole[YES] - (len(decided) - undecided)), rng),
    ]


def _requests_by_outcome(figures: Figures, year: int) -> Whole:
    """Published requests received in a year as no, yes, withdrawn, open; 2022's divided as 2023's, save refusals."""
    decided = ("requests_decided_not_to_assess", "requests_decided_to_assess")
    columns = (*decided, "requests_withdrawn", "requests_decision_not_made")
    total = round(figures.get("requests", str(year), "requests_received_in_year"))
    found = figures.line("requests", str(year), columns)
    if np.isnan(found).any() or not found[YES]:
        refused = round(found[NO])
        rest = figures.line("requests", str(year + 1), columns)
        rest[NO] = 0
        found = shares(total - refused, rest).astype(np.float64)
        found[NO] = refused
    return shares(total, found)


def _refused(figures: Figures, year: int, size: int, rng: np.random.Generator) -> Requests:
    took = _six_weeks(figures, year, size, rng)
    received = weekday(between(day(year, 1, 5), np.minimum(day(year, 12, 31), census(year + 1) - took), rng, size))
    return _rows(received, received + took, NO)


def _withdrawn(year: int, size: int, rng: np.random.Generator) -> Requests:
    received = weekday(between(day(year, 1, 5), day(year, 12, 20), rng, size))
    rows = _rows(received, between(received + 7, np.minimum(received + 40, census(year + 1)), rng, size), WITHDRAWN)
    rows.exported = rng.random(size) < 0.2
    return rows


def _undecided(year: int, size: int, rng: np.random.Generator) -> Requests:
    """Received late in the year and not decided by the reference date; in the next return they are refused."""
    received = weekday(between(day(year, 11, 24), day(year, 12, 31), rng, size))
    decided = census(year + 1) + 1 + between(0, 30, rng, size)
    return _rows(received, decided if year < YEARS[-1] else np.full(size, NEVER), NO if year < YEARS[-1] else OPEN)


def _unissued(figures: Figures, year: int, rng: np.random.Generator) -> Requests:
    """Assessed, and told that there is to be no plan: within 16 weeks as often as published."""
    size = round(np.nan_to_num(figures.get("assessments", str(year), "assess_not_issued")))
    told = str(max(year, 2023))
    clock = figures.line("assessments", told, ("outcome_decision_within_time", "outcome_decision_over_time"))
    late = dealt(shares(size, clock), rng)
    took = np.where(late == 1, between(SIXTEEN_WEEKS + 1, 230, rng, size), between(75, SIXTEEN_WEEKS, rng, size))
    concluded = weekday(between(day(year, 1, 24), day(year, 12, 20), rng, size) // 1)
    received = concluded - took
    return _rows(received, received + np.minimum(_six_weeks(figures, year, size, rng), 60), YES, concluded, NO)


def _stopped(figures: Figures, year: int, rng: np.random.Generator) -> Requests:
    """Assessments that were withdrawn or ceased before a decision."""
    size = round(np.nan_to_num(figures.get("assessments", str(year), "assess_withdrawn")))
    concluded = weekday(between(day(year, 1, 24), day(year, 12, 20), rng, size))
    received = concluded - between(60, 130, rng, size)
    return _rows(received, received + _six_weeks(figures, year, size, rng).clip(max=45), YES, concluded, WITHDRAWN)


def _still_assessed(figures: Figures, year: int, size: int, rng: np.random.Generator) -> Requests:
    """Agreed to and still being assessed when the years end."""
    took = _six_weeks(figures, year, size, rng)
    first = day(year, 5, 1) if year == YEARS[-1] else day(year, 1, 5)
    received = weekday(between(first, np.minimum(day(year, 12, 31), census(year + 1) - took), rng, size))
    return _rows(received, received + took, YES, NEVER, OPEN)


def _people(figures: Figures, plans: Plans, requests: Requests, rng: np.random.Generator) -> People:
    """Those with plans, and one person for each request that led to none, of the age at which requests are made."""
    more = len(requests.received) - len(plans.born)
    requests.person[len(plans.born) :] = len(plans.born) + np.arange(more)
    ages = shares(more, figures.down("requests", "2024", "requests_received_in_year", STARTING_WORDS))
    years = dealt(ages, rng) + STARTING_AGES[0]
    born = np.floor(requests.received[len(plans.born) :] - years * 365.2425 - 2 - rng.random(more) * 361)
    sex = dealt(shares(more, figures.down("caseload", "202425", "ehcplans", ("sex:Male", "sex:Female"))), rng)
    words = tuple(f"ethnicity:{label}" for label in ETHNICITIES)
    ethnicity = dealt(shares(more, figures.down("caseload", "202425", "ehcplans", words)), rng)
    return People(
        np.concatenate([plans.born, born.astype(np.int64)]),
        np.concatenate([plans.sex, sex]),
        np.concatenate([plans.ethnicity, ethnicity]),
    )


def _come_again(plans: Plans, requests: Requests, rng: np.random.Generator) -> None:
    """About one refusal in eight is of a child whose later request led to a plan."""
    size = len(plans.born)
    for year in YEARS:
        later = requests.received[:size]
        again = (later >= day(year, 7, 1)) & (later < day(year + 1, 7, 1)) & ~requests.elsewhere[:size]
        candidates = rng.permutation(np.flatnonzero(again & (requests.received[:size] - plans.born > 500)))
        refused = np.flatnonzero((requests.outcome == NO) & (year_of(requests.received) == year))
        refused = refused[requests.decided[refused] <= day(year, 12, 31)]
        number = min(len(candidates), len(refused) // 8)
        rows, people = refused[:number], candidates[:number]
        took = np.minimum(requests.decided[rows] - requests.received[rows], 90)
        requests.received[rows] = np.maximum(day(year, 1, 5), np.minimum(later[people] - 180, day(year, 9, 1)))
        requests.decided[rows] = requests.received[rows] + took
        requests.person[rows] = people


def _disputes(figures: Figures, plans: Plans, requests: Requests, rng: np.random.Generator) -> None:
    """Mediation and appeals, as many as published of each decision that can be appealed."""
    plan = np.arange(len(requests.received)) < len(plans.born)
    for year in YEARS:
        told = str(year)
        received, ended = year_of(requests.received) == year, year_of(requests.concluded) == year
        refused, issued = received & (requests.outcome == NO), ended & plan & ~requests.elsewhere
        unissued = ended & (requests.issue == NO)
        for flag, rows, file, item in (
            (requests.mediation, refused, "requests", "mediation_related_request"),
            (requests.tribunal, refused, "requests", "tribunal_related_request"),
            (requests.assessment_mediation, unissued, "assessments", "number_assess_mediation"),
            (requests.assessment_tribunal, unissued, "assessments", "number_assess_tribunal"),
            (requests.other_mediation, issued, "assessments", "number_other_mediation"),
            (requests.other_tribunal, issued, "assessments", "number_other_tribunal"),
        ):
            number = round(np.nan_to_num(figures.get(file, told, item)))
            flag[rng.permutation(np.flatnonzero(rows))[:number]] = True
