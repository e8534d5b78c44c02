"""Do foreign keys point down the layers, as imports must? A key written as text is no import: the linter misses it."""

from __future__ import annotations

import tomllib

import pytest
from django.apps import apps
from django.db.models import ForeignKey

from tests.repository.source import ROOT

CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
LAYERS = {
    contract["containers"][0]: contract["layers"]
    for contract in CONTRACTS
    if len(contract.get("containers", [])) == 1  # a contract for many containers orders rooms, not stages
}


def height(module: str) -> tuple[int, ...]:
    """Where a module stands: its place in each container's layers, from the outermost; higher may use lower."""
    words = module.removesuffix(".models").split(".")
    places = []
    for depth in range(1, len(words)):
        for place, layer in enumerate(reversed(LAYERS.get(".".join(words[:depth]), []))):
            if words[depth] in layer.replace("(", " ").replace(")", " ").split():
                places.append(place)
    return tuple(places)


KEYS = [
    pytest.param(model, field, id=f"{model._meta.label}.{field.name}")
    for model in apps.get_models()
    if model.__module__.startswith("goldenthread.")
    for field in model._meta.get_fields()
    if isinstance(field, ForeignKey) and field.related_model.__module__.startswith("goldenthread.")
]


@pytest.mark.parametrize(("model", "field"), KEYS)
def test_foreign_key_points_down_the_layers(model: type, field: ForeignKey):
    assert height(model.__module__) >= height(field.related_model.__module__)


@pytest.mark.parametrize(
    ("upper", "lower"),
    [
        ("goldenthread.publishing.versions.models", "goldenthread.planning.strategy.models"),
        ("goldenthread.planning.deliveryplan.models", "goldenthread.planning.strategy.models"),
        ("goldenthread.thread.models", "goldenthread.partnership.models"),
        ("goldenthread.partnership.models", "goldenthread.accounts.models"),
    ],
)
def test_height_follows_the_layers(upper: str, lower: str):
    assert height(upper) > height(lower)
