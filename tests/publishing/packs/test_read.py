"""Does every fault of a pack say where it is, what was found and what was expected?"""

from __future__ import annotations

import copy
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from goldenthread.demo.load import AREAS, MADE_UP, pack_named
from goldenthread.publishing.packs.encode import fingerprint, to_json, to_plain, to_yaml
from goldenthread.publishing.packs.faults import Faulty
from goldenthread.publishing.packs.format import Pack
from goldenthread.publishing.packs.read import LARGEST, decode_pack, read_pack

SMALL = to_plain(pack_named(MADE_UP))
TEXT = to_yaml(pack_named(MADE_UP)).encode()


def changed(path: str, value: Any) -> str:
    """The made-up pack as text with one value changed; `...` takes it away."""
    plain = copy.deepcopy(SMALL)
    *way, last = [int(part) if part.isdigit() else part for part in path.split(".")]
    place: Any = plain
    for part in way:
        place = place[part]
    if value is ...:
        del place[last]
    else:
        place[last] = value
    return dumped(plain)


def dumped(plain: Any) -> str:
    from io import StringIO

    out = StringIO()
    YAML(typ="safe").dump(plain, out)
    return out.getvalue()


@pytest.mark.parametrize("slug", [*AREAS, MADE_UP])
def test_pack_to_text_to_pack_is_the_identity(slug):
    pack = pack_named(slug)

    assert read_pack(to_yaml(pack), name="yaml") == pack
    assert read_pack(to_json(pack), name="json") == pack


FAULTS = [
    ("area.slug", ..., "area.slug", "nothing", "the field `slug`"),
    ("area.gss_code", "E99", "area.gss_code", "'E99'", "the ONS code of a council area"),
    ("area.color", "#fff", "area.color", "'#fff'", "no such field"),
    ("actions.0.state", "nearly", "actions.0.state", "'nearly'", "'not-started'"),
    ("actions.0.delivers", ["p-nowhere"], "actions.0.delivers.0", "'p-nowhere'", "the key of an item in this pack"),
    (
        "actions.0.delivers",
        ["o-friends"],
        "actions.0.delivers.0",
        "which is an outcome",
        "something that `delivers` can lead to",
    ),
    ("actions.1.key", "a-joint-therapies", "actions.1.key", "'a-joint-therapies' again", "a key of its own"),
    ("actions.0.cite", "99", "actions.0.cite", "'99'", "a section declared"),
    (
        "actions.0.leads.0.organisation",
        "nobody",
        "actions.0.leads.0.organisation",
        "'nobody'",
        "an organisation declared",
    ),
    ("actions.0.redatings.0.step", "s9", "actions.0.redatings.0.step", "'s9'", "a step of this action"),
    ("answers.3.reason", ..., "answers.3.reason", "nothing", "why it could not be done"),
    ("actions.3.blocked_reason", ..., "actions.3.blocked_reason", "nothing", "what is blocking it"),
    ("measures.0.baseline.value", ..., "measures.0.baseline.value", "nothing", "the value of a baseline"),
    ("measures.0.target.value", ..., "measures.0.target.value", "nothing", "the value that an absolute target"),
    ("measures.0.observations.0.value", ..., "measures.0.observations.0.value", "nothing", "a `state` that says why"),
    ("measures.0.observations.0.denominator", 0, "measures.0.observations.0.denominator", "0", "other than zero"),
    ("measures.0.baseline.value", float("nan"), "measures.0.baseline.value", "nan", "finite"),
    ("boards.1.reports_to.0.board", "moon", "boards.1.reports_to.0.board", "'moon'", "a board declared"),
    ("serves.0", {**SMALL["serves"][1]}, "serves.1", "a second time", "each body once in a role"),
    (
        "boards.0.reports_to",
        [{"board": "commissioning-group"}],
        "boards.0.reports_to",
        "a ring: ",
        "a board at the top",
    ),
    (
        "measures.0.observations.1.period",
        SMALL["measures"][0]["observations"][0]["period"],
        "measures.0.observations.1.period",
        "a second value for",
        "one value for each period",
    ),
    ("strategies.0.principal", False, "strategies", "0 principal strategies", "exactly one"),
]


