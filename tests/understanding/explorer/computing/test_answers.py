"""Do tables and prepared questions say what the kept counts say, and say less where less is known?"""

from __future__ import annotations

import pytest

from goldenthread.understanding.explorer.computing.kept import as_json, as_protected
from goldenthread.understanding.explorer.computing.protecting import Median, Protected, Row, TooFew, protected
from goldenthread.understanding.explorer.computing.questions import Reference, ages, expected, gaps, has, own_rate
from goldenthread.understanding.explorer.computing.tables import ALL, Of, Share, answer, share
from goldenthread.understanding.explorer.definitions.registry import counted, questions

PLANS = counted()["open-plans"]
NEED, SETTING = PLANS.dimension("need"), PLANS.dimension("setting")
SPECIAL = questions()["expected-by-need"].outcomes[0]
assert NEED and SETTING
KEPT = Protected(
    ("need", "setting"),
    {
        (): {(): 1000},
        ("need",): {("Autism",): 300, ("Severe learning difficulty",): 100, ("Hearing impairment",): 15},
        ("setting",): {("Special school",): 300, ("Mainstream school",): 600},
        ("need", "setting"): {
            ("Autism", "Special school"): 90,
            ("Autism", "Mainstream school"): 200,
            ("Severe learning difficulty", "Special school"): 80,
        },
    },
    {(): {(): Median(9, 8, 10, 1000)}, ("need",): {("Autism",): Median(12, 11, 13, 300)}},
)


def test_a_table_has_every_place_in_the_declared_order_and_hides_what_is_not_kept() -> None:
    found = answer(KEPT, PLANS, NEED, SETTING)

    (block,) = found.blocks
    assert [row for row, _ in block.rows][:2] == ["Autism", "Social, emotional and mental health"]
    assert found.headings[-1] == ALL
    autism = dict(zip(found.headings, dict(block.rows)["Autism"], strict=True))
    assert autism["Special school"].count == 90
    assert autism["Special school"].share == Share(90, 300)
    assert autism["Alternative provision"].count is None
    assert autism[ALL].count == 300
    assert autism[ALL].share is None  # of itself
    assert dict(block.rows)[ALL][-1].count == 1000
    assert found.hidden == sum(cell.count is None for cell in found.cells) > 0


@pytest.mark.parametrize(("of", "denominator"), [(Of.ROW, 300), (Of.COLUMN, 300), (Of.ALL, 1000)])
def test_a_share_is_of_what_was_chosen(of: Of, denominator: int) -> None:
    found = answer(KEPT, PLANS, NEED, SETTING, of=of)
    cell = dict(zip(found.headings, dict(found.blocks[0].rows)["Autism"], strict=True))["Special school"]
    assert cell.share and (cell.share.numerator, cell.share.denominator) == (90, denominator)


def test_an_interval_allows_for_blur_and_rounding() -> None:
    limits = Share(90, 300).interval
    assert limits.lower < 25.1  # Wilson alone: 25.1 to 35.4
    assert limits.upper > 35.4
    assert share(10, 15) is None
    assert share(None, 100) is None
    assert Share(0, 20).interval.lower == 0


def test_what_stands_out_is_clear_of_all_others() -> None:
    found = answer(KEPT, PLANS, NEED, SETTING).standouts
    assert (found[0].row, found[0].column) == ("Severe learning difficulty", "Special school")
    assert found[0].rest.denominator == 900
    assert found[0].rest.numerator == 220


def test_observed_against_expected() -> None:
    reference = own_rate(KEPT, SPECIAL, "Oldmere")
    assert reference == Reference("Oldmere’s own rate for everybody", 0.3)
    found = {each.group: each for each in expected(KEPT, SPECIAL, NEED, reference)}

    autism, severe, hearing = (found[n] for n in ("Autism", "Severe learning difficulty", "Hearing impairment"))
    assert (autism.observed, autism.expected, autism.verdict) == (90, 90, 0)
    assert severe.ratio and severe.ratio.value == pytest.approx(80 / 30)
    assert severe.verdict == 1
    assert (hearing.observed, hearing.expected, hearing.ratio, hearing.verdict) == (None, 4.5, None, 0)


def test_each_group_against_a_rate_of_its_own() -> None:
    reference = Reference("England’s rate for the same need", by_group={"Severe learning difficulty": 0.8})
    found = {each.group: each for each in expected(KEPT, SPECIAL, NEED, reference)}

    severe, autism = found["Severe learning difficulty"], found["Autism"]
    assert (severe.at, severe.expected, severe.verdict) == (0.8, 80, 0)  # 80 of 100: as expected for that need
    assert (autism.at, autism.expected, autism.ratio, autism.verdict) == (None, None, None, 0)


def test_gaps_between_a_group_and_all_others() -> None:
    found = {each.group: each for each in gaps(KEPT, SPECIAL, NEED)}

    severe = found["Severe learning difficulty"]
    assert severe.points == pytest.approx(80 - 100 * 220 / 900)
    assert severe.limits and severe.limits.lower > 0
    assert severe.ratio_limits and severe.ratio_limits.lower < (severe.ratio or 0) < severe.ratio_limits.upper
    assert found["Autism"].verdict == 0
    assert found["Hearing impairment"].share is None
    assert found["Hearing impairment"].verdict == 0


def test_ages_and_what_is_in_an_outcome() -> None:
    assert dict(ages(KEPT, NEED))["Autism"] == Median(12, 11, 13, 300)
    assert dict(ages(KEPT, NEED))["Visual impairment"] is None
    assert has(KEPT, SPECIAL, {"need": "Visual impairment"}) is None


def test_what_is_kept_is_read_as_it_was_written() -> None:
    assert as_protected(as_json(KEPT)) == KEPT
    with pytest.raises(KeyError):
        KEPT.count({"shoe-size": "7"})


def test_too_few_are_not_split() -> None:
    with pytest.raises(TooFew):
        protected(("sex",), [Row(str(n), 1, ("Female",)) for n in range(99)])
    with pytest.raises(TooFew):  # nobody counts nought, so nobody is hidden
        protected(("sex",), [Row(str(n), 1, ("Female",)) for n in range(500)])
