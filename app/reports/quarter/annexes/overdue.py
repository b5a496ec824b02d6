"""Overdue dossiers of the period one by one, each with why it is late."""

from collections.abc import Iterator, Sequence
from typing import Final

from app.reports.quarter.annex import Annex, AnnexColumn, AnnexHead, AnnexRow, Cell, Kind
from app.reports.quarter.sections.one_stop import reason_text
from app.reports.quarter.words import sentence
from app.services.periods.records import PeriodFigures, ReasonRow
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


_REASON_COLUMNS: Final = (
    AnnexColumn("TT", 12, Kind.ORDINAL),
    AnnexColumn("Nguyên nhân", 120, Kind.TEXT),
    AnnexColumn("Đã giải quyết, quá hạn", 34),
    AnnexColumn("Đang giải quyết, quá hạn", 34),
    AnnexColumn("Tổng số", 30),
)


def late_reasons_annex(head: AnnexHead, figures: PeriodFigures) -> Annex:
    """Return the counts by reason; what nobody has said why stands last."""
    return Annex(
        stem="nguyen-nhan-qua-han",
        short="Nguyên nhân quá hạn",
        form="Nguyên nhân quá hạn",
        law="Kèm theo Biểu số II.06a/VPCP/KSTT",
        title="NGUYÊN NHÂN QUÁ HẠN TRONG GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH",
        counted_in="Đơn vị tính: Số hồ sơ TTHC.",
        head=head,
        columns=_REASON_COLUMNS,
        rows=tuple(_rows(figures.reasons)),
    )


def _rows(reasons: Sequence[ReasonRow]) -> Iterator[AnnexRow]:
    for number, each in enumerate(reasons, 1):
        words = sentence(reason_text(each.reason))
        yield AnnexRow((number, words, *_counts(each.ended_late, each.open_overdue)))
    ended = sum(each.ended_late for each in reasons)
    still = sum(each.open_overdue for each in reasons)
    yield AnnexRow((None, "Tổng số", *_counts(ended, still)), is_strong=True)


def _counts(ended: int, still: int) -> tuple[Cell, ...]:
    return (ended, still, ended + still)
