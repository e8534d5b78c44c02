"""Are the definitions whole, and is a faulty one refused with a sentence that says where and what?"""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.understanding.datasets.kinds.councils import councils
from goldenthread.understanding.datasets.kinds.registry import all_kinds
from goldenthread.understanding.indicators.definitions.registry import (
    DefinitionFault,
    bases,
    checked,
    indicators,
    publications,
    read_group,
)
from goldenthread.understanding.indicators.definitions.schema import Group, Indicator


def _given(**changes: Any) -> dict[str, Any]:
    return indicators()["requests-agreed"].model_dump(mode="json") | changes


def test_there_are_more_than_seventy_in_every_group() -> None:
    assert len(indicators()) >= 70
    assert {each.group for each in indicators().values()} == set(Group)


def test_what_is_written_out_reads_back_the_same() -> None:
    assert [
        each for each in indicators().values() if checked(each.model_dump(mode="json"), where="again") != each
    ] == []


def test_titles_are_unique_and_every_denominator_is_named() -> None:
    titles = [each.title for each in indicators().values()]
    assert len(set(titles)) == len(titles)
    counts = {code for code, each in indicators().items() if not each.denominator}
    assert counts == {"plans-open", "new-plans"}


def test_every_kind_is_declared() -> None:
    assert {each.kind for each in publications().values()} <= set(all_kinds())


def test_each_council_has_ten_neighbours_and_is_not_one_of_them() -> None:
    assert len(councils()) == 153
    assert all(len(set(each.neighbours)) == 10 for each in councils().values())
    assert all(
        each.gss not in each.neighbours and set(each.neighbours) <= set(councils()) for each in councils().values()
    )


def test_bases_name_only_what_the_return_declares() -> None:
    """Holds as soon as the return is declared; the list of establishments is the area's own."""
    sen2 = all_kinds().get("sen2")
    declared = {table.name: {field.name for field in table.fields} for table in sen2.tables} if sen2 else {}
    named = [(name, set(columns)) for base in bases().values() for name, columns in base.tables.items()]
    assert [name for name, columns in named if name in declared and not columns <= declared[name]] == []


PERSON = {"base": "requests", "numerator": "outcome = 'Y'"}


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"code": "Not A Code"}, "code: found “Not A Code”; expected 4 to 60 small letters, digits and hyphens"),
        ({"colour": "red"}, "colour: Extra inputs are not permitted"),
        ({"published": [], "person_level": None}, "it has no source"),
        ({"denominator": ""}, "a proportion says of whom"),
        ({"per": 1000}, "a percentage is out of 100, not of 1000"),
        ({"unit": "ratio", "per": 7}, "found 7; expected 1, 100"),
        ({"published": [{"publication": "x", "table": "requests", "value": "a"}]}, "There is no publication x"),
        ({"published": [{"publication": "ehc-plans", "table": "x", "value": "a"}]}, "ehc-plans has no table x"),
        (
            {"published": [{"publication": "ehc-plans", "table": "requests", "value": "a"}]},
            "names a, which is not there",
        ),
        (
            {"published": [{"publication": "ehc-plans", "table": "requests", "numerator": "requests_rya / 2"}]},
            "uses DIV, which is not allowed",
        ),
        (
            {
                "published": [
                    {
                        "publication": "ehc-plans",
                        "table": "requests",
                        "value": "requests_withdrawn",
                        "where": {"x": "y"},
                    }
                ]
            },
            "requests has no column x to pick rows by",
        ),
        ({"person_level": {**PERSON, "base": "visits"}}, "There are no rows called visits"),
        ({"person_level": {**PERSON, "numerator": "outcome"}}, "is not true or false"),
        ({"person_level": {**PERSON, "numerator": "outcome = 1"}}, "compares unlike things"),
        ({"person_level": {**PERSON, "numerator": "days <"}}, "is not an expression"),
        ({"person_level": {**PERSON, "numerator": "surname = 'x'"}}, "names surname, which is not there"),
        ({"person_level": {**PERSON, "numerator": "person.sex = 'F'"}}, "names person.sex"),
        ({"person_level": {**PERSON, "numerator": "days < (select 1)"}}, "uses SUBQUERY"),
        ({"person_level": {**PERSON, "numerator": "read_text('/etc/passwd') = ''"}}, "not allowed"),
        ({"person_level": {**PERSON, "numerator": "mediation; drop table person"}}, "uses BLOCK, which is not allowed"),
        (
            {"person_level": {**PERSON, "numerator": "age + "}},
            "“age +” is not an expression: something is missing after “age +”.",
        ),
        ({"person_level": {**PERSON, "numerator": "(age > 3"}}, "a bracket is not closed after “(age > 3”."),
        ({"person_level": {**PERSON, "numerator": "age > 3 4"}}, "it stops making sense at “4”, after “age > 3”."),
        ({"person_level": {**PERSON, "numerator": "and age > 3"}}, "something is missing beside “and”."),
        ({"person_level": {**PERSON, "numerator": "sex = 'F"}}, "is not closed; each begins and ends with a single"),
        (
            {"person_level": {**PERSON, "numerator": f"{'(' * 3000}mediation{')' * 3000}"}},
            "It has 6,009 characters; expected",
        ),
        (
            {"person_level": {**PERSON, "numerator": f"{'(' * 900}mediation{')' * 900}"}},
            "Too many brackets or too many parts",
        ),
        ({"person_level": {**PERSON, "numerator": f"{'not ' * 450}mediation"}}, "Too many brackets or too many parts"),
        ({"person_level": {**PERSON, "numerator": f"{'age + ' * 300}age > 3"}}, "Too many brackets or too many parts"),
        (
            {"person_level": {**PERSON, "numerator": "age * 999999999999 > 1"}},
            "names the number 999999999999; expected at most",
        ),
        ({"person_level": {**PERSON, "breakdowns": ["primary need"]}}, "cannot be broken down by primary need"),
    ],
)
def test_a_fault_is_told(changes: dict[str, Any], said: str) -> None:
    with pytest.raises(DefinitionFault, match=r"try\.yaml: ") as told:
        checked(_given(**changes), where="try.yaml")
    assert said in str(told.value)
    assert not any(noise in str(told.value) for noise in ("sqlglot", "\x1b", "^[a-z]"))


def test_a_file_that_is_no_yaml_is_named() -> None:
    with pytest.raises(DefinitionFault, match=r"plans\.yaml cannot be read"):
        read_group("plans", "group: [")


def test_what_may_be_typed_at_the_limit_can_be_read_from_deep_within_a_request() -> None:
    """A definition that was let in is read again wherever it is used, with less room for recursion."""

    def deep(left: int, text: str) -> Indicator:
        if left:
            return deep(left - 1, text)
        return checked(_given(person_level={**PERSON, "numerator": text}), where="typed")

    for text in (f"{'(' * 18}mediation{')' * 18}", f"{'age + ' * 17}age > 3", " or ".join(["mediation"] * 19)):
        assert deep(300, text)


@given(st.text(max_size=40))
def test_whatever_is_typed_is_a_definition_or_a_fault(text: str) -> None:
    try:
        found = checked(_given(person_level={**PERSON, "numerator": text}), where="typed")
    except DefinitionFault:
        return
    assert isinstance(found, Indicator)
