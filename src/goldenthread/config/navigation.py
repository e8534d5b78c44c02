"""Which pages belong together, and in which order does one meet them?

Two rows. The first names the stages, few enough for one line; the second, the pages of the stage one is in. A stage
leads to the first of its pages. On working pages a person is shown what they may open.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import ResolverMatch, reverse

from goldenthread.accounts.roles import Permission

_P = Permission


@dataclass(frozen=True, slots=True)
class Entry:
    """A page that stands in the second row. `needs`: the permission without which it would be refused."""

    page: str
    text: str
    needs: Permission | None = None

    def is_for(self, permissions: frozenset[Permission]) -> bool:
        """May somebody with these permissions open it?"""
        return self.needs is None or self.needs in permissions


@dataclass(frozen=True, slots=True)
class Stage:
    """One word of the first row. `also`: apps, or single pages, that belong here though no entry leads to them."""

    text: str
    entries: tuple[Entry, ...]
    also: tuple[str, ...] = ()


PUBLIC = (
    Stage(
        "Strategy",
        (
            Entry("pages:strategy", "The strategy"),
            Entry("threads:thread", "The thread"),
            Entry("documents:list", "Documents"),
            Entry("versions:list", "Earlier versions"),
        ),
        also=("pages:item",),
    ),
    Stage("Progress", (Entry("pages:plan", "Delivery plan"), Entry("pages:measures", "Measures"))),
    Stage("You said, we did", (Entry("pages:you-said", "You said, we did"),)),
    Stage(
        "The data",
        (
            Entry("dashboard:dashboard", "Dashboard"),
            Entry("assessments:needs", "Needs assessment"),
            Entry("indicators:profile", "Figures"),
            Entry("waits:public", "Waits"),
            Entry("dashboard:population", "Population"),
            Entry("disclosure:figures", "Published tables"),
        ),
    ),
    Stage("Who decides", (Entry("pages:governance", "Who decides"),)),
)
WORKING = (
    Stage(
        "Home",
        (Entry("home:home", "Where things stand"), Entry("home:mine", "My work"), Entry("gaps:gaps", "Gaps")),
    ),
    Stage(
        "Strategy",
        (
            Entry("editing:items", "Everything in it"),
            Entry("workbooks:list", "Workbooks"),
            Entry("versions:list", "Versions"),
        ),
        also=("editing", "strategy", "voice", "measures", "versions"),
    ),
    Stage(
        "Data",
        (
            Entry("datasets:list", "Data sets", _P.VIEW_DATA),
            Entry("waits:list", "Waits", _P.VIEW_DATA),
            Entry("supply:list", "What partners promised", _P.VIEW_DATA),
            Entry("disclosure:list", "Published tables", _P.VIEW_DATA),
            Entry("supply:data-protection", "Data protection", _P.VIEW_DATA),
        ),
    ),
    Stage(
        "Needs",
        (
            Entry("dashboard:working", "Dashboard", _P.VIEW_DATA),
            Entry("assessment:list", "Needs assessment"),
            Entry("indicators:working-list", "Indicators", _P.VIEW_DATA),
            Entry("explorer:table", "Explorer", _P.VIEW_DATA),
        ),
    ),
    Stage(
        "Delivery",
        (
            Entry("required:list", "Required plans"),
            Entry("home:requests", "Ask for updates", _P.REQUEST_UPDATES),
            Entry("reports:report", "Board report", _P.PREPARE_REPORT),
        ),
        also=("deliveryplan",),
    ),
    Stage(
        "People",
        (
            Entry("people:list", "People and roles"),
            Entry("editing:partnership", "Who decides"),
            Entry("home:log", "Event log", _P.VIEW_EVENTS),
        ),
    ),
)

Address = Callable[[Entry], str]
Links = list[dict[str, Any]]


def navigation(
    stages: Iterable[Stage],
    match: ResolverMatch,
    slug: str,
    path: str,
    permissions: frozenset[Permission] = frozenset(),
) -> tuple[Links, str, Links]:
    """The first row, the name of the stage one is in, and the second row, where that stage has more than one page."""

    def address(entry: Entry) -> str:
        return reverse(entry.page, args=[slug])

    shown = [(stage, [entry for entry in stage.entries if entry.is_for(permissions)]) for stage in stages]
    shown = [(stage, entries) for stage, entries in shown if entries]
    here, at = _where(shown, address, match, path)
    first = [_link(address(entries[0]), stage.text, path, stage is here) for stage, entries in shown]
    pages = next((entries for stage, entries in shown if stage is here), [])
    second = [_link(address(each), each.text, path, each is at) for each in pages] if len(pages) > 1 else []
    return first, here.text if here else "", second


def _where(
    shown: list[tuple[Stage, list[Entry]]], address: Address, match: ResolverMatch, path: str
) -> tuple[Stage | None, Entry | None]:
    """The entry whose address this page stands under: of two, the longer. Else the stage that its app belongs to."""
    under = [(stage, each) for stage, entries in shown for each in entries if _leads(address(each), path)]
    if under:
        return max(under, key=lambda found: len(address(found[1])))
    names = {match.app_name, match.view_name}
    return next((stage for stage, _ in shown if names & set(stage.also)), None), None


def _leads(address: str, path: str) -> bool:
    """A home is the beginning of every address: it counts only for itself."""
    return path == address if address.endswith("/work/") else path.startswith(address)


def _link(href: str, text: str, path: str, active: bool) -> dict[str, Any]:
    return {"href": href, "text": text, "active": active, "current": active and path == href}
