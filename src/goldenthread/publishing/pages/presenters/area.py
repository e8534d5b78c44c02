"""What does an area's home say: what it is for, what is promised next, what is overdue, what is still missing?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from goldenthread.analysis import ActionStatus, MeasureStatus, join_words, read_due, read_period
from goldenthread.analysis.due import Due
from goldenthread.planning.strategy.states import StrategyStatus
from goldenthread.publishing.packs import format as pack
from goldenthread.publishing.packs.judgements import action_judgement, measure_judgement
from goldenthread.publishing.packs.reading import Entry, Index, Ref
from goldenthread.publishing.packs.reading.chapters import Passage, passage

from .breaks import Breaks
from .governance import Serving, serving
from .voice import Said, said_of

MOST = 5
_FINISHED = ("done", "embedded", "dropped")
_NO_DATE = "The strategy does not say when anything will be done."
_FIRST_ROLES = ("Local authority", "NHS commissioner", "Voice of parents and carers", "Voice of young people")


@dataclass(frozen=True, slots=True)
class Promise:
    """One dated promise: of an action, of a step of it, or of a measure's target."""

    text: str
    of: Ref
    due: Due
    reported: str

    @property
    def when(self) -> str:
        """The date as a sentence begins."""
        words = self.due.describe()
        return words[:1].upper() + words[1:]


@dataclass(frozen=True, slots=True)
class Count:
    """A number with honest words, and the page that shows what they mean."""

    value: str
    text: str
    page: str


@dataclass(frozen=True, slots=True)
class Home:
    status: str
    about: tuple[tuple[str, str], ...]
    vision: tuple[Passage, ...]
    next: tuple[Promise, ...]
    later: int
    overdue: tuple[Promise, ...]
    overdue_count: int
    undated: int
    nothing_next: str
    nothing_overdue: str
    counts: tuple[Count, ...]
    said: tuple[tuple[Said, tuple[Entry, ...]], ...]
    responsible: tuple[tuple[str, tuple[Serving, ...]], ...]

    @property
    def held_by(self) -> str:
        """`Newcastle City Council and NHS …`: the bodies that hold the strategy on the day."""
        holders = [rows for role, rows in self.responsible if role in _FIRST_ROLES[:2]]
        return join_words([serving.body for rows in holders for serving in rows if serving.now])


def home(index: Index, breaks: Breaks, today: date) -> Home:
    """The whole page."""
    promises = list(_promises(index, today))
    overdue = sorted((p for p in promises if p.due.is_past(today)), key=lambda p: p.due.sort_key, reverse=True)
    ahead = sorted((p for p in promises if p.due.is_stated and not p.due.is_past(today)), key=lambda p: p.due.sort_key)
    dated = any(promise.due.is_stated for promise in promises)
    return Home(
        status=index.principal.status,
        about=_about(index.principal),
        vision=tuple(passage(index, clause.key) for clause in index.pack.clauses if clause.kind == "vision")[:2],
        next=tuple(ahead[:MOST]),
        later=max(0, len(ahead) - MOST),
        overdue=tuple(overdue[:MOST]),
        overdue_count=len(overdue),
        undated=sum(not promise.due.is_stated for promise in promises),
        nothing_next="Nothing has a date that is still to come." if dated else _NO_DATE,
        nothing_overdue="Nothing with a date is overdue."
        if dated
        else "Nothing has a date, so nothing can be called late.",
        counts=tuple(_counts(index, breaks, today)),
        said=_latest_said(index, breaks),
        responsible=tuple((role, rows) for role, rows in serving(index, today) if role in _FIRST_ROLES),
    )


def _about(strategy: pack.Strategy) -> tuple[tuple[str, str], ...]:
    facts = (
        ("Status", str(StrategyStatus(strategy.status).label)),
        ("Period", strategy.period or "Not stated"),
        ("Edition", strategy.edition),
        ("Adopted", strategy.adopted or "The day is not stated"),
        ("Reviewed", strategy.review or "Not stated"),
    )
    return tuple((name, value) for name, value in facts if value)


