"""Is a real published table protected, and what could have been worked out of it under the policy?

Department for Education, "Education, health and care plans", reporting year 2025: plans in January 2025 by primary need
in the councils of the North East. Open Government Licence v3.0. Contains public sector information.
"""

import pytest

from goldenthread.analysis.disclosure import COUNTS_UNDER_5, Cell, Dimension, Method, attack, lay_out, protect

NEEDS = ("all", "ASD", "HI", "MLD", "MSI", "OTH", "PD", "PMLD", "SEMH", "SLCN", "SLD", "SPLD", "VI", "not known")
PUBLISHED = {
    "all": (29396, 9658, 325, 3418, 67, 174, 1293, 382, 6444, 5051, 1409, 535, 195, 445),
    "Gateshead": (1923, 683, 26, 275, 3, 67, 24, 30, 409, 304, 67, 26, 9, 0),
    "Newcastle upon Tyne": (3095, 1153, 46, 178, 8, 7, 131, 33, 637, 595, 222, 47, 35, 3),
    "North Tyneside": (2298, 653, 15, 218, 5, 22, 114, 23, 572, 514, 66, 89, 5, 2),
    "South Tyneside": (1776, 806, 23, 223, 0, 20, 90, 18, 351, 165, 54, 16, 10, 0),
    "Sunderland": (3000, 1009, 41, 235, 6, 11, 180, 32, 678, 575, 170, 49, 10, 4),
    "Hartlepool": (966, 312, 10, 143, 1, 1, 85, 15, 201, 141, 31, 16, 10, 0),
    "Middlesbrough": (2019, 488, 27, 154, 8, 13, 90, 47, 543, 363, 239, 31, 15, 1),
    "Redcar and Cleveland": (1492, 324, 12, 150, 4, 6, 30, 35, 284, 181, 93, 15, 4, 354),
    "Stockton-on-Tees": (2442, 596, 30, 507, 3, 2, 104, 22, 427, 528, 117, 73, 29, 4),
    "County Durham": (5390, 2225, 51, 733, 24, 14, 246, 70, 1057, 640, 234, 52, 33, 11),
    "Darlington": (1122, 336, 6, 259, 1, 0, 48, 21, 253, 156, 25, 6, 5, 6),
    "Northumberland": (3873, 1073, 38, 343, 4, 11, 151, 36, 1032, 889, 91, 115, 30, 60),
}


@pytest.fixture(scope="module")
def published():
    dimensions = [
        Dimension.flat("council", [name for name in PUBLISHED if name != "all"]),
        Dimension.flat("need", NEEDS[1:]),
    ]
    counts = {(name, need): n for name, row in PUBLISHED.items() for need, n in zip(NEEDS, row, strict=True)}
    return lay_out("plans", dimensions, counts)


@pytest.mark.parametrize(("exact_up_to", "method"), [(300, Method.EXACT), (0, Method.HEURISTIC)])
def test_plans_by_need_in_the_north_east(published, exact_up_to, method):
    small = {cell for cell, count in published.counts.items() if 0 < count < 5}
    assert not attack(published, COUNTS_UNDER_5, small).passed
    found = protect(published, COUNTS_UNDER_5, exact_up_to=exact_up_to)
    assert found.method == method
    assert found.report.passed
    assert found.primary.keys() == small
    assert found.shown(Cell.at("plans", {"council": "Gateshead"})) == "1,923"
