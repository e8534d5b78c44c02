"""Bringing returns in, telling the data-supply register what came, and publishing who waits."""

from .publishing import Outcome, publish_waits
from .register import update_register
from .returns import accept, answer, bring_in, remember_headings, set_aside, withdraw

__all__ = [
    "Outcome",
    "accept",
    "answer",
    "bring_in",
    "publish_waits",
    "remember_headings",
    "set_aside",
    "update_register",
    "withdraw",
]
