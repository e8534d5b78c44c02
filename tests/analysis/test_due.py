"""Is a British wording of a due date read as a fair reader would, and asked about where it cannot be?"""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.analysis.due import Due, no_such_day, read_due
from goldenthread.analysis.prose import MONTHS
from goldenthread.analysis.wording import LONGEST, Precision

DAY = timedelta(days=1)
ANY_DAY = st.dates(date(1995, 1, 1), date(2070, 12, 31))

READ = {
    # exact days, day first
    "1 April 2025": ("day", date(2025, 4, 1), date(2025, 4, 1)),
    "1st April 2025": ("day", date(2025, 4, 1), date(2025, 4, 1)),
    "Tuesday 1 April 2025": ("day", date(2025, 4, 1), date(2025, 4, 1)),
    "April 1, 2025": ("day", date(2025, 4, 1), date(2025, 4, 1)),
    "by 1 April 2025": ("day", date(2025, 4, 1), date(2025, 4, 1)),
    "31/01/2024": ("day", date(2024, 1, 31), date(2024, 1, 31)),
    "by 31/01/2024.": ("day", date(2024, 1, 31), date(2024, 1, 31)),
    "02/03/2024": ("day", date(2024, 3, 2), date(2024, 3, 2)),
    "1.4.25": ("day", date(2025, 4, 1), date(2025, 4, 1)),
    "1-Apr-25": ("day", date(2025, 4, 1), date(2025, 4, 1)),
    "1/4/69": ("day", date(2069, 4, 1), date(2069, 4, 1)),
    "2025-04-01": ("day", date(2025, 4, 1), date(2025, 4, 1)),
    "2025-04-01 00:00:00": ("day", date(2025, 4, 1), date(2025, 4, 1)),
    "29 February 2024": ("day", date(2024, 2, 29), date(2024, 2, 29)),
    # months
    "March 2024": ("month", date(2024, 3, 1), date(2024, 3, 31)),
    "in February 2024": ("month", date(2024, 2, 1), date(2024, 2, 29)),
    "Sept 2028": ("month", date(2028, 9, 1), date(2028, 9, 30)),
    "Sept. 2028.": ("month", date(2028, 9, 1), date(2028, 9, 30)),
    "Dec 17": ("month", date(2017, 12, 1), date(2017, 12, 31)),
    "Dec17": ("month", date(2017, 12, 1), date(2017, 12, 31)),
    "Dec '17": ("month", date(2017, 12, 1), date(2017, 12, 31)),
    "Mar 18": ("month", date(2018, 3, 1), date(2018, 3, 31)),
    "Apr-25": ("month", date(2025, 4, 1), date(2025, 4, 30)),
    "04/2025": ("month", date(2025, 4, 1), date(2025, 4, 30)),
    "2025-04": ("month", date(2025, 4, 1), date(2025, 4, 30)),
    "mid-March 2025": ("month", date(2025, 3, 1), date(2025, 3, 31)),
    # seasons and terms
    "Autumn 2024": ("season", date(2024, 9, 1), date(2024, 11, 30)),
    "by Autumn 2024": ("season", date(2024, 9, 1), date(2024, 11, 30)),
    "autumn of 2024": ("season", date(2024, 9, 1), date(2024, 11, 30)),
    "Spring 25": ("season", date(2025, 3, 1), date(2025, 5, 31)),
    "Summer 2025": ("season", date(2025, 6, 1), date(2025, 8, 31)),
    "Winter 2023": ("season", date(2023, 12, 1), date(2024, 2, 29)),
    "Winter 2024/25": ("season", date(2024, 12, 1), date(2025, 2, 28)),
    "Autumn 2024/25": ("season", date(2024, 9, 1), date(2024, 11, 30)),
    "Autumn term 2024": ("season", date(2024, 9, 1), date(2024, 12, 31)),
    "Spring term 2024/25": ("season", date(2025, 1, 1), date(2025, 4, 30)),
    "Summer term 2025": ("season", date(2025, 4, 1), date(2025, 7, 31)),
    # quarters and halves
    "Q3 2024/25": ("quarter", date(2024, 10, 1), date(2024, 12, 31)),
    "Q4 2024/25": ("quarter", date(2025, 1, 1), date(2025, 3, 31)),
    "Quarter 1 of 2024-25": ("quarter", date(2024, 4, 1), date(2024, 6, 30)),
    "2024/25 Q1": ("quarter", date(2024, 4, 1), date(2024, 6, 30)),
    "H2 2024/25": ("half", date(2024, 10, 1), date(2025, 3, 31)),
    "early 2025": ("half", date(2025, 1, 1), date(2025, 6, 30)),
    "mid 2025": ("half", date(2025, 4, 1), date(2025, 9, 30)),
    "mid-2025": ("half", date(2025, 4, 1), date(2025, 9, 30)),
    "late 2025": ("half", date(2025, 7, 1), date(2025, 12, 31)),
    "the first half of 2025": ("half", date(2025, 1, 1), date(2025, 6, 30)),
    # years
    "2024": ("year", date(2024, 1, 1), date(2024, 12, 31)),
    "academic year 2024/25": ("year", date(2024, 9, 1), date(2025, 8, 31)),
    "2024/25 academic year": ("year", date(2024, 9, 1), date(2025, 8, 31)),
    "financial year 2024/25": ("year", date(2024, 4, 1), date(2025, 3, 31)),
    "FY24/25": ("year", date(2024, 4, 1), date(2025, 3, 31)),
    "2023-2028": ("year", date(2023, 1, 1), date(2028, 12, 31)),
    "2024-26": ("year", date(2024, 1, 1), date(2026, 12, 31)),
    "2020/2021": ("split_year", date(2020, 4, 1), date(2021, 8, 31)),
    "2020-21": ("split_year", date(2020, 4, 1), date(2021, 8, 31)),
    "2020–21": ("split_year", date(2020, 4, 1), date(2021, 8, 31)),
    "in 2021/22": ("split_year", date(2021, 4, 1), date(2022, 8, 31)),
    "24/25": ("split_year", date(2024, 4, 1), date(2025, 8, 31)),
    "1999/00": ("split_year", date(1999, 4, 1), date(2000, 8, 31)),
    # ends, limits and ranges
    "end of 2024": ("day", date(2024, 12, 31), date(2024, 12, 31)),
    "by end of 2024": ("day", date(2024, 12, 31), date(2024, 12, 31)),
    "by the end of February 2025": ("day", date(2025, 2, 28), date(2025, 2, 28)),
    "before the end of 2024": ("day", date(2024, 12, 31), date(2024, 12, 31)),
    "end of the academic year 2024/25": ("day", date(2025, 8, 31), date(2025, 8, 31)),
    "end of 2024/25": ("split_year", date(2025, 3, 31), date(2025, 8, 31)),
    "before April 2025": ("day", date(2025, 3, 31), date(2025, 3, 31)),
    "March to May 2025": ("month", date(2025, 3, 1), date(2025, 5, 31)),
    "Sept/Oct 2024": ("month", date(2024, 9, 1), date(2024, 10, 31)),
    "Autumn/Winter 2024": ("season", date(2024, 9, 1), date(2025, 2, 28)),
    "Sept 2024 - July 2025": ("month", date(2024, 9, 1), date(2025, 7, 31)),
    "between 1 April 2025 and March 2026": ("month", date(2025, 4, 1), date(2026, 3, 31)),
    # open-ended
    "from 2026": ("after", date(2026, 1, 1), None),
    "From April 2026 onwards": ("after", date(2026, 4, 1), None),
    "2026 onwards": ("after", date(2026, 1, 1), None),
    "after March 2025": ("after", date(2025, 4, 1), None),
    # nothing stated
    "": ("none", None, None),
    "  ": ("none", None, None),
    "-": ("none", None, None),
    "ongoing": ("none", None, None),
    "On-going": ("none", None, None),
    "TBC": ("none", None, None),
    "to be determined": ("none", None, None),
    "n/a": ("none", None, None),
}

