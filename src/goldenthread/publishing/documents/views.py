"""Where are the strategy and the delivery plan taken away as files?"""

from __future__ import annotations

import logging
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from goldenthread.design.documents.html import render_html
from goldenthread.design.documents.pdf import PdfUnavailable
from goldenthread.partnership.views import public_page
from goldenthread.publishing.packs.queries import held_since
from goldenthread.publishing.versions.queries import versions

from . import files
from .edition import Edition, NoSuchEdition, edition_of
from .forms import EditionForm
from .presenters import offered

log = logging.getLogger(__name__)


@public_page
@require_safe
def documents(request: Any, area: Any) -> HttpResponse:
    """Everything that can be taken away, in which form and how large."""
    edition = edition_of(area, request.today)
    held = offered(lambda name, format: files.size_made(name, format, edition))
    found = {"area": area, "edition": edition, "offered": held, "versions": list(versions(area))}
    return render(request, "documents/list.jinja", found)


@public_page
@require_safe
def file(request: Any, area: Any, name: str) -> HttpResponse:
    """One document in one form: as the strategy stands, or of the version or day that the address asks for."""
    try:
        edition = _edition(request, area)
    except NoSuchEdition as fault:
        found = {"area": area, "faults": fault.args, "name": name, "page_has_errors": True}
        return render(request, "documents/not-held.jinja", found, status=404)
    stem, _, ending = name.rpartition(".")
    if ending in files.DATA:
        return sent(files.data(ending, edition), files.DATA[ending], f"{area.slug}-{stem}{edition.suffix}")
    if ending == files.HTML.ending:
        return HttpResponse(render_html(files.document(stem, edition)))
    try:
        return sent(files.made(stem, ending, edition), files.FORMS[ending], f"{area.slug}-{stem}{edition.suffix}")
    except PdfUnavailable as missing:
        log.error("A PDF was asked for: %s", missing)
        return render(request, "documents/no-pdf.jinja", {"area": area, "name": stem, "query": request.GET}, status=503)


def _edition(request: Any, area: Any) -> Edition:
    if not EditionForm.asked(request.GET):
        return edition_of(area, request.today)
    form = EditionForm(request.GET, today=request.today, since=min(held_since(area), request.today))
    if not form.is_valid():
        raise NoSuchEdition(*form.faults)
    return edition_of(area, request.today, **form.edition)


def sent(content: bytes, form: files.Form, name: str) -> HttpResponse:
    """A PDF opens in the browser; anything else is saved. The name says whose it is and of what."""
    how = "inline" if form is files.PDF else "attachment"
    named = {"Content-Disposition": f'{how}; filename="{name}.{form.ending}"'}
    return HttpResponse(content, content_type=form.content_type, headers=named)
