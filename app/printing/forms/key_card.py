"""Thẻ khóa bàn giao, A5: whose key it is, its fingerprint for the eye, all of it for a scanner."""

from typing import Final

from app.printing.closing import Seal, draw_seal
from app.printing.fonts import FontFace
from app.printing.layout import draw_field, draw_title
from app.printing.press import Edition, press
from app.printing.qr import qr_symbol
from app.printing.sheet import A5, Align, Flow, TextStyle
from app.printing.typesetting import TextSpan
from app.services.exchange.key_card import KeyCard
from app.wording import captions

TITLE: Final = "Thẻ khóa bàn giao"
_TEXT_PT: Final = 11.0
_FINGERPRINT: Final = TextStyle(20.0, Align.CENTRE, after_mm=3)
_HINT: Final = TextStyle(9.5, Align.CENTRE, after_mm=2)
_QR_MM: Final = 60.0
_HINTS: Final = (
    "Đơn vị kia quét mã dưới đây ở trang Trao đổi gói, rồi gõ dấu vân tay đọc từ tờ giấy này.",
    "Dấu vân tay phải đọc từ tờ giấy này hoặc qua điện thoại, không lấy từ tệp đi kèm.",
)


def key_card_pdf(card: KeyCard, *, is_demo: bool = False) -> bytes:
    """Return the card on one page; it holds nothing that has to be kept secret."""
    flow = Flow(A5)
    draw_title(flow, TITLE.upper(), 14, [TextSpan(card.name, FontFace.BOLD)])
    flow.skip(4)
    draw_field(flow, captions.UNIT, card.name, _TEXT_PT, FontFace.BOLD)
    draw_field(flow, captions.UNIT_CODE, card.code, _TEXT_PT, FontFace.BOLD)
    flow.skip(3)
    flow.paragraph([TextSpan("Dấu vân tay của khóa")], _HINT)
    flow.paragraph([TextSpan(card.fingerprint, FontFace.BOLD)], _FINGERPRINT)
    for hint in _HINTS:
        flow.paragraph([TextSpan(hint)], _HINT)
    flow.skip(4)
    draw_seal(flow, Seal(qr_symbol(card.payload), _QR_MM, ()), flow.measure)
    return press(A5, Edition(TITLE, TITLE, is_demo=is_demo), flow.pages)
