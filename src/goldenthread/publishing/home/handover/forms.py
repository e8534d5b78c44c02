"""Which work goes to whom, and why?"""

from __future__ import annotations

from typing import Any

from django import forms

from goldenthread.design.fields import Line


class HandoverForm(forms.Form):
    """Tick the work, choose who takes it. Choices are given by the view, so a stale or invented one is refused."""

    chosen = forms.MultipleChoiceField(
        label="Which work",
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "Tick at least one piece of work",
            "invalid_choice": "One of these was handed over already",
        },
    )
    to = forms.ChoiceField(
        label="Who takes it",
        help_text="Only people at work in this area. Where a body has not said who, choose the body: the work stays on this list.",
        error_messages={"required": "Choose who takes it"},
    )
    reason = Line(
        label="Why",
        help_text="Kept in the event log and shown in the briefing.",
        error_messages={"required": "Say why it is handed over"},
    )

    def __init__(self, *args: Any, work: list[tuple[str, str]], takers: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["chosen"].choices = work  # type: ignore[attr-defined]
        self.fields["to"].choices = [("", "---------"), *takers]  # type: ignore[attr-defined]
