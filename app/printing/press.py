"""Marks in, PDF bytes out: the only module that holds a PDF canvas.

Equal pages give equal bytes: no clock, no random name and no path of the machine gets in.
"""

import io
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING, Final

from app.printing.fonts import FontFace, ready_fonts, text_width, type_scale
from app.printing.linear_code import QUIET_ZONE_MODULES as QUIET_BAR_MODULES
from app.printing.qr import QUIET_ZONE_MODULES
from app.printing.sheet import BarsMark, Mark, Paper, QrMark, RuleMark, TextMark
from app.printing.typesetting import POINTS_PER_MM
from app.wording import headings, states

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

_FOOTER_PT: Final = 8.0
_FOOTER_GAP_MM: Final = 2.0
_HEAD_PT: Final = 13.0
_HEAD_BASELINE_MM: Final = 13.0
_DEMO_GREY: Final = 0.88
# ReportLab's fonts keep a reading position: one document at a time in a process.
_ONE_AT_A_TIME: Final = threading.Lock()


class Numbers(Enum):
    """Where pages are numbered: at the foot beside the footer, at the head, or nowhere.

    At the head is in the middle of the top margin from the second page on, as NĐ 30/2020/NĐ-CP
    Phụ lục I has it.
    """

    FOOT = auto()
    HEAD = auto()
    NONE = auto()


@dataclass(frozen=True, slots=True)
class Edition:
    """What every page of a document carries, and the document's title (no personal data)."""

    title: str
    footer: str
    is_demo: bool = False
    numbers: Numbers = Numbers.FOOT


def press(
    paper: Paper,
    edition: Edition,
    pages: Sequence[Sequence[Mark]],
    copies: Sequence[Sequence[Mark]] = ((),),
) -> bytes:
    """Return the PDF of `pages`, once for each of `copies`: the marks of its first page alone."""
    from reportlab.pdfgen.canvas import Canvas

    with _ONE_AT_A_TIME:
        ready_fonts()
        out = io.BytesIO()
        canvas = Canvas(
            out,
            pagesize=(paper.width_mm * POINTS_PER_MM, paper.height_mm * POINTS_PER_MM),
            pageCompression=1,
            invariant=1,
            # Without it each file names Helvetica, which is not embedded. The stubs are wrong here.
            initialFontName=FontFace.REGULAR.value,  # type: ignore[arg-type]
            lang="vi-VN",
        )
        canvas.setTitle(edition.title)
        canvas.setAuthor(headings.PROGRAM)
        canvas.setCreator(headings.PROGRAM)
        canvas.setSubject(edition.title)
        brush = _Brush(canvas, paper)
        # What the copies share is drawn once; each page only refers to it.
        bodies = [brush.form(number, page) for number, page in enumerate(pages)]
        for first_marks in copies:
            for number, body in enumerate(bodies, 1):
                if edition.is_demo:
                    brush.demo_mark()
                canvas.doForm(body)
                brush.draw(first_marks if number == 1 else ())
                match edition.numbers:
                    case Numbers.FOOT:
                        brush.footer(edition.footer, f"Trang {number}/{len(bodies)}")
                    case Numbers.HEAD if number > 1:
                        brush.number_on_top(number)
                canvas.showPage()
        canvas.save()
        return out.getvalue()


