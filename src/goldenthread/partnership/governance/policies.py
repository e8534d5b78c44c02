"""May a board, a seat, a line of report or a body's service of the area be written so?"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from goldenthread.partnership.actors import AnyActor
from goldenthread.partnership.models import Area, Board, Organisation
from goldenthread.partnership.policies import Refused, check_can_edit_partnership, check_reason, check_unchanged_since


def check_not_withdrawn(board: Board) -> None:
    """A withdrawn board is history."""
    if board.withdrawn_on is not None:
        raise Refused(f"“{board}” was withdrawn on {board.withdrawn_on:%-d %B %Y}. Bring it back before changing it.")


def check_can_change(actor: AnyActor, board: Board, opened: int) -> None:
    """Change a board, or what belongs to it, as it was opened at that revision."""
    check_can_edit_partnership(actor, board.area)
    check_not_withdrawn(board)
    check_unchanged_since(board, opened)


def check_can_withdraw(actor: AnyActor, board: Board, reason: str) -> None:
    """Withdraw a board that stands, saying why."""
    check_can_edit_partnership(actor, board.area)
    check_not_withdrawn(board)
    check_reason(reason)


def check_name_is_free(name: str, others: Collection[str]) -> None:
    """Two boards of one name cannot be told apart on a page; a form that is sent twice adds one board."""
    if name.strip().casefold() in {other.strip().casefold() for other in others}:
        raise Refused(f"There is already a board called “{name}” here.", "name")


def check_ends_after_start(start: date | None, end: date | None, box: str = "end") -> None:
    """Nothing ends before it begins."""
    if start is not None and end is not None and end < start:
        raise Refused(f"The last day is before the first, {start:%-d %B %Y}.", box)


def check_is_elsewhere(board: Board, to: Board, taken: bool) -> None:
    """A line leads to another board of the area that stands, and is drawn once."""
    if to.area_id != board.area_id or to.withdrawn_on is not None:
        raise Refused("There is no such board in this area.", "to_id")
    if to.pk == board.pk:
        raise Refused("A board does not report to itself.", "to_id")
    if taken:
        raise Refused(f"It is already recorded that {board} answers so to {to}.", "to_id")


def check_no_circle(board: Board, to: Board, chain: Collection[str]) -> None:
    """The chain goes up. `chain`: the boards through which `to` answers to `board`, in order; empty where it does not."""
    if chain:
        through = ", which answers to ".join(chain)
        raise Refused(
            f"That would make a circle: {to} already answers to {through}. One of those lines must go first.", "to_id"
        )


def check_is_ours_alone(body: Organisation, others: Collection[Area]) -> None:
    """What is said of a body is said in every area that names it, so no one of them may change it alone."""
    if others:
        raise Refused(
            f"{body} is named by other areas too, so its details are changed by the operator of this installation."
        )


def check_serves_once(organisation: Organisation, role: str, taken: bool) -> None:
    """One body serves in one role once at a time."""
    if taken:
        raise Refused(f"{organisation} is already recorded in that role for those days: {role}.", "organisation_id")
