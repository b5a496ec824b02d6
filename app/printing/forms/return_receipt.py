"""Phiếu trả kết quả, A5: who collected which result, and when."""

from dataclasses import replace
from typing import Final

from app.printing.closing import A5_CLOSING, Closing, Signature, draw_closing
from app.printing.fonts import FontFace
from app.printing.forms.cover import Cover, open_form, press_form
from app.printing.forms.notice_parts import dossier_seal
from app.printing.layout import draw_field
from app.printing.phrases import moment, moment_in_words, money
from app.printing.sheet import Flow
from app.services.forms.records import ReturnReceiptData
from app.vocabulary.dossiers import Outcome
from app.vocabulary.forms import FORM_SPECS, FormKind
from app.wording import captions, printed, states
from app.wording.labels import label as word

_TEXT_PT: Final = 11.0
_COLLECTOR_ID: Final = "Số định danh/CCCD người nhận"
_CLOSING: Final = replace(A5_CLOSING, signing_mm=20.0)
_OUTCOMES: Final = {
    Outcome.GRANTED: word(Outcome.GRANTED),
    Outcome.REFUSED: "Không đồng ý giải quyết (kèm văn bản trả lời)",
}


def return_receipt_pdf(data: ReturnReceiptData, *, copy_no: int = 1) -> bytes:
    """Return the slip that the collector signs; `copy_no` 2 and up marks a reprint."""
    cover = Cover(
        title=FORM_SPECS[FormKind.RETURN_RECEIPT].title,
        head=data.head,
        number=data.number,
        issued_at=data.returned_at,
        footer=f"Mã hồ sơ: {data.code}   ·   Trả lúc {moment(data.returned_at)}",
        code=data.code,
        gaps_mm=(6.0, 4.0),
    )
    flow = open_form(cover)
    for label, value, face in _fields(data):
        by_hand = label == _COLLECTOR_ID
        draw_field(flow, label, value, _TEXT_PT, face, by_hand=by_hand)
        flow.skip(0.9 if value or by_hand else 0)
    flow.skip(4)
    _draw_end(flow, data)
    return press_form(cover, flow, copy_no)


def _fields(data: ReturnReceiptData) -> list[tuple[str, str, FontFace]]:
    collector = (
        "Người nhận kết quả (được ủy quyền)" if data.is_authorised else captions.RESULT_RECEIVER
    )
    due = moment_in_words(data.due_at) if data.due_at else states.WITHOUT_TIME_LIMIT
    payment = f" (phiếu thu số {data.payment_number})" if data.payment_number else ""
    return [
        (captions.OWNER, data.owner_name, FontFace.BOLD),
        (printed.PROCEDURE, data.procedure_name, FontFace.REGULAR),
        (printed.RECEIVED_AT, moment_in_words(data.received_at), FontFace.REGULAR),
        (printed.DUE_AT, due, FontFace.REGULAR),
        ("Thời gian trả kết quả", moment_in_words(data.returned_at), FontFace.BOLD),
        (captions.RESOLUTION, _OUTCOMES[data.outcome], FontFace.BOLD),
        (captions.RESULT_DOCUMENT_NUMBER, data.result_number, FontFace.REGULAR),
        (collector, data.collector_name, FontFace.BOLD),
        (_COLLECTOR_ID, data.collector_id, FontFace.REGULAR),
        (captions.FEE_PAID, f"{money(data.fee_vnd)}{payment}", FontFace.REGULAR),
        (captions.NOTE, data.note, FontFace.ITALIC),
    ]


def _draw_end(flow: Flow, data: ReturnReceiptData) -> None:
    seal = dossier_seal(data.qr_payload, data.code, data.code_check, data.number)
    blocks = (
        Signature("NGƯỜI NHẬN KẾT QUẢ", data.collector_name),
        Signature("NGƯỜI TRẢ KẾT QUẢ", data.officer_name),
    )
    notes = () if seal else (f"Số kiểm tra của mã hồ sơ: {data.code_check}.",)
    draw_closing(flow, Closing(blocks, notes, seal), _CLOSING)
