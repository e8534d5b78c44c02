"""Which sheets does a plan workbook have, and under which headings do commissioners write what?

One table for both ways: an export writes these sheets with these headings, and an import knows a column by its heading
or by any other that councils use for the same thing (`also`), wherever it stands.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import TextChoices

from goldenthread.planning.deliveryplan.states import WorkState
from goldenthread.planning.measures.states import BaselineState, Direction, ObservationState, TargetKind, Unit
from goldenthread.voice.states import Speaker

KEY_HEADING = "Key (do not change)"
HIDDEN_SHEET = "Golden Thread"
GUIDE_SHEET = "Read me first"
MARKER = "golden-thread-workbook/1"


class Rows(StrEnum):
    """Of what does a sheet have rows?"""

    ACTIONS = "actions"
    VOICE = "voice"
    MEASURES = "measures"
    OBSERVATIONS = "observations"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its `name` in our code, its heading, other headings it goes by, its width in characters.

    `many`: several columns may mean this (a council lead and a health lead). `given`: an import reads it, an export
    does not write it. `choices`: the only words it may hold.
    """

    name: str
    heading: str
    also: tuple[str, ...] = ()
    width: int = 20
    guide: str = ""
    number: bool = False
    many: bool = False
    given: bool = False
    choices: type[TextChoices] | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of an exported workbook: its name is also the first part of its rows' keys."""

    name: str
    title: str
    rows: Rows
    columns: tuple[str, ...]
    guide: str


def plain_heading(text: str) -> str:
    """Small letters and figures, one space between words."""
    return " ".join(re.sub(r"[^a-z0-9#%/]+", " ", text.lower().replace("’", "").replace("'", "")).split())


_LINES = "One on each line (Alt and Enter begins a new line)."

ACTION_COLUMNS: tuple[Column, ...] = (
    Column("ref", "Ref", ("no", "number", "#", "id", "action no", "action ref", "action number", "reference", "item"), 8),
    Column(
        "area",
        "Area of focus",
        ("area", "theme", "themes", "workstream", "work stream", "strand", "focus area", "priority area", "key area", "areas of focus"),
        24,
        f"The themes that it comes under. {_LINES}",
    ),
    Column(
        "title",
        "Action",
        ("actions", "key action", "key actions", "what we will do", "what will we do", "task", "activity", "action required", "actions required", "actions to be taken", "what needs to happen", "action to be taken"),
        34,
        "What will be done, in a line.",
    ),
    Column("text", "Description", ("details", "detail", "action detail", "action details", "more detail"), 40, "More about it."),
    Column(
        "priorities",
        "Commissioning priorities",
        ("commissioning priority", "priority", "priorities", "strategic priority", "strategic priorities", "send strategy priority", "objective", "objectives"),
        36,
        f"The priorities that it delivers. {_LINES}",
    ),
    Column(
        "steps",
        "Steps to be taken",
        ("steps", "step", "key steps", "how", "how we will do it", "how will we do it", "tasks", "sub actions", "key tasks"),
        44,
        f"{_LINES} A date goes last, in square brackets: [by Autumn 2024]; so does how it stands: [Done].",
    ),
    Column(
        "lead",
        "Lead",
        ("leads", "lead officer", "lead officers", "lead officer s", "lead s", "owner", "action owner", "responsible", "responsibility", "responsible lead", "who", "by whom", "lead organisation", "accountable lead", "accountable", "lead agency", "la lead", "council lead", "local authority lead", "ccg lead", "icb lead", "health lead", "education lead", "social care lead", "joint lead", "named lead", "lead professional"),
        28,
        f"The role and the body, never a person's name: Head of SEND, Newcastle City Council. {_LINES}",
        many=True,
    ),
    Column(
        "partners",
        "Partners",
        ("partner", "partner organisations", "agencies", "organisations involved", "key partners", "partners involved", "support", "supported by"),
        28,
        f"Those who take part. {_LINES}",
        many=True,
    ),
    Column(
        "outcomes",
        "Outcomes",
        ("outcome", "intended outcome", "intended outcomes", "expected outcome", "expected outcomes", "desired outcome", "desired outcomes", "what difference will it make", "what success looks like", "impact"),
        36,
        f"What should be different for children and families. {_LINES} Leave it empty where none is agreed.",
    ),
    Column(
        "due",
        "Timescale",
        ("timescales", "due", "due date", "deadline", "by when", "end date", "end", "completion date", "target date", "date", "when", "timeframe", "time frame", "finish", "finish date", "date due", "target completion date", "expected completion date", "completed by"),
        16,
        "When it is due, in the plan's own words: Autumn 2024, March 2025, 31/01/2025.",
    ),
    Column("start", "Start date", ("start",), 16, given=True),
    Column(
        "targets",
        "Target and timescales",
        ("targets and timescales", "target and timescale", "milestones", "milestone", "targets", "target", "key milestones", "milestones and timescales"),
        44,
        f"Dated promises within it. {_LINES} The date goes last, in square brackets: [by 1 April 2025].",
    ),
    Column(
        "measures",
        "Measures",
        ("measure", "success measure", "success measures", "success criteria", "kpi", "kpis", "how will we measure", "measure of success", "measures of success", "how we will know", "how will we know", "indicator", "indicators", "impact measures", "impact measure", "performance measures"),
        36,
        f"What will show that it worked. {_LINES}",
    ),
    Column("state", "Status", ("state", "current status", "progress status", "action status"), 14, "Choose from the list.", choices=WorkState),
)

