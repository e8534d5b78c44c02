"""Where are the seats of a board, and to whom it answers, added, changed, ended and taken away?"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from goldenthread.partnership.actors import Actor
from goldenthread.partnership.governance import actions
from goldenthread.partnership.governance.queries import standing_boards
from goldenthread.partnership.policies import EditConflict, check_can_edit_partnership
from goldenthread.partnership.views import working_page
from goldenthread.publishing.editing import queries
from goldenthread.publishing.editing.boardparts import BOARD_PARTS, resolved
from goldenthread.publishing.editing.forms import EndSeatForm, ReasonForm
from goldenthread.publishing.editing.forms.base import hidden_revision
from goldenthread.publishing.editing.parts import PartKind, row_of
from goldenthread.publishing.editing.presenters.boards import part_row
from goldenthread.publishing.editing.presenters.clash import since
from goldenthread.publishing.editing.presenters.values import blank_form

from .deciding import board_or_404, form_options, to_board
from .finding import attempted
from .parts import GONE


@working_page
def add(request: HttpRequest, actor: Actor, key: str, part: str) -> HttpResponse:
    """A new seat or line of report."""
    board, kind = _open(actor, key, part)
    if board.withdrawn_on and request.method != "POST":
        return to_board(actor, key)
    form = _form(actor, board, kind, request.POST or None, {})
    page = {"form": form, "title": f"Add a {kind.noun}"}
    return _answer(request, actor, board, page, lambda: kind.add(board, **_given(form, actor)))


@working_page
def edit(request: HttpRequest, actor: Actor, key: str, part: str, pk: str) -> HttpResponse:
    """Other words for a seat or line. One that went meanwhile is offered as a new one, with all that was typed."""
    board, kind = _open(actor, key, part)
    row = row_of(kind, board, pk, actor)
    if row is None and request.method != "POST":
        raise Http404(f"There is no such {kind.noun}.")
    if board.withdrawn_on and request.method != "POST":
        return to_board(actor, key)
    if row is None:
        return _gone(request, actor, board, kind)
    form = _form(actor, board, kind, request.POST or None, kind.initial(row))

    def write() -> None:
        if form.has_changed() and kind.revise is not None:
            kind.revise(board, row, **_given(form, actor))

    return _answer(request, actor, board, {"form": form, "title": f"Change a {kind.noun}"}, write)


@working_page
def end(request: HttpRequest, actor: Actor, key: str, pk: str) -> HttpResponse:
    """The last day of a seat."""
    board, kind = _open(actor, key, "seats")
    row = row_of(kind, board, pk, actor)
    if row is None or board.withdrawn_on:
        return _has_gone(request, actor, board, kind)
    form = EndSeatForm(request.POST or None, initial={"last_day": row.end or actor.today, "opened": board.revision})

    def write() -> None:
        typed = form.cleaned_data
        given = {"opened": typed["opened"] or 0, "by": actor, "reason": typed["why"]}
        actions.end_seat(seat=row, last_day=typed["last_day"], **given)

    page = {"form": form, "title": "End a seat", "row": part_row(kind, row), "button_text": "End it"}
    return _answer(request, actor, board, page, write)


@working_page
def remove(request: HttpRequest, actor: Actor, key: str, part: str, pk: str) -> HttpResponse:
    """Take away what was recorded by mistake; history keeps it."""
    board, kind = _open(actor, key, part)
    row = row_of(kind, board, pk, actor)
    if row is None or board.withdrawn_on:
        return _has_gone(request, actor, board, kind)
    form = ReasonForm(request.POST or None, initial={"opened": board.revision}, required=kind.why)
    form.fields["opened"] = hidden_revision()

    def write() -> None:
        typed = form.cleaned_data
        kind.remove(board, row, opened=typed["opened"] or 0, by=actor, reason=typed["why"])

    page = {"form": form, "title": f"Take away a {kind.noun}", "row": part_row(kind, row), "button_text": kind.removal}
    if kind.name == "seats":
        page["hint"] = (
            "Take a seat away only where it was recorded by mistake. One that was held and is held no longer is ended."
        )
    return _answer(request, actor, board, page, write)


def _open(actor: Actor, key: str, part: str) -> tuple[Any, PartKind]:
    board = board_or_404(actor, key)
    if part not in BOARD_PARTS:
        raise Http404(f"A board has no list called {part}.")
    check_can_edit_partnership(actor, actor.area)
    return board, BOARD_PARTS[part]


def _form(actor: Actor, board: Any, kind: PartKind, data: Any, initial: dict[str, Any]) -> Any:
    initial = initial | {"opened": board.revision}
    if kind.name == "lines":
        others = [(other.pk, other.name) for other in standing_boards(actor.area).exclude(pk=board.pk)]
        return kind.form(data, initial=initial, boards=others)
    roles = list(board.seats.values_list("role", flat=True))
    return kind.form(data, initial=initial, bodies=queries.body_choices(actor.area), roles=roles)


def _given(form: Any, actor: Actor) -> dict[str, Any]:
    typed = form.cleaned_data
    given = {"opened": typed["opened"] or 0, "by": actor, "reason": typed["why"]}
    return given | {"values": resolved(form.values(), actor.area)}


def _answer(request: HttpRequest, actor: Actor, board: Any, page: dict[str, Any], write: Any) -> HttpResponse:
    form = page["form"]
    try:
        if form.is_valid() and attempted(form, write):
            messages.success(request, "Saved.")
            return to_board(actor, board.key)
    except EditConflict as conflict:
        page["sentences"] = _show_conflict(actor, form, conflict)
    return _shown(request, actor, board, page)


def _shown(request: HttpRequest, actor: Actor, board: Any, page: dict[str, Any]) -> HttpResponse:
    around = {"area": actor.area, "caption": board.name}
    around["cancel_url"] = reverse("editing:board", args=[actor.area.slug, board.key])
    return render(request, "editing/part.jinja", around | page)


def _show_conflict(actor: Actor, form: Any, conflict: EditConflict) -> tuple[str, ...]:
    """What was saved meanwhile. The form keeps all that was typed, now against the newer revision."""
    current = conflict.node
    opened = queries.as_opened(current, conflict.opened) or current
    states = queries.states_since(current, opened.revision)
    events = queries.events_of_row(actor.area, "board", current)
    form.data = form.data.copy()
    form.data["opened"] = str(current.revision)
    form.add_error(None, str(conflict))
    return since(blank_form("boards", **form_options(actor)), "boards", opened, states, events, actor.now)


def _gone(request: HttpRequest, actor: Actor, board: Any, kind: PartKind) -> HttpResponse:
    data = request.POST.copy()
    data["opened"] = str(board.revision)
    form = _form(actor, board, kind, data, {})
    form.add_error(None, GONE)
    action = reverse("editing:add-board-part", args=[actor.area.slug, board.key, kind.name])
    page = {"form": form, "form_action": action, "title": f"Change a {kind.noun}"}
    return _shown(request, actor, board, page | {"button_text": "Add it as a new one"})


def _has_gone(request: HttpRequest, actor: Actor, board: Any, kind: PartKind) -> HttpResponse:
    messages.info(request, f"That {kind.noun} has already gone.")
    return to_board(actor, board.key)
