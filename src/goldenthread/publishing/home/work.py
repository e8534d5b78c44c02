"""Which pieces of work are there, who holds each, and how does each stand today?

A piece of work is an action or a measure: what a person can be late with. Its status is judged by the rules of
`goldenthread.analysis`; here is only who holds it, since when it stands so, and what is wanted of its holder.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from goldenthread.analysis import ActionStatus, Judgement, MeasureStatus, say_date
from goldenthread.analysis.due import Due, read_due
from goldenthread.analysis.progress import NEAR, QUIET
from goldenthread.analysis.wording import Precision
from goldenthread.partnership.models import Area, Organisation, Responsibility
from goldenthread.partnership.queries import at_work, body_on, responsibilities
from goldenthread.planning.deliveryplan.models import Action
from goldenthread.planning.measures.models import Measure
from goldenthread.publishing.packs import format as pack
from goldenthread.publishing.packs.judgements import action_judgement, measure_judgement
from goldenthread.publishing.packs.queries import current_pack
from goldenthread.publishing.packs.since import action_since, measure_since

ACTION, MEASURE = "action", "measure"
FINISHED = (ActionStatus.DONE, ActionStatus.EMBEDDED, ActionStatus.DROPPED)


class Want(StrEnum):
    """What is wanted of whoever holds a piece of work. The order is the order of urgency."""

    OVERDUE = "overdue"
    BLOCKED = "blocked"
    OFF_TRACK = "off track"
    DUE_SOON = "due within four weeks"
    UNMEASURED = "no value recorded"
    SILENT = "nothing reported"


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds a part of a piece of work: a person at work in the area, a person who left, or only a body or words.

    `bodies`: the body in whose name it stands and, where that ended, those that stand for it today.
    """

    responsibility: UUID
    part: str
    organisation: int | None
    bodies: frozenset[int]
    body: str
    body_ended: date | None
    role: str
    person: UUID | None
    name: str
    at_work: bool
    since: date | None

    @property
    def says(self) -> str:
        """In words: the person and the body, or as much as is known."""
        gone = "" if self.at_work or not self.name else " (no longer at work here)"
        ended = f" (ended on {say_date(self.body_ended)})" if self.body_ended else ""
        return ", ".join(filter(None, (f"{self.name}{gone}", self.role, f"{self.body}{ended}"))).removeprefix(", ")


@dataclass(frozen=True, slots=True)
class Work:
    """One action or measure. `item` is its pack value; `heard` is when somebody last reported, as worded."""

    id: UUID
    kind: str
    item: pack.Action | pack.Measure
    judgement: Judgement[ActionStatus] | Judgement[MeasureStatus]
    due: Due
    heard: str
    holders: tuple[Holder, ...]
    wants: tuple[Want, ...]

    @property
    def key(self) -> str:
        return self.item.key

    @property
    def title(self) -> str:
        ref = getattr(self.item, "ref", "")
        return f"{ref} {self.item.title}".strip()

    @property
    def plural(self) -> str:
        """As in the address of its page."""
        return f"{self.kind}s"

    @property
    def leads(self) -> tuple[Holder, ...]:
        """Who leads an action; who owns a measure, in whatever part."""
        return tuple(holder for holder in self.holders if holder.part == "lead" or self.kind == MEASURE)

    @property
    def owned(self) -> bool:
        """Does a person at work in the area lead it, in the name of a body that still exists?"""
        return any(holder.at_work and holder.name and not holder.body_ended for holder in self.leads)

    @property
    def urgency(self) -> tuple[int, tuple[int, date, date, str], str]:
        """Sorts what is most pressing first."""
        first = min((list(Want).index(want) for want in self.wants), default=len(Want))
        return first, self.due.sort_key, self.title


