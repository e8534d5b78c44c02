"""Of which state of a strategy is a document made, seen on which day, and for readers where?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

from django.conf import settings
from django.urls import reverse

from goldenthread.analysis import say_date
from goldenthread.partnership.actors import LONDON
from goldenthread.partnership.models import Area
from goldenthread.planning.strategy.states import StrategyStatus
from goldenthread.publishing.packs.encode import fingerprint
from goldenthread.publishing.packs.format import Pack, Strategy
from goldenthread.publishing.packs.queries import current_pack, pack_of
from goldenthread.publishing.packs.reading import Index
from goldenthread.publishing.versions.queries import pack_of_version, version, versions


class NoSuchEdition(LookupError):
    """A version or a day was asked for that is not held; the message says what is."""


@dataclass(frozen=True, slots=True)
class Edition:
    """A strategy to be written down.

    `name` is what it is in a few words; `day` is the day it is judged on; `suffix` goes in the names of files.
    """

    pack: Pack
    index: Index
    day: date
    name: str
    home: str
    suffix: str = ""

    @property
    def strategy(self) -> Strategy:
        return self.index.principal

    @property
    def status(self) -> str:
        """`Adopted. Version 2, published here on 4 March 2026`."""
        return f"{StrategyStatus(self.strategy.status).label}. {self.name[0].upper()}{self.name[1:]}"

    @property
    def fingerprint(self) -> str:
        return fingerprint(self.pack)

    @property
    def fingerprint_in_groups(self) -> str:
        """In four groups, so that it can be read out and fits a narrow page."""
        whole = self.fingerprint
        return " ".join(whole[at : at + 16] for at in range(0, len(whole), 16))


def edition_of(area: Area, today: date, *, number: int | None = None, as_at: date | None = None) -> Edition:
    """The strategy as it stands; or a published version; or as it stood at the end of a day."""
    if number is not None:
        return _published(area, number, today)
    if as_at is not None and as_at < today:
        held = pack_of(area, as_at=datetime.combine(as_at, time.max, LONDON))
        return _edition(held, as_at, f"as it stood on {say_date(as_at)}", f"-{as_at}")
    held = current_pack(area)
    return _edition(held, today, _against_newest(area, held))


def _against_newest(area: Area, held: Pack) -> str:
    """Whether the text is that of the newest published version, or has changed since."""
    newest = versions(area).first()
    if newest is None:
        return "no version published yet"
    same = newest.fingerprint == fingerprint(held)
    named = f"version {newest.number}, published here on {say_date(newest.published_on)}"
    return named if same else f"changed since {named}"


def _published(area: Area, number: int, today: date) -> Edition:
    found = version(area, number)
    if found is None:
        raise NoSuchEdition(f"{area.name} has not published a version {number} of its strategy.")
    label = f" ({found.label[0].lower()}{found.label[1:]})" if found.label else ""
    name = f"version {number}{label}, published here on {say_date(found.published_on)}"
    return _edition(pack_of_version(found), today, name, f"-version-{number}")


def _edition(held: Pack, day: date, name: str, suffix: str = "") -> Edition:
    home = whole_address(reverse("pages:area", args=[held.area.slug]))
    return Edition(held, Index(held, lambda plural, key: f"{home}{plural}/{key}/"), day, name, home, suffix)


def whole_address(path: str) -> str:
    """An address that leads here from anywhere: a document is read away from the site."""
    return f"{settings.ADDRESS}{path}"
