"""Does a measure's status follow from its figures, and say so when it cannot?"""

from datetime import date
from decimal import Decimal

import pytest

from goldenthread.analysis.series import Baseline, BaselineState, Observation
from goldenthread.analysis.targets import (
    RULES,
    Direction,
    MeasureStatus,
    Target,
    TargetKind,
    measure_status,
)

TODAY = date(2024, 6, 1)
MET, ON, OFF, CANNOT = MeasureStatus.MET, MeasureStatus.ON_TRACK, MeasureStatus.OFF_TRACK, MeasureStatus.CANNOT_TELL
UP, DOWN, HOLD = Direction.UP, Direction.DOWN, Direction.HOLD
UNSTATED = Baseline(BaselineState.NOT_STATED)
UNDETERMINED = Baseline(BaselineState.TO_BE_DETERMINED)


def known(value, period="2020", **counts):
    return Baseline(BaselineState.KNOWN, Decimal(str(value)), period=period, **counts)


def seen(period, value, **more):
    return Observation(period, None if value is None else Decimal(str(value)), **more)


def judge(target, baseline, *observations, today=TODAY, unit="per cent", frequency=""):
    return measure_status(target, baseline, observations, today, unit=unit, frequency=frequency)


def direction(way, **more):
    return Target(TargetKind.DIRECTION, way, **more)


def absolute(value, way=None, due=""):
    return Target(TargetKind.ABSOLUTE, way, Decimal(str(value)), due=due)


def test_every_kind_of_target_has_a_rule():
    assert set(RULES) == set(TargetKind)


@pytest.mark.parametrize(
    ("kind", "reason"),
    [(TargetKind.TO_BE_DETERMINED, "The target is not yet set."), (TargetKind.NOT_STATED, "No target is stated.")],
)
def test_without_a_target_nothing_can_be_told_whatever_the_figures(kind, reason):
    judgement = judge(Target(kind), known(29), seen("2023", 99, provisional=True))
    assert (judgement.status, judgement.reason) == (CANNOT, reason)


@pytest.mark.parametrize(
    ("way", "before", "after", "status", "words"),
    [
        (UP, 29, 24, OFF, "Baseline 29% in 2020; latest 24% in 2023: it fell, and the aim is that it rises."),
        (UP, 29, 34, ON, "Baseline 29% in 2020; latest 34% in 2023: it rose, as intended."),
        (UP, 29, 29, OFF, "it has not changed, and the aim is that it rises."),
        (DOWN, 9.7, 8, ON, "Baseline 9.7% in 2020; latest 8% in 2023: it fell, as intended."),
        (DOWN, 9.7, 11, OFF, "it rose, and the aim is that it falls."),
        (DOWN, 9.7, 9.7, OFF, "it has not changed, and the aim is that it falls."),
        (HOLD, 95, 95, ON, "it has not moved"),
        (HOLD, 95, 96, CANNOT, "it rose, and how much change is still steady is not stated."),
        (HOLD, 95, 94, CANNOT, "it fell, and how much change is still steady is not stated."),
        (None, 95, 99, CANNOT, "The document does not say which way is better."),
    ],
)
def test_direction_of_travel_is_judged_from_the_baseline(way, before, after, status, words):
    judgement = judge(direction(way), known(before), seen("2023", after))
    assert judgement.status == status
    assert words in judgement.reason


def test_direction_with_a_date_is_met_only_once_the_date_is_past():
    target = direction(UP, due="Spring 2024")
    assert judge(target, known(29), seen("2023", 34), today=date(2024, 5, 31)).status == ON
    assert judge(target, known(29), seen("2023", 34), today=date(2024, 6, 1)).status == MET
    assert judge(target, known(29), seen("2023", 24), today=date(2024, 6, 1)).status == OFF


@pytest.mark.parametrize(
    ("baseline", "observations", "status", "words"),
    [
        (UNDETERMINED, [], CANNOT, "No figure is known, and the baseline is still to be determined."),
        (UNSTATED, [], CANNOT, "No figure is known, and no baseline is stated."),
        (UNDETERMINED, [("2023", 5)], CANNOT,
         "one comparable figure (5 years in 2023) and the baseline is still to be determined"),
        (UNSTATED, [("2023", 5)], CANNOT, "one comparable figure (5 years in 2023) and no baseline is stated"),
        (Baseline(BaselineState.KNOWN), [("2023", 5)], CANNOT, "the baseline has no figure"),
        (UNDETERMINED, [("2022", 6), ("2023", 5)], ON, "Earliest comparable figure 6 years in 2022; latest 5 years"),
        (UNSTATED, [("2023", 6), ("2022", 5)], OFF, "Earliest comparable figure 5 years in 2022; latest 6 years"),
        (known(6), [], CANNOT, "No figure is known since the baseline (6 years in 2020)."),
        (known(6), [("2019", 4)], CANNOT, "No figure is known since the baseline (6 years in 2020)."),
        (known(6), [("2020", 4)], CANNOT, "No figure is known since the baseline"),
        (known(6), [("July 2020", 4)], CANNOT, "No figure is known since the baseline"),
        (known(6, ""), [("2019", 4)], ON, "Baseline 6 years (period not stated); latest 4 years in 2019"),
    ],
)  # fmt: skip
def test_a_change_needs_two_figures_in_order(baseline, observations, status, words):
    judgement = judge(direction(DOWN), baseline, *[seen(*each) for each in observations], unit="years")
    assert judgement.status == status
    assert words in judgement.reason


