"""Do the bands of each list add up to the provider's own total, and which is used where they do not?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from goldenthread.analysis.prose import join_words
from goldenthread.analysis.waiting import Bounds, share
from goldenthread.understanding.waits.reading.cells import say_month
from goldenthread.understanding.waits.reading.parsed import Line

from .meaning import merged
from .said import Answer, Question

BANDS_RIGHT, TOTAL_RIGHT = "bands", "total"
List = tuple[str, str, str]  # service, month, standing


def lists(lines: Iterable[Line]) -> dict[List, list[Line]]:
    """The lines of each list."""
    found: dict[List, list[Line]] = defaultdict(list)
    for line in lines:
        found[line.service, line.month, line.standing].append(line)
    return dict(found)


def total_of(lines: Iterable[Line]) -> int | None:
    """The provider's own total of one list, where it is a number."""
    return next((line.bounds.known for line in lines if line.whole and line.bounds.known is not None), None)


def _deny(lines: Sequence[Line]) -> bool:
    total, parts = total_of(lines), sum((line.bounds for line in lines if not line.whole), Bounds(0, 0))
    return total is not None and total not in parts


def total_questions(lines: Sequence[Line]) -> Iterator[Question]:
    wrong = [(place, rows) for place, rows in lists(lines).items() if _deny(rows)]
    if not wrong:
        return
    told = []
    for (service, month, _), rows in wrong[:5]:
        parts = sum((line.bounds for line in rows if not line.whole), Bounds(0, 0))
        told.append(f"{service} in {say_month(month)} ({parts.say()}, beside a total of {total_of(rows):,})")
    more = f" and {len(wrong) - 5:,} more" if len(wrong) > 5 else ""
    yield Question(
        "total",
        f"The bands do not add up to the total: {join_words(told)}{more}. Which shall be used?",
        (
            (BANDS_RIGHT, "The bands: leave the total out"),
            (
                TOTAL_RIGHT,
                "The total: whoever is in no band is counted as having no known start (bands are used where they add up to more)",
            ),
        ),
        True,
    )


def settled(lines: Sequence[Line], answers: Mapping[str, Answer]) -> list[Line]:
    """A total that its bands deny goes; where it is held to be right, the children it has more are kept as unknown."""
    kept: list[Line] = []
    for rows in lists(lines).values():
        if not _deny(rows):
            kept += rows
            continue
        parts = sum((line.bounds for line in rows if not line.whole), Bounds(0, 0))
        total = total_of(rows) or 0
        kept += [line for line in rows if not line.whole]
        if answers["total"].choice == TOTAL_RIGHT and parts.most is not None and total > parts.most:
            more = Bounds(total - parts.most, total - parts.least)
            kept.append(
                replace(rows[0], low="", high="", year=None, least=more.least, most=more.most, mark="", whole=False)
            )
    return list(merged(kept))


def size(lines: Sequence[Line]) -> Bounds:
    """How many are on one list."""
    return share([line.bounds for line in lines if not line.whole], [], [], total_of(lines))