VOICE_COLUMNS: tuple[Column, ...] = (
    Column("theme", "Theme", ("themes", "area", "topic", "area of focus"), 24, f"What it is about. {_LINES}"),
    Column("you_said", "You said", ("what you said", "you told us", "what you told us", "feedback", "what families said", "what parents said", "what people said"), 46, f"What was said, in a few words that nobody can be known by. {_LINES}"),
    Column("speaker", "Who said it", ("who said it", "said by", "who", "from whom"), 20, "Choose from the list.", choices=Speaker),
    Column("we_did", "We did", ("what we did", "what we have done", "our response", "response", "we have done"), 46, "What was done about it."),
    Column("what_next", "What next", ("next steps", "what happens next", "what we will do next", "we will"), 46, "What will be done.", many=True),
    Column("year", "By (year)", ("year", "by when", "by", "when", "timescale"), 14, "By when, in the plan's own words: 2020/2021."),
    Column("not_yet", "Not yet", (), 30, "What has not been answered yet."),
    Column("could_not", "We could not", ("could not", "we cannot", "what we could not do", "we couldnt"), 34, "What cannot be done."),
    Column("because", "Because", ("why", "why not", "could not because", "reason"), 34, "Why it cannot be done. Families are owed a reason."),
    Column("measures", "Measures", ("measure", "impact measures", "impact measure", "impact", "how will we know"), 40, f"What shows whether it made a difference. {_LINES}"),
)

