"""A decision's procedures from a file or from the catalogue: what is read, what is refused."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import xlsxwriter

from app.errors import InvalidInputError
from app.models.catalogue import Procedure, ProcedureVersion
from app.models.database import Database
from app.services.ledger.records import Actor
from app.services.publishing.publishing import Publishing
from app.services.publishing.records import ItemDraft
from app.vocabulary.catalogue import Liaison, PublishedEffect
from app.vocabulary.office import Level
from tests.services.publishing.builders import LABOUR, a_draft, an_item

_HEAD = (
    "Mã thủ tục;Tên TTHC;Cấp;Lĩnh vực;Cơ quan;Nội dung;Một cửa;Liên thông;Quy trình nội bộ;"
    "Ngày quy trình nội bộ"
)


def _a_csv(folder: Path, *lines: str, head: str = _HEAD) -> Path:
    path = folder / "tthc.csv"
    path.write_text("\n".join((head, *lines)), encoding="utf-8")
    return path


def _in_the_catalogue(database: Database, code: str, decision: str, level: Level) -> None:
    with database.write() as session:
        version = ProcedureVersion(
            number=1,
            valid_from=datetime(2020, 1, 1, tzinfo=UTC),
            valid_to=None,
            name=f"Tên của {code}",
            search_text="",
            field="Việc làm",
            level=level,
            decision=decision,
        )
        session.add(Procedure(code=code, versions=[version]))


def test_every_column_is_read(publishing: Publishing, admin: Actor, tmp_path: Path) -> None:
    path = _a_csv(
        tmp_path,
        "1.001;Thủ tục một;Cấp tỉnh;Việc làm;Sở Nội vụ;Sửa đổi;Không;Khác cấp;5/QĐ;02/05/2019",
        "1.002;Thủ tục hai;xã;;;;;;;",
    )
    read = publishing.read_items(admin, path)
    assert read.refused == ()
    assert read.items == (
        ItemDraft(
            code="1.001",
            name="Thủ tục một",
            level=Level.PROVINCE,
            field="Việc làm",
            agency_name="Sở Nội vụ",
            effect=PublishedEffect.AMENDED,
            at_centre=False,
            liaison=Liaison.ACROSS_LEVELS,
            process_number="5/QĐ",
            process_date=date(2019, 5, 2),
        ),
        ItemDraft(code="1.002", name="Thủ tục hai", level=Level.COMMUNE),
    )


def test_a_workbook_is_read_under_its_title(
    publishing: Publishing, admin: Actor, tmp_path: Path
) -> None:
    path = tmp_path / "tthc.xlsx"
    rows: list[list[object]] = [
        ["DANH MỤC"],
        ["Mã TTHC", "Tên TTHC", "Cấp"],
        [1.00119, "Thủ tục", "huyện"],
    ]
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    (item,) = publishing.read_items(admin, path).items
    assert (item.code, item.level) == ("1.001190", Level.DISTRICT)


def test_what_a_row_leaves_out_is_known_by_its_code(
    publishing: Publishing, admin: Actor, database: Database, tmp_path: Path
) -> None:
    _in_the_catalogue(database, "1.001", "", Level.COMMUNE)
    publishing.enter(admin, a_draft("1/QĐ", an_item("2.002", Level.DISTRICT)))
    path = _a_csv(tmp_path, "1.001", "2.002", head="Mã số")
    first, second = publishing.read_items(admin, path).items
    assert (first.name, first.level, first.field) == ("Tên của 1.001", Level.COMMUNE, "Việc làm")
    assert (second.name, second.level) == ("Thủ tục 2.002", Level.DISTRICT)
    assert second.agency_name == LABOUR


_REFUSED: dict[str, tuple[str, str]] = {
    "no code": (";Thủ tục;xã;;;;;;;", "Chưa có mã thủ tục"),
    "no name": ("1.001;;xã;;;;;;;", "chưa có tên"),
    "no level": ("1.001;Thủ tục;;;;;;;;", "Cấp còn trống"),
    "a ministry's": ("1.001;Thủ tục;bộ;;;;;;;", "ghi cấp bộ"),
    "another level": ("1.001;Thủ tục;làng;;;;;;;", "Cấp “làng” không dùng được"),
    "another effect": ("1.001;Thủ tục;xã;;;Hủy;;;;", "Cột “Nội dung” ghi “Hủy”"),
    "another answer": ("1.001;Thủ tục;xã;;;;lúc có;;;", "Hãy nhập một trong: có, không"),
    "another liên thông": ("1.001;Thủ tục;xã;;;;;nhiều;;", "cùng cấp, các cấp"),
    "no date": ("1.001;Thủ tục;xã;;;;;;5/QĐ;hôm qua", "không phải là ngày"),
    "a date alone": ("1.001;Thủ tục;xã;;;;;;;02/05/2019", "cần cả số và ngày"),
    "the same code again": ("0.009;Thủ tục;xã;;;;;;;", "đã có ở dòng 2 của tệp"),
}


@pytest.mark.parametrize("case", _REFUSED)
def test_a_row_that_cannot_be_is_told_with_its_number(
    still: tuple[Publishing, Actor], tmp_path: Path, case: str
) -> None:
    publishing, admin = still
    line, said = _REFUSED[case]
    read = publishing.read_items(admin, _a_csv(tmp_path, "0.009;Tốt;xã;;;;;;;", line))
    (refused,) = read.refused
    assert (refused.row, said in refused.reason) == (3, True)
    assert [item.code for item in read.items] == ["0.009"]


@pytest.mark.parametrize(
    ("lines", "head", "said"),
    [
        (["Thủ tục;xã"], "Tên TTHC;Cấp", "Tệp thiếu cột mã thủ tục"),
        ([], _HEAD, "không có dòng nào"),
    ],
)
def test_a_file_without_procedures_is_refused(
    still: tuple[Publishing, Actor], tmp_path: Path, lines: list[str], head: str, said: str
) -> None:
    publishing, admin = still
    with pytest.raises(InvalidInputError, match=said):
        publishing.read_items(admin, _a_csv(tmp_path, *lines, head=head))


def test_a_file_that_is_no_table_is_refused(
    publishing: Publishing, admin: Actor, tmp_path: Path
) -> None:
    path = tmp_path / "tthc.pdf"
    path.write_bytes(b"%PDF-1.7")
    with pytest.raises(InvalidInputError, match=r"Hãy dùng tệp \.xlsx hoặc \.csv"):
        publishing.read_items(admin, path)


def test_the_catalogue_gives_the_procedures_of_a_decision(
    publishing: Publishing, admin: Actor, database: Database
) -> None:
    _in_the_catalogue(database, "1.001", "800/QĐ-UBND ngày 04/04/2019", Level.COMMUNE)
    _in_the_catalogue(database, "1.002", "QĐ 800/QĐ-UBND", Level.PROVINCE)
    _in_the_catalogue(database, "1.003", "1800/QĐ-UBND", Level.PROVINCE)
    _in_the_catalogue(database, "1.004", "800/QĐ-UBNDX", Level.PROVINCE)
    _in_the_catalogue(database, "1.005", "800/QĐ-UBND", Level.MINISTRY)
    found = publishing.from_catalogue(admin, " 800/qđ-ubnd ")
    assert [item.code for item in found] == ["1.001", "1.002"]
    with pytest.raises(InvalidInputError, match="Danh mục chưa có thủ tục nào ghi quyết định 9/QĐ"):
        publishing.from_catalogue(admin, "9/QĐ")
    with pytest.raises(InvalidInputError, match="Chưa có số quyết định"):
        publishing.from_catalogue(admin, "")
