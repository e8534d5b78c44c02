"""Who decides, who answers to whom, and which body serves the area in which role?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from goldenthread.analysis.prose import join_words, say_date
from goldenthread.design.diagrams import Diagram
from goldenthread.partnership.states import AreaRole, IdentifierScheme, OrganisationKind, SuccessionKind
from goldenthread.publishing.packs import format as pack
from goldenthread.publishing.packs.reading import Index, Source
from goldenthread.publishing.packs.reading.chapters import Passage, passage
from goldenthread.publishing.packs.reading.pictures import chain, in_relation


@dataclass(frozen=True, slots=True)
class SeatView:
    role: str
    body: str
    more: str


@dataclass(frozen=True, slots=True)
class BoardView:
    anchor: str
    name: str
    body: str
    purpose: str
    cycle: str
    reports: tuple[str, ...]
    hears: tuple[str, ...]
    seats: tuple[SeatView, ...]
    cite: Source | None


@dataclass(frozen=True, slots=True)
class Serving:
    """A body in a role. `since` and `until` in words; `then` is what became of it."""

    body: str
    role: str
    dates: str
    then: str
    now: bool


@dataclass(frozen=True, slots=True)
class BodyView:
    anchor: str
    name: str
    kind: str
    identifiers: tuple[str, ...]
    life: str
    then: str
    source: str


@dataclass(frozen=True, slots=True)
class Governance:
    diagram: Diagram | None
    boards: tuple[BoardView, ...]
    serving: tuple[tuple[str, tuple[Serving, ...]], ...]
    bodies: tuple[BodyView, ...]
    roles: tuple[Passage, ...]
    principles: tuple[Passage, ...]
    steps: tuple[Passage, ...]


def governance(index: Index, today: date, colour: str) -> Governance:
    """The whole page."""
    whole = index.pack

    def clauses(kind: str) -> tuple[Passage, ...]:
        return tuple(passage(index, clause.key) for clause in whole.clauses if clause.kind == kind)

    return Governance(
        diagram=chain(whole, colour, "#board-{}".format),
        boards=tuple(_board(index, board, today) for board in whole.boards),
        serving=serving(index, today),
        bodies=tuple(_body(index, body) for body in whole.organisations),
        roles=clauses("accountable-role"),
        principles=clauses("dispute-principle"),
        steps=clauses("dispute-step"),
    )


def _board(index: Index, board: pack.Board, today: date) -> BoardView:
    names = {each.key: each.name for each in index.pack.boards}
    return BoardView(
        anchor=f"board-{board.key}",
        name=board.name,
        body=_body_of(index, board.organisation, today),
        purpose=board.purpose,
        cycle=board.cycle,
        reports=tuple(f"It {in_relation(line.nature)} the {_bare(names[line.board])}" for line in board.reports_to),
        hears=tuple(
            f"The {_bare(other.name)} {in_relation(line.nature)} it"
            for other in index.pack.boards
            for line in other.reports_to
            if line.board == board.key
        ),
        seats=tuple(_seat(index, seat, today) for seat in board.seats),
        cite=index.sections.get(board.cite),
    )


def _bare(name: str) -> str:
    return name[4:] if name.lower().startswith("the ") else name


def _seat(index: Index, seat: pack.Seat, today: date) -> SeatView:
    voting = {True: "votes", False: "does not vote", None: ""}[seat.voting]
    deputy = f"deputy for the {seat.deputy_for}" if seat.deputy_for else ""
    dates = _dates(seat.start, seat.end)
    more = [voting, deputy, dates[:1].lower() + dates[1:]]
    said = join_words([each for each in more if each])
    ended = "" if seat.end and seat.end < today else index.ended(seat.organisation, today)
    return SeatView(seat.role, index.body(seat.organisation), "; ".join(each for each in (ended, said) if each))


def _body_of(index: Index, key: str | None, today: date) -> str:
    """The body that holds a board; where it has ended, since when and what stands for it now."""
    ended = index.ended(key, today)
    return f"{index.body(key)} ({ended})" if ended else index.body(key)


def serving(index: Index, today: date) -> tuple[tuple[str, tuple[Serving, ...]], ...]:
    """Bodies by role, in the order of roles; those that serve now before those that did."""
    found: dict[str, list[Serving]] = {}
    for row in index.pack.serves:
        body = index.bodies[row.organisation]
        now = (row.start is None or row.start <= today) and (row.end is None or row.end >= today)
        role = str(AreaRole(row.role).label)
        found.setdefault(role, []).append(
            Serving(body.name, role, _dates(row.start, row.end), succession(index, body), now)
        )
    order = [str(role.label) for role in AreaRole]
    return tuple((role, tuple(sorted(found[role], key=lambda each: not each.now))) for role in order if role in found)


def _dates(start: date | None, end: date | None) -> str:
    if start and end:
        return f"From {say_date(start)} until {say_date(end)}"
    if start:
        return f"Since {say_date(start)}"
    return f"Until {say_date(end)}" if end else ""


def succession(index: Index, body: pack.Organisation) -> str:
    """`On 1 July 2022 it merged into NHS … Integrated Care Board`; nothing where it has not changed."""
    said = []
    for after in body.successors:
        verb = _VERBS[after.kind]
        note = f" ({after.note.rstrip('.')})" if after.note else ""
        said.append(f"On {say_date(after.on)} it {verb} {index.body(after.key) or after.key}{note}")
    return ". ".join(said)


_VERBS = {
    "merged": str(SuccessionKind.MERGED.label),
    "split": str(SuccessionKind.SPLIT.label),
    "renamed": f"{SuccessionKind.RENAMED.label} as",
    "functions-transferred": str(SuccessionKind.TRANSFERRED.label),
}


def _body(index: Index, body: pack.Organisation) -> BodyView:
    life = [
        f"Opened {say_date(body.opened)}" if body.opened else "",
        f"closed {say_date(body.closed)}" if body.closed else "",
    ]
    said = ", ".join(each for each in life if each)
    return BodyView(
        anchor=f"body-{body.key}",
        name=f"{body.name} ({body.short_name})" if body.short_name else body.name,
        kind="A class of bodies, none of them named" if body.collective else str(OrganisationKind(body.kind).label),
        identifiers=tuple(f"{IdentifierScheme(each.scheme).label} {each.value}" for each in body.identifiers),
        life=said[:1].upper() + said[1:],
        then=succession(index, body),
        source=body.source,
    )
