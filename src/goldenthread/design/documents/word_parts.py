"""What does Word need that python-docx has no word for? Styles, fields, captions, repeated rows, descriptions."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from typing import Any
from zlib import crc32

from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Emu, Pt, RGBColor
from docx.text.paragraph import Paragraph
from docx.text.run import Run
from PIL import Image

FONT, GOLD = "Arial", "E0A526"
_PARAGRAPH_STYLES: dict[str, tuple[float, bool, float, float]] = {  # size, bold, space before, space after (points)
    "Cover Publishers": (13, True, 150, 24),
    "Cover Line": (12, False, 0, 4),
    "Contents Heading": (20, True, 0, 14),
    "Lead": (13, False, 4, 8),
    "Small": (9.5, False, 3, 10),
    "Table Text": (9.5, False, 1, 1),
    "Picture": (11, False, 8, 4),
    "Callout": (11, False, 0, 8),
    "Callout Families": (11, False, 0, 8),
}


def prepare(word: WordDocument, colour: str) -> None:
    """Page size, language, and every style that the writers name."""
    section = word.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2)
    section.top_margin, section.bottom_margin = Cm(2.3), Cm(2)
    shade = colour.removeprefix("#").upper()
    _base_styles(word)
    for name, look in _PARAGRAPH_STYLES.items():
        _paragraph_style(word, name, look)
    _heading_styles(word, shade)
    _contents_styles(word)
    _bar(word.styles["Callout"], shade, fill="F4F5F8")
    _bar(word.styles["Callout Families"], GOLD, fill="FDF6E3")
    _table_style(word, shade)


def _base_styles(word: WordDocument) -> None:
    for name in ("Normal", "Body Text", "List Bullet", "List Number"):
        style = word.styles[name]
        _font(style, 11)
        style.paragraph_format.space_after = Pt(8 if name == "Body Text" else 4)
        style.paragraph_format.line_spacing = 1.15
        style.paragraph_format.widow_control = True
    _language(word)
    caption = word.styles["Caption"]
    _font(caption, 10, bold=True, colour="0B0C0C")
    caption.paragraph_format.space_before, caption.paragraph_format.space_after = Pt(10), Pt(4)


def _language(word: WordDocument) -> None:
    """British English for every run that does not say otherwise, so that Word checks spelling as we write."""
    defaults = word.styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    language = defaults.find(qn("w:lang"))
    if language is None:
        language = _add(defaults, "w:lang")
    language.set(qn("w:val"), "en-GB")
    language.set(qn("w:eastAsia"), "en-GB")


def _paragraph_style(word: WordDocument, name: str, look: tuple[float, bool, float, float]) -> None:
    size, bold, before, after = look
    style = word.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = word.styles["Normal"]
    _font(style, size, bold=bold)
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)


def _heading_styles(word: WordDocument, shade: str) -> None:
    for name, size, before, after in (
        ("Title", 30, 0, 10),
        ("Subtitle", 16, 0, 30),
        ("Heading 1", 19, 22, 8),
        ("Heading 2", 14, 16, 5),
        ("Heading 3", 11.5, 12, 4),
    ):
        style = word.styles[name]
        _font(style, size, bold=name != "Subtitle", colour="0B0C0C" if name in ("Subtitle", "Heading 3") else shade)
        style.font.italic = False
        form = style.paragraph_format
        form.space_before, form.space_after, form.keep_with_next = Pt(before), Pt(after), True
        _borders(style, {"bottom": GOLD} if name == "Heading 1" else {})


def _contents_styles(word: WordDocument) -> None:
    for level, indent in ((1, 0.0), (2, 0.7)):
        style = word.styles.add_style(f"toc {level}", WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = word.styles["Normal"]
        _font(style, 11, bold=level == 1)
        style.paragraph_format.left_indent = Cm(indent)
        style.paragraph_format.space_before = Pt(6 if level == 1 else 0)
        style.paragraph_format.space_after = Pt(2)


def _table_style(word: WordDocument, shade: str) -> None:
    """Rules between rows, a shaded heading row: nothing that makes a table hard to read aloud."""
    style = word.styles.add_style("Golden Table", WD_STYLE_TYPE.TABLE)
    style.base_style = word.styles["Normal Table"]
    properties = _add(style.element, "w:tblPr")
    borders = _add(properties, "w:tblBorders")
    for side in ("bottom", "insideH"):
        _add(borders, f"w:{side}", val="single", sz="4", space="0", color="B9B4A8")
    margins = _add(properties, "w:tblCellMar")
    for side, width in (("top", 50), ("left", 90), ("bottom", 50), ("right", 90)):
        _add(margins, f"w:{side}", w=str(width), type="dxa")
    first = _add(style.element, "w:tblStylePr", type="firstRow")
    cells = _add(first, "w:tcPr")
    _add(_add(cells, "w:tcBorders"), "w:bottom", val="single", sz="12", space="0", color=shade)
    _add(cells, "w:shd", val="clear", color="auto", fill="F2F2F2")


# --- fields, links and bookmarks ----------------------------------------------------------------------------


def open_field(paragraph: Paragraph, instruction: str, *, stale: bool = False) -> None:
    """Begin a field whose present result follows; Word works a stale one out on opening. `close_field` ends it."""
    begin = _field_mark(paragraph, "begin")
    if stale:
        begin.set(qn("w:dirty"), "true")
    _add(paragraph.add_run()._r, "w:instrText").text = f" {instruction} "
    _field_mark(paragraph, "separate")


def close_field(paragraph: Paragraph) -> None:
    _field_mark(paragraph, "end")


def _field_mark(paragraph: Paragraph, kind: str) -> Any:
    return _add(paragraph.add_run()._r, "w:fldChar", fldCharType=kind)


def caption_number(paragraph: Paragraph, kind: str) -> None:
    """ "Table 3: ", counted by Word's own caption field, so that a list of tables can be made."""
    counted = sum(
        1
        for each in paragraph.part.element.iter(qn("w:instrText"))
        if (each.text or "").strip().startswith(f"SEQ {kind} ")
    )
    paragraph.add_run(f"{kind} ")
    open_field(paragraph, rf"SEQ {kind} \* ARABIC")
    paragraph.add_run(str(counted + 1))
    close_field(paragraph)
    paragraph.add_run(": ")


