"""Which figures stand on the dashboard, in which leg, in which order, and why? Read from the file beside this module.

A figure that no indicator defines is a fault, told with the file and the leg.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from goldenthread.understanding.datasets.kinds.registry import all_kinds
from goldenthread.understanding.indicators.definitions.registry import indicators

FILE = "legs.yaml"
Text = Annotated[str, StringConstraints(min_length=1)]


class LegFault(ValueError):
    """The file cannot be used."""


class Written(BaseModel):
    """Read from the file, never changed by the program; an unknown word is a fault."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class Chosen(Written):
    """One figure, by the code of its indicator. `why`: what a board can do about it, in a sentence."""

    indicator: Text
    why: Text


class Absent(Written):
    """What would belong here and is not published by anybody: who holds it, and what nobody can say without it."""

    what: Text
    held_by: Text
    unknown: Text
    kind: str = ""


class Leg(Written):
    """One column. `waits`: providers' own returns of who waits stand in it."""

    key: Text
    title: Text
    about: Text
    lines: tuple[Chosen, ...]
    waits: bool = False
    absent: tuple[Absent, ...] = ()


@cache
def legs() -> tuple[Leg, ...]:
    """The legs in their order."""
    return read_legs(files(__package__).joinpath(FILE).read_text(encoding="utf-8"))


def read_legs(text: str) -> tuple[Leg, ...]:
    """The legs that a text declares, checked against the indicators and the kinds of data set that are there."""
    try:
        written = YAML(typ="safe").load(text)
        found = tuple(Leg.model_validate(each) for each in written)
    except (YAMLError, ValidationError, TypeError) as fault:
        raise LegFault(f"{FILE} cannot be read: {fault}") from fault
    if faults := list(_faults(found)):
        raise LegFault(f"{FILE}: {' '.join(faults)}")
    return found


def _faults(found: tuple[Leg, ...]) -> list[str]:
    known, kinds, said, seen = indicators(), all_kinds(), [], set()
    for leg in found:
        for each in leg.lines:
            if each.indicator not in known:
                said.append(f"{leg.key}: there is no indicator {each.indicator}.")
            if each.indicator in seen:
                said.append(f"{leg.key}: {each.indicator} stands on the dashboard already.")
            seen.add(each.indicator)
        said += [
            f"{leg.key}: there is no kind of data set {a.kind}." for a in leg.absent if a.kind and a.kind not in kinds
        ]
    return said
