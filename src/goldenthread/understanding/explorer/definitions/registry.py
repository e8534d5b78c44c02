"""What may be explored? Read from the files beside this module, and checked before anything is counted."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Any

from ruamel.yaml import YAML

from goldenthread.understanding.indicators.definitions.expressions import NotAllowedHere, check_condition
from goldenthread.understanding.indicators.definitions.registry import (
    bands_in_order,
    bases,
    indicators,
    settings_by_type,
)

from .schema import Counted, Dimension, Outcome, Question, RatesByGroup

NOT_KNOWN = "Not known"


class DefinitionFault(ValueError):
    """A definition that cannot be used: the file, what was found, what is expected."""


@cache
def counted() -> dict[str, Counted]:
    """Everything that may be counted, by its code."""
    found = {each.code: each for each in (Counted.model_validate(one) for one in _written("counted"))}
    if faults := [fault for each in found.values() for fault in _faults(each)]:
        raise DefinitionFault("counted.yaml: " + " ".join(faults))
    return found


def _faults(each: Counted) -> Iterator[str]:
    base = bases().get(each.base)
    if base is None:
        yield f"{each.code}: there is no base {each.base}."
        return
    if each.age and each.age not in base.columns:
        yield f"{each.code}: {each.base} has no column {each.age}."
    for dimension in each.by:
        if dimension.breakdown and dimension.breakdown not in base.breakdowns:
            yield f"{each.code}: {each.base} is not broken down by {dimension.breakdown}."
    for text in (each.where, *(case.when for dimension in each.by for case in dimension.cases)):
        try:
            check_condition(text, base.columns)
        except NotAllowedHere as fault:
            yield f"{each.code}: {fault}"


@cache
def questions() -> dict[str, Question]:
    """Every prepared question, by its code."""
    found = {each.code: each for each in (Question.model_validate(one) for one in _written("questions"))}
    for question in found.values():
        for outcome in question.outcomes:
            _check_outcome(question, outcome)
        if question.rates:
            _check_rates(question, question.rates)
    return found


def _check_outcome(question: Question, outcome: Outcome) -> None:
    whole = counted().get(outcome.counted)
    dimension = whole.dimension(outcome.dimension) if whole else None
    if dimension is None or set(outcome.categories) - set(categories(dimension)):
        raise DefinitionFault(
            f"questions.yaml: {question.code}: {outcome.code} names {outcome.counted}, {outcome.dimension},"
            f" {', '.join(outcome.categories)}; expected what counted.yaml declares."
        )


def _check_rates(question: Question, rates: RatesByGroup) -> None:
    whole = counted()[question.outcomes[0].counted]
    by, among = whole.dimension(rates.by), whole.dimension(rates.among)
    known = [indicators()[code] for code in rates.of.values() if code in indicators()]
    told = [each for each in known if among and among.breakdown in each.breakdowns]
    if by is None or set(rates.of) - set(categories(by)) or len(told) < len(rates.of):
        raise DefinitionFault(
            f"questions.yaml: {question.code}: the rates name {rates.by}, {rates.among} and {rates.of}; expected groups"
            " that counted.yaml declares, and indicators that are broken down so."
        )


def categories(dimension: Dimension) -> tuple[str, ...]:
    """The categories in the order in which they are shown: never by size, which would tell of what is hidden."""
    own = tuple(case.label for case in dimension.cases)
    named = bands_in_order(dimension.breakdown) if dimension.breakdown else own
    return (*(each for each in named if each != NOT_KNOWN), NOT_KNOWN)


@cache
def edition() -> str:
    """Eight digits that change whenever a definition does: what was prepared under another is prepared again."""
    texts = [_text("counted"), settings_by_type().model_dump_json()]
    texts += [base.model_dump_json() for base in bases().values()]
    return sha256("\n".join(texts).encode()).hexdigest()[:8]


def _written(name: str) -> list[dict[str, Any]]:
    return list(YAML(typ="safe").load(_text(name)))


def _text(name: str) -> str:
    return files(__package__).joinpath("declared", f"{name}.yaml").read_text(encoding="utf-8")
