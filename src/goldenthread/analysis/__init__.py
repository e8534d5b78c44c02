"""What can honestly be said of a date, a figure, a measure and an action?

The rules that decide what a page may claim live here, in plain Python: no Django, no database, no clock. Every function
is given what it needs, `today` included, and gives the same answer for the same input, so that a rule can be read,
tested and argued with on its own.

A strategy is vague on purpose and in good faith: "Autumn 2024", "from 2026", "baseline to be determined". Nothing here
replaces such words. `read_due` and `read_period` read a wording into the outermost days that it could mean, and keep
the wording; where there are two readings they ask a question and do not choose. A `Figure` keeps its numerator,
denominator and period, and a number that is suppressed, not collected or not yet set is never nought.

`action_status` says whether work is being done; `measure_status` says whether a number moved. Both return a
`Judgement`: a status, and a sentence with the facts it rests on. "Cannot tell" is a status like any other, because a
board that is shown green where nobody knows has been misled. What families say of it is a third status and belongs to
them. The three are shown side by side, and there is deliberately no function that makes one out of them.

The statistics keep their modules' names, since `rates.mean` says what `mean` would not: `rates` measures and says how
sure it is, `comparison` sets one area beside others, `nearness` finds the areas most like one, `spc` tells a change from
chance over time.
"""

from . import comparison, nearness, rates, spc
from .due import Due, Period, read_due, read_period
from .figures import Figure, Interval, State, Unit, difference, say_number, say_value, wilson
from .judgement import Judgement
from .progress import ActionStatus, Redating, Step, Update, WorkState, action_status
from .prose import join_words, ordinal, plural, quote, say_date, sentence
from .series import Baseline, BaselineState, Observation
from .targets import Direction, MeasureStatus, Target, TargetKind, measure_status
from .wording import Precision

__all__ = [
    "ActionStatus",
    "Baseline",
    "BaselineState",
    "Direction",
    "Due",
    "Figure",
    "Interval",
    "Judgement",
    "MeasureStatus",
    "Observation",
    "Period",
    "Precision",
    "Redating",
    "State",
    "Step",
    "Target",
    "TargetKind",
    "Unit",
    "Update",
    "WorkState",
    "action_status",
    "comparison",
    "difference",
    "join_words",
    "measure_status",
    "nearness",
    "ordinal",
    "plural",
    "quote",
    "rates",
    "read_due",
    "read_period",
    "say_date",
    "say_number",
    "say_value",
    "sentence",
    "spc",
    "wilson",
]
