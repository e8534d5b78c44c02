"""What may a reader of the public pages ask for, or tell us?"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms

from goldenthread.analysis.prose import say_date
from goldenthread.design.dates import DateField

Choices = Iterable[tuple[str, str]]


class AsAtForm(forms.Form):
    """A day on which to see the strategy: not before it was held here, and not in the future."""

    at = DateField(label="Show it as it stood on", help_text="For example, 31 3 2027")
    mark_optional = False

    def __init__(self, data: Any = None, *, today: date, since: date) -> None:
        super().__init__(data, prefix="as")
        self.today, self.since = today, since

    @classmethod
    def asked(cls, data: Any) -> bool:
        """Did the reader ask for a day at all?"""
        return any(str(value).strip() for name, value in data.items() if name.startswith("as-at"))

    @property
    def days(self) -> str:
        """Which days can be shown."""
        if self.since == self.today:
            return f"Only today, {say_date(self.today)}, can be shown"
        return f"Choose a day from {say_date(self.since)} to {say_date(self.today)}"

    def clean_at(self) -> date:
        """Say why a day cannot be shown."""
        day: date = self.cleaned_data["at"]
        if day > self.today:
            raise forms.ValidationError(f"{say_date(day)} is in the future. {self.days}")
        if day < self.since:
            raise forms.ValidationError(
                f"The strategy has been held here only since {say_date(self.since)}, so it cannot be shown as it stood on "
                f"{say_date(day)}. {self.days}"
            )
        return day


class PlanFilter(forms.Form):
    """Which actions to show. An empty choice is no filter."""

    theme = forms.ChoiceField(label="Theme", required=False)
    partner = forms.ChoiceField(label="Who leads or takes part", required=False)
    status = forms.ChoiceField(label="How the work stands", required=False)
    mark_optional = False

    def __init__(self, data: Any = None, *, themes: Choices, partners: Choices, statuses: Choices) -> None:
        super().__init__(data)
        for name, choices in (("theme", themes), ("partner", partners), ("status", statuses)):
            field: Any = self.fields[name]
            field.choices = [("", "All"), *choices]
            field.error_messages["invalid_choice"] = f"There is no such {name} in this plan: choose one from the list"

    def chosen(self) -> dict[str, str]:
        """What was chosen, where it can be."""
        return {name: value for name, value in self.cleaned_data.items() if value} if self.is_valid() else {}


class FeedbackForm(forms.Form):
    """What a reader tells us. `website` is a trap: a person does not see it, and leaves it empty."""

    text = forms.CharField(
        label="What would you like to tell us?",
        help_text="Do not tell us anything about one child, such as a name, a school or a diagnosis.",
        max_length=4000,
        min_length=3,
        widget=forms.Textarea(attrs={"rows": 7}),
        error_messages={"required": "Enter what you would like to tell us"},
    )
    reply_to = forms.EmailField(
        label="Your email address",
        help_text="Only if you want an answer. It is deleted when your message has been dealt with.",
        required=False,
        max_length=254,
        error_messages={"invalid": "Enter an email address in the correct format, like name@example.com"},
    )
    page = forms.CharField(required=False, max_length=300, widget=forms.HiddenInput)
    website = forms.CharField(
        label="Leave this empty", required=False, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )

    def clean_page(self) -> str:
        """The path of a page of ours, or nothing: the address was filled in by a link, and may be anything."""
        page: str = self.cleaned_data["page"]
        return page if page.startswith("/") and not page.startswith("//") else ""

    @property
    def is_trapped(self) -> bool:
        """Was the trap filled in?"""
        return bool(self.cleaned_data.get("website"))