class _Brush:
    """Draws marks on the canvas's present page: millimetres become points here and only here."""

    def __init__(self, canvas: "Canvas", paper: Paper) -> None:
        self._canvas = canvas
        self._paper = paper

    def form(self, number: int, marks: Sequence[Mark]) -> str:
        """Draw `marks` as a form that pages can refer to, and return its name."""
        name = f"page{number}"
        paper = self._paper
        self._canvas.beginForm(
            name, 0, 0, paper.width_mm * POINTS_PER_MM, paper.height_mm * POINTS_PER_MM
        )
        self.draw(marks)
        self._canvas.endForm()
        return name

    def draw(self, marks: Sequence[Mark]) -> None:
        for mark in marks:
            match mark:
                case TextMark():
                    self._text(mark)
                case RuleMark():
                    self._rule(mark)
                case QrMark():
                    self._qr(mark)
                case BarsMark():
                    self._bars(mark)

    def footer(self, text: str, page: str) -> None:
        paper = self._paper
        y_mm = paper.height_mm - 6.5
        right_mm = paper.width_mm - paper.right_mm
        page_mm = text_width(page, FontFace.REGULAR, _FOOTER_PT) / POINTS_PER_MM
        self._rule(RuleMark(paper.left_mm, y_mm - 3.6, right_mm, y_mm - 3.6, 0.3))
        # A long number makes the line smaller: it never runs into the page's own.
        room_mm = paper.measure_mm - page_mm - _FOOTER_GAP_MM
        text_mm = text_width(text, FontFace.REGULAR, _FOOTER_PT) / POINTS_PER_MM
        size_pt = _FOOTER_PT * min(1.0, room_mm / max(text_mm, 1.0))
        self._text(TextMark(paper.left_mm, y_mm, text, FontFace.REGULAR, size_pt))
        self._text(TextMark(right_mm - page_mm, y_mm, page, FontFace.REGULAR, _FOOTER_PT))

    def number_on_top(self, number: int) -> None:
        """Write the page's number in the middle of the top margin."""
        width_mm = text_width(str(number), FontFace.REGULAR, _HEAD_PT) / POINTS_PER_MM
        x_mm = (self._paper.width_mm - width_mm) / 2
        self._text(TextMark(x_mm, _HEAD_BASELINE_MM, str(number), FontFace.REGULAR, _HEAD_PT))

    def demo_mark(self) -> None:
        """Write over the whole page, so that no test paper passes for a real one."""
        canvas, paper = self._canvas, self._paper
        size_pt = 0.38 * min(paper.width_mm, paper.height_mm)
        canvas.saveState()
        canvas.setFillGray(_DEMO_GREY)
        canvas.setFont(FontFace.BOLD.value, size_pt)
        canvas.translate(paper.width_mm / 2 * POINTS_PER_MM, paper.height_mm / 2 * POINTS_PER_MM)
        canvas.rotate(52)
        canvas.drawCentredString(0, -size_pt / 3, states.DEMO_DATA)
        canvas.restoreState()

    def _text(self, mark: TextMark) -> None:
        if not mark.text:
            return
        self._canvas.setFont(mark.face.value, mark.size_pt * type_scale())
        self._canvas.drawString(mark.x_mm * POINTS_PER_MM, self._y(mark.y_mm), mark.text)

    def _rule(self, mark: RuleMark) -> None:
        self._canvas.setLineWidth(mark.width_pt)
        self._canvas.line(
            mark.x1_mm * POINTS_PER_MM,
            self._y(mark.y1_mm),
            mark.x2_mm * POINTS_PER_MM,
            self._y(mark.y2_mm),
        )

    def _qr(self, mark: QrMark) -> None:
        canvas = self._canvas
        module_pt = mark.side_mm * POINTS_PER_MM / mark.symbol.side
        side = mark.symbol.side
        outline = canvas.beginPath()
        for run in mark.symbol.runs:
            outline.rect(run.column, side - run.row - 1, run.length, 1)
        canvas.saveState()
        canvas.translate(mark.x_mm * POINTS_PER_MM, self._y(mark.y_mm + mark.side_mm))
        canvas.scale(module_pt, module_pt)
        # Paper white up to the quiet zone's edge, whatever mark lies below.
        quiet = QUIET_ZONE_MODULES
        canvas.setFillGray(1)
        canvas.rect(-quiet, -quiet, side + 2 * quiet, side + 2 * quiet, stroke=0, fill=1)
        canvas.setFillGray(0)
        canvas.drawPath(outline, stroke=0, fill=1)
        canvas.restoreState()

    def _bars(self, mark: BarsMark) -> None:
        canvas = self._canvas
        outline = canvas.beginPath()
        for bar in mark.symbol.bars:
            outline.rect(bar.start, 0, bar.width, 1)
        canvas.saveState()
        canvas.translate(mark.x_mm * POINTS_PER_MM, self._y(mark.y_mm + mark.height_mm))
        canvas.scale(mark.module_mm * POINTS_PER_MM, mark.height_mm * POINTS_PER_MM)
        quiet = QUIET_BAR_MODULES
        canvas.setFillGray(1)
        canvas.rect(-quiet, 0, mark.symbol.length + 2 * quiet, 1, stroke=0, fill=1)
        canvas.setFillGray(0)
        canvas.drawPath(outline, stroke=0, fill=1)
        canvas.restoreState()

    def _y(self, y_mm: float) -> float:
        return (self._paper.height_mm - y_mm) * POINTS_PER_MM
