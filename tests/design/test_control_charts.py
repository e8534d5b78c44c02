"""Does a control chart hold its average, its limits and its marks, in the picture and in the table?"""

from __future__ import annotations

import datetime as d

import pytest

from goldenthread.design.control_charts import Charted, control_chart


def year(at: int, value: float | None, said: str = "") -> Charted:
    return Charted(d.date(2015 + at, 1, 31), f"{2015 + at}", value, 10.0, 7.0, 13.0, said)


def test_the_picture_holds_average_limits_and_marks() -> None:
    chart = control_chart(
        title="Plans", points=[year(0, 9), year(1, 11), year(2, None), year(3, 20, "above the upper limit")]
    )
    for words in ("average", "upper limit", "lower limit"):
        assert f">{words}</text>" in chart.drawing
    assert chart.drawing.count('stroke-dasharray="6,4"') == 2, "two limits"
    assert chart.drawing.count('fill="#801650"') == 1, "one mark in another colour"
    assert chart.rows[3] == ("2018", "20", "10", "7", "13", "above the upper limit")
    assert chart.rows[2][1] == "not known"
    assert "2018: above the upper limit." in chart.description


def test_nothing_is_marked_where_all_is_usual() -> None:
    chart = control_chart(title="Plans", points=[year(0, 9), year(1, 11)])
    assert "#801650" not in chart.drawing
    assert chart.description.endswith("No figure is beyond usual variation.")


def test_without_a_value_there_is_no_chart() -> None:
    with pytest.raises(ValueError, match="Found no value to draw"):
        control_chart(title="Plans", points=[year(0, None)])
