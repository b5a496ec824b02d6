"""What an official paper needs of a DOCX file: page, type, page numbers, rules, plain tables."""

from datetime import UTC, datetime
from typing import Final

from docx import Document
from docx.document import Document as DocumentType
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from app.printing.sheet import Paper
from app.wording import headings

FONT: Final = "Times New Roman"
CENTRE: Final = WD_ALIGN_PARAGRAPH.CENTER
LEFT: Final = WD_ALIGN_PARAGRAPH.LEFT
JUSTIFIED: Final = WD_ALIGN_PARAGRAPH.JUSTIFY
_NUMBER_PT: Final = 13
_HEADER_MM: Final = 9
_TITLE_LONGEST: Final = 255  # characters that a file may say of itself
_RULE_EIGHTHS_PT: Final = "6"


def blank_document(paper: Paper, title: str, made_at: datetime, header: str = "") -> DocumentType:
    """Return an empty document of one paper, numbered at the head from the second page on.

    `header` stands at the head of every page.
    """
    document = Document()
    _set_type(document)
    section = document.sections[0]
    section.page_width, section.page_height = Mm(paper.width_mm), Mm(paper.height_mm)
    section.left_margin, section.right_margin = Mm(paper.left_mm), Mm(paper.right_mm)
    section.top_margin, section.bottom_margin = Mm(paper.top_mm), Mm(paper.bottom_mm)
    section.header_distance = Mm(_HEADER_MM)
    section.different_first_page_header_footer = True
    numbered = section.header.paragraphs[0]
    numbered.alignment = CENTRE
    _add_page_number(numbered)
    if header:
        write(numbered, f"   {header}", size=9, bold=True)
        first = section.first_page_header.paragraphs[0]
        first.alignment = CENTRE
        write(first, header, size=9, bold=True)
    facts = document.core_properties
    facts.title = title[:_TITLE_LONGEST]
    facts.author = facts.last_modified_by = headings.PROGRAM
    facts.language, facts.comments = "vi-VN", ""
    facts.created = facts.modified = made_at.astimezone(UTC).replace(tzinfo=None, microsecond=0)
    return document


def write(
    paragraph: Paragraph, text: str, *, size: float, bold: bool = False, italic: bool = False
) -> None:
    """Add `text` to a paragraph in the type of official papers."""
    run = paragraph.add_run(text)
    run.font.size = Pt(size)
    run.bold, run.italic = bold, italic


def spaced(
    paragraph: Paragraph,
    align: WD_ALIGN_PARAGRAPH,
    *,
    before: float = 0,
    after: float = 0,
    indent_mm: float = 0,
) -> Paragraph:
    """Give a paragraph its place: white space in points, the first line's indent in millimetres."""
    paragraph.alignment = align
    shape = paragraph.paragraph_format
    shape.space_before, shape.space_after = Pt(before), Pt(after)
    if indent_mm:
        shape.first_line_indent = Mm(indent_mm)
    return paragraph


def add_rule(paragraph: Paragraph, *, left_mm: float, right_mm: float) -> None:
    """Turn an empty paragraph into a thin line between the two indents."""
    shape = paragraph.paragraph_format
    shape.left_indent, shape.right_indent = Mm(left_mm), Mm(right_mm)
    shape.line_spacing = Pt(4)
    border = OxmlElement("w:pBdr")
    top = OxmlElement("w:top")
    for name, value in (("val", "single"), ("sz", _RULE_EIGHTHS_PT), ("space", "1")):
        top.set(qn(f"w:{name}"), value)
    top.set(qn("w:color"), "000000")
    border.append(top)
    properties = paragraph._p.get_or_add_pPr()  # noqa: SLF001 - borders have no other way in
    # The schema wants the border before spacing and indents.
    anchor = properties.find(qn("w:spacing"))
    properties.insert(list(properties).index(anchor), border)


def plain_table(document: DocumentType, widths_mm: tuple[float, ...]) -> Table:
    """Add a table of one row without borders, its columns as wide as told."""
    table: Table = document.add_table(rows=1, cols=len(widths_mm))
    table.autofit = False
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    for at, width_mm in enumerate(widths_mm):
        # Word reads the cell's width, LibreOffice the column's.
        table.columns[at].width = Mm(width_mm)
        table.rows[0].cells[at].width = Mm(width_mm)
    return table


def cell_line(cell: _Cell) -> Paragraph:
    """Return a new line of a cell; the first is the one every cell has."""
    first: Paragraph = cell.paragraphs[0]
    if len(cell.paragraphs) == 1 and not first.runs and first.alignment is None:
        return first
    added: Paragraph = cell.add_paragraph()
    return added


def _set_type(document: DocumentType) -> None:
    style = document.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(14)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), FONT)


def _add_page_number(paragraph: Paragraph) -> None:
    run = paragraph.add_run()
    run.font.size = Pt(_NUMBER_PT)
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        if kind:
            element = OxmlElement("w:fldChar")
            element.set(qn("w:fldCharType"), kind)
        else:
            element = OxmlElement("w:instrText")
            element.text = text
        run._r.append(element)  # noqa: SLF001 - fields have no other way in
