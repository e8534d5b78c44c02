"""Where does a publisher put the files of a kind of data set? As data, beside this module, each with how sure we are."""

from __future__ import annotations

import re
from datetime import date
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Literal
from urllib.parse import urlsplit

from pydantic import Field as Described
from pydantic import model_validator
from ruamel.yaml import YAML

from goldenthread.understanding.datasets.kinds.registry import all_kinds
from goldenthread.understanding.datasets.kinds.schema import Declared

EES = "https://content.explore-education-statistics.service.gov.uk"
"""Where DfE's explore education statistics answers programs."""
RELEASE = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


class How(StrEnum):
    """How the address of the file is found."""

    ADDRESS = "at a fixed address"
    DATED = "at an address that holds the day"
    EES = "the latest release of explore education statistics, whole"
    BY_HAND = "by hand"


class Place(Declared):
    """Where one kind is published. `by hand`: the publisher’s file has no lasting address, or must be reshaped first."""

    kind: str
    page: str = Described(description="for people: where the publisher says what it is, and links to it")
    how: How
    address: str = Described("", description="of the file; `{day}` is the day as 20250422")
    publication: str = Described("", description="the publication’s name in addresses of explore education statistics")
    name: str = Described("", description="what the file is called once it is here")
    content: Literal["", "csv", "zip"] = ""
    hosts: tuple[str, ...] = Described((), description="to which hosts the publisher may send us on, beside the first")
    calendar: str = Described("", description="when a new release is expected, in words, where the publisher says so")
    checked_on: date | None = Described(None, description="when the address was last tried; none: never from here")
    note: str = ""

    @model_validator(mode="after")
    def _says_where(self) -> Place:
        if self.how in (How.ADDRESS, How.DATED) and not (self.address and self.content and self.name):
            raise ValueError(f"{self.kind}: an address, a content and a name belong together")
        if self.how is How.EES and not self.publication:
            raise ValueError(f"{self.kind}: which publication of explore education statistics?")
        if any(urlsplit(each).scheme != "https" for each in filter(None, (self.page, self.address))):
            raise ValueError(f"{self.kind}: an address begins with https://")
        return self

    @property
    def asked(self) -> str:
        """The address that is asked first."""
        return f"{EES}/api/publications/{self.publication}/releases/latest" if self.how is How.EES else self.address

    @property
    def allowed(self) -> frozenset[str]:
        """The hosts from which the file may come."""
        return frozenset({urlsplit(self.asked).hostname or "", *self.hosts}) - {""}


@cache
def places() -> dict[str, Place]:
    """Every place by the slug of its kind."""
    text = files(__package__).joinpath("places.yaml").read_text(encoding="utf-8")
    found = [Place.model_validate(one) for one in YAML(typ="safe").load(text)]
    if unknown := {each.kind for each in found} - set(all_kinds()):
        raise ValueError(f"places.yaml: there is no kind {', '.join(sorted(unknown))}.")
    return {each.kind: each for each in found}
