"""How will we know: where did each measure start, what should it come to, and what does the latest figure say?"""

from __future__ import annotations

from collections.abc import Iterable

from goldenthread.analysis import say_number
from goldenthread.analysis.figures import say_period
from goldenthread.design.documents.blocks import Block, Heading, Paragraph, Picture, Strong, Table, Text
from goldenthread.publishing.documents.cells import lines, mark, standing
from goldenthread.publishing.documents.edition import Edition
from goldenthread.publishing.packs import format as pack
from goldenthread.publishing.packs.judgements import measure_judgement
from goldenthread.publishing.packs.reading import Index, baseline_in_words, target_in_words
from goldenthread.publishing.packs.reading.pictures import in_order, measure_chart
from goldenthread.publishing.packs.reading.words import observation_in_words, out_of

from .needs import picture


def measures(edition: Edition) -> list[Block]:
    """A table to each theme, then a picture of each measure that has figures to join."""
    if not edition.pack.measures:
        return [Heading("How we will know"), Paragraph("The strategy does not state any measure.")]
    blocks: list[Block] = [Heading("How we will know")]
    for title, held in _grouped(edition):
        rows = tuple(_row(edition, measure) for measure in held)
        columns = ("Measure", "Where it started", "What it should come to", "The latest figure", "Did it move?")
        blocks.append(Table(f"Measures: {title}", columns, rows, widths=(25, 15, 20, 15, 25)))
    drawn = pictures(edition.pack.measures)
    return [*blocks, *([Heading("The figures over time", 2)] if drawn else []), *drawn]


def pictures(held: Iterable[pack.Measure]) -> list[Picture]:
    """A picture of each measure with figures for two periods or more; one figure is said well enough in words."""
    several = [each for each in held if sum(seen.value is not None for seen in each.observations) > 1]
    return [picture(chart) for measure in several if (chart := measure_chart(measure)) is not None]


def _grouped(edition: Edition) -> list[tuple[str, list[pack.Measure]]]:
    found: dict[str, list[pack.Measure]] = {}
    for measure in edition.pack.measures:
        title = edition.index.ref(measure.themes[0].key).title if measure.themes else "Under no theme"
        found.setdefault(title, []).append(measure)
    return list(found.items())


def _row(edition: Edition, measure: pack.Measure) -> tuple[Text, ...]:
    return (
        _named(edition.index, measure),
        started(measure),
        target_in_words(measure),
        latest(measure),
        standing(measure_judgement(measure, edition.day)),
    )


def _named(index: Index, measure: pack.Measure) -> Text:
    parts: list[Text] = [(Strong(measure.title), mark(index, measure.cite))]
    parts += [f"Asked as: “{measure.wording}”"] if measure.wording else []
    parts += [f"For families: {measure.families}"] if measure.families else []
    return lines(parts)


def started(measure: pack.Measure) -> Text:
    """The baseline with what it is of and where it comes from; or that there is none."""
    source = measure.baseline.source or measure.source
    return lines([baseline_in_words(measure), *([f"Source: {source}"] if source else [])])


def latest(measure: pack.Measure) -> Text:
    """The newest figure with its period, what it is of, and its source; or that there is none."""
    known = [seen for seen in in_order(measure) if seen.value is not None]
    if not known:
        missing = [seen for seen in in_order(measure) if seen.value is None]
        if missing:
            return f"{observation_in_words(missing[-1], measure.unit)} for {say_period(missing[-1].period)}"
        return "Nothing recorded since" if measure.baseline.value is not None else "Nothing recorded yet"
    return figure(measure, known[-1])


def figure(measure: pack.Measure, seen: pack.Observation) -> Text:
    """`49.2% (295 of 600) in September 2026`, provisional, its source."""
    counted = seen.numerator is not None and seen.denominator is not None
    counts = f" ({out_of(seen.numerator, seen.denominator)})" if counted else ""
    beside = (
        f"; {measure.target.comparator or 'comparator'} {say_number(seen.comparator)}"
        if seen.comparator is not None
        else ""
    )
    said: list[Text] = [
        (Strong(observation_in_words(seen, measure.unit)), f"{counts} in {say_period(seen.period)}{beside}"),
        *(["Provisional"] if seen.provisional else []),
        *([seen.note] if seen.note else []),
    ]
    source = seen.source or measure.source
    return lines([*said, *([f"Source: {source}"] if source else [])])
