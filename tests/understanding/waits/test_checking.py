"""Is everything doubtful asked, once, in order; and does an answer do what it says?"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.analysis.waiting import Bounds
from goldenthread.understanding.waits.checking import Answer, Before, Understood, size, understand
from goldenthread.understanding.waits.reading import read

TRUST = Before("Mere Valley NHS Trust")


def returned(text: str, name: str = "waits 2026-07.csv"):
    return read(text.encode(), name)


def accepted(text: str, name: str, known: Before = TRUST, **answers: Answer) -> Understood:
    told = understand(returned(text, name), known, answers)
    assert not told.open, told.open
    return told


def ids(told: Understood) -> list[str]:
    return [question.id for question in told.open]


BANDS = "Service,0-18 weeks,>18-52 weeks,>52 weeks\n"


def test_words_are_asked_about_before_figures():
    told = understand(returned("Provider,Service,Status,Referral date\nMVT,Hydro,Limbo,01/06/2026\n"), TRUST, {})

    assert ids(told) == ["provider:mvt", "service:hydro", "standing:limbo"]
    assert told.lines == []


def test_words_that_are_remembered_are_not_asked_again():
    words = {("service", "hydro"): "Hydrotherapy", ("mark", "*"): "under-5"}
    told = understand(returned(BANDS + "Hydro,30,*,0\n"), Before("Trust", words), {})

    assert told.open == []
    assert {line.service for line in told.lines} == {"Hydrotherapy"}
    assert (told.lines[1].least, told.lines[1].most) == (1, 4)


def test_declared_synonyms_bring_two_spellings_together():
    told = accepted(BANDS + "SALT,30,4,0\nSpeech & Language Therapy,10,1,0\n", "waits 2026-07.csv")

    assert [(line.service, line.least) for line in told.lines][:1] == [("Speech and language therapy", 40)]
    assert not any("another provider" in note for note in told.notes)


def test_children_whose_start_is_not_known_are_counted_under_the_words_of_our_own_page():
    for heading in ("Start not known", "Start date not known"):
        told = accepted(f"Service,0-18 weeks,>18-52 weeks,>52 weeks,{heading}\nOT,30,4,0,12\n", "waits 2026-07.csv")
        assert sum(line.least for line in told.lines) == 46
        assert not any("not read" in note for note in told.notes)


def test_another_providers_rows_are_left_out_and_said():
    told = understand(
        returned("Provider,Service,0-18 weeks,>18 weeks\nMere Valley NHS Trust,OT,30,4\nWren,OT,9,9\n"),
        TRUST,
        {"provider:wren": Answer("other")},
    )

    assert sum(line.least for line in told.lines) == 34
    assert "2 counts of another provider left out." in told.notes


def test_a_service_of_its_own_can_be_made():
    told = understand(returned(BANDS + "Hydro,30,4,0\n"), TRUST, {"service:hydro": Answer("new:Hydro pool")})

    assert {line.service for line in told.lines} == {"Hydro pool"}


@pytest.mark.parametrize(("choice", "expected"), [("bands", Bounds(46, 46)), ("total", Bounds(50, 50))])
def test_bands_that_do_not_add_up_are_asked_about(choice, expected):
    text = "Service,0-18 weeks,>18-52 weeks,>52 weeks,Total\nOT,30,10,6,50\n"
    assert ids(understand(returned(text), TRUST, {})) == ["total"]

    told = understand(returned(text), TRUST, {"total": Answer(choice, "The trust says so.")})
    assert size(told.lines) == expected
    assert sum(line.least for line in told.lines if line.band is None and not line.whole) == (
        4 if choice == "total" else 0
    )


def test_an_answer_that_needs_a_reason_is_no_answer_without_one():
    text = "Service,0-18 weeks,>18-52 weeks,>52 weeks,Total\nOT,30,10,6,50\n"

    assert ids(understand(returned(text), TRUST, {"total": Answer("bands", " ")})) == ["total"]


def test_a_hidden_count_that_the_total_allows_is_not_asked_about():
    text = "Service,0-18 weeks,>18-52 weeks,>52 weeks,Total\nOT,30,10,<5,43\n"

    assert understand(returned(text), TRUST, {}).open == []


def before(*rows: str) -> Before:
    lines = [line for at, row in enumerate(rows, 1) for line in accepted(BANDS + row, f"waits 2026-0{at}.csv").lines]
    return Before(TRUST.provider, {}, (), tuple(lines))


@pytest.mark.parametrize(
    ("earlier", "now", "words"),
    [
        (["OT,60,20,0\n"], "OT,140,40,0\n", "counted in the same way"),
        (["OT,140,40,0\n"], "OT,60,20,0\n", "counted in the same way"),
        (["OT,10,2,0\n", "OT,30,2,0\n", "OT,60,2,0\n"], "OT,20,2,0\n", "starts again"),
    ],
)
def test_a_figure_unlike_the_month_before_must_be_answered_for(earlier, now, words):
    known = before(*earlier)
    told = understand(returned(BANDS + now, "waits 2026-07.csv"), known, {})

    assert ids(told) == ["doubt:waiting:occupational therapy:2026-07"]
    assert words in told.open[0].text

    because = Answer("break", "They count from triage.", "Anna")
    answered = understand(returned(BANDS + now, "waits 2026-07.csv"), known, {told.open[0].id: because})
    assert [(each.service, each.month, each.reason) for each in answered.breaks] == [
        ("Occupational therapy", "2026-07", "They count from triage.")
    ]
    right = understand(returned(BANDS + now), known, {told.open[0].id: Answer("right", "A second clinic closed.")})
    assert (right.open, right.breaks) == ([], [])


def test_an_ordinary_month_is_not_asked_about():
    assert understand(returned(BANDS + "OT,70,22,1\n"), before("OT,60,20,0\n"), {}).open == []


def test_bands_across_the_limit_where_they_were_not_are_asked_about():
    told = understand(returned("Service,0-12 weeks,>12-26 weeks,>26 weeks\nOT,60,20,2\n"), before("OT,60,20,2\n"), {})

    assert "straddles 18 weeks" in told.open[0].text


def test_starts_that_go_missing_are_asked_about():
    told = understand(
        returned("Service,0-18 weeks,>18-52 weeks,>52 weeks,Not known\nOT,20,12,2,50\n"), before("OT,60,20,2\n"), {}
    )

    assert "have no start date" in told.open[0].text


def test_a_service_that_is_left_out_is_asked_about():
    told = understand(returned(BANDS + "OT,60,20,2\n"), before("OT,60,20,2\nSLT,9,9,9\n"), {})

    assert ids(told) == ["missing:speech and language therapy:2026-07"]


def test_a_month_that_was_accepted_before_is_a_correction_with_a_reason():
    known = before("OT,60,20,0\n")
    told = understand(returned(BANDS + "OT,61,20,0\n", "waits 2026-01.csv"), known, {})

    assert ids(told) == ["replace"]
    assert "80 before, 81 now" in told.open[0].text
    assert understand(returned(BANDS + "OT,60,20,0\n", "again 2026-01.csv"), known, {}).open == []


def test_a_flow_that_becomes_a_running_total_is_asked_about():
    text = "Service,Month,Status,Wait band,Number\n"
    rows = [f"OT,{month} 2026,Seen,0-18 weeks,{count}\n" for month, count in (("April", 20), ("May", 22), ("June", 66))]
    told = understand(returned(text + "".join(rows)), TRUST, {})

    assert ids(told) == ["doubt:seen:occupational therapy:2026-06"]
    assert "running total" in told.open[0].text


@given(
    st.lists(
        st.tuples(st.sampled_from(["SALT", "OT", "slt", "Physio"]), st.integers(0, 40), st.integers(0, 40)),
        min_size=1,
        max_size=6,
    )
)
def test_nobody_is_lost_between_reading_and_understanding(rows):
    text = "Service,0-18 weeks,>18 weeks\n" + "".join(f"{service},{low},{high}\n" for service, low, high in rows)
    told = understand(returned(text), TRUST, {})

    assert sum(line.least for line in told.lines) == sum(low + high for _, low, high in rows)