@pytest.mark.parametrize(
    ("observations", "status", "words"),
    [
        ([("2022", 90), ("2023", 80)], ON, "A year before, 90 days in 2022; latest 80 days in 2023: it fell"),
        ([("2022", 70), ("2023", 80)], OFF, "it rose, and the aim is that it falls year on year."),
        ([("2021", 90), ("2023", 80)], CANNOT, "there is no comparable figure for a year before"),
        ([("2021", 50)], ON, "A year before, 100 days in 2020; latest 50 days in 2021"),
        ([("2022", None), ("2023", 80)], CANNOT, "there is no comparable figure for a year before"),
    ],
)
@pytest.mark.parametrize("pace", ["year on year", "year in year", "each year"])
def test_year_on_year_compares_with_the_year_before_and_nothing_else(pace, observations, status, words):
    judgement = judge(direction(DOWN, pace=pace), known(100), *[seen(*each) for each in observations], unit="days")
    assert judgement.status == status
    assert words in judgement.reason


def test_a_pace_that_is_not_read_is_said_and_not_judged():
    judgement = judge(direction(DOWN, pace="by 2% a month"), known(100), seen("2023", 80))
    assert judgement.status == ON
    assert "The stated pace (“by 2% a month”) is not checked." in judgement.reason


@pytest.mark.parametrize("state", ["suppressed", "not-collected", "not-yet-set"])
def test_a_missing_figure_is_never_nought(state):
    """Had it been read as nought, the direction down would be on track and the absolute target met."""
    missing = Observation("2023", state=state)
    assert judge(direction(DOWN), known(100), missing).status == CANNOT
    assert judge(absolute(0), known(100), missing).status == CANNOT
    assert f"2023 is {state.replace('-', ' ')}" in judge(direction(DOWN), known(100), missing).reason


def test_a_missing_figure_after_the_latest_is_mentioned():
    judgement = judge(direction(UP), known(29), seen("2022", 34), Observation("2023", state="suppressed"))
    assert judgement.status == ON
    assert judgement.reason.endswith("it rose, as intended. 2023 is suppressed.")


def test_a_figure_recorded_in_words_alone_is_not_a_number():
    assert "2023 is recorded without a number" in judge(direction(UP), known(29), seen("2023", None)).reason


@pytest.mark.parametrize(
    ("observations", "status", "words"),
    [
        ([seen("2022", 90), seen("2023", 50, break_before="new question")], CANNOT, "from before a break"),
        ([seen("2021", 10, break_before="new question"), seen("2022", 20), seen("2023", 15)], ON,
         "Earliest comparable figure 10% in 2021; latest 15% in 2023"),
        ([seen("2021", 90), seen("2022", 10, break_before="new question"), seen("2023", 15)], ON,
         "Figures from before 2022 are not compared with those after it. New question."),
        ([seen("2021", 1), Observation("2022", state="not-collected", break_before="moved"), seen("2023", 2)], CANNOT,
         "one comparable figure (2% in 2023)"),
        ([seen("2022", 90), seen("then", 20, break_before="moved"), seen("2023", 95)], CANNOT,
         "has a break, but its period cannot be read (“then”)"),
    ],
)  # fmt: skip
def test_nothing_is_compared_across_a_break(observations, status, words):
    judgement = judge(direction(UP), known(29), *observations)
    assert judgement.status == status
    assert words in judgement.reason


def test_a_baseline_set_after_the_break_is_compared():
    judgement = judge(direction(UP), known(10, "2022"), seen("2021", 90, break_before="moved"), seen("2023", 15))
    assert judgement.reason.startswith("Baseline 10% in 2022; latest 15% in 2023")


