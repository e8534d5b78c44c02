"""Where is a progress report for a board made? One form, one look at the report, and the file."""

from __future__ import annotations

import logging
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from goldenthread.accounts.roles import ROLE_BY_CODE
from goldenthread.design.documents.html import render_blocks
from goldenthread.design.documents.pdf import PdfUnavailable
from goldenthread.partnership.actors import Actor
from goldenthread.partnership.views import working_page
from goldenthread.publishing.documents.files import FORMS, HTML, PDF, WORD
from goldenthread.publishing.documents.views import sent

from . import actions, policies, queries
from .basis import Basis
from .document import report as written
from .forms import ReportForm

log = logging.getLogger(__name__)


@working_page
def report(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The form; once it is sent, the report on the page or as a file."""
    policies.check_can_prepare(actor)
    area, today = actor.area, actor.today
    bounds, last = queries.bounds_of(area, today), queries.last_reported(area, today)
    usual = bounds.usual(last)
    first = {"start": usual.start, "end": usual.end, "board": request.GET.get("board", "")}
    form = ReportForm(request.POST or None, bounds=bounds, boards=queries.boards(area), initial=first)
    found = {"area": area, "form": form, "bounds": bounds, "last": last, "forms": (WORD, PDF, HTML)}
    if not form.is_valid():
        return render(request, "reports/form.jinja", found)
    basis = queries.basis_of(area, form.period, today, prepared_by=prepared_by(actor), **form.words)
    if request.POST.get("as") in FORMS:
        return _file(request, actor, basis, found)
    return _page(request, basis, found)


def _page(request: HttpRequest, basis: Basis, found: dict[str, Any]) -> HttpResponse:
    document = written(basis).anchored()
    shown = {"document": document, "headings": document.headings(1), "body": render_blocks(document.blocks)}
    return render(request, "reports/report.jinja", found | shown)


def _file(request: HttpRequest, actor: Actor, basis: Basis, found: dict[str, Any]) -> HttpResponse:
    form = FORMS[request.POST["as"]]
    try:
        made = actions.prepare(area=actor.area, basis=basis, format=form.ending, by=actor)
    except PdfUnavailable as missing:
        log.error("A report was asked for as a PDF: %s", missing)
        return _page(request, basis, found | {"no_pdf": True})
    return sent(made, form, f"{actor.area.slug}-progress-report-{basis.period.start}-to-{basis.period.end}")


def prepared_by(actor: Actor) -> str:
    """`Prepared by the commissioning lead, Newcastle City Council`: a role and a body, never a name."""
    role = ROLE_BY_CODE[actor.roles[0]].title
    body = f", {actor.organisation.name}" if actor.organisation else ""
    return f"Prepared by the {role[0].lower()}{role[1:]}{body}"
