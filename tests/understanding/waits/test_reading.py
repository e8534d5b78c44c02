"""Is a return read as its provider meant it, whatever its headings; and is what cannot be read refused in words?"""

from __future__ import annotations

import io
import zipfile
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from goldenthread.understanding.datasets.reading.staged import Unreadable
from goldenthread.understanding.waits.reading import Line, Parsed, cells, read

NAME = "waits 2026-07.csv"


def told(text: str, name: str = NAME, **options) -> Parsed:
    return read(text.encode(), name, **options)


def workbook(*rows, title="Waits") -> bytes:
    book, out = Workbook(), io.BytesIO()
    book.active.title = title
    for row in rows:
        book.active.append(row)
    book.save(out)
    return out.getvalue()


# --- one row a referral ---------------------------------------------------------------------------------------


def test_rows_become_counts_and_no_row_is_kept():
    found = told("Service,Referral date,Status\nSALT,01/02/2026,Waiting\nSALT,02/02/2026,Waiting\nSALT,,Waiting\n")

    assert found.shape == "one row a referral"
    assert [(line.low, line.high, line.year, line.least) for line in found.lines] == [
        ("18", "52", 2026, 2),
        ("", "", None, 1),
    ]
    assert all(line.longest == 25 for line in found.lines)


def test_columns_that_name_a_child_are_never_looked_at():
    found = told(
        "NHS Number,Child Name,Date of Birth,Postcode,Service,Referral date\n943,Ann Other,1/1/2015,NE1,OT,01/06/2026\n"
    )

    assert found.dropped == ["NHS Number", "Child Name", "Date of Birth", "Postcode"]
    assert not any(secret in str(found.as_json()) for secret in ("943", "Ann", "2015", "NE1"))
    assert any("nothing of it is kept" in note for note in found.notes)


@pytest.mark.parametrize("start", ["", "*", "N/K", "not known", "00/01/1900", "see notes", "31/02/2026", "01/09/2026"])
def test_a_start_that_nobody_knows_is_counted_as_unknown(start):
    found = told(f"Service,Referral date\nOT,{start}\nOT,01/07/2026\n")

    assert sum(line.least for line in found.lines) == found.rows == 2
    assert sum(line.least for line in found.lines if line.band is None) == 1


def test_what_was_done_with_odd_dates_is_said_with_its_rows():
    notes = told("Service,Referral date\nOT,see notes\nOT,01/09/2026\n").notes

    assert any("could not be read as a date (row 2)" in note for note in notes)
    assert any("comes after the end of the wait (row 3)" in note for note in notes)


@given(st.lists(st.one_of(st.none(), st.integers(-30, 2000)), min_size=1, max_size=80), st.booleans())
def test_nobody_is_dropped_whatever_their_start(waits, seen):
    end = date(2026, 7, 31)
    rows = [f"OT,{end - timedelta(days=days) if days is not None else ''},{end if seen else ''}" for days in waits]
    found = told("Service,Referral date,Seen date\n" + "\n".join(rows) + "\n")

    assert sum(line.least for line in found.lines) == found.rows == len(waits)
    known = [days for days in waits if days is not None and days >= 0]
    over = sum(line.least for line in found.lines if line.band and line.band.low >= 18)
    assert over == sum(days > 18 * 7 for days in known)


def test_a_seen_date_after_the_month_is_still_a_wait():
    found = told("Service,Referral date,First appointment\nOT,01/05/2026,03/08/2026\nOT,01/05/2026,03/07/2026\n")

    assert sorted(line.standing for line in found.lines) == ["seen", "waiting"]


# --- counts by length of wait ---------------------------------------------------------------------------------


def test_a_star_is_hidden_a_blank_is_no_return_and_neither_is_nought():
    found = told("Service,0-18 weeks,>18-52 weeks,>52 weeks,Total\nOT,20,*,,24\n")

    held = [(line.low, line.least, line.most, line.mark, line.whole) for line in found.lines]
    assert held == [
        ("0", 20, 20, "", False),
        ("18", 0, None, "suppressed", False),
        ("52", 0, None, "no return", False),
        ("", 24, 24, "", True),
    ]


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("0", (0, 0, "")),
        ("1,204", (1204, 1204, "")),
        ("", (0, None, "no return")),
        ("-", (0, None, "no return")),
        ("*", (0, None, "suppressed")),
        ("<5", (1, 4, "suppressed")),
        ("fewer than 8", (1, 7, "suppressed")),
        ("1-4", (1, 4, "suppressed")),
        ("z", (0, None, "not applicable")),
        ("..", (0, None, "not available")),
    ],
)
def test_a_cell_is_a_count_or_a_mark(cell, expected):
    assert cells.count(cell) == expected


@pytest.mark.parametrize("cell", ["many", "-3", "4.5", "1e3", "=2+2", "99999999", "٣", "5?"])
def test_a_cell_that_is_neither_is_refused(cell):
    with pytest.raises(cells.NotOne):
        cells.count(cell)


def test_long_tables_and_months_across_read_alike():
    long = told("Service,Month,Wait band,Number\nOT,June 2026,0-18 weeks,4\nOT,July 2026,0-18 weeks,6\n")
    across = told("Service,Wait band,Jun-26,Jul-26\nOT,0-18 weeks,4,6\n")

    assert long.lines == across.lines
    assert long.months == ("2026-06", "2026-07")


def test_a_total_over_all_services_is_not_a_service():
    found = told("Service,0-18 weeks,>18 weeks\nOT,4,5\nTotal,4,5\n")

    assert {line.service for line in found.lines} == {"OT"}
    assert any("counts everybody twice" in note for note in found.notes)


