"""An analyst publishes a table beside what was published before; anybody reads it; it is withdrawn."""

from __future__ import annotations

import pytest

from tests.journeys.hands import WAYS

pytestmark = pytest.mark.journey

PLANS = "Children and young people with an education, health and care plan, Oldmere (made up)"
COUNTS = (
    "locality,age,count\nNorth,Under 16,80\nNorth,16 and over,28\nSouth,Under 16,111\nSouth,16 and over,3\n"
    "East,Under 16,60\nEast,16 and over,26\nWest,Under 16,70\nWest,16 and over,23"
)


@pytest.mark.parametrize("way", WAYS)
def test_the_analyst_publishes_a_table_protected_with_all_that_was_published(at_work, way):
    name = f"Plans by age, {way}"
    anna = at_work("Anna", "oldmere", way).go("/oldmere/work/published/").press("Propose a table")
    anna.fill("What the table is called", name).fill("Who is counted, and where", PLANS).fill("Of when", "January 2026")
    anna.fill("Where the figures come from", "Made up").choose_like("Counts under 5").fill("The counts", COUNTS)
    anna.press("Show what would be published")
    anna.sees("4 counts of this table would be hidden.", "Plans by need and locality")

    anna.fill("Why it is published", "For the board.").press("Publish this table")

    anna.sees("none can be worked out", "Plans by need and placement")
    anybody = at_work("", way=way).go("/oldmere/figures/").follow(name)
    anybody.sees("Counts of 1 to 4 are hidden.", "Hidden, so that nobody can be recognised in this count or in another")
    assert anybody.download("This table (CSV)").suggested_filename.endswith(".csv")


def test_a_board_member_reads_the_attack_and_publishes_nothing(at_work):
    bola = at_work("Bola", "oldmere").go("/oldmere/work/published/").follow("Plans by need and locality")
    bola.sees("What an attacker must allow for, given everything ever published").may_not("Withdraw it")
    bola.refused("/oldmere/work/published/propose/", 403)


def test_a_family_finds_no_figures_of_a_withdrawn_table(at_work):
    anna = at_work("Anna", "oldmere").go("/oldmere/work/published/plans-by-need-and-placement/1/").press("Withdraw it")
    anna.fill("Why it is withdrawn", "The placements were mixed up.").press("Withdraw it")
    anna.sees("Withdrawn on 22 November 2026.")

    faith = at_work().go("/oldmere/figures/plans-by-need-and-placement/")
    faith.sees("The placements were mixed up.").may_not("This table (CSV)")


def test_the_operator_attacks_everything(goldenthread, site):
    done = goldenthread("disclosure", "attack", "oldmere")
    assert done.returncode == 0, done.stderr
    assert "none is at risk" in done.stdout
