"""What was said in this area, and what was answered?"""

from __future__ import annotations

from django.db.models import QuerySet

from goldenthread.partnership.models import Area

from .models import Answer


def answers(area: Area) -> QuerySet[Answer]:
    """The area's answers in order, with their verdicts."""
    return Answer.objects.filter(area=area, withdrawn_on__isnull=True).prefetch_related("verdicts")


def answer_by_key(area: Area, key: str) -> Answer | None:
    """One answer, or None."""
    return Answer.objects.filter(area=area, key=key).select_related("area").first()
