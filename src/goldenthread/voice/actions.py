"""Families' representatives say whether an answer is true."""

from __future__ import annotations

from django.db import transaction

from goldenthread.audit import log
from goldenthread.partnership.actors import AnyActor

from . import policies
from .models import Answer, Verdict


@transaction.atomic
def give_verdict(*, answer: Answer, verdict: str, group: str, by: AnyActor, note: str = "") -> Verdict:
    """Add a verdict, dated today. Earlier verdicts stay beside it, whatever the council later says."""
    policies.check_can_confirm(by, answer, group)
    policies.check_says_why(verdict, note)
    given = Verdict(answer=answer, verdict=verdict, group=group, on=by.today, note=note, person=by.person)
    given.full_clean()
    given.save()
    subject = log.Subject(answer.KIND, answer.pk, answer.text)
    data = {"verdict": verdict, "group": group}
    log.record("confirmed an answer", subject, by=by, area=answer.area.slug, reason=note, data=data)
    return given