def work_of(area: Area, today: date) -> tuple[Work, ...]:
    """Every action and measure of the area with who holds it, in the order of the strategy; five queries."""
    strategy = current_pack(area)
    ids = {ACTION: _ids(Action, area), MEASURE: _ids(Measure, area)}
    present = set(at_work(area, today).values_list("person", flat=True))
    held: dict[UUID, list[Holder]] = {}
    for row in responsibilities(area, today).order_by("position", "start", "pk"):
        held.setdefault(row.item_id, []).append(_holder(row, present, today))
    actions = [
        _action(ids[ACTION][a.key], a, held.get(ids[ACTION][a.key], ()), today)
        for a in strategy.actions
        if a.key in ids[ACTION]
    ]
    measures = [
        _measure(ids[MEASURE][m.key], m, held.get(ids[MEASURE][m.key], ()), today)
        for m in strategy.measures
        if m.key in ids[MEASURE]
    ]
    return (*actions, *measures)


def _ids(model: type[Action] | type[Measure], area: Area) -> dict[str, UUID]:
    return dict(model.objects.filter(area=area, withdrawn_on__isnull=True).values_list("key", "pk"))


def _holder(row: Responsibility, present: set[UUID], today: date) -> Holder:
    body = row.organisation
    ended = body.closed if body and body.closed and body.closed < today else None
    return Holder(
        responsibility=row.pk,
        part=row.part,
        organisation=row.organisation_id,
        bodies=_standing_for(body, ended, today),
        body=body.name if body else "",
        body_ended=ended,
        role=row.role or row.wording,
        person=row.person_id,
        name=row.person.name if row.person else "",
        at_work=row.person_id in present,
        since=row.start,
    )


def _standing_for(body: Organisation | None, ended: date | None, today: date) -> frozenset[int]:
    if body is None:
        return frozenset()
    return frozenset({body.pk, *(after.pk for after in body_on(body, today))} if ended else {body.pk})


def _action(pk: UUID, action: pack.Action, held: Iterable[Holder], today: date) -> Work:
    judgement = action_judgement(action, today)
    due = _due_of(action)
    heard = max((update.on for update in action.updates), default=None)
    wants = {
        Want.OVERDUE: judgement.status == ActionStatus.OVERDUE,
        Want.BLOCKED: judgement.status == ActionStatus.BLOCKED,
        Want.DUE_SOON: due.due_soon(today, NEAR),
        Want.SILENT: heard is None or (today - heard).days > QUIET,
    }
    finished = judgement.status in FINISHED
    return Work(
        id=pk,
        kind=ACTION,
        item=action,
        judgement=judgement,
        due=due,
        heard=f"reported on {say_date(heard)}" if heard else "never reported on",
        holders=tuple(held),
        wants=() if finished else tuple(want for want, so in wants.items() if so),
    )


def _due_of(action: pack.Action) -> Due:
    """Its own date; where it states none, the earliest stated date of a step that is not finished."""
    own = read_due(action.due)
    if own.precision != Precision.NONE:
        return own
    open_steps = [step for step in action.steps if step.state not in ("done", "embedded", "dropped")]
    stated = [due for due in (read_due(step.due) for step in open_steps) if due.is_stated]
    return min(stated, key=lambda due: due.sort_key, default=own)


def _measure(pk: UUID, measure: pack.Measure, held: Iterable[Holder], today: date) -> Work:
    judgement = measure_judgement(measure, today)
    latest = measure.observations[-1].period if measure.observations else ""
    wants = {
        Want.OFF_TRACK: judgement.status == MeasureStatus.OFF_TRACK,
        Want.UNMEASURED: not measure.observations,
    }
    return Work(
        id=pk,
        kind=MEASURE,
        item=measure,
        judgement=judgement,
        due=read_due(measure.target.due),
        heard=f"latest value is for {latest}" if latest else "no value recorded",
        holders=tuple(held),
        wants=tuple(want for want, so in wants.items() if so),
    )


def since(work: Work, today: date) -> str:
    """Since when it has stood as it does, as far as anybody can know."""
    if isinstance(work.item, pack.Action):
        return action_since(work.item, work.judgement, today).words  # type: ignore[arg-type]
    return measure_since(work.item, work.judgement, today).words  # type: ignore[arg-type]
