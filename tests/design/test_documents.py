"""Is a report, written once, whole and well made as a page, as a tagged PDF and as a Word file?"""

from __future__ import annotations

import datetime as d
import io
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import docx
import pytest
from django.test import override_settings
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from goldenthread.design.documents import html, pdf, word
from goldenthread.design.documents.blocks import (
    Bullets,
    Callout,
    Document,
    Heading,
    Link,
    PageBreak,
    Paragraph,
    Picture,
    Strong,
    Table,
)
from tests.design.gallery import chain, line

MADE = d.date(2026, 11, 22)


def report() -> Document:
    chart, chain_of_boards = line(), chain()
    rows = tuple((f"Action {at}", "Ask families", "Autumn 2024") for at in range(60))
    return Document(
        title="Joint commissioning strategy",
        subtitle="Fenbridge, 2024 to 2027",
        publishers="Fenbridge Council and NHS Fen ICB",
        status="Version 2, adopted",
        summary="How we plan, buy and check services together.",
        home="https://example.org/fenbridge/",
        colour="#7a1f2b",
        made=MADE,
        blocks=(
            Heading("What this is"),
            Paragraph("In plain words.", "lead"),
            Paragraph(
                ("Decided by the ", Strong("group"), "; see ", Link("the page", "https://example.org/g/?a=1&b=2"))
            ),
            Callout("What this means for families", "You will be told how long you wait.", "families"),
            Heading("Who decides"),
            Picture(chain_of_boards.drawing, chain_of_boards.description, "Who answers to whom"),
            Heading("Plans on time", 2),
            Picture(chart.drawing, f"{chart.title}. {chart.description}", chart.title),
            Table(chart.title, chart.columns, chart.rows, numeric=(1, 2)),
            PageBreak(),
            Heading("What this is"),
            Bullets(("One", "Two\nlines")),
            Bullets(("First", "Second"), numbered=True),
            Bullets(("First again",), numbered=True),
            Table("Actions", ("Action", "Steps", "Due"), rows, widths=(30, 50, 20), note="Dates as worded."),
            Table("Nothing yet", ("Action", "Due"), ()),
        ),
    )


@pytest.fixture(scope="module")
def word_file() -> docx.document.Document:
    return docx.Document(io.BytesIO(word.document_docx(report())))


@pytest.fixture(scope="module", autouse=True)
def only_our_addresses() -> Iterator[None]:
    """No other application's pages are needed to make a document."""
    with override_settings(ROOT_URLCONF="tests.design.gallery"):
        yield


@pytest.fixture(scope="module")
def pdf_file(tmp_path_factory: pytest.TempPathFactory, only_our_addresses: None) -> Path:
    path = tmp_path_factory.mktemp("pdf") / "report.pdf"
    path.write_bytes(pdf.document_pdf(report()))
    return path


@pytest.fixture
def told(pdf_file: Path) -> Callable[..., str]:
    """What a tool of poppler says of the PDF."""

    def ask(tool: str, *options: str) -> str:
        program = shutil.which(tool)
        assert program, f"{tool} is not on this machine: install Debian's poppler-utils, which reads the PDF back"
        command = [program, *options, str(pdf_file)]
        if tool == "pdftotext":
            command.append("-")
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout

    return ask


# --- the model


def test_row_of_the_wrong_length_is_refused() -> None:
    with pytest.raises(ValueError, match="Found a row of 1 cells in the table 'T'; expected 2"):
        Table("T", ("A", "B"), (("only one",),))


def test_widths_are_shares_that_the_style_sheet_knows(root: Path) -> None:
    sheet = (root / "src/goldenthread/design/static/design/document.css").read_text()

    for widths in ((1, 2, 1), (30, 50, 20), (1, 99, 1), (7, 7, 7)):
        assert all(f".share-{share} " in sheet for share in Table("T", ("A", "B", "C"), (), widths).shares)


def test_picture_without_words_is_refused() -> None:
    with pytest.raises(ValueError, match="give alt"):
        Picture("<svg></svg>", " ")


def test_headings_of_one_name_have_anchors_of_their_own() -> None:
    anchors = [heading.anchor for heading in report().anchored().headings()]

    assert anchors == ["what-this-is", "who-decides", "plans-on-time", "what-this-is-2"]


# --- as a page


def test_page_has_one_title_and_contents_that_lead_somewhere() -> None:
    page = html.render_html(report())

    assert page.count("<h1") == 1
    for anchor in ("what-this-is", "who-decides", "plans-on-time", "what-this-is-2"):
        assert f'href="#{anchor}"' in page
        assert f'id="{anchor}"' in page
    assert "style=" not in page


def test_blocks_alone_have_headings_below_those_of_their_page() -> None:
    shown = html.render_blocks(report().blocks, below=2)

    assert "<h1" not in shown
    assert "<h3" in shown
    assert "Two<br>lines" in shown


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)


@settings(max_examples=25, deadline=None)
@given(TEXTS, TEXTS)
def test_any_words_make_a_page_and_a_word_file_that_open(one: str, other: str) -> None:
    document = Document(
        one,
        MADE,
        (Heading(other), Paragraph((one, Strong(other))), Bullets((one,)), Table(other, (one, "B"), ((other, one),))),
        publishers=other,
    )

    page = html.render_html(document)
    opened = docx.Document(io.BytesIO(word.document_docx(document)))
    assert "\x0b" not in page
    assert opened.core_properties.language == "en-GB"


