"""How is a pack written as text, and what is its published schema?"""

from __future__ import annotations

import hashlib
import json
from io import StringIO
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.scalarstring import FoldedScalarString

from .format import FORMAT, Pack

_FOLD_FROM = 90


def to_plain(pack: Pack) -> dict[str, Any]:
    """The pack as plain JSON values: what is absent is left out, a stated link is its key alone."""
    plain: dict[str, Any] = _shortened(pack.model_dump(mode="json", exclude_defaults=True))
    return {"format": FORMAT, **plain}


def _shortened(value: Any) -> Any:
    if isinstance(value, dict):
        return value["key"] if value.keys() == {"key"} else {name: _shortened(inner) for name, inner in value.items()}
    return [_shortened(inner) for inner in value] if isinstance(value, list) else value


def to_json(pack: Pack) -> str:
    """Indented JSON, one trailing newline."""
    return json.dumps(to_plain(pack), ensure_ascii=False, indent=2) + "\n"


def to_yaml(pack: Pack) -> str:
    """YAML as a person would write it: long text folded, no references."""
    yaml = YAML()
    yaml.width = 110
    yaml.indent(mapping=2, sequence=4, offset=2)
    yaml.representer.ignore_aliases = lambda *_: True
    out = StringIO()
    yaml.dump(_folded(to_plain(pack)), out)
    return out.getvalue()


def _folded(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _folded(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [_folded(inner) for inner in value]
    long = isinstance(value, str) and len(value) > _FOLD_FROM and "\n" not in value and "  " not in value
    return FoldedScalarString(value) if long else value


def fingerprint(pack: Pack) -> str:
    """SHA-256 of the pack in canonical JSON: equal for equal packs, whatever file they came from."""
    text = json.dumps(to_plain(pack), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def json_schema() -> dict[str, Any]:
    """The published JSON Schema of a strategy pack, generated from the types."""
    schema = Pack.model_json_schema(mode="validation")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": FORMAT, **schema}
