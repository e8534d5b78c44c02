"""Where does anybody read the needs assessment, and take it away?"""

from __future__ import annotations

import logging
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from goldenthread.design.documents.pdf import PdfUnavailable
from goldenthread.partnership.views import public_page

from . import files
from .content import content_of

log = logging.getLogger(__name__)


@public_page
@require_safe
def page(request: Any, area: Any) -> HttpResponse:
    """The agreed needs assessment; or a sentence that says that there is none."""
    content = content_of(area, request.today)
    return render(request, "assessments/needs.jinja", {"area": area, "content": content, "forms": files.FORMS.values()})


@public_page
@require_safe
def file(request: Any, area: Any, ending: str) -> HttpResponse:
    """The agreed needs assessment in one form."""
    form = files.FORMS.get(ending)
    content = content_of(area, request.today) if form else None
    if form is None or content is None:
        raise Http404(f"{area} has no needs assessment in this form.")
    try:
        made = files.made(content, ending)
    except PdfUnavailable as missing:
        log.error("A PDF was asked for: %s", missing)
        return render(request, "assessments/no-pdf.jinja", {"area": area}, status=503)
    how = "inline" if ending in ("html", "pdf") else "attachment"
    headers = {"Content-Disposition": f'{how}; filename="{files.name_of(area.slug, ending)}"'}
    return HttpResponse(made, content_type=form.content_type, headers=headers)
