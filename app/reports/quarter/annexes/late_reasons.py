"""Overdue dossiers of the period counted by why they are late."""

from collections.abc import Iterator, Sequence
from typing import Final

from app.reports.quarter.annex import Annex, AnnexColumn, AnnexHead, AnnexRow, Cell, Kind
from app.reports.quarter.sections.overdue import reason_text
from app.reports.quarter.words import sentence
from app.services.periods.records import PeriodFigures, ReasonRow

_COLUMNS: Final = (
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
        columns=_COLUMNS,
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
