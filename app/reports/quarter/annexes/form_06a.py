"""Form II.06a: dossiers received, ended and open, by level and field."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from app.reports.quarter.annex import Annex, AnnexColumn, AnnexHead, AnnexRow, Cell, Kind
from app.services.figures.catalogue import FORM_FIGURES
from app.services.periods.records import DossierCounts, PeriodFigures
from app.wording.citations import Rule, cite_in_full
from app.wording.labels import label

_BANDS: Final = {
    3: "Số hồ sơ tiếp nhận",
    7: "Số lượng hồ sơ đã giải quyết",
    11: "Số lượng hồ sơ đang giải quyết",
}
"""The form's words over its columns, from this number on."""
_COLUMNS: Final = (
    AnnexColumn("TT", 10, Kind.ORDINAL, number=1),
    AnnexColumn("Lĩnh vực, công việc giải quyết theo cấp", 70, Kind.TEXT, number=2),
    *(
        AnnexColumn(
            each.short,
            17,
            band=_BANDS[max(first for first in _BANDS if first <= each.form_column)],
            number=each.form_column,
        )
        for each in FORM_FIGURES
    ),
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
        whole = DossierCounts.added(row.counts for row in rows)
        yield AnnexRow((letter, f"TTHC {label(level).lower()}", *_cells(whole)), is_strong=True)
        for number, row in enumerate(rows, 1):
            yield AnnexRow((number, row.field, *_cells(row.counts)))
    yield AnnexRow((None, "Tổng số", *_cells(figures.total)), is_strong=True)


def _cells(counts: DossierCounts) -> tuple[Cell, ...]:
    return tuple(counts[each.code] for each in FORM_FIGURES)


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