def test_headings_may_stand_below_a_title_and_notes_below_the_table():
    content = workbook(
        ["Monthly return, made up"],
        [],
        ["Service", "0-18 weeks", ">18 weeks", "Not known"],
        ["OT", 4, 5, 2],
        [],
        ["Source: our system"],
    )
    found = read(content, "July 2026.xlsx")

    assert (found.rows, found.months) == (1, ("2026-07",))
    assert [line.least for line in found.lines] == [4, 5, 2]


def test_dates_of_a_workbook_are_days():
    found = read(workbook(["Service", "Referral date"], ["OT", date(2026, 2, 1)]), "July 2026.xlsx")

    assert (found.lines[0].year, found.lines[0].low) == (2026, "18")


# --- questions and faults ----------------------------------------------------------------------------------------


def test_a_needed_heading_that_is_not_recognised_is_asked_about_and_nothing_is_read():
    found = told("Line of work,Opened on,Colour\nOT,01/06/2026,red\n")

    assert [what for what, *_ in found.asks] == ["service", "referred"]
    assert found.asks[0][2] == ("Line of work", "Opened on", "Colour")
    assert not found.lines

    again = told(
        "Line of work,Opened on,Colour\nOT,01/06/2026,red\n", known={"line of work": "service", "opened on": "referred"}
    )
    assert (again.asks, again.rows, again.unread) == ([], 1, ["Colour"])


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (b"", NAME, "empty"),
        (b"   \n", NAME, "empty"),
        (b"\x00\x01\x02", NAME, "not a text file"),
        (b"%PDF-1.4", NAME, "not read"),
        (b"\xd0\xcf\x11\xe0old", NAME, "not read"),
        (b"PK\x03\x04cut", NAME, "damaged"),
        (b"just some words\n", NAME, "no table"),
        (b"Service,Referral date\n", NAME, "nothing below"),
        (b"Service,Referral date\nOT,01/06/2026\n", "waits.csv", "which month"),
        (b"Service,0-18 weeks,>18 weeks\nOT,many,-3\n", NAME, "no count"),
        (b"Service,Wait band,Count\nOT,quite long,3\n", NAME, "no length of wait"),
        (b"Service,Month,Referral date\nOT,Smarch,01/06/2026\n", NAME, "no month"),
        (b"Service,0-18 weeks,>18 weeks,Referral year\nOT,1,2,long ago\n", NAME, "no year"),
        (
            b"Service,Referral date\n" + b"".join(b"Child %d,01/06/2026\n" % n for n in range(80)),
            NAME,
            "too many different words",
        ),
        (b"Service,Referral date\n" + b"x" * 200_000 + b",1\n", NAME, "cannot be read"),
        (b"a," * 400, NAME, "too wide"),
    ],
)
def test_what_cannot_be_read_says_where_and_what_was_expected(content, name, words):
    with pytest.raises(Unreadable) as refused:
        read(content, name)

    faults = refused.value.faults
    assert words in str(refused.value)
    assert all(fault.where.startswith(name) and fault.found and fault.expected for fault in faults)


def test_every_fault_is_told_at_once():
    with pytest.raises(Unreadable) as refused:
        told("Service,0-18 weeks,>18 weeks\nOT,many,2\nSLT,3,-1\n")

    assert [fault.where for fault in refused.value.faults] == [
        f"{NAME}, row 2, 0-18 weeks",
        f"{NAME}, row 3, >18 weeks",
    ]


def test_a_zip_bomb_and_macros_are_refused_before_they_are_opened():
    bomb, macros = io.BytesIO(), io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"0" * 210_000_000)
    with zipfile.ZipFile(macros, "w") as archive:
        archive.writestr("xl/vbaProject.bin", b"x")

    for content, words in ((bomb.getvalue(), "unpacks"), (macros.getvalue(), "macros")):
        with pytest.raises(Unreadable, match=words):
            read(content, "July 2026.xlsx")


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(content):
    try:
        found = read(content, NAME)
    except Unreadable as refused:
        assert refused.faults
    else:
        assert found.asks or found.rows


WHOLE = workbook(["Service", "0-18 weeks", ">18 weeks"], ["OT", 4, 5])


@given(st.floats(0, 1))
def test_a_workbook_cut_anywhere_is_read_or_refused(part):
    cut = WHOLE[: round(part * len(WHOLE))]
    try:
        assert read(cut, "July 2026.xlsx").rows == 1
    except Unreadable as refused:
        assert refused.faults


def test_what_was_read_is_kept_and_comes_back_the_same():
    found = told("Service,0-18 weeks,>18-52 weeks\nOT,20,<5\n")

    assert Parsed.from_json(found.as_json()) == found
    assert found.lines[1] == Line("OT", "2026-07", "waiting", low="18", high="52", least=1, most=4, mark="suppressed")


@pytest.mark.parametrize(
    ("text", "expected"),
    [("July 2026", "2026-07"), ("Jul-26", "2026-07"), ("2026-07", "2026-07"), ("07/2026", "2026-07"), ("31/07/2026", "2026-07"),
     ("2026-07-31", "2026-07"), ("Smarch", ""), ("13/2026", ""), ("", "")],
)  # fmt: skip
def test_a_month_is_read(text, expected):
    assert cells.month(text) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("waits_2026-07.csv", "2026-07"),
        ("SLT July 2026 v2.xlsx", "2026-07"),
        ("return202607.csv", "2026-07"),
        ("waits.csv", ""),
    ],
)
def test_a_month_is_found_in_the_name_of_a_file(name, expected):
    assert cells.month_in(name) == expected
