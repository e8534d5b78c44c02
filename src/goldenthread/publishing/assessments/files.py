"""In which forms can a needs assessment be taken away?"""

from __future__ import annotations

from collections.abc import Callable

from goldenthread.publishing.documents.files import HTML, PDF, WORD, Form, rendered

from . import tables
from .content import Content
from .document import document

CSV = Form("csv", "CSV", "text/csv; charset=utf-8", "its figures, for any program")
XLSX = Form(
    "xlsx",
    "Workbook",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "its figures and recommendations, for a spreadsheet",
)
PARQUET = Form("parquet", "Parquet", "application/vnd.apache.parquet", "its figures, typed, for analysts")
STAR = Form("star", "Star schema", "application/zip", "tables that join, for Power BI (a zip of CSV and Parquet)")
CHARTS = Form("charts", "Charts", "application/zip", "every chart as SVG and PNG, for slides (a zip)")

FORMS = {form.ending: form for form in (HTML, PDF, WORD, CSV, XLSX, PARQUET, STAR, CHARTS)}
ZIPPED = frozenset({STAR.ending, CHARTS.ending})

_DATA: dict[str, Callable[[Content], bytes]] = {
    CSV.ending: tables.as_csv,
    XLSX.ending: tables.as_xlsx,
    PARQUET.ending: tables.as_parquet,
    STAR.ending: tables.star_zip,
}


def made(content: Content, format: str) -> bytes:
    """The file. Raises `PdfUnavailable` where this machine cannot set type."""
    if format in _DATA:
        return _DATA[format](content)
    if format == CHARTS.ending:
        drawn = (chart for section in content.sections for chart in section.charts if chart)
        return tables.charts_zip(content, drawn)
    return rendered(document(content), format)


def name_of(slug: str, format: str) -> str:
    """`tameside-needs-assessment.pdf`, `tameside-needs-assessment-star.zip`."""
    return f"{slug}-needs-assessment" + (f"-{format}.zip" if format in ZIPPED else f".{format}")
