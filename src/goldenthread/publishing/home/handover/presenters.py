"""How is work that nobody holds listed, offered to somebody else, and told in a briefing?"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from goldenthread.analysis import join_words, say_date
from goldenthread.publishing.home.work import ACTION, Holder, Work, since
from goldenthread.publishing.packs import format as pack
from goldenthread.publishing.packs.judgements import families_judgement
from goldenthread.publishing.packs.reading import Index, Links

if TYPE_CHECKING:
    from goldenthread.accounts.models import Person
    from goldenthread.partnership.models import Organisation

    from .queries import Beside, Takers

Row = tuple[Work, "Holder | None"]


@dataclass(frozen=True, slots=True)
class Pile:
    """Work that waits for the same reason: whose it was, and which bodies could take it."""

    key: str
    title: str
    rows: tuple[Row, ...]
    offered: tuple[Organisation, ...] = ()


def piles(work: Sequence[Work], followed: Mapping[int, tuple[Organisation, ...]]) -> tuple[Pile, ...]:
    """All that waits to be handed over: what leavers left, what stands in the name of ended bodies, what has no lead."""
    return (
        *_by_leaver(work),
        *_by_ended_body(work, followed),
        *_pile("without", "Work that nobody at work here leads", ((w, _lead_of(w)) for w in work if not w.owned)),
    )


def pile_of_person(work: Sequence[Work], person: Person, key: str) -> Pile:
    """All that stands in one person's name, whether they have left or not."""
    rows = [(w, holder) for w in work for holder in w.holders if holder.person == person.pk]
    return Pile(key, f"Work in the name of {person.name}", tuple(rows))


def _pile(key: str, title: str, rows: Iterable[Row], offered: tuple[Organisation, ...] = ()) -> tuple[Pile, ...]:
    found = tuple(rows)
    return (Pile(key, title, found, offered),) if found else ()


def _by_leaver(work: Sequence[Work]) -> list[Pile]:
    gone: dict[Any, list[Row]] = {}
    names: dict[Any, str] = {}
    for w in work:
        for holder in w.holders:
            if holder.person and not holder.at_work:
                gone.setdefault(holder.person, []).append((w, holder))
                names[holder.person] = holder.name
    return [
        Pile(f"from={person}", f"Left by {names[person]}, who no longer works here", tuple(rows))
        for person, rows in sorted(gone.items(), key=lambda pair: names[pair[0]])
    ]


def _by_ended_body(work: Sequence[Work], followed: Mapping[int, tuple[Organisation, ...]]) -> list[Pile]:
    ended: dict[tuple[int, str, date], list[Row]] = {}
    for w in work:
        for holder in w.holders:
            if holder.body_ended and holder.organisation:
                ended.setdefault((holder.organisation, holder.body, holder.body_ended), []).append((w, holder))
    return [
        Pile(f"body={pk}", f"In the name of {name}, which ended on {say_date(on)}", tuple(rows), followed.get(pk, ()))
        for (pk, name, on), rows in ended.items()
    ]


def _lead_of(work: Work) -> Holder | None:
    return next(iter(work.leads), None)


def value(row: Row) -> str:
    """What the form sends for a row: the responsibility, or the item that has none."""
    work, holder = row
    return f"held:{holder.responsibility}" if holder else f"bare:{work.kind}:{work.key}"


def work_choices(rows: Iterable[Row]) -> list[tuple[str, str]]:
    """Each row in a sentence: what it is, who holds it, how it stands."""
    return [(value((w, holder)), f"{w.title} ({_held(w, holder)}; {w.judgement.status})") for w, holder in rows]


def _held(work: Work, holder: Holder | None) -> str:
    if holder is None:
        return f"{work.kind}; nobody is named as its lead"
    part = "" if holder.part == "lead" else f"{holder.part}: "
    return f"{work.kind}; {part}{holder.says}"


def taker_choices(found: Takers, first: Sequence[Organisation]) -> list[tuple[str, str]]:
    """People, then bodies that name nobody yet; those of the bodies that follow an ended one come first."""
    before = {body.pk for body in first}
    people = sorted(found.people, key=lambda m: (m.organisation_id not in before, m.person.name))
    bodies = sorted(found.bodies, key=lambda body: (body.pk not in before, body.name))
    described = [", ".join(filter(None, (m.person.name, m.job_title, m.organisation.name))) for m in people]
    return [
        *((f"person:{m.pk}", said) for m, said in zip(people, described, strict=True)),
        *((f"body:{body.pk}", f"{body.name}, with nobody named yet") for body in bodies),
    ]


def taken(choice: str, found: Takers) -> tuple[Person | None, Organisation]:
    """The person, if one was chosen, and the body."""
    kind, _, pk = choice.partition(":")
    if kind == "person":
        held = next(m for m in found.people if str(m.pk) == pk)
        return held.person, held.organisation
    return None, next(body for body in found.bodies if str(body.pk) == pk)


# --- the briefing ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Promise:
    """What was promised to families, to what they had said, and whether they say that it is true."""

    text: str
    to: tuple[str, ...]
    judgement: Any


@dataclass(frozen=True, slots=True)
class Brief:
    """Everything that a new holder of one piece of work should read first."""

    work: Work
    since: str
    part: str
    others: tuple[str, ...]
    before: tuple[str, ...]
    promises: tuple[Promise, ...]
    thread: tuple[Links, ...]
    updates: tuple[pack.Update, ...]
    observations: tuple[pack.Observation, ...]
    events: tuple[Any, ...]


def briefs(
    work: Iterable[Work], holds: Callable[[Holder], bool], index: Index, found: Beside, today: date
) -> list[Brief]:
    """A brief on each piece of which `holds` is true of a holder, most pressing first."""
    rows = [(w, holder) for w in sorted(work, key=lambda w: w.urgency) for holder in w.holders if holds(holder)]
    return [_brief(w, holder, index, found, today) for w, holder in rows]


def _brief(work: Work, holder: Holder, index: Index, found: Beside, today: date) -> Brief:
    item = work.item
    return Brief(
        work=work,
        since=since(work, today),
        part=holder.part,
        others=tuple(f"{other.part}: {other.says}" for other in work.holders if other is not holder),
        before=tuple(
            f"{', '.join(filter(None, (str(row.person or ''), str(row.organisation or row))))}, until {say_date(row.end)}"
            for row in found.before[work.id]
            if row.end
        ),
        promises=tuple(_promise(answer, index) for answer in _kept(work, index)),
        thread=tuple(group for group in index.links(item.key) if group.field not in ("kept_by", "shown_by")),
        updates=tuple(sorted(item.updates, key=lambda u: u.on, reverse=True)[:3])
        if isinstance(item, pack.Action)
        else (),
        observations=item.observations[-3:] if isinstance(item, pack.Measure) else (),
        events=tuple(found.events[str(work.id)]),
    )


def _kept(work: Work, index: Index) -> list[pack.Answer]:
    """The answers that this action keeps, or that this measure should show."""
    field = "kept_by" if work.kind == ACTION else "shown_by"
    return [answer for answer in index.pack.answers if any(link.key == work.key for link in getattr(answer, field))]


def _promise(answer: pack.Answer, index: Index) -> Promise:
    said = tuple(ref.title for ref in index.refs(answer.answers))
    return Promise(answer.text, said, families_judgement(answer))


def said_of(found: Beside, person: Any) -> str:
    """Whether this person has been asked for updates, and until when."""
    asked = [request for request in found.requests if request.person_id == person and request.answered_at is None]
    return join_words([f"asked on {say_date(r.asked_on)}, due by {say_date(r.due_on)}" for r in asked])
