"""Overdue dossiers of the period one by one, each with why it is late."""

from collections.abc import Iterator, Sequence
from typing import Final

from app.reports.quarter.annex import Annex, AnnexColumn, AnnexHead, AnnexRow, Cell, Kind
from app.reports.quarter.sections.one_stop import reason_text
from app.reports.quarter.words import sentence
from app.services.periods.records import PeriodFigures, ReasonRow
from app.services.reporting.records import OverdueLine
from app.wording import captions, headings, measures

_COLUMNS: Final = (
    AnnexColumn("TT", 9, Kind.ORDINAL),
    AnnexColumn(captions.DOSSIER_CODE, 38, Kind.TEXT),
    AnnexColumn(captions.PROCEDURE, 70, Kind.TEXT),
    AnnexColumn(captions.RESOLVING_AGENCY, 42, Kind.TEXT),
    AnnexColumn(captions.RECEIVED_ON, 20, Kind.DAY),
    AnnexColumn("Ngày hẹn", 20, Kind.DAY),
    AnnexColumn("Ngày có kết quả", 20, Kind.DAY),
    AnnexColumn("Quá hạn (ngày)", 16),
    AnnexColumn("Nguyên nhân", 38, Kind.TEXT),
    AnnexColumn(captions.NOTE, 34, Kind.TEXT),
)


def overdue_annex(head: AnnexHead, lines: Sequence[OverdueLine]) -> Annex:
    """Return the list; no person is named in it."""
    return Annex(
        stem="ho-so-qua-han",
        short=headings.OVERDUE_DOSSIERS,
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
    AnnexColumn(measures.IN_WORK_OVERDUE, 34),
    AnnexColumn(captions.TOTAL_NUMBER, 30),
)


def late_reasons_annex(head: AnnexHead, figures: PeriodFigures) -> Annex:
    """Return the counts by reason; what nobody has said why stands last."""
    return Annex(
        stem="nguyen-nhan-qua-han",
        short=headings.LATE_CAUSES,
        form=headings.LATE_CAUSES,
        law="Kèm theo Biểu số II.06a/VPCP/KSTT",
        title="NGUYÊN NHÂN QUÁ HẠN TRONG GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH",
        counted_in=headings.COUNTED_IN_DOSSIERS,
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
    yield AnnexRow((None, captions.TOTAL_NUMBER, *_counts(ended, still)), is_strong=True)


def _counts(ended: int, still: int) -> tuple[Cell, ...]:
    return (ended, still, ended + still)
