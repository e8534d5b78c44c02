"""Is everything that may be explored declared so that it can be counted?"""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from goldenthread.understanding.explorer.definitions import registry
from goldenthread.understanding.explorer.definitions.registry import (
    NOT_KNOWN,
    DefinitionFault,
    categories,
    counted,
    questions,
)
from goldenthread.understanding.explorer.definitions.schema import Dimension
from goldenthread.understanding.indicators.definitions.registry import bases


def test_what_is_counted_names_bases_and_columns_that_there_are() -> None:
    assert list(counted()) == ["open-plans", "requests", "issued", "new-plans", "ceased-plans"]
    assert {each.base for each in counted().values()} == set(bases())


def test_every_dimension_ends_in_not_known_and_names_no_category_twice() -> None:
    for what in counted().values():
        for dimension in what.by:
            found = categories(dimension)
            assert found[-1] == NOT_KNOWN
            assert len(set(found)) == len(found)


def test_each_question_has_limits_and_can_be_split_by_what_it_is_split_by() -> None:
    for question in questions().values():
        assert question.limits
        wholes = [each.counted for each in question.outcomes] or list(question.counted)
        assert any(counted()[code].dimension(question.by) for code in wholes), question.code


def test_a_dimension_is_a_breakdown_or_cases() -> None:
    with pytest.raises(ValidationError, match="expected a breakdown or cases"):
        Dimension.model_validate({"code": "sex", "title": "Sex"})


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("Autism: plans-autism", "Autism: plans-nothing"),
        ("Autism: plans-autism", "Autistic: plans-autism"),
        ("Autism: plans-autism", "Autism: requests-rate"),
        ("among: setting", "among: nothing"),
    ],
)
def test_rates_that_nobody_publishes_are_refused(right: str, wrong: str, monkeypatch: pytest.MonkeyPatch) -> None:
    written = registry._text("questions")
    assert right in written
    monkeypatch.setattr(registry, "_text", lambda _: written.replace(right, wrong))

    with pytest.raises(DefinitionFault, match="expected-by-need: the rates name"):
        questions.__wrapped__()
