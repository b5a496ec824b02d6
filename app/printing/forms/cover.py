"""What every form begins with and bears on each page: from the first mark to the bytes."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from app.printing.fonts import FontFace
from app.printing.layout import (
    A5_HEAD,
    UNISSUED,
    HeadSizes,
    corner_marks,
    draw_letterhead,
    draw_title,
    head_lines,
)
from app.printing.phrases import moment
from app.printing.press import Edition, press
from app.printing.sheet import A5, Align, Flow, PageColumn, Paper, TextStyle
from app.printing.typesetting import Line, TextSpan, break_lines
from app.services.forms.notice_records import Letterhead
from app.vocabulary.forms import FORM_SPECS, FormKind, FormSet
from app.wording.labels import label

_OFFICIAL: Final = TextStyle(7.0, Align.RIGHT, after_mm=0.2)
_OFFICIAL_ABOVE_MM: Final = -0.5  # close under the corner: the receipt needs each millimetre
_OFFICE_LINE: Final = TextStyle(7.5, Align.CENTRE)
_OFFICE_LINES_MAX: Final = 8
_OFFICE_GAP_MM: Final = 0.8


@dataclass(frozen=True, slots=True)
class Cover:
    """A form's head, and what stands at the foot of each of its pages.

    `unit` are the lines of the issuing unit where they are more than its name, `official` the
    circular's name of the form, `code` the dossier's. The gaps part head, title and text.
    """

    title: str
    head: Letterhead
    number: str
    issued_at: datetime
    footer: str
    code: str = ""
    official: str = ""
    unit: str = ""
    title_pt: float = 13.0
    gaps_mm: tuple[float, float] = (3.0, 2.0)
    paper: Paper = A5
    sizes: HeadSizes = A5_HEAD


def open_form(cover: Cover) -> Flow:
    """Return a flow with the form's head and title drawn."""
    head = cover.head
    flow = blank_form(cover)
    if cover.official:
        flow.skip(_OFFICIAL_ABOVE_MM)
        flow.paragraph([TextSpan(cover.official, FontFace.ITALIC)], _OFFICIAL)
    else:
        flow.skip(1.0)
    lines = head_lines(head, cover.number, cover.issued_at)
    draw_letterhead(flow, cover.sizes, (head.parent_name, cover.unit or head.unit_name), lines)
    above_mm, below_mm = cover.gaps_mm
    flow.skip(above_mm)
    code = [TextSpan("Mã hồ sơ:"), TextSpan(cover.code, FontFace.BOLD)] if cover.code else []
    draw_title(flow, cover.title.upper(), cover.title_pt, code)
    flow.skip(below_mm)
    return flow


def blank_form(cover: Cover) -> Flow:
    """Return a flow with nothing in it, above room for the office's lines at each page's foot."""
    foot = _office_lines(cover)
    room_mm = len(foot) * _OFFICE_LINE.pitch_mm + (_OFFICE_GAP_MM if foot else 0)
    return Flow(replace(cover.paper, bottom_mm=cover.paper.bottom_mm + room_mm))


def press_form(cover: Cover, flow: Flow, copy_no: int, copy_names: Sequence[str] = ("",)) -> bytes:
    """Return the form's PDF, once for each of `copy_names`; `copy_no` 2 and up marks a reprint."""
    _draw_office_lines(cover, flow)
    copies = [corner_marks(cover.paper, cover.head, copy_no, name) for name in copy_names]
    edition = Edition(cover.title, cover.footer, is_demo=cover.head.is_demo)
    return press(cover.paper, edition, flow.pages, copies)


def official_line(kind: FormKind, form_set: FormSet) -> str:
    """Return `Mẫu số 02 ban hành kèm theo Thông tư …`, empty for the office's own forms."""
    number = FORM_SPECS[kind].official.get(form_set)
    return f"Mẫu số {number} ban hành kèm theo {label(form_set)}" if number else ""


def notice_footer(code: str, number: str, issued_at: datetime) -> str:
    """Return what tells the pages of a dossier's notice from all others."""
    dossier = f"Mã hồ sơ: {code}   ·   " if code else ""
    return f"{dossier}Số: {number or UNISSUED}   ·   Lập lúc {moment(issued_at)}"


def _office_lines(cover: Cover) -> list[Line]:
    """Return the lines that the office wants at every page's foot, few enough to leave a page."""
    text = cover.head.footer
    if len(text.split("\n")) > _OFFICE_LINES_MAX:
        text = text.replace("\n", " ")
    spans = [TextSpan(text, FontFace.ITALIC)]
    return break_lines(spans, _OFFICE_LINE.size_pt, cover.paper.measure_mm)


def _draw_office_lines(cover: Cover, flow: Flow) -> None:
    lines = _office_lines(cover)
    place = PageColumn(cover.paper.left_mm, cover.paper.measure_mm)
    top_mm = cover.paper.floor_mm - len(lines) * _OFFICE_LINE.pitch_mm
    foot = Flow(cover.paper)
    for number, line in enumerate(lines):
        foot.y_mm = top_mm + number * _OFFICE_LINE.pitch_mm
        foot.line(line, _OFFICE_LINE, place)
    for page in flow.pages:
        page.extend(foot.pages[0])
