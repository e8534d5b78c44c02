"""What can have a gap, and which facts of it do the rules ask for? Everything a strategy holds, with a few plain facts.

A fact is a number, a word, or a list of words: what a rule of the tables can test and a sentence can say.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from goldenthread.analysis import Precision, join_words, quote, read_due, say_date
from goldenthread.analysis.due import read_period
from goldenthread.publishing.packs import format as pack
from goldenthread.publishing.packs.reading import baseline_in_words
from goldenthread.publishing.threads.ends import Chain, by, follow, to
from goldenthread.publishing.threads.shape import NAMES, ORDER, Item, Thread
from goldenthread.publishing.threads.standings import standings
from goldenthread.thread.states import LinkKind, NodeKind
from goldenthread.voice.states import Speaker

from .bodies import Bodies

_FINISHED = ("done", "embedded", "dropped")
_IN_WORDS = re.compile(r"\d|fold\b|\bhalf\b|\bthird|\bquarter|doubl|trebl|tripl", re.IGNORECASE)
_TO_GROUND: tuple[Chain, ...] = (
    (to(LinkKind.ADDRESSES, NodeKind.EVIDENCE, NodeKind.STATEMENT),),
    (to(LinkKind.ADDRESSES, NodeKind.NEED), to(LinkKind.RESTS_ON, NodeKind.EVIDENCE)),
    (to(LinkKind.ADDRESSES, NodeKind.NEED), by(LinkKind.RAISES, NodeKind.STATEMENT)),
)
_YOUNG = ("young-people", "children")


@dataclass(frozen=True, slots=True)
class Subject:
    """A thing that rules are asked of. `kinds`: what it counts as ("action", "item"); `item`: its place in the thread."""

    key: str
    name: str
    kinds: frozenset[str]
    facts: Mapping[str, Any]
    plural: str = ""
    themes: tuple[str, ...] = ()
    item: Item | None = None


def subjects(
    whole: pack.Pack, thread: Thread, today: date, unheld: frozenset[str], outdated: Sequence[str] = ()
) -> Iterator[Subject]:
    """Everything in the strategy. `unheld`: keys of items whose lead nobody at work holds; `outdated`: figures that the
    needs assessment cites although a newer one exists."""
    bodies = Bodies(whole, today)
    stand = standings(thread, today)
    yield from bodies.subjects_of(Subject)
    yield from _strategies(whole)
    yield _area(whole)
    if outdated:
        told = {"outdated": join_words([quote(each) for each in outdated])}
        yield Subject("needs-assessment", "The needs assessment", frozenset({"assessment"}), told)
    yield from _stages(thread)
    for item in thread.items.values():
        if item.of:
            continue
        facts = {"cite": item.says.cite, "sections": len(whole.sections), "families": item.says.families}
        facts["kind_words"] = NAMES[item.kind][0]
        judged = stand.get(item.key)
        facts |= {"status": str(judged.status), "reason": judged.reason} if judged else {}
        facts |= _FACTS[item.kind](item, thread, bodies, today) if item.kind in _FACTS else {}
        facts["unheld"] = item.key in unheld
        yield Subject(item.key, item.label, _KINDS[item.kind], facts, item.plural, item.themes, item)
    for service in whole.services:
        yield _service(service, bodies)


def _kinds(kind: NodeKind) -> frozenset[str]:
    more = {
        NodeKind.PRIORITY: {"aim"},
        NodeKind.OUTCOME: {"aim"},
        NodeKind.ACTION: {"work"},
        NodeKind.MEASURE: {"work"},
    }
    return frozenset({str(kind), "item"} | more.get(kind, set()))


_KINDS = {kind: _kinds(kind) for kind in ORDER}


# --- items of the thread -------------------------------------------------------------------------------------


def _answer(item: Item, thread: Thread, bodies: Bodies, today: date) -> dict[str, Any]:
    stand = standings(thread, today)
    kept = [thread.items[link.target] for link in thread.at.get(item.key, ()) if link.source == item.key]
    late = [far for far in kept if far.kind == NodeKind.ACTION and stand[far.key].status in ("overdue", "dropped")]
    behind = join_words([f"{quote(far.short)} ({stand[far.key].status})" for far in late])
    return {"kind": item.says.kind, "verdicts": len(item.says.verdicts), "behind": behind}


def _two_years_before(day: date) -> date:
    return day.replace(year=day.year - 2, day=min(day.day, 28) if day.month == 2 else day.day)


def _evidence(item: Item, thread: Thread, bodies: Bodies, today: date) -> dict[str, Any]:
    numbers = (figure for figure in item.says.figures if figure.value is not None or _IN_WORDS.search(figure.words))
    newest = _newest(item.says.figures)
    old = newest is not None and newest < _two_years_before(today)
    return {"numbers": sum(1 for _ in numbers), "old": old, "newest": say_date(newest) if newest else ""}


def _newest(figures: Iterable[pack.Figure]) -> date | None:
    """The last day of the newest period of which a figure tells; None where one of them could be newer ("now")."""
    ends = [read_period(figure.period).end for figure in figures if figure.period]
    known = [end for end in ends if end is not None]
    return max(known) if known and len(known) == len(ends) else None


def _priority(item: Item, thread: Thread, bodies: Bodies, today: date) -> dict[str, Any]:
    needs = follow(thread, item.key, (to(LinkKind.ADDRESSES, NodeKind.NEED),))
    return {"needs": len(needs), "ground": sum(len(follow(thread, item.key, chain)) for chain in _TO_GROUND)}


def _action(item: Item, thread: Thread, bodies: Bodies, today: date) -> dict[str, Any]:
    action: pack.Action = item.says
    leads = [lead for lead in action.leads if lead.part != "partner"]
    partners = [bodies.name(lead.organisation) for lead in action.leads if lead.part == "partner" and lead.organisation]
    wordings = [action.due, *(step.due for step in action.steps)]
    since = _reported_since(action, today)
    unclear = [due for due in map(read_due, wordings) if due.precision == Precision.UNCLEAR]
    return {
        "leads": len(leads),
        "partners": f"; the strategy names {join_words(partners)} as taking part" if partners else "",
        "roleless": join_words([lead.wording for lead in leads if not lead.organisation and not lead.role]),
        "led_by": join_words([bodies.who(lead) for lead in leads if lead.organisation or lead.role]),
        "ended": bodies.ended(lead.organisation for lead in action.leads),
        "dated": any(read_due(wording).is_stated or wording.strip() for wording in wordings),
        "unclear": join_words([f"{quote(due.wording)} ({due.question})" for due in unclear]),
        "own_late": read_due(action.due).is_past(today),
        "late_steps": _late_steps(action, today),
        "reported_since": since,
        "silence": "" if since else ". Nothing has been reported since",
    }


def _late_steps(action: pack.Action, today: date) -> str:
    late = [step for step in action.steps if step.state not in _FINISHED and read_due(step.due).is_past(today)]
    return join_words([f"{quote(step.text.rstrip('.'))} was due {read_due(step.due).describe()}" for step in late])


def _reported_since(action: pack.Action, today: date) -> bool:
    """Has anything been reported since the first of its dates that is past?"""
    open_steps = (step.due for step in action.steps if step.state not in _FINISHED)
    past = [due.latest for due in map(read_due, (action.due, *open_steps)) if due.latest and due.is_past(today)]
    return bool(past) and any(min(past) < update.on <= today for update in action.updates)


def _measure(item: Item, thread: Thread, bodies: Bodies, today: date) -> dict[str, Any]:
    measure: pack.Measure = item.says
    began = f" since its baseline, {baseline_in_words(measure)}" if measure.baseline.state == "known" else ""
    return {
        "baseline": measure.baseline.state,
        "counts": "no" if measure.unit == "event" or measure.target.kind == "event" else "yes",
        "target": measure.target.kind,
        "direction": measure.target.direction,
        "owners": len(measure.owner),
        "frequency": measure.frequency or measure.target.pace,
        "source": measure.source,
        "observations": len(measure.observations),
        "since": began,
        "ended": bodies.ended(lead.organisation for lead in measure.owner),
    }


_FACTS = {
    NodeKind.ANSWER: _answer,
    NodeKind.EVIDENCE: _evidence,
    NodeKind.ACTION: _action,
    NodeKind.MEASURE: _measure,
    NodeKind.PRIORITY: _priority,
}


# The Local Offer is published by the council as a duty (Children and Families Act 2014, section 30): nobody commissions it.
PUBLISHED_BY_LAW = ("local offer",)

# --- the rest of the strategy --------------------------------------------------------------------------------


def _service(service: pack.Service, bodies: Bodies) -> Subject:
    facts = {
        "by_law": any(words in service.name.lower() for words in PUBLISHED_BY_LAW),
        "commissioners": len(service.commissioners),
        "providers": len(service.providers),
        "ended": bodies.ended((*service.commissioners, *service.providers)),
    }
    return Subject(service.key, service.name, frozenset({"service"}), facts, "services")


def _strategies(whole: pack.Pack) -> Iterator[Subject]:
    """The area's own strategy; others are here only because it rests on them."""
    own = [action for action in whole.actions if action.strategy is None]
    planned = any({"review", "strategy"} <= set(action.title.lower().split()) for action in own)
    for strategy in whole.strategies:
        if strategy.principal:
            facts = {name: getattr(strategy, name) for name in ("period", "review", "status")}
            yield Subject(strategy.key, strategy.title, frozenset({"strategy"}), facts | {"review_planned": planned})


def _area(whole: pack.Pack) -> Subject:
    speakers = dict.fromkeys(statement.speaker for statement in whole.statements)
    facts = {
        "spoken": len(whole.statements),
        "young": sum(speaker in _YOUNG for speaker in speakers),
        "speakers": join_words([Speaker(speaker).label.lower() for speaker in speakers]),
    }
    return Subject(whole.area.slug, whole.area.name, frozenset({"area"}), facts)


# A strategy may well hold no findings or answers of its own; the other stages belong to any.
_STAGES = tuple(kind for kind in ORDER if kind not in (NodeKind.EVIDENCE, NodeKind.ANSWER))


def _stages(thread: Thread) -> Iterator[Subject]:
    for kind in _STAGES:
        silent = kind == NodeKind.STATEMENT
        absent = "reports nothing that families or young people said" if silent else f"states no {NAMES[kind][0]}"
        number = sum(item.kind == kind and not item.of for item in thread.items.values())
        yield Subject(f"{kind}", kind.label, frozenset({"stage"}), {"number": number, "absent": absent})
