"""Which gaps are looked for? Every rule, in the order of the cycle of joint commissioning."""

from __future__ import annotations

from collections.abc import Mapping

from . import delivery, partnership, planning, review, understanding, voice
from .terms import MENDED, Facts, Mend, Near, Rule, Source, Stage, Test, Weight

__all__ = ["BY_ID", "MENDED", "RULES", "Facts", "Mend", "Near", "Rule", "Source", "Stage", "Test", "Weight"]

_ALL = (
    *partnership.RULES,
    *voice.RULES,
    *understanding.RULES,
    *planning.RULES,
    *delivery.RULES,
    *review.RULES,
)
RULES: tuple[Rule, ...] = tuple(sorted(_ALL, key=lambda rule: list(Stage).index(rule.stage)))
BY_ID: Mapping[str, Rule] = {rule.id: rule for rule in RULES}
