"""Is a table read as it was meant, and is what is wrong said beside the box in which it stands?"""

from __future__ import annotations

import pytest

from goldenthread.analysis.disclosure import Cell
from goldenthread.partnership.policies import Refused
from goldenthread.understanding.disclosure.reading import read_draft

WORDS = {"title": "Plans", "population": "Plans", "period": "2026", "source": "Made up"}
SQUARE = "locality,need,count\nNorth,a,1\nNorth,b,2\nSouth,a,3\nSouth,b,4"


def read(counts=SQUARE, **words):
    return read_draft({**WORDS, "counts": counts, **words}, "plans")


@pytest.mark.parametrize("counts", [SQUARE, SQUARE.replace(",", "\t"), SQUARE.replace("\n", "\n\n")])
def test_counts_are_read_and_totals_worked_out(counts):
    found = read(counts)
    assert found.counts["North", "b"] == 2
    assert (found.counts["All", "a"], found.counts["All", "All"]) == (4, 10)
    assert len(found.counts) == 9
    assert found.cell(("South", "All")) == Cell.at("Plans, 2026", {"locality": "South"})


def test_groups_are_subtotals():
    found = read("ward,count\nA,1\nB,2\nC,10", groups="ward: Coast = A + B")
    assert found.counts == {("All",): 13, ("Coast",): 3, ("A",): 1, ("B",): 2, ("C",): 10}


def test_links_are_read_once_or_for_each_category():
    (link,) = read(links="[Plans, 2026] = [Plans, 2025 | locality=All] + [New, 2025 | sex=F]").identities
    assert link.left == (Cell.at("Plans, 2026", {}),)
    assert link.right == (Cell.at("Plans, 2025", {}), Cell.at("New, 2025", {"sex": "F"}))
    each = read(links="[Plans, 2026 | need=each] = [Plans, 2025 | need=each] + [New, 2025 | need=each]").identities
    assert [identity.left[0].where for identity in each] == [(), (("need", "a"),), (("need", "b"),)]


@pytest.mark.parametrize(
    ("words", "box", "said"),
    [
        ({"counts": "North,3"}, "counts", "first line must name the columns"),
        ({"counts": "count\n3"}, "counts", "first line must name the columns"),
        ({"counts": "locality,count\nNorth"}, "counts", "Line 2 is “North”; expected 2 columns"),
        ({"counts": "locality,count\nNorth,*"}, "counts", "the count is “*”; expected a whole number"),
        ({"counts": "locality,count\nNorth,-3"}, "counts", "the count is “-3”"),
        ({"counts": "locality,count\nNorth,3\nNorth,4"}, "counts", "Line 3: North stands twice"),
        ({"counts": "a,b,count\nx,y,1\nz,w,2"}, "counts", "has no count at"),
        ({"counts": "locality,count\nAll,3\nNorth,3"}, "counts", "totals are worked out"),
        ({"counts": "locality,locality,count\nA,B,3"}, "counts", "expected each name once"),
        ({"groups": "need = a + b"}, "groups", "expected a column's name, a colon"),
        ({"groups": "need: Both = a + q"}, "groups", "q has no counts"),
        ({"links": "[Plans, 2026] is more"}, "links", "expected counts in square brackets on both sides"),
        ({"links": "[A | age=each] = [B | age=each]"}, "links", "age is not a column"),
        ({"links": "[A | age] = [B]"}, "links", "expected column=category"),
        (
            {"counts": "n,m,count\n" + "\n".join(f"{i},{j},9" for i in range(80) for j in range(70))},
            "counts",
            "expected 5,000 at most",
        ),
    ],
)
def test_what_is_wrong_is_said_of_its_box(words, box, said):
    with pytest.raises(Refused) as told:
        read(**words)
    assert said in str(told.value)
    assert told.value.box == box