# --- as a PDF


def test_pdf_is_tagged_titled_and_says_its_language(told) -> None:
    said = told("pdfinfo")

    assert "Tagged:          yes" in said
    assert "Title:           Joint commissioning strategy" in said
    assert "pdfuaid" in told("pdfinfo", "-meta")


def test_pdf_has_headings_tables_and_figures_for_readers(told) -> None:
    parts = told("pdfinfo", "-struct")

    assert [parts.count(f"\n  {tag}") + parts.count(f" {tag} (block)") > 0 for tag in ("H1", "H2", "H3")] == [True] * 3
    assert parts.count("/Scope /Column") >= 8
    assert parts.count("/Scope /Row") >= 60
    assert parts.count("Figure") == 2
    assert " . " not in parts  # no row of dots to be read aloud


def test_pdf_repeats_the_headings_of_a_long_table_and_numbers_its_pages(told) -> None:
    text = told("pdftotext", "-layout")

    assert text.count("Autumn 2024") == 60
    assert len([row for row in text.splitlines() if row.split() == ["Action", "Steps", "Due"]]) >= 2
    assert "Page 2 of" in text


def test_pdf_fetches_nothing_from_elsewhere() -> None:
    for address in (
        "https://elsewhere.example/x.css",
        "file:///etc/passwd",
        f"{pdf.PLACE}other/",
        f"{pdf.PLACE}static/../x",
    ):
        with pytest.raises(pdf.AddressRefused, match="own static files"):
            pdf.fetch(address)


def test_pdf_that_asks_for_something_else_is_not_made() -> None:
    with pytest.raises(pdf.AddressRefused, match="own static files"):
        pdf.render_pdf('<html lang="en"><title>t</title><img src="file:///etc/passwd" alt="x">')


def test_pdf_without_pango_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    class Blocked:
        def find_spec(self, name: str, path: object = None, target: object = None) -> None:
            if name == "weasyprint":
                raise OSError("cannot load library 'libpango-1.0-0'")

    for name in [name for name in sys.modules if name.split(".")[0] == "weasyprint"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setattr(sys, "meta_path", [Blocked(), *sys.meta_path])

    with pytest.raises(pdf.PdfUnavailable, match="Install libpango"):
        pdf.render_pdf("<p>x</p>")


# --- as a Word file


def test_word_file_has_real_headings_and_a_contents_field(word_file) -> None:
    headings = [(each.style.name, each.text) for each in word_file.paragraphs if each.style.name.startswith("Heading")]

    assert headings == [
        ("Heading 1", "What this is"),
        ("Heading 1", "Who decides"),
        ("Heading 2", "Plans on time"),
        ("Heading 1", "What this is"),
    ]
    fields = [each.text.strip() for each in word_file.element.iter(qn("w:instrText"))]
    assert fields[0].startswith("TOC ")
    marks = [each.get(qn("w:fldCharType")) for each in word_file.element.iter(qn("w:fldChar"))]
    assert marks.count("begin") == marks.count("end") == marks.count("separate") == len(fields)


def test_word_file_links_its_contents_to_its_headings(word_file) -> None:
    targets = {each.get(qn("w:name")) for each in word_file.element.iter(qn("w:bookmarkStart"))}
    wanted = {each.get(qn("w:anchor")) for each in word_file.element.iter(qn("w:hyperlink"))} - {None}

    assert len(wanted) == 4
    assert wanted <= targets


def test_word_file_numbers_its_captions(word_file) -> None:
    captions = [each.text for each in word_file.paragraphs if each.style.name == "Caption"]

    assert captions[0] == "Figure 1: Who answers to whom"
    assert captions[-1] == "Table 3: Nothing yet"


def test_word_file_repeats_the_heading_row_of_each_table(word_file) -> None:
    for table in word_file.tables:
        first, *others = table.rows
        assert first._tr.trPr.find(qn("w:tblHeader")) is not None
        assert all(row._tr.trPr.find(qn("w:tblHeader")) is None for row in others)
        assert table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val"))
    assert len(word_file.tables[1].rows) == 61
    assert word_file.tables[2].rows[1].cells[0].text == "Nothing to show."


def test_word_file_describes_its_pictures(word_file) -> None:
    described = [shape._inline.docPr.get("descr") for shape in word_file.inline_shapes]

    assert described[0].startswith("SEND Strategic Partnership Board reports to")
    assert described[1].startswith("Plans finished in 20 weeks have risen")


def test_word_file_is_in_british_english_and_knows_its_maker(word_file) -> None:
    core = word_file.core_properties

    assert (core.title, core.author, core.language) == (
        "Joint commissioning strategy",
        "Fenbridge Council and NHS Fen ICB",
        "en-GB",
    )
    assert core.created.date() == MADE
    assert word_file.styles.element.find(f".//{qn('w:lang')}").get(qn("w:val")) == "en-GB"


def test_word_file_starts_each_numbered_list_again(word_file) -> None:
    numbered = [each for each in word_file.paragraphs if each.style.name == "List Number"]
    kinds = [each._p.pPr.numPr.numId.val for each in numbered]

    assert kinds[0] == kinds[1] != kinds[2]


def test_word_file_keeps_links_and_line_ends(word_file) -> None:
    outside = [each.target_ref for each in word_file.part.rels.values() if each.is_external]

    assert "https://example.org/g/?a=1&b=2" in outside
    assert any(each.text == "Two\nlines" for each in word_file.paragraphs)
