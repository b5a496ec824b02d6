"""The register of petitions as a workbook: what stands in it, and nothing in it is a formula."""

from dataclasses import replace
from datetime import timedelta
from io import BytesIO

from openpyxl import load_workbook

from app.reports.book import ExportHead
from app.reports.petitions_xlsx import petitions_xlsx
from app.services.petitions.records import PetitionRow
from app.vocabulary.dossiers import Timeliness
from app.vocabulary.petitions import (
    PetitionAbout,
    PetitionChannel,
    PetitionClass,
    PetitionKind,
    PetitionStatus,
)
from tests.services.store_builders import MONDAY_MORNING

_SHEET = ExportHead(unit_name="UBND xã An Thử", made_at=MONDAY_MORNING, is_demo=True)
_ROW = PetitionRow(
    petition_id=1,
    number="12/PAKN",
    year=2026,
    received_at=MONDAY_MORNING,
    channel=PetitionChannel.PHONE,
    kind=PetitionKind.FEEDBACK,
    about=PetitionAbout.CONDUCT,
    petition_class=PetitionClass.CONDUCT,
    status=PetitionStatus.TO_FORWARD,
    sender_name="=HYPERLINK(1)",
    sender_phone="*******321",
    sender_address="***, xã An Thử",
    content="Chậm trả kết quả",
    dossier_code="000.00.15.H53-261123-0001",
    due_at=MONDAY_MORNING + timedelta(days=8),
    standing=Timeliness.OVERDUE,
    waits_since=None,
    is_open=True,
)


def test_each_petition_is_a_line_with_its_standing_in_words() -> None:
    waiting = replace(
        _ROW, number="13/PAKN", petition_class=None, due_at=None, waits_since=MONDAY_MORNING
    )
    content = petitions_xlsx((_ROW, waiting), _SHEET)
    sheet = load_workbook(BytesIO(content)).active
    assert sheet is not None
    lines = [[cell.value for cell in row] for row in sheet.iter_rows()]
    texts = [str(line[0]) for line in lines]
    assert texts[:3] == [
        "UBND xã An Thử",
        "DỮ LIỆU THỬ",
        "Sổ phản ánh, kiến nghị, lúc 23/11/2026 09:00",
    ]
    head = next(line for line in lines if line[0] == "TT")
    first, second = (dict(zip(head, line, strict=True)) for line in lines[-2:])
    assert (first["Số"], first["Năm"], first["Hình thức"]) == ("12/PAKN", 2026, "Điện thoại")
    assert first["Phân loại"] == "Hành vi chậm trễ, gây phiền hà, làm sai"
    assert (first["Điện thoại"], first["Ghi chú"]) == ("*******321", "Quá hạn")
    assert second["Ghi chú"] == "Chờ người gửi từ 23/11/2026 09:00"
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