MEASURE_COLUMNS: tuple[Column, ...] = (
    Column("title", "Measure", ("measures", "indicator", "indicators", "kpi", "performance indicator", "performance measure", "metric", "key performance indicator", "description", "success measure"), 40, "What is measured."),
    Column("wording", "Question or statement", ("wording", "question", "survey question"), 40, "The words as surveyed, where it is a survey."),
    Column("unit", "Unit", ("units", "unit of measure"), 12, "Choose from the list.", choices=Unit),
    Column("baseline_state", "Baseline is", ("baseline state",), 18, "Known, to be determined, or not stated. An empty baseline is never zero.", choices=BaselineState),
    Column("baseline", "Baseline", ("baseline value", "baseline figure", "starting point"), 14, "The value at the start.", number=True),
    Column("baseline_period", "Baseline period", ("baseline date", "baseline year"), 16, "The period it is for: 2020, July 2023, 2022/23."),
    Column("target_kind", "Kind of target", ("target kind", "target type"), 24, "Choose from the list.", choices=TargetKind),
    Column("direction", "Better is", ("direction", "polarity", "good is", "desired direction"), 18, "Which way is better. Choose from the list.", choices=Direction),
    Column("target", "Target", ("target value", "target figure", "ambition"), 14, "The value to reach, where there is one.", number=True),
    Column("comparator", "Compared with", ("against",), 24, "What a target is set against: the national average."),
    Column("latest_period", "Latest period", ("latest date", "period", "current period"), 16, "The period of the newest value. A new period here adds a value."),
    Column("latest", "Latest value", ("latest", "current", "current value", "actual", "latest actual", "current performance", "latest performance", "latest figure"), 14, "The newest value. All of them are on the sheet Observations.", number=True),
    Column("numerator", "Numerator", ("n",), 12, "How many, of a percentage.", number=True),
    Column("denominator", "Denominator", ("d", "base", "sample size"), 12, "Out of how many.", number=True),
    Column("benchmark", "Comparator's latest value", ("comparator", "england", "national", "national average", "england average", "benchmark", "statistical neighbours", "comparator value"), 14, "The same figure elsewhere, for the same period.", number=True),
    Column("source", "Source", ("data source", "source of data"), 24, "Where the figures come from."),
    Column("owner", "Owner", ("lead", "data owner", "responsible", "measure owner"), 28, f"Who answers for it: the role and the body. {_LINES}"),
)

OBSERVATION_COLUMNS: tuple[Column, ...] = (
    Column("measure", "Measure", ("indicator", "title"), 40, "The measure's title, as on the sheet Measures."),
    Column("period", "Period", ("date", "year"), 16, "The period that the value is for."),
    Column("value", "Value", ("actual", "result"), 12, "The value.", number=True),
    Column("numerator", "Numerator", ("n",), 12, "How many, of a percentage.", number=True),
    Column("denominator", "Denominator", ("d", "base"), 12, "Out of how many.", number=True),
    Column("benchmark", "Comparator", ("comparator value",), 12, "The same figure elsewhere.", number=True),
    Column("state", "State", (), 18, "Why there is no value, where there is none. Choose from the list.", choices=ObservationState),
    Column("provisional", "Provisional", (), 12, "Yes, where it may still change."),
    Column("break_before", "Not comparable with earlier, because", ("break", "break in series"), 34, "Why it must not be compared with the values before it."),
    Column("note", "Note", ("notes", "comment"), 34, ""),
    Column("source", "Source", ("data source",), 24, ""),
)

COLUMNS: dict[Rows, tuple[Column, ...]] = {
    Rows.ACTIONS: ACTION_COLUMNS,
    Rows.VOICE: VOICE_COLUMNS,
    Rows.MEASURES: MEASURE_COLUMNS,
    Rows.OBSERVATIONS: OBSERVATION_COLUMNS,
}


def columns(rows: Rows) -> dict[str, Column]:
    """The columns that such a sheet may have, by name."""
    return {column.name: column for column in COLUMNS[rows]}


def _written(rows: Rows) -> tuple[str, ...]:
    return tuple(column.name for column in COLUMNS[rows] if not column.given)


SHEETS: tuple[Sheet, ...] = (
    Sheet("plan", "Delivery plan", Rows.ACTIONS, _written(Rows.ACTIONS), "One row for each action."),
    Sheet(
        "key-actions",
        "Key actions",
        Rows.ACTIONS,
        ("ref", "area", "title", "due", "lead"),
        "The same actions in short. Change a thing here or on the delivery plan: not on both.",
    ),
    Sheet("you-said", "You said we did", Rows.VOICE, _written(Rows.VOICE), "One row for each answer, and for each thing said that has no answer."),
    Sheet("measures", "Measures", Rows.MEASURES, _written(Rows.MEASURES), "One row for each measure."),
    Sheet("observations", "Observations", Rows.OBSERVATIONS, _written(Rows.OBSERVATIONS), "One row for each value of each measure."),
)
