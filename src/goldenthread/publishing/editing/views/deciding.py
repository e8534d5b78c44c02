"""Where at work is it seen who decides, and where are boards added, changed, withdrawn and brought back?"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from goldenthread.partnership.actors import Actor
from goldenthread.partnership.governance import actions
from goldenthread.partnership.governance.queries import board_by_key
from goldenthread.partnership.policies import allows, check_can_edit_partnership
from goldenthread.partnership.queries import boards, serving
from goldenthread.partnership.views import working_page
from goldenthread.publishing.editing import queries
from goldenthread.publishing.editing.boardparts import BOARD_PARTS, resolved
from goldenthread.publishing.editing.forms import WRITTEN, ReasonForm
from goldenthread.publishing.editing.presenters import boards as present
from goldenthread.publishing.editing.presenters.history import history
from goldenthread.publishing.editing.presenters.values import blank_form, facts

from .finding import attempted
from .writing import Writing, write_over


def board_or_404(actor: Actor, key: str) -> Any:
    """The board of that key in the actor's area, withdrawn or not."""
    board = board_by_key(actor.area, key)
    if board is None:
        raise Http404(f"There is no board {key}.")
    return board


def form_options(actor: Actor) -> dict[str, Any]:
    """What the forms of boards and of who serves the area offer to choose from."""
    area = actor.area
    return {"sections": queries.section_choices(area), "bodies": queries.body_choices(area)}


def to_board(actor: Actor, key: str) -> HttpResponse:
    """Back to the board's page."""
    return redirect("editing:board", actor.area.slug, key)


def may_write(actor: Actor) -> bool:
    """Is it of use to offer this person the forms?"""
    return allows(check_can_edit_partnership, actor, actor.area)


@require_safe
@working_page
def partnership(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The boards of the area, who serves it, and the bodies that its strategy names."""
    area, may_change = actor.area, may_write(actor)
    shown = {
        "boards": present.board_rows(area.slug, boards(area), actor.today),
        "serving": present.serving_rows(area.slug, serving(area), actor.today, may_change=may_change),
        "bodies": present.body_rows(area.slug, queries.named_bodies(area), may_change=may_change),
    }
    return render(request, "editing/partnership.jinja", {"area": area, "may_change": may_change} | shown)


@require_safe
@working_page
def board(request: HttpRequest, actor: Actor, key: str) -> HttpResponse:
    """One board: what is stated of it, who sits on it, to whom it answers, and what happened to it."""
    found, area = board_or_404(actor, key), actor.area
    form = blank_form("boards", **form_options(actor))
    told = history(form, "boards", queries.states_of(found), queries.events_of_row(area, "board", found))
    return render(request, "editing/board.jinja", {"area": area, "board": _page(actor, found, form), "told": told})


def _page(actor: Actor, found: Any, form: Any) -> present.BoardPage:
    slug, today = actor.area.slug, actor.today
    may_change = may_write(actor) and found.withdrawn_on is None
    stated, absent = facts(form, "boards", found, found.name)
    return present.BoardPage(
        key=found.key,
        title=found.name,
        withdrawn=found.withdrawn_on,
        facts=stated,
        absent=absent,
        parts=tuple(
            present.part_list(part, part.rows(found, today), slug, found.key, may_change=may_change, today=today)
            for part in BOARD_PARTS.values()
        ),
        hears=present.hears_from(slug, found),
        buttons=_buttons(actor, found) if may_write(actor) else (),
    )


def _buttons(actor: Actor, found: Any) -> tuple[tuple[str, str], ...]:
    standing = (("Edit", "editing:edit-board"), ("Withdraw", "editing:withdraw-board"))
    offered = (("Bring it back", "editing:bring-back-board"),) if found.withdrawn_on else standing
    return tuple((words, reverse(name, args=[actor.area.slug, found.key])) for words, name in offered)


@working_page
def add(request: HttpRequest, actor: Actor) -> HttpResponse:
    """A new board at the end of the list."""
    area = actor.area
    check_can_edit_partnership(actor, area)
    form = WRITTEN["boards"](request.POST or None, **form_options(actor))
    made: list[Any] = []

    def write() -> None:
        values = resolved(form.values(), area)
        made.append(actions.add_board(area=area, values=values, by=actor, reason=form.cleaned_data["why"]))

    if form.is_valid() and attempted(form, write):
        messages.success(request, "Added. Now say who sits on it and to whom it answers.")
        return to_board(actor, made[0].key)
    page = {"area": area, "form": form, "title": "Add a board or group"}
    return render(request, "editing/add-deciding.jinja", page)


@working_page
def edit(request: HttpRequest, actor: Actor, key: str) -> HttpResponse:
    """Another name, purpose, cycle or body. Where somebody else saved it meanwhile, both are shown."""
    found, area = board_or_404(actor, key), actor.area
    check_can_edit_partnership(actor, area)
    if found.withdrawn_on and request.method != "POST":
        return to_board(actor, key)
    writing = Writing(
        "boards",
        found,
        lambda **given: actions.revise_board(board=found, **given),
        lambda: queries.events_of_row(area, "board", found),
        form_options(actor),
        lambda values: resolved(values, area),
    )
    saved, form, clash = write_over(writing, request.POST or None, actor)
    if saved:
        messages.success(request, "Saved.")
        return to_board(actor, key)
    page = {"title": "Edit a board", "caption": found.name, "cancel_url": _address(actor, key)}
    return render(request, "editing/edit.jinja", page | {"area": area, "form": form, "clash": clash})


def _address(actor: Actor, key: str) -> str:
    return reverse("editing:board", args=[actor.area.slug, key])


@working_page
def withdraw(request: HttpRequest, actor: Actor, key: str) -> HttpResponse:
    """Out of the chain, but never out of its history."""
    found, area = board_or_404(actor, key), actor.area
    check_can_edit_partnership(actor, area)
    if found.withdrawn_on:
        return to_board(actor, key)
    form = ReasonForm(request.POST or None, required="Say why it is withdrawn: somebody will ask who decides now")
    if form.is_valid() and attempted(
        form, lambda: actions.withdraw_board(board=found, by=actor, reason=form.cleaned_data["why"])
    ):
        messages.success(request, "Withdrawn. It stays in the history and in every version published so far.")
        return to_board(actor, key)
    page = {"area": area, "form": form, "board": found, "hears": present.hears_from(area.slug, found)}
    return render(request, "editing/withdraw-board.jinja", page)


@working_page
def bring_back(request: HttpRequest, actor: Actor, key: str) -> HttpResponse:
    """Into the chain again, with the seats and lines it had."""
    found, area = board_or_404(actor, key), actor.area
    check_can_edit_partnership(actor, area)
    if not found.withdrawn_on:
        return to_board(actor, key)
    form = ReasonForm(request.POST or None)
    if form.is_valid() and attempted(
        form, lambda: actions.bring_back_board(board=found, by=actor, reason=form.cleaned_data["why"])
    ):
        messages.success(request, "It is among the boards again.")
        return to_board(actor, key)
    page = {"area": area, "form": form, "item": found, "noun": "board", "cancel_url": _address(actor, key)}
    return render(request, "editing/bring-back.jinja", page | {"caption": found.name})
