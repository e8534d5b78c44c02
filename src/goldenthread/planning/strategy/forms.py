"""What is typed to move a strategy from one status to another?"""

from __future__ import annotations

from django import forms

from goldenthread.design.fields import Line, Words

from .states import StrategyStatus


class StatusForm(forms.Form):
    """The button that was pressed is the status to move to."""

    target = forms.ChoiceField(choices=StrategyStatus.choices, widget=forms.HiddenInput)
    authority = Line(
        label="On whose decision?",
        required=False,
        help_text="The meeting and its date, such as “SEND Partnership Board, 4 November 2026”. It goes in the log.",
    )
    reason = Words(label="Why?", required=False, rows=2, help_text="It goes in the log.")
