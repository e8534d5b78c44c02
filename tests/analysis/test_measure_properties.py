"""What holds of a measure's status whatever the figures?"""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from goldenthread.analysis.figures import State, Unit
from goldenthread.analysis.series import Baseline, BaselineState, Observation
from goldenthread.analysis.targets import Direction, MeasureStatus, Target, TargetKind, measure_status

VALUES = st.decimals(0, 100, places=1)
SOME_VALUES = st.none() | VALUES
WHOLES = st.none() | st.integers(0, 400)
PERIODS = st.sampled_from(
    ["2019", "2020", "2021", "2020/21", "2021/22", "July 2022", "2023", "2024", "Q1 2022", "then"]
)
DATES = st.sampled_from(
    ["", "2021", "end of 2023", "Autumn 2024", "2025", "from 2022", "from 2030", "TBC", "March 2-21"]
)
TODAYS = st.dates(date(2019, 1, 1), date(2027, 12, 31))

targets = st.builds(
    Target,
    kind=st.sampled_from(TargetKind),
    direction=st.none() | st.sampled_from(Direction),
    value=SOME_VALUES,
    comparator=st.sampled_from(["", "the national average"]),
    pace=st.sampled_from(["", "year on year", "fast"]),
    due=DATES,
)
baselines = st.builds(
    Baseline,
    state=st.sampled_from(BaselineState),
    value=SOME_VALUES,
    numerator=WHOLES,
    denominator=WHOLES,
    period=st.just("") | PERIODS,
)
observations = st.builds(
    Observation,
    period=PERIODS,
    value=SOME_VALUES,
    numerator=WHOLES,
    denominator=WHOLES,
    comparator=SOME_VALUES,
    state=st.sampled_from(State),
    provisional=st.booleans(),
    break_before=st.sampled_from(["", "", "", "the question changed"]),
)
histories = st.lists(observations, max_size=6, unique_by=lambda observation: observation.period)
frequencies = st.sampled_from(["", "annual", "termly"])


def judge(target, baseline, history, today, unit=Unit.PER_CENT, frequency=""):
    return measure_status(target, baseline, history, today, unit=unit, frequency=frequency)


@given(targets, baselines, histories, TODAYS, st.sampled_from(Unit), frequencies)
def test_every_status_comes_with_a_sentence(target, baseline, history, today, unit, frequency):
    judgement = judge(target, baseline, history, today, unit, frequency)
    assert judgement.status in MeasureStatus
    assert judgement.reason[0] in "“" or judgement.reason[0].isupper()
    assert judgement.reason.endswith((".", "?"))
    assert "None" not in judgement.reason


@given(targets, baselines, histories, TODAYS)
def test_nothing_is_claimed_without_a_known_figure(target, baseline, history, today):
    if judge(target, baseline, history, today).status != MeasureStatus.CANNOT_TELL:
        assert any(o.state == State.KNOWN and o.value is not None for o in history)


@given(targets, baselines, histories, TODAYS)
def test_figures_hidden_by_their_state_change_nothing(target, baseline, history, today):
    """A number that is left behind in a suppressed row is never used."""
    without = [
        o if o.state == State.KNOWN else Observation(o.period, state=o.state, break_before=o.break_before)
        for o in history
    ]
    assert judge(target, baseline, history, today) == judge(target, baseline, without, today)


@given(targets, baselines, histories, TODAYS, st.randoms(use_true_random=False))
def test_the_order_in_which_figures_are_recorded_does_not_matter(target, baseline, history, today, random):
    shuffled = history.copy()
    random.shuffle(shuffled)
    assert judge(target, baseline, shuffled, today) == judge(target, baseline, history, today)


@given(baselines, histories, TODAYS, st.sampled_from([TargetKind.TO_BE_DETERMINED, TargetKind.NOT_STATED]))
def test_no_figure_makes_up_for_a_missing_target(baseline, history, today, kind):
    assert judge(Target(kind), baseline, history, today).status == MeasureStatus.CANNOT_TELL


@given(targets, baselines, histories, TODAYS)
def test_figures_from_before_a_break_do_not_change_the_status(target, baseline, history, today):
    """Everything is judged alike with and without what came before a break that every figure follows."""
    broken = [Observation("2018", 50), Observation("2018/19", 50, break_before="moved")]
    nothing = Baseline(BaselineState.NOT_STATED)
    readable = [o for o in history if o.period not in ("Q1 2022", "then")]
    assert judge(target, nothing, [*broken, *readable], today) == judge(
        target, nothing, [*broken[1:], *readable], today
    )


def _walked(start: Decimal, goal: Decimal, first: date, last: date, day: date) -> Fraction:
    """Where a straight path is on a day: walk it a day at a time."""
    step = Fraction(goal - start) / (last - first).days
    at, walked = Fraction(start), first
    while walked < day:
        at, walked = at + step, walked + timedelta(1)
    return at


@given(VALUES, VALUES, VALUES, st.integers(2021, 2023), st.integers(2024, 2026))
def test_absolute_target_agrees_with_walking_the_path(start, goal, latest, seen, due):
    target = Target(TargetKind.ABSOLUTE, None, goal, due=f"end of {due}")
    baseline = Baseline(BaselineState.KNOWN, start, period="2020")
    status = judge(target, baseline, [Observation(str(seen), latest)], date(2024, 6, 1)).status
    path = _walked(start, goal, date(2020, 12, 31), date(due, 12, 31), date(seen, 12, 31))
    if start == goal:
        expected = MeasureStatus.MET if latest == goal else MeasureStatus.CANNOT_TELL
    elif goal > start:
        expected = MeasureStatus.MET if latest >= goal else MeasureStatus.ON_TRACK if latest >= path else None
    else:
        expected = MeasureStatus.MET if latest <= goal else MeasureStatus.ON_TRACK if latest <= path else None
    assert status == (expected or MeasureStatus.OFF_TRACK)
