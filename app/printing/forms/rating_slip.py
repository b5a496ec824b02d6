"""Phiếu đánh giá, A5: boxes to tick, each with the key that enters it, and the slip's own QR.

It names the dossier and who served; of the citizen it says nothing.
"""

from collections.abc import Callable, Sequence
from itertools import pairwise
from math import cos, pi, sin
from typing import Final

from app.printing.closing import draw_seal
from app.printing.fonts import FontFace as Type
from app.printing.forms.cover import Cover, notice_footer, open_form, press_form
from app.printing.forms.notice_parts import dossier_seal
from app.printing.layout import draw_field
from app.printing.sheet import Align, Flow, PageColumn, RuleMark, TextStyle
from app.printing.typesetting import Line, TextSpan, break_lines
from app.services.forms.records import RatingSlipData, SlipReason
from app.services.ratings.records import OWN_FAULT, QUESTIONS, REASONS
from app.vocabulary.forms import FORM_SPECS, FormKind
from app.vocabulary.ratings import Face
from app.wording import captions
from app.wording.labels import label

_TEXT: Final = TextStyle(9.5)
_QUESTION: Final = TextStyle(9.5, after_mm=0.5)
_SMALL: Final = TextStyle(8.0)
_KEY: Final = TextStyle(7.0, Align.CENTRE)
_BOX_MM: Final = 4.2
_ROW_MM: Final = 5.2
_FACE_ROW_MM: Final = 9.4
_FACE_MM: Final = 3.9
_GAP_MM: Final = 1.3
_STROKES: Final = 28
_NAME_LINES: Final = 2
_OWN_FAULT_KEY: Final = "4"
_NOTES: Final = (
    "Xin đánh dấu X vào ô chọn; không cần ghi họ tên, số điện thoại, số định danh.",
    "Gửi lại phiếu: bỏ vào hòm phiếu đánh giá tại nơi tiếp nhận, đưa cán bộ khi đến nhận kết quả, "
    "hoặc gửi qua bưu điện. Mỗi phiếu được ghi nhận một lần.",
)


def rating_slip_pdf(data: RatingSlipData, *, copy_no: int = 1) -> bytes:
    """Return the slip; `copy_no` 2 and up marks a reprint, an empty number a draft."""
    cover = Cover(
        title=FORM_SPECS[FormKind.RATING_SLIP].title,
        head=data.head,
        number=data.number,
        issued_at=data.issued_at,
        footer=notice_footer(data.code, data.number, data.issued_at),
        code=data.code,
        title_pt=12.0,
        gaps_mm=(1.5, 0.8),
    )
    flow = open_form(cover)
    _draw_subject(flow, data)
    flow.skip(_GAP_MM)
    for number, question in enumerate(QUESTIONS, 1):
        _draw_heading(flow, f"{number}. {question.text}")
        words = [label(answer) for answer in question.answers]
        if question.field == "overall":
            _draw_faces(flow, words)
        else:
            _draw_row(flow, [(str(key), text) for key, text in enumerate(words, 1)])
        if question.field == "contacts":
            _draw_row(flow, [(_OWN_FAULT_KEY, OWN_FAULT)])
        flow.skip(_GAP_MM)
    _draw_reasons(flow, data.reasons)
    flow.keep_together(lambda: _draw_end(flow, data))
    return press_form(cover, flow, copy_no)


def _draw_subject(flow: Flow, data: RatingSlipData) -> None:
    """Say what is rated; a procedure's name of a whole page is cut, its code is not."""
    code = f" (mã {data.procedure_code})" if data.procedure_code else ""
    name = _shortened(f"Thủ tục: {data.procedure_name}", flow.measure.width_mm * 0.86)
    flow.paragraph([TextSpan(f"{name}{code}")], _TEXT)
    given = f"kèm giấy số {data.given_with}" if data.given_with else ""
    served = " · ".join(part for part in (data.officer_name, data.counter_name, given) if part)
    draw_field(flow, captions.SERVED_BY, served, _TEXT.size_pt, Type.REGULAR)


def _shortened(text: str, width_mm: float) -> str:
    lines = break_lines([TextSpan(text)], _TEXT.size_pt, width_mm)
    if len(lines) <= _NAME_LINES:
        return text
    return f"{' '.join(_words(line) for line in lines[:_NAME_LINES])}…"


def _words(line: Line) -> str:
    return " ".join(run.text for run in line.runs)


def _draw_heading(flow: Flow, text: str) -> None:
    flow.reserve(_QUESTION.pitch_mm + _FACE_ROW_MM)
    flow.paragraph([TextSpan(text, Type.BOLD)], _QUESTION)


def _draw_row(flow: Flow, choices: Sequence[tuple[str, str]]) -> None:
    """Draw a row of boxes, each with its key in it and its words behind."""
    flow.reserve(_ROW_MM)
    for column, (key, text) in zip(_columns(flow, len(choices)), choices, strict=True):
        _draw_choice(flow, key, text, column)
    flow.skip(_ROW_MM)


def _draw_choice(flow: Flow, key: str, text: str, column: PageColumn) -> None:
    top_mm = flow.y_mm
    _box(flow, column.x_mm, top_mm)
    flow.y_mm = top_mm + (_BOX_MM - _KEY.pitch_mm) / 2
    _put(flow, key, _KEY, PageColumn(column.x_mm, _BOX_MM))
    flow.y_mm = top_mm + (_BOX_MM - _TEXT.pitch_mm) / 2
    behind_mm = _BOX_MM + 1.5
    _put(flow, text, _TEXT, PageColumn(column.x_mm + behind_mm, column.width_mm - behind_mm))
    flow.y_mm = top_mm


