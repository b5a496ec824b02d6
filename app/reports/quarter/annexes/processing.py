"""The processing table of QĐ 766/QĐ-TTg: what came in, what was done, what waits, what is late."""

from typing import Final

from app.reports.quarter.annex import Annex, AnnexColumn, AnnexHead, AnnexRow, Kind
from app.services.evaluation.records import ProcessingRow, ServiceQuality

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
        stem="xu-ly-ho-so-766",
        short="Xử lý hồ sơ (766)",
        form="Bảng xử lý hồ sơ theo Quyết định 766/QĐ-TTg",
        law="Quyết định số 766/QĐ-TTg ngày 23/6/2022 của Thủ tướng Chính phủ",
        title="TÌNH HÌNH XỬ LÝ HỒ SƠ THEO QUYẾT ĐỊNH 766/QĐ-TTg",
        counted_in="Đơn vị tính: Số hồ sơ TTHC.",
        head=head,
        columns=_COLUMNS,
        rows=(
            *(_row(at, row) for at, row in enumerate(rows, 1)),
            *(_row(None, row) for row in quality.processing if not row.key),
        ),
        notes=(
            "Hạn xét theo cách đo của Quyết định 766/QĐ-TTg, có thể khác ngày hẹn trả theo Nghị "
            "định 61/2018/NĐ-CP ở Biểu II.06a.",
        ),
    )


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
