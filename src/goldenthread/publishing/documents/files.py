"""Which document in which form, as the bytes of a file?

The one way in for pages, the command line and whoever else needs a document: the strategy or the delivery plan, as a
web page that stands alone, a tagged PDF, or a Word file.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from goldenthread.design.documents import alone, pdf, word
from goldenthread.design.documents.blocks import Document
from goldenthread.design.documents.html import render_html
from goldenthread.partnership.models import Area
from goldenthread.publishing.packs.encode import to_json, to_yaml

from . import store, strategy
from .edition import Edition, edition_of


@dataclass(frozen=True, slots=True)
class Form:
    """One form in which a document can be had."""

    ending: str
    title: str
    content_type: str
    what_for: str


HTML = Form("html", "Web page", "text/html; charset=utf-8", "to read on a screen or print from a browser")
PDF = Form("pdf", "PDF", "application/pdf", "to send or print; tagged, so that it can be read aloud")
WORD = Form(
    "docx",
    "Word",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "to edit or to copy from, with real headings and tables",
)
YAML = Form(
    "yaml", "YAML", "application/yaml; charset=utf-8", "the open format: everything, in text that people can read"
)
JSON = Form("json", "JSON", "application/json", "the same, for programs")
FORMS = {form.ending: form for form in (HTML, PDF, WORD)}
DATA = {form.ending: form for form in (YAML, JSON)}

DOCUMENTS: dict[str, tuple[str, Callable[[Edition], Document]]] = {
    "strategy": ("The strategy", strategy.strategy),
    "delivery-plan": ("The delivery plan and its progress", strategy.delivery_plan),
}


def strategy_document(
    area: Area, format: str, today: date, *, number: int | None = None, as_at: date | None = None
) -> bytes:
    """The whole strategy: as it stands, as published in version `number`, or as it stood on a day."""
    return made("strategy", format, edition_of(area, today, number=number, as_at=as_at))


def delivery_plan_document(
    area: Area, format: str, today: date, *, number: int | None = None, as_at: date | None = None
) -> bytes:
    """The delivery plan with how each part of it stands."""
    return made("delivery-plan", format, edition_of(area, today, number=number, as_at=as_at))


def made(name: str, format: str, edition: Edition) -> bytes:
    """The document of this name as a file: kept from before, or made now."""
    if format not in FORMS:
        raise ValueError(f"Found the format {format!r}; expected one of: {', '.join(FORMS)}")
    if format == HTML.ending:
        return rendered(document(name, edition), format)
    return store.kept(_stored(name, format, edition), lambda: rendered(document(name, edition), format))


def size_made(name: str, format: str, edition: Edition) -> int | None:
    """The size of the file in bytes, if it was made already."""
    return store.size_kept(_stored(name, format, edition))


def document(name: str, edition: Edition) -> Document:
    """The document of this name, before it has a form."""
    return DOCUMENTS[name][1](edition)


def rendered(whole: Document, format: str) -> bytes:
    """Any document as a file that stands alone. Raises `pdf.PdfUnavailable` where this machine cannot set type."""
    makers: dict[str, Callable[[Document], bytes]] = {
        "html": standing_alone,
        "pdf": pdf.document_pdf,
        "docx": word.document_docx,
    }
    return makers[format](whole)


def standing_alone(whole: Document) -> bytes:
    """One file that needs no other: its style is within it."""
    return alone.standing_alone(render_html(whole)).encode()


def data(format: str, edition: Edition) -> bytes:
    """The strategy as open data."""
    return {"yaml": to_yaml, "json": to_json}[format](edition.pack).encode()


def _stored(name: str, format: str, edition: Edition) -> store.Place:
    """What the file depends on: what is said, and on which day, and what it is called."""
    parts = (edition.fingerprint, str(edition.day), edition.name)
    return store.Place(f"{edition.pack.area.slug}-{name}", format, parts)
