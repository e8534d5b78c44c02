"""What may be typed about a table that is to be published?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms

from goldenthread.analysis.disclosure import POLICIES
from goldenthread.design.fields import Line, Words


class TableForm(forms.Form):
    """A table as an analyst has it: true counts, which are protected and never stored in the database."""

    title = Line(label="What the table is called")
    population = Line(
        label="Who is counted, and where",
        help_text="Word for word as in other tables of the same people: tables that say it alike are protected together.",
    )
    period = Line(label="Of when", max_length=100, help_text="For example, January 2026. Also word for word.")
    source = Line(label="Where the figures come from")
    policy = forms.ChoiceField(
        label="Under which policy",
        choices=[(name, f"{name[:1].upper()}{name[1:]}: {policy.source}") for name, policy in POLICIES.items()],
        widget=forms.RadioSelect,
    )
    counts = Words(
        label="The counts",
        rows=12,
        max_length=400_000,
        help_text="Paste from a spreadsheet. The first line names the columns, the last of them “count”. One line for each "
        "combination, noughts too, and no totals: they are worked out.",
    )
    groups = Words(
        label="Groups within a column",
        rows=3,
        required=False,
        help_text="One on each line, such as “locality: North = Aldwick + Bere”.",
    )
    links = Words(
        label="How it adds up with other tables",
        rows=3,
        required=False,
        max_length=100_000,
        help_text="One on each line, each count in square brackets, such as “[Plans, January 2027 | need=each] = "
        "[Plans, January 2026 | need=each] + [New plans, 2026 | need=each]”.",
    )
    apart = Words(
        label="Why nobody in it is in another table",
        rows=2,
        required=False,
        help_text="Only where you are asked: a table of the same period that is not joined to this one, and a difference "
        "between the two that would tell of a few. Kept in the ledger.",
    )
    percent = Line(
        label="Percentages of",
        required=False,
        help_text="A column, such as “need”, over which each count is also given as a percentage of its total. What is "
        "left of the total is then protected too.",
    )
    alone = forms.BooleanField(
        label="Publish the percentages and the totals without the counts",
        required=False,
        help_text="Each percentage is published only where nobody can work a small count out of it.",
    )
    reason = Words(
        label="Why it is published",
        rows=2,
        required=False,
        help_text="Say it before you publish; it is not needed to look first. Kept in the event log.",
    )

    @property
    def words(self) -> Mapping[str, Any]:
        """What was typed, by box."""
        return self.cleaned_data

    @property
    def table(self) -> Mapping[str, Any]:
        """What was typed about the table itself."""
        return table_of(self.words)


def table_of(words: Mapping[str, Any] | None) -> Mapping[str, Any]:
    """All but why it is published, which changes nothing in it."""
    return {box: said for box, said in (words or {}).items() if box != "reason"}


class WithdrawForm(forms.Form):
    """Why a table is taken off the public pages."""

    reason = Words(
        label="Why it is withdrawn", rows=3, help_text="Shown on the public page, and kept in the event log."
    )