ASKED = {
    "31/02/2025": "no day 31 in February 2025, which has 28 days",
    "30 February 2024": "no day 30 in February 2024, which has 29 days",
    "31 June 2025": "no day 31 in June 2025",
    "04/13/2024": "Is 13 April 2024 meant?",
    "40/40/2024": "no month 40",
    "2025-13-01": "no month 13",
    "Monday 1 April 2025": "1 April 2025 is a Tuesday",
    "March 2-21": "2 to 21 March (and of which year), or March 2021?",
    "March 2-5": "2 to 5 March (and of which year)?",
    "March 2": "Which year",
    "March 21st": "Which year",
    "21 March": "Which year",
    "Autumn": "Which year",
    "September": "Which year",
    "Autumn term": "Which year",
    "by Easter 2025": "“by Easter 2025”",
    "October half-term 2024": "set locally",
    "Q3 2024": "the calendar year 2024, of 2023/24 or of 2024/25",
    "H1 2024": "the calendar year 2024",
    "Q5 2024/25": "Which date",
    "Spring 2024/25": "Which year",
    "academic year 2024": "Which two years",
    "financial year 2024/26": "does not name two years that follow one another",
    "2011-12": "the year 2011/12, or does its 12 mean a month",
    "2005-08": "Which date or years",
    "2026-2024": "Which date or years",
    "11/12": "month",
    "24/26": "What do the two numbers",
    "31/12/85": "1985 or 2085",
    "31/12/70": "1970 or 2070",
    "November to February 2025": "ends before it begins",
    "early 2024/25": "Which months",
    "annually": "how often, not by when",
    "every term": "how often, not by when",
    "asap": "Which date, month, season or year does “asap” mean?",
    "the end of the project": "does “the end of the project” mean?",
    "from ongoing": "Which date",
    "2024 and 2025": "Which date",
    "3000": "Which date",
    "x" * (LONGEST + 1): "longer than a date",
}


