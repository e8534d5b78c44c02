"""Who decides, who answers to whom, and which services are named?"""

from __future__ import annotations

from goldenthread.analysis import join_words
from goldenthread.delivery.states import ServiceKind
from goldenthread.design.documents.blocks import Block, Heading, Paragraph, Picture, Strong, Table, Text
from goldenthread.partnership.states import AreaRole
from goldenthread.publishing.packs import format as pack
from goldenthread.publishing.packs.reading import Index
from goldenthread.publishing.packs.reading.pictures import chain, in_relation

from ..cells import NOT_STATED, lines, mark
from ..edition import Edition
from . import clauses


def governance(edition: Edition) -> list[Block]:
    """The chain drawn, each board in a table, the bodies that serve the area, and who answers for what."""
    blocks: list[Block] = [Heading("Who decides")]
    drawn = chain(edition.pack, edition.pack.area.colour)
    if drawn is None:
        blocks.append(Paragraph("The strategy names no board."))
    else:
        blocks += [
            Picture(drawn.drawing, f"{drawn.title}. {drawn.description}", drawn.title),
            _boards(edition),
        ]
    return [*blocks, *_serving(edition), *clauses.roles(edition)]


def _boards(edition: Edition) -> Table:
    names = {board.key: board.name for board in edition.pack.boards}
    rows = tuple(
        (
            f"{board.name}{mark(edition.index, board.cite)}",
            board.purpose or NOT_STATED,
            board.cycle or NOT_STATED,
            lines([_sentence(line, names) for line in board.reports_to], "No line is stated"),
            lines([_seat(edition.index, seat) for seat in board.seats], "Not stated"),
        )
        for board in edition.pack.boards
    )
    columns = ("Board or group", "What it is for", "How often it meets", "Whom it answers to", "Who sits on it")
    return Table("Boards and groups", columns, rows, widths=(20, 25, 10, 20, 25))


def _sentence(line: pack.ReportsTo, names: dict[str, str]) -> str:
    said = f"{in_relation(line.nature)} {names[line.board]}"
    return said[0].upper() + said[1:]


def _seat(index: Index, seat: pack.Seat) -> Text:
    voting = {True: "votes", False: "does not vote", None: ""}[seat.voting]
    deputy = f"deputy for the {seat.deputy_for}" if seat.deputy_for else ""
    more = join_words([part for part in (voting, deputy) if part])
    said = ", ".join(part for part in (seat.role, index.body(seat.organisation)) if part)
    return f"{said} ({more})" if more else said


def _serving(edition: Edition) -> list[Block]:
    """Bodies that serve the area on the day, by role; a body that ended is shown with what followed it."""
    day = edition.day
    rows: list[tuple[Text, ...]] = [
        (edition.index.body(row.organisation), AreaRole(row.role).label, _life(edition, row.organisation))
        for row in edition.pack.serves
        if row.end is None or row.end >= day
    ]
    gone = [
        (edition.index.body(row.organisation), f"{AreaRole(row.role).label}, until {row.end:%B %Y}", _life(edition, row.organisation))
        for row in edition.pack.serves
        if row.end is not None and row.end < day
    ]
    if not rows and not gone:
        return []
    columns = ("Body", "What it is here", "What became of it")
    return [
        Heading("The bodies behind it", 2),
        Table("Bodies that serve the area, or did", columns, (*rows, *gone), widths=(40, 30, 30)),
    ]


def _life(edition: Edition, key: str) -> str:
    body = edition.index.bodies[key]
    after = [f"{edition.index.body(each.key)} ({each.on:%B %Y})" for each in body.successors if each.on <= edition.day]
    return f"Followed by {join_words(after)}" if after else "It stands today" if body.closed is None else f"Ended {body.closed:%B %Y}"


def services(edition: Edition) -> list[Block]:
    """The services that the strategy names."""
    if not edition.pack.services:
        return []
    index = edition.index
    rows = tuple(
        (
            (Strong(f"{each.name}."), f" {each.text}{mark(index, each.cite)}"),
            ServiceKind(each.kind).label,
            join_words([index.body(key) for key in each.commissioners]) or NOT_STATED,
            join_words([index.body(key) for key in each.providers]) or NOT_STATED,
            each.ages or NOT_STATED,
        )
        for each in edition.pack.services
    )
    columns = ("Service", "Kind", "Who buys it", "Who provides it", "Ages")
    table = Table("Services", columns, rows, widths=(40, 15, 20, 15, 10), row_headings=False)
    return [Heading("The services it names"), table]
