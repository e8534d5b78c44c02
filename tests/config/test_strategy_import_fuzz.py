"""Is every mangled pack either taken in whole or refused with faults, with nothing half written?"""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from goldenthread.config.commands.strategy import operator
from goldenthread.partnership.models import Area
from goldenthread.publishing.packs.actions import import_pack
from goldenthread.publishing.packs.encode import to_plain, to_yaml
from goldenthread.publishing.packs.faults import Faulty
from goldenthread.publishing.packs.queries import pack_of
from goldenthread.publishing.packs.read import decode_pack
from tests.publishing.workbooks.small import SMALL

TREE = to_plain(SMALL)
YAML = to_yaml(SMALL).encode()
FIXTURE = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]

_DEEP: Any = []
for _ in range(200):
    _DEEP = [_DEEP]
_VALUES = st.sampled_from(
    [
        None,
        True,
        0,
        -1,
        10**30,
        2**63,
        1e308,
        float("nan"),
        float("inf"),
        "",
        " ",
        "x" * 5000,
        "\x00",
        "2025-02-31",
        "31/02/2025",
        "=1+1",
        "a1",
        "o1",
        "no-such-key",
        "../../etc",
        [],
        {},
        [[]],
        {"key": "a1"},
        _DEEP,
    ]
) | st.text(max_size=20)


def paths(tree: Any, here: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The way to every value of the tree."""
    inner = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    return [way for key, value in inner for way in ((*here, key), *paths(value, (*here, key)))]


PATHS = paths(TREE)


@st.composite
def mangled(draw: st.DrawFn) -> bytes:
    """The pack with a few values dropped, renamed, doubled or replaced."""
    tree = json.loads(json.dumps(TREE))
    for way in draw(st.lists(st.sampled_from(PATHS), min_size=1, max_size=4)):
        try:
            place = tree
            for key in way[:-1]:
                place = place[key]
            match draw(st.sampled_from(["drop", "rename", "double", "replace"])):
                case "drop":
                    del place[way[-1]]
                case "rename":
                    place[f"{way[-1]}x"] = place.pop(way[-1])
                case "double":
                    place.append(place[way[-1]])
                case _:
                    place[way[-1]] = draw(_VALUES)
        except (KeyError, IndexError, TypeError, AttributeError):
            continue  # an earlier change took that place away
    return json.dumps(tree).encode()


def taken_in(data: bytes) -> None:
    """Taken in, and then the strategy says what the pack says; or refused, and then it says what it said before."""
    area = Area.objects.get(slug="oxbow")
    before, areas = pack_of(area), Area.objects.count()
    try:
        pack = decode_pack(data, name="pack.yaml")
        if pack.area.slug != "oxbow":
            return
        import_pack(pack=pack, by=operator(area), reason="A test")
    except Faulty as refusal:
        assert refusal.faults
        assert all(fault.found and fault.expected for fault in refusal.faults)
        assert pack_of(area) == before
    else:
        assert pack_of(area) == pack
    assert Area.objects.count() == areas


@pytest.fixture
def oxbow(db: None) -> Area:
    return import_pack(pack=SMALL, by=operator(None), reason="A test")[0]


@pytest.mark.no_cover
@settings(max_examples=40, deadline=None, suppress_health_check=FIXTURE)
@given(mangled())
def test_any_value_may_be_wrong(oxbow: Area, data: bytes):
    taken_in(data)


@pytest.mark.no_cover
@settings(max_examples=25, deadline=None, suppress_health_check=FIXTURE)
@given(st.data())
def test_any_bytes_may_be_wrong(oxbow: Area, data: st.DataObject):
    text = bytearray(YAML)
    for _ in range(data.draw(st.integers(0, 5))):
        text[data.draw(st.integers(0, len(text) - 1))] = data.draw(st.integers(0, 255))

    taken_in(bytes(text[: data.draw(st.integers(0, len(text)))] if data.draw(st.booleans()) else text))


@pytest.mark.no_cover
@settings(max_examples=25, deadline=None, suppress_health_check=FIXTURE)
@given(st.binary(max_size=200))
@example(YAML.decode().encode("utf-16"))
@example(YAML.decode().replace("Therapy", "Thérapie").encode("latin-1"))
@example(b"a: &a [*a, *a]\n")
@example(YAML + b"\nformat: again\n")
@example(b"[" * 20_000)
@example(b"{a: " * 5_000)
@example(b"- " * 50_000)
@example(b"!!python/object/apply:os.system ['true']")
@example(b"---\n---\n")
def test_any_bytes_at_all_are_answered(oxbow: Area, data: bytes):
    taken_in(data)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("ref: '1'", f"ref: '{'9' * 400}'"),
        ("title: Redesign therapy", 'title: "Re\\0design"'),
        ("title: Redesign therapy", 'title: "Re\\ud800design"'),
        ("value: 30", "value: .nan"),
        ("value: 30", "value: .inf"),
        ("value: 30", f"value: {10**40}"),
        ("due: March 2026", f"due: {'March 2026 ' * 40}"),
    ],
)
def test_what_a_database_cannot_keep_is_a_fault_and_no_crash(oxbow: Area, old: str, new: str):
    text = YAML.decode()
    assert old in text

    with pytest.raises(Faulty):
        pack = decode_pack(text.replace(old, new, 1).encode(), name="pack.yaml")
        import_pack(pack=pack, by=operator(oxbow), reason="A test")

    assert pack_of(oxbow) == SMALL
