"""What is typed to report progress and to move a date?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms

from goldenthread.analysis import read_due
from goldenthread.analysis.due import no_such_day
from goldenthread.design.fields import Address, AsksFirst, Line, Words

from .states import Transition, WorkState, transitions_from

DUE_HINT = "In the words of the plan, such as “Autumn 2024”, “by March 2027” or “31/01/2027”. It is kept as worded."
KEEP = "Leave as it is"


def say_due(wording: str) -> str:
    """What a date means, in a sentence: “Autumn 2024: late only after 30 November 2024”."""
    due = read_due(wording)
    if due.latest is None:
        return f"{due.describe()[:1].upper()}{due.describe()[1:]}: it can never be late."
    return f"{wording}: late only after {due.latest.day} {due.latest:%B %Y}."


class DueForm(AsksFirst):
    """A form with dates as worded. A wording that could mean two things, or none, is asked about and may be kept."""

    sure_label = "Keep it as worded"
    due_fields: tuple[str, ...] = ("due",)

    def clean(self) -> dict[str, Any]:
        """A day in figures that no calendar has is a slip, not a vague wording. One that stands already may stay."""
        for name in self.due_fields:
            wording = self.cleaned_data.get(name) or ""
            if wording != self.initial.get(name) and (question := no_such_day(wording)):
                self.add_error(name, question)
        return super().clean()

    def questions(self) -> Iterable[tuple[str, str]]:
        """What each unclear wording leaves open. A wording that stands already is not asked about again."""
        for name in self.due_fields:
            due = read_due(self.cleaned_data.get(name) or "")
            if due.question and due.wording != self.initial.get(name):
                yield name, f"{due.question} Write it more exactly, or keep it as worded: then it can never be late."


class ReportForm(forms.Form):
    """What happened, and how the action stands now. Only the moves that are permitted from here are offered."""

    mark_optional = False

    state = forms.ChoiceField(label="How does it stand now?", widget=forms.RadioSelect)
    note = Words(
        label="What has happened?",
        help_text="A sentence or two that a board and a parent can follow.",
        error_messages={
            "required": "Say in a sentence what has happened: a status with no words tells a board nothing"
        },
    )
    blocked_reason = Words(label="If it is blocked: what is blocking it?", required=False, rows=2)
    evidence_url = Address(
        label="Link to evidence (optional)",
        required=False,
        help_text="Minutes, a report, a published page. “Embedded” rests on evidence dated after completion.",
    )

    def __init__(self, *args: Any, state: str, steps: Sequence[Any] = (), **options: Any) -> None:
        super().__init__(*args, **options)
        moves = transitions_from(state)
        self.fields["state"].choices = [(move.target.value, _offer(move)) for move in moves]  # type: ignore[attr-defined]
        self.initial.setdefault("state", state if any(move.target == state for move in moves) else None)
        self.steps = list(steps)
        for step in self.steps:
            onward = [(move.target.value, move.target.label) for move in transitions_from(step.state)]
            others = [choice for choice in onward if choice[0] != step.state]
            stands = f"{KEEP} ({WorkState(step.state).label.lower()})"
            self.fields[f"step_{step.key}"] = forms.ChoiceField(
                label=step.text, choices=[("", stands), *others], required=False
            )

    def clean(self) -> dict[str, Any]:
        """Blocked work says what blocks it."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("state") == WorkState.BLOCKED and not cleaned.get("blocked_reason"):
            self.add_error("blocked_reason", "Say what is blocking it, so that somebody can unblock it")
        return cleaned

    def step_fields(self) -> list[Any]:
        """The boxes of the steps, to be drawn together."""
        return [self[f"step_{step.key}"] for step in self.steps]

    def moved_steps(self) -> dict[str, str]:
        """The steps that stand differently now, by key."""
        chosen = {step.key: self.cleaned_data[f"step_{step.key}"] for step in self.steps}
        return {key: state for key, state in chosen.items() if state}


def _offer(move: Transition) -> str:
    return f"{move.target.label} (as now)" if move.target == move.source else str(move.target.label)


class RedateForm(DueForm):
    """A new date for a promise, with who agreed it and why. `was` is the date that was shown."""

    due_fields = ("now",)

    was = forms.CharField(widget=forms.HiddenInput, required=False, strip=False)
    now = Line(
        label="The new date",
        max_length=200,
        help_text=DUE_HINT,
        error_messages={"required": "Write the new date. If none is agreed, write “to be confirmed”"},
    )
    agreed_by = Line(
        label="Who agreed it?",
        help_text="The board, or the role of the person. The decision is theirs and is named beside the date.",
        error_messages={"required": "Say who agreed the new date"},
    )
    reason = Line(label="Why?", error_messages={"required": "Say why the date moved"})

    field_order = ("was", "now", "agreed_by", "reason")
