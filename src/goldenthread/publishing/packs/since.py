"""Since when does an action or a measure stand as it does today, as far as anybody can know?

What is worked out from a date is exact: late from the day after the last day that its date could mean, blocked from the
first report of the unbroken run that says so, off track from the first figure that showed it. Where nothing is dated,
an earlier state of the strategy can only say "at least since" the day it was looked at; and without one it is not known.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from goldenthread.analysis import ActionStatus, Judgement, MeasureStatus, Precision, read_due, read_period, say_date
from goldenthread.analysis.figures import say_period
from goldenthread.analysis.progress import NEAR

from . import format as pack
from .judgements import action_judgement, measure_judgement

_FINISHED = ("done", "embedded", "dropped")
_ONE_DAY = timedelta(1)


@dataclass(frozen=True, slots=True)
class Since:
    """`words` can follow "Since:". `day` sorts; there is none where it is not known."""

    words: str
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Earlier:
    """How the same item stood on an earlier day, where that is known."""

    day: date
    item: pack.Action | pack.Measure


NOT_KNOWN = Since("not known")


def action_since(
    action: pack.Action, judgement: Judgement[ActionStatus], today: date, earlier: Earlier | None = None
) -> Since:
    """Since when the action has the status it was judged to have on `today`."""
    match judgement.status:
        case ActionStatus.OVERDUE:
            return _on(_late_from(action, today))
        case ActionStatus.AT_RISK:
            return _on(_late_step_from(action, today) or _near_from(action, today))
        case ActionStatus.BLOCKED | ActionStatus.DROPPED:
            return _reported_run(action, (judgement.status.value,), today) or _seen(action, judgement, earlier)
        case ActionStatus.DONE | ActionStatus.EMBEDDED:
            return _reported_run(action, ("done", "embedded"), today) or NOT_KNOWN
        case _:
            return _last_heard(action, today)


def measure_since(measure: pack.Measure, judgement: Judgement[MeasureStatus], today: date) -> Since:
    """Since which figure the measure has stood as it does; or since its target's day passed."""
    ordered = sorted(measure.observations, key=lambda seen: read_period(seen.period).sort_key)
    if not any(seen.value is not None for seen in ordered):
        return Since(
            "the start: no figure has been recorded since the baseline" if measure.baseline.value else "the start"
        )
    first: pack.Observation | None = None
    for count in range(len(ordered), 0, -1):
        end = read_period(ordered[count - 1].period).end
        if end is None or ordered[count - 1].value is None:
            continue
        known = measure.model_copy(update={"observations": tuple(ordered[:count])})
        if measure_judgement(known, min(end, today)).status != judgement.status:
            break
        first = ordered[count - 1]
    if first is not None:
        return Since(f"the figure for {say_period(first.period)}", read_period(first.period).end)
    passed = read_due(measure.target.due).latest
    return _on(passed + _ONE_DAY if passed and passed < today else None)


def _on(day: date | None) -> Since:
    return Since(say_date(day), day) if day else NOT_KNOWN


def _open_steps(action: pack.Action) -> Iterable[pack.Step]:
    return (step for step in action.steps if step.state not in _FINISHED)


def _late_from(action: pack.Action, today: date) -> date | None:
    """The day after the last day of its own date; where it states none, of the first of its steps to be late."""
    own = read_due(action.due)
    if own.precision != Precision.NONE:
        return own.latest + _ONE_DAY if own.latest and own.is_past(today) else None
    return _late_step_from(action, today)


def _late_step_from(action: pack.Action, today: date) -> date | None:
    late = [due.latest for step in _open_steps(action) if (due := read_due(step.due)).is_past(today)]
    return min((day + _ONE_DAY for day in late if day), default=None)


def _near_from(action: pack.Action, today: date) -> date | None:
    """The first of the days that count as near the end, for work that has not begun."""
    stated = [read_due(wording).latest for wording in (action.due, *(step.due for step in _open_steps(action)))]
    ahead = [day - timedelta(NEAR) for day in stated if day and day >= today]
    return min((day for day in ahead if day <= today), default=None)


def _reported_run(action: pack.Action, states: tuple[str, ...], today: date) -> Since | None:
    """The first of the unbroken run of reports, up to the latest, that say so."""
    first = None
    stated = sorted(
        (u for u in action.updates if u.on <= today and u.state != "not-stated"), key=lambda update: update.on
    )
    for update in reversed(stated):
        if update.state not in states:
            break
        first = update.on
    return _on(first) if first else None


def _seen(action: pack.Action, judgement: Judgement[ActionStatus], earlier: Earlier | None) -> Since:
    """What no report dates: the same was so on the earlier day, or was not."""
    if earlier is None or not isinstance(earlier.item, pack.Action):
        return NOT_KNOWN
    if action_judgement(earlier.item, earlier.day).status == judgement.status:
        return Since(f"{say_date(earlier.day)} at least", earlier.day)
    return Since(f"some day after {say_date(earlier.day)}", earlier.day)


def _last_heard(action: pack.Action, today: date) -> Since:
    heard = max((update.on for update in action.updates if update.on <= today), default=None)
    return (
        Since(f"{say_date(heard)}, the last report", heard) if heard else Since("the start: nothing was ever reported")
    )
