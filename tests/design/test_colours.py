"""Can everybody read an area's colours?"""

from __future__ import annotations

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.design import colours

HEXES = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#ffffff", "#ffffff", 1.0),
        ("#767676", "#ffffff", 4.54),
        ("#1d70b8", "#ffffff", 5.17),
    ],
)
def test_contrast_is_the_published_ratio(one: str, other: str, ratio: float) -> None:
    assert colours.contrast(one, other) == pytest.approx(ratio, abs=0.01)
    assert colours.contrast(other, one) == colours.contrast(one, other)


@given(HEXES)
def test_readable_colour_can_always_be_read_on_white(colour: str) -> None:
    assert colours.contrast(colours.readable(colour)) >= colours.READABLE


@given(HEXES)
def test_readable_colour_is_left_alone_when_it_can_be_read(colour: str) -> None:
    if colours.contrast(colour) >= colours.READABLE:
        assert colours.readable(colour) == colour


@given(HEXES)
def test_text_can_be_read_on_the_tint_of_an_area(colour: str) -> None:
    main = colours.readable(colour)
    assert colours.contrast(main, colours.tint(main, 0.08)) >= 4  # large or bold text: navigation, numbers
    assert colours.contrast("#0b0c0c", colours.tint(main, 0.08)) >= 7


@pytest.mark.parametrize("wrong", ["", "red", "#12345", "#1234567", "12 456", "#gggggg", "}body{"])
def test_wrong_colour_is_refused_with_what_was_expected(wrong: str) -> None:
    with pytest.raises(ValueError, match="expected six hexadecimal digits"):
        colours.stylesheet(wrong)


def test_stylesheet_is_served_for_ever_and_to_everybody(gallery: Client) -> None:
    response = gallery.get("/design/colour/7a1f2b.css")

    assert response.status_code == 200
    assert response["Content-Type"] == "text/css; charset=utf-8"
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"
    assert "--app-area-colour:#7a1f2b" in response.content.decode()


def test_stylesheet_of_a_pale_colour_is_darkened(gallery: Client) -> None:
    sheet = gallery.get("/design/colour/ffdd00.css").content.decode()

    assert "#ffdd00" not in sheet


def test_stylesheet_of_no_colour_is_not_found(gallery: Client) -> None:
    assert gallery.get("/design/colour/nothing.css").status_code == 404
    assert gallery.post("/design/colour/7a1f2b.css").status_code == 405
