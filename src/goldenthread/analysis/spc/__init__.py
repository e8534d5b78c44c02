"""Has it changed, or is it only varying as it always does?

`xmr` is the chart of NHS England's Making Data Count: each value, with limits from how much neighbouring values differ.
`days_between` and `number_between` are for events too rare to count by month, such as tribunals lost or exclusions from
one school. All are plain lists in, frozen results out:

    >>> from goldenthread.analysis import spc
    >>> chart = spc.xmr([("2023-01", 41), ("2023-02", None), ("2023-03", 44)], better=spc.Direction.UP)
    >>> chart.cautions[0]
    'There are 2 values; with fewer than 13 the limits may still move a good deal.'

A missing period is given as None. It is named, and nothing is drawn across it: no moving range, no run.
"""

from goldenthread.analysis.targets import Direction

from .chart import Assurance, Chart, Point, Rebase, Rule, Variation
from .individuals import xmr
from .rare import days_between, number_between

__all__ = [
    "Assurance",
    "Chart",
    "Direction",
    "Point",
    "Rebase",
    "Rule",
    "Variation",
    "days_between",
    "number_between",
    "xmr",
]
