"""Can those who prepare reports make one in a few minutes, and nobody else?"""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from datetime import date, datetime
from html import unescape
from pathlib import Path

import docx
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from goldenthread.accounts.roles import Permission
from goldenthread.audit.models import Event
from goldenthread.demo.personas import PERSONAS
from goldenthread.design.documents.pdf import PdfUnavailable
from goldenthread.partnership.models import Area
from goldenthread.partnership.policies import NotAllowed
from goldenthread.planning.deliveryplan.actions import report_progress
from goldenthread.planning.deliveryplan.models import Action
from goldenthread.publishing.documents import files
from goldenthread.publishing.reports import queries
from goldenthread.publishing.reports.actions import prepare
from goldenthread.publishing.reports.period import Period
from tests.acting import holders

ADDRESS = "/oldmere/work/report/"
TODAY = date(2026, 11, 22)


@pytest.fixture(autouse=True)
def today(at_now: datetime, settings: object, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def sent(start: date = date(2026, 4, 1), end: date = TODAY, **more: str) -> dict[str, str]:
    """What the form sends."""
    days = {
        f"{name}_{part}": str(getattr(day, part))
        for name, day in (("start", start), ("end", end))
        for part in ("day", "month", "year")
    }
    return {**days, "board": "", "introduction": "", "decisions": "", **more}


def text(answer) -> str:
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode())))


@pytest.mark.parametrize("persona", PERSONAS, ids=lambda persona: persona.role)
def test_page_is_for_those_who_may_prepare_reports(signed_in: Callable[..., Client], oldmere: Area, persona):
    may = persona.role in holders(Permission.PREPARE_REPORT)
    client = signed_in(persona.first_name.split()[0], "oldmere")

    assert client.get(ADDRESS).status_code == (200 if may else 403)
    assert client.post(ADDRESS, sent()).status_code == (200 if may else 403)


def test_page_of_another_area_is_not_there(signed_in: Callable[..., Client], oldmere: Area):
    assert signed_in("Cora", "tameside").get(ADDRESS).status_code == 404


def test_refusal_names_the_roles_that_may(signed_in: Callable[..., Client], oldmere: Area):
    assert "To prepare a progress report for a board you must be a" in text(signed_in("Priya", "oldmere").get(ADDRESS))


def test_form_comes_with_sensible_answers(signed_in: Callable[..., Client], oldmere: Area):
    page = signed_in("Cora", "oldmere").get(ADDRESS).content.decode()

    assert re.search(r'name="start_day"[^>]*value="23"', page)
    assert re.search(r'name="end_day"[^>]*value="22"', page)
    assert "SEND Partnership Board" in page


def test_report_is_shown_with_what_the_person_wrote(signed_in: Callable[..., Client], oldmere: Area):
    words = {
        "board": "partnership-board",
        "introduction": "In a page.",
        "decisions": "Agree one thing.\nNote <another>.",
    }
    answer = signed_in("Cora", "oldmere").post(ADDRESS, sent(**words))

    said = text(answer)
    assert "Progress report, 1 April to 22 November 2026" in said
    assert "For the SEND Partnership Board. Prepared by the commissioning lead, Oldmere Council (made up)" in said
    assert "Agree one thing. Note <another>." in said
    assert "<another>" not in answer.content.decode()
    assert answer.content.decode().count("<h1") == 1
    assert "style=" not in answer.content.decode()


@pytest.mark.parametrize(
    ("start", "end", "sentence"),
    [
        (date(2026, 11, 1), date(2026, 12, 1), "1 December 2026 is in the future."),
        (TODAY, date(2026, 11, 21), "The report would run backwards"),
        (date(2019, 1, 1), TODAY, "Nothing that is recorded here is older than 15 January 2026."),
        (date(2026, 2, 1), date(2026, 3, 1), "so how it stood on 1 March 2026 is not known."),
    ],
)
def test_days_that_cannot_be_are_said_and_nothing_typed_is_lost(
    signed_in: Callable[..., Client], oldmere: Area, start: date, end: date, sentence: str
):
    answer = signed_in("Cora", "oldmere").post(ADDRESS, sent(start, end, introduction="What I wrote."))

    assert "There is a problem" in text(answer)
    assert sentence in text(answer)
    assert "What I wrote." in text(answer)


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"start_day": "31", "start_month": "2"}, "Date must be a real date"),
        ({"start_year": ""}, "Date must include a year"),
        ({"board": "no-such-board"}, "There is no such board in this area"),
        ({"introduction": "x" * 3001}, "3000"),
    ],
)
def test_other_faults_are_said(signed_in: Callable[..., Client], oldmere: Area, given: dict[str, str], sentence: str):
    assert sentence in text(signed_in("Cora", "oldmere").post(ADDRESS, {**sent(), **given}))


