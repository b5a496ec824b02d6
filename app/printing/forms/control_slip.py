"""Phiếu kiểm soát quá trình giải quyết hồ sơ, A5: Mẫu 05 of 2018, Mẫu 06 of 2025.

It goes with the dossier and grows with every handoff: each side signs beside its time.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from app.printing.closing import A5_CLOSING, Closing, Signature, draw_closing
from app.printing.fonts import FontFace
from app.printing.forms.cover import Cover, notice_footer, official_line, open_form, press_form
from app.printing.forms.notice_parts import dossier_seal, office_unit, subject_procedure
from app.printing.layout import draw_field, draw_pair
from app.printing.phrases import moment, moment_in_words
from app.printing.sheet import Flow
from app.printing.table import Table, TableColumn
from app.services.forms.notice_records import ControlSlipData, ControlStep
from app.vocabulary.dossiers import HandoffItemState, Timeliness
from app.vocabulary.forms import FORM_SPECS, FormKind
from app.wording import captions, printed, states
from app.wording.labels import label

_KIND: Final = FormKind.CONTROL_SLIP
_TEXT_PT: Final = 10.0
_TABLE_PT: Final = 8.5
_CLOSING: Final = replace(A5_CLOSING, signing_mm=14.0)
_COLUMNS: Final = (
    TableColumn("TÊN CƠ QUAN", 31),
    TableColumn("THỜI GIAN GIAO, NHẬN", 28),
    TableColumn("", 28, is_joined=True),
    TableColumn("KẾT QUẢ GIẢI QUYẾT", 21),
    TableColumn("GHI CHÚ", 17),
)
_ROWS_MIN: Final = 2
_SIGNING: Final = "\n\n\n"
_BY_HAND: Final = "…… giờ …… phút,\nngày …../…../……"
_NAME_BY_HAND: Final = "………………"
_TICKS: Final = "\n".join(
    f"… {label(one)}" for one in (Timeliness.EARLY, Timeliness.ON_TIME, Timeliness.LATE)
)
_BLANK_ROW: Final = (
    f"Giao: {_NAME_BY_HAND}\n\nNhận: {_NAME_BY_HAND}",
    f"Người giao\n{_BY_HAND}{_SIGNING}",
    f"Người nhận\n{_BY_HAND}{_SIGNING}",
    _TICKS,
    "",
)


def control_slip_pdf(data: ControlSlipData, *, copy_no: int = 1) -> bytes:
    """Return the slip; a later printing says which it is, for the slip grows between them."""
    subject = data.subject
    cover = Cover(
        title=FORM_SPECS[_KIND].title_in(data.form),
        head=data.head,
        number=data.number,
        issued_at=data.printed_at,
        footer=notice_footer(subject.code, data.number, data.printed_at),
        code=subject.code,
        official=official_line(_KIND, data.form),
        unit=office_unit(data.head, data.form),
        title_pt=12.0,
        gaps_mm=(2.0, 1.0),
    )
    flow = open_form(cover)
    _draw_subject(flow, data)
    table = Table(flow, _COLUMNS, size_pt=_TABLE_PT, head_pt=_TABLE_PT)
    table.draw_to_end(_rows(data), lambda: _draw_end(flow, data))
    edition = max(data.edition, copy_no)
    return press_form(cover, flow, 1, [f"In lần {edition}" if edition >= 2 else ""])


def _draw_subject(flow: Flow, data: ControlSlipData) -> None:
    subject = data.subject
    due = moment_in_words(subject.due_at) if subject.due_at else states.WITHOUT_TIME_LIMIT
    draw_field(flow, captions.OWNER, subject.owner_name, _TEXT_PT, FontFace.BOLD)
    draw_field(flow, "Loại thủ tục", subject_procedure(subject), _TEXT_PT, FontFace.REGULAR)
    received = moment_in_words(subject.received_at)
    draw_field(flow, printed.RECEIVED_AT, received, _TEXT_PT, FontFace.REGULAR)
    draw_field(flow, printed.DUE_AT, due, _TEXT_PT, FontFace.BOLD)
    draw_field(flow, captions.ADDRESS, subject.address, _TEXT_PT, FontFace.REGULAR, by_hand=True)
    draw_pair(flow, (captions.PHONE_NUMBER, subject.phone), ("Email", subject.email), _TEXT_PT)
    draw_field(flow, "Cơ quan giải quyết hồ sơ", data.agency_name, _TEXT_PT, FontFace.REGULAR)
    partners = "; ".join(data.partner_names)
    asked = "Cơ quan phối hợp giải quyết hồ sơ"
    draw_field(flow, asked, partners, _TEXT_PT, FontFace.REGULAR, by_hand=True)
    for stop in data.stops_by_law:
        draw_field(flow, "Dừng thời hạn", stop, _TEXT_PT, FontFace.REGULAR)
    flow.skip(1.2)


def _rows(data: ControlSlipData) -> list[Sequence[str]]:
    """Return a row a step, and rows to be filled by hand where the slip still has to travel."""
    rows: list[Sequence[str]] = [_cells(number, step) for number, step in enumerate(data.steps, 1)]
    wanted = 1 if data.ended_at else _ROWS_MIN
    return rows + [_BLANK_ROW] * (wanted - len(rows))


def _cells(number: int, step: ControlStep) -> Sequence[str]:
    received = _moment_lines(step)
    receiver = step.to_person if step.received_at else ""
    return (
        f"{number}. Giao: {step.from_name}\n\nNhận: {step.to_name}",
        f"Người giao\n{_two_lines(moment(step.sent_at))}{_SIGNING}{step.from_person}",
        f"Người nhận\n{received}{_SIGNING}{receiver}",
        label(step.timeliness) if step.timeliness else _TICKS,
        _notes(step),
    )


def _moment_lines(step: ControlStep) -> str:
    return _two_lines(moment(step.received_at)) if step.received_at else _BY_HAND


def _two_lines(instant: str) -> str:
    """Return time and day one below the other, as a hand would fill them in."""
    return instant.replace(" ", "\n", 1)


def _notes(step: ControlStep) -> str:
    failed = step.state in {HandoffItemState.REFUSED, HandoffItemState.RECALLED}
    state = label(step.state) if failed else ""
    due = f"Hạn bước: {moment(step.step_due_at)}" if step.step_due_at else ""
    return "\n".join(part for part in (state, due, step.note) if part)


def _draw_end(flow: Flow, data: ControlSlipData) -> None:
    flow.skip(1.6)
    draw_field(flow, "Kết quả giải quyết hồ sơ", data.result_text, _TEXT_PT, FontFace.BOLD)
    if data.ended_at:
        stand = f" – {label(data.timeliness)}" if data.timeliness else ""
        ended = f"{moment_in_words(data.ended_at)}{stand}"
        draw_field(flow, "Thời gian kết thúc", ended, _TEXT_PT, FontFace.BOLD)
    flow.skip(1.0)
    subject = data.subject
    seal = dossier_seal(data.qr_payload, subject.code, subject.code_check, data.number)
    blocks = (Signature("NGƯỜI LẬP PHIẾU", data.officer_name),)
    draw_closing(flow, Closing(blocks, (), seal), _CLOSING)
