"""Thẻ khóa, A5: whose key it is, its fingerprint for the eye, all of it for a scanner."""

from typing import Final

from app.printing.closing import Seal, draw_seal
from app.printing.fonts import FontFace
from app.printing.layout import draw_field, draw_title
from app.printing.press import Edition, press
from app.printing.qr import qr_symbol
from app.printing.sheet import A5, Align, Flow, Mark, TextStyle
from app.printing.typesetting import TextSpan
from app.services.exchange.key_card import KeyCard
from app.wording import captions

TITLE: Final = "Thẻ khóa bàn giao"
OFFICE_TITLE: Final = "Thẻ khóa đơn vị"
_TEXT_PT: Final = 11.0
_FINGERPRINT: Final = TextStyle(20.0, Align.CENTRE, after_mm=3)
_HINT: Final = TextStyle(9.5, Align.CENTRE, after_mm=2)
_QR_MM: Final = 60.0
_VOUCHES: Final = "Tin khóa này là tin mọi máy mà đơn vị đã chứng nhận: chỉ cần nhập một lần."
_HINTS: Final = (
    "Đơn vị kia quét mã dưới đây ở trang Trao đổi gói, rồi gõ dấu vân tay đọc từ tờ giấy này.",
    "Dấu vân tay phải đọc từ tờ giấy này hoặc qua điện thoại, không lấy từ tệp đi kèm.",
)


def key_card_pdf(*cards: KeyCard, is_demo: bool = False) -> bytes:
    """Return cards, each on a page of its own; they hold nothing that has to be kept secret."""
    pages = [page for card in cards for page in _pages(card)]
    return press(A5, Edition(TITLE, TITLE, is_demo=is_demo), pages)


def _pages(card: KeyCard) -> list[list[Mark]]:
    flow = Flow(A5)
    title = OFFICE_TITLE if card.is_office else TITLE
    draw_title(flow, title.upper(), 14, [TextSpan(card.name, FontFace.BOLD)])
    flow.skip(4)
    draw_field(flow, captions.UNIT, card.name, _TEXT_PT, FontFace.BOLD)
    draw_field(flow, captions.UNIT_CODE, card.code, _TEXT_PT, FontFace.BOLD)
    flow.skip(3)
    said = captions.OFFICE_KEY_FINGERPRINT if card.is_office else captions.STATION_KEY_FINGERPRINT
    flow.paragraph([TextSpan(said)], _HINT)
    flow.paragraph([TextSpan(card.fingerprint, FontFace.BOLD)], _FINGERPRINT)
    for hint in ((_VOUCHES,) if card.is_office else ()) + _HINTS:
        flow.paragraph([TextSpan(hint)], _HINT)
    flow.skip(4)
    draw_seal(flow, Seal(qr_symbol(card.payload), _QR_MM, ()), flow.measure)
    return flow.pages
