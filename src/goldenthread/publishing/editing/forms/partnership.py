"""What is typed to write boards, seats, lines of report, bodies and which of them serve the area?"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from django import forms

from goldenthread.design.dates import DateField
from goldenthread.design.fields import AsksFirst, Line, Words
from goldenthread.partnership.states import AreaRole, OrganisationKind, ReportingNature

from .base import Bodies, WrittenForm, body_choice, hidden_revision, offer, optional
from .parts import PartForm

_DAY = "For example, 27 3 2027. Leave it empty where it is not stated."
_UNKNOWN = {"invalid_choice": "Choose one of the organisations that this strategy names"}


def _dates_in_order(form: forms.Form, start: str, end: str) -> None:
    first, last = form.cleaned_data.get(start), form.cleaned_data.get(end)
    if first and last and last < first:
        form.add_error(end, "The last day is before the first day")


class BoardForm(WrittenForm):
    """A board or group that decides, or helps to."""

    name = Line(label="Name", error_messages={"required": "Give the board a name"})
    purpose = Words(label="What is it for?", required=False, rows=4, help_text="As the document says it, or plainly.")
    cycle = Line(
        label="How often does it meet?", required=False, max_length=200, help_text="Such as “every six weeks”."
    )
    organisation_id = body_choice(
        "Which body does it belong to?",
        required=False,
        error_messages=_UNKNOWN,
        help_text="Only where it is one body’s own board, such as a committee of the council.",
    )


class SeatForm(PartForm):
    """A place on a board: a role, on behalf of a body."""

    role = Line(
        label="Role",
        help_text="The job and never a name: such as “Director of children’s services (chair)”.",
        error_messages={"required": "Say which role sits here"},
    )
    organisation_id = body_choice("For which organisation?", required=False, error_messages=_UNKNOWN)
    voting = forms.TypedChoiceField(
        label="Does it vote?",
        choices=(("", "Not stated"), ("yes", "It votes"), ("no", "It does not vote")),
        coerce=lambda value: value == "yes",
        empty_value=None,
        required=False,
    )
    deputy_for = forms.ChoiceField(
        label="Does it deputise for another role?",
        required=False,
        error_messages={"invalid_choice": "Choose a role that sits on this board"},
    )
    start = DateField(label="First day", required=False, help_text=_DAY)
    end = DateField(label="Last day", required=False, help_text="Leave it empty while nobody has said when it ends.")

    def __init__(self, *args: Any, bodies: Bodies = (), roles: Sequence[str] = (), **options: Any) -> None:
        super().__init__(*args, **options)
        offer(self, "organisation_id", bodies, "None named")
        offer(self, "deputy_for", [(role, role) for role in roles if role != self.initial.get("role")], "No")

    def clean(self) -> dict[str, Any]:
        """A seat does not end before it begins, nor deputise for itself."""
        cleaned = super().clean() or self.cleaned_data
        _dates_in_order(self, "start", "end")
        if cleaned.get("deputy_for") and cleaned["deputy_for"] == cleaned.get("role"):
            self.add_error("deputy_for", "A role does not deputise for itself")
        return cleaned


class LineForm(PartForm):
    """To which board it reports, and how."""

    nature = forms.ChoiceField(
        label="What does it do?",
        choices=[(nature.value, f"It {nature.label} …") for nature in ReportingNature],
        initial=ReportingNature.REPORTS,
        widget=forms.RadioSelect,
    )
    to_id = body_choice(
        "… which board?",
        error_messages={
            "required": "Choose the board to which it reports",
            "invalid_choice": "Choose one of the boards of this area",
        },
    )

    def __init__(self, *args: Any, boards: Bodies = (), **options: Any) -> None:
        super().__init__(*args, **options)
        offer(self, "to_id", boards, "")


class EndSeatForm(forms.Form):
    """The last day of a seat, and why it ends."""

    last_day = DateField(label="Last day", help_text="For example, 27 3 2027.")
    why = Line(
        label="Why does it end?",
        help_text="It goes in the log. Do not write about a person’s health or conduct.",
        error_messages={"required": "Say why it ends"},
    )
    opened = hidden_revision()


class BodyForm(AsksFirst, WrittenForm):
    """A body of any kind. One that other areas name already is the same body, and is not written a second time."""

    last = ()
    sure_label = "It is the same body"

    name = Line(label="Name", help_text="Its full name.", error_messages={"required": "Give the organisation its name"})
    short_name = Line(label="Short name", required=False, max_length=60, help_text="Such as “ICB”.")
    kind = forms.ChoiceField(
        label="What kind of body is it?",
        choices=optional(OrganisationKind.choices, "Choose one"),
        error_messages={"required": "Choose what kind of body it is"},
    )
    collective = forms.BooleanField(
        label="It stands for several bodies that the document does not name, such as “short breaks providers”",
        required=False,
    )
    closed = DateField(label="If it has ended: its last day", required=False, help_text="For example, 30 6 2022.")
    source = Line(label="Where this was found", required=False, help_text="Where the strategy itself does not say it.")
    cite = None  # type: ignore[assignment]  # Django's way to leave a field of the base out

    def __init__(self, *args: Any, known: Collection[str] = (), **options: Any) -> None:
        super().__init__(*args, **options)
        self.known = {name.casefold() for name in known}

    def questions(self) -> Iterable[tuple[str, str]]:
        """Is this the body that another area names?"""
        name = self.cleaned_data["name"]
        if name.casefold() in self.known:
            same = "If it is the same body, say so, and it is named as it is recorded there."
            yield "name", f"{name} is known here already. {same} If not, write a name that tells the two apart."


class ServingForm(WrittenForm):
    """Which body serves the area, in which role, from when to when."""

    organisation_id = body_choice(
        "Which organisation?", error_messages={"required": "Choose the organisation", **_UNKNOWN}
    )
    role = forms.ChoiceField(
        label="In which role?",
        choices=optional(AreaRole.choices, "Choose one"),
        error_messages={"required": "Choose the role"},
    )
    start = DateField(label="First day", required=False, help_text=_DAY)
    end = DateField(label="Last day", required=False, help_text="Leave it empty while it serves the area.")

    def clean(self) -> dict[str, Any]:
        """Nothing ends before it begins."""
        cleaned = super().clean() or self.cleaned_data
        _dates_in_order(self, "start", "end")
        return cleaned
