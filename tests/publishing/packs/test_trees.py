"""Is YAML, and JSON, read with every line known and nothing that could do harm?"""

from __future__ import annotations

import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.demo.load import MADE_UP, pack_named
from goldenthread.publishing.packs.encode import to_plain, to_yaml
from goldenthread.publishing.packs.faults import Fault, Faulty
from goldenthread.publishing.packs.json_tree import parse_json
from goldenthread.publishing.packs.limits import LONGEST
from goldenthread.publishing.packs.read import decode_pack, read_pack
from goldenthread.publishing.packs.trees import UnreadableError, line_of

PACK = pack_named(MADE_UP)
TEXT = json.dumps(to_plain(PACK), indent=2)

plain = st.none() | st.booleans() | st.integers(-(10**18), 10**18) | st.floats(allow_nan=False, allow_infinity=False)
words = st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff"))
trees = st.recursive(
    plain | words, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(words, inner, max_size=4)
)


@given(trees, st.booleans(), st.sampled_from([None, 0, 2]))
def test_what_json_writes_is_read_as_json_reads_it(tree, ascii_only, indent):
    assert parse_json(json.dumps(tree, ensure_ascii=ascii_only, indent=indent)) == tree


@given(st.text(max_size=30) | st.text(st.sampled_from('[]{}",:\\u0e1- \n'), max_size=12))
def test_what_is_no_json_is_refused_and_nothing_else_is(text):
    def refuse(token: str) -> None:
        raise ValueError(token)

    try:
        wanted = json.loads(text, parse_constant=refuse)
    except ValueError:
        wanted = ...
    try:
        found = parse_json(text)
    except UnreadableError:
        return  # a name given twice and a control character are JSON, and are refused
    assert found == wanted or (found is None and not text.strip())


def test_a_value_of_json_knows_its_line():
    tree = parse_json('{\n "a": {"b":\n  [1,\n   {"c": 2}]}\n}')

    assert [line_of(tree, path) for path in ("a", "a.b", "a.b.0", "a.b.1.c")] == [2, 2, 3, 4]


def refused(text: str, name: str = "pack.json") -> Fault:
    with pytest.raises(Faulty) as refusal:
        read_pack(text, name=name)
    return refusal.value.faults[0]


def test_an_emoji_in_two_halves_is_read():
    text = TEXT.replace("Therapies", "Therapies \\ud83d\\ude00")

    assert "\N{GRINNING FACE}" in read_pack(text, name="pack.json").themes[0].title


@pytest.mark.parametrize(
    ("text", "line", "found", "remedy"),
    [
        ('{\n"format": NaN}', 2, "`NaN`", "Leave the field out"),
        ('{"a": -Infinity}', 1, "`-Infinity`", "Leave the field out"),
        ('{"a": 1,\n"a": 2}', 2, "the field `a` twice", "Keep one of the two"),
        ('{\n\n"a": "\\ud800"}', 3, "the character U+D800", "both its halves"),
        ('{"a": "\\u0007"}', 1, "the character U+0007", "Take it out"),
        ('{"a": "\\ufffe"}', 1, "the character U+FFFE", "Take it out"),
        ('{"a": ' + "9" * 5000 + "}", 1, "a number of 5,000 digits", "Check the number"),
        ('{"a": 1', 1, "the end of the file", "missing"),
        ('{"a": 1,}', 1, "`}`", "missing"),
        ('{"a": 1} x', 1, "`x`", "missing"),
    ],
)
def test_a_fault_of_json_is_said_with_its_line(text, line, found, remedy):
    fault = refused(text)

    assert (fault.line, fault.found) == (line, found)
    assert remedy in fault.remedy
    assert "YAML" not in str(fault)


@pytest.mark.parametrize("text", ["[" * 100_000, "{a: " * 100_000, "- " * 100_000, '{"a":' * 100_000])
@pytest.mark.parametrize("name", ["pack.yaml", "pack.json"])
def test_brackets_without_end_are_refused_at_once(text, name):
    started = time.monotonic()

    refused(text, name)

    assert time.monotonic() - started < 5


def test_the_depth_that_is_too_deep_is_said():
    assert refused("a:\n" + "[" * 30, "pack.yaml").found == "more than 20 levels, one in another"


@pytest.mark.parametrize(
    ("text", "line", "found"),
    [
        ("a: 1\nb: !foo c", 2, "the tag !foo"),
        ("a: 1\nb: 2021-02-31", 2, "2021-02-31"),
        ("a: 1\n---\nb: 2", 2, "a second document"),
        ("a: 1\na: 2", 2, "the field `a` twice"),
        ("a: b\x07", 1, "the character U+0007"),
        ("a:\n- b\n- c\nd", 5, "a place that cannot be read (could not find expected ':')"),
    ],
)
def test_a_fault_of_yaml_is_said_plainly(text, line, found):
    fault = refused(text, "pack.yaml")

    assert fault.found == found
    assert abs(fault.line - line) <= 1
    assert fault.remedy


@pytest.mark.parametrize("character", ["\\u0000", "\\u0007", "\\u001B", "\\uFFFE", "\\uFFFF"])
def test_a_control_character_written_as_an_escape_is_refused_with_its_place(character):
    text = to_yaml(PACK).replace("title: Therapies", f'title: "Thera{character}pies"', 1)

    fault = refused(text, "pack.yaml")

    assert fault.where == "themes.0.title"
    assert fault.found == f"the character U+{character[2:]}"
    assert fault.line


def test_tabs_and_line_ends_may_stand_in_text():
    read_pack(TEXT.replace("Therapies", "Thera\\tpies\\n", 1), name="pack.json")


def test_a_text_has_a_longest():
    plain = to_plain(PACK)
    plain["actions"][0]["text"] = "x" * (LONGEST + 1)

    fault = refused(json.dumps(plain))

    assert (fault.where, fault.expected) == ("actions.0.text", "at most 20,000")


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "ftp://example.org/a", "example.org"])
@pytest.mark.parametrize("path", [("actions", "evidence_url"), ("strategies", "url")])
def test_a_link_leads_to_the_web_or_is_refused(address, path):
    plain = to_plain(PACK)
    plural, field = path
    place = plain["actions"][1]["updates"][1] if plural == "actions" else plain["strategies"][0]
    place[field] = address

    fault = refused(json.dumps(plain))

    assert fault.where.endswith(field)
    assert "https://" in fault.expected


@pytest.mark.parametrize(
    "content",
    [b"- a", b"a: !!python/x y", b"area: {gss_code: X}", b"themes: {}", b"themes: [5]", b"serves: [{start: x}]"],
)
def test_no_fault_names_the_insides_of_the_program(content):
    with pytest.raises(Faulty) as refusal:
        decode_pack(content, name="pack.yaml")

    said = str(refusal.value)
    for word in ("Commented", "Tagged", "tuple", "dictionary", "pattern", "valid ", "found found"):
        assert word not in said
