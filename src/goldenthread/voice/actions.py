"""Families' representatives say whether an answer is true; readers tell the partners what they think."""

from __future__ import annotations

from django.db import transaction

from goldenthread.audit import log
from goldenthread.partnership.actors import LONDON, AnyActor
from goldenthread.partnership.models import Area
from goldenthread.thread.policies import check_not_withdrawn

from . import policies
from .models import Answer, Feedback, Verdict


@transaction.atomic
def give_verdict(*, answer: Answer, verdict: str, group: str, by: AnyActor, note: str = "") -> Verdict:
    """Add a verdict, dated today. Earlier verdicts stay beside it, whatever the council later says."""
    policies.check_can_confirm(by, answer, group)
    check_not_withdrawn(answer)
    policies.check_says_why(verdict, note)
    given = Verdict(answer=answer, verdict=verdict, group=group, on=by.today, note=note, person=by.person)
    given.full_clean()
    given.save()
    subject = log.Subject(answer.KIND, answer.pk, answer.text)
    data = {"verdict": verdict, "group": group}
    log.record("confirmed an answer", subject, by=by, area=answer.area.slug, reason=note, data=data)
    return given


@transaction.atomic
def give_feedback(*, area: Area, text: str, by: AnyActor, reply_to: str = "", page: str = "") -> Feedback:
    """Keep what a reader says. The same words twice in a day are kept once. The event holds neither words nor address."""
    start = by.now.astimezone(LONDON).replace(hour=0, minute=0, second=0, microsecond=0)
    today = Feedback.objects.filter(area=area, at__gte=start)
    if same := today.filter(text=text, reply_to=reply_to).first():
        return same
    policies.check_takes_feedback(today.count())
    given = Feedback(area=area, text=text, reply_to=reply_to, page=page, at=by.now)
    given.full_clean()
    given.save()
    subject = log.Subject("feedback", given.pk, f"feedback on {page or 'the public pages'}")
    log.record("sent feedback", subject, by=by, area=area.slug)
    return given


@transaction.atomic
def close_feedback(*, feedback: Feedback, outcome: str, by: AnyActor) -> Feedback:
    """Say what was done about it. The address to reply to is deleted."""
    current = Feedback.objects.select_for_update().get(pk=feedback.pk)
    policies.check_can_close_feedback(by, current)
    current.closed_on, current.outcome, current.reply_to = by.today, outcome, ""
    current.full_clean()
    current.save()
    subject = log.Subject("feedback", current.pk, f"feedback on {current.page or 'the public pages'}")
    log.record("dealt with feedback", subject, by=by, area=current.area.slug, reason=outcome)
    return current
