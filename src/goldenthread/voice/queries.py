"""What was said in this area, and what was answered?"""

from __future__ import annotations

from django.db.models import QuerySet

from goldenthread.partnership.models import Area
from goldenthread.thread.queries import links_of
from goldenthread.thread.states import LinkKind

from .models import Answer, Statement, Verdict


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
