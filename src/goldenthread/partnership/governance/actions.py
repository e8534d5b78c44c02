"""Writing boards, their seats, to whom they report, the bodies that a strategy names and which of them serve the area.

A seat or a line of report is part of its board: each change to one is made under the board's lock, against the revision
of the board that was opened, and moves that revision on.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.db import transaction

from goldenthread.audit import log
from goldenthread.partnership.actors import AnyActor
from goldenthread.partnership.models import Area, AreaService, Board, Mention, Organisation, Reporting, Seat
from goldenthread.partnership.policies import (
    Refused,
    check_can_edit_partnership,
    check_is_named,
    check_reason,
    check_unchanged_since,
)
from goldenthread.partnership.queries import free_key, named_in
from goldenthread.partnership.states import AreaRole

from . import policies
from .queries import chain_between, locked, other_names, others_naming, serves_then

Values = dict[str, Any]


def _record(verb: str, row: Any, area: Area, by: AnyActor, reason: str, data: Values | None = None) -> None:
    subject = log.Subject(_KINDS[type(row)], row.pk, str(row))
    data = {"revision": row.revision, **(data or {})}
    log.record(verb, subject, by=by, area=area.slug, reason=reason, data=data)


_KINDS: dict[type[Any], str] = {Board: "board", Organisation: "organisation", AreaService: "area service"}


def _set(row: Any, values: Values) -> None:
    for name, value in values.items():
        setattr(row, name, value)


def _after_last(rows: Any) -> int:
    """The position after the last of these rows."""
    last = rows.order_by("-position").first()
    return last.position + 1 if last else 0


# --- boards --------------------------------------------------------------------------------------------------


@transaction.atomic
def add_board(*, area: Area, values: Values, by: AnyActor, reason: str = "") -> Board:
    """Add a board at the end of the area's boards, with a key made from its name."""
    area = locked(area)  # a form that was sent twice finds the board that it has just added
    check_can_edit_partnership(by, area)
    board = Board(area=area, **values)
    _check_board(board)
    board.key = free_key(board.name, set(area.boards.values_list("key", flat=True)))
    board.position = _after_last(area.boards.all())
    board.full_clean()
    board.save()
    _record("added board", board, area, by, reason)
    return board


@transaction.atomic
def revise_board(*, board: Board, values: Values, opened: int, by: AnyActor, reason: str = "") -> Board:
    """Give a board another name, purpose, cycle or body. Raises `EditConflict` where it was saved after `opened`."""
    current = locked(board)
    policies.check_can_change(by, current, opened)
    changed = log.difference(current, values)
    if not changed:
        return current
    _set(current, values)
    _check_board(current)
    _save_next(current)
    _record("revised board", current, current.area, by, reason, {"changed": changed})
    return current


def _check_board(board: Board) -> None:
    policies.check_name_is_free(board.name, other_names(board))
    check_is_named(board.organisation, named_in(board.area), "organisation_id")


def _save_next(row: Any) -> None:
    """Save the row under its next revision."""
    row.revision += 1
    row.full_clean()
    row.save()


@transaction.atomic
def withdraw_board(*, board: Board, by: AnyActor, reason: str) -> Board:
    """Take a board out of the chain. Its seats and lines stay with it in history, and come back with it."""
    current = locked(board)
    policies.check_can_withdraw(by, current, reason)
    current.withdrawn_on = by.today
    _save_next(current)
    _record("withdrew board", current, current.area, by, reason)
    return current


@transaction.atomic
def bring_back_board(*, board: Board, by: AnyActor, reason: str = "") -> Board:
    """Undo a withdrawal, unless the chain would go round in a circle. What is not withdrawn is left as it is."""
    current = locked(board)
    check_can_edit_partnership(by, current.area)
    if current.withdrawn_on is None:
        return current
    current.withdrawn_on = None
    _check_board(current)
    _save_next(current)
    for line in current.reports_to.filter(to__withdrawn_on__isnull=True).select_related("to"):
        policies.check_no_circle(current, line.to, chain_between(line.to, current))
    _record("brought back board", current, current.area, by, reason)
    return current


