"""Two people changed one item: who changed what since it was opened, and what becomes of what was typed?

Nothing that was typed is lost. A field that the writer left as it was opened takes the newer words; a field that both
changed keeps what the writer typed, and shows both beside it. Saving then goes over the newer revision, knowingly.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils.timezone import localtime

from goldenthread.analysis import join_words, plural, say_date
from goldenthread.design.dates import DateInput
from goldenthread.publishing.editing.forms import WrittenForm

from .history import differences, say_event
from .values import NAMES, compared, shown


@dataclass(frozen=True, slots=True)
class Compared:
    """One field that somebody else changed. `mine` is empty where the writer had not touched it."""

    name: str
    was: str
    now: str
    mine: str
    both: bool


@dataclass(frozen=True, slots=True)
class Clash:
    """What was saved since the item was opened: a sentence for each change, and each field that is different now."""

    sentences: tuple[str, ...]
    fields: tuple[Compared, ...]


def clash(
    form: WrittenForm, kind: str, opened: Any, current: Any, states: Sequence[Any], events: Iterable[Any], now: datetime
) -> Clash:
    """`form` is what was typed; `states` are those saved since it was opened, oldest first."""
    fields = [
        _compared(form, name, opened, current)
        for name in compared(kind, current)
        if getattr(opened, name) != getattr(current, name)
    ]
    return Clash(since(form, kind, opened, states, events, now), tuple(fields))


def since(
    form: WrittenForm, kind: str, opened: Any, states: Sequence[Any], events: Iterable[Any], now: datetime
) -> tuple[str, ...]:
    """A sentence for each change since an item was opened: who, what, when and why."""
    by_revision = {event.data.get("revision"): event for event in events}
    sentences, before = [], opened
    for state in states:
        sentences.append(_say(form, kind, before, state, by_revision.get(state.revision), now))
        before = state
    return tuple(sentences)


def _say(form: WrittenForm, kind: str, before: Any, state: Any, event: Any, now: datetime) -> str:
    who = event.actor if event else state.history_user.name if state.history_user else "An import"
    names = [name.lower() for name, _, _ in differences(form, kind, before, state)]
    what = (
        f"changed {join_words([f'“{name}”' for name in names])}" if names else say_event(event) if event else "saved it"
    )
    why = f" Why: {event.reason}" if event and event.reason else ""
    return f"{who} {what} {_ago(event.at if event else state.history_date, now)}.{why}"


def _ago(then: datetime, now: datetime) -> str:
    passed = now - then
    if timedelta(0) <= passed < timedelta(minutes=1):
        return "less than a minute ago"
    if timedelta(0) <= passed < timedelta(hours=1):
        return f"{plural(passed.seconds // 60, 'minute')} ago"
    return f"on {say_date(localtime(then).date())} at {localtime(then):%H:%M}"


def _compared(form: WrittenForm, name: str, opened: Any, current: Any) -> Compared:
    touched = name in form.fields and typed_otherwise(form, name, opened)
    mine = shown(form, name, _typed(form, name)) if touched else ""
    return Compared(
        NAMES[name], shown(form, name, getattr(opened, name)), shown(form, name, getattr(current, name)), mine, touched
    )


def typed_otherwise(form: WrittenForm, name: str, opened: Any) -> bool:
    """Whether the writer changed this field from how it was opened."""
    return bool(_typed(form, name) != getattr(opened, name))


def _typed(form: WrittenForm, name: str) -> Any:
    """What was typed, even into a box that has since been closed because somebody gave the first date."""
    if form.fields[name].disabled:
        return str(form.data.get(name, getattr(form, "initial", {}).get(name, "")))
    return form.cleaned_data.get(name)


def merged(form: WrittenForm, opened: Any, current: Any) -> Mapping[str, Any]:
    """What was typed, with the newer words in every field that the writer had not touched, against the newer revision."""
    data = cast(QueryDict, form.data).copy()
    data["opened"] = str(current.revision)
    for name in type(form).value_fields():
        field, value = form.fields[name], getattr(current, name)
        if typed_otherwise(form, name, opened):
            continue
        if isinstance(field.widget, DateInput):
            data.pop(name, None)
            data.update({f"{name}_{part}": typed for part, typed in field.widget.parts(value).items()})
        elif isinstance(field, forms.BooleanField):
            data.pop(name, None)
            if value:
                data[name] = "on"
        else:
            shown_in_box = field.prepare_value(value)
            data[name] = "" if shown_in_box is None else str(shown_in_box)
    return data