def _promises(index: Index, today: date) -> Iterator[Promise]:
    """Everything promised that is not finished. An action that gives no date is dated by its steps, as it says."""
    for action in index.pack.actions:
        ref = index.ref(action.key)
        reported = _reported(action)
        steps = [step for step in action.steps if step.due and step.state not in _FINISHED]
        state = action_judgement(action, today).status
        finished = state in (ActionStatus.DONE, ActionStatus.EMBEDDED, ActionStatus.DROPPED)
        if not finished:
            yield from (Promise(step.text, ref, read_due(step.due), reported) for step in steps)
        if not finished and (action.due or not steps):
            yield Promise(ref.title, ref, read_due(action.due), reported)
    for measure in index.pack.measures:
        if measure.target.due and measure_judgement(measure, today).status != MeasureStatus.MET:
            ref = index.ref(measure.key)
            yield Promise(ref.title, ref, read_due(measure.target.due), "")


def _reported(action: pack.Action) -> str:
    if not action.updates:
        return "Nothing has been reported."
    last = max(action.updates, key=lambda update: update.on)
    return f"Last report: {last.on.day} {last.on:%B %Y}."


# Of each list: its name for one and for many; what is said where every one, one, or several lack something; where none.
_HONEST = {
    "statements": ("thing people said", "things people said", "none has an answer yet", "1 has no answer yet",
                   "{} have no answer yet", "each is answered, alone or with its theme", "pages:you-said"),
    "priorities": ("priority", "priorities", "none leads to an outcome yet", "1 leads to no outcome yet",
                   "{} lead to no outcome yet", "each leads to an outcome", "threads:thread"),
    "outcomes": ("outcome", "outcomes", "none has a measure yet", "1 has no measure yet",
                 "{} have no measure yet", "each has a measure", "threads:thread"),
    "actions": ("action", "actions", "every one is overdue", "1 is overdue", "{} are overdue", "none is overdue", "pages:plan"),
    "measures": ("measure", "measures", "none has a starting figure", "1 has no starting figure",
                 "{} have no starting figure", "each has a starting figure", "pages:measures"),
    "done": ("thing said to be done", "things said to be done", "nobody has asked families if that is true",
             "nobody has asked families about 1", "nobody has asked families about {}",
             "families have been asked about each", "pages:you-said"),
}  # fmt: skip


def _counts(index: Index, breaks: Breaks, today: date) -> Iterator[Count]:
    """Each list of the strategy with what is missing from it, in words. What is missing is what the gap rules find."""
    whole = index.pack
    own = [p for p in whole.priorities if p.strategy in (None, index.principal.key)]
    late = sum(action_judgement(action, today).status == ActionStatus.OVERDUE for action in whole.actions)
    done = sum(answer.kind == "we-did" for answer in whole.answers)
    gaps = {
        "statements": (
            len(whole.statements),
            len(breaks.keys("statement-joined-to-nothing", "statement-without-answer")),
        ),
        "priorities": (len(own), len(breaks.keys("priority-without-outcome"))),
        "outcomes": (len(whole.outcomes), len(breaks.keys("outcome-without-measure"))),
        "actions": (len(whole.actions), late),
        "measures": (len(whole.measures), len(breaks.keys("baseline-not-stated", "baseline-to-be-determined"))),
        "done": (done, len(breaks.keys("answer-not-confirmed"))),
    }
    for name, (total, gap) in gaps.items():
        yield _count(name, total, gap)


def _count(name: str, total: int, gap: int) -> Count:
    one, many, every, single, several, none, page = _HONEST[name]
    if not total:
        return Count("0", f"{many}: the strategy states none", page)
    honest = none if not gap else every if gap == total else single if gap == 1 else several.format(f"{gap:,}")
    return Count(f"{total:,}", f"{one if total == 1 else many}; {honest}", page)


def _latest_said(index: Index, breaks: Breaks) -> tuple[tuple[Said, tuple[Entry, ...]], ...]:
    """The last few things said that were answered, each with answers of its own; where none were, the last said."""
    statements = list(index.pack.statements)
    ranked = sorted(
        range(len(statements)),
        key=lambda at: (bool(index.back(statements[at].key, "answers")), _when(statements[at]), at),
        reverse=True,
    )
    silent = breaks.keys("statement-joined-to-nothing", "statement-without-answer")
    shown: dict[tuple[str, ...], pack.Statement] = {}
    for at in ranked:
        answers = tuple(ref.key for ref in index.back(statements[at].key, "answers"))
        shown.setdefault(answers or (statements[at].key,), statements[at])
    return tuple(
        (
            said_of(index, statement, statement.key in silent),
            tuple(index.entry(ref.key) for ref in index.back(statement.key, "answers")),
        )
        for statement in list(shown.values())[:3]
    )


def _when(statement: pack.Statement) -> date:
    return (read_period(statement.said).end if statement.said else None) or date.min