@pytest.mark.parametrize("period", ["a while ago", "2025"])
def test_a_figure_without_a_readable_past_period_is_left_out_and_said(period):
    judgement = judge(direction(UP), known(29), seen("2023", 34), seen(period, 1))
    assert judgement.status == ON
    assert f"Left out, because the period cannot be read or has not begun: “{period}”." in judgement.reason


COUNTED = {"numerator": 43, "denominator": 148}


@pytest.mark.parametrize(
    ("way", "after", "status", "words"),
    [
        (UP, {"value": 35, "numerator": 52, "denominator": 149}, CANNOT,
         "the change is within what chance alone would give (43 of 148 against 52 of 149)"),
        (DOWN, {"value": 24, "numerator": 36, "denominator": 149}, CANNOT, "within what chance alone would give"),
        (UP, {"value": 29, "numerator": 43, "denominator": 148}, CANNOT, "within what chance alone would give"),
        (UP, {"value": 45, "numerator": 67, "denominator": 149}, ON, "it rose, as intended"),
        (UP, {"value": 15, "numerator": 22, "denominator": 149}, OFF, "it fell, and the aim is that it rises"),
        (HOLD, {"value": 35, "numerator": 52, "denominator": 149}, ON, "no more than chance alone would give"),
        (HOLD, {"value": 45, "numerator": 67, "denominator": 149}, OFF, "the aim is that it holds steady"),
        (UP, {"value": 45, "denominator": 149}, ON, "it rose, as intended"),
        (UP, {"value": 35, "denominator": 149}, CANNOT, "(43 of 148 against 52 of 149)"),
        (UP, {"value": 35}, ON, "it rose, as intended"),
        (UP, {"value": 45, "numerator": 200, "denominator": 149}, ON, "it rose, as intended"),
        (UP, {"value": 45, "numerator": 10, "denominator": 149}, CANNOT, "the counts behind them disagree"),
    ],
)  # fmt: skip
def test_a_change_in_a_percentage_must_be_more_than_chance(way, after, status, words):
    judgement = judge(direction(way), known(29, **COUNTED), Observation("2023", **after))
    assert judgement.status == status
    assert words in judgement.reason


def test_chance_is_asked_of_percentages_only():
    judgement = judge(direction(UP), known(29, **COUNTED), seen("2023", 30, numerator=44, denominator=148), unit="days")
    assert judgement.status == ON


def test_a_survey_statement_is_that_more_people_say_so():
    target = Target(TargetKind.SURVEY_STATEMENT)
    assert judge(target, known(29), seen("2023", 34)).status == ON
    assert judge(target, known(29), seen("2023", 24)).status == OFF
    assert judge(Target(TargetKind.SURVEY_STATEMENT, DOWN), known(29), seen("2023", 24)).status == ON


def test_a_survey_statement_with_a_figure_is_an_absolute_target():
    target = Target(TargetKind.SURVEY_STATEMENT, UP, Decimal(50), due="end of 2023")
    assert judge(target, known(29), seen("2023", 50)).status == MET
    assert judge(target, known(29), seen("2023", 49)).status == OFF


@pytest.mark.parametrize(
    ("target", "baseline", "latest", "status", "words"),
    [
        (absolute(90), known(60), 90, MET, "Target 90%; latest 90% in 2023: it is reached."),
        (absolute(90), known(60), 95, MET, "it is reached"),
        (absolute(10), known(60), 9, MET, "it is reached"),
        (absolute(90, UP), UNSTATED, 95, MET, "it is reached"),
        (absolute(90), UNSTATED, 95, CANNOT, "which side of the target is better"),
        (absolute(90), known(90), 95, CANNOT, "which side of the target is better"),
        (absolute(90, HOLD), known(80), 91, CANNOT, "which side of the target is better"),
        (absolute(90, HOLD), known(80), 90, MET, "it is reached"),
        (absolute(90), known(60), 89, CANNOT, "it is not reached, and no date is stated"),
        (absolute(90, due="from 2026"), known(60), 89, CANNOT, "the date “from 2026” has no end"),
        (absolute(90, due="soon"), known(60), 89, CANNOT, "the date “soon” is not clear"),
        (absolute(90, due="Spring 2024"), known(60), 89, OFF, "it was not reached by 31 May 2024"),
        (absolute(90, due="end of 2025"), known(60), 78, ON,
         "Target 90% by 31 December 2025; baseline 60% in 2020; latest 78% in 2023: a straight path would be at 78%"),
        (absolute(90, due="end of 2025"), known(60), 77, OFF, "a straight path would be at 78% by then"),
        (absolute(10, due="end of 2025"), known(60), 30, ON, "a straight path would be at 30% by then"),
        (absolute(10, due="end of 2025"), known(60), 31, OFF, "a straight path would be at 30% by then"),
        (absolute(90, UP, due="end of 2025"), UNDETERMINED, 80, CANNOT, "so there is no path to judge by"),
        (absolute(90, UP, due="end of 2025"), known(60, ""), 80, CANNOT, "the dates do not give a path"),
        (Target(TargetKind.ABSOLUTE, UP), known(60), 80, CANNOT, "The target has no figure."),
    ],
)  # fmt: skip
def test_an_absolute_target_is_judged_by_its_figure_and_its_path(target, baseline, latest, status, words):
    """The figures are chosen so that three of the five years to the target are gone: 1,095 of 1,826 days."""
    judgement = judge(target, baseline, seen("2023", latest))
    assert judgement.status == status
    assert words in judgement.reason