# --- what belongs to a board ---------------------------------------------------------------------------------


def _change(board: Board, opened: int, verb: str, write: Callable[[Board], Values], by: AnyActor, reason: str) -> None:
    """Change something that belongs to a board; `write` returns what the event is to say of it."""
    current = locked(board)
    policies.check_can_change(by, current, opened)
    data = write(current)
    current.revision += 1
    current.save()
    _record(verb, current, current.area, by, reason, data)


def _say_seat(seat: Seat) -> str:
    return f"{seat.role}, {seat.organisation}" if seat.organisation else seat.role


def _save_seat(seat: Seat, values: Values) -> Values:
    if values.get("organisation") != seat.organisation:
        check_is_named(values.get("organisation"), named_in(seat.board.area), "organisation_id")
    _set(seat, values)
    policies.check_ends_after_start(seat.start, seat.end)
    seat.full_clean()
    seat.save()
    return {"to": _say_seat(seat)}


@transaction.atomic
def add_seat(*, board: Board, values: Values, opened: int, by: AnyActor, reason: str = "") -> Seat:
    """Add a seat: a role, on behalf of a body; never a person's name."""
    seat = Seat(board=board)

    def write(current: Board) -> Values:
        seat.position = _after_last(current.seats.all())
        return _save_seat(seat, values)

    _change(board, opened, "added a seat", write, by, reason)
    return seat


@transaction.atomic
def revise_seat(*, seat: Seat, values: Values, opened: int, by: AnyActor, reason: str = "") -> Seat:
    """Correct a seat. Where its role is renamed, the seats that deputise for it follow."""
    before, changed = seat.role, log.difference(seat, values)

    def write(current: Board) -> Values:
        said = _save_seat(seat, values)
        if seat.role != before:
            for deputy in current.seats.filter(deputy_for=before):
                deputy.deputy_for = seat.role
                deputy.save()
        return said | {"changed": changed}

    _change(seat.board, opened, "revised a seat", write, by, reason)
    return seat


@transaction.atomic
def end_seat(*, seat: Seat, last_day: date, opened: int, by: AnyActor, reason: str) -> Seat:
    """Say which day was, or will be, the seat's last. It stays on the board's page with its dates."""
    check_reason(reason)

    def write(_: Board) -> Values:
        policies.check_ends_after_start(seat.start, last_day, "last_day")
        seat.end = last_day
        seat.save()
        return {"to": f"{_say_seat(seat)}, on {last_day:%-d %B %Y}"}

    _change(seat.board, opened, "ended a seat", write, by, reason)
    return seat


@transaction.atomic
def remove_seat(*, seat: Seat, opened: int, by: AnyActor, reason: str) -> None:
    """Take away a seat that was recorded by mistake; row history keeps it."""
    check_reason(reason)

    def write(_: Board) -> Values:
        seat.delete()
        return {"from": _say_seat(seat)}

    _change(seat.board, opened, "took away a seat", write, by, reason)


def _say_line(line: Reporting) -> str:
    return f"{line.get_nature_display()} {line.to}"


def _save_line(line: Reporting, to: Board, nature: str) -> Values:
    locked(line.board.area)  # two lines drawn at once could otherwise close a circle that neither sees
    same = Reporting.objects.filter(board=line.board, to=to, nature=nature).exclude(pk=line.pk)
    policies.check_is_elsewhere(line.board, to, same.exists())
    policies.check_no_circle(line.board, to, chain_between(to, line.board, besides=line.pk or 0))
    line.to, line.nature = to, nature
    line.full_clean()
    line.save()
    return {"to": _say_line(line)}


@transaction.atomic
def add_line(*, board: Board, to: Board, nature: str, opened: int, by: AnyActor, reason: str = "") -> Reporting:
    """Record to which board this one reports, and how."""
    line = Reporting(board=board)

    def write(current: Board) -> Values:
        line.position = _after_last(current.reports_to.all())
        return _save_line(line, to, nature)

    _change(board, opened, "added a line of report", write, by, reason)
    return line