def test_report_is_taken_away_in_word(signed_in: Callable[..., Client], oldmere: Area):
    answer = signed_in("Anna", "oldmere").post(ADDRESS, {**sent(introduction="The autumn in a page."), "as": "docx"})

    assert (
        answer["Content-Disposition"] == 'attachment; filename="oldmere-progress-report-2026-04-01-to-2026-11-22.docx"'
    )
    word = docx.Document(io.BytesIO(answer.content))
    assert "The autumn in a page." in [each.text for each in word.paragraphs]
    assert "private" in answer["Cache-Control"]


def test_taking_it_away_is_an_event_and_looking_is_not(signed_in: Callable[..., Client], oldmere: Area):
    client = signed_in("Anna", "oldmere")
    client.post(ADDRESS, sent())
    assert not Event.objects.filter(verb=queries.PREPARED).exists()

    client.post(ADDRESS, {**sent(board="partnership-board"), "as": "html"})

    event = Event.objects.get(verb=queries.PREPARED)
    assert event.data == {
        "start": "2026-04-01",
        "end": "2026-11-22",
        "board": "SEND Partnership Board",
        "format": "html",
    }
    assert event.actor.startswith("Anna")
    assert event.area == "oldmere"


def test_next_report_begins_where_the_last_one_ended(actor: Callable, oldmere: Area):
    basis = queries.basis_of(oldmere, Period(date(2026, 6, 1), TODAY), TODAY)
    prepare(area=oldmere, basis=basis, format="html", by=actor("Cora", "oldmere"))

    assert queries.last_reported(oldmere, TODAY) is None  # a report made today may be made again today
    assert queries.last_reported(oldmere, date(2026, 12, 10)) == TODAY
    assert queries.bounds_of(oldmere, date(2026, 12, 10)).usual(TODAY).start == date(2026, 11, 23)


def test_report_is_refused_to_those_who_may_not_prepare_one(actor: Callable, oldmere: Area):
    basis = queries.basis_of(oldmere, Period(date(2026, 6, 1), TODAY), TODAY)

    with pytest.raises(NotAllowed):
        prepare(area=oldmere, basis=basis, format="html", by=actor("Connor", "oldmere"))


def test_where_no_pdf_can_be_made_the_report_stays_on_the_page(
    signed_in: Callable[..., Client], oldmere: Area, monkeypatch: pytest.MonkeyPatch
):
    def unavailable(document: object) -> bytes:
        raise PdfUnavailable("the Pango libraries are missing")

    monkeypatch.setattr(files.pdf, "document_pdf", unavailable)
    answer = signed_in("Cora", "oldmere").post(ADDRESS, {**sent(introduction="What I wrote."), "as": "pdf"})

    assert answer.status_code == 200
    assert "No PDF can be made just now" in text(answer)
    assert "What I wrote." in text(answer)
    assert not Event.objects.filter(verb=queries.PREPARED).exists()


def test_what_is_reported_between_the_days_is_in_the_report(
    signed_in: Callable[..., Client], actor: Callable, oldmere: Area
):
    cora = actor("Cora", "oldmere")
    action = Action.objects.get(area=oldmere, key="a-year-9")
    report_progress(
        action=action, state="done", note="Every school has it.", by=cora, responsible={cora.organisation.pk}
    )

    said = text(signed_in("Cora", "oldmere").post(ADDRESS, sent(start=TODAY)))

    assert "Reported finished: 3.1 Adult life in every Year 9 review." in said
    assert "Every school has it." in said


def test_queries_do_not_grow_with_the_strategy(signed_in: Callable[..., Client], oldmere: Area, newcastle: Area):
    counts = []
    for slug in ("oldmere", "newcastle"):
        client, address = signed_in("Cora", slug), f"/{slug}/work/report/"
        client.post(address, sent(start=TODAY))
        with CaptureQueriesContext(connection) as asked:
            client.post(address, sent(start=TODAY))
        counts.append(len(asked))

    assert counts[0] == counts[1]
    assert max(counts) <= 40
