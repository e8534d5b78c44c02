"""Is a code that no return may hold found, and the nearest that there is named?"""

from __future__ import annotations

import pytest

from goldenthread.understanding.datasets.kinds.own_codes import OwnCode, with_own_codes
from goldenthread.understanding.datasets.kinds.registry import all_kinds
from goldenthread.understanding.indicators.computing.returned import KIND, rests_on
from goldenthread.understanding.indicators.definitions.coded import faults_of_codes, known_in
from goldenthread.understanding.indicators.definitions.registry import bands, bases, indicators, settings_by_type
from goldenthread.understanding.indicators.definitions.schema import Breakdown, PersonLevel

SEN2 = all_kinds()[KIND]
AUTISM = indicators()["plans-autism"]


def faults(text: str, base: str = "plans") -> list[str]:
    given = AUTISM.model_copy(update={"person_level": PersonLevel(base=base, numerator=text)})
    return [words for _, words in faults_of_codes(given, bases()[base], SEN2)]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("need = 'AS'", ["need never holds “AS”: the nearest is ASD (autistic spectrum disorder)."]),
        ("'asd' <> need", ["need never holds “asd”: the nearest is ASD (autistic spectrum disorder)."]),
        (
            "need in ('ASD', 'SEHM')",
            ["need never holds “SEHM”: the nearest is SEMH (social, emotional and mental health)."],
        ),
        ("sex = '1'", ["sex never holds “1”: expected 0, 9, F, M or U."]),
        ("setting = 'speciel' or need = 'unknown'", ["setting never holds “speciel”: the nearest is special."]),
        ("residential = 'whatever the area writes'", []),
        ("need is not null and age > 3", []),
    ],
)
def test_a_code_that_is_in_no_list_is_named_with_the_nearest(text: str, said: list[str]) -> None:
    assert faults(text) == said


def test_a_code_that_the_area_added_may_be_named() -> None:
    added = OwnCode(kind=KIND, code_set="sentype", code="AS", means="Asperger", source="A guide")
    assert "AS" in known_in(bases()["plans"], "need", with_own_codes(SEN2, [added]))


def test_no_built_in_indicator_names_a_code_that_is_not_there() -> None:
    mine = [each for each in indicators().values() if each.person_level]
    assert [
        list(faults_of_codes(each, bases()[each.person_level.base], SEN2)) for each in mine if each.person_level
    ] == [[] for _ in mine]


def test_the_lists_are_those_of_the_fields_that_columns_are_made_of() -> None:
    for base in bases().values():
        for column, listed in base.codes.items():
            fields = {
                SEN2.table(table).field(field).codes
                for table, field in rests_on(base.name, column)
                if table != "establishments"
            }
            assert listed in fields, (base.name, column)
        coded = {c for c, holds in base.columns.items() if holds == "text"} - set(base.codes) - set(base.words)
        assert coded == set(), "every column of text says what may stand in it"
    words = set(bases()["plans"].words["setting"])
    assert set(settings_by_type().settings) <= words <= set(bands()[Breakdown.SETTING])
