"""How is an action going, and how do we know?

The status says only whether the work is being done. Whether a measure moved and whether families agree are two other
statuses, shown beside it and never joined to it. The rules are the table `RULES`, one for each reported state:

- The reported state is that of the latest update that gives one, or else the recorded state. A recorded "blocked" or
  "dropped" stands until it is changed, even if a later update says otherwise, and the difference is said.
- Done needs an update that reports it. Embedded needs, beyond that, evidence dated after completion (inspectors look
  for change that lasted); without it the action is done.
- Late is later than the last day that the wording of its date could mean. An action that states no date of its own is
  dated by its steps that are not yet done: late when one of them is.
- Overdue comes before what is merely unknown, and the reason says both. A step that is late while the action is not, or
  work not begun within `NEAR` days of its last day, puts it at risk.
- Work under way is "cannot tell" where nobody has reported its state, where there has been no update for `QUIET` days,
  or where its date is not stated or not clear.

`QUIET` (a quarter of a year, the usual cycle of a board) and `NEAR` are rules of this product and not of law.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from .due import Due, read_due
from .judgement import Judgement
from .prose import join_words, plural, quote, say_date, sentence, times
from .wording import Precision

QUIET = 92
NEAR = 28


class WorkState(StrEnum):
    """What somebody reports of an action or a step."""

    NOT_STARTED = "not-started"
    IN_PROGRESS = "in-progress"
    DONE = "done"
    EMBEDDED = "embedded"
    BLOCKED = "blocked"
    DROPPED = "dropped"
    NOT_STATED = "not-stated"

    def say(self) -> str:
        return self.value.replace("-", " ")


class ActionStatus(StrEnum):
    DONE = "done"
    EMBEDDED = "embedded"
    ON_TRACK = "on track"
    AT_RISK = "at risk"
    OVERDUE = "overdue"
    BLOCKED = "blocked"
    DROPPED = "dropped"
    NOT_STARTED = "not started yet"
    CANNOT_TELL = "cannot tell"


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to be done, or one dated milestone, field for field as a strategy pack states it."""

    key: str
    text: str
    kind: str = "step"
    due: str = ""
    state: WorkState = WorkState.NOT_STATED


@dataclass(frozen=True, slots=True)
class Update:
    on: date
    state: WorkState
    note: str = ""
    evidence_url: str = ""
    organisation: str | None = None
    role: str = ""


@dataclass(frozen=True, slots=True)
class Redating:
    """A date that moved. `step` is left out where it is the action's own."""

    was: str
    now: str
    on: date
    agreed_by: str = ""
    reason: str = ""
    step: str | None = None


ActionJudgement = Judgement[ActionStatus]
_FINISHED = (WorkState.DONE, WorkState.EMBEDDED)
_STANDING = (WorkState.BLOCKED, WorkState.DROPPED)


@dataclass(frozen=True, slots=True)
class _Work:
    """What is known of an action on `today`; `updates` and `redatings` are in order of date, none later than today."""

    recorded: WorkState
    own_due: Due
    steps: tuple[Step, ...]
    updates: tuple[Update, ...]
    redatings: tuple[Redating, ...]
    today: date
    quiet_after: int
    blocked_reason: str

    @property
    def said(self) -> Update | None:
        """The latest update that gives a state."""
        return next((update for update in reversed(self.updates) if update.state != WorkState.NOT_STATED), None)

    @property
    def state(self) -> WorkState:
        if self.recorded in _STANDING or self.said is None:
            return self.recorded
        return WorkState(self.said.state)

    @property
    def unfinished(self) -> list[Step]:
        return [step for step in self.steps if step.state not in (*_FINISHED, WorkState.DROPPED)]

    @property
    def late_steps(self) -> list[Step]:
        return [step for step in self.unfinished if read_due(step.due).is_past(self.today)]

    @property
    def due(self) -> Due:
        """The action's own date; where it states none, the last of the dates of its unfinished steps."""
        if self.own_due.precision != Precision.NONE:
            return self.own_due
        stated = [due for due in (read_due(step.due) for step in self.unfinished) if due.is_stated]
        return max(stated, key=lambda due: due.sort_key, default=self.own_due)

    @property
    def is_late(self) -> bool:
        if self.own_due.precision == Precision.NONE:
            return bool(self.late_steps)
        return self.own_due.is_past(self.today)

    @property
    def completed_on(self) -> date | None:
        """The first of the unbroken run of updates, up to the latest, that report it finished."""
        first = None
        for update in reversed([update for update in self.updates if update.state != WorkState.NOT_STATED]):
            if update.state not in _FINISHED:
                break
            first = update.on
        return first


