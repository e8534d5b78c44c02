"""What is said of a version when it is published?"""

from __future__ import annotations

from django import forms

from goldenthread.design.fields import Line, Words


class PublishForm(forms.Form):
    """Its name, what changed and why, and on whose decision."""

    label = Line(
        label="A name for this version",
        required=False,
        max_length=200,
        help_text="For example, “After the annual review”",
    )
    note = Words(
        label="What changed, and why",
        rows=4,
        help_text="A few sentences that a parent could read. They are published with the version.",
        error_messages={"required": "Say what changed and why"},
    )
    authority = Line(
        label="On whose authority",
        required=False,
        help_text="The decision it rests on, for example “SEND Executive Board, 12 November 2026, item 5”",
    )