@pytest.mark.parametrize(("wording", "expected"), READ.items(), ids=repr)
def test_wording_is_read(wording, expected):
    due = read_due(wording)
    assert (due.precision, due.earliest, due.latest, due.question) == (*expected, "")


@pytest.mark.parametrize(("wording", "question"), ASKED.items(), ids=lambda value: repr(value)[:40])
def test_unclear_wording_is_asked_about_and_never_guessed(wording, question):
    due = read_due(wording)
    assert (due.precision, due.earliest, due.latest) == (Precision.UNCLEAR, None, None)
    assert question in due.question
    assert due.question.endswith("?") or due.question.endswith(".")


@pytest.mark.parametrize("wording", [*READ, *ASKED], ids=lambda value: repr(value)[:40])
def test_wording_is_kept_exactly_and_reads_the_same_again(wording):
    due = read_due(wording)
    assert due.wording == wording
    assert read_due(due.wording) == due


@pytest.mark.parametrize(
    ("wording", "last_day_in_time"),
    [
        ("Autumn 2024", date(2024, 11, 30)),
        ("by Autumn 2024", date(2024, 11, 30)),
        ("31/01/2024", date(2024, 1, 31)),
        ("2020/2021", date(2021, 8, 31)),
        ("Winter 2024", date(2025, 2, 28)),
        ("by end of 2024", date(2024, 12, 31)),
    ],
)
def test_promise_is_late_only_after_its_last_day(wording, last_day_in_time):
    due = read_due(wording)
    assert not due.is_past(last_day_in_time)
    assert due.is_past(last_day_in_time + DAY)


