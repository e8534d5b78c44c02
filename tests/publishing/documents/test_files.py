"""Are the files whole: a tagged PDF, a Word file that opens, a page that needs no other file?"""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import sys
import zlib
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn

from goldenthread.design.documents.pdf import PdfUnavailable
from goldenthread.partnership.models import Area
from goldenthread.publishing.documents import files
from goldenthread.publishing.documents.edition import NoSuchEdition
from tests.publishing.documents.making import TODAY, edition, published


@pytest.fixture(autouse=True)
def own_folder(settings: object, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path  # type: ignore[attr-defined]


@pytest.fixture(scope="module")
def word() -> docx.document.Document:
    return docx.Document(io.BytesIO(files.rendered(files.document("strategy", edition("oldmere")), "docx")))


@pytest.fixture(scope="module")
def paper(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("pdf") / "plan.pdf"
    path.write_bytes(files.rendered(files.document("delivery-plan", edition("oldmere")), "pdf"))
    return path


def told(program: str, *options: str | Path) -> str:
    assert shutil.which(program), f"{program} is not on this machine: install Debian's poppler-utils"
    return subprocess.run([program, *options], capture_output=True, check=True, text=True).stdout


def test_word_file_has_real_headings_and_contents(word: docx.document.Document):
    headings = [each.text for each in word.paragraphs if each.style.name == "Heading 1"]

    assert headings[0] == "1. The strategy at a glance"
    assert headings[-1].endswith("How this document was made")
    assert [each.text for each in word.paragraphs if each.style.name == "toc 1"] == headings
    assert word.core_properties.language == "en-GB"
    assert word.core_properties.title == "Oldmere joint commissioning strategy 2025 to 2028"


def test_word_tables_repeat_their_heading_row_and_say_what_they_are(word: docx.document.Document):
    assert len(word.tables) > 15
    for table in word.tables:
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
        assert table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val"))


def test_word_pictures_have_words_for_those_who_cannot_see_them(word: docx.document.Document):
    described = [shape._inline.docPr.get("descr") for shape in word.inline_shapes]

    assert len(described) == 2
    assert all(described)
    assert any("SEND Partnership Board is accountable to Health and Wellbeing Board" in each for each in described)


def test_pdf_is_tagged_and_says_its_title_and_language(paper: Path):
    said = told("pdfinfo", paper)

    assert "Tagged:          yes" in said
    assert "Title:           Delivery plan and progress" in said
    assert "pdfuaid" in told("pdfinfo", "-meta", paper)
    assert b"/Lang (en-GB)" in _catalogue(paper.read_bytes())


def _catalogue(file: bytes) -> bytes:
    """The compressed objects of a PDF, its catalogue among them."""
    return b"".join(
        zlib.decompress(stream) for stream in re.findall(rb"/ObjStm.*?stream\n(.*?)\nendstream", file, re.DOTALL)
    )


def test_pdf_is_small_enough_to_send(paper: Path):
    assert paper.stat().st_size < 200_000


def test_web_page_stands_alone():
    page = files.made("strategy", "html", edition("newcastle")).decode()

    assert "<link" not in page
    assert "<script" not in page
    assert "src=" not in page
    assert "#1d3c6e" in page  # the area's colour is within it
    assert '<html lang="en-GB">' in page


def test_what_somebody_typed_is_shown_as_they_typed_it():
    whole = published("oldmere")
    odd = whole.statements[0].model_copy(update={"text": "<script>alert(1)</script> & “so on”"})
    page = files.made(
        "strategy", "html", edition(whole.model_copy(update={"statements": (odd, *whole.statements[1:])}))
    )

    assert b"<script" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; “so on”" in page.decode()


def test_unknown_form_is_refused_with_those_there_are():
    with pytest.raises(ValueError, match="expected one of: html, pdf, docx"):
        files.made("strategy", "odt", edition("oldmere"))


def test_machine_that_cannot_set_type_says_so(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    monkeypatch.setattr("builtins.__import__", _without_pango(__import__))

    with pytest.raises(PdfUnavailable, match="Pango"):
        files.made("strategy", "pdf", edition("oldmere"))


def _without_pango(real):
    def fails(name: str, *rest: object):
        if name == "weasyprint":
            raise OSError("cannot load library 'libpango-1.0-0'")
        return real(name, *rest)

    return fails


def test_document_of_an_area_is_that_of_its_strategy(oldmere: Area):
    page = files.strategy_document(oldmere, "html", TODAY).decode()

    assert "Adopted. Version 1, published here on" in page
    assert "Two Saturday clubs" in page


def test_document_of_a_version_says_which(oldmere: Area):
    page = files.delivery_plan_document(oldmere, "html", TODAY, number=1).decode()

    assert "Version 1 (as published), published here on" in page


def test_version_that_is_not_held_is_refused(oldmere: Area):
    with pytest.raises(NoSuchEdition, match=r"Oldmere \(made up\) has not published a version 9"):
        files.strategy_document(oldmere, "html", TODAY, number=9)