@pytest.mark.parametrize(("latest", "status"), [(75, ON), (74.9, OFF)])
def test_a_figure_exactly_on_the_path_is_on_track(latest, status):
    target = absolute(90, due="31 December 2022")
    half_way = seen("31 December 2021", latest)
    assert judge(target, known(60, "31 December 2020"), half_way, today=date(2022, 6, 1)).status == status


def test_reassurance_needs_more_than_chance_and_a_warning_does_not():
    target = absolute(40, due="end of 2025")
    before, after = known(29, **COUNTED), {"denominator": 149, "numerator": 54}
    assert judge(target, before, seen("2023", 36, **after)).status == CANNOT
    assert judge(target, before, seen("2023", 30, denominator=149, numerator=45)).status == OFF
    assert judge(target, known(29), seen("2023", 36)).status == ON


def against(way, due=""):
    return Target(TargetKind.AGAINST_COMPARATOR, way, comparator="the national average", due=due)


@pytest.mark.parametrize(
    ("target", "latest", "status", "words"),
    [
        (against(UP), {"value": 62, "comparator": 58}, MET,
         "Latest 62% in 2023, against 58% for the national average: it is above, as intended."),
        (against(UP), {"value": 50, "comparator": 58}, OFF, "it is below, and the aim is that it is above."),
        (against(UP), {"value": 58, "comparator": 58}, OFF, "it is level, and the aim is that it is above."),
        (against(DOWN), {"value": 50, "comparator": 58}, MET, "it is below, as intended."),
        (against(HOLD), {"value": 58, "comparator": 58}, MET, "they are level"),
        (against(HOLD), {"value": 59, "comparator": 58}, OFF, "it is above, and the aim is that it is level."),
        (against(None), {"value": 62, "comparator": 58}, CANNOT, "does not say which side of the comparator"),
        (against(UP), {"value": 62}, CANNOT, "no figure for the national average is recorded for 2023"),
        (against(UP), {"value": 62, "comparator": 58, "denominator": 100}, CANNOT, "within what chance alone would"),
        (against(HOLD), {"value": 62, "comparator": 58, "denominator": 100}, MET, "no further apart than chance"),
        (against(UP), {"value": 62, "comparator": 58, "denominator": 10_000}, MET, "it is above, as intended."),
        (against(UP, "end of 2023"), {"value": 50, "comparator": 58}, OFF, "it is below"),
        (against(UP, "from 2023"), {"value": 50, "comparator": 58}, OFF, "it is below"),
        (against(UP, "from 2026"), {"value": 50, "comparator": 58}, CANNOT, "it is not known before that"),
        (against(UP, "end of 2026"), {"value": 50, "comparator": 58}, CANNOT, "it is not known before that"),
    ],
)  # fmt: skip
def test_a_target_against_a_comparator_is_judged_in_the_same_period(target, latest, status, words):
    judgement = judge(target, UNSTATED, Observation("2023", **latest))
    assert judgement.status == status
    assert words in judgement.reason


def test_behind_a_comparator_before_the_date_the_gap_must_be_narrowing():
    target = against(UP, "end of 2026")
    assert judge(target, UNSTATED, seen("2022", 40, comparator=58), seen("2023", 50, comparator=58)).status == ON
    assert judge(target, UNSTATED, seen("2022", 52, comparator=58), seen("2023", 50, comparator=58)).status == OFF


def gap(way=None, value=None, **more):
    return Target(TargetKind.CLOSING_GAP, way, value, comparator="the average", **more)


