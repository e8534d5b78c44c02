"""Writing the bodies, boards and reporting chain of a pack."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError

from goldenthread.partnership.models import (
    Area,
    AreaService,
    Board,
    Identifier,
    Mention,
    Organisation,
    Reporting,
    Seat,
    Succession,
)

from . import format as pack
from .faults import Fault, Faulty
from .rows import bring, bring_list

_BODY = ("name", "short_name", "kind", "collective", "opened", "closed", "source")


def write_partnership(source: pack.Pack, area: Area, today: date) -> dict[str, Organisation]:
    """Bring the area's bodies and boards to what the pack says. Returns every body by its key."""
    bodies = {body.key: _write_body(body, area, n) for n, body in enumerate(source.organisations)}
    for body in source.organisations:
        _write_parts(body, bodies)
    _write_mentions(source, area, bodies)
    _write_serves(source, area, bodies)
    _write_boards(source, area, bodies, today)
    return bodies


def _write_body(body: pack.Organisation, area: Area, n: int) -> Organisation:
    known = Organisation.objects.filter(key=body.key).first()
    values = {field: getattr(body, field) for field in _BODY}
    if known is None:
        return bring(Organisation(key=body.key), values)
    if Mention.objects.filter(organisation=known).exclude(area=area).exists():
        faults = [
            Fault(
                "pack",
                f"organisations.{n}.{field}",
                repr(value),
                f"{getattr(known, field)!r}, as other areas say of {known.name}",
            )
            for field, value in values.items()
            if value != getattr(known, field)
        ]
        if faults:
            raise Faulty(faults)
    return bring(known, values)


def _write_parts(body: pack.Organisation, bodies: dict[str, Organisation]) -> None:
    organisation = bodies[body.key]
    for identifier in body.identifiers:
        row, _ = Identifier.objects.get_or_create(
            scheme=identifier.scheme, value=identifier.value, defaults={"organisation": organisation}
        )
        _check_identifier(row, organisation)
    for after in body.successors:
        Succession.objects.get_or_create(
            predecessor=organisation,
            successor=bodies[after.key],
            on=after.on,
            defaults={"kind": after.kind, "note": after.note},
        )
    stated = {(identifier.scheme, identifier.value) for identifier in body.identifiers}
    for row in organisation.identifiers.all():
        if (row.scheme, row.value) not in stated and Mention.objects.filter(organisation=organisation).count() <= 1:
            row.delete()


def _check_identifier(row: Identifier, organisation: Organisation) -> None:
    where = f"organisations.{organisation.key}.identifiers"
    if row.organisation_id != organisation.pk:
        expected = f"an identifier of its own: that is {row.organisation.name}'s"
        raise Faulty([Fault("pack", where, f"{row.scheme} {row.value}", expected)])
    try:
        row.clean()
    except ValidationError as error:
        raise Faulty([Fault("pack", where, row.value, " ".join(error.messages))]) from None


def _write_mentions(source: pack.Pack, area: Area, bodies: dict[str, Organisation]) -> None:
    existing = {mention.organisation_id: mention for mention in area.mentions.all()}
    for position, body in enumerate(source.organisations):
        organisation = bodies[body.key]
        mention = existing.pop(organisation.pk, None) or Mention(area=area, organisation=organisation)
        bring(mention, {"cite": body.cite, "position": position})
    for mention in existing.values():
        mention.delete()


def _write_serves(source: pack.Pack, area: Area, bodies: dict[str, Organisation]) -> None:
    wanted = [
        {
            "organisation": bodies[row.organisation],
            "role": row.role,
            "start": row.start,
            "end": row.end,
            "cite": row.cite,
        }
        for row in source.serves
    ]
    bring_list(AreaService, {"area": area}, list(area.services.all()), wanted)


def _write_boards(source: pack.Pack, area: Area, bodies: dict[str, Organisation], today: date) -> None:
    existing: dict[str, Board | None] = {board.key: board for board in area.boards.all()}
    known = set(existing)
    boards: dict[str, Board] = {}
    for position, board in enumerate(source.boards):
        values: dict[str, Any] = {name: getattr(board, name) for name in ("name", "purpose", "cycle", "cite")}
        values |= {"position": position, "organisation": bodies.get(board.organisation or ""), "withdrawn_on": None}
        boards[board.key] = bring(existing.pop(board.key, None) or Board(area=area, key=board.key), values)
    for gone in filter(None, existing.values()):
        bring(gone, {"withdrawn_on": gone.withdrawn_on or today})
    for board in source.boards:
        row = boards[board.key]
        before = _belonging(row)
        seats = [{**seat.model_dump(), "organisation": bodies.get(seat.organisation or "")} for seat in board.seats]
        bring_list(Seat, {"board": row}, list(row.seats.all()), seats)
        lines = [{"to": boards[line.board], "nature": line.nature} for line in board.reports_to]
        bring_list(Reporting, {"board": row}, list(row.reports_to.all()), lines)
        if row.key in known and _belonging(row) != before:
            row.revision += 1  # so that somebody who has a seat of it open is told
            row.save()


def _belonging(board: Board) -> tuple[list[tuple[Any, ...]], list[tuple[Any, ...]]]:
    """What is said of a board's seats and lines of report."""
    seats = board.seats.values_list("role", "organisation", "voting", "deputy_for", "start", "end")
    return list(seats), list(board.reports_to.values_list("to", "nature"))
