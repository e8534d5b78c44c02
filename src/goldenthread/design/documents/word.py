"""How does a document become a Word file that a director can edit and send on?

Headings are Word's own, so its navigation and contents work; captions are numbered fields; a table repeats its heading
row and carries its caption as a description; every picture has alternative text; the language is British English.
"""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Callable
from typing import Any

import docx
from docx.document import Document as WordDocument
from docx.enum.text import WD_BREAK
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.shared import Cm, Pt, RGBColor
from docx.text.paragraph import Paragraph as WordParagraph

from goldenthread.design import colours
from goldenthread.design.documents import blocks as kinds
from goldenthread.design.documents import word_parts as parts
from goldenthread.design.documents.blocks import writable as clean

_BROADEST = Cm(17)


def document_docx(document: kinds.Document) -> bytes:
    """The whole document as the bytes of a .docx file."""
    whole = document.anchored()
    word = docx.Document()
    parts.prepare(word, colours.readable(whole.colour))
    _properties(word, whole)
    _cover(word, whole)
    if whole.contents and whole.headings():
        _contents(word, whole)
    parts.running_head(word, clean(whole.title))
    for block in whole.blocks:
        _WRITERS[type(block)](word, block)
    out = io.BytesIO()
    word.save(out)
    return _made_on(whole.made, out.getvalue())


