"""What do the forms of all kinds of item share?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, ClassVar

from django import forms

from goldenthread.design.fields import Line, Words

Choices = Sequence[tuple[str, str]]
Bodies = Sequence[tuple[int, str]]
NOT_VALUES = frozenset({"why", "opened", "in_strategy", "asked", "sure"})
"""Fields of a form that are not fields of the item."""
_SHARED = frozenset({"families", "cite", *NOT_VALUES})
_LAST = "For families, and for the log"


def hidden_revision() -> forms.IntegerField:
    """The revision that was opened: what somebody else saves meanwhile is then never overwritten unseen."""
    return forms.IntegerField(widget=forms.HiddenInput, required=False)


class ReasonForm(forms.Form):
    """A single question: why?"""

    why = Words(label="Why?", required=False, rows=2, help_text="It goes in the log.")

    def __init__(self, *args: Any, required: str = "", **options: Any) -> None:
        super().__init__(*args, **options)
        if required:
            self.fields["why"].required = True
            self.fields["why"].error_messages["required"] = required


class WrittenForm(forms.Form):
    """A form that writes one row. `groups` are headings over some of its fields; the rest stand first without one.

    `last` are the fields of the row that are read last.
    """

    groups: ClassVar[dict[str, tuple[str, ...]]] = {}
    last: ClassVar[tuple[str, ...]] = ("cite",)

    cite = forms.ChoiceField(
        label="Where it was found", required=False, help_text="The section of the published document."
    )
    why = Line(label="Why this change?", required=False, help_text="It goes in the log.")
    opened = hidden_revision()

    def __init__(self, *args: Any, sections: Choices = (), bodies: Bodies = (), **options: Any) -> None:
        super().__init__(*args, **options)
        if "cite" in self.fields:
            offer(self, "cite", [(section, title) for section, title in sections], "Not in the published document")
        if "organisation_id" in self.fields:
            offer(self, "organisation_id", bodies, "None named")
        self.order_fields([*self.value_fields(), "in_strategy", "why"])

    @classmethod
    def value_fields(cls) -> tuple[str, ...]:
        """The names of the row's fields, in the order in which they are read."""
        first = (name for name in cls.base_fields if name not in cls.last and name not in NOT_VALUES)
        return (*first, *cls.last)

    def values(self) -> dict[str, Any]:
        """What was typed, by field of the item."""
        return {name: self.cleaned_data[name] for name in self.value_fields() if name in self.cleaned_data}

    def grouped(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The fields to be drawn, under their headings, in order."""
        headed = {name: heading for heading, names in self.groups.items() for name in names}
        sections: dict[str, list[forms.BoundField]] = {"": []}
        heading = ""
        for field in self.visible_fields():
            if field.name != "sure":  # which stands beneath what is in doubt
                heading = headed.get(field.name, _LAST if self.groups and field.name in _SHARED else "")
            sections.setdefault(heading, []).append(field)
        return list(sections.items())


class ItemForm(WrittenForm):
    """An item of the thread."""

    last = ("families", "cite")

    families = Words(
        label="What this means for families",
        required=False,
        rows=3,
        help_text="One or two plain sentences that a parent could read. No new promise.",
    )

    def __init__(self, *args: Any, strategies: Choices = (), **options: Any) -> None:
        super().__init__(*args, **options)
        if len(strategies) > 1:
            self.fields["in_strategy"] = forms.ChoiceField(label="Part of which strategy?", choices=strategies)
        self.order_fields([*self.value_fields(), "in_strategy", "why"])


def body_choice(label: str, **options: Any) -> forms.TypedChoiceField:
    """A body that the strategy names, by the identifier of its row; None where none is named."""
    return forms.TypedChoiceField(label=label, coerce=int, empty_value=None, **options)


def offer(form: forms.Form, name: str, choices: Iterable[tuple[Any, str]], nothing: str) -> None:
    """Offer these, and whatever stands already, which an edit of something else does not take out."""
    offered, held = dict(choices), form.initial.get(name)
    unlisted = [(held, form.initial.get(f"{name}_label", held))] if held and held not in offered else []
    first = "Choose one" if form.fields[name].required else nothing
    form.fields[name].choices = optional([*offered.items(), *unlisted], first)  # type: ignore[attr-defined]


def optional(choices: Iterable[tuple[str, Any]], nothing: str) -> list[tuple[str, Any]]:
    """Choices with one in front that says that nothing is stated."""
    return [("", nothing), *choices]
