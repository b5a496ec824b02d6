"""Forms II.06a and II.07b: dossiers by level and field, procedures by agency and level."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from app.reports.quarter.annex import Annex, AnnexColumn, AnnexHead, AnnexRow, Cell, Kind
from app.reports.quarter.sections.publishing import published_late
from app.services.figures.catalogue import FORM_FIGURES
from app.services.periods.records import DossierCounts, PeriodFigures
from app.services.publishing.counts import AgencyFigures, PublishedFigures
from app.services.publishing.records import LevelCounts
from app.vocabulary.office import Level
from app.wording import captions, headings, states
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
        short=headings.REPORT_FORM,
        form="Biểu số II.06a/VPCP/KSTT",
        law=report_forms_law(head.last_day),
        title="TÌNH HÌNH, KẾT QUẢ GIẢI QUYẾT TTHC TẠI CƠ QUAN, ĐƠN VỊ TRỰC TIẾP GIẢI QUYẾT TTHC",
        counted_in=headings.COUNTED_IN_DOSSIERS,
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
    yield AnnexRow((None, captions.TOTAL_NUMBER, *_cells(figures.total)), is_strong=True)


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


_AUTHORITY: Final = "Tổng số TTHC thuộc thẩm quyền giải quyết"
_ONE_STOP: Final = "TTHC thực hiện theo cơ chế một cửa, một cửa liên thông"
_PROCESSES: Final = "Quy trình nội bộ giải quyết TTHC đã ban hành"
_PROCEDURE_COLUMNS: Final = (
    AnnexColumn("TT", 10, Kind.ORDINAL, number=1),
    AnnexColumn(captions.UNIT, 66, Kind.TEXT, number=2),
    AnnexColumn(captions.TOTAL_NUMBER, 17, band=_AUTHORITY, number=3),
    AnnexColumn(label(Level.PROVINCE), 17, band=_AUTHORITY, number=4),
    AnnexColumn(label(Level.DISTRICT), 17, band=_AUTHORITY, number=5),
    AnnexColumn(label(Level.COMMUNE), 17, band=_AUTHORITY, number=6),
    AnnexColumn(captions.TOTAL_NUMBER, 17, band=_ONE_STOP, number=7),
    AnnexColumn("Tại BPMC cấp tỉnh", 17, band=_ONE_STOP, number=8),
    AnnexColumn("Tại BPMC cấp huyện", 17, band=_ONE_STOP, number=9),
    AnnexColumn("Tại BPMC cấp xã", 17, band=_ONE_STOP, number=10),
    AnnexColumn(captions.TOTAL_NUMBER, 17, band=_PROCESSES, number=11),
    AnnexColumn(label(Level.PROVINCE), 17, band=_PROCESSES, number=12),
    AnnexColumn(label(Level.DISTRICT), 17, band=_PROCESSES, number=13),
    AnnexColumn(label(Level.COMMUNE), 17, band=_PROCESSES, number=14),
)


def form_07b(head: AnnexHead, figures: PublishedFigures) -> Annex:
    """Return the form as of the period's last day; mismatches stand under it."""
    return Annex(
        stem="II-07b",
        short="Biểu II.07b",
        form="Biểu số II.07b/VPCP/KSTT",
        law=report_forms_law(head.last_day),
        title="TỔNG HỢP SỐ LƯỢNG THỦ TỤC HÀNH CHÍNH, QUY TRÌNH NỘI BỘ GIẢI QUYẾT TTHC",
        counted_in="Đơn vị tính: TTHC, quy trình.",
        head=head,
        columns=_PROCEDURE_COLUMNS,
        rows=tuple(_procedure_rows(figures)),
        notes=(*figures.mismatches, *figures.notes, *filter(None, (published_late(figures),))),
    )


def _procedure_rows(figures: PublishedFigures) -> Iterator[AnnexRow]:
    for number, agency in enumerate(figures.agencies, 1):
        yield AnnexRow((number, agency.name, *_procedure_cells(agency)))
    if figures.agencies:
        yield AnnexRow(
            (None, captions.TOTAL_NUMBER, *_procedure_cells(figures.total)), is_strong=True
        )


def _procedure_cells(agency: AgencyFigures) -> tuple[Cell, ...]:
    return (*_counts(agency.authority), *_counts(agency.one_stop), *_counts(agency.processes))


def _counts(counts: LevelCounts) -> tuple[Cell, ...]:
    return tuple(
        states.UNKNOWN if number is None else number for number in (counts.total, *counts.parts)
    )
