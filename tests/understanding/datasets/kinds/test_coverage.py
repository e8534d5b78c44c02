"""Is it told rightly what a newer release has again of an older one, and what only the older has?"""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from goldenthread.understanding.datasets.kinds.coverage import in_words, meeting, newest_of, said, spans

PARTS = st.frozensets(
    st.tuples(st.sampled_from(("caseload", "requests")), st.sampled_from(("", "2023", "2024", "202425"))), max_size=6
)


@given(PARTS, PARTS)
@settings(max_examples=60)
def test_every_part_of_the_older_is_either_there_again_or_lost(newer, older):
    both = meeting(newer, older)
    assert both.again | both.lost == older
    assert both.again <= newer
    assert both.replaces == (older <= newer and (bool(older) or not newer))
    assert not (both.replaces and both.overlaps)


def test_an_extract_does_not_take_the_place_of_the_whole():
    """The five areas of a release cover the same tables and periods as all of it, and hold a seventeenth of its rows."""
    parts = frozenset({("caseload", "202425"), ("requests", "2024")})
    both = meeting(parts, parts, {"caseload": 1_400, "requests": 700}, {"caseload": 24_000, "requests": 710})
    assert not both.replaces
    assert both.overlaps
    assert "far fewer rows: 1,400 of caseload where the older has 24,000. Both stay in use" in both.words(
        "the whole release"
    )
    assert "of requests where" not in both.words("the whole release")


def test_a_few_rows_fewer_are_a_revision():
    parts = frozenset({("caseload", "202425")})
    assert meeting(parts, parts, {"caseload": 990}, {"caseload": 1_000}).replaces
    assert meeting(parts, parts, {"caseload": 1_000}, {"caseload": 10}).replaces


def test_of_other_periods_or_of_other_tables_they_have_nothing_in_common():
    older = frozenset({("requests", "2023")})
    for newer in ({("requests", "2024")}, {("caseload", "2023")}):
        both = meeting(frozenset(newer), older)
        assert not both.replaces
        assert not both.overlaps


def test_periods_are_said_as_people_write_them():
    periods = ["201819", "202425", "2019", "2024"]
    assert spans(periods) == "2018/19 to 2024/25; 2019 to 2024"
    assert newest_of(periods) == "2024/25"
    assert in_words("2023-10") == "2023-10"
    assert newest_of(()) == ""
    assert said({("caseload", "202425"), ("caseload", "201819"), ("notes", "")}) == (
        "caseload (2018/19 to 2024/25), notes"
    )