@pytest.mark.parametrize(("path", "value", "where", "found", "expected"), FAULTS)
def test_fault_names_the_place_what_was_found_and_what_was_expected(path, value, where, found, expected):
    with pytest.raises(Faulty) as refusal:
        read_pack(changed(path, value), name="plan.yaml")

    fault = next(f for f in refusal.value.faults if f.where == where)
    assert found in fault.found
    assert expected in fault.expected
    assert fault.file == "plan.yaml"


def test_boards_that_only_inform_each_other_are_no_ring():
    plain = changed("boards.0.reports_to", [{"board": "commissioning-group", "nature": "informs"}])

    assert read_pack(plain, name="plan.yaml").boards[0].reports_to


def test_a_body_may_serve_again_after_it_ended():
    first = {**SMALL["serves"][1], "start": "2015-01-01", "end": "2020-03-31"}
    again = {**SMALL["serves"][1], "start": "2022-07-01"}

    assert read_pack(changed("serves", [first, again]), name="plan.yaml").serves


def test_fault_names_the_line():
    with pytest.raises(Faulty) as refusal:
        read_pack("format: golden-thread-strategy-pack/1\narea:\n  slug: Bad Slug\n", name="plan.yaml")

    assert next(f.line for f in refusal.value.faults if f.where == "area.slug") == 3


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"", "nothing"),
        (b"- a\n- b\n", "a list of 2"),
        (b"just words", "'just words'"),
        (b"a: [1, 2", "expected"),
        (b"a: 1\na: 2\n", "the field `a` twice"),
        (b"\tkey: 1", "cannot start any token"),
        (b"\xff\xfe\x00", "byte 0xff"),
        (b"a: &x [1]\nb: *x\n", "a reference *x"),
        (b"x" * (LARGEST + 1), "bytes"),
        (b"PK\x03\x04", "character"),
    ],
)
def test_what_is_no_pack_is_refused_in_a_sentence(content, found):
    with pytest.raises(Faulty) as refusal:
        decode_pack(content, name="plan.yaml")

    assert any(found in fault.found for fault in refusal.value.faults), refusal.value


def test_a_billion_laughs_is_refused_before_it_is_built():
    bomb = "a: &a [x]\n" + "".join(
        f"{b}: &{b} [*{a}, *{a}]\n" for a, b in zip("abcdefghijklmn", "bcdefghijklmno", strict=True)
    )

    with pytest.raises(Faulty, match="each value written out"):
        read_pack(bomb, name="bomb.yaml")


scalars = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20) | st.dates()
trees = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
)
places = st.sampled_from(sorted(SMALL))


@pytest.mark.once
@pytest.mark.no_cover
@settings(max_examples=40)
@given(place=places, value=trees)
def test_any_value_anywhere_is_a_pack_or_a_list_of_faults(place, value):
    try:
        pack = read_pack(dumped(SMALL | {place: value}), name="mutated.yaml")
    except Faulty as refusal:
        assert refusal.faults
    else:
        assert isinstance(pack, Pack)


@pytest.mark.once
@pytest.mark.no_cover
@settings(max_examples=40)
@given(start=st.integers(0, 20000), length=st.integers(1, 400))
def test_a_pack_with_a_piece_torn_out_is_a_pack_or_a_list_of_faults(start, length):
    try:
        decode_pack(TEXT[:start] + TEXT[start + length :], name="torn.yaml")
    except Faulty as refusal:
        assert refusal.faults


def test_fingerprint_is_of_the_content_and_not_of_the_file():
    pack = pack_named(MADE_UP)

    assert fingerprint(read_pack(to_json(pack), name="j")) == fingerprint(read_pack(to_yaml(pack), name="y"))
    assert fingerprint(pack) != fingerprint(pack.model_copy(update={"measures": pack.measures[1:]}))
