"""Overdue dossiers of the period one by one, each with why it is late."""

from collections.abc import Sequence
from typing import Final

from app.reports.quarter.annex import Annex, AnnexColumn, AnnexHead, AnnexRow, Kind
from app.reports.quarter.sections.overdue import reason_text
from app.reports.quarter.words import sentence
from app.services.reporting.records import OverdueLine

_COLUMNS: Final = (
    AnnexColumn("TT", 9, Kind.ORDINAL),
    AnnexColumn("Mã hồ sơ", 38, Kind.TEXT),
    AnnexColumn("Thủ tục", 70, Kind.TEXT),
    AnnexColumn("Cơ quan giải quyết", 42, Kind.TEXT),
    AnnexColumn("Ngày nhận", 20, Kind.DAY),
    AnnexColumn("Ngày hẹn", 20, Kind.DAY),
    AnnexColumn("Ngày có kết quả", 20, Kind.DAY),
    AnnexColumn("Quá hạn (ngày)", 16),
    AnnexColumn("Nguyên nhân", 38, Kind.TEXT),
    AnnexColumn("Ghi chú", 34, Kind.TEXT),
)


def overdue_annex(head: AnnexHead, lines: Sequence[OverdueLine]) -> Annex:
    """Return the list; no person is named in it."""
    return Annex(
        stem="ho-so-qua-han",
        short="Hồ sơ quá hạn",
        form="Danh sách hồ sơ quá hạn và nguyên nhân",
        law="Kèm theo Biểu số II.06a/VPCP/KSTT",
        title="NGUYÊN NHÂN QUÁ HẠN TRONG GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH",
        counted_in="Hồ sơ giải quyết quá hạn trong kỳ, rồi hồ sơ đang giải quyết quá hạn.",
        head=head,
        columns=_COLUMNS,
        rows=tuple(
            AnnexRow(
                (
                    *(number, line.code, line.procedure_name, line.agency_name),
                    *(line.received_on, line.due_on, line.ended_on or "đang giải quyết"),
                    *(line.days, sentence(reason_text(line.reason)), line.note),
                )
            )
            for number, line in enumerate(lines, 1)
        ),
    )
