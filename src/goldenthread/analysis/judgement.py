"""What does every judgement carry? A status, and the sentence that gives its reason."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

Status = TypeVar("Status", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Judgement(Generic[Status]):
    """Generic in its status, so that a type checker refuses to mix an action's status with a measure's."""

    status: Status
    reason: str
