"""How does each measure stand, where did it start, and what has been seen since?"""

from __future__ import annotations

import csv
from collections import Counter
from dataclasses import dataclass
from datetime import date
from io import StringIO
from typing import Any

from goldenthread.analysis import MeasureStatus, join_words, plural, say_number, say_value
from goldenthread.analysis.figures import say_period
from goldenthread.analysis.judgement import Judgement
from goldenthread.publishing.packs import format as pack
from goldenthread.publishing.packs.judgements import measure_judgement
from goldenthread.publishing.packs.reading import Entry, Index, Ref, baseline_in_words, target_in_words
from goldenthread.publishing.packs.reading.pictures import NOT_DRAWN, in_order
from goldenthread.publishing.packs.reading.words import observation_in_words, out_of

SPARK_FROM = 3
_RISKY = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Row:
    """One recorded value: period, value, out of, comparator, and what must be said of it."""

    period: str
    value: str
    counts: str
    comparator: str
    notes: str
    source: str


@dataclass(frozen=True, slots=True)
class MeasureView:
    """A measure ready to be shown. `spark`: points of a small line, where there are enough."""

    entry: Entry
    wording: str
    target: str
    baseline: str
    latest: str
    judgement: Judgement[Any]
    owners: str
    source: str
    frequency: str
    themes: tuple[Ref, ...]
    measures: tuple[Ref, ...]
    rows: tuple[Row, ...]
    spark: str


@dataclass(frozen=True, slots=True)
class Measures:
    groups: tuple[tuple[str, tuple[MeasureView, ...]], ...]
    summary: tuple[str, ...]


def measures(index: Index, today: date) -> Measures:
    """Every measure, under the first theme of each."""
    views = [view(index, measure, today) for measure in index.pack.measures]
    found: dict[str, list[MeasureView]] = {}
    for each in views:
        found.setdefault(each.themes[0].title if each.themes else "Under no theme", []).append(each)
    return Measures(tuple((title, tuple(group)) for title, group in found.items()), _summary(index.pack, views))


def view(index: Index, measure: pack.Measure, today: date) -> MeasureView:
    """One measure."""
    owners = [who for people in index.leads(measure.owner).values() for who in people]
    return MeasureView(
        entry=index.entry(measure.key),
        wording=measure.wording,
        target=target_in_words(measure),
        baseline=baseline_in_words(measure),
        latest=_latest(measure),
        judgement=measure_judgement(measure, today),
        owners=join_words(owners),
        source=measure.source,
        frequency=measure.frequency,
        themes=index.refs(measure.themes),
        measures=index.refs(measure.measures),
        rows=tuple(_row(measure, seen) for seen in in_order(measure)),
        spark=_spark(measure),
    )


def _latest(measure: pack.Measure) -> str:
    """The newest value, with its period; or that there is none since the baseline."""
    known = [seen for seen in in_order(measure) if seen.value is not None]
    if not known:
        return "Nothing recorded yet" if measure.baseline.value is None else "Nothing recorded since"
    seen = known[-1]
    return f"{observation_in_words(seen, measure.unit)} in {say_period(seen.period)}"


def _row(measure: pack.Measure, seen: pack.Observation) -> Row:
    stated = seen.numerator is not None or seen.denominator is not None
    notes = [
        "Provisional." if seen.provisional else "",
        f"Not comparable with what came before: {seen.break_before}" if seen.break_before else "",
        seen.note,
    ]
    return Row(
        period=seen.period,
        value=observation_in_words(seen, measure.unit),
        counts=out_of(seen.numerator, seen.denominator) if stated else "Not stated",
        comparator=say_value(seen.comparator, measure.unit) if seen.comparator is not None else "",
        notes=" ".join(note for note in notes if note),
        source=seen.source or measure.source,
    )


def _summary(whole: pack.Pack, views: list[MeasureView]) -> tuple[str, ...]:
    """What can be told of them all together, without adding anything up that should not be."""
    if not views:
        return ()
    counts = Counter(each.judgement.status for each in views)
    told = [
        f"{counts[status]:,} {status}"
        for status in MeasureStatus
        if counts[status] and status != MeasureStatus.CANNOT_TELL
    ]
    unknown = counts[MeasureStatus.CANNOT_TELL]
    told += [f"{unknown:,} where we cannot tell"] if unknown else []
    first = f"{plural(len(views), 'measure')}: {join_words(told)}."
    if unknown == len(views):
        first = f"{plural(len(views), 'measure')}. We cannot tell yet how any of them stands."
    started = sum(measure.baseline.value is not None for measure in whole.measures)
    seen = sum(any(each.value is not None for each in measure.observations) for measure in whole.measures)
    return (first, f"{_how_many(started)} a starting figure. {_how_many(seen)} a figure recorded since.")


def _how_many(count: int) -> str:
    return "None has" if not count else "One has" if count == 1 else f"{count:,} have"


def _spark(measure: pack.Measure) -> str:
    """Points of a small line in a box of 90 by 22, from the last break on."""
    kept: list[float] = []
    for seen in in_order(measure):
        kept = [] if seen.break_before else kept
        if seen.value is not None:
            kept.append(float(seen.value))
    if len(kept) < SPARK_FROM or measure.unit in NOT_DRAWN:
        return ""
    low, high = min(kept), max(kept)
    across = 86 / (len(kept) - 1)
    return " ".join(
        f"{2 + at * across:.1f},{20 - 18 * ((value - low) / (high - low) if high > low else 0.5):.1f}"
        for at, value in enumerate(kept)
    )


# --- open data -----------------------------------------------------------------------------------------------


def as_csv(measure: pack.Measure) -> str:
    """Every figure of one measure, baseline first, as it was recorded."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(
        ["measure", "kind", "period", "value", "unit", "numerator", "denominator", "comparator", "state", "provisional",
         "break_before", "note", "source"]
    )  # fmt: skip
    start = measure.baseline
    first = [start.value, measure.unit, start.numerator, start.denominator, None, start.state, "", "", "", start.source]
    writer.writerow(_cells([measure.title, "baseline", start.period, *first]))
    for seen in in_order(measure):
        value = [seen.value, measure.unit, seen.numerator, seen.denominator, seen.comparator, seen.state]
        rest = ["yes" if seen.provisional else "", seen.break_before, seen.note, seen.source or measure.source]
        writer.writerow(_cells([measure.title, "observation", seen.period, *value, *rest]))
    return out.getvalue()


def _cells(values: list[Any]) -> list[str]:
    """Text that a spreadsheet would take for a formula is kept as text."""
    return [_cell(value) for value in values]


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if not isinstance(value, str):
        return say_number(value).replace(",", "")
    return f"'{value}" if value.startswith(_RISKY) else value