@pytest.mark.parametrize("wording", ["from 2026", "ongoing", "", "by Easter 2025"])
def test_without_a_last_day_nothing_is_ever_late_or_due_soon(wording):
    due = read_due(wording)
    assert not due.is_past(date(2099, 1, 1))
    assert not due.due_soon(date(2026, 1, 1), 1000)


@pytest.mark.parametrize(
    ("today", "days", "soon"),
    [
        (date(2024, 11, 1), 28, False),
        (date(2024, 11, 2), 28, True),
        (date(2024, 11, 30), 0, True),
        (date(2024, 12, 1), 28, False),
    ],
)
def test_due_soon_counts_to_the_last_day(today, days, soon):
    assert read_due("Autumn 2024").due_soon(today, days) is soon


@pytest.mark.parametrize(
    ("wording", "start", "end", "overlaps"),
    [
        ("Autumn 2024", date(2024, 11, 30), date(2025, 3, 31), True),
        ("Autumn 2024", date(2024, 12, 1), date(2025, 3, 31), False),
        ("Autumn 2024", date(2024, 1, 1), date(2024, 8, 31), False),
        ("Autumn 2024", date(2024, 1, 1), date(2024, 9, 1), True),
        ("Autumn 2024", date(2024, 10, 1), date(2024, 10, 2), True),
        ("end of 2024", date(2024, 1, 1), date(2024, 12, 30), False),
        ("from 2026", date(2030, 1, 1), date(2030, 1, 2), True),
        ("from 2026", date(2025, 1, 1), date(2025, 12, 31), False),
        ("ongoing", date(2000, 1, 1), date(2060, 1, 1), False),
        ("by Easter 2025", date(2000, 1, 1), date(2060, 1, 1), False),
    ],
)
def test_due_overlaps_a_window(wording, start, end, overlaps):
    assert read_due(wording).overlaps(start, end) is overlaps


@pytest.mark.parametrize(
    ("wording", "words"),
    [
        ("Autumn 2024", "Autumn 2024 (by 30 November 2024)"),
        ("1 April 2025", "1 April 2025"),
        ("by 1 April 2025", "by 1 April 2025"),
        ("31/01/2024", "31 January 2024"),
        ("by 31/01/2024", "by 31 January 2024"),
        ("2025-04-01 00:00:00", "1 April 2025"),
        ("end of 2024", "end of 2024 (by 31 December 2024)"),
        ("2020/2021", "2020/2021 (by 31 August 2021)"),
        ("from 2026", "from 2026 (any time from 1 January 2026; no last day is stated)"),
        ("", "no date stated"),
        ("ongoing", "no date stated (“ongoing”)"),
        ("March 2-21", "“March 2-21”, which does not say clearly when"),
    ],
)
def test_due_is_described_in_plain_words(wording, words):
    assert read_due(wording).describe() == words


@pytest.mark.parametrize(
    ("wording", "words"),
    [
        ("Autumn 2024", ""),
        ("", "no date is stated"),
        ("ongoing", "no date is stated, only “ongoing”"),
        ("from 2026", "the date “from 2026” has no end"),
        ("asap", "the date “asap” is not clear"),
    ],
)
def test_due_says_why_it_has_no_last_day(wording, words):
    assert read_due(wording).why_no_last_day() == words


def test_dues_sort_by_last_day_with_undated_ones_last():
    in_order = ["2020/2021", "March 2024", "31/03/2024", "Autumn 2024", "2024", "from 2026", "asap", "ongoing"]
    backwards = in_order[::-1]
    assert sorted(backwards, key=lambda wording: read_due(wording).sort_key) == in_order


def test_due_that_runs_backwards_is_refused():
    with pytest.raises(ValueError, match="back to"):
        Due(date(2025, 1, 2), date(2025, 1, 1), Precision.DAY, "")


