"""Does the date input take what people type, and say what is wrong with what it cannot take?"""

from __future__ import annotations

import datetime as d

import pytest
from django import forms
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.design.forms import DateField, DateInput


class Due(forms.Form):
    due = DateField()


class Plain(forms.Form):
    due = forms.DateField(widget=DateInput, required=False)


def typed(day: str, month: str, year: str) -> dict[str, str]:
    return {"due_day": day, "due_month": month, "due_year": year}


@pytest.mark.parametrize(
    ("day", "month", "year", "meant"),
    [
        ("27", "3", "2027", d.date(2027, 3, 27)),
        ("07", "03", "2027", d.date(2027, 3, 7)),
        (" 1 ", "March", "2027", d.date(2027, 3, 1)),
        ("1", "sept", "2027", d.date(2027, 9, 1)),
        ("29", "2", "2028", d.date(2028, 2, 29)),
    ],
)
def test_date_is_read_as_people_type_it(day: str, month: str, year: str, meant: d.date) -> None:
    form = Due(typed(day, month, year))

    assert form.is_valid(), form.errors
    assert form.cleaned_data["due"] == meant


@pytest.mark.parametrize(
    ("day", "month", "year", "said"),
    [
        ("27", "", "2027", "Date must include a month"),
        ("", "", "2027", "Date must include a day and month"),
        ("27", "3", "27", "Year must include 4 numbers"),
        ("31", "2", "2025", "Date must be a real date, such as 27 3 2027"),
        ("x", "3", "2027", "Date must be a real date, such as 27 3 2027"),
        ("1", "ju", "2027", "Date must be a real date, such as 27 3 2027"),
        ("1/2", "3", "2027", "Date must be a real date, such as 27 3 2027"),
    ],
)
def test_wrong_date_says_what_is_wrong_and_keeps_what_was_typed(day: str, month: str, year: str, said: str) -> None:
    form = Due(typed(day, month, year))

    assert form.errors["due"] == [said]
    shown = DateInput().parts(form["due"].value())
    assert (shown["month"], shown["year"]) == (month, year)


def test_no_date_is_missing_not_wrong() -> None:
    assert Due({}).errors["due"].as_data()[0].code == "required"
    assert Plain({}).is_valid()


@given(st.dates(min_value=d.date(1000, 1, 1)))
def test_date_shown_is_read_back_as_itself(day: d.date) -> None:
    parts = DateInput().parts(day)
    for form_class in (Due, Plain):
        form = form_class({f"due_{part}": value for part, value in parts.items()})
        assert form.is_valid()
        assert form.cleaned_data["due"] == day
        assert not form_class(form.data, initial={"due": day}).has_changed()