@pytest.mark.parametrize(
    ("target", "observations", "status", "words"),
    [
        (gap(), [("2022", 50, 45), ("2023", 50, 49)], ON,
         "The gap to the average was 5 percentage points in 2022 and 1 percentage point in 2023: it narrowed."),
        (gap(), [("2022", 50, 45), ("2023", 40, 45)], OFF, "it has not changed"),
        (gap(), [("2022", 50, 45), ("2023", 53, 45)], OFF, "it widened, and the aim is that it closes."),
        (gap(), [("2022", 50, 45), ("2023", 45, 45)], MET, "the gap is closed"),
        (gap(UP), [("2022", 40, 45), ("2023", 46, 45)], MET, "the gap is closed"),
        (gap(DOWN), [("2022", 40, 45), ("2023", 46, 45)], ON, "it narrowed"),
        (gap(value=2), [("2022", 50, 45), ("2023", 47, 45)], MET, "no wider than the target"),
        (gap(value=1), [("2022", 50, 45), ("2023", 47, 45)], ON, "it narrowed"),
        (gap(), [("2023", 50, 45)], CANNOT, "it is not known before that"),
        (gap(), [("2022", 50, None), ("2023", 50, 45)], CANNOT, "it is not known before that"),
        (gap(), [("2022", 50, 45), ("2023", 50, None)], CANNOT, "no figure for the average is recorded for 2023"),
        (gap(), [("2021", 50, 48), ("2022", 50, 40), ("2023", 50, 45)], OFF, "2 percentage points in 2021 and 5"),
        (gap(due="end of 2023"), [("2022", 50, 45), ("2023", 47, 45)], OFF, "was to close by 31 December 2023"),
        (gap(pace="year on year"), [("2021", 50, 45), ("2023", 47, 45)], CANNOT, "not known for a year before"),
        (gap(pace="year on year"), [("2021", 50, 45), ("2022", 46, 45), ("2023", 47, 45)], OFF, "it widened"),
        (gap(), [], CANNOT, "No figure is known"),
    ],
)  # fmt: skip
def test_a_gap_is_judged_by_whether_it_narrows(target, observations, status, words):
    recorded = [seen(period, value, comparator=comparator) for period, value, comparator in observations]
    judgement = judge(target, UNSTATED, *recorded)
    assert judgement.status == status
    assert words in judgement.reason


def test_a_gap_that_narrows_within_chance_cannot_be_told():
    few = [seen("2022", 29, comparator=40, **COUNTED), seen("2023", 33, comparator=40, numerator=49, denominator=148)]
    assert judge(gap(), UNSTATED, *few).status == CANNOT
    moved = [seen("2022", 29, comparator=40, **COUNTED), seen("2023", 45, comparator=80, denominator=149)]
    assert judge(gap(), UNSTATED, *moved).status == OFF
    many = [seen(o.period, o.value, comparator=40, denominator=20_000) for o in few]
    assert judge(gap(), UNSTATED, *many).status == ON


@pytest.mark.parametrize(
    ("due", "observations", "status", "words"),
    [
        ("", [("2021", 1)], MET, "It is recorded as having happened in 2021."),
        ("", [("2021", 1), ("2022", 0)], MET, "in 2021"),
        ("end of 2022", [("2023", 0)], OFF, "recorded as not having happened in 2023, and it was due by 31 December"),
        ("end of 2025", [("2023", 0)], CANNOT, "it is not yet due"),
        ("", [("2023", 0)], CANNOT, "no date is stated"),
        ("end of 2022", [], CANNOT, "Nothing is recorded that shows whether it happened, and it was due by"),
        ("", [], CANNOT, "Nothing is recorded that shows whether it happened."),
        ("end of 2022", [("2023", None)], CANNOT, "Nothing is recorded"),
    ],
)
def test_an_event_has_happened_only_if_it_is_recorded(due, observations, status, words):
    target = Target(TargetKind.EVENT, due=due)
    judgement = judge(target, UNSTATED, *[seen(*each) for each in observations], unit="event")
    assert judgement.status == status
    assert words in judgement.reason


def test_a_provisional_figure_is_said_to_be_so():
    latest = judge(direction(UP), known(1), seen("2023", 2, provisional=True))
    assert latest.reason.endswith("The latest figure is provisional.")
    earlier = judge(direction(UP), known(1), seen("2022", 2, provisional=True), seen("2023", 3))
    assert "provisional" not in earlier.reason


def test_small_numbers_and_overdue_figures_are_mentioned():
    few = seen("2022", 80, denominator=9, numerator=7)
    reason = judge(direction(UP), known(11, denominator=90, numerator=10), few, frequency="annual").reason
    assert "The numbers are small: a total of only 9 in 2022." in reason
    assert "A new figure is overdue" in reason


def test_an_unclear_date_is_asked_about():
    judgement = judge(direction(UP, due="March 2-21"), known(1), seen("2023", 2))
    assert judgement.status == ON
    assert "The date is not clear. Does “March 2-21” mean" in judgement.reason
