"""How high is it, and how sure can we be of that?

Every function takes counts and gives a frozen result with its value, its limits, the counts it came from, the method by
name and one sentence to read out. In one local area most counts are small, so limits are the common case here and not
an extra: nothing returns a bare number.

    >>> from goldenthread.analysis import rates
    >>> rates.proportion(43, 148).sentence
    '29.1% (43 of 148). The true level is likely to lie between 22.3% and 36.8% (95% confidence).'

`confidence` is written 0.95 or 95, from 0.9 up to but not including 1 (no interval is certain). Two levels in
one call, such as `(0.95, 0.998)`, give the second pair of limits as `outer`; None gives the value alone. Counts may
be given in groups, as a list, and are summed first.
"""

from .estimate import Confidence, Estimate, read_confidence, say_between, say_figures
from .funnel import Funnel, Signal, funnel_proportion, funnel_rate, funnel_ratio
from .inequality import Group, Inequality, Quantiles, Scale, quantile_groups, slope_of_inequality
from .simple import count, mean, proportion, rate, rate_of_repeated_events
from .standardised import (
    directly_standardised_rate,
    directly_standardised_rate_of_repeated_events,
    indirectly_standardised_rate,
    indirectly_standardised_ratio,
)

__all__ = [
    "Confidence",
    "Estimate",
    "Funnel",
    "Group",
    "Inequality",
    "Quantiles",
    "Scale",
    "Signal",
    "count",
    "directly_standardised_rate",
    "directly_standardised_rate_of_repeated_events",
    "funnel_proportion",
    "funnel_rate",
    "funnel_ratio",
    "indirectly_standardised_rate",
    "indirectly_standardised_ratio",
    "mean",
    "proportion",
    "quantile_groups",
    "rate",
    "rate_of_repeated_events",
    "read_confidence",
    "say_between",
    "say_figures",
    "slope_of_inequality",
]
