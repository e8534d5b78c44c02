"""Which strategies, and which parts of them, does an area hold?"""

from __future__ import annotations

from django.db.models import QuerySet

from goldenthread.partnership.models import Area

from .models import Strategy


def principal_strategy(area: Area) -> Strategy | None:
    """The area's own joint commissioning strategy, or None before one is begun."""
    return Strategy.objects.filter(area=area, principal=True).first()


def strategies(area: Area) -> QuerySet[Strategy]:
    """The area's strategies, its own joint commissioning strategy first."""
    return Strategy.objects.filter(area=area).order_by("-principal", "position", "pk")


def strategy_by_key(area: Area, key: str) -> Strategy | None:
    """One strategy, or None."""
    return Strategy.objects.filter(area=area, key=key).select_related("area").first()
