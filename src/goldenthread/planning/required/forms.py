"""What may be typed about a required plan?"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from goldenthread.design.dates import DateField
from goldenthread.design.fields import Line, Words

from .states import STARTING_POINTS, Heading


class PlanForm(forms.Form):
    """What the plan is called, and who requires it."""

    title = Line(label="What the plan is called")
    requester = Line(label="Who requires it")
    purpose = Words(label="What it is for", required=False)


class MakeForm(forms.Form):
    """From what the plan starts. Its name and requester can be left as the starting point has them."""

    start = forms.ChoiceField(
        label="Start from",
        choices=[*((start.key, start.title) for start in STARTING_POINTS), ("none", "One empty heading")],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what the plan starts from"},
        help_text="Headings can be changed afterwards. Check them against the form that came with the request.",
    )
    title = Line(
        label="What the plan is called", required=False, help_text="Leave empty to use the name of the starting point."
    )
    requester = Line(label="Who requires it", required=False)

    def clean(self) -> dict[str, Any]:
        """An empty plan has no name to fall back upon."""
        cleaned = super().clean() or {}
        start = next((s for s in STARTING_POINTS if s.key == cleaned.get("start")), None)
        for field, fallback in (("title", start and start.title), ("requester", start and start.requester)):
            cleaned[field] = cleaned.get(field) or fallback or ""
            if cleaned.get("start") and not cleaned[field]:
                self.add_error(field, "Say what it is called" if field == "title" else "Say who requires it")
        cleaned["purpose"] = start.purpose if start else ""
        return cleaned


class HeadingForm(forms.Form):
    """One heading. `was` is its place before, by which its actions follow it."""

    mark_optional = False

    was = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)
    title = Line(label="Heading", required=False)
    guidance = Words(label="What is wanted under it", rows=3, required=False)

    def clean(self) -> dict[str, Any]:
        """A heading that was there must keep some words, unless it is taken away."""
        cleaned = super().clean() or {}
        if not cleaned.get("title") and (cleaned.get("was") is not None or cleaned.get("guidance")):
            self.add_error("title", "Give the heading its words, or tick to take it away")
        return cleaned


class _Headings(forms.BaseFormSet):
    def add_fields(self, form: forms.Form, index: int | None) -> None:
        """Say order and removal in plain words."""
        super().add_fields(form, index)
        form.fields["ORDER"].label = "Place in the order"
        form.fields["ORDER"].widget.attrs["class"] = "govuk-input--width-2"
        form.fields["DELETE"].label = "Take this heading away"
        if index is not None and index >= self.initial_form_count():
            del form.fields["DELETE"]

    def headings(self) -> list[tuple[int | None, Heading]]:
        """The headings that stay, in their new order, each with its place before."""
        kept = [
            form.cleaned_data
            for form in self.forms
            if form.cleaned_data.get("title") and not form.cleaned_data.get("DELETE")
        ]
        last = len(self.forms) + 1
        kept.sort(key=lambda row: row.get("ORDER") or last)
        return [(row.get("was"), Heading(row["title"], row.get("guidance", ""))) for row in kept]


HeadingsFormSet = forms.formset_factory(HeadingForm, formset=_Headings, extra=2, can_order=True, can_delete=True)


def headings_formset(headings: Iterable[dict[str, str]], data: Any = None) -> _Headings:
    """The plan's headings, and two empty places."""
    initial = [{"was": n, "title": h["title"], "guidance": h.get("guidance", "")} for n, h in enumerate(headings)]
    return HeadingsFormSet(data, initial=initial, prefix="headings")  # type: ignore[return-value]


class ChooseForm(forms.Form):
    """Which actions stand under a heading."""

    actions = forms.MultipleChoiceField(label="Actions", widget=forms.CheckboxSelectMultiple, required=False)
    opened = forms.IntegerField(widget=forms.HiddenInput)
    mark_optional = False

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["actions"].choices = choices  # type: ignore[attr-defined]


class OpenedForm(PlanForm):
    """The plan's own words, with the revision that was shown."""

    opened = forms.IntegerField(widget=forms.HiddenInput)


class NoteForm(forms.Form):
    """What the requester asks beside one action."""

    note = Words(
        label="Note",
        required=False,
        help_text="Only what this requester asks for. What the action is, its date and its lead are changed in the delivery plan.",
    )


class FreezeForm(forms.Form):
    """Why a version is frozen now."""

    note = Line(
        label="What this version is for",
        error_messages={"required": "Say what this version is for"},
        help_text="For example: sent to the improvement adviser before the meeting of 3 March.",
    )


class AgreeForm(forms.Form):
    """On whose authority, and when."""

    on = DateField(label="When it was decided")
    authority = Line(
        label="On which decision it rests",
        help_text="The meeting and its minute, or the scheme of delegation.",
        error_messages={"required": "Say on which decision it rests"},
    )
