"""Has it changed, or is it only varying as it always does?

`xmr` is the chart of NHS England's Making Data Count: each value, with limits from how much neighbouring values differ.
`p_prime` and `u_prime` are Laney's charts of shares and of rates, where each period has its own number of people behind
it. `days_between` and `number_between` are for events too rare to count by month, such as tribunals lost or exclusions
from one school. `chart_counts` chooses, or says why it is too soon. `read_together` says how many of many charts would show
a change by chance alone. All are plain lists in, frozen results out:

    >>> from goldenthread.analysis import spc
    >>> chart = spc.xmr([("2023-01", 41), ("2023-02", None), ("2023-03", 44)], better=spc.Direction.UP)
    >>> chart.cautions[0]
    'There are 2 values; with fewer than 13 the limits may still move a good deal.'

A missing period is given as None. It is named, and nothing is drawn across it: no moving range, no run.
"""

from goldenthread.analysis.targets import Direction

from .attributes import p_prime, sigma_z, u_prime
from .chart import Assurance, Chart, Point, Rebase, Rule, Variation
from .choosing import Choice, Of, chart_counts
from .individuals import xmr
from .many import Alarms, false_alarm, read_together
from .rare import days_between, number_between

__all__ = [
    "Alarms",
    "Assurance",
    "Chart",
    "Choice",
    "Direction",
    "Of",
    "Point",
    "Rebase",
    "Rule",
    "Variation",
    "chart_counts",
    "days_between",
    "false_alarm",
    "number_between",
    "p_prime",
    "read_together",
    "sigma_z",
    "u_prime",
    "xmr",
]
