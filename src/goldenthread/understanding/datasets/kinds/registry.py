"""Which kinds of data set are there? Each is declared in a file that has its slug as name, and is read when it is asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from pydantic import ValidationError
from ruamel.yaml import YAML

from .schema import Kind

DECLARED = "declared"


class _Kinds(Mapping[str, Kind]):
    def __init__(self, found: Mapping[str, Traversable]) -> None:
        self._files, self._read = found, dict[str, Kind]()

    def __getitem__(self, slug: str) -> Kind:
        if slug not in self._read:
            file = self._files[slug]
            self._read[slug] = _declared(file.name, file.read_text(encoding="utf-8"))
        return self._read[slug]

    def __iter__(self) -> Iterator[str]:
        return iter(self._files)

    def __len__(self) -> int:
        return len(self._files)

    def __contains__(self, slug: object) -> bool:
        return slug in self._files


@cache
def all_kinds() -> Mapping[str, Kind]:
    """Every kind by its slug, in order of slug. A fault in a declaration names the file."""
    folder = files(__package__) / DECLARED
    found = {file.name.removesuffix(".yaml"): file for file in folder.iterdir() if file.name.endswith(".yaml")}
    return _Kinds(dict(sorted(found.items())))


def _declared(name: str, text: str) -> Kind:
    try:
        kind = Kind.model_validate(YAML(typ="safe").load(text))
    except ValidationError as fault:
        raise ValueError(f"{name} is not a declaration of a data set: {fault}") from fault
    if name != f"{kind.slug}.yaml":
        raise ValueError(f"{name} declares “{kind.slug}”. The file must be called {kind.slug}.yaml.")
    return kind
