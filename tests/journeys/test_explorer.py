"""An analyst makes a return ready; everybody who reads data asks it questions, in every way of using a page."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.journeys.hands import WAYS

pytestmark = pytest.mark.journey
X = "/oldmere/work/explorer/"


@pytest.fixture(scope="module")
def returned(goldenthread, site, tmp_path_factory) -> None:
    """A small made-up return of Oldmere and its list of settings, read and put to use."""
    out: Path = tmp_path_factory.mktemp("sen2")
    made = ["demo", "sen2", "--area", "oldmere", "--population", "9000", "--years", "2025", "--out", str(out)]
    for words in (
        made,
        lambda: ["dataset", "import", *map(str, sorted((out / "2025").iterdir())), "--area", "oldmere"],
        lambda: ["dataset", "import", str(out / "settings.csv"), "--area", "oldmere"],
    ):
        done = goldenthread(*(words() if callable(words) else words))
        assert done.returncode == 0, done.stderr


def test_the_analyst_makes_a_return_ready_and_says_for_what(returned, at_work):
    anna = at_work("Anna", "oldmere").go(X).follow("Make the returns ready to be explored")
    anna.press("Make them ready").sees("Say for what purpose, in a sentence")

    anna.fill("For what purpose?", "The needs assessment of 2026.").press("Make them ready")

    anna.sees("The returns are being made ready")
    for _ in range(60):
        if "What it says" in anna.go(X).text():
            return
        anna.page.wait_for_timeout(1000)
    raise AssertionError(anna.text())


@pytest.mark.parametrize("way", WAYS)
def test_a_table_is_asked_for_read_and_taken_away(returned, goldenthread, at_work, way):
    assert goldenthread("explorer", "prepare", "oldmere", "--purpose", "A journey.").returncode == 0
    cora = at_work("Cora", "oldmere", way).go(X).may_not("Make the returns ready to be explored")

    cora.select("Rows", "Primary need").select("Columns", "Kind of setting").press("Show this table")

    cora.sees("Plans open on the census day by primary need and kind of setting, January 2025", "What it rests on")
    assert cora.download("This table (CSV)").suggested_filename == "oldmere-explorer.csv"
    assert "rows=need" in cora.page.url and "columns=setting" in cora.page.url


@pytest.mark.parametrize("way", WAYS)
def test_a_board_member_reads_a_deep_dive_and_its_limits(returned, goldenthread, at_work, way):
    assert goldenthread("explorer", "prepare", "oldmere", "--purpose", "A journey.").returncode == 0
    bola = at_work("Bola", "oldmere", way).go(X)

    bola.follow("Are more in a kind of setting than would be expected, by need?")

    bola.sees("own rate for everybody", "What may not be concluded", "areas record differently")
    bola.select("By", "Sex").press("Show the answer").sees("In special schools, against what would be expected")
    bola.refused(f"{X}prepare/", 403)
