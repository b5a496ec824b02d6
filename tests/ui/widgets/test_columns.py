"""Makers of table columns: what reads a row, the tip, and how digits stand."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.ui.widgets.columns import digits_column, number_column, plain_column, text_column

if TYPE_CHECKING:
    from app.ui.widgets.row_table import Column


@dataclass(frozen=True)
class _Unit:
    name: str


@dataclass(frozen=True)
class _Row:
    unit: _Unit
    count: int = 12


_ROW = _Row(_Unit("Phường Thử"))


def test_a_value_is_an_attribute_by_name_or_what_reads_the_row() -> None:
    named: Column[_Row] = plain_column("Đơn vị", "unit.name", 80)
    read: Column[_Row] = plain_column("Số", lambda row: f"{row.count} tờ")

    assert (named.title, named.width, named.value(_ROW)) == ("Đơn vị", 80, "Phường Thử")
    assert (read.width, read.value(_ROW)) == (0, "12 tờ")
    assert named.tip is read.tip is None


def test_the_tip_of_a_text_is_the_whole_text_where_none_is_given() -> None:
    whole: Column[_Row] = text_column("Đơn vị", "unit.name")
    told: Column[_Row] = text_column("Đơn vị", "unit.name", tip=lambda row: str(row.count))

    assert whole.tip is not None
    assert whole.tip(_ROW) == "Phường Thử"
    assert told.tip is not None
    assert told.tip(_ROW) == "12"


def test_digits_stand_under_one_another_and_numbers_to_the_right() -> None:
    digits: Column[_Row] = digits_column("Mã", "unit.name")
    number: Column[_Row] = number_column("Số", lambda row: str(row.count))

    assert (digits.figures, digits.is_right) == (True, False)
    assert (number.figures, number.is_right) == (True, True)
