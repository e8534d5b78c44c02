"""Who decides, as those at work see it: boards with their seats and lines, who serves the area, which bodies are named?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from goldenthread.analysis import plural, say_date
from goldenthread.partnership.states import AreaRole, OrganisationKind, ReportingNature

from .item import Button, PartList, PartRow


@dataclass(frozen=True, slots=True)
class BoardRow:
    """A board in the list."""

    name: str
    href: str
    aside: str
    withdrawn: date | None


@dataclass(frozen=True, slots=True)
class BoardPage:
    """A board at work."""

    key: str
    title: str
    withdrawn: date | None
    facts: tuple[tuple[str, str], ...]
    absent: tuple[str, ...]
    parts: tuple[PartList, ...]
    hears: tuple[Button, ...]
    buttons: tuple[Button, ...]


def board_rows(slug: str, boards: Iterable[Any], today: date) -> tuple[BoardRow, ...]:
    """Every board, with to whom it answers and how many seats it has."""
    return tuple(
        BoardRow(board.name, reverse("editing:board", args=[slug, board.key]), _aside(board, today), board.withdrawn_on)
        for board in boards
    )


def _aside(board: Any, today: date) -> str:
    lines = [say_line(line)[0] for line in board.reports_to.all() if line.to.withdrawn_on is None]
    held = sum(seat.end is None or seat.end >= today for seat in board.seats.all())
    return ". ".join([*lines, plural(held, "seat") if held else "Nobody is recorded as sitting on it"]) + "."


def say_line(line: Any) -> tuple[str, str]:
    """“It reports to SEND Partnership Board”."""
    gone = f"That board was withdrawn on {say_date(line.to.withdrawn_on)}" if line.to.withdrawn_on else ""
    return f"It {ReportingNature(line.nature).label} {line.to}", gone


def say_seat(seat: Any) -> tuple[str, str]:
    """The role and the body, and what else is stated of the seat."""
    voting = {True: "votes", False: "does not vote", None: ""}[seat.voting]
    deputy = f"deputy for the {seat.deputy_for}" if seat.deputy_for else ""
    said = "; ".join(each for each in (voting, deputy, say_dates(seat.start, seat.end)) if each)
    return ", ".join(str(each) for each in (seat.role, seat.organisation) if each), said[:1].upper() + said[1:]


def say_dates(start: date | None, end: date | None) -> str:
    """“from 1 May 2025 until 30 June 2026”; nothing where neither is stated."""
    first = f"from {say_date(start)}" if start else ""
    return " ".join(filter(None, (first, f"until {say_date(end)}" if end else "")))


_SAY = {"seats": say_seat, "lines": say_line}


def part_list(part: Any, rows: Iterable[Any], slug: str, key: str, *, may_change: bool, today: date) -> PartList:
    """The parts of one kind, those that ended last, with what may be done with each."""
    in_order = sorted(rows, key=lambda row: _has_ended(row, today))
    shown = (
        PartRow(*_SAY[part.name](row), _ways(part, row, slug, key, today) if may_change else ()) for row in in_order
    )
    add = reverse("editing:add-board-part", args=[slug, key, part.name]) if may_change else ""
    return PartList(part.heading, part.noun, tuple(shown), add)


def _has_ended(row: Any, today: date) -> bool:
    end = getattr(row, "end", None)
    return end is not None and end < today


def _ways(part: Any, row: Any, slug: str, key: str, today: date) -> tuple[Button, ...]:
    where = [slug, key, part.name, row.pk]
    end = [("End", reverse("editing:end-seat", args=[slug, key, row.pk]))]
    return (
        ("Change", reverse("editing:edit-board-part", args=where)),
        *(end if part.name == "seats" and not _has_ended(row, today) else []),
        (part.removal, reverse("editing:remove-board-part", args=where)),
    )


def part_row(part: Any, row: Any) -> PartRow:
    """One part by itself."""
    return PartRow(*_SAY[part.name](row), ())


def hears_from(slug: str, board: Any) -> tuple[Button, ...]:
    """Which boards report to this one."""
    lines = board.hears_from.filter(board__withdrawn_on__isnull=True).select_related("board")
    return tuple(
        (f"{line.board} {ReportingNature(line.nature).label} it", reverse("editing:board", args=[slug, line.board.key]))
        for line in lines
    )


def serving_rows(slug: str, rows: Iterable[Any], today: date, *, may_change: bool) -> tuple[PartRow, ...]:
    """Who serves the area, those that do so now first."""
    in_order = sorted(rows, key=lambda row: _has_ended(row, today))
    return tuple(PartRow(*say_serving(row), _serving_ways(slug, row) if may_change else ()) for row in in_order)


def say_serving(row: Any) -> tuple[str, str]:
    """The body and its role, and from when to when."""
    dates = say_dates(row.start, row.end)
    return f"{row.organisation}: {AreaRole(row.role).label}", dates[:1].upper() + dates[1:]


def _serving_ways(slug: str, row: Any) -> tuple[Button, ...]:
    return (
        ("Change", reverse("editing:edit-serving", args=[slug, row.pk])),
        ("Take away", reverse("editing:remove-serving", args=[slug, row.pk])),
    )


def body_rows(slug: str, bodies: Iterable[Any], *, may_change: bool) -> tuple[PartRow, ...]:
    """The bodies that the strategy names."""
    return tuple(
        PartRow(
            body.name,
            f"{OrganisationKind(body.kind).label}{f', ended on {say_date(body.closed)}' if body.closed else ''}",
            (("Change", reverse("editing:edit-body", args=[slug, body.key])),) if may_change else (),
        )
        for body in bodies
    )
