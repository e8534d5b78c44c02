"""Does a workbook brought in a second time change nothing, however its rows and keys were muddled?"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from goldenthread.demo.load import AREAS
from goldenthread.publishing.packs.faults import Faulty
from goldenthread.publishing.packs.format import Answer, LinkTo, Pack
from goldenthread.publishing.workbooks.draft import Taken
from goldenthread.publishing.workbooks.export import write_workbook
from goldenthread.publishing.workbooks.propose import propose
from goldenthread.publishing.workbooks.shapes import HIDDEN_SHEET, SHEETS
from goldenthread.publishing.workbooks.tables import read_workbook
from tests.publishing.workbooks import messy
from tests.publishing.workbooks.looking import Weigh, added, asked, copy_row, only_fault, sentences, write
from tests.publishing.workbooks.messy import TODAY, book_of, content, opened
from tests.publishing.workbooks.small import BARE, SMALL

PLAN = "Delivery plan"
LONG = "Train staff and families together, and then " * 9


def key(book: Workbook, sheet: str, row: int, value: str | None) -> None:
    """Write over a hidden key."""
    book[sheet].cell(row, 1).value = value


def unmarked(book: Workbook) -> Workbook:
    """The workbook after its hidden sheet was lost, as when its sheets are moved into another."""
    del book[HIDDEN_SHEET]
    return book


# --- keys that are not those of their rows ---------------------------------------------------------------------


@pytest.mark.parametrize("wrong", ["plan:a1", "plan:nope", None, " PLAN:A2 ", "key-actions:a2", "nonsense"])
def test_a_row_whose_words_are_untouched_is_its_action_whatever_its_key(
    book: Workbook, proposed: Weigh, wrong: str | None
):
    key(book, PLAN, 3, wrong)
    found = proposed(book, SMALL)

    assert (found.changes, found.questions) == ((), ())


def test_keys_swapped_by_sorting_some_columns_only_swap_nothing(book: Workbook, proposed: Weigh):
    key(book, PLAN, 2, "plan:a2")
    key(book, PLAN, 3, "plan:a1")
    found = proposed(book, SMALL)

    assert found.changes == ()
    assert "Delivery plan, row 2 carries the key “plan:a2”, which is not the key of its words. It was read by its words." in (
        found.notes
    )  # fmt: skip


def test_a_key_of_nothing_on_a_row_of_new_words_is_said_and_the_row_is_new(book: Workbook, proposed: Weigh):
    write(book, PLAN, 4, Action="Train teachers")
    key(book, PLAN, 4, "plan:nope")
    found = proposed(book, SMALL)

    assert [action.title for action in added(found, SMALL)] == ["Train teachers"]
    assert any("row 4 carries the key “plan:nope”, which is of nothing in the strategy" in n for n in found.notes)


def test_a_copied_key_on_a_row_of_new_words_is_said_and_the_row_is_new(book: Workbook, proposed: Weigh):
    copy_row(book, PLAN, 2, 4)
    write(book, PLAN, 4, Action="Train teachers")
    found = proposed(book, SMALL)

    assert [action.title for action in added(found, SMALL)] == ["Train teachers"]
    assert any("row 4 carries the key “plan:a1”, as row 2 does" in note for note in found.notes)


def test_a_row_above_its_namesake_does_not_take_its_place(book: Workbook, proposed: Weigh):
    copy_row(book, PLAN, 3, 4)
    key(book, PLAN, 3, None)
    write(book, PLAN, 3, Area_of_focus="Therapy")
    found = proposed(book, SMALL)

    assert [[link.key for link in action.themes] for action in found.pack.actions[1:]] == [["t-breaks"], ["t-therapy"]]


def test_of_two_actions_with_one_name_the_one_in_the_rows_area_is_meant(proposed: Weigh):
    first = book_of(["Area", "Action"], ["Therapy", "Train staff"], ["Short breaks", "Train staff"])
    both = proposed(first, SMALL).pack
    later = book_of(["Area", "Action", "Timescale"], ["Short breaks", "Train staff", "May 2027"])

    assert [action.due for action in added(proposed(later, both), SMALL)] == ["", "May 2027"]


# --- a workbook that lost its marker ---------------------------------------------------------------------------


@pytest.mark.parametrize("slug", AREAS)
def test_an_export_that_lost_its_hidden_sheet_adds_nothing(
    packs: dict[str, Pack], exported: Callable[[str], Workbook], proposed: Weigh, slug: str
):
    assert proposed(unmarked(exported(slug)), packs[slug]).changes == ()


def test_answers_with_a_year_or_several_lines_are_known_by_their_words(proposed: Weigh):
    answers = (
        Answer(key="n1", kind="we-did", text="Hired two therapists", year="2026", answers=(LinkTo(key="s1"),)),
        Answer(key="n2", kind="we-did", text="Hired two therapists", answers=(LinkTo(key="s2"),)),
        Answer(key="n3", kind="what-next", text="Open a clinic\n- in spring", answers=(LinkTo(key="s2"),)),
        Answer(key="n4", kind="could-not", text="One assessment", reason="Two systems", year="2028"),
    )
    source = SMALL.model_copy(update={"answers": answers})
    found = proposed(unmarked(opened(write_workbook(source, TODAY))), source)

    assert sentences(found) == []


# --- twice -----------------------------------------------------------------------------------------------------


def second_time(book: Workbook, source: Pack) -> tuple[str, ...]:
    """What the workbook changes when it has been brought in already; nothing where it is refused the first time."""
    reading = content(book)

    def bring(into: Pack) -> Any:
        return propose(read_workbook(reading, "plan.xlsx"), into, {}, taken=Taken(), today=TODAY)

    try:
        first = bring(source)
    except Faulty:
        return ()
    return tuple(sentences(bring(first.pack)))


@pytest.mark.parametrize("source", [BARE, SMALL], ids=["bare", "small"])
@pytest.mark.parametrize(
    "make",
    [
        messy.newcastle_shaped,
        messy.york_shaped,
        messy.devon_shaped,
        messy.northumberland_shaped,
        messy.lincolnshire_shaped,
    ],
)
def test_a_councils_own_plan_changes_nothing_the_second_time(make: Callable[[], Workbook], source: Pack):
    assert second_time(make(), source) == ()


def test_words_too_long_for_a_title_are_known_again():
    head = ["Action", "Area", "Priority", "Outcome", "Measures", "Description"]
    book = book_of(head, [LONG, LONG + "a", f"1.2 {LONG}", LONG, LONG, "More"], ["Train", "A"], ["Train", "B"])

    assert second_time(book, SMALL) == ()


def test_the_question_about_a_repeated_action_is_asked_and_its_harmless_answer_holds(proposed: Weigh):
    book = book_of(["Action", "Area"], ["Train staff", "Therapy"], ["Train  STAFF.", "Short breaks"])

    assert asked(proposed(book, SMALL)) == ["repeat"]
    assert second_time(book, SMALL) == ()


def test_sheets_that_contradict_each_other_are_asked_about_each_time(book: Workbook, proposed: Weigh):
    write(unmarked(book), PLAN, 2, Ref="7")

    assert asked(proposed(book, SMALL)) == ["sheets"]
    assert second_time(book, SMALL) == ()


@pytest.mark.parametrize("heading", ["Target", "Baseline"])
@pytest.mark.parametrize("words", ["tbc", "Better than before"])
@pytest.mark.parametrize("row", [2, 3])
def test_what_stands_beside_a_value_counts_for_more_than_its_words(book: Workbook, heading: str, words: str, row: int):
    write(unmarked(book), "Measures", row, **{heading: words})

    assert second_time(book, SMALL) == ()


def test_a_measure_without_its_name_is_a_fault_without_the_marker_too(book: Workbook, proposed: Weigh):
    write(unmarked(book), "Measures", 2, Measure=None)

    assert only_fault(proposed, book).expected == "what is measured"


def test_a_period_or_year_too_long_to_keep_is_known_again(book: Workbook):
    write(unmarked(book), "Observations", 2, Period=LONG)
    write(book, "You said we did", 4, **{"By_(year)": LONG})

    assert second_time(book, SMALL) == ()


_ROWS = st.integers(2, 7)
_WORDS = st.sampled_from(
    [None, "Redesign therapy", "REDESIGN  therapy.", "Offer weekend breaks", "Train staff", "1. Train\n2. Tell", "2 breaks", LONG, "tbc"]
)  # fmt: skip
_KEYS = st.sampled_from([None, "plan:a1", "plan:a2", " Plan:A1", "plan:nope", "you-said:n1", "you-said:s2", "measures:m-waits",
                         "observations:m-waits#0", "observations:m-waits#9", "key-actions:a2"])  # fmt: skip
_MUDDLES = st.lists(
    st.one_of(
        st.tuples(st.just("copy"), st.sampled_from(SHEETS), _ROWS, _ROWS),
        st.tuples(st.just("key"), st.sampled_from(SHEETS), _ROWS, _KEYS),
        st.tuples(st.just("write"), st.sampled_from(SHEETS), _ROWS, st.tuples(st.integers(0, 8), _WORDS)),
        st.tuples(st.just("unmark"), st.sampled_from(SHEETS), _ROWS, st.none()),
    ),
    max_size=8,
)


def muddle(book: Workbook, muddles: list[Any]) -> None:
    """Do to a workbook what hurried people do to it."""
    for how, sheet, row, more in muddles:
        if how == "copy":
            copy_row(book, sheet.title, row, more)
        elif how == "key":
            key(book, sheet.title, row, more)
        elif how == "write":
            book[sheet.title].cell(row, 2 + more[0]).value = more[1]
        elif HIDDEN_SHEET in book:
            unmarked(book)


@pytest.mark.once
@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(_MUDDLES)
def test_a_muddled_export_that_is_accepted_changes_nothing_the_second_time(muddles: list[Any]):
    book = opened(write_workbook(SMALL, TODAY))
    muddle(book, muddles)

    assert second_time(book, SMALL) == ()
