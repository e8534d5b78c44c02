"""Which indicators are there? Read from the files beside this module, and type-checked before anything is computed.

A fault in a definition names the file and the indicator, what was found and what is expected.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any, TypeVar

from pydantic import ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from goldenthread.understanding.datasets.kinds.registry import all_kinds

from .checks import faults_in
from .schema import Base, Breakdown, Indicator, Publication, SettingsByType

DECLARED = "declared"
GROUPS = (
    "identification-and-assessment",
    "plans",
    "reviews-and-transitions",
    "provision-and-placement",
    "experience",
    "outcomes-0-to-16",
    "outcomes-16-to-25",
    "health-waits",
    "money",
)
Shape = TypeVar("Shape", Base, Publication, SettingsByType)
NO_BAND = ""
"""The band of a figure that is not broken down."""


class DefinitionFault(ValueError):
    """A definition that cannot be used. Lists every fault found in it; `places`: where each lies, as `person_level.base`."""

    def __init__(self, words: str, places: Iterable[tuple[str, str]] = ()) -> None:
        super().__init__(words)
        self.places = tuple(places)


@cache
def indicators() -> dict[str, Indicator]:
    """Every built-in indicator by its code, in the order of the groups and of the files."""
    found: dict[str, Indicator] = {}
    for name in GROUPS:
        for each in read_group(name, _text(name)):
            if each.code in found:
                raise DefinitionFault(f"{name}.yaml: {each.code} is defined twice.")
            found[each.code] = each
    return found


def read_group(name: str, text: str) -> list[Indicator]:
    """The indicators of one file: what stands under `each` holds for every one that does not say otherwise."""
    try:
        written = YAML(typ="safe").load(text)
    except YAMLError as fault:
        raise DefinitionFault(f"{name}.yaml cannot be read: {fault}") from fault
    common = {**written.get("each", {}), "group": written["group"]}
    return [checked({**common, **one}, where=f"{name}.yaml") for one in written["indicators"]]


def checked(written: dict[str, Any], *, where: str) -> Indicator:
    """One definition, from a file or from a form, with its shape, its names and the types of its expressions checked."""
    code = written.get("code", "an indicator without a code")
    try:
        indicator = Indicator.model_validate(written)
    except ValidationError as fault:
        places = [(_place(error), error["msg"]) for error in fault.errors()]
        told = "; ".join(f"{place or 'the whole'}: {words}" for place, words in places)
        raise DefinitionFault(f"{where}: {code}: {told}", places) from fault
    if faults := faults_in(indicator, publications(), bases()):
        raise DefinitionFault(f"{where}: {code}: {' '.join(words for _, words in faults)}", faults)
    return indicator


def _place(error: Any) -> str:
    """Where a fault of shape lies: what the rule itself names, else where the reader was."""
    return str(error.get("ctx", {}).get("place", "")) or ".".join(map(str, error["loc"]))


@cache
def publications() -> dict[str, Publication]:
    """Where published figures stand, by key."""
    found = [_validated(Publication, one, "publications.yaml") for one in YAML(typ="safe").load(_text("publications"))]
    _check_kinds(found)
    return {each.key: each for each in found}


def _check_kinds(found: list[Publication]) -> None:
    """Tables and columns of a kind that is declared must be those that the kind declares."""
    kinds = all_kinds()
    for publication in found:
        kind = kinds.get(publication.kind)
        for name, use in publication.tables.items() if kind else ():
            tables = {table.name: table for table in kind.tables} if kind else {}
            if name not in tables:
                raise DefinitionFault(f"publications.yaml: {publication.key}: {publication.kind} has no table {name}.")
            fields = {field.name for field in tables[name].fields}
            named = {*use.columns, *(use.measures if tables[name].measures == "none" else ())}
            if unknown := named - fields:
                raise DefinitionFault(f"publications.yaml: {name} has no column {', '.join(sorted(unknown))}.")


@cache
def bases() -> dict[str, Base]:
    """The rows over which person-level indicators are counted, by name."""
    found = [_validated(Base, one, "bases.yaml") for one in YAML(typ="safe").load(_text("bases"))]
    return {each.name: each for each in found}


@cache
def bands() -> dict[Breakdown, dict[str, str]]:
    """For each breakdown: what publishers and returns write, in lower case → our name of the band."""
    written = YAML(typ="safe").load(_text("bands"))
    return {
        Breakdown(name): {theirs.lower(): ours for ours, many in groups.items() for theirs in map(str, many)}
        for name, groups in written.items()
    }


@cache
def bands_in_order(breakdown: Breakdown) -> tuple[str, ...]:
    """Our bands of a breakdown, in the order in which they are shown."""
    return tuple(dict.fromkeys(bands()[breakdown].values()))


def _validated(shape: type[Shape], written: Any, name: str) -> Shape:
    try:
        return shape.model_validate(written)
    except ValidationError as fault:
        raise DefinitionFault(f"{name}: {fault}") from fault


@cache
def settings_by_type() -> SettingsByType:
    """Which kind of setting is a school of each type of the register."""
    return _validated(SettingsByType, YAML(typ="safe").load(_text("settings")), "settings.yaml")


def _text(name: str) -> str:
    return files(__package__).joinpath(DECLARED, f"{name}.yaml").read_text(encoding="utf-8")
