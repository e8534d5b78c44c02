"""Who decides, who answers to whom, and which services are named?"""

from __future__ import annotations

from datetime import date

from goldenthread.analysis import join_words, say_date
from goldenthread.delivery.states import ServiceKind
from goldenthread.design.documents.blocks import Block, Heading, Paragraph, Picture, Strong, Table, Text
from goldenthread.partnership.states import AreaRole
from goldenthread.publishing.documents.cells import NOT_STATED, lines, mark
from goldenthread.publishing.documents.edition import Edition
from goldenthread.publishing.packs import format as pack
from goldenthread.publishing.packs.reading import Index
from goldenthread.publishing.packs.reading.pictures import chain, in_relation

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
            *_seats(edition),
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
        )
        for board in edition.pack.boards
    )
    columns = ("Board or group", "What it is for", "How often it meets", "Whom it answers to")
    return Table("Boards and groups", columns, rows, widths=(25, 35, 15, 25))


def _sentence(line: pack.ReportsTo, names: dict[str, str]) -> str:
    said = f"{in_relation(line.nature)} {names[line.board]}"
    return said[0].upper() + said[1:]


def _seats(edition: Edition) -> list[Block]:
    """Roles and the bodies they sit for, never names; and on which boards nobody is recorded as sitting."""
    boards = edition.pack.boards
    rows = [_seat(edition.index, board, seat, edition.day) for board in boards for seat in board.seats]
    empty = [board.name for board in boards if not board.seats]
    blocks: list[Block] = []
    if rows:
        columns = ("Board or group", "Role", "On behalf of", "Vote")
        blocks.append(Table("Who sits where", columns, tuple(rows), widths=(25, 35, 25, 15)))
    if empty:
        blocks.append(Paragraph(f"The strategy does not say who sits on: {'; '.join(empty)}."))
    return blocks


def _seat(index: Index, board: pack.Board, seat: pack.Seat, day: date) -> tuple[Text, ...]:
    role = lines([seat.role, *([f"Deputy for the {seat.deputy_for}"] if seat.deputy_for else [])])
    voting = {True: "Votes", False: "Does not vote", None: NOT_STATED}[seat.voting]
    ended = "" if seat.end and seat.end < day else index.ended(seat.organisation, day)
    body = lines([index.body(seat.organisation), *([f"It {ended}"] if ended else [])])
    return board.name, role, body if seat.organisation else NOT_STATED, voting


def _serving(edition: Edition) -> list[Block]:
    """Bodies that serve the area on the day, by role; a body that ended is shown with what followed it."""
    day = edition.day
    rows = [row for row in edition.pack.serves if row.end is None or row.end >= day]
    gone = [row for row in edition.pack.serves if row.end is not None and row.end < day]
    if not rows and not gone:
        return []
    cells = tuple((edition.index.body(row.organisation), _role(edition, row)) for row in (*rows, *gone))
    table = Table("Bodies that serve the area, or did", ("Body", "What it is here"), cells, widths=(50, 50))
    return [Heading("The bodies behind it", 2), table]


def _role(edition: Edition, row: pack.AreaService) -> Text:
    """Its role; until when, and what followed it, where it has ended."""
    body = edition.index.bodies[row.organisation]
    after = [f"{edition.index.body(each.key)} ({each.on:%B %Y})" for each in body.successors if each.on <= edition.day]
    until = f", until {row.end:%B %Y}" if row.end and row.end < edition.day else ""
    ended = f"It ended on {say_date(body.closed)}" if body.closed and body.closed <= edition.day and not after else ""
    followed = f"Followed by {join_words(after)}" if after else ended
    return lines([f"{AreaRole(row.role).label}{until}", *([followed] if followed else [])])


def services(edition: Edition) -> list[Block]:
    """The services that the strategy names."""
    if not edition.pack.services:
        return []
    index = edition.index
    rows = tuple(
        (_service(index, each), ServiceKind(each.kind).label, _parties(index, each)) for each in edition.pack.services
    )
    columns = ("Service", "Kind", "Who buys it, and who provides it")
    return [Heading("The services it names"), Table("Services", columns, rows, widths=(50, 15, 35))]


def _service(index: Index, service: pack.Service) -> Text:
    facts = (
        f"Ages: {service.ages}" if service.ages else "",
        f"Places: {service.places}" if service.places is not None else "",
        f"How it is bought: {service.contract_model}" if service.contract_model else "",
        f"For families: {service.families}" if service.families else "",
    )
    text = f": {service.text}" if service.text else ""
    return lines([(Strong(service.name), f"{text}{mark(index, service.cite)}"), *(fact for fact in facts if fact)])


def _parties(index: Index, service: pack.Service) -> Text:
    buyers = join_words([index.body(key) for key in service.commissioners])
    givers = join_words([index.body(key) for key in service.providers])
    if not buyers and not givers:
        return NOT_STATED
    return lines([f"Bought by: {buyers or 'not stated'}", f"Provided by: {givers or 'not stated'}"])
