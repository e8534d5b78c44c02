"""How are gaps shown: each with the way to the thing, and the way to where it is put right?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse

from goldenthread.accounts.roles import Permission
from goldenthread.partnership.actors import Actor
from goldenthread.publishing.packs.kinds import BY_KIND, BY_PLURAL
from goldenthread.publishing.packs.reading import on_site
from goldenthread.thread.policies import EDITED_WITH
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
    Mend.DETAILS: ("editing:details", False),
    Mend.BOARD: ("editing:board", True),
    Mend.SUPPLY: ("supply:one", True),
    Mend.ASSESSMENT: ("assessment:list", False),
    Mend.PACK: ("pages:governance", False),
}
# Any of these permissions will do; where none is named, anybody may. What may be edited depends on its kind.
_NEEDED: dict[Mend, tuple[Permission, ...]] = {
    Mend.LINKS: (Permission.EDIT_STRATEGY,),
    Mend.REPORT: (Permission.REPORT_PROGRESS,),
    Mend.RECORD: (Permission.RECORD_OBSERVATION,),
    Mend.CONFIRM: (Permission.CONFIRM_FOR_PARENTS, Permission.CONFIRM_FOR_YOUNG_PEOPLE),
    Mend.HAND_OVER: (Permission.HAND_OVER,),
    Mend.DETAILS: (Permission.EDIT_STRATEGY,),
    Mend.BOARD: (),
    Mend.SUPPLY: (Permission.VIEW_DATA,),
    Mend.ASSESSMENT: (Permission.EDIT_ASSESSMENT,),
    Mend.PACK: (),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One gap: its sentence, the thing itself, and where it is put right; no address for those who may not."""

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


def page(actor: Actor, whole: GapReport, shown: GapReport) -> Page:
    """The gap report as a page."""
    stages = tuple((stage, tuple(_block(actor, found) for found in founds)) for stage, founds in shown.stages)
    return Page(stages, whole.found, len(shown.gaps), len(whole.gaps))


def _block(actor: Actor, found: Found) -> Block:
    return Block(found, tuple(_line(actor, gap) for gap in found.gaps))


def _line(actor: Actor, gap: Gap) -> Line:
    slug = actor.area.slug
    href = on_site(slug)(gap.plural, gap.key) if gap.plural else ""
    mend_href = mend_address(slug, gap) if may_mend(actor, gap) else ""
    return Line(gap.sentence, gap.name, href, MENDED[gap.rule.mend], mend_href)


def may_mend(actor: Actor, gap: Gap) -> bool:
    """May this person put it right where it is put right?"""
    if gap.rule.mend == Mend.EDIT:
        return actor.may(EDITED_WITH[BY_PLURAL[gap.plural].kind])
    if gap.rule.mend == Mend.ADD:
        return actor.may(EDITED_WITH[_added(gap)])
    needed = _NEEDED[gap.rule.mend]
    return not needed or (any(actor.may(permission) for permission in needed) and _shares(actor, gap))


def _shares(actor: Actor, gap: Gap) -> bool:
    """Reports and values come from those who take part, or from those who write the plan and define the measures."""
    own = actor.organisation is not None and actor.organisation.key in gap.bodies
    if gap.rule.mend == Mend.REPORT:
        return own or actor.may(Permission.EDIT_PLAN)
    if gap.rule.mend == Mend.RECORD:
        return own or actor.may(Permission.EDIT_MEASURES)
    return True


def _added(gap: Gap) -> NodeKind:
    """What is to be added: an item of the stage that is missing, or what young people say."""
    return NodeKind(gap.key) if gap.key in NodeKind.values else NodeKind.STATEMENT


def mend_address(slug: str, gap: Gap) -> str:
    """Where a gap is put right."""
    if gap.rule.mend == Mend.ADD:
        return reverse("editing:add", args=[slug, BY_KIND[_added(gap)].plural])
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
