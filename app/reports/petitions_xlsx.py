"""The register of petitions as a workbook: what a list shows, people's numbers hidden likewise."""

from collections.abc import Sequence
from typing import Final

from app.outputs import OutputPlace
from app.reports.book import Cell, Look
from app.reports.export_head import ExportHead, export_head
from app.reports.unit_book import unit_book, write_unit
from app.services.container import Services
from app.services.ledger.records import Actor
from app.services.petitions.records import PetitionFilter, PetitionRow
from app.vocabulary.dossiers import Timeliness
from app.wording.labels import label
from app.wording.texts import moment_text

_TITLE: Final = "Sổ phản ánh, kiến nghị"
_MOST_ROWS: Final = 10_000
_TITLES: Final = (
    *("TT", "Số", "Năm", "Nhận lúc", "Hình thức", "Loại", "Về", "Phân loại", "Người gửi"),
    *("Điện thoại", "Địa chỉ", "Nội dung", "Hồ sơ liên quan", "Trạng thái", "Hạn", "Ghi chú"),
)
_WIDTHS: Final = (5, 12, 7, 16, 22, 12, 20, 30, 24, 14, 34, 60, 26, 24, 16, 16)
_LOOKS: Final = (
    *(Look.ORDINAL, Look.TEXT, Look.COUNT, Look.MOMENT),
    *((Look.TEXT,) * 10),
    *(Look.MOMENT, Look.TEXT),
)


def write_petitions(
    services: Services, wanted: PetitionFilter, actor: Actor, place: OutputPlace
) -> None:
    """Write the register as it is asked for. Raises NotAllowedError, StoreError."""
    found = services.petitions.list(actor, wanted, _MOST_ROWS)
    place.write(petitions_xlsx(found.rows, export_head(services, actor)))


def petitions_xlsx(rows: Sequence[PetitionRow], facts: ExportHead) -> bytes:
    """Return the workbook of `rows`, in their order."""
    book = unit_book(_TITLE, facts.unit_name, made_at=facts.made_at, is_demo=facts.is_demo)
    sheet = book.sheet("Phản ánh, kiến nghị", _WIDTHS)
    write_unit(sheet, facts.unit_name, is_demo=facts.is_demo)
    sheet.line(f"{_TITLE}, lúc {moment_text(facts.made_at)}", Look.TITLE)
    sheet.skip()
    sheet.head(_TITLES)
    sheet.filter_rows(len(rows))
    for number, row in enumerate(rows, 1):
        sheet.cells((number, *_cells(row)), _LOOKS)
    return book.finish()


def _cells(row: PetitionRow) -> tuple[Cell, ...]:
    return (
        row.number,
        row.year,
        row.received_at,
        label(row.channel),
        label(row.kind),
        label(row.about),
        label(row.petition_class) if row.petition_class else "",
        row.sender_name,
        row.sender_phone,
        row.sender_address,
        row.content,
        row.dossier_code,
        label(row.status),
        row.due_at,
        _remark(row),
    )


def _remark(row: PetitionRow) -> str:
    if row.waits_since is not None:
        return f"Chờ người gửi từ {moment_text(row.waits_since)}"
    return "Quá hạn" if row.standing is Timeliness.OVERDUE else ""