def _put(flow: Flow, text: str, style: TextStyle, column: PageColumn) -> None:
    """Set the first line of `text` where the flow stands."""
    lines = break_lines([TextSpan(text)], style.size_pt, column.width_mm)
    if lines:
        flow.line(lines[0], style, column)


def _columns(flow: Flow, count: int) -> list[PageColumn]:
    width_mm = flow.paper.measure_mm / count
    left_mm = flow.paper.left_mm
    return [PageColumn(left_mm + place * width_mm, width_mm) for place in range(count)]


def _box(flow: Flow, x_mm: float, y_mm: float) -> None:
    right_mm, foot_mm = x_mm + _BOX_MM, y_mm + _BOX_MM
    for edge in (
        (x_mm, y_mm, right_mm, y_mm),
        (x_mm, foot_mm, right_mm, foot_mm),
        (x_mm, y_mm, x_mm, foot_mm),
        (right_mm, y_mm, right_mm, foot_mm),
    ):
        flow.mark(RuleMark(*edge, 0.6))


def _draw_faces(flow: Flow, words: Sequence[str]) -> None:
    """Draw the row of the first question: a face before each box."""
    flow.reserve(_FACE_ROW_MM)
    top_mm = flow.y_mm
    room_mm = 2 * _FACE_MM + 2
    columns = _columns(flow, len(words))
    for key, (face, text, column) in enumerate(zip(Face, words, columns, strict=True), 1):
        _face(flow, column.x_mm + _FACE_MM, top_mm + _FACE_MM, face)
        flow.y_mm = top_mm + _FACE_MM - _BOX_MM / 2
        place = PageColumn(column.x_mm + room_mm, column.width_mm - room_mm)
        _draw_choice(flow, str(key), text, place)
        flow.y_mm = top_mm
    flow.skip(_FACE_ROW_MM)


def _face(flow: Flow, x_mm: float, y_mm: float, face: Face) -> None:
    """Draw a face around a middle: its outline, two eyes, a mouth."""
    _curve(flow, lambda turn: (_FACE_MM * cos(turn), _FACE_MM * sin(turn)), (x_mm, y_mm))
    for side in (-1, 1):
        eye_mm = x_mm + side * _FACE_MM * 0.36
        flow.mark(RuleMark(eye_mm, y_mm - 1.5, eye_mm, y_mm - 0.7, 1.4))
    bend_mm = {Face.HAPPY: 1.3, Face.NEUTRAL: 0.0, Face.UNHAPPY: -1.3}[face]
    wide_mm = _FACE_MM * 0.55

    def mouth(turn: float) -> tuple[float, float]:
        share = turn / pi - 1
        return wide_mm * share, 1.5 - bend_mm * (share * share - 0.5)

    _curve(flow, mouth, (x_mm, y_mm))


def _curve(
    flow: Flow, at: Callable[[float], tuple[float, float]], middle: tuple[float, float]
) -> None:
    """Draw a curve of short lines; `at` gives its points for 0 to 2π around the middle."""
    points = [at(2 * pi * stroke / _STROKES) for stroke in range(_STROKES + 1)]
    x_mm, y_mm = middle
    for (x1, y1), (x2, y2) in pairwise(points):
        flow.mark(RuleMark(x_mm + x1, y_mm + y1, x_mm + x2, y_mm + y2, 0.8))


def _draw_reasons(flow: Flow, reasons: Sequence[SlipReason]) -> None:
    if not reasons:
        return
    _draw_heading(flow, f"{len(QUESTIONS) + 1}. {REASONS}")
    keyed = [(str(key), reason) for key, reason in enumerate(reasons, 1)]
    good = [(key, reason.office_words) for key, reason in keyed if reason.is_good]
    poor = [(key, reason.office_words) for key, reason in keyed if not reason.is_good]
    top_mm = flow.y_mm
    flow.reserve(_ROW_MM * max(len(good), len(poor)))
    columns = _columns(flow, 2)
    for column, choices in zip(columns, (good, poor), strict=True):
        flow.y_mm = top_mm
        for key, text in choices:
            _draw_choice(flow, key, text, column)
            flow.skip(_ROW_MM)
    flow.y_mm = top_mm + _ROW_MM * max(len(good), len(poor))
    flow.skip(_GAP_MM)


def _draw_end(flow: Flow, data: RatingSlipData) -> None:
    """Draw room for words and how to hand the slip back, the QR at the right of both."""
    seal = dossier_seal(data.qr_payload, data.code, data.code_check, data.number)
    seal_mm = seal.width_mm if seal else 0.0
    left = PageColumn(flow.paper.left_mm, flow.paper.measure_mm - seal_mm - 2)
    flow.reserve(seal.height_mm if seal else 0.0)
    top_mm = flow.y_mm
    flow.paragraph([TextSpan("Ý kiến khác:", Type.BOLD)], _QUESTION, left)
    for _line in range(3):
        flow.skip(4.8)
        right_mm = left.x_mm + left.width_mm
        flow.mark(RuleMark(left.x_mm, flow.y_mm, right_mm, flow.y_mm, 0.3))
    flow.skip(1.6)
    for note in _NOTES:
        flow.paragraph([TextSpan(note, Type.ITALIC)], _SMALL, left)
    end_mm = flow.y_mm
    if seal:
        flow.y_mm = top_mm
        draw_seal(flow, seal, PageColumn(left.x_mm + left.width_mm + 2, seal_mm))
    flow.y_mm = max(end_mm, flow.y_mm)
