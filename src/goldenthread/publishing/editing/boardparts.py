"""What belongs to a board, and which form and which actions write it? One row for each kind of part."""

from __future__ import annotations

from typing import Any

from goldenthread.partnership.governance import actions
from goldenthread.partnership.models import Area, Board, Organisation

from .forms import LineForm, SeatForm
from .parts import PartKind, Values

_VOTING = {True: "yes", False: "no", None: ""}


def _seat(row: Any) -> Values:
    values = {name: getattr(row, name) for name in ("role", "organisation_id", "deputy_for", "start", "end")}
    return values | {"voting": _VOTING[row.voting], "organisation_id_label": str(row.organisation)}


def _line(row: Any) -> Values:
    return {"to_id": row.to_id, "nature": row.nature, "to_id_label": f"{row.to} (withdrawn)"}


BOARD_PARTS: dict[str, PartKind] = {
    part.name: part
    for part in (
        PartKind(
            "seats",
            "seat",
            "Who sits on it",
            frozenset({"boards"}),
            SeatForm,
            lambda board, _: board.seats.select_related("organisation", "board__area"),
            _seat,
            lambda board, values, **rest: actions.add_seat(board=board, values=values, **rest),
            lambda board, row, values, **rest: actions.revise_seat(seat=row, values=values, **rest),
            lambda board, row, **rest: actions.remove_seat(seat=row, **rest),
            why="Say why it is taken away",
        ),
        PartKind(
            "lines",
            "line of report",
            "To whom it answers",
            frozenset({"boards"}),
            LineForm,
            lambda board, _: board.reports_to.select_related("to__area", "board__area"),
            _line,
            lambda board, values, **rest: actions.add_line(board=board, **values, **rest),
            lambda board, row, values, **rest: actions.revise_line(line=row, **values, **rest),
            lambda board, row, **rest: actions.remove_line(line=row, **rest),
            why="Say why it is taken away",
        ),
    )
}


def resolved(values: Values, area: Area) -> Values:
    """What a form gives, with identifiers of bodies and boards made into the bodies and boards themselves."""
    values = dict(values)
    if "organisation_id" in values:
        values["organisation"] = Organisation.objects.filter(pk=values.pop("organisation_id")).first()
    if "to_id" in values:
        values["to"] = Board.objects.get(area=area, pk=values.pop("to_id"))
    return values
