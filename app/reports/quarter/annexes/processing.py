"""The processing table of QĐ 766/QĐ-TTg: what came in, what was done, what waits, what is late."""

from datetime import date
from typing import Final

from app.reports.quarter.annex import Annex, AnnexColumn, AnnexHead, AnnexRow, Kind
from app.services.evaluation.records import ProcessingRow, ServiceQuality
from app.wording.citations import Rule, cite_in_full, in_brackets, measure_name

_RECEIVED: Final = "Tiếp nhận"
_DONE: Final = "Đã xử lý"
_RUNNING: Final = "Đang xử lý"
_PAUSED: Final = "Tạm dừng"
_COLUMNS: Final = (
    AnnexColumn("TT", 10, Kind.ORDINAL),
    AnnexColumn("Đơn vị", 60, Kind.TEXT),
    AnnexColumn("Tổng", 15, band=_RECEIVED),
    AnnexColumn("Kỳ trước", 15, band=_RECEIVED),
    AnnexColumn("Trực tuyến", 15, band=_RECEIVED),
    AnnexColumn("Trực tiếp", 15, band=_RECEIVED),
    AnnexColumn("BCCI", 15, band=_RECEIVED),
    AnnexColumn("Tổng", 15, band=_DONE),
    AnnexColumn("Kỳ trước", 15, band=_DONE),
    AnnexColumn("Trong kỳ", 15, band=_DONE),
    AnnexColumn("Quá hạn", 15, band=_DONE),
    AnnexColumn("Tổng", 15, band=_RUNNING),
    AnnexColumn("Trong hạn", 15, band=_RUNNING),
    AnnexColumn("Quá hạn", 15, band=_RUNNING),
    AnnexColumn("Tổng", 15, band=_PAUSED),
    AnnexColumn("Trong hạn", 15, band=_PAUSED),
    AnnexColumn("Quá hạn", 15, band=_PAUSED),
)


def processing_annex(head: AnnexHead, quality: ServiceQuality) -> Annex:
    """Return the table, the line of all last."""
    rows = [row for row in quality.processing if row.key]
    return Annex(
        stem="xu-ly-ho-so",
        short="Xử lý hồ sơ",
        form="Bảng xử lý hồ sơ",
        law=cite_in_full(Rule.NATIONAL_MEASURE, head.last_day),
        title="TÌNH HÌNH XỬ LÝ HỒ SƠ THEO CÁCH ĐO CỦA BỘ CHỈ SỐ QUỐC GIA",
        counted_in="Đơn vị tính: Số hồ sơ TTHC.",
        head=head,
        columns=_COLUMNS,
        rows=(
            *(_row(at, row) for at, row in enumerate(rows, 1)),
            *(_row(None, row) for row in quality.processing if not row.key),
        ),
        notes=(_note(head.last_day),),
    )


def _note(on: date) -> str:
    law = in_brackets(cite_in_full(Rule.RESTART_AFTER_SUPPLEMENT, on))
    return f"Hạn xét theo cách đo {measure_name(on)}, có thể khác ngày hẹn trả{law} ở Biểu II.06a."


def _row(number: int | None, row: ProcessingRow) -> AnnexRow:
    return AnnexRow(
        (
            *(number, row.name),
            *(row.received, row.carried_over, row.online, row.counter, row.post),
            *(row.done, row.done_carried, row.done_new, row.done_late),
            *(row.running, row.running_in_time, row.running_late),
            *(row.paused, row.paused_in_time, row.paused_late),
        ),
        is_strong=number is None,
    )
