"""Between which two days does a report tell, and which days can it not tell of?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from goldenthread.analysis import say_date
from goldenthread.publishing.packs import format as pack

ONE_DAY = timedelta(1)


@dataclass(frozen=True, slots=True)
class Period:
    """Both days included: what was done on the first day is told, and so is what was done on the last."""

    start: date
    end: date

    def holds(self, day: date) -> bool:
        return self.start <= day <= self.end

    @property
    def says(self) -> str:
        """`1 October to 22 November 2026`."""
        if self.start == self.end:
            return say_date(self.end)
        same_year = self.start.year == self.end.year
        return f"{say_date(self.start).removesuffix(f' {self.start.year}') if same_year else say_date(self.start)} to {say_date(self.end)}"


@dataclass(frozen=True, slots=True)
class Bounds:
    """`held_since`: the first day that can be shown as it stood; `beginning`: the first day of which anything is dated."""

    today: date
    held_since: date
    beginning: date

    def faults(self, start: date | None, end: date | None) -> dict[str, str]:
        """What is wrong with the two days, by field: a sentence with what was found, what is wanted, and what to do."""
        found: dict[str, str] = {}
        for name, day in (("start", start), ("end", end)):
            if day and day > self.today:
                found[name] = (
                    f"{say_date(day)} is in the future. Choose {say_date(self.today)}, which is today, or an earlier day"
                )
        if start and end and start > end and not found:
            found["start"] = (
                f"The report would run backwards, from {say_date(start)} to {say_date(end)}. Swap the two days"
            )
        if end and "end" not in found and end < self.held_since:
            found["end"] = (
                f"The strategy has been held here since {say_date(self.held_since)}, so how it stood on {say_date(end)} "
                f"is not known. Choose {say_date(self.held_since)} or a later day"
            )
        elif start and "start" not in found and start < self.beginning:
            found["start"] = (
                f"Nothing that is recorded here is older than {say_date(self.beginning)}. "
                f"Choose {say_date(self.beginning)} or a later day"
            )
        return found

    def usual(self, last: date | None) -> Period:
        """From the day after the last report, else the last month, as far back as anything is recorded."""
        wanted = last + ONE_DAY if last else self.today - timedelta(30)
        return Period(min(max(wanted, self.beginning), self.today), self.today)


def bounds(whole: pack.Pack, held_since: date, today: date) -> Bounds:
    """What can be told of this strategy."""
    held = min(held_since, today)
    dated = [update.on for action in whole.actions for update in action.updates]
    dated += [moved.on for action in whole.actions for moved in action.redatings]
    dated += [verdict.on for answer in whole.answers for verdict in answer.verdicts]
    return Bounds(today, held, min([held, *dated]))
