"""Workbooks as councils really keep them, made in code: every name of a person or place in them is invented."""

from __future__ import annotations

from datetime import date, datetime
from io import BytesIO
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

TODAY = date(2026, 11, 22)


def content(book: Workbook) -> bytes:
    """The bytes of a workbook."""
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def opened(data: bytes) -> Workbook:
    """A workbook to edit, as a spreadsheet program would."""
    return load_workbook(BytesIO(data))


def book_of(*rows: list[Any], title: str = "Plan") -> Workbook:
    """One sheet with these rows."""
    book = Workbook()
    sheet = book.active
    sheet.title = title
    for row in rows:
        sheet.append(row)
    return book


def column_of(sheet: Worksheet, heading: str) -> int:
    """The number of the column under a heading in row 1."""
    return next(cell.column for cell in sheet[1] if cell.value == heading)


def newcastle_shaped() -> Workbook:
    """Area of focus, priorities, steps, partners, outcomes, target and timescales, measures: no column for the action."""
    book = book_of(
        ["Joint Commissioning Delivery Plan 2024/25"],
        [],
        [
            "Area of focus",
            "Commissioning priorities",
            "Steps to be taken",
            "Partners",
            "Outcomes",
            "Target and Timescales",
            "Measures",
        ],
        [
            "SEND Strategy priority 1.9:\n\nReimagining of Child Therapies",
            "We want to jointly commission high quality provision\n\nWe want to identify a delivery model",
            "Review of all therapies:\n· Pathways to be reviewed by delivery groups\n· Delays identified",
            "Newcastle City Council\nIntegrated Care Board (ICB)\nTherapy Services",
            "Waiting lists are reduced.",
            "Delivery groups to be established (achieved)\n\nReview of pathways by Autumn 2024.\n\nCompany hired by 31/01/2024.",
            "Waiting times reduce\n\nHappiness Survey reports C/YP know where to go",
        ],
        [
            "SEND Strategy priority 1.9: Community Short Breaks Offer",
            "Children can access high quality short breaks.",
            "Co-produce short breaks offer.",
            "Newcastle City Council",
            None,
            "A revised Short Breaks offer by 1 April 2025\n\nHAF / Newcastle Youth Fund",
            "C/YP have things to do",
        ],
        [
            "SEND Strategy priority 1.2: school capacity",
            "Alternative Provision Framework",
            "Set up a framework.",
            "Newcastle City Council\nSchools",
            "Children remain in mainstream",
            "Framework set up by March 2024",
            "Reduction in exclusions",
        ],
        [
            None,
            "Independent specialist school capacity",
            "Engage the market.",
            "Newcastle City Council",
            "Children remain in mainstream",
            "Additional capacity by Sept 2028",
            "C/YP feel happier",
        ],
        [],
        ["* C/YP means children and young people"],
    )
    book.active.merge_cells("A6:A7")
    return book


def york_shaped() -> Workbook:
    """Outcome, action, start, end, leads of two bodies, success measure, evidence, then dated ratings."""
    book = book_of(
        ["Written Statement of Action: progress"],
        [
            "Outcome",
            "Action",
            "Start date",
            "End date",
            "Lead",
            "Success measure",
            "Evidence",
            "Rating Jul 2020",
            "Rating Oct 2020",
        ],
        [
            "Families know what is on offer",
            "1. Map the offer\n2. Publish the map\n3. Review it each term",
            datetime(2020, 9, 1),
            "March 2-21",
            "AJ and LB",
            "90% of parents say they know",
            "Map on website",
            "Amber",
            "Green",
        ],
        [
            None,
            "Train front-line staff",
            datetime(2020, 9, 1),
            datetime(2021, 3, 31),
            "Head of SEND; Designated Clinical Officer",
            "All staff trained",
            None,
            "Red",
            "Amber",
        ],
        [
            "Plans are written on time",
            "Agree a protocol for advice",
            "Sept 2020",
            "Autumn 2024",
            "Head of SEND and Health Lead",
            "tbc",
            None,
            None,
            None,
        ],
        ["n/a", "Hold a workshop", None, "tbc", "Robin Madeup", None, None, "Blue", None],
    )
    book.active.merge_cells("A3:A4")
    for cell in ("C3", "C4", "D4"):
        book.active[cell].number_format = "dd/mm/yyyy"
    book.active.row_dimensions[5].hidden = True
    return book


def devon_shaped() -> Workbook:
    """Indicators with a dated baseline, a target, and for each term a milestone and what was reached."""
    return book_of(
        [
            "Indicator",
            "Baseline (September 2023)",
            "Target",
            "Autumn term 2023 milestone",
            "Autumn term 2023 actual",
            "Spring term 2024 actual",
            "National",
        ],
        ["Plans finished in 20 weeks, per cent", 4.5, 60, 10, 3.99, 12.1, 30.8],
        ["Parents who say that they feel heard, per cent", "8%", "90%", None, "*", None, None],
        ["Waits for therapy in weeks", "tbc", "Reduce", None, None, None, None],
        ["Annual event held", None, "First event held", None, None, None, None],
        title="Indicators",
    )


def northumberland_shaped() -> Workbook:
    """Ref, area, action, timescale and leads that are initials."""
    return book_of(
        ["Ref:", "Area:", "Action:", "Timescale:", "Lead:"],
        [1, "Strategic", "Review the group's terms of reference", "Dec 17", "AJ and LB"],
        [2, "Therapies", "Set therapies against an assessment of need", "Mar 18", "VB AJ SB"],
        [3, "Complex care", "Set up a transparent system", "Dec17", "KO'B VB"],
        title="Key actions 2017-18",
    )


def lincolnshire_shaped() -> Workbook:
    """One large row for each theme: you said, we did, what next by year within the cell, measures with baselines."""
    return book_of(
        ["Education Health and Care Plans"],
        ["You Said…", "We Did…", "What next…", "Impact measures"],
        [
            "One hour is not long enough for a review\nPlans are hard to read",
            "Reviewed the audit process\nProcured a new system",
            "In 2020/2021\nDevelop a new format\nIn 2021/2022\nGive parents direct access",
            "The percentage of parents that understand their plan will increase (baseline 63% in 2020)\nFirst event held",
        ],
        ["Transitions"],
        ["You Said…", "We Did…", "What next…", "Impact measures"],
        [
            "Nobody told us about college",
            "Held an open day",
            "In 2022/2023\nA guide for Year 9",
            "More young people say they know (baseline tbc)",
        ],
        title="Journey so far",
    )
