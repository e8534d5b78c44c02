"""An indicator of an area's own, as an analyst would define it."""

from __future__ import annotations

from typing import Any

from goldenthread.partnership.actors import SystemActor
from goldenthread.partnership.models import Area
from goldenthread.understanding.indicators.actions import define_indicator
from goldenthread.understanding.indicators.models import OwnIndicator
from tests.fixtures import NOW

CODE = "plans-autism-girls"
TYPED: dict[str, Any] = {
    "code": CODE,
    "title": "Girls among those with autism",
    "why": "They are found later.",
    "group": "plans",
    "numerator": "Girls whose primary need it is",
    "denominator": "Plans where it is the primary need",
    "unit": "per cent",
    "per": "100",
    "polarity": "neither is better",
    "method": "Wilson score",
    "frequency": "annual",
    "base": "plans",
    "counts": "sex = 'F'",
    "out_of": "need = 'ASD'",
    "breakdowns": ["age"],
    "document": "Asked for by the SEND board",
    "paragraph": "",
    "owner": "Head of SEND",
    "checker": "Data and intelligence analyst",
    "note": "",
}
"""What is typed into the form."""


def definition() -> dict[str, Any]:
    """The same as a definition."""
    plain = {name: TYPED[name] for name in ("code", "title", "why", "group", "numerator", "denominator")}
    return plain | {
        "polarity": "neither is better",
        "method": "Wilson score",
        "person_level": {
            "base": "plans",
            "numerator": "sex = 'F'",
            "denominator": "need = 'ASD'",
            "breakdowns": ["age"],
        },
        "definition": {"document": TYPED["document"]},
        "owner": TYPED["owner"],
        "checker": TYPED["checker"],
    }


def own_indicator(area: Area) -> OwnIndicator:
    """It, defined in that area; the same when it is there already."""
    there = OwnIndicator.objects.filter(area=area, code=CODE).first()
    return there or define_indicator(area=area, definition=definition(), by=SystemActor(area, "A test", NOW))
