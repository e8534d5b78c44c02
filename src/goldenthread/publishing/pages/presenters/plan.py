"""What is the delivery plan, and how far has each promise come?"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from goldenthread.analysis import ActionStatus, join_words, plural, read_due, say_date
from goldenthread.design.filters import web_address
from goldenthread.publishing.packs import format as pack
from goldenthread.publishing.packs.reading import Entry, Index, Ref
from goldenthread.publishing.packs.reading.standing import ThreeParts, three_parts

FINISHED = ("done", "embedded", "dropped")
_STATES = {"in-progress": "in progress", "not-started": "not started", "not-stated": "not stated"}


@dataclass(frozen=True, slots=True)
class Moved:
    """A promise's date that moved: what it was, what it is, who agreed, why."""

    was: str
    now: str
    on: date
    agreed_by: str
    reason: str


@dataclass(frozen=True, slots=True)
class PlanStep:
    key: str
    kind: str
    text: str
    due: str
    state: str
    late: bool
    moved: tuple[Moved, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """What was last reported, by which body."""

    on: date
    state: str
    note: str
    who: str
    evidence_url: str


@dataclass(frozen=True, slots=True)
class ActionCard:
    """One row of the plan."""

    entry: Entry
    due: str
    leads: dict[str, tuple[str, ...]]
    pilot: bool
    blocked_reason: str
    steps: tuple[PlanStep, ...]
    moved: tuple[Moved, ...]
    latest: Report | None
    parts: ThreeParts
    delivers: tuple[Ref, ...]
    achieves: tuple[Ref, ...]
    themes: tuple[Ref, ...]
    bodies: frozenset[str]

    @property
    def status(self) -> str:
        """The status of the work as it stands in an address."""
        return str(self.parts.action.status).replace(" ", "-")


@dataclass(frozen=True, slots=True)
class Group:
    """Actions under one theme; or, where an action is under none, under its priority."""

    title: str
    ref: Ref | None
    cards: tuple[ActionCard, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    cards: tuple[ActionCard, ...]
    summary: str
    last_reported: str

    def choices(self, index: Index) -> dict[str, list[tuple[str, str]]]:
        """What the plan can be filtered by: only what is in it, with how many."""
        themes = Counter(ref.key for card in self.cards for ref in card.themes)
        bodies = Counter(key for card in self.cards for key in card.bodies)
        statuses = Counter(card.status for card in self.cards)
        named = {card.status: str(card.parts.action.status).capitalize() for card in self.cards}
        return {
            "themes": [(key, f"{index.ref(key).title} ({n})") for key, n in themes.items()],
            "partners": sorted(
                ((k, f"{index.body(k)} ({n})") for k, n in bodies.items()), key=lambda pair: pair[1].lower()
            ),
            "statuses": [(key, f"{named[key]} ({n})") for key, n in sorted(statuses.items())],
        }

    def chosen(self, theme: str = "", partner: str = "", status: str = "") -> tuple[ActionCard, ...]:
        """The cards that match every choice made."""
        return tuple(
            card
            for card in self.cards
            if (not theme or any(ref.key == theme for ref in card.themes))
            and (not partner or partner in card.bodies)
            and (not status or card.status == status)
        )


def plan(index: Index, today: date) -> Plan:
    """The plan whole."""
    cards = tuple(card(index, action, today) for action in index.pack.actions)
    return Plan(cards, summary(cards), _last_reported(index.pack.actions))


def groups(cards: tuple[ActionCard, ...]) -> tuple[Group, ...]:
    """Cards in the order of the plan, under the first heading of each."""
    found: dict[str, list[ActionCard]] = {}
    headings: dict[str, Ref | None] = {}
    for each in cards:
        heading = next(iter((*each.themes, *each.delivers)), None)
        key = heading.key if heading else ""
        headings[key] = heading
        found.setdefault(key, []).append(each)
    return tuple(
        Group(heading.title if heading else "Under no theme or priority", heading, tuple(found[key]))
        for key, heading in headings.items()
    )


def card(index: Index, action: pack.Action, today: date) -> ActionCard:
    """One action ready to be shown."""
    due = read_due(action.due)
    return ActionCard(
        entry=index.entry(action.key),
        due=due.describe() if action.due else "No date of its own is stated",
        leads=index.leads(action.leads),
        pilot=action.pilot,
        blocked_reason=action.blocked_reason if action.state == "blocked" else "",
        steps=tuple(_step(action, step, today) for step in action.steps),
        moved=tuple(_moved(redating) for redating in action.redatings if redating.step is None),
        latest=_latest(index, action),
        parts=three_parts(index, action, today),
        delivers=index.refs(action.delivers),
        achieves=index.refs(action.achieves),
        themes=index.refs(action.themes),
        bodies=frozenset(lead.organisation for lead in action.leads if lead.organisation),
    )


def _step(action: pack.Action, step: pack.Step, today: date) -> PlanStep:
    due = read_due(step.due)
    return PlanStep(
        key=step.key,
        kind="Milestone" if step.kind == "milestone" else "Step",
        text=step.text,
        due=due.describe() if step.due else "",
        state="" if step.state == "not-stated" else step.state,
        late=step.state not in FINISHED and due.is_past(today),
        moved=tuple(_moved(redating) for redating in action.redatings if redating.step == step.key),
    )


def _moved(redating: pack.Redating) -> Moved:
    return Moved(redating.was, redating.now, redating.on, redating.agreed_by, redating.reason)


def _latest(index: Index, action: pack.Action) -> Report | None:
    update = max(action.updates, key=lambda each: each.on, default=None)
    if update is None:
        return None
    who = join_words([part for part in (update.role, index.body(update.organisation)) if part], last="for")
    state = _STATES.get(update.state, update.state)
    return Report(update.on, state, update.note, who, web_address(update.evidence_url))


def summary(cards: tuple[ActionCard, ...]) -> str:
    """`60 actions: 58 overdue, 2 done.` in the order of how much they need attention."""
    if not cards:
        return "The strategy does not list any action."
    counts = Counter(each.parts.action.status for each in cards)
    if len(counts) == 1 and len(cards) > 1:
        return f"{plural(len(cards), 'action')}: {_ALL.get(next(iter(counts)), f'all {next(iter(counts))}')}."
    order = [ActionStatus.OVERDUE, ActionStatus.BLOCKED, ActionStatus.AT_RISK, ActionStatus.CANNOT_TELL]
    ranked = sorted(counts, key=lambda status: order.index(status) if status in order else len(order))
    said = [f"{counts[status]:,} {_SAID.get(status, status)}" for status in ranked]
    return f"{plural(len(cards), 'action')}: {join_words(said)}."


_SAID = {ActionStatus.CANNOT_TELL: "where we cannot tell"}
_ALL = {ActionStatus.CANNOT_TELL: "we cannot tell how any of them stands"}


def _last_reported(actions: tuple[pack.Action, ...]) -> str:
    days = [update.on for action in actions for update in action.updates]
    if not days:
        return "Nothing has been reported yet on any of them."
    silent = sum(not action.updates for action in actions)
    rest = f" Nothing has been reported on {silent:,} of them." if silent else ""
    return f"The latest report was made on {say_date(max(days))}.{rest}"
