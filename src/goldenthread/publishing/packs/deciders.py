"""Who must decide about a piece of work?

Whoever the strategy names as accountable, unless the same post leads the work. Otherwise the board nearest the work:
among the boards that answer to one another, the lowest on which every body that leads the work sits; where nobody's
seat is recorded, the lowest of all.
Which of these it was is always said, because a board that nobody can name is itself a finding.
"""

from __future__ import annotations

from dataclasses import dataclass

from goldenthread.analysis import join_words

from . import format as pack
from .reading import Index


@dataclass(frozen=True, slots=True)
class Decider:
    """`name` is who; `why` is on what ground; `board` is the board's key where it is a board."""

    name: str
    why: str
    board: str = ""

    @property
    def says(self) -> str:
        """`SEND Partnership Board, where Oldmere Council sits`."""
        return f"{self.name}, {self.why}" if self.why else self.name


NOBODY = Decider("Nobody is named", "the strategy names no board and no lead")


def who_decides(index: Index, leads: tuple[pack.Lead, ...] = ()) -> Decider:
    """Who decides about work that these lead. Without leads: the board nearest all the work."""
    leading = {_post(lead) for lead in leads if lead.part == "lead"}
    accountable = [index.who(lead) for lead in leads if lead.part == "accountable" and _post(lead) not in leading]
    if accountable:
        return Decider(join_words(accountable), "named as accountable")
    bodies = {lead.organisation for lead in leads if lead.part == "lead" and lead.organisation}
    boards = sorted(_joined(index.pack), key=lambda board: -_height(index.pack, board.key))
    sitting = next((board for board in boards if bodies and bodies <= _sits(board)), None)
    if sitting is not None:
        names = [index.body(key) for key in sorted(bodies)]
        return Decider(sitting.name, f"where {join_words(names)} {'sits' if len(names) == 1 else 'sit'}", sitting.key)
    if boards:
        return Decider(boards[0].name, "the first board in the chain", boards[0].key)
    named = [index.who(lead) for lead in leads if lead.part == "lead"]
    return Decider(join_words(named), "no board is named") if named else NOBODY


def owners_of(measure: pack.Measure) -> tuple[pack.Lead, ...]:
    """Who owns a measure, as those who lead work: whoever is accountable for it leads it where nobody else does."""
    if any(owner.part == "lead" for owner in measure.owner):
        return measure.owner
    leading = {"accountable": "lead"}
    return tuple(each.model_copy(update={"part": leading.get(each.part, each.part)}) for each in measure.owner)


def _post(lead: pack.Lead) -> tuple[str | None, str, str]:
    """By what it is known that two are one post."""
    return lead.organisation, lead.role, lead.wording if not lead.role else ""


def answers_to(whole: pack.Pack, lower: str, upper: str) -> bool:
    """Does the one board answer to the other, however many boards stand between?"""
    return upper in _above(whole, lower)


def _joined(whole: pack.Pack) -> list[pack.Board]:
    """The boards that stand in a chain; where none does, all of them."""
    above = {line.board for board in whole.boards for line in board.reports_to}
    return [board for board in whole.boards if board.reports_to or board.key in above] or list(whole.boards)


def _sits(board: pack.Board) -> set[str]:
    held = {seat.organisation for seat in board.seats if seat.organisation and seat.end is None}
    return held | ({board.organisation} if board.organisation and not held else set())


def _height(whole: pack.Pack, key: str) -> int:
    """How many boards stand above this one."""
    return len(_above(whole, key))


def _above(whole: pack.Pack, key: str) -> set[str]:
    lines = {board.key: [line.board for line in board.reports_to] for board in whole.boards}
    found: set[str] = set()
    waiting = list(lines.get(key, ()))
    while waiting:
        board = waiting.pop()
        if board not in found and board != key:
            found.add(board)
            waiting += lines.get(board, ())
    return found
