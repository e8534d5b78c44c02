"""Does a workbook that went out come back without a change, whatever happened to the strategy in between?"""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goldenthread.demo.load import AREAS
from goldenthread.publishing.packs import format as pack
from goldenthread.publishing.packs.changes import changes_between
from goldenthread.publishing.workbooks.dates import same_day
from goldenthread.publishing.workbooks.draft import Draft, Taken
from goldenthread.publishing.workbooks.export import write_workbook
from goldenthread.publishing.workbooks.propose import propose
from goldenthread.publishing.workbooks.tables import read_workbook
from tests.publishing.workbooks.messy import TODAY, column_of, content, opened
from tests.publishing.workbooks.small import BARE


def brought_back(data: bytes, source: pack.Pack) -> Any:
    """What bringing these bytes into that strategy would do."""
    return propose(read_workbook(data, "plan.xlsx"), source, {}, taken=Taken(), today=TODAY)


@pytest.mark.parametrize("slug", AREAS)
def test_a_workbook_that_nobody_touched_changes_nothing(packs: dict[str, pack.Pack], slug: str):
    source = packs[slug]

    found = brought_back(write_workbook(source, TODAY), source)

    assert (found.pack, found.changes, found.questions, found.notes) == (source, (), (), ())


@pytest.mark.parametrize("slug", AREAS)
def test_a_spreadsheet_program_that_saves_it_again_changes_nothing(packs: dict[str, pack.Pack], slug: str):
    source = packs[slug]

    assert brought_back(content(opened(write_workbook(source, TODAY))), source).changes == ()


def test_rows_may_be_sorted(packs: dict[str, pack.Pack], proposed: Any, exported: Any):
    book = exported("north-east-lincolnshire")
    for title in ("Delivery plan", "You said we did", "Measures"):
        page = book[title]
        rows = [list(row) for row in page.iter_rows(min_row=2, values_only=True)]
        for number, row in enumerate(reversed(rows), 2):
            for column, value in enumerate(row, 1):
                page.cell(number, column).value = value

    assert proposed(book, packs["north-east-lincolnshire"]).changes == ()


def test_columns_may_be_moved_and_sheets_renamed(packs: dict[str, pack.Pack], proposed: Any, exported: Any):
    book = exported("newcastle")
    page = book["Delivery plan"]
    for row in page.iter_rows(min_col=4, max_col=6):
        row[0].value, row[2].value = row[2].value, row[0].value
    page.title = "Our plan 2026"

    found = proposed(book, packs["newcastle"])

    assert found.changes == ()


NEVER_HELD = "".join(chr(n) for n in (*range(32), 0xFFFE, 0xFFFF) if chr(n) not in "\t\n\r")
"""`limits` refuses these wherever a strategy comes in."""

_WORDS = (
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters=NEVER_HELD), min_size=1, max_size=60)
    .map(str.strip)
    .filter(bool)
)
_NUMBERS = st.decimals(-(10**13), 10**13, places=3, allow_nan=False, allow_infinity=False)


@st.composite
def strategies(draw: st.DrawFn) -> pack.Pack:
    """A small strategy of hostile words and numbers."""
    keys = [f"x{n}" for n in range(draw(st.integers(1, 3)))]
    steps = tuple(
        pack.Step(key=f"s{n}", text=draw(_WORDS), due=draw(_WORDS), kind=draw(st.sampled_from(["step", "milestone"])))
        for n in range(2)
    )
    actions = tuple(
        pack.Action(
            key=key, title=draw(_WORDS), text=draw(_WORDS), due=draw(_WORDS), ref=draw(_WORDS)[:20], steps=steps
        )
        for key in keys
    )
    seen = pack.Observation(period=draw(_WORDS), value=draw(_NUMBERS), note=draw(_WORDS))
    measure = pack.Measure(
        key="m",
        title=draw(_WORDS),
        wording=draw(_WORDS),
        unit="count",
        target=pack.Target(kind="absolute", value=draw(_NUMBERS)),
        baseline=pack.Baseline(state="known", value=draw(_NUMBERS), period=draw(_WORDS)),
        measures=(pack.LinkTo(key="x0"),),
        observations=(seen,),
    )
    return BARE.model_copy(update={"actions": actions, "measures": (measure,)})


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(strategies())
def test_any_words_and_numbers_come_back_as_they_went(source: pack.Pack):
    assert brought_back(write_workbook(source, TODAY), source).changes == ()


# --- the strategy moves on meanwhile -------------------------------------------------------------------------


def with_action(source: pack.Pack, key: str, **values: Any) -> pack.Pack:
    """The strategy with one action changed."""
    actions = tuple(a.model_copy(update=values) if a.key == key else a for a in source.actions)
    return source.model_copy(update={"actions": actions})


def test_a_cell_that_the_workbook_left_alone_keeps_what_the_strategy_says_now(
    packs: dict[str, pack.Pack], exported: Any, proposed: Any
):
    book = exported("newcastle")
    page = book["Delivery plan"]
    page.cell(2, column_of(page, "Description")).value = "Written in the workbook."
    moved_on = with_action(
        packs["newcastle"], "a-child-therapies", title="Child therapies, imagined again", state="in-progress"
    )

    found = proposed(book, moved_on)

    assert found.questions == ()
    assert [change.where for change in found.changes] == ["actions.a-child-therapies.text"]
    assert any("has changed since the workbook was exported" in note for note in found.notes)


@pytest.mark.parametrize(
    ("choice", "text"),
    [("workbook", "Written in the workbook."), ("strategy", "Written meanwhile."), (None, "Written meanwhile.")],
)
def test_a_cell_that_both_changed_is_asked_about(
    packs: dict[str, pack.Pack], exported: Any, proposed: Any, choice: str | None, text: str
):
    book = exported("newcastle")
    page = book["Delivery plan"]
    page.cell(2, column_of(page, "Description")).value = "Written in the workbook."
    moved_on = with_action(packs["newcastle"], "a-child-therapies", text="Written meanwhile.")

    found = proposed(book, moved_on, (lambda question: {"choice": choice}) if choice else None)

    assert "changed both in the workbook and in the strategy" in found.questions[0].text
    assert found.pack.actions[0].text == text


def test_the_same_change_made_on_both_sides_is_no_question(packs: dict[str, pack.Pack], exported: Any, proposed: Any):
    book = exported("newcastle")
    page = book["Delivery plan"]
    page.cell(2, column_of(page, "Description")).value = "The same."
    moved_on = with_action(packs["newcastle"], "a-child-therapies", text="The same.")

    assert proposed(book, moved_on).changes == ()


def test_what_was_withdrawn_meanwhile_stays_withdrawn(packs: dict[str, pack.Pack], exported: Any, proposed: Any):
    draft = Draft(packs["newcastle"], Taken())
    draft.drop("actions", "a-child-therapies")
    moved_on = draft.pack()

    found = proposed(exported("newcastle"), moved_on)

    assert changes_between(moved_on, found.pack) == ()
    assert any("was withdrawn from the strategy since" in note for note in found.notes)


def test_a_workbook_of_another_area_is_refused(packs: dict[str, pack.Pack], exported: Any, proposed: Any):
    with pytest.raises(Exception, match="found a workbook of “tameside”; expected one of Newcastle upon Tyne"):
        proposed(exported("tameside"), packs["newcastle"])


def test_dates_that_only_changed_their_clothes_did_not_move():
    assert same_day("31/01/2024", "31 January 2024")
    assert not same_day("January 2024", "31 January 2024")
    assert not same_day("March 2-21", "March 2-21")
