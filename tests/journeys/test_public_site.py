"""Is the public site of every area whole: every link leads somewhere, and no kind of page has a fault?"""

from __future__ import annotations

import urllib.request
from html.parser import HTMLParser
from urllib.error import HTTPError
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest

pytestmark = pytest.mark.journey

SLUGS = ("south-tyneside", "northumberland", "tameside")  # the others: tests/publishing/pages/test_links.py
SLOW_TO_MAKE = (".pdf", ".docx")  # each is made and read elsewhere
NOT_PUBLIC = ("/work/", "/account/", "/home/")

PAGES = [
    "/",
    "/about/questions/",
    "/about/accessibility/",
    "/about/privacy/",
    "/oldmere/",
    "/oldmere/strategy/",
    "/oldmere/delivery-plan/",
    "/oldmere/you-said-we-did/",
    "/oldmere/measures/",
    "/oldmere/who-decides/",
    "/oldmere/feedback/",
    "/oldmere/feedback/thanks/",
    "/oldmere/thread/",
    "/oldmere/thread/?theme=t-breaks",
    "/oldmere/documents/",
    "/oldmere/versions/",
    "/oldmere/versions/1/",
    "/oldmere/versions/1/to/now/",
    "/oldmere/statements/s-no-weekend-breaks/",
    "/oldmere/answers/an-weekend-breaks/",
    "/oldmere/needs/n-weekend-breaks/",
    "/oldmere/evidence/ev-speech-waits/",
    "/oldmere/clauses/vision/",
    "/oldmere/themes/t-breaks/",
    "/oldmere/priorities/p-breaks/",
    "/oldmere/outcomes/o-work/",
    "/oldmere/actions/a-joint-therapies/",
    "/oldmere/measures/m-speech-over-18/",
    "/oldmere/waits/",
    "/oldmere/figures/",
    "/oldmere/indicators/",
    "/oldmere/needs-assessment/",
    "/newcastle/indicators/",
    "/newcastle/indicators/plans-in-20-weeks/",
    "/newcastle/indicators/pupils-with-a-plan/",
    "/newcastle/needs-assessment/",
    "/newcastle/thread/",
    "/newcastle/delivery-plan/",
    "/north-east-lincolnshire/thread/",
    "/northumberland/who-decides/",
    "/account/login/",
    "/account/password/reset/",
]


class Read(HTMLParser):
    """What a crawler needs of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: list[str] = []
        self.headings, self.lang, self.title, self._in_title = 0, "", "", False
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self.ids += [given["id"]] if given.get("id") else []
        self.links += [given["href"]] if tag == "a" and given.get("href") else []
        self.headings += tag == "h1"
        self.lang = given.get("lang", self.lang) if tag == "html" else self.lang
        self._in_title = tag == "title" and not self.title

    def handle_data(self, data):
        self.title += data if self._in_title else ""

    def handle_endtag(self, tag):
        self._in_title = self._in_title and tag != "title"


def fetched(address: str) -> tuple[int, str, str]:
    try:
        with urllib.request.urlopen(address) as answer:  # noqa: S310 (this machine)
            return answer.status, answer.headers.get_content_type(), answer.read().decode("utf-8", "replace")
    except HTTPError as refusal:
        return refusal.code, "", ""


def faults_in(page: Read, address: str) -> list[str]:
    """What any page must have, and the places within it to which it leads."""
    found = []
    if page.headings != 1:
        found.append(f"{page.headings} main headings")
    if not page.title.strip():
        found.append("no title")
    if not page.lang.startswith("en"):
        found.append(f"language {page.lang!r}")
    if twice := {each for each in page.ids if page.ids.count(each) > 1}:
        found.append(f"ids used twice: {sorted(twice)[:5]}")
    lost = {link for link in page.links if link.startswith("#") and len(link) > 1 and link[1:] not in page.ids}
    return [f"{address}: {fault}" for fault in (*found, *(f"{link} leads nowhere" for link in sorted(lost)[:5]))]


def follows(slug: str, site: str, link: str) -> bool:
    """Within this area's public site; files that take long to make are made elsewhere."""
    parts = urlsplit(link)
    ours = f"{parts.scheme}://{parts.netloc}" == site and parts.path.startswith(f"/{slug}/")
    return ours and not parts.path.endswith(SLOW_TO_MAKE) and not any(each in parts.path for each in NOT_PUBLIC)


@pytest.mark.parametrize("slug", SLUGS)
def test_every_link_of_an_area_leads_to_a_whole_page(site, slug):
    waiting, seen, faults = [f"{site}/{slug}/"], {f"{site}/{slug}/"}, []

    while waiting:
        address = waiting.pop()
        status, kind, text = fetched(address)
        if status != 200:
            faults.append(f"{address} answers {status}")
        if kind != "text/html":
            continue
        page = Read(text)
        faults += faults_in(page, address)
        for link in page.links:
            target = urldefrag(urljoin(address, link)).url
            if target not in seen and follows(slug, site, target):
                seen.add(target)
                waiting.append(target)

    assert faults == []
    assert len(seen) > 40


@pytest.mark.parametrize("way", ["desk", "phone"])
@pytest.mark.parametrize("address", PAGES)
def test_no_kind_of_page_has_a_fault_that_axe_can_find(at_work, address, way):
    hands = at_work("", way=way).go(address)

    assert hands.page.title()
    assert hands.page.locator("html").get_attribute("lang") == "en-GB"


@pytest.mark.parametrize("slug", SLUGS)
def test_the_thread_may_be_wide_in_its_own_frame_and_nowhere_else(at_work, slug):
    at_work("", way="phone").go(f"/{slug}/thread/")
