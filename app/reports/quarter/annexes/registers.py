"""The plain registers in figures: inspections, equipment, regulations, communication, training."""

from collections.abc import Iterator
from typing import Final

from app.reports.quarter.annex import Annex, AnnexColumn, AnnexHead, AnnexRow, Kind
from app.services.registers.figures import EQUIPMENT, Coverage, RegisterFigures
from app.wording.labels import label

_COLUMNS: Final = (
    AnnexColumn("TT", 12, Kind.ORDINAL),
    AnnexColumn("Chỉ tiêu", 130, Kind.TEXT),
    AnnexColumn("Số lượng", 30),
    AnnexColumn("Trên tổng số", 30),
    AnnexColumn("Tỷ lệ", 40),
)
_EQUIPMENT: Final = dict(
    zip(
        EQUIPMENT,
        (
            *("camera giám sát", "máy xếp hàng", "kiosk", "máy quét"),
            "màn hình tra cứu",
        ),
        strict=True,
    )
)


def registers_annex(head: AnnexHead, figures: RegisterFigures) -> Annex:
    """Return the figures, register by register."""
    return Annex(
        stem="kiem-tra-dieu-kien",
        short="Kiểm tra, điều kiện",
        form="Bảng tổng hợp kiểm tra và điều kiện thực hiện",
        law="Theo các sổ theo dõi kiểm soát thủ tục hành chính của đơn vị",
        title="KIỂM TRA, TRANG THIẾT BỊ, VĂN BẢN QUY ĐỊNH, TRUYỀN THÔNG, TẬP HUẤN",
        counted_in="Đơn vị tính: cuộc, vấn đề, bộ phận, văn bản, lượt người như ghi ở từng dòng.",
        head=head,
        columns=_COLUMNS,
        rows=tuple(_rows(figures)),
    )


def _rows(now: RegisterFigures) -> Iterator[AnnexRow]:
    yield _heading("I", "Kiểm tra")
    yield _plain("Cuộc kiểm tra theo kế hoạch", now.inspections_planned)
    yield _plain("Cuộc kiểm tra đã thực hiện", now.inspections_done)
    yield _plain("Cuộc kiểm tra chậm kế hoạch", now.inspections_late)
    yield _plain("Vấn đề phát hiện trong kỳ", now.findings_made)
    yield _plain("Vấn đề đã khắc phục", now.findings_mended)
    yield _plain("Vấn đề còn phải khắc phục", now.findings_open)
    yield _plain("Vấn đề quá hạn khắc phục", now.findings_late)
    yield _heading("II", "Bộ phận Một cửa và trang thiết bị")
    yield _plain("Bộ phận Một cửa", now.units)
    for line in now.equipment:
        yield _plain(f"   {label(line.level)}", line.units)
    for each in EQUIPMENT:
        yield _covered(now.coverage(each))
        for line in now.equipment:
            yield _covered(now.coverage(each, line.level))
    yield _heading("III", "Văn bản quy định")
    yield _plain("Văn bản đã ban hành", now.regulations)
    yield _plain("   trong đó có quy định về TTHC", now.with_procedures)
    yield _plain("Văn bản quy phạm pháp luật đã ban hành", now.legal_regulations)
    yield _plain("   trong đó văn bản QPPL có quy định về TTHC", now.legal_with_procedures)
    yield _plain("TTHC được quy định", now.procedures)
    yield _heading("IV", "Truyền thông, tập huấn")
    yield _plain("Hoạt động truyền thông", now.communication)
    yield _plain("Lượt người được truyền thông", now.communication_participants)
    yield _plain("Lớp tập huấn", now.training)
    yield _plain("Lượt người được tập huấn", now.training_participants)


def _heading(number: str, words: str) -> AnnexRow:
    return AnnexRow((number, words, None, None, None), is_strong=True)


def _plain(words: str, count: int) -> AnnexRow:
    return AnnexRow((None, words, count, None, None))


def _covered(found: Coverage) -> AnnexRow:
    words = f"Có {_EQUIPMENT[found.equipment]}"
    if found.level is not None:
        words = f"   {label(found.level)} có {_EQUIPMENT[found.equipment]}"
    return AnnexRow((None, words, found.having, found.units, found.percent))
