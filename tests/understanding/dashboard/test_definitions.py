"""Is what stands on the dashboard declared, and is a wrong declaration told with its place?"""

from __future__ import annotations

import pytest

from goldenthread.understanding.dashboard.definitions import LegFault, legs, read_legs
from goldenthread.understanding.indicators.definitions.registry import indicators

LEG = "- {{key: care, title: Social care, about: Children., lines: [{lines}], absent: [{absent}]}}"
LINE = "{indicator: %s, why: Because.}"


def test_four_legs_of_so_few_figures_that_a_board_reads_them_in_five_minutes():
    assert [leg.key for leg in legs()] == ["joint", "education", "health", "care"]
    assert all(5 <= len(leg.lines) <= 8 for leg in legs())
    assert all(line.indicator in indicators() for leg in legs() for line in leg.lines)


def test_what_no_data_tells_is_said_where_data_is_thin():
    care = legs()[-1]

    assert len(care.absent) >= 3
    assert "annex-a" in {each.kind for each in care.absent}


@pytest.mark.parametrize(
    ("lines", "absent", "said"),
    [
        (LINE % "zebra", "", "care: there is no indicator zebra"),
        (f"{LINE % 'residential'}, {LINE % 'residential'}", "", "care: residential stands on the dashboard already"),
        ("{indicator: residential}", "", "why"),
        ("", "{what: It, held_by: Them, unknown: that, kind: zebra}", "care: there is no kind of data set zebra"),
    ],
)
def test_a_fault_names_the_leg_and_what_is_wrong(lines, absent, said):
    with pytest.raises(LegFault, match=said):
        read_legs(LEG.format(lines=lines, absent=absent))


def test_a_file_that_is_no_yaml_is_a_fault():
    with pytest.raises(LegFault, match="cannot be read"):
        read_legs("- {key: [")
