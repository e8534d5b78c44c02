"""How does a document become a tagged PDF? WeasyPrint to PDF/UA-1, reading nothing but our own static files."""

from __future__ import annotations

import mimetypes
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.files.storage import storages
from django.urls import Resolver404, resolve

from goldenthread.design import colours
from goldenthread.design.documents.blocks import Document
from goldenthread.design.documents.html import render_html

PLACE = "https://documents.invalid/"  # nothing is ever fetched from it: every address in a document resolves here
PDF_UA = "pdf/ua-1"


class PdfUnavailable(Exception):
    """This machine cannot make a PDF; the message says what is missing and what to do instead."""


class AddressRefused(ValueError):
    """A document asked for something that is not one of our own static files."""


def document_pdf(document: Document) -> bytes:
    return render_pdf(render_html(document))


def render_pdf(html: str, base_url: str = PLACE) -> bytes:
    """The page as a tagged PDF.

    Raises PdfUnavailable where the libraries that set type are not installed, and AddressRefused for a page that asks
    for anything but our own files: a report without its style sheet must not be made quietly.
    """
    weasyprint = _weasyprint()
    page = weasyprint.HTML(string=html, base_url=base_url, url_fetcher=_fetcher(base_url))
    try:
        made: bytes = page.write_pdf(pdf_variant=PDF_UA, pdf_tags=True, finisher=scope_headings)
    except weasyprint.urls.FatalURLFetchingError as refused:
        raise AddressRefused(str(refused)) from refused
    return made


def fetch(address: str, base_url: str = PLACE) -> tuple[bytes, str]:
    """The bytes and type of a static file or of an area's colours. Anything else is refused: no network, no disk."""
    parts = urlsplit(address)
    here = urlsplit(base_url)
    if (parts.scheme, parts.netloc) != (here.scheme, here.netloc):
        raise AddressRefused(f"Found {address!r} in a document; expected one of the service's own static files")
    path = unquote(parts.path)
    if path.startswith(settings.STATIC_URL):
        found = _static_file(path.removeprefix(settings.STATIC_URL))
        if found is not None:
            return found.read_bytes(), mimetypes.guess_type(found.name)[0] or "application/octet-stream"
    elif colour := _colour_of(path):
        return colours.stylesheet(colour).encode(), "text/css"
    raise AddressRefused(f"Found {address!r} in a document; expected one of the service's own static files")


def scope_headings(document: Any, pdf: Any) -> None:
    """Say of every table heading whether it heads a column or a row, which the maker of the PDF leaves out."""
    import pydyf  # type: ignore[import-untyped]

    parts = [each for each in pdf.objects if isinstance(each, pydyf.Dictionary) and each.get("Type") == "/StructElem"]
    named = {each.reference: each for each in parts}
    for part in parts:
        if part.get("S") == "/TH":
            above = _tags_above(part, named)
            scope = "/Column" if "/THead" in above else "/Row"
            part["A"] = pydyf.Dictionary({"O": "/Table", **part.get("A", {}), "Scope": scope})


def _tags_above(part: Any, named: dict[bytes, Any]) -> list[str]:
    tags = []
    while (part := named.get(part.get("P"))) is not None:
        tags.append(str(part.get("S")))
    return tags


def _weasyprint() -> Any:
    try:
        import weasyprint
    except OSError as missing:
        raise PdfUnavailable(
            f"This machine cannot make a PDF: the Pango libraries are missing ({missing}). "
            "Install libpango-1.0-0, libpangoft2-1.0-0 and libharfbuzz-subset0, or print the page from a browser."
        ) from missing
    return weasyprint


def _fetcher(base_url: str) -> Any:
    """Ours, whose refusals WeasyPrint does not swallow."""
    from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

    class OwnFilesOnly(URLFetcher):
        def fetch(self, url: str, headers: Any = None) -> Any:
            try:
                body, kind = fetch(url, base_url)
            except AddressRefused as refused:
                raise FatalURLFetchingError(str(refused)) from refused
            return URLFetcherResponse(url, body, {"Content-Type": kind})

    return OwnFilesOnly()


def _static_file(name: str) -> Path | None:
    """Where a static file is: collected, or still in the application that ships it."""
    found: str | Iterable[str] | None = finders.find(name)
    if not found:
        storage = storages["staticfiles"]
        found = storage.path(name) if storage.exists(name) else None
    return Path(str(found)) if found else None


def _colour_of(path: str) -> str:
    try:
        match = resolve(path)
    except Resolver404:
        return ""
    return str(match.kwargs.get("colour", "")) if match.url_name == "area-colour" else ""
