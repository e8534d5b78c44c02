"""Do words fit into their boxes?"""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from goldenthread.publishing.threads.lettering import width, wrap

WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=300)


@given(WORDS, st.integers(1, 5), st.floats(30, 300))
def test_no_line_is_wider_than_its_room(words: str, most: int, room: float):
    assert all(width(line, 13) <= room for line in wrap(words, 13, room, most))


@given(WORDS, st.integers(1, 5))
def test_no_more_lines_than_there_may_be(words: str, most: int):
    assert len(wrap(words, 13, 120, most)) <= most


def test_what_fits_is_kept_whole_and_what_does_not_ends_in_an_ellipsis():
    assert wrap("Interim support", 13, 150, 3) == ("Interim support",)
    assert wrap("a " * 200, 13, 150, 2)[-1].endswith("…")


def test_nothing_is_no_line():
    assert wrap("  ", 13, 100, 3) == ()
