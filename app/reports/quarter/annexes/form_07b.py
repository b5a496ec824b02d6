"""Form II.07b: procedures and internal processes by agency and level."""

from collections.abc import Iterator
from typing import Final

from app.reports.quarter.annex import NO_DATA, Annex, AnnexColumn, AnnexHead, AnnexRow, Cell, Kind
from app.reports.quarter.annexes.form_06a import report_forms_law
from app.reports.quarter.sections.publishing import published_late
from app.services.publishing.counts import AgencyFigures, PublishedFigures
from app.services.publishing.records import LevelCounts

_AUTHORITY: Final = "Tổng số TTHC thuộc thẩm quyền giải quyết"
_ONE_STOP: Final = "TTHC thực hiện theo cơ chế một cửa, một cửa liên thông"
_PROCESSES: Final = "Quy trình nội bộ giải quyết TTHC đã ban hành"
_COLUMNS: Final = (
    AnnexColumn("TT", 10, Kind.ORDINAL, number=1),
    AnnexColumn("Đơn vị", 66, Kind.TEXT, number=2),
    AnnexColumn("Tổng số", 17, band=_AUTHORITY, number=3),
    AnnexColumn("Cấp tỉnh", 17, band=_AUTHORITY, number=4),
    AnnexColumn("Cấp huyện", 17, band=_AUTHORITY, number=5),
    AnnexColumn("Cấp xã", 17, band=_AUTHORITY, number=6),
    AnnexColumn("Tổng số", 17, band=_ONE_STOP, number=7),
    AnnexColumn("Tại BPMC cấp tỉnh", 17, band=_ONE_STOP, number=8),
    AnnexColumn("Tại BPMC cấp huyện", 17, band=_ONE_STOP, number=9),
    AnnexColumn("Tại BPMC cấp xã", 17, band=_ONE_STOP, number=10),
    AnnexColumn("Tổng số", 17, band=_PROCESSES, number=11),
    AnnexColumn("Cấp tỉnh", 17, band=_PROCESSES, number=12),
    AnnexColumn("Cấp huyện", 17, band=_PROCESSES, number=13),
    AnnexColumn("Cấp xã", 17, band=_PROCESSES, number=14),
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
        columns=_COLUMNS,
        rows=tuple(_rows(figures)),
        notes=(*figures.mismatches, *figures.notes, *filter(None, (published_late(figures),))),
    )


def _rows(figures: PublishedFigures) -> Iterator[AnnexRow]:
    for number, agency in enumerate(figures.agencies, 1):
        yield AnnexRow((number, agency.name, *_cells(agency)))
    if figures.agencies:
        yield AnnexRow((None, "Tổng số", *_cells(figures.total)), is_strong=True)


def _cells(agency: AgencyFigures) -> tuple[Cell, ...]:
    return (*_counts(agency.authority), *_counts(agency.one_stop), *_counts(agency.processes))


def _counts(counts: LevelCounts) -> tuple[Cell, ...]:
    return tuple(NO_DATA if number is None else number for number in (counts.total, *counts.parts))
