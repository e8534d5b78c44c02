"""Which kinds of data set are there?"""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from pydantic import ValidationError
from ruamel.yaml import YAML

from .schema import Kind

DECLARED = "declared"


@cache
def all_kinds() -> dict[str, Kind]:
    """Every kind by its slug, in order of slug. A fault in a declaration names the file."""
    folder = files(__package__) / DECLARED
    found = sorted((file for file in folder.iterdir() if file.name.endswith(".yaml")), key=lambda file: file.name)
    kinds = [_declared(file.name, file.read_text(encoding="utf-8")) for file in found]
    return {kind.slug: kind for kind in sorted(kinds, key=lambda kind: kind.slug)}


def _declared(name: str, text: str) -> Kind:
    try:
        return Kind.model_validate(YAML(typ="safe").load(text))
    except ValidationError as fault:
        raise ValueError(f"{name} is not a declaration of a data set: {fault}") from fault
