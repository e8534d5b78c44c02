"""Is a figure changing, or varying as it always does: the sentence, and the chart of which it speaks?"""

from __future__ import annotations

from typing import Any

from goldenthread.analysis import spc
from goldenthread.design.charts import Chart
from goldenthread.design.control_charts import Charted, control_chart


def said_of(trend: Any) -> str:
    """What the chart of usual variation says, and which chart that is; nothing where there is no figure at all."""
    if not trend.points:
        return ""
    found = trend.change()
    return f"{found.sentence} Method: {found.chart.method}." if found.chart else found.sentence


def drawn_of(trend: Any) -> Chart | None:
    """The values of the newest comparable run with their average and limits; none where there is no such chart."""
    found = trend.change().chart if trend.points else None
    if found is None:
        return None
    ends = {point.figure.period: point.figure.period_end for point in trend.points}
    points, at = [], min(ends[each.period] for each in found.points if each.period in ends)
    for each in found.points:
        at = ends.get(each.period, at)
        points.append(
            Charted(at, each.period, each.value, each.centre, each.lower, each.upper, each.said if each.rule else "")
        )
    last = found.last.said or "within usual variation"
    title = f"{trend.indicator.title} in {found.last.period}: {last}"
    return control_chart(title=title, points=points, unit=trend.indicator.unit, method=found.method)


def limits_of(trend: Any) -> dict[str, spc.Point]:
    """The average, the limits and the mark of each period that the chart holds; nothing of a part of a figure."""
    found = trend.change().chart if trend.points and not trend.breakdown else None
    return {each.period: each for each in found.points} if found else {}
