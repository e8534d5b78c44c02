"""Is a lead a body, a role or a question, and is no person's name or initials ever kept?"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.publishing.packs.format import Lead
from goldenthread.publishing.workbooks.who import Bodies, TwoRoles, Unknown, initials_in
from tests.publishing.workbooks.small import BARE

BODIES = Bodies(BARE)


def read(text: str) -> list[object]:
    return list(BODIES.read(text, "lead"))


@pytest.mark.parametrize(
    ("text", "leads"),
    [
        ("Oxbow Council", [Lead(organisation="oxbow-council")]),
        ("oc", [Lead(organisation="oxbow-council")]),
        ("OC / MICB", [Lead(organisation="oxbow-council"), Lead(organisation="marsh-icb")]),
        ("OC and MICB", [Lead(organisation="oxbow-council"), Lead(organisation="marsh-icb")]),
        ("Head of SEND, Oxbow Council", [Lead(organisation="oxbow-council", role="Head of SEND")]),
        ("Oxbow Council – Head of SEND", [Lead(organisation="oxbow-council", role="Head of SEND")]),
        ("Head of SEND (OC)", [Lead(organisation="oxbow-council", role="Head of SEND")]),
        ("Head of SEND\nDCO", [Lead(role="Head of SEND"), Lead(role="DCO")]),
        ("Head of SEND; DCO", [Lead(role="Head of SEND"), Lead(role="DCO")]),
        ("Head of SEND (AJ)", [Lead(role="Head of SEND")]),
        ("Assistant Director, Education and Skills", [Lead(role="Assistant Director, Education and Skills")]),
        ("Education, Health and Care Team", [Lead(role="Education, Health and Care Team")]),
        ("Accountable: Head of SEND", [Lead(part="accountable", role="Head of SEND")]),
    ],
)
def test_a_body_or_a_role_is_known_by_its_words(text: str, leads: list[Lead]):
    assert read(text) == leads


@pytest.mark.parametrize(
    ("text", "count"), [("AJ", 1), ("AJ and LB", 2), ("AJ/LB", 2), ("VB AJ SB", 3), ("KO'B VB", 2), ("A.J. & L.B.", 2)]
)
def test_initials_are_counted_and_never_kept(text: str, count: int):
    (found,) = read(text)

    assert found == Unknown(text, "initials", count)
    assert not any(initial in found.wording("lead") for initial in text.split())


@pytest.mark.parametrize(
    "text",
    [
        "Robin Madeup",
        "robin madeup",
        "Robin Madeup, Head of SEND",
        "Head of SEND - Robin Madeup",
        "Robin",
        "Cllr Madeup",
        "Dr R Madeup (OC)",
    ],
)
def test_words_that_may_be_a_name_are_asked_about_and_never_kept(text: str):
    (found,) = read(text)

    assert isinstance(found, Unknown)
    assert "adeup" not in found.wording("lead")
    assert "obin" not in found.wording("lead")


def test_an_and_between_two_roles_is_a_question():
    assert read("Head of SEND and Health Lead") == [
        TwoRoles("Head of SEND and Health Lead", ("Head of SEND", "Health Lead"))
    ]


def test_what_a_person_writes_as_an_answer_is_a_role_though_its_words_are_new():
    assert BODIES.read("Whole Family Navigator", "lead", told=True) == [Lead(role="Whole Family Navigator")]


@pytest.mark.parametrize("text", ["ICB", "SENCO", "CAMHS", "NHS and LA", "Head", "", "a b"])
def test_abbreviations_of_bodies_and_roles_are_nobodys_initials(text: str):
    assert initials_in(text) == []


@given(st.text(max_size=80))
def test_any_text_is_read_without_a_fault_and_only_known_words_are_kept(text: str):
    for found in BODIES.read(text, "partner"):
        if isinstance(found, Lead) and found.role:
            assert BODIES.is_known(found.role)
