"""Under which headings do tables of measures and of their values say what?"""

from __future__ import annotations

from goldenthread.planning.measures.states import BaselineState, Direction, ObservationState, TargetKind, Unit

from .columns import LINES, Column

MEASURE_COLUMNS: tuple[Column, ...] = (
    Column(
        "title",
        "Measure",
        (
            "measures",
            "indicator",
            "indicators",
            "kpi",
            "performance indicator",
            "performance measure",
            "metric",
            "key performance indicator",
            "description",
            "success measure",
        ),
        40,
        "What is measured.",
    ),
    Column(
        "wording",
        "Question or statement",
        ("wording", "question", "survey question"),
        40,
        "The words as surveyed, where it is a survey.",
    ),
    Column("unit", "Unit", ("units", "unit of measure"), 12, "Choose from the list.", choices=Unit),
    Column(
        "baseline_state",
        "Baseline is",
        ("baseline state",),
        18,
        "Known, to be determined, or not stated. An empty baseline is never zero.",
        choices=BaselineState,
    ),
    Column(
        "baseline",
        "Baseline",
        ("baseline value", "baseline figure", "starting point"),
        14,
        "The value at the start.",
        number=True,
    ),
    Column(
        "baseline_period",
        "Baseline period",
        ("baseline date", "baseline year"),
        16,
        "The period it is for: 2020, July 2023, 2022/23.",
    ),
    Column(
        "target_kind", "Kind of target", ("target kind", "target type"), 24, "Choose from the list.", choices=TargetKind
    ),
    Column(
        "direction",
        "Better is",
        ("direction", "polarity", "good is", "desired direction"),
        18,
        "Which way is better. Choose from the list.",
        choices=Direction,
    ),
    Column(
        "target",
        "Target",
        ("target value", "target figure", "ambition"),
        14,
        "The value to reach, where there is one.",
        number=True,
    ),
    Column("comparator", "Compared with", ("against",), 24, "What a target is set against: the national average."),
    Column(
        "latest_period",
        "Latest period",
        ("latest date", "period", "current period"),
        16,
        "The period of the newest value. A new period here adds a value.",
    ),
    Column(
        "latest",
        "Latest value",
        (
            "latest",
            "current",
            "current value",
            "actual",
            "latest actual",
            "current performance",
            "latest performance",
            "latest figure",
        ),
        14,
        "The newest value. All of them are on the sheet Observations.",
        number=True,
    ),
    Column("numerator", "Numerator", ("n",), 12, "How many, of a percentage.", number=True),
    Column("denominator", "Denominator", ("d", "base", "sample size"), 12, "Out of how many.", number=True),
    Column(
        "benchmark",
        "Comparator's latest value",
        (
            "comparator",
            "england",
            "national",
            "national average",
            "england average",
            "benchmark",
            "statistical neighbours",
            "comparator value",
        ),
        14,
        "The same figure elsewhere, for the same period.",
        number=True,
    ),
    Column("source", "Source", ("data source", "source of data"), 24, "Where the figures come from."),
    Column(
        "owner",
        "Owner",
        ("lead", "data owner", "responsible", "measure owner"),
        28,
        f"Who answers for it: the role and the body. {LINES}",
    ),
)

OBSERVATION_COLUMNS: tuple[Column, ...] = (
    Column("measure", "Measure", ("indicator", "title"), 40, "The measure's title, as on the sheet Measures."),
    Column("period", "Period", ("date", "year"), 16, "The period that the value is for."),
    Column("value", "Value", ("actual", "result"), 12, "The value.", number=True),
    Column("numerator", "Numerator", ("n",), 12, "How many, of a percentage.", number=True),
    Column("denominator", "Denominator", ("d", "base"), 12, "Out of how many.", number=True),
    Column("benchmark", "Comparator", ("comparator value",), 12, "The same figure elsewhere.", number=True),
    Column(
        "state",
        "State",
        (),
        18,
        "Why there is no value, where there is none. Choose from the list.",
        choices=ObservationState,
    ),
    Column("provisional", "Provisional", (), 12, "Yes, where it may still change."),
    Column(
        "break_before",
        "Not comparable with earlier, because",
        ("break", "break in series"),
        34,
        "Why it must not be compared with the values before it.",
    ),
    Column("note", "Note", ("notes", "comment"), 34, ""),
    Column("source", "Source", ("data source",), 24, ""),
)
