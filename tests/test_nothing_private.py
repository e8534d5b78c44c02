"""Does any page, file or download that anybody may have show a count of the area's own that was not published?

Every private source is filled with numbers that stand nowhere else, and every public address of two areas is read. Only the
ledger of published tables, and statistics that somebody else published already, may reach a reader; both are left as
they are.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import urljoin, urlsplit

import pytest
from django.test import Client
from django.urls import Resolver404, get_resolver, resolve

from goldenthread.analysis.disclosure import COUNTS_UNDER_5
from goldenthread.audit.queries import forget
from goldenthread.understanding.disclosure import actions, queries
from goldenthread.understanding.disclosure.reading import read_draft
from goldenthread.understanding.disclosure.tasks import work_out
from goldenthread.understanding.indicators.models import FigureSource, IndicatorFigure
from goldenthread.understanding.indicators.queries import own_publication
from goldenthread.understanding.waits.models import WaitCount, WaitReturn

pytestmark = [pytest.mark.django_db, pytest.mark.no_cover]

PRIVATE = 8731
SHOWN_SOMEWHERE = re.compile(r"(?<![\w.,])8,?731(?![\w])")
LINK = re.compile(r'(?:href|src)="([^"#]+)')
OF_EACH = 3  # pages of one kind: they are made by the same code
NO_FIGURES = {
    "pages:thanks",
    "versions:difference",
}  # after a form was sent; between two versions of a strategy's words
SLOW = re.compile(r"\.(pdf|ics|png)$")  # a PDF is the same page printed


@dataclass
class Reader:
    """Somebody without an account who follows every link."""

    client: Client
    kinds: Counter = field(default_factory=Counter)
    found: list[str] = field(default_factory=list)
    read: set[str] = field(default_factory=set)

    def follow(self, start: str) -> None:
        """Read it, and everything that it leads to in the same area."""
        waiting, inside = [start], f"/{start.split('/')[1]}/"
        while waiting:
            address = waiting.pop()
            kind = self.kind_of(address)
            path = urlsplit(address).path
            outside = not path.startswith(inside) or "/work/" in path or SLOW.search(path)
            if address in self.read or kind is None or outside or self.kinds[inside, kind] >= OF_EACH:
                continue
            self.read.add(address)
            answer = self.client.get(address)
            if answer.status_code != 200:
                continue
            self.kinds[inside, kind] += 1
            body = b"".join(answer) if answer.streaming else answer.content
            texts = list(texts_of(body))
            self.found += [address] if any(SHOWN_SOMEWHERE.search(text) for text in texts) else []
            waiting += [urljoin(path, link.replace("&amp;", "&")) for text in texts for link in LINK.findall(text)]

    @staticmethod
    def kind_of(address: str) -> str | None:
        try:
            return resolve(urlsplit(address).path).view_name
        except Resolver404:
            return None


def texts_of(body: bytes):
    """The words of a page or file; of workbooks, documents and archives, those of every part."""
    if body[:4] == b"PK\x03\x04":
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            for name in archive.namelist():
                yield from texts_of(archive.read(name))
    elif body[:4] == b"PAR1":
        from pyarrow import parquet

        yield str(parquet.read_table(io.BytesIO(body)).to_pylist())
    else:
        yield body.decode("utf-8", "replace")


@pytest.fixture
def filled(newcastle, oldmere, actor):
    """A return about single children that tells of every indicator, later than any published figure; lists of children
    who wait that were never published; a table of which two counts are hidden; another that was proposed."""
    source = FigureSource.objects.create(
        publication=own_publication(newcastle), release="return", title="Own return", publisher="Here", licence="None",
        loaded_at=actor("Anna").now, person_level=True,
    )  # fmt: skip
    wanted = ("code", "level", "place", "breakdown", "band")
    for row in IndicatorFigure.objects.filter(place=newcastle.gss_code).values(*wanted).distinct().order_by(*wanted):
        period = {"period": "2029", "period_start": date(2029, 1, 1), "period_end": date(2029, 12, 31)}
        counts = {"numerator": PRIVATE, "denominator": PRIVATE, "value": PRIVATE}
        IndicatorFigure.objects.create(**row, **period, **counts, source=source)
    WaitCount.objects.update(least=PRIVATE, most=PRIVATE, longest=PRIVATE)
    WaitReturn.objects.update(reason=f"There were {PRIVATE:,}.")
    words = {"title": "Plans", "population": "Plans, Newcastle", "period": "January 2026", "source": "Made up"}
    counts = f"locality,count\nNorth,3\nSouth,{PRIVATE}\nEast,9888\nWest,9777"
    draft = read_draft({**words, "counts": counts, "percent": "locality"}, "plans")
    by = actor("Anna")
    table = actions.publish_unseen(area=newcastle, draft=draft, policy=COUNTS_UNDER_5, by=by, reason="Asked for.")
    assert str(PRIVATE) not in str(queries.shown_of(table))
    waiting = {"title": "More plans", "population": "Others", "policy": COUNTS_UNDER_5.name, "counts": counts}
    work_out(newcastle, words | waiting)
    forget()


@pytest.mark.usefixtures("filled", "at_now")
def test_no_public_page_file_or_download_shows_a_count_that_was_not_published(client, signed_in):
    reader = Reader(client)
    for start in (
        "/newcastle/",
        "/oldmere/",
        "/oldmere/waits/",
        "/newcastle/figures/",
        "/newcastle/indicators/",
        "/newcastle/measures/m-waits-fall/figures.csv",
    ):
        reader.follow(start)

    assert reader.found == []
    kinds = {kind for _, kind in reader.kinds}
    assert {"waits:public", "waits:figures", "disclosure:figure", "disclosure:csv", "disclosure:xlsx"} <= kinds
    assert len(reader.read) > 60
    never = public_kinds() - kinds - NO_FIGURES
    assert not never, f"No link leads a reader to {sorted(never)}, so nobody has tried them."

    anna = signed_in("Anna", "oldmere")
    accepted = WaitReturn.objects.filter(state="accepted").order_by("-accepted_at").first()
    assert SHOWN_SOMEWHERE.search(anna.get(f"/oldmere/work/waits/{accepted.pk}/").content.decode())


def public_kinds() -> set[str]:
    """Every public page or file of an area."""
    found = set()
    for name, resolver in get_resolver().namespace_dict.items():
        for each in resolver[1].url_patterns:
            route = f"{resolver[0]}{each.pattern}"
            public = getattr(getattr(each, "callback", None), "public", False)
            if public and route.startswith("<slug:slug>/") and not SLOW.search(route):
                found.add(f"{name}:{each.name}")
    return found
