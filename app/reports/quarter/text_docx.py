"""The report's text as DOCX, set as NĐ 30/2020/NĐ-CP Phụ lục I sets an official paper."""

import io
from typing import Final

from docx.document import Document
from docx.shared import Mm
from docx.table import _Cell

from app.printing.phrases import place_and_day
from app.reports.cells import cell_text
from app.reports.quarter.chart import CHART_WIDTH_MM, chart_png
from app.reports.quarter.content import (
    KIND,
    NUMBER,
    Block,
    PartTitle,
    Picture,
    Prose,
    ReportText,
    SectionTitle,
    blocks_of,
)
from app.reports.quarter.docx_parts import (
    CENTRE,
    JUSTIFIED,
    LEFT,
    add_rule,
    blank_document,
    cell_line,
    plain_table,
    spaced,
    write,
)
from app.reports.quarter.text_pdf import PAPER
from app.wording import printed, states
from app.wording.texts import keep_compounds

_HEAD_MM: Final = (61.0, 101.0)
_END_MM: Final = (81.0, 81.0)
_SIGNING_PT: Final = 75
_INDENT_MM: Final = 10


def report_docx(report: ReportText) -> bytes:
    """Return the document."""
    title = cell_text(f"{KIND.capitalize()}: {report.subject}")
    demo = states.DEMO_DATA if report.is_demo else ""
    document = blank_document(PAPER, title, report.made_at, demo)
    _write_head(document, report)
    for text, before in ((KIND, 16), (cell_text(report.subject), 0)):
        paragraph = spaced(document.add_paragraph(), CENTRE, before=before)
        write(paragraph, keep_compounds(text), size=14, bold=True)
    rule = spaced(document.add_paragraph(), CENTRE, before=3, after=8)
    add_rule(rule, left_mm=63, right_mm=63)
    for block in blocks_of(report):
        _write_block(document, block)
    _write_end(document, report)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _write_head(document: Document, report: ReportText) -> None:
    left, right = plain_table(document, _HEAD_MM).rows[0].cells
    _lines(left, (cell_text(report.parent_name).upper(), 12, False))
    _lines(left, (cell_text(report.unit_name).upper(), 12, True))
    add_rule(spaced(left.add_paragraph(), CENTRE, before=2), left_mm=20, right_mm=20)
    _lines(left, (NUMBER, 13, False))
    _lines(right, (printed.STATE, 12, True), (printed.MOTTO, 13, True))
    add_rule(spaced(right.add_paragraph(), CENTRE, before=2), left_mm=21, right_mm=21)
    day = spaced(right.add_paragraph(), CENTRE)
    write(day, place_and_day(cell_text(report.place), report.made_at), size=13, italic=True)


def _lines(cell: _Cell, *lines: tuple[str, float, bool]) -> None:
    for text, size, bold in lines:
        if text:
            line = spaced(cell_line(cell), CENTRE)
            write(line, keep_compounds(text), size=size, bold=bold)


def _write_block(document: Document, block: Block) -> None:
    match block:
        case PartTitle(text):
            paragraph = spaced(document.add_paragraph(), LEFT, before=6, after=6)
            paragraph.paragraph_format.keep_with_next = True
            write(paragraph, text, size=14, bold=True)
        case SectionTitle(text):
            paragraph = spaced(document.add_paragraph(), LEFT, after=6, indent_mm=_INDENT_MM)
            paragraph.paragraph_format.keep_with_next = True
            write(paragraph, text, size=14, bold=True)
        case Prose(text, is_note):
            indent_mm = 0 if is_note else _INDENT_MM
            paragraph = spaced(document.add_paragraph(), JUSTIFIED, after=6, indent_mm=indent_mm)
            write(paragraph, text, size=12 if is_note else 14, italic=is_note)
        case Picture(chart):
            paragraph = spaced(document.add_paragraph(), CENTRE, after=6)
            picture = io.BytesIO(chart_png(chart))
            shape = paragraph.add_run().add_picture(picture, width=Mm(CHART_WIDTH_MM))
            # What a reader who sees no pictures is told.
            shape._inline.docPr.set("descr", cell_text(chart.title))  # noqa: SLF001


def _write_end(document: Document, report: ReportText) -> None:
    spaced(document.add_paragraph(), LEFT)
    left, right = plain_table(document, _END_MM).rows[0].cells
    write(spaced(cell_line(left), LEFT), printed.RECIPIENTS, size=12, bold=True, italic=True)
    for line in report.recipients:
        write(spaced(left.add_paragraph(), LEFT), f"- {cell_text(line)}", size=11)
    write(
        spaced(cell_line(right), CENTRE, after=_SIGNING_PT),
        printed.HEAD_OF_UNIT,
        size=14,
        bold=True,
    )
    write(spaced(right.add_paragraph(), CENTRE), cell_text(report.signer), size=14, bold=True)
