"""Which promises of data have a gap, and what do the rules ask of each?"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from goldenthread.analysis import join_words, plural, say_date
from goldenthread.understanding.supply.queries import Entry

MANY_PERIODS = 2
"""A partner may be late once; when this many periods are missing at the same time, nobody can follow what they tell of."""


def promises_as_subjects(entries: Iterable[Entry], subject: Callable[..., Any]) -> Iterator[Any]:
    """Each promise that holds, as a thing that rules are asked of."""
    for entry in entries:
        promise = entry.promise
        late = [each.period.name or "the one delivery" for each in reversed(entry.late)]
        review = promise.agreement_review
        facts = {
            "partner": promise.organisation.label,
            "many_late": len(late) >= MANY_PERIODS,
            "late": plural(len(late), "period"),
            "late_periods": join_words(late if len(late) <= 3 else [late[0], f"{len(late) - 2} more", late[-1]]),
            "unknown": promise.unknown.strip().rstrip("."),
            "agreement": promise.agreement,
            "expired": say_date(review) if review and entry.agreement_expired else "",
            "rhythm": "" if promise.first_due is None else promise.frequency,
        }
        yield subject(promise.key, promise.title, frozenset({"promise of data"}), facts)
