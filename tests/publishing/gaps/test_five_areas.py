"""Does the gap report find the real gaps of the five published strategies, and no false ones?"""

from __future__ import annotations

from datetime import date

import pytest

from goldenthread.demo.load import AREAS, pack_named
from goldenthread.publishing.gaps.engine import gaps_in
from goldenthread.publishing.gaps.queries import gaps_of
from tests.publishing.gaps.expected import EXPECTED, Every

TODAY = date(2026, 11, 22)
UNHELD = frozenset({"a-healthwatch-review"})  # the one lead with a body or a role: nobody at work holds it


@pytest.mark.parametrize("slug", AREAS)
def test_the_gaps_of_a_published_strategy_are_those_found_by_hand(slug: str):
    pack = pack_named(slug)
    found = {each.rule.id: {gap.key for gap in each.gaps} for each in gaps_in(pack, TODAY, UNHELD).found}

    assert found == {
        rule: keys.keys(pack) if isinstance(keys, Every) else keys for rule, keys in EXPECTED[slug].items()
    }


@pytest.mark.parametrize("slug", AREAS)
def test_the_report_of_an_area_is_that_of_its_strategy(slug: str, area_called):
    report = gaps_of(area_called(slug), TODAY)

    assert [gap.sentence for gap in report.gaps if gap.rule.of != "promise of data"] == [
        gap.sentence for gap in gaps_in(pack_named(slug), TODAY, UNHELD).gaps
    ]


def test_the_gap_that_newcastle_is_known_for_is_one_plain_sentence():
    (gap,) = gaps_in(pack_named("newcastle"), TODAY).only(rule="action-without-outcome").gaps

    assert gap.sentence == "“Community Short Breaks Offer” leads to no outcome."


def test_a_strategy_in_use_has_few_gaps_and_each_is_true():
    found = {each.rule.id: {gap.key for gap in each.gaps} for each in gaps_in(pack_named("oldmere"), TODAY).found}

    assert found["target-to-be-determined"] == {"m-internships"}
    assert not any(rule.startswith(("priority-", "statement-", "outcome-", "action-without-o")) for rule in found)
