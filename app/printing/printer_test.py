"""The page that shows whether a printer is fit for receipts."""

from typing import TYPE_CHECKING, Final

from app.printing.closing import Seal, draw_seal
from app.printing.fonts import VIETNAMESE_LETTERS, Face
from app.printing.layout import draw_field, draw_title
from app.printing.press import Edition, press
from app.printing.qr import qr_symbol
from app.printing.sheet import A4, A5, Align, Flow, RuleMark, TextStyle
from app.printing.typesetting import Span
from app.services.forms.notice_records import Letterhead
from app.services.forms.receipt_qr import PAYLOAD_DIGITS

if TYPE_CHECKING:
    from app.vocabulary.forms import Media

TITLE: Final = "Trang in thử"

_TEXT_PT: Final = 10.0
_QR_MM: Final = 30.0
_RULER_MM: Final = 100
# As many digits as a receipt's payload, but nothing that a receipt can say: those begin with 1.
_PAYLOAD: Final = "9" * PAYLOAD_DIGITS


def printer_test_pdf(head: Letterhead, media: "Media" = "A5") -> bytes:
    """Return a page with every Vietnamese letter, a ruler and a QR of a receipt's size."""
    paper = A4 if media == "A4" else A5
    flow = Flow(paper)
    draw_title(flow, TITLE.upper(), 14, [Span(head.unit_name)])
    flow.skip(4)
    for face in (Face.REGULAR, Face.BOLD, Face.ITALIC):
        letters = " ".join(VIETNAMESE_LETTERS)
        flow.paragraph([Span(letters, face)], TextStyle(_TEXT_PT, after_mm=2.5))
    draw_field(flow, "Thước sau phải dài đúng", f"{_RULER_MM} mm", _TEXT_PT, Face.BOLD)
    _draw_ruler(flow)
    hint = "Quét thử mã dưới đây; nếu không quét được, hãy vệ sinh đầu in hoặc thay mực."
    flow.paragraph([Span(hint)], TextStyle(_TEXT_PT, Align.CENTRE, after_mm=2))
    draw_seal(flow, Seal(qr_symbol(_PAYLOAD), _QR_MM, ()), flow.measure)
    return press(paper, Edition(TITLE, TITLE, is_demo=head.is_demo), flow.pages)


def _draw_ruler(flow: Flow) -> None:
    flow.skip(3)
    left_mm, y_mm = flow.paper.left_mm, flow.y_mm
    flow.mark(RuleMark(left_mm, y_mm, left_mm + _RULER_MM, y_mm))
    for tick in range(0, _RULER_MM + 1, 10):
        flow.mark(RuleMark(left_mm + tick, y_mm - 1.5, left_mm + tick, y_mm + 1.5))
    flow.skip(6)
