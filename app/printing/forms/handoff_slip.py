"""Phiếu bàn giao hồ sơ, A4: one line a dossier, signed by the giving and the receiving side."""

from typing import Final

from app.printing.closing import A4_CLOSING, Closing, Signature, draw_closing
from app.printing.fonts import FontFace
from app.printing.forms.cover import Cover, open_form, press_form
from app.printing.forms.notice_parts import signed_seal
from app.printing.layout import A4_HEAD, draw_field
from app.printing.phrases import moment, moment_in_words
from app.printing.sheet import A4, Align, Flow
from app.printing.table import Table, TableColumn
from app.services.forms.records import HandoffSlipData, SlipLine
from app.vocabulary.forms import FORM_SPECS, FormKind
from app.wording import captions

_TEXT_PT: Final = 12.0
_TABLE_PT: Final = 9.5
_COLUMNS: Final = (
    TableColumn("TT", 8, Align.CENTRE),
    TableColumn(captions.DOSSIER_CODE, 28),
    TableColumn(captions.OWNER, 31),
    TableColumn(captions.PROCEDURE, 40),
    TableColumn(captions.RECEIVED_ON, 18, Align.CENTRE),
    TableColumn(captions.DUE, 18, Align.CENTRE),
    TableColumn("Số giấy tờ", 11, Align.CENTRE),
    TableColumn("Ghi chú (nhận / không nhận)", 21),
)
_NOTES: Final = (
    "Bên nhận kiểm từng hồ sơ và ghi “nhận” hoặc “không nhận” kèm lý do vào cột ghi chú. "
    "Hồ sơ chưa được bên nhận xác nhận vẫn thuộc trách nhiệm của bên giao.",
)


def handoff_slip_pdf(data: HandoffSlipData, *, copy_no: int = 1) -> bytes:
    """Return the slip; `copy_no` 2 and up marks a reprint."""
    cover = Cover(
        title=FORM_SPECS[FormKind.HANDOFF_SLIP].title,
        head=data.head,
        number=data.number,
        issued_at=data.sent_at,
        footer=f"Phiếu bàn giao số {data.number}   ·   Giao lúc {moment(data.sent_at)}",
        title_pt=15.0,
        gaps_mm=(5.0, 3.0),
        paper=A4,
        sizes=A4_HEAD,
    )
    flow = open_form(cover)
    _draw_parties(flow, data)
    flow.skip(2)
    table = Table(flow, _COLUMNS, size_pt=_TABLE_PT, head_pt=_TABLE_PT)
    rows = [_cells(number, line) for number, line in enumerate(data.lines, 1)]
    table.draw_to_end(rows, lambda: _draw_end(flow, data))
    return press_form(cover, flow, copy_no)


def _draw_parties(flow: Flow, data: HandoffSlipData) -> None:
    fields = (
        ("Bên giao", data.from_name, FontFace.BOLD),
        ("Bên nhận", data.to_name, FontFace.BOLD),
        ("Thời gian giao", moment_in_words(data.sent_at), FontFace.REGULAR),
        ("Số hồ sơ bàn giao", f"{len(data.lines):02d}", FontFace.REGULAR),
        (captions.NOTE, data.note, FontFace.ITALIC),
    )
    for label, value, face in fields:
        draw_field(flow, label, value, _TEXT_PT, face)


def _cells(number: int, line: SlipLine) -> list[str]:
    return [
        str(number),
        # The code breaks before the day, where it would have to break anyway.
        line.code.replace("-", "- ", 1),
        line.owner_name,
        line.procedure_name,
        moment(line.received_at),
        moment(line.due_at) if line.due_at else "–",
        str(line.paper_count),
        line.note,
    ]


def _draw_end(flow: Flow, data: HandoffSlipData) -> None:
    flow.skip(2)
    seal = signed_seal(data.qr_payload, data.number)
    blocks = (Signature("BÊN GIAO", data.sender_name), Signature("BÊN NHẬN", ""))
    draw_closing(flow, Closing(blocks, _NOTES, seal), A4_CLOSING)
