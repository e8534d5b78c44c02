"""How is the newest release of a kind fetched: which address has it today, and what is the file to be called?"""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from .download import Fetched, Limits, NotFetched, NotThere, fetched, read_json
from .places import EES, RELEASE, How, Place

DAYS_BACK = 3
"""A daily file of today may not be there yet."""


def fetch(place: Place, folder: Path, *, today: date, base: str = "", limits: Limits | None = None) -> Fetched:
    """Bring the newest file of a kind into the folder. `base`: ask there in place of the publisher, as of a mirror."""
    if place.how is How.BY_HAND:
        raise NotFetched(f"It has no address that a program could ask. {by_hand(place)}")
    words: dict[str, Any] = {"hosts": place.allowed, "base": base, "limits": limits}
    try:
        if place.how is How.EES:
            address, name = _latest_of_ees(place, base)
            return fetched(_at(address, base), folder / name, content="zip", **words)
        if place.how is How.DATED:
            return _newest_dated(place, folder, today, words)
        return fetched(_at(place.address, base), folder / place.name, content=place.content, **words)
    except NotFetched as fault:
        raise NotFetched(f"{fault} {by_hand(place)}") from fault


def by_hand(place: Place) -> str:
    """What a person does where a program cannot."""
    note = f" {place.note}" if place.note else ""
    return (
        f"Download it from {place.page} and load it with goldenthread dataset import FILE --kind {place.kind} "
        f"--area AREA.{note}"
    )


def _at(address: str, base: str) -> str:
    """The address, at the base where one is named."""
    if not base:
        return address
    there, parts = urlsplit(base), urlsplit(address)
    return urlunsplit((there.scheme, there.netloc, there.path.rstrip("/") + parts.path, parts.query, ""))


def _latest_of_ees(place: Place, base: str) -> tuple[str, str]:
    told = read_json(_at(place.asked, base), hosts=place.allowed, base=base)
    found = str(told.get("id", "")) if isinstance(told, dict) else ""
    if not isinstance(told, dict) or not RELEASE.fullmatch(found):
        raise NotFetched(f"{place.asked} names no release: it may have been changed by its publisher.")
    slug = "".join(letter for letter in str(told.get("slug", "")) if letter.isalnum() or letter == "-")
    return f"{EES}/api/releases/{found}/files", f"{place.publication}_{slug or found[:8]}.zip"


def _newest_dated(place: Place, folder: Path, today: date, words: dict[str, Any]) -> Fetched:
    for back in range(DAYS_BACK + 1):
        day = f"{today - timedelta(days=back):%Y%m%d}"
        address = _at(place.address.format(day=day), words["base"])
        try:
            return fetched(address, folder / place.name.format(day=day), content=place.content, **words)
        except NotThere:
            continue
    raise NotFetched(f"There is no file of the last {DAYS_BACK + 1} days.")
