"""What does a strategy of any size look like, made up from a number and the same every time?

For measuring: the words are plain fillers and say so. Nothing here is about a real place or person.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from goldenthread.partnership.models import Area
from goldenthread.publishing.packs import format as pack

from .bulk import write_in_bulk


@dataclass(frozen=True, slots=True)
class Size:
    """How many of each an area has. `periods`: observations of each measure."""

    themes: int = 8
    priorities: int = 40
    outcomes: int = 30
    actions: int = 400
    measures: int = 300
    periods: int = 12
    statements: int = 60
    answers: int = 80


STATES = ("not-stated", "not-started", "in-progress", "in-progress", "done", "embedded")
DUES = ("", "Autumn 2026", "March 2027", "2026/2027", "31 July 2026", "from 2027", "by the end of 2026")
BODIES = ("council", "icb", "trust")


def make_areas(number: int, now: datetime, size: Size | None = None) -> Iterator[Area]:
    """Make up this many areas that are not there yet, one after another; each is whole or absent."""
    for n in range(1, number + 1):
        if not Area.objects.filter(slug=f"made-up-{n}").exists():
            yield write_in_bulk(made_up_pack(n, size or Size()), now)


def made_up_pack(number: int, size: Size) -> pack.Pack:
    """The strategy of made-up area `number`: equal for equal numbers and sizes."""
    return _Maker(number, size).make()


class _Maker:
    """Holds the area's own source of chance."""

    def __init__(self, number: int, size: Size) -> None:
        self.number, self.size = number, size
        self.chance = random.Random(f"made-up area {number}")  # noqa: S311 (invention, not secrecy)

    def some(self, prefix: str, count: int, most: int = 2, least: int = 0) -> tuple[pack.LinkTo, ...]:
        """Links to a few of the items whose keys have this prefix."""
        chosen = self.chance.sample(range(1, count + 1), self.chance.randint(least, most))
        return tuple(pack.LinkTo(key=f"{prefix}{n}") for n in sorted(chosen))

    def themes(self) -> tuple[pack.LinkTo, ...]:
        return self.some("t", self.size.themes, most=1, least=1)

    def make(self) -> pack.Pack:
        size, n = self.size, self.number
        name = f"Made-up area {n}"
        return pack.Pack(
            area=pack.Area(
                slug=f"made-up-{n}", name=name, gss_code=f"E06{900000 + n}", summary="An area made up for measuring."
            ),
            source=pack.Source(title=f"{name}: strategy", publishers="Nobody: it is made up"),
            sections=(pack.Section(id="all", title="Made up"),),
            organisations=self._organisations(),
            strategies=(
                pack.Strategy(
                    key="jcs", title=f"{name}: strategy", principal=True, status="adopted", period="2025-2028"
                ),
            ),
            themes=tuple(pack.Theme(key=f"t{i}", cite="all", title=f"Theme {i}") for i in range(1, size.themes + 1)),
            statements=tuple(self._statement(i) for i in range(1, size.statements + 1)),
            answers=tuple(self._answer(i) for i in range(1, size.answers + 1)),
            priorities=tuple(self._priority(i) for i in range(1, size.priorities + 1)),
            outcomes=tuple(
                pack.Outcome(key=f"o{i}", cite="all", text=f"Outcome {i} is better")
                for i in range(1, size.outcomes + 1)
            ),
            actions=tuple(self._action(i) for i in range(1, size.actions + 1)),
            measures=tuple(self._measure(i) for i in range(1, size.measures + 1)),
        )

    def _organisations(self) -> tuple[pack.Organisation, ...]:
        kinds = {"council": "council", "icb": "icb", "trust": "nhs-trust"}
        return tuple(
            pack.Organisation(key=f"made-up-{self.number}-{key}", name=f"Made-up {key} {self.number}", kind=kind)
            for key, kind in kinds.items()
        )

    def _statement(self, i: int) -> pack.Statement:
        speaker = self.chance.choice(("parents-and-carers", "young-people"))
        return pack.Statement(
            key=f"s{i}", cite="all", text=f"Made-up statement {i}", speaker=speaker, themes=self.themes()
        )

    def _answer(self, i: int) -> pack.Answer:
        return pack.Answer(
            key=f"an{i}",
            cite="all",
            kind=self.chance.choice(("we-did", "what-next")),
            text=f"Made-up answer {i}",
            answers=self.some("s", self.size.statements, least=1),
            kept_by=self.some("a", self.size.actions),
            shown_by=self.some("m", self.size.measures, most=1),
            themes=self.themes(),
        )

    def _priority(self, i: int) -> pack.Priority:
        return pack.Priority(
            key=f"p{i}",
            cite="all",
            ref=str(i),
            title=f"Priority {i}",
            seeks=self.some("o", self.size.outcomes),
            addresses=self.some("s", self.size.statements),
            themes=self.themes(),
        )

    def _action(self, i: int) -> pack.Action:
        state = self.chance.choice(STATES)
        on = date(2026, 1, 1) + timedelta(days=self.chance.randrange(320))
        reported = state != "not-stated"
        return pack.Action(
            key=f"a{i}",
            cite="all",
            ref=str(i),
            title=f"Action {i}",
            due=self.chance.choice(DUES),
            state=state,
            leads=(
                pack.Lead(organisation=f"made-up-{self.number}-{self.chance.choice(BODIES)}", role="Service manager"),
            ),
            delivers=self.some("p", self.size.priorities, least=1),
            achieves=self.some("o", self.size.outcomes, most=1),
            themes=self.themes(),
            updates=(pack.Update(on=on, state=state, note="Made-up update"),) if reported else (),
        )

    def _measure(self, i: int) -> pack.Measure:
        start, drift = self.chance.randint(20, 60), self.chance.choice((-1, 0, 1))
        return pack.Measure(
            key=f"m{i}",
            cite="all",
            title=f"Measure {i}",
            unit="per cent",
            target=pack.Target(kind="direction", direction="up"),
            baseline=pack.Baseline(
                state="known",
                value=Decimal(start),
                numerator=Decimal(start * 5),
                denominator=Decimal(500),
                period="2024",
            ),
            measures=self.some("o", self.size.outcomes, most=1, least=1),
            themes=self.themes(),
            observations=tuple(self._observation(start + drift * n, n) for n in range(self.size.periods)),
        )

    def _observation(self, value: int, n: int) -> pack.Observation:
        month = date(2025 + n // 12, n % 12 + 1, 1)
        return pack.Observation(
            period=f"{month:%B %Y}", value=Decimal(value), numerator=Decimal(value * 5), denominator=Decimal(500)
        )
