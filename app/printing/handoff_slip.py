"""Phiếu bàn giao hồ sơ, A4: one line a dossier, signed by the giving and the receiving side."""

from collections.abc import Sequence
from typing import Final

from app.printing.closing import A4_CLOSING, Closing, Seal, Signature, draw_closing
from app.printing.fonts import Face
from app.printing.layout import (
    A4_HEAD,
    corner_marks,
    draw_field,
    draw_letterhead,
    draw_title,
    head_lines,
)
from app.printing.phrases import moment, moment_in_words
from app.printing.press import Edition, press
from app.printing.qr import qr_symbol
from app.printing.sheet import A4, Align, Flow
from app.printing.table import Table, TableColumn
from app.services.forms.records import HandoffSlipData, SlipLine

TITLE: Final = "Phiếu bàn giao hồ sơ"

_TEXT_PT: Final = 12.0
_TABLE_PT: Final = 9.5
_QR_MM: Final = 30.0
_COLUMNS: Final = (
    TableColumn("TT", 8, Align.CENTRE),
    TableColumn("Mã hồ sơ", 28),
    TableColumn("Chủ hồ sơ", 31),
    TableColumn("Thủ tục", 40),
    TableColumn("Ngày nhận", 18, Align.CENTRE),
    TableColumn("Hẹn trả", 18, Align.CENTRE),
    TableColumn("Số giấy tờ", 11, Align.CENTRE),
    TableColumn("Ghi chú (nhận / không nhận)", 21),
)
_NOTES: Final = (
    "Bên nhận kiểm từng hồ sơ và ghi “nhận” hoặc “không nhận” kèm lý do vào cột ghi chú. "
    "Hồ sơ chưa được bên nhận xác nhận vẫn thuộc trách nhiệm của bên giao.",
)


def handoff_slip_pdf(data: HandoffSlipData, *, copy_no: int = 1) -> bytes:
    """Return the slip; `copy_no` 2 and up marks a reprint."""
    flow = Flow(A4)
    head = data.head
    lines = head_lines(head, data.number, data.sent_at)
    draw_letterhead(flow, A4_HEAD, (head.parent_name, head.unit_name), lines)
    flow.skip(5)
    draw_title(flow, TITLE.upper(), 15)
    flow.skip(3)
    _draw_parties(flow, data)
    flow.skip(2)
    table = Table(flow, _COLUMNS, size_pt=_TABLE_PT, head_pt=_TABLE_PT)
    rows = [_cells(number, line) for number, line in enumerate(data.lines, 1)]
    table.draw(rows[:-1])
    flow.keep_together(lambda: _draw_end(flow, data, table, rows[-1:]))
    edition = Edition(TITLE, _footer(data), is_demo=head.is_demo)
    return press(A4, edition, flow.pages, [corner_marks(A4, head, copy_no)])


def _footer(data: HandoffSlipData) -> str:
    return f"Phiếu bàn giao số {data.number}   ·   Giao lúc {moment(data.sent_at)}"


def _draw_parties(flow: Flow, data: HandoffSlipData) -> None:
    fields = (
        ("Bên giao", data.from_name, Face.BOLD),
        ("Bên nhận", data.to_name, Face.BOLD),
        ("Thời gian giao", moment_in_words(data.sent_at), Face.REGULAR),
        ("Số hồ sơ bàn giao", f"{len(data.lines):02d}", Face.REGULAR),
        ("Ghi chú", data.note, Face.ITALIC),
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


def _draw_end(
    flow: Flow, data: HandoffSlipData, table: Table, last_rows: Sequence[Sequence[str]]
) -> None:
    """Draw the last row and the signatures, which never stand alone on a page."""
    for row in last_rows:
        table.add(row)
    flow.skip(2)
    seal = None
    if data.qr_payload:
        seal = Seal(qr_symbol(data.qr_payload), _QR_MM, (data.number,))
    blocks = (Signature("BÊN GIAO", data.sender_name), Signature("BÊN NHẬN", ""))
    draw_closing(flow, Closing(blocks, _NOTES, seal), A4_CLOSING)
