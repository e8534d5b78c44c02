"""An analyst with a provider's file as it really comes; and with figures that cannot stand beside one another."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.journey

W = "/oldmere/work/waits/"
MESSY = """Waiting list return,,,,
,,,,
NHS Number,Team,Date Referred,Status,Notes
1,Saturday clubs,03/02/2025,Waiting,
2,Saturday clubs,,Waiting,no date kept
3,Saturday clubs,n/k,Waiting,
4,Saturday clubs,12/06/2026,Waiting,
5,Saturday clubs,15/06/2026,Waiting,
6,Saturday clubs,16/06/2026,Waiting,
7,Saturday clubs,17/06/2026,Waiting,
8,Saturday clubs,18/06/2026,Waiting,
9,Saturday clubs,19/06/2026,Seen,
"""


def drop(person, tmp_path, name: str, content: str, provider: str = "Heron Breaks (made up)") -> None:
    file = tmp_path / name
    file.write_text(content)
    person.go(f"{W}bring-in/")
    person.page.get_by_label("Whose return is it?").select_option(label=provider)
    person.page.get_by_label("The return").set_input_files(str(file))
    person.press("Read it")


@pytest.mark.parametrize("way", ["desk", "phone"])
def test_a_file_with_stars_blanks_and_no_start_dates_is_read_as_it_is(at_work, tmp_path, way):
    """Stars and blanks are never nought, and what one month asks is answered before it counts."""
    anna = at_work("Anna", "oldmere", way)
    rows = f"Service,0-4 weeks,>4-12 weeks,>12-18 weeks,>18-52 weeks,>52 weeks\nOT,{20 + len(way)},20,*,,6\n"
    drop(anna, tmp_path, f"board {way} 2026-10.csv", rows, "Mereside Integrated Care Board (made up)")
    anna.sees("1 question must be answered", "hidden by a mark").choose("Counts of 1 to 4").press("Save the answers")

    anna.sees("What this return says", "Nothing is left to ask", f"At least {47 + len(way)}", "over a year: 6")
    anna.press("Set it aside").sees("No figure was changed")


def test_rows_of_children_become_counts_by_year_and_the_unknown_are_counted(at_work, tmp_path):
    anna = at_work("Anna", "oldmere")
    drop(anna, tmp_path, "heron 2026-10.csv", MESSY)
    anna.sees("1 question must be answered", "starts again", "NHS Number")
    anna.choose("It is right, and must not be compared: mark a break")
    anna.fill("Why, and who says so?", "Heron now lists each child, and no family twice. Its manager says so.")
    anna.press("Save the answers").sees("Nothing is left to ask", "No start date is known for 2")
    anna.press("Accept this return").sees("is accepted", "Sent")

    family = at_work("").go("/oldmere/waits/")
    family.sees("As of October 2026", "Heron now lists each child", "Short breaks clubs")
    assert "Heron Breaks (made up) did not" not in family.page.content()
    assert "Start not known" in family.page.content()


def test_a_supplier_that_is_late_is_said_in_words_everywhere(at_work):
    at_work("Otto", "oldmere").go(W).sees("Who sent a return, month by month", "Sent")


def test_an_impossible_comparator_stops_with_a_plain_question(at_work):
    anna = at_work("Anna", "north-east-lincolnshire").go(
        "/north-east-lincolnshire/work/measures/m-understand-plan/record/"
    )
    anna.fill("Which period is it for?", "2025").fill("Value", "3.99").fill("Comparator", "30.8").press(
        "Record this value"
    )

    anna.sees("There is a problem", "3.99% beside 30.8%: do both count the same thing, in the same way?")


def test_a_return_that_turns_into_a_running_total_is_a_break_that_is_never_drawn_across(at_work, tmp_path):
    anna = at_work("Anna", "oldmere")
    rows = [f"Art club,{month} 2026,{count},9" for month, count in (("July", 20), ("August", 24), ("September", 90))]
    drop(
        anna,
        tmp_path,
        "art.csv",
        "Service,Month,0-18 weeks,>18 weeks\n" + "\n".join(rows) + "\n",
        "Oldmere Young Voices (made up)",
    )
    anna.sees("Which service is “Art club”?")
    anna.page.get_by_label("Which service is “Art club”?").select_option(
        label="A service of its own, called “Art club”"
    )
    anna.press("Save the answers").sees("99 children waiting, where it was 33 in August 2026")
    choices = anna.page.get_by_label("It is right, and must not be compared: mark a break")
    for at in range(choices.count()):
        choices.nth(at).check()
    for box in anna.page.get_by_label("Why, and who says so?").all():
        box.fill("From September the sheet adds up from April.")
    left = anna.page.get_by_label("It was left out: its children may be waiting")
    if left.count():
        left.check()
    replacing = anna.page.get_by_label("Yes: these figures take the place of those")
    if replacing.count():
        replacing.check()
    anna.press("Save the answers").sees("Nothing is left to ask").press("Accept this return").sees("is accepted")

    family = at_work("").go("/oldmere/waits/").sees("From September the sheet adds up from April.")
    assert "The line is not drawn across it" in family.page.content()
