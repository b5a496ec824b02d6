"""The plain registers in figures: inspections, equipment, regulations, communication, training."""

from collections.abc import Iterator
from typing import Final

from app.reports.quarter.annex import Annex, AnnexColumn, AnnexHead, AnnexRow, Kind
from app.reports.quarter.words import month_text, sentence
from app.services.registers.counting import REGISTER_FIGURES
from app.services.registers.figures import (
    EQUIPMENT,
    EQUIPMENT_NAMES,
    Coverage,
    RegisterFigure,
    RegisterFigures,
)
from app.vocabulary.reports import RegisterKind
from app.wording import captions, headings, measures
from app.wording.labels import label

_COLUMNS: Final = (
    AnnexColumn("TT", 12, Kind.ORDINAL),
    AnnexColumn(captions.FIGURE, 130, Kind.TEXT),
    AnnexColumn(captions.QUANTITY, 30),
    AnnexColumn("Trên tổng số", 30),
    AnnexColumn(captions.SHARE, 40),
)


def registers_annex(head: AnnexHead, figures: RegisterFigures) -> Annex:
    """Return the figures, register by register."""
    return Annex(
        stem="kiem-tra-dieu-kien",
        short=headings.INSPECTIONS_AND_MEANS,
        form="Bảng tổng hợp kiểm tra và điều kiện thực hiện",
        law="Theo các sổ theo dõi kiểm soát thủ tục hành chính của đơn vị",
        title="KIỂM TRA, TRANG THIẾT BỊ, VĂN BẢN QUY ĐỊNH, TRUYỀN THÔNG, TẬP HUẤN",
        counted_in="Đơn vị tính: cuộc, vấn đề, bộ phận, văn bản, lượt người như ghi ở từng dòng.",
        head=head,
        columns=_COLUMNS,
        rows=tuple(_rows(figures)),
    )


def _rows(now: RegisterFigures) -> Iterator[AnnexRow]:
    yield _heading("I", headings.INSPECTIONS)
    yield _plain(now, RegisterFigure.INSPECTIONS_PLANNED)
    yield _plain(now, RegisterFigure.INSPECTIONS_DONE)
    yield _plain(now, RegisterFigure.INSPECTIONS_LATE)
    yield _plain(now, RegisterFigure.FINDINGS_MADE)
    yield _plain(now, RegisterFigure.FINDINGS_MENDED)
    yield _plain(now, RegisterFigure.FINDINGS_OPEN, "Vấn đề còn phải khắc phục")
    yield _plain(now, RegisterFigure.FINDINGS_LATE)
    yield _heading("II", "Bộ phận Một cửa và trang thiết bị")
    yield _plain(now, RegisterFigure.UNITS)
    for line in now.equipment:
        yield AnnexRow((None, f"   {label(line.level)}", line.units, None, None))
    for each in EQUIPMENT:
        yield _covered(now.coverage(each))
        for line in now.equipment:
            yield _covered(now.coverage(each, line.level))
    yield _heading("III", label(RegisterKind.REGULATIONS))
    yield _plain(now, RegisterFigure.REGULATIONS)
    yield _plain(now, RegisterFigure.WITH_PROCEDURES, "   trong đó có quy định về TTHC")
    yield _plain(now, RegisterFigure.LEGAL_REGULATIONS, "Văn bản quy phạm pháp luật đã ban hành")
    yield _plain(
        now, RegisterFigure.LEGAL_WITH_PROCEDURES, "   trong đó văn bản QPPL có quy định về TTHC"
    )
    yield _plain(now, RegisterFigure.PROCEDURES, "TTHC được quy định")
    yield _heading("IV", label(RegisterKind.ACTIVITIES))
    yield _plain(now, RegisterFigure.COMMUNICATION)
    yield _plain(now, RegisterFigure.COMMUNICATION_PARTICIPANTS)
    yield _plain(now, RegisterFigure.TRAINING)
    yield _plain(now, RegisterFigure.TRAINING_PARTICIPANTS)


def _heading(number: str, words: str) -> AnnexRow:
    return AnnexRow((number, words, None, None, None), is_strong=True)


def _plain(now: RegisterFigures, figure: RegisterFigure, words: str = "") -> AnnexRow:
    title = words or REGISTER_FIGURES[figure].title
    return AnnexRow((None, title, now[figure], None, None))


def _covered(found: Coverage) -> AnnexRow:
    words = f"Có {EQUIPMENT_NAMES[found.equipment]}"
    if found.level is not None:
        words = f"   {label(found.level)} có {EQUIPMENT_NAMES[found.equipment]}"
    return AnnexRow((None, words, found.having, found.units, found.percent))


_LIST_COLUMNS: Final = (
    AnnexColumn("TT", 12, Kind.ORDINAL),
    AnnexColumn(captions.DOCUMENT_SIGN, 40, Kind.TEXT),
    AnnexColumn(captions.CONTENT, 110, Kind.TEXT),
    AnnexColumn("Nơi ban hành, nơi được kiểm tra", 70, Kind.TEXT),
    AnnexColumn(captions.TIME, 32, Kind.DAY),
    AnnexColumn(captions.NOTE, 40, Kind.TEXT),
)


def listed_annex(head: AnnexHead, figures: RegisterFigures) -> Annex:
    """Return both lists, one under the other."""
    return Annex(
        stem="danh-muc-van-ban-kiem-tra",
        short="Danh mục văn bản",
        form="Danh mục văn bản đã ban hành, kiểm tra dự kiến",
        law="Theo các sổ theo dõi kiểm soát thủ tục hành chính của đơn vị",
        title="VĂN BẢN QUY ĐỊNH ĐÃ BAN HÀNH, CUỘC KIỂM TRA DỰ KIẾN",
        counted_in="Văn bản ban hành trong kỳ; kiểm tra dự kiến trong ba tháng sau kỳ.",
        head=head,
        columns=_LIST_COLUMNS,
        rows=tuple(_list_rows(figures)),
    )


def _list_rows(figures: RegisterFigures) -> Iterator[AnnexRow]:
    yield AnnexRow(("I", None, measures.DOCUMENTS_ISSUED, None, None, None), is_strong=True)
    for number, line in enumerate(figures.issued, 1):
        legal = "văn bản QPPL" if line.is_legal else ""
        procedures = f"quy định {line.procedures} TTHC" if line.procedures else ""
        yield AnnexRow(
            (
                *(number, line.document_no, line.subject, line.issuer, line.issued_on),
                sentence(", ".join(filter(None, (legal, procedures)))),
            )
        )
    yield AnnexRow(("II", None, "Cuộc kiểm tra dự kiến", None, None, None), is_strong=True)
    for number, each in enumerate(figures.ahead, 1):
        month = sentence(month_text(each.planned_month))
        yield AnnexRow((number, each.decision_no, each.subject, each.inspected, month, None))
