"""Who waits, how long, since when, and what can not be told?

A waiting list as a provider returns it hides part of itself: small counts are starred, cells are blank, bands straddle
the very limit that matters, and some children have no start date. Nothing here fills such a hole. Every count is a
pair of bounds that certainly hold it, children whose start is unknown are counted and named, and a median is given
only as exactly as the bands allow.

    >>> from goldenthread.analysis.waiting import Bounds, Tally, band, summarise
    >>> rows = [Tally(band("0-18 weeks"), Bounds.exactly(40)), Tally(band("over 18 weeks"), Bounds(1, 4))]
    >>> summarise(rows).over_18.say()
    'at least 1, at most 4'
"""

from .bands import Band, band, bands, bands_differ
from .bounds import ANY, Bounds, narrowed, share
from .completeness import Completeness
from .lists import Cohort, Longest, Median, Standing, Summary, Tally, cohorts, median, over, summarise

__all__ = [
    "ANY",
    "Band",
    "Bounds",
    "Cohort",
    "Completeness",
    "Longest",
    "Median",
    "Standing",
    "Summary",
    "Tally",
    "band",
    "bands",
    "bands_differ",
    "cohorts",
    "median",
    "narrowed",
    "over",
    "share",
    "summarise",
]
