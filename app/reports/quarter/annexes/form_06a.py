"""Form II.06a: dossiers received, ended and open, by level and field."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from app.reports.quarter.annex import Annex, AnnexColumn, AnnexHead, AnnexRow, Cell, Kind
from app.services.periods.records import DossierCounts, PeriodFigures, sum_of
from app.wording.citations import Rule, cite_in_full
from app.wording.labels import label

_TAKEN: Final = "Số hồ sơ tiếp nhận"
_ENDED: Final = "Số lượng hồ sơ đã giải quyết"
_OPEN: Final = "Số lượng hồ sơ đang giải quyết"
_COLUMNS: Final = (
    AnnexColumn("TT", 10, Kind.ORDINAL, number=1),
    AnnexColumn("Lĩnh vực, công việc giải quyết theo cấp", 70, Kind.TEXT, number=2),
    AnnexColumn("Tổng số", 17, band=_TAKEN, number=3),
    AnnexColumn("Trực tuyến", 17, band=_TAKEN, number=4),
    AnnexColumn("Trực tiếp, bưu chính", 17, band=_TAKEN, number=5),
    AnnexColumn("Từ kỳ trước", 17, band=_TAKEN, number=6),
    AnnexColumn("Tổng số", 17, band=_ENDED, number=7),
    AnnexColumn("Trước hạn", 17, band=_ENDED, number=8),
    AnnexColumn("Đúng hạn", 17, band=_ENDED, number=9),
    AnnexColumn("Quá hạn", 17, band=_ENDED, number=10),
    AnnexColumn("Tổng số", 17, band=_OPEN, number=11),
    AnnexColumn("Trong hạn", 17, band=_OPEN, number=12),
    AnnexColumn("Quá hạn", 17, band=_OPEN, number=13),
)
_LETTERS: Final = "ABCD"


def form_06a(head: AnnexHead, figures: PeriodFigures) -> Annex:
    """Return the form; the sum of each level and of all stand in strong lines."""
    return Annex(
        stem="II-06a",
        short="Biểu II.06a",
        form="Biểu số II.06a/VPCP/KSTT",
        law=report_forms_law(head.last_day),
        title="TÌNH HÌNH, KẾT QUẢ GIẢI QUYẾT TTHC TẠI CƠ QUAN, ĐƠN VỊ TRỰC TIẾP GIẢI QUYẾT TTHC",
        counted_in="Đơn vị tính: Số hồ sơ TTHC.",
        head=head,
        columns=_COLUMNS,
        rows=tuple(_rows(figures)),
        notes=tuple(_notes(figures)),
    )


def report_forms_law(on: date) -> str:
    """Return "Ban hành theo Thông tư số …": what laid down the forms of reports on a day."""
    law = cite_in_full(Rule.REPORT_FORMS, on)
    return f"Ban hành theo {law}" if law else ""


def _rows(figures: PeriodFigures) -> Iterator[AnnexRow]:
    for letter, level in zip(_LETTERS, figures.levels, strict=False):
        rows = figures.of_level(level)
        whole = sum_of(row.counts for row in rows)
        yield AnnexRow((letter, f"TTHC {label(level).lower()}", *_cells(whole)), is_strong=True)
        for number, row in enumerate(rows, 1):
            yield AnnexRow((number, row.field, *_cells(row.counts)))
    yield AnnexRow((None, "Tổng số", *_cells(figures.total)), is_strong=True)


def _cells(counts: DossierCounts) -> tuple[Cell, ...]:
    return (
        *(counts.taken_on, counts.online, counts.direct, counts.carried_over),
        *(counts.ended.total, counts.ended.early, counts.ended.on_time, counts.ended.late),
        *(counts.open.total, counts.open.in_time, counts.open.overdue),
    )


def _notes(figures: PeriodFigures) -> Iterator[str]:
    total = figures.total
    yield (
        f"Đối chiếu (3) = (7) + (11): {total.taken_on} = {total.ended.total} + {total.open.total}."
    )
    if total.not_accepted:
        yield f"Không tiếp nhận tại quầy (tính riêng): {total.not_accepted}."
    if total.has_late:
        yield (
            f"Nhập bù của kỳ đã khóa, tính vào kỳ này: {total.late_received} hồ sơ tiếp nhận, "
            f"{total.late_ended} hồ sơ đã giải quyết."
        )
