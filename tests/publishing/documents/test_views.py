"""Can anybody take a document away, and are they told what is wrong when they ask for one that is not held?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from html import unescape
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from goldenthread.design.documents.pdf import PdfUnavailable
from goldenthread.partnership.models import Area
from goldenthread.publishing.documents import files
from goldenthread.publishing.packs.format import Pack
from goldenthread.publishing.packs.read import read_pack

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@pytest.fixture(autouse=True)
def today(at_now: datetime, settings: object, tmp_path: Path) -> Iterator[None]:
    settings.MEDIA_ROOT = tmp_path
    yield


def text(answer) -> str:
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode())))


def test_page_offers_every_document_in_every_form(client: Client, newcastle: Area):
    page = client.get("/newcastle/documents/").content.decode()

    links = re.findall(r'href="(/newcastle/documents/[^"]+)"', page)
    for name in ("strategy.html", "strategy.pdf", "strategy.docx", "delivery-plan.html", "delivery-plan.pdf"):
        assert f"/newcastle/documents/{name}" in links
    for name in ("delivery-plan.docx", "strategy.yaml", "strategy.json", "workbook.xlsx", "strategy.pdf?version=1"):
        assert f"/newcastle/documents/{name}" in links


def test_page_says_how_large_a_file_is_once_it_is_made(client: Client, oldmere: Area, settings: object):
    before = text(client.get("/oldmere/documents/"))
    made = client.get("/oldmere/documents/delivery-plan.docx")
    after = text(client.get("/oldmere/documents/"))

    said = f"tables; {round(len(made.content) / 1000)} kilobytes."
    assert said not in before
    assert said in after


@pytest.mark.parametrize(
    ("name", "kind", "disposition"),
    [
        ("strategy.html", "text/html; charset=utf-8", None),
        ("strategy.docx", WORD, 'attachment; filename="oldmere-strategy.docx"'),
        ("strategy.yaml", "application/yaml; charset=utf-8", 'attachment; filename="oldmere-strategy.yaml"'),
        ("strategy.json", "application/json", 'attachment; filename="oldmere-strategy.json"'),
        ("delivery-plan.docx?version=1", WORD, 'attachment; filename="oldmere-delivery-plan-version-1.docx"'),
        ("delivery-plan.html?as-at=2026-11-22", "text/html; charset=utf-8", None),
    ],
)
def test_file_says_what_it_is_and_may_be_cached(client: Client, oldmere: Area, name: str, kind: str, disposition: str):
    answer = client.get(f"/oldmere/documents/{name}")

    assert answer.status_code == 200
    assert answer["Content-Type"] == kind
    assert answer.get("Content-Disposition") == disposition
    assert answer["Cache-Control"] == "public, max-age=60"
    assert client.get(f"/oldmere/documents/{name}", headers={"If-None-Match": answer["ETag"]}).status_code == 304


def test_pdf_opens_in_the_browser(client: Client, oldmere: Area, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(files.pdf, "document_pdf", lambda document: b"%PDF-1.7 made")

    answer = client.get("/oldmere/documents/delivery-plan.pdf")

    assert answer["Content-Disposition"] == 'inline; filename="oldmere-delivery-plan.pdf"'
    assert answer.content == b"%PDF-1.7 made"


def test_data_is_the_strategy_whole(client: Client, newcastle: Area):
    answer = client.get("/newcastle/documents/strategy.yaml")

    held = read_pack(answer.content.decode(), name="strategy.yaml")
    assert isinstance(held, Pack)
    assert held.area.slug == "newcastle"


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ("version=9", "Newcastle upon Tyne has not published a version 9 of its strategy."),
        ("version=one", "Give the number of a version: 2"),
        ("version=0", "greater than or equal to 1"),
        ("as-at=2027-01-01", "1 January 2027 cannot be shown: choose a day from"),
        ("as-at=1999-12-31", "31 December 1999 cannot be shown: choose a day from"),
        ("as-at=31/02/2026", "Give the day as year-month-day: 2027-03-31"),
        ("as-at=2026-11-22&version=1", "Ask for a version or for a day, not both"),
    ],
)
@pytest.mark.parametrize("name", ["strategy.html", "delivery-plan.docx", "strategy.json"])
def test_document_that_is_not_held_is_refused_with_the_reason(
    client: Client, newcastle: Area, asked: str, sentence: str, name: str
):
    answer = client.get(f"/newcastle/documents/{name}?{asked}")

    assert answer.status_code == 404
    assert sentence in text(answer)
    assert "Take the document as the strategy stands today" in text(answer)


@pytest.mark.parametrize("name", ["strategy.odt", "delivery-plan.yaml", "plan.pdf", "strategy", "..%2Fsecret-key"])
def test_no_other_name_is_a_document(client: Client, newcastle: Area, name: str):
    assert client.get(f"/newcastle/documents/{name}").status_code == 404


def test_area_that_is_not_there_has_no_documents(client: Client, db: None):
    assert client.get("/atlantis/documents/").status_code == 404
    assert client.get("/atlantis/documents/strategy.html").status_code == 404


def test_where_no_pdf_can_be_made_two_other_forms_are_offered(
    client: Client, newcastle: Area, monkeypatch: pytest.MonkeyPatch
):
    def unavailable(document: object) -> bytes:
        raise PdfUnavailable("the Pango libraries are missing")

    monkeypatch.setattr(files.pdf, "document_pdf", unavailable)
    answer = client.get("/newcastle/documents/delivery-plan.pdf?version=1")

    assert answer.status_code == 503
    assert "No PDF can be made just now" in text(answer)
    assert 'href="/newcastle/documents/delivery-plan.html?version=1"' in answer.content.decode()
    assert 'href="/newcastle/documents/delivery-plan.docx?version=1"' in answer.content.decode()
    assert "Pango" not in text(answer)  # that is for the operator, and is in the log
    assert "public" not in answer["Cache-Control"]


@pytest.mark.parametrize("path", ["", "strategy.html", "strategy.json", "delivery-plan.html"])
def test_queries_do_not_grow_with_the_strategy(client: Client, newcastle: Area, oldmere: Area, path: str):
    counts = []
    for slug in ("oldmere", "newcastle"):
        client.get(f"/{slug}/documents/{path}")
        with CaptureQueriesContext(
            connection,
        ) as asked:
            client.get(f"/{slug}/documents/{path}")
        counts.append(len(asked))

    assert counts[0] == counts[1]
    assert max(counts) <= 5


def test_page_reads_for_somebody_without_sign_in(client: Client, tameside: Area):
    answer = client.get("/tameside/documents/")

    assert answer.status_code == 200
    assert answer.content.decode().count("<h1") == 1
    assert "Set-Cookie" not in answer
