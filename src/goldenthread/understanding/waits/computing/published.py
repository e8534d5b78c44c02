"""What was published of the waiting lists of one month? From the ledger of published tables and from nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from goldenthread.understanding.disclosure.definitions import MARKS, SafeTable

from .drafts import EVERY, NO_YEAR, month_of
from .lists import ALL

HIDDEN = "hidden"


@dataclass(frozen=True, slots=True)
class Published:
    """One month. `texts` by (list, category): a number, words, or `hidden`; `numbers` are those that are numbers."""

    month: str
    labels: Mapping[str, tuple[str, ...]]
    texts: Mapping[tuple[str, str], str]
    numbers: Mapping[tuple[str, str], int]
    notes: tuple[str, ...]

    @property
    def lists(self) -> tuple[str, ...]:
        """Every list, in order; not all of them together."""
        return tuple(sorted(self.labels))

    @property
    def years(self) -> tuple[str, ...]:
        """The categories of years of referral, those that are not known last."""
        found = {group for _, group in self.texts if group.startswith("referred in ") or group == NO_YEAR}
        return tuple(sorted(found, key=lambda group: (group == NO_YEAR, group)))

    @property
    def hidden(self) -> int:
        """How many counts are not shown as numbers."""
        return len(self.texts) - len(self.numbers)


def published(table: SafeTable) -> Published:
    """A table of the series, as it stands."""
    texts, numbers = {}, {}
    for each in table.shown:
        place, group = each.place
        texts[place, group] = HIDDEN if each.value is None and each.mark in MARKS else each.text
        if each.value is not None:
            numbers[place, group] = each.value
    return Published(month_of(table.key), table.labels, texts, numbers, table.notes)


__all__ = ["ALL", "EVERY", "HIDDEN", "Published", "published"]
