"""What is wrong with an input, said so that its owner can put it right?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault of one input. `where` is a path in a pack or a sheet and cell; `line` is counted from 1, 0 unknown."""

    file: str
    where: str
    found: str
    expected: str
    remedy: str = ""
    line: int = 0

    def __str__(self) -> str:
        place = f"{self.file}, line {self.line}" if self.line else self.file
        place = f"{place}, {self.where}" if self.where else place
        remedy = f" {self.remedy}" if self.remedy else ""
        return f"{place}: found {self.found}; expected {self.expected}.{remedy}"

    def as_dict(self) -> dict[str, object]:
        """For a script to read."""
        return asdict(self)


class Faulty(ValueError):
    """An input was refused whole. Nothing was changed."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))