Rule = Callable[[_Work], ActionJudgement]


def action_status(
    state: WorkState,
    due: str,
    steps: Sequence[Step],
    updates: Sequence[Update],
    redatings: Sequence[Redating],
    today: date,
    *,
    quiet_after: int = QUIET,
    blocked_reason: str = "",
) -> ActionJudgement:
    """The status of an action as known on `today`, and why. `state` is as recorded, `due` as worded."""
    work = _Work(
        recorded=WorkState(state),
        own_due=read_due(due),
        steps=tuple(steps),
        updates=tuple(sorted((u for u in updates if u.on <= today), key=lambda update: update.on)),
        redatings=tuple(sorted((r for r in redatings if r.on <= today), key=lambda redating: redating.on)),
        today=today,
        quiet_after=quiet_after,
        blocked_reason=blocked_reason,
    )
    judgement = RULES[work.state](work)
    return Judgement(judgement.status, _sentences(judgement.reason, _say_difference(work), *_say_redatings(work)))


def _dropped(work: _Work) -> ActionJudgement:
    return Judgement(ActionStatus.DROPPED, _sentences(_say_state(work)))


def _blocked(work: _Work) -> ActionJudgement:
    """Blocked, with what blocks it; that it is also late or quiet is said and does not replace it."""
    why = work.blocked_reason.strip()
    blocked = f"{_say_state(work)}: {why}" if why else f"{_say_state(work)}; what blocks it is not stated"
    return Judgement(ActionStatus.BLOCKED, _sentences(blocked, _say_late(work), _say_quiet(work)))


def _done(work: _Work) -> ActionJudgement:
    """Done only where an update reports it."""
    completed = work.completed_on
    if completed is None:
        return Judgement(ActionStatus.CANNOT_TELL, f"It is recorded as {work.state.say()}, but no update reports it.")
    late = ""
    if work.own_due.is_past(completed):
        late = f"that was later than its date, {work.own_due.describe()}"
    reported = f"reported done on {say_date(completed)}"
    return Judgement(ActionStatus.DONE, _sentences(reported, late, _say_unfinished(work)))


def _embedded(work: _Work) -> ActionJudgement:
    """Embedded only with evidence dated after completion; otherwise done."""
    judgement, completed = _done(work), work.completed_on
    if completed is None:
        return judgement
    evidence = [update.on for update in work.updates if update.evidence_url.strip() and update.on > completed]
    if not evidence:
        missing = "it is reported embedded, but there is no evidence dated after that"
        return Judgement(ActionStatus.DONE, _sentences(judgement.reason, missing))
    lasting = f"evidence of {say_date(evidence[-1])} shows that it lasts"
    return Judgement(ActionStatus.EMBEDDED, _sentences(judgement.reason, lasting))


def _not_started(work: _Work) -> ActionJudgement:
    """Not started yet, unless it is late or nearly so."""
    if work.is_late:
        return _overdue(work)
    if work.late_steps or work.due.due_soon(work.today, NEAR):
        return Judgement(ActionStatus.AT_RISK, _sentences(_say_state(work), _say_late_steps(work), _say_due(work)))
    return Judgement(ActionStatus.NOT_STARTED, _sentences(_say_state(work), _say_due(work)))


def _under_way(work: _Work) -> ActionJudgement:
    """On track if it is dated, not late, reported lately, and no step is late."""
    if work.is_late:
        return _overdue(work)
    unknown = [reason for reason in (_say_no_state(work), _say_no_date(work), _say_quiet(work)) if reason]
    if work.late_steps:
        return Judgement(ActionStatus.AT_RISK, _sentences(_say_late_steps(work), *unknown, _say_due(work)))
    if unknown:
        due = "" if _say_no_date(work) else _say_due(work)
        return Judgement(ActionStatus.CANNOT_TELL, _sentences(*unknown, due))
    return Judgement(ActionStatus.ON_TRACK, _sentences(_say_state(work), _say_due(work)))


