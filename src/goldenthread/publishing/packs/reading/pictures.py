"""How do a measure over time and the chain of boards look? Each picture with its words; a title says the finding."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from goldenthread.analysis.due import read_period
from goldenthread.analysis.figures import say_period
from goldenthread.analysis.prose import sentence
from goldenthread.design import charts
from goldenthread.design.diagrams import Diagram, Edge, Node, tree_svg
from goldenthread.partnership.states import ReportingNature
from goldenthread.publishing.packs import format as pack

from .words import baseline_in_words, observation_in_words

NOT_DRAWN = ("event", "words")
_FIRM = ("accountable", "reports")


def in_order(measure: pack.Measure) -> list[pack.Observation]:
    """The measure's figures by the period each is for."""
    return sorted(measure.observations, key=lambda seen: read_period(seen.period).sort_key)


def measure_chart(measure: pack.Measure) -> charts.Chart | None:
    """The measure over time, where there are two values to join or compare."""
    placed = [(end, seen) for seen in in_order(measure) if (end := read_period(seen.period).end) is not None]
    started = _baseline_mark(measure)
    known = [seen for _, seen in placed if seen.value is not None]
    if measure.unit in NOT_DRAWN or not known or len(known) + bool(started) < 2:
        return None
    points = tuple(charts.Point(end, seen.period, seen.value, _why(seen)) for end, seen in placed)
    series = [charts.Series(measure.title, points)]
    if any(seen.comparator is not None for _, seen in placed):
        name = measure.target.comparator or "Comparator"
        beside = tuple(charts.Point(end, seen.period, seen.comparator) for end, seen in placed)
        series.append(charts.Series(name, beside, comparator=True))
    return charts.line_chart(
        title=finding(measure, known),
        series=series,
        unit=measure.unit,
        subtitle=measure.wording,
        target=charts.Mark("Target", measure.target.value) if measure.target.value is not None else None,
        baseline=started,
        breaks=[charts.Break(end, sentence(seen.break_before)) for end, seen in placed if seen.break_before],
    )


def _baseline_mark(measure: pack.Measure) -> charts.Mark | None:
    baseline = measure.baseline
    at = read_period(baseline.period).end if baseline.period else None
    return charts.Mark("Baseline", baseline.value, at) if baseline.value is not None else None


def _why(seen: pack.Observation) -> str:
    return "" if seen.value is not None else seen.state.replace("-", " ")


def finding(measure: pack.Measure, known: list[pack.Observation]) -> str:
    """What the figures show, from the last break on: nothing is said across one."""
    kept = known[max((at for at, seen in enumerate(known) if seen.break_before), default=0) :]
    last = kept[-1]
    now = f"{observation_in_words(last, measure.unit)} in {say_period(last.period)}"
    if not kept[0].break_before and measure.baseline.value is not None:
        before, value = baseline_in_words(measure), measure.baseline.value
    elif len(kept) > 1:
        before = f"{observation_in_words(kept[0], measure.unit)} in {say_period(kept[0].period)}"
        value = kept[0].value or Decimal(0)
    else:
        return f"{measure.title}: {now}, which cannot be compared with what came before"
    moved = "up" if (last.value or 0) > value else "down" if (last.value or 0) < value else ""
    return f"{measure.title}: {moved}, from {before} to {now}" if moved else f"{measure.title}: no change, {now}"


def chain(whole: pack.Pack, colour: str, address: Callable[[str], str] | None = None) -> Diagram | None:
    """Who answers to whom. `address` gives each board's box somewhere to lead, where the picture is on a page."""
    if not whole.boards:
        return None
    nodes = [Node(board.key, board.name, board.cycle, address(board.key) if address else "") for board in whole.boards]
    edges = [
        Edge(board.key, line.board, in_relation(line.nature), "solid" if line.nature in _FIRM else "dashed")
        for board in whole.boards
        for line in board.reports_to
    ]
    return tree_svg(nodes, edges, f"Who answers to whom in {whole.area.name}", colour=colour)


def in_relation(nature: str) -> str:
    """`reports to`, `is accountable to`."""
    return str(ReportingNature(nature).label)
