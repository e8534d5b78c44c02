"""How is a row written over, and how is the second of two writers told what the first has saved?"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from goldenthread.partnership.actors import Actor
from goldenthread.partnership.policies import EditConflict
from goldenthread.publishing.editing import queries
from goldenthread.publishing.editing.forms import WRITTEN, WrittenForm
from goldenthread.publishing.editing.presenters.clash import Clash, clash, merged

from .finding import attempted


@dataclass(frozen=True, slots=True)
class Writing:
    """A row that is open in a form. `revise` is the action; `events` are those of the row; `options` the form's own.

    `resolve` makes what was typed into the values that the action takes, where they are not the same.
    """

    plural: str
    row: Any
    revise: Callable[..., Any]
    events: Callable[[], list[Any]]
    options: Mapping[str, Any]
    resolve: Callable[[dict[str, Any]], dict[str, Any]] = field(default=lambda values: values)

    def form(self, row: Any, data: Any) -> WrittenForm:
        """The form as it stands for a row."""
        kind = WRITTEN[self.plural]
        initial = {name: getattr(row, name) for name in kind.value_fields()} | {"opened": row.revision}
        return kind(data, initial=initial, **self.options)


def write_over(writing: Writing, data: Any, actor: Actor) -> tuple[bool, WrittenForm, Clash | None]:
    """Whether it was saved; the form to show if it was not; and what somebody else saved meanwhile, if they did."""
    form = writing.form(writing.row, data)

    def write() -> None:
        typed = form.cleaned_data
        values = writing.resolve(form.values())
        writing.revise(values=values, opened=typed["opened"] or 0, by=actor, reason=typed["why"])

    try:
        return form.is_valid() and attempted(form, write), form, None
    except EditConflict as conflict:
        return False, *_clash(writing, form, conflict, actor)


def _clash(writing: Writing, form: WrittenForm, conflict: EditConflict, actor: Actor) -> tuple[WrittenForm, Clash]:
    current = conflict.node
    opened = queries.as_opened(current, conflict.opened) or current
    states = queries.states_since(current, opened.revision)
    shown = clash(form, writing.plural, opened, current, states, writing.events(), actor.now)
    again = writing.form(current, merged(form, opened, current))
    again.add_error(None, str(conflict))
    return again, shown
