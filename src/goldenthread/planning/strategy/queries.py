"""Which strategies, and which parts of them, does an area hold?"""

from __future__ import annotations

from goldenthread.partnership.models import Area

from .models import Strategy


def principal_strategy(area: Area) -> Strategy | None:
    """The area's own joint commissioning strategy, or None before one is begun."""
    return Strategy.objects.filter(area=area, principal=True).first()
