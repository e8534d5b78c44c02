"""How are gaps shown: each with the way to the thing, and the way to where it is put right?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse

from goldenthread.publishing.packs.reading import on_site
from goldenthread.thread.states import NodeKind

from .engine import Found, Gap, GapReport
from .rules import MENDED, Mend, Stage

COLUMNS = ("Stage", "Kind of gap", "What it does", "What", "Found", "Why it matters", "What to do", "Key", "Page")

# The page on which a gap of each sort is put right, and whether that page is about one item.
_PAGES: dict[Mend, tuple[str, bool]] = {
    Mend.EDIT: ("editing:edit", True),
    Mend.LINKS: ("editing:links", True),
    Mend.REPORT: ("deliveryplan:report", True),
    Mend.RECORD: ("measures:record", True),
    Mend.CONFIRM: ("voice:confirm", True),
    Mend.HAND_OVER: ("people:handover", False),
    Mend.STATUS: ("strategy:status", False),
    Mend.PACK: ("pages:governance", False),
}
_PLURALS = {NodeKind.STATEMENT: "statements", NodeKind.NEED: "needs", NodeKind.PRIORITY: "priorities"}
_PLURALS |= {NodeKind.OUTCOME: "outcomes", NodeKind.ACTION: "actions", NodeKind.MEASURE: "measures"}


@dataclass(frozen=True, slots=True)
class Line:
    """One gap: its sentence, the thing itself, and where it is put right, in words and as an address."""

    sentence: str
    name: str
    href: str
    mend: str
    mend_href: str


@dataclass(frozen=True, slots=True)
class Block:
    """A rule with its gaps."""

    found: Found
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """What was found by stage of the cycle, and how many of each kind before any filter."""

    stages: tuple[tuple[Stage, tuple[Block, ...]], ...]
    counts: tuple[Found, ...]
    shown: int
    whole: int


def page(slug: str, whole: GapReport, shown: GapReport) -> Page:
    """The gap report as a page."""
    stages = tuple((stage, tuple(_block(slug, found) for found in founds)) for stage, founds in shown.stages)
    return Page(stages, whole.found, len(shown.gaps), len(whole.gaps))


def _block(slug: str, found: Found) -> Block:
    return Block(found, tuple(_line(slug, gap) for gap in found.gaps))


def _line(slug: str, gap: Gap) -> Line:
    href = on_site(slug)(gap.plural, gap.key) if gap.plural else ""
    return Line(gap.sentence, gap.name, href, MENDED[gap.rule.mend], mend_address(slug, gap))


def mend_address(slug: str, gap: Gap) -> str:
    """Where a gap is put right."""
    if gap.rule.mend == Mend.ADD:
        plural = _PLURALS.get(NodeKind(gap.key), "statements") if gap.key in NodeKind.values else "statements"
        return reverse("editing:add", args=[slug, plural])
    name, of_one = _PAGES[gap.rule.mend]
    return reverse(name, args=[slug, gap.key] if of_one else [slug])


def csv_rows(slug: str, report: GapReport, site: str) -> Iterator[tuple[str, ...]]:
    """The gap report as rows of a file."""
    for gap in report.gaps:
        page_of = site + on_site(slug)(gap.plural, gap.key) if gap.plural else ""
        rule = gap.rule
        yield (
            str(rule.stage),
            rule.says,
            str(rule.weight),
            gap.name,
            gap.sentence,
            rule.why,
            rule.do,
            gap.key,
            page_of,
        )
