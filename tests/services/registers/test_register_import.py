"""A file goes into a register whole or not at all, and says which row is wrong and why."""

from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import Workbook

from app.errors import InvalidInputError
from app.models.database import Database
from app.services.fields import Given
from app.services.ledger.records import Actor
from app.services.ledger.transactions import Transactions
from app.services.registers.definitions import REGISTERS
from app.services.registers.records import EntryQuery, RefusedRow
from app.services.registers.registers import Registers
from app.services.registers.writing import MOST_ROWS
from app.vocabulary.reports import RegisterKind
from tests.harness.register_entries import TYPED, csv_of
from tests.services.store_builders import logged_acts

_UNITS = RegisterKind.ONE_STOP_UNITS
_ACTIVITIES = RegisterKind.ACTIVITIES


@pytest.fixture
def registers(tx: Transactions) -> Registers:
    return Registers(tx)


def _file(tmp_path: Path, *changes: dict[str, Given]) -> Path:
    path = tmp_path / "hoat-dong.csv"
    lines = ({**TYPED[_ACTIVITIES], **change} for change in changes)
    path.write_text(csv_of(_ACTIVITIES, *lines), encoding="utf-8")
    return path


def test_a_csv_goes_in_with_an_entry_for_each_row(
    registers: Registers, admin: Actor, tmp_path: Path, database: Database
) -> None:
    path = _file(tmp_path, {"place": "A"}, {"place": "B", "participants": "1.000"})
    taken = registers.take_in(admin, _ACTIVITIES, path)
    assert (taken.added, taken.refused) == (2, ())
    listed = registers.entries(admin, _ACTIVITIES, EntryQuery()).entries
    assert [one.values["place"] for one in listed] == ["B", "A"]
    assert listed[0].values["participants"] == 1000
    assert logged_acts(database)[-3:] == ["register_added", "register_added", "register_imported"]


def test_a_workbook_goes_in_by_the_titles_of_its_columns(
    registers: Registers, admin: Actor, tmp_path: Path
) -> None:
    """Titles below a heading line, columns of others between, dates and numbers as cells."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Danh sách Bộ phận Một cửa các cấp"])
    titles = [one.title for one in REGISTERS[_UNITS].fields]
    sheet.append(["TT", *titles, "Người nhập"])
    started = datetime(2025, 7, 1)  # noqa: DTZ001 - a cell knows no zone
    cells = ["Bộ phận Một cửa xã Tân", "Cấp xã", started, None, 2, 1, 0, 3, 0, None]
    sheet.append([1, *cells, "Lan"])
    path = tmp_path / "mot-cua.xlsx"
    book.save(path)
    assert registers.take_in(admin, _UNITS, path).added == 1
    values = registers.entry(admin, _UNITS, 1).values
    assert (values["cameras"], values["scanners"], values["valid_to"]) == (2, 3, None)


def test_one_wrong_row_and_nothing_goes_in(
    registers: Registers, admin: Actor, tmp_path: Path
) -> None:
    path = _file(tmp_path, {"place": "A"}, {"held_on": "31/02/2026"}, {"place": "A"}, {"kind": ""})
    taken = registers.take_in(admin, _ACTIVITIES, path)
    assert taken.added == 0
    assert [(one.row, one.field) for one in taken.refused] == [
        (3, "held_on"),
        (4, "subject"),
        (5, "kind"),
    ]
    assert taken.refused[0] == RefusedRow(
        3, "held_on", "Không có ngày 31/02/2026. Hãy xem lại trên văn bản."
    )
    assert registers.entries(admin, _ACTIVITIES, EntryQuery()).total == 0
    assert registers.add(admin, _ACTIVITIES, TYPED[_ACTIVITIES]).number == 1


def test_the_same_file_twice_adds_nothing(
    registers: Registers, admin: Actor, tmp_path: Path
) -> None:
    path = _file(tmp_path, {"place": "A"}, {"place": "B"})
    registers.take_in(admin, _ACTIVITIES, path)
    again = registers.take_in(admin, _ACTIVITIES, path)
    assert (again.added, len(again.refused)) == (0, 2)
    assert "đã có ở mục số 1" in again.refused[0].message
    assert registers.entries(admin, _ACTIVITIES, EntryQuery()).total == 2


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.csv", "held_on;kind\n10/11/2026;training\n", "Tệp thiếu cột"),
        ("a.csv", csv_of(_ACTIVITIES), "không có dòng nào"),
        ("a.csv", csv_of(_ACTIVITIES) + "x;x;x;x;x;x\n" * (MOST_ROWS + 1), "hơn 5.000 dòng"),
        ("a.csv", "", "rỗng"),
        ("a.docx", "held_on", "Hãy dùng tệp .xlsx hoặc .csv"),
        ("a.xlsx", "held_on", "không khớp với đuôi"),
    ],
)
def test_a_file_that_is_none_of_a_register_is_refused_as_a_whole(
    registers: Registers, admin: Actor, tmp_path: Path, name: str, content: str, said: str
) -> None:
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    with pytest.raises(InvalidInputError, match=said) as refused:
        registers.take_in(admin, _ACTIVITIES, path)
    assert refused.value.field == "file"
