"""What was said in this area, and what was answered?"""

from __future__ import annotations

from uuid import UUID

from django.db.models import F, QuerySet

from goldenthread.partnership.models import Area
from goldenthread.thread.queries import links_of
from goldenthread.thread.states import LinkKind

from .models import Answer, Feedback, Statement, Verdict


def answers(area: Area) -> QuerySet[Answer]:
    """The area's answers in order, with their verdicts."""
    return Answer.objects.filter(area=area, withdrawn_on__isnull=True).prefetch_related("verdicts")


def answer_by_key(area: Area, key: str) -> Answer | None:
    """One answer, or None."""
    return Answer.objects.filter(area=area, key=key).select_related("area").first()


def verdicts_on(answer: Answer) -> QuerySet[Verdict]:
    """What families' representatives said of an answer, newest first."""
    return answer.verdicts.select_related("person").order_by("-on", "-pk")


def statements_answered(answer: Answer) -> QuerySet[Statement]:
    """What was said that this answers."""
    said = links_of(answer.area, answer.pk).filter(source_id=answer.pk, kind=LinkKind.ANSWERS)
    return Statement.objects.filter(pk__in=said.values("target_id"), withdrawn_on__isnull=True)


def feedback(area: Area) -> QuerySet[Feedback]:
    """What readers told the area's partners: what is still open first, then newest first."""
    return Feedback.objects.filter(area=area).order_by(F("closed_on").asc(nulls_first=True), "-at", "pk")


def feedback_by_id(area: Area, id_: UUID) -> Feedback | None:
    """One message, or None."""
    return Feedback.objects.filter(area=area, pk=id_).select_related("area").first()