RULES: Mapping[WorkState, Rule] = MappingProxyType(
    {
        WorkState.NOT_STARTED: _not_started,
        WorkState.IN_PROGRESS: _under_way,
        WorkState.DONE: _done,
        WorkState.EMBEDDED: _embedded,
        WorkState.BLOCKED: _blocked,
        WorkState.DROPPED: _dropped,
        WorkState.NOT_STATED: _under_way,
    }
)


def _overdue(work: _Work) -> ActionJudgement:
    known = _say_no_state(work) or _say_state(work)
    return Judgement(ActionStatus.OVERDUE, _sentences(_say_late(work), known, _say_quiet(work)))


def _sentences(*clauses: str) -> str:
    return " ".join(sentence(clause) for clause in clauses if clause)


def _say_state(work: _Work) -> str:
    if work.said is not None and work.said.state == work.state:
        return f"reported {work.state.say()} on {say_date(work.said.on)}"
    return f"it is recorded as {work.state.say()}"


def _say_no_state(work: _Work) -> str:
    return "its state has never been reported" if work.state == WorkState.NOT_STATED else ""


def _say_due(work: _Work) -> str:
    if not work.due.is_stated:
        return work.due.why_no_last_day()
    left = ""
    if work.due.latest is not None and work.due.due_soon(work.today, NEAR):
        left = f", {plural((work.due.latest - work.today).days, 'day')} from now"
    return f"due {work.due.describe()}{left}"


def _say_no_date(work: _Work) -> str:
    """An open-ended date ("from 2026") is a date: work can be in step with it, though never late by it."""
    if work.due.is_stated:
        return ""
    question = f". {work.due.question}" if work.due.question else ""
    return work.due.why_no_last_day() + question


def _say_late(work: _Work) -> str:
    """That the action is late, by its own date or by those of its steps."""
    if not work.is_late:
        return ""
    if work.own_due.latest is None:
        return _say_late_steps(work)
    return f"it was due {work.own_due.describe()}, {_say_ago(work.own_due.latest, work.today)}"


def _say_late_steps(work: _Work) -> str:
    late = [(quote(step.text), read_due(step.due)) for step in work.late_steps]
    return join_words([f"{text} was due {due.describe()}" for text, due in late])


def _say_ago(day: date, today: date) -> str:
    return f"{plural((today - day).days, 'day')} ago"


def _say_quiet(work: _Work) -> str:
    """That nobody has reported for longer than the agreed time."""
    if not work.updates:
        return "no update has ever been made"
    last = work.updates[-1].on
    if (work.today - last).days <= work.quiet_after:
        return ""
    return f"there has been no update since {say_date(last)}, {_say_ago(last, work.today)}"


def _say_unfinished(work: _Work) -> str:
    if not work.unfinished:
        return ""
    verb = "is" if len(work.unfinished) == 1 else "are"
    return f"{len(work.unfinished)} of its {plural(len(work.steps), 'step')} {verb} not recorded as done"


def _say_difference(work: _Work) -> str:
    """That the latest update disagrees with a record that ought to be the last word."""
    if work.said is None or work.said.state == work.recorded or work.recorded not in (*_STANDING, *_FINISHED):
        return ""
    latest = f"the latest update, of {say_date(work.said.on)}, says {WorkState(work.said.state).say()}"
    return latest if work.recorded in _STANDING else f"it is recorded as {work.recorded.say()}, but {latest}"


def _say_redatings(work: _Work) -> list[str]:
    own = [redating for redating in work.redatings if not redating.step]
    of_steps = len(work.redatings) - len(own)
    said = []
    if own:
        first = f"for {quote(own[0].was)}" if own[0].was.strip() else "without a date"
        agreed = f", agreed by {own[-1].agreed_by}" if own[-1].agreed_by.strip() else ""
        moved = f"its date has moved {times(len(own))}, most recently on {say_date(own[-1].on)}{agreed}"
        said.append(f"it was first promised {first}; {moved}")
    if of_steps:
        said.append(f"dates of its steps have moved {times(of_steps)}")
    return said
