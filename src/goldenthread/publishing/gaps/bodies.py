"""Which bodies and boards does the strategy name, which have ended, and which answer elsewhere by law?"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any

from goldenthread.analysis import join_words, say_date
from goldenthread.publishing.packs import format as pack

# Boards of these kinds answer, and have their members laid down, elsewhere than in a partnership's own strategy: health
# and wellbeing boards, cabinets and scrutiny are the council's (Health and Social Care Act 2012, section 194; Local
# Government Act 2000, sections 9C and 9F), safeguarding partners have duties of their own (Children Act 2004, section
# 16E), a governing body was its clinical commissioning group's own. Check before relying.
ANSWER_ELSEWHERE = (
    "health and wellbeing board",
    "cabinet",
    "scrutiny",
    "safeguarding",
    "council's executive",
    "governing body",
)


class Bodies:
    """The organisations of a pack, as they are on a day."""

    def __init__(self, whole: pack.Pack, today: date) -> None:
        self.whole, self.today = whole, today
        self.by_key = {body.key: body for body in whole.organisations}

    def name(self, key: str | None) -> str:
        """The short name of a body where it has one."""
        body = self.by_key.get(key or "")
        return (body.short_name or body.name) if body else ""

    def who(self, lead: pack.Lead) -> str:
        """A role and a body, or one of them."""
        return ", ".join(part for part in (lead.role, self.name(lead.organisation)) if part)

    def ended(self, keys: Iterable[str | None]) -> str:
        """Those of these bodies that have ended, each with when and what stands for it now."""
        gone = [
            self.by_key[key] for key in dict.fromkeys(keys) if key in self.by_key and self._has_ended(self.by_key[key])
        ]
        return join_words([self._say_end(body) for body in gone])

    def _has_ended(self, body: pack.Organisation) -> bool:
        return body.closed is not None and body.closed < self.today

    def _say_end(self, body: pack.Organisation) -> str:
        after = join_words([self.name(succession.key) for succession in body.successors])
        ended = f"ended on {say_date(body.closed)}" if body.closed else "ended"
        return f"{self.name(body.key)}, which {ended}{f' and was followed by {after}' if after else ''}"

    def subjects_of(self, subject: Callable[..., Any]) -> Iterator[Any]:
        """The boards and bodies as things that rules are asked of."""
        heard = {line.board for board in self.whole.boards for line in board.reports_to}
        for board in self.whole.boards:
            facts = {
                "seats": sum(seat.end is None or seat.end >= self.today for seat in board.seats),
                "reports_to": len(board.reports_to),
                "hears_from": board.key in heard,
                "apex": any(words in board.name.lower() for words in ANSWER_ELSEWHERE),
            }
            yield subject(board.key, board.name, frozenset({"board"}), facts)
        for body in self.whole.organisations:
            ended = say_date(body.closed) if body.closed and self._has_ended(body) else ""
            fate = {"ended_on": ended, "successors": len(body.successors)}
            yield subject(body.key, body.name, frozenset({"organisation"}), fate)
