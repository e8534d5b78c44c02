"""A year of waits in the made-up area: three providers, each with the faults that real returns have.

The trust sends one row a referral, renames a service in April and counts from triage from June on; the council's
sensory team has no start date for a third of its children; the charity sends counts by length of wait with stars and
blanks, and nothing for October. Every child in it is a number from a formula: nobody exists.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from goldenthread.partnership.actors import SystemActor
from goldenthread.partnership.models import Area, Organisation
from goldenthread.understanding.waits.actions import accept, answer, bring_in, publish_waits
from goldenthread.understanding.waits.checking import Question
from goldenthread.understanding.waits.queries import understood
from goldenthread.understanding.waits.reading.cells import end_of

MONTHS = tuple(f"2025-{month}" for month in (11, 12)) + tuple(f"2026-{month:02}" for month in range(1, 11))
RENAMED, REDEFINED, ABSENT = "2026-04", "2026-06", "2026-10"
_ANSWERS = {
    "service:children's slt hub": ("Speech and language therapy", ""),
    "service:sensory team": ("new:Sensory support", ""),
    "service:saturday clubs": ("new:Short breaks clubs", ""),
    "mark:*": ("under-5", ""),
    "doubt:waiting:occupational therapy:2026-06": (
        "break",
        "From June 2026 the trust counts from triage and not from referral. Its head of therapies says so.",
    ),
}


@dataclass(frozen=True, slots=True)
class File:
    """One file of one provider."""

    provider: str
    name: str
    text: str


def files() -> Iterator[File]:
    """Every file, month by month."""
    for at, month in enumerate(MONTHS):
        yield File("mere-valley-trust", f"trust waits {month}.csv", _trust(at, month))
        yield File("oldmere-council", f"sensory {month}.csv", _council(at, month))
        if month != ABSENT:
            yield File("heron-breaks", f"heron {month}.csv", _charity(at, month))


def _trust(at: int, month: str) -> str:
    speech = "Children's SLT hub" if month >= RENAMED else "SALT"
    rows = ["Service,Referral date,Status"]
    rows += _rows(speech, month, count=150 + 4 * at, spread=520 + 8 * at)
    therapy = 48 if month >= REDEFINED else 132
    rows += _rows("OT", month, count=therapy + 2 * at, spread=230 if month >= REDEFINED else 420)
    rows += _rows("Community paediatrics", month, count=88 + 3 * at, spread=300)
    return "\n".join(rows) + "\n"


def _council(at: int, month: str) -> str:
    rows = ["Service name,Date of referral,Stage"]
    rows += _rows("Sensory team", month, count=36 + at, spread=430, undated=3)
    return "\n".join(rows) + "\n"


def _rows(service: str, month: str, *, count: int, spread: int, undated: int = 0) -> Iterator[str]:
    """Children still waiting, more of them lately than long ago, and one in nine seen this month."""
    end = end_of(month)
    for child in range(count):
        days = round(spread * (child / count) ** 2)
        start = "" if undated and child % undated == 1 else f"{end - timedelta(days=days):%d/%m/%Y}"
        yield f"{service},{start},{'Seen' if child % 9 == 4 else 'Waiting'}"


def _charity(at: int, month: str) -> str:
    late = "*" if at % 3 else "6"
    blank = "" if at % 4 == 2 else "0"
    return (
        "Service,0-4 weeks,>4-12 weeks,>12-18 weeks,>18-52 weeks,>52 weeks,Total\n"
        f"Saturday clubs,{8 + at},{11 + at},{7 + at % 2},{late},{blank},\n"
    )


def bring_waits(area: Area, by: SystemActor) -> None:
    """Bring every file in, answer what is asked, accept it; then publish every month."""
    for file in files():
        provider = Organisation.objects.get(key=file.provider)
        found, _ = bring_in(area=area, provider=provider, name=file.name, content=file.text.encode(), by=by)
        if found is None:
            raise RuntimeError(f"{file.name}: its headings are not recognised.")
        while waiting := understood(found).open:
            found = answer(found=found, answers={each.id: _answered(file, each) for each in waiting}, by=by)
        accept(found=found, by=by)
    publish_waits(area=area, by=by, reason="Made up, to show how it is published who waits.")


def _answered(file: File, question: Question) -> tuple[str, str]:
    if question.id not in _ANSWERS:
        raise RuntimeError(f"{file.name} leaves to ask: {question.text}")
    return _ANSWERS[question.id]