@transaction.atomic
def revise_line(*, line: Reporting, to: Board, nature: str, opened: int, by: AnyActor, reason: str = "") -> Reporting:
    """Correct to which board this one reports, or how."""
    before = _say_line(line)

    def write(_: Board) -> Values:
        return {"from": before, **_save_line(line, to, nature)}

    _change(line.board, opened, "revised a line of report", write, by, reason)
    return line


@transaction.atomic
def remove_line(*, line: Reporting, opened: int, by: AnyActor, reason: str) -> None:
    """Take away a line of report; row history keeps it."""
    check_reason(reason)
    before = _say_line(line)

    def write(_: Board) -> Values:
        line.delete()
        return {"from": before}

    _change(line.board, opened, "took away a line of report", write, by, reason)


# --- bodies, and which of them serve the area ----------------------------------------------------------------


@transaction.atomic
def name_body(
    *, area: Area, values: Values, by: AnyActor, known: Organisation | None = None, reason: str = ""
) -> Organisation:
    """Let the area's strategy name a body: one that is `known` already, as it stands, or a new one with these values."""
    area = locked(area)
    check_can_edit_partnership(by, area)
    if known is not None and known.pk in named_in(area):
        raise Refused(f"{known} is named here already.", "name")
    body = known or Organisation(**values)
    if known is None:
        policies.check_ends_after_start(body.opened, body.closed, "closed")
        body.key = free_key(body.name, set(Organisation.objects.values_list("key", flat=True)))
        body.full_clean()
        body.save()
    Mention.objects.create(area=area, organisation=body, position=_after_last(area.mentions.all()))
    _record("named organisation" if known else "added organisation", body, area, by, reason)
    return body


@transaction.atomic
def revise_body(
    *, body: Organisation, area: Area, values: Values, opened: int, by: AnyActor, reason: str = ""
) -> Organisation:
    """Correct what is said of a body that no other area names."""
    check_can_edit_partnership(by, area)
    current = locked(body)
    policies.check_is_ours_alone(current, others_naming(current, area))
    check_unchanged_since(current, opened)
    changed = log.difference(current, values)
    if changed:
        _set(current, values)
        policies.check_ends_after_start(current.opened, current.closed, "closed")
        _save_next(current)
        _record("revised organisation", current, area, by, reason, {"changed": changed})
    return current


def _check_service(row: AreaService) -> None:
    policies.check_ends_after_start(row.start, row.end)
    taken = serves_then(row.area, row.organisation, row.role, row.start, row.end, row.pk or 0)
    policies.check_serves_once(row.organisation, str(AreaRole(row.role).label), taken)


@transaction.atomic
def add_service(*, area: Area, values: Values, by: AnyActor, reason: str = "") -> AreaService:
    """Record that a body serves the area in a role, from when to when."""
    area = locked(area)
    check_can_edit_partnership(by, area)
    row = AreaService(area=area, position=_after_last(area.services.all()), **values)
    check_is_named(row.organisation, named_in(area), "organisation_id")
    _check_service(row)
    row.full_clean()
    row.save()
    _record("added area service", row, area, by, reason)
    return row


@transaction.atomic
def revise_service(*, service: AreaService, values: Values, opened: int, by: AnyActor, reason: str = "") -> AreaService:
    """Correct a body's role or dates; a last day is how its service ends."""
    current = locked(service)
    check_can_edit_partnership(by, current.area)
    check_unchanged_since(current, opened)
    changed = log.difference(current, values)
    if changed:
        if "organisation" in changed:
            check_is_named(values["organisation"], named_in(current.area), "organisation_id")
        _set(current, values)
        _check_service(current)
        _save_next(current)
        _record("revised area service", current, current.area, by, reason, {"changed": changed})
    return current


@transaction.atomic
def remove_service(*, service: AreaService, by: AnyActor, reason: str) -> None:
    """Take away a row that was recorded by mistake; row history keeps it."""
    check_can_edit_partnership(by, service.area)
    check_reason(reason)
    _record("took away area service", service, service.area, by, reason)
    service.delete()
