"""What is typed to give a role, and to end one?"""

from __future__ import annotations

from typing import Any

from django import forms

from goldenthread.accounts.roles import ROLES
from goldenthread.design.fields import Line, Words


class InviteForm(forms.Form):
    """Who, for which body, as what."""

    email = forms.EmailField(
        label="E-mail address",
        help_text="Their work address. If they have an account here already, its name stays as it is.",
        error_messages={
            "required": "Enter their e-mail address",
            "invalid": "Enter an e-mail address in the form name@council.gov.uk",
        },
    )
    name = Line(label="Name", max_length=150, error_messages={"required": "Enter their name"})
    organisation = forms.ChoiceField(
        label="For which organisation",
        error_messages={
            "required": "Choose the organisation they act for",
            "invalid_choice": "Choose one of the organisations listed",
        },
    )
    role = forms.ChoiceField(
        label="As what",
        widget=forms.RadioSelect,
        choices=[(role.code, f"{role.title}: {role.description}") for role in ROLES],
        error_messages={"required": "Choose a role", "invalid_choice": "Choose one of the roles listed"},
    )
    job_title = Line(
        label="Job title",
        max_length=150,
        required=False,
        help_text="Shown beside the work they lead, in place of their name.",
    )
    reason = Line(label="Why", required=False, help_text="Kept in the event log.")

    def __init__(self, *args: Any, bodies: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].choices = [("", "---------"), *bodies]  # type: ignore[attr-defined]


class EndForm(forms.Form):
    """Why a role ends."""

    reason = Words(
        label="Why does it end?",
        rows=2,
        help_text="Kept in the event log. Do not write about a person's health or conduct.",
        error_messages={"required": "Say why it ends"},
    )