def bookmark(paragraph: Paragraph, anchor: str) -> None:
    number = str(crc32(anchor.encode()) >> 1)  # unique as the anchor is, without counting the whole document each time
    start = OxmlElement("w:bookmarkStart")
    start.set(qn("w:id"), number)
    start.set(qn("w:name"), bookmark_name(anchor))
    end = OxmlElement("w:bookmarkEnd")
    end.set(qn("w:id"), number)
    paragraph._p.insert(1 if paragraph._p.pPr is not None else 0, start)
    paragraph._p.append(end)


def bookmark_name(anchor: str) -> str:
    """Word allows letters, figures and underlines, 40 of them, and a letter first."""
    return ("_" + re.sub(r"\W", "_", anchor))[:40]


def add_internal_link(paragraph: Paragraph, text: str, anchor: str) -> None:
    link = _add(paragraph._p, "w:hyperlink", anchor=bookmark_name(anchor), history="1")
    link.append(paragraph.add_run(text)._r)


def wrap_link(run: Run, target: str) -> None:
    """Put a run that is already in its paragraph inside a link to an outside address."""
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), target)
    run._r.addprevious(link)
    link.append(run._r)


def running_head(word: WordDocument, title: str) -> None:
    """The title at the head and the page at the foot of every page but the cover."""
    section = word.sections[0]
    section.different_first_page_header_footer = True
    head = section.header.paragraphs[0]
    head.text = title
    head.style = word.styles["Small"]
    foot = section.footer.paragraphs[0]
    foot.style = word.styles["Small"]
    align_right(foot)
    foot.add_run("Page ")
    open_field(foot, "PAGE")
    foot.add_run("1")
    close_field(foot)


# --- tables, lists and pictures -----------------------------------------------------------------------------


def repeat_heading(row: Any) -> None:
    _add(row._tr.get_or_add_trPr(), "w:cantSplit")
    _add(row._tr.get_or_add_trPr(), "w:tblHeader")


def keep_whole(row: Any) -> None:
    _add(row._tr.get_or_add_trPr(), "w:cantSplit")


def describe_table(table: Any, caption: str) -> None:
    _add(table._tbl.tblPr, "w:tblCaption", val=caption)


def share_width(table: Any, widths: Sequence[int]) -> None:
    table.autofit = False
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Emu(width)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Emu(width)


def align_right(paragraph: Paragraph) -> None:
    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def new_numbering(word: WordDocument) -> int:
    """A list that counts from 1 again, rather than going on from the list before it."""
    numbering = word.part.numbering_part.element
    style = word.styles["List Number"].element
    held = style.pPr.numPr.numId.val
    kind = next(num.abstractNumId.val for num in numbering.num_lst if num.numId == held)
    made = numbering.add_num(kind)
    made.add_lvlOverride(ilvl=0).add_startOverride(1)
    return int(made.numId)


def number_with(paragraph: Paragraph, number: int) -> None:
    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_ilvl().val = 0
    properties.get_or_add_numId().val = number


def describe_picture(shape: Any, alt: str) -> None:
    properties = shape._inline.docPr
    properties.set("descr", alt)
    properties.set("title", alt.split(".")[0][:120])


def fitting_width(png: bytes, broadest: int, tallest: int) -> Emu:
    """As wide as the page allows without being too tall for it, and no wider than the picture is sharp."""
    with Image.open(io.BytesIO(png)) as picture:
        wide, tall = picture.size
    return Emu(min(broadest, int(tallest * wide / tall), int(Cm(2.54) * wide / 150)))


# --- XML ----------------------------------------------------------------------------------------------------


def _add(parent: Any, tag: str, **attributes: str) -> Any:
    child = OxmlElement(tag)
    for name, value in attributes.items():
        child.set(qn(f"w:{name}"), value)
    parent.append(child)
    return child


def _font(style: Any, size: float, *, bold: bool = False, colour: str = "") -> None:
    style.font.name, style.font.size, style.font.bold = FONT, Pt(size), bold
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    for kind in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{kind}"), FONT)
    if colour:
        style.font.color.rgb = RGBColor.from_string(colour)


def _borders(style: Any, sides: dict[str, str]) -> None:
    properties = style.element.get_or_add_pPr()
    held = properties.find(qn("w:pBdr"))
    if held is not None:
        properties.remove(held)
    if sides:
        borders = OxmlElement("w:pBdr")
        for side, colour in sides.items():
            _add(borders, f"w:{side}", val="single", sz="24" if side == "left" else "12", space="6", color=colour)
        properties.insert_element_before(borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:outlineLvl")


def _bar(style: Any, colour: str, *, fill: str) -> None:
    """A bar down the left and a tint behind."""
    _borders(style, {"left": colour})
    shade = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", fill)):
        shade.set(qn(f"w:{name}"), value)
    style.element.get_or_add_pPr().insert_element_before(shade, "w:tabs", "w:spacing", "w:ind", "w:jc")
    style.paragraph_format.left_indent = Cm(0.4)