def _made_on(day: datetime.date, content: bytes) -> bytes:
    """The same document with that day on each of its parts: the same words on the same day are the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as given, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for part in given.infolist():
            made.writestr(
                zipfile.ZipInfo(part.filename, (day.year, day.month, day.day, 12, 0, 0)),
                given.read(part),
                zipfile.ZIP_DEFLATED,
            )
    return out.getvalue()


def _properties(word: WordDocument, document: kinds.Document) -> None:
    core = word.core_properties
    made = datetime.datetime.combine(document.made, datetime.time(12), tzinfo=datetime.UTC)
    core.title, core.author = clean(document.title), clean(document.publishers) or "Golden Thread"
    core.subject, core.comments = clean(document.subtitle), clean(document.summary)
    core.keywords, core.language = clean(", ".join(document.keywords)), "en-GB"
    core.last_modified_by, core.content_status = "Golden Thread", clean(document.status)
    core.created = core.modified = made


def _cover(word: WordDocument, document: kinds.Document) -> None:
    word.add_paragraph(clean(document.publishers or "Golden Thread"), style="Cover Publishers")
    word.add_paragraph(clean(document.title), style="Title")
    if document.subtitle:
        word.add_paragraph(clean(document.subtitle), style="Subtitle")
    for line in document.cover_lines[bool(document.publishers) :]:
        word.add_paragraph(clean(line), style="Cover Line")
    if document.summary:
        word.add_paragraph(clean(document.summary), style="Lead")
    if document.home:
        _write(word.add_paragraph(style="Cover Line"), ("Live version: ", kinds.Link(document.home, document.home)))
    _page_break(word, kinds.PageBreak())


def _contents(word: WordDocument, document: kinds.Document) -> None:
    """A real contents field, filled in already, so that it also reads well where fields are not worked out."""
    word.add_paragraph("Contents", style="Contents Heading")
    headings = document.headings()
    for at, heading in enumerate(headings):
        entry = word.add_paragraph(style=f"toc {heading.level}")
        if at == 0:
            parts.open_field(entry, r'TOC \o "1-2" \h \z \u', stale=True)
        parts.add_internal_link(entry, clean(heading.text), heading.anchor)
        if at == len(headings) - 1:
            parts.close_field(entry)
    _page_break(word, kinds.PageBreak())


# --- one writer for each block ------------------------------------------------------------------------------


def _heading(word: WordDocument, block: kinds.Heading) -> None:
    paragraph = word.add_heading(clean(block.text), level=block.level)
    parts.bookmark(paragraph, block.anchor)


def _paragraph(word: WordDocument, block: kinds.Paragraph) -> None:
    style = {"body": "Body Text", "lead": "Lead", "small": "Small"}[block.style]
    _write(word.add_paragraph(style=style), block.text)


def _bullets(word: WordDocument, block: kinds.Bullets) -> None:
    number = parts.new_numbering(word) if block.numbered else None
    for item in block.items:
        paragraph = word.add_paragraph(style="List Number" if block.numbered else "List Bullet")
        if number is not None:
            parts.number_with(paragraph, number)
        _write(paragraph, item)


def _table(word: WordDocument, block: kinds.Table) -> None:
    caption = word.add_paragraph(style="Caption")
    parts.caption_number(caption, "Table")
    caption.add_run(clean(block.caption))
    caption.paragraph_format.keep_with_next = True
    rows = block.rows or (("Nothing to show.", *[""] * (len(block.columns) - 1)),)
    table = word.add_table(rows=1, cols=len(block.columns), style="Golden Table")
    parts.describe_table(table, clean(block.caption))
    for cell, column in zip(table.rows[0].cells, block.columns, strict=True):
        _cell(cell, (kinds.Strong(column),))
    parts.repeat_heading(table.rows[0])
    for row in rows:
        made = table.add_row()
        parts.keep_whole(made)
        for at, (cell, text) in enumerate(zip(made.cells, row, strict=True)):
            heads = at == 0 and block.row_headings and isinstance(text, str)
            _cell(cell, (kinds.Strong(kinds.plain(text)),) if heads else text, numeric=at in block.numeric)
    shares = block.widths or (1,) * len(block.columns)
    parts.share_width(table, [int(_BROADEST * share / sum(shares)) for share in shares])
    word.add_paragraph(clean(block.note), style="Small")


def _cell(cell: Any, text: kinds.Text, *, numeric: bool = False) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.style = "Table Text"
    if numeric:
        parts.align_right(paragraph)
    _write(paragraph, text)


def _picture(word: WordDocument, block: kinds.Picture) -> None:
    png = block.png()
    paragraph = word.add_paragraph(style="Picture")
    shape = paragraph.add_run().add_picture(io.BytesIO(png), width=parts.fitting_width(png, _BROADEST, Cm(20)))
    parts.describe_picture(shape, clean(block.alt))
    if block.caption:
        paragraph.paragraph_format.keep_with_next = True
        caption = word.add_paragraph(style="Caption")
        parts.caption_number(caption, "Figure")
        caption.add_run(clean(block.caption))


def _callout(word: WordDocument, block: kinds.Callout) -> None:
    style = "Callout Families" if block.tone == "families" else "Callout"
    title = word.add_paragraph(style=style)
    title.paragraph_format.keep_with_next = True
    title.paragraph_format.space_after = Pt(0)
    _write(title, (kinds.Strong(block.title),))
    _write(word.add_paragraph(style=style), block.text)


def _page_break(word: WordDocument, block: kinds.PageBreak) -> None:
    word.add_paragraph().add_run().add_break(WD_BREAK.PAGE)


def _write(paragraph: WordParagraph, text: kinds.Text) -> None:
    """Runs of plain, strong and linked words. A line end in the text becomes a line break."""
    for part in kinds.inlines(text):
        if isinstance(part, kinds.Link):
            _link(paragraph, part)
        elif isinstance(part, kinds.Strong):
            paragraph.add_run(clean(part.text)).bold = True
        else:
            paragraph.add_run(clean(part))


def _link(paragraph: WordParagraph, link: kinds.Link) -> None:
    target = paragraph.part.relate_to(clean(link.href), RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    run = paragraph.add_run(clean(link.text))
    run.font.underline = True
    run.font.color.rgb = RGBColor(0x1A, 0x4F, 0x8B)
    parts.wrap_link(run, target)


_WRITERS: dict[type, Callable[[WordDocument, Any], None]] = {
    kinds.Heading: _heading,
    kinds.Paragraph: _paragraph,
    kinds.Bullets: _bullets,
    kinds.Table: _table,
    kinds.Picture: _picture,
    kinds.Callout: _callout,
    kinds.PageBreak: _page_break,
}
