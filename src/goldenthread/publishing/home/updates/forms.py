"""What is typed to ask owners for their updates?"""

from __future__ import annotations

from typing import Any

from django import forms


class AskForm(forms.Form):
    """Whom to ask, and by when. The choices are those who hold something today."""

    people = forms.MultipleChoiceField(label="Whom to ask", widget=forms.CheckboxSelectMultiple, required=False)
    days = forms.TypedChoiceField(
        label="How long have they got?",
        choices=[(3, "3 days"), (7, "A week"), (14, "Two weeks")],
        initial=7,
        coerce=int,
    )
    mark_optional = False

    def __init__(self, *args: Any, people: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["people"].choices = people  # type: ignore[attr-defined]
