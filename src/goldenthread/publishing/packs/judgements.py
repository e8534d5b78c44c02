"""How does each item of a pack stand today, by the rules of `goldenthread.analysis`?

Three questions, three answers, never one: is the action being done, did the measure move, do families say it is true?
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from goldenthread import analysis
from goldenthread.analysis import ActionStatus, Judgement, MeasureStatus, join_words, say_date

from . import format as pack


class FamiliesSay(StrEnum):
    """What families' representatives say of an answer."""

    TRUE = "families say true"
    PARTLY = "families say partly true"
    NOT_TRUE = "families say not true"
    DIFFER = "families differ"
    NOT_ASKED = "not asked yet"


def action_judgement(action: pack.Action, today: date) -> Judgement[ActionStatus]:
    """Is the work being done?"""
    return analysis.action_status(
        analysis.WorkState(action.state),
        action.due,
        [analysis.Step(s.key, s.text, s.kind, s.due, analysis.WorkState(s.state)) for s in action.steps],
        [analysis.Update(u.on, analysis.WorkState(u.state), u.note, u.evidence_url) for u in action.updates],
        [analysis.Redating(r.was, r.now, r.on, r.agreed_by, r.reason, r.step) for r in action.redatings],
        today,
        blocked_reason=action.blocked_reason,
    )


def measure_judgement(measure: pack.Measure, today: date) -> Judgement[MeasureStatus]:
    """Did the measure move as it should?"""
    target, baseline = measure.target, measure.baseline
    return analysis.measure_status(
        analysis.Target(
            analysis.TargetKind(target.kind),
            analysis.Direction(target.direction) if target.direction else None,
            target.value,
            target.comparator,
            target.pace,
            target.due,
        ),
        analysis.Baseline(
            analysis.BaselineState(baseline.state),
            baseline.value,
            baseline.numerator,
            baseline.denominator,
            baseline.period,
            baseline.source,
        ),
        [_observation(seen) for seen in measure.observations],
        today,
        unit=measure.unit,
        frequency=measure.frequency,
    )


def _observation(seen: pack.Observation) -> analysis.Observation:
    return analysis.Observation(**{**seen.model_dump(), "state": analysis.State(seen.state)})


def families_judgement(answer: pack.Answer) -> Judgement[FamiliesSay]:
    """Do families say that it is true? The latest word of each group; where two groups differ, both are said."""
    latest = {verdict.group: verdict for verdict in sorted(answer.verdicts, key=lambda verdict: verdict.on)}
    if not latest:
        return Judgement(FamiliesSay.NOT_ASKED, "Nobody has asked families' representatives whether this is true.")
    said = join_words(
        [f"{_GROUPS[v.group]} said “{v.verdict.replace('-', ' ')}” on {say_date(v.on)}" for v in latest.values()]
    )
    verdicts = {verdict.verdict for verdict in latest.values()}
    status = _VERDICTS[verdicts.pop()] if len(verdicts) == 1 else FamiliesSay.DIFFER
    return Judgement(status, f"{said}.")


_GROUPS = {"parents-and-carers": "Parents and carers", "young-people": "Young people"}
_VERDICTS = {"true": FamiliesSay.TRUE, "partly": FamiliesSay.PARTLY, "not-true": FamiliesSay.NOT_TRUE}
