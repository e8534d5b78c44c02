"""What do the public pages read beside the strategy itself?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from goldenthread.audit.queries import events_about, kept_until_something_changes
from goldenthread.partnership.actors import LONDON
from goldenthread.partnership.models import Area
from goldenthread.partnership.queries import areas
from goldenthread.planning.strategy.models import Strategy
from goldenthread.publishing.gaps.engine import gaps_in
from goldenthread.publishing.packs.kinds import BY_PLURAL
from goldenthread.publishing.packs.queries import current_pack
from goldenthread.publishing.packs.reading import Index, on_site
from goldenthread.publishing.versions.models import Version

from .presenters.area import Home, home
from .presenters.breaks import Breaks


@dataclass(frozen=True, slots=True)
class Card:
    """One area on the front page."""

    area: Area
    strategy: Strategy | None
    version: Version | None


def cards() -> list[Card]:
    """Every area with its own strategy and newest version, in three queries however many there are."""
    strategies = {strategy.area_id: strategy for strategy in Strategy.objects.filter(principal=True)}
    newest: dict[int, Version] = {}
    for version in Version.objects.defer("content").order_by("number"):
        newest[version.area_id] = version
    return [Card(area, strategies.get(area.pk), newest.get(area.pk)) for area in areas()]


@kept_until_something_changes
def current_index(area: Area) -> Index:
    """The strategy as it stands, by its keys, with addresses on the public site."""
    return Index(current_pack(area), on_site(area.slug))


@kept_until_something_changes
def breaks_of(area: Area, day: date) -> Breaks:
    """Where the strategy's thread breaks on that day."""
    return Breaks(gaps_in(current_pack(area), day))


@kept_until_something_changes
def home_of(area: Area, day: date) -> Home:
    """What the area's home says on that day."""
    return home(current_index(area), breaks_of(area, day), day)


@dataclass(frozen=True, slots=True)
class Happening:
    """An event as the public may read it: what was done and for which body, never by whom."""

    on: date
    verb: str
    organisation: str
    authority: str


def happenings(area: Area, plural: str, key: str) -> tuple[Happening, ...]:
    """What was done to one item, newest first. What was done twice alike on one day is said once."""
    found = BY_PLURAL[plural].model._default_manager.filter(area=area, key=key).values_list("pk", flat=True).first()
    if found is None:
        return ()
    rows = events_about(area.slug, found)
    told = (Happening(row.at.astimezone(LONDON).date(), row.verb, row.organisation, row.authority) for row in rows)
    return tuple(dict.fromkeys(told))