WORDS = """
    Autumn Winter Dec Sept March term Q3 H1 FY 2024 2025 24 17 2-21 2024/25 31/02/2025 01/04/25 1st by end of early mid
    late from to before after the and - / onwards Easter academic year half of ' ongoing TBC 00 99 70 2011-12
"""
PIECES = st.sampled_from(WORDS.split())
WORDINGS = st.one_of(
    st.text(max_size=LONGEST + 5),
    st.lists(PIECES, max_size=7).map(" ".join),
    st.lists(PIECES, max_size=4).map("".join),
    st.sampled_from([*READ, *ASKED]),
)


@given(WORDINGS, ANY_DAY)
def test_any_wording_at_all_is_read_or_asked_about(wording, today):
    due = read_due(wording)
    assert due.wording == wording
    assert bool(due.question) == (due.precision == Precision.UNCLEAR)
    assert (due.earliest is None) == (due.precision in (Precision.NONE, Precision.UNCLEAR)) == (not due.is_stated)
    assert (due.latest is None) == (due.precision in (Precision.NONE, Precision.UNCLEAR, Precision.AFTER))
    assert bool(due.why_no_last_day()) == (due.latest is None)
    if due.earliest and due.latest:
        assert due.earliest <= due.latest
    if due.is_past(today):
        assert due.latest is not None and today > due.latest
        assert not due.due_soon(today, 10_000)


@given(WORDINGS, ANY_DAY, st.integers(0, 400))
def test_due_overlaps_agrees_with_looking_at_every_day(wording, start, length):
    due = read_due(wording)
    days = [start + DAY * offset for offset in range(length + 1)]
    meant = [day for day in days if due.earliest and due.earliest <= day <= (due.latest or date.max)]
    assert due.overlaps(start, start + DAY * length) is bool(meant)


DAYS = st.dates(date(2000, 1, 1), date(2069, 12, 31))


@given(DAYS, st.sampled_from(["%d/%m/%Y", "%d.%m.%y", "%Y-%m-%d", "%d-%b-%y"]))
def test_every_real_day_is_read_back(day, layout):
    assert read_due(day.strftime(layout)).earliest == read_due(day.strftime(layout)).latest == day


@given(st.integers(1, 31), st.integers(1, 12), st.integers(2000, 2069))
def test_day_is_read_exactly_when_the_calendar_has_it(day, month, year):
    try:
        expected = date(year, month, day)
    except ValueError:
        expected = None
    assert read_due(f"{day}/{month}/{year}").latest == expected
    assert read_due(f"{day} {MONTHS[month - 1]} {year}").latest == expected


@given(DAYS, st.sampled_from(["{name} {year}", "{short} {yy:02}", "{short}{yy:02}"]))
def test_month_covers_each_of_its_days_and_no_other(inside, layout):
    year, month, name = inside.year, inside.month, MONTHS[inside.month - 1]
    due = read_due(layout.format(name=name, short=name[:3], year=year, yy=year % 100))
    days = [date(year, 1, 1) + DAY * offset for offset in range(-40, 400)]
    for day in days:
        assert due.overlaps(day, day) == ((day.year, day.month) == (year, month))


@pytest.mark.parametrize(
    ("wording", "asked"),
    [
        ("31/02/2021", "There is no day 31 in February 2021"),
        ("2021-02-31", "There is no day 31 in February 2021"),
        ("29.02.2025", "There is no day 29 in February 2025"),
        ("01/13/25", "There is no month 13"),
        ("0000-00-00", "There is no day “0000-00-00”"),
        ("99999-01-01", "There is no day “99999-01-01”"),
        ("31/01/2021", ""),
        ("2021-02-28", ""),
        ("29/02/24", ""),
        ("12/10/75", ""),
        ("1.2.3", ""),
        ("March 2-21", ""),
        ("31 February 2021", ""),
        ("Autumn 2027", ""),
        ("", ""),
    ],
)
def test_a_day_in_figures_that_no_calendar_has_is_asked_about(wording: str, asked: str):
    assert no_such_day(wording).startswith(asked)
    assert bool(no_such_day(wording)) == bool(asked)
