"""Cỡ chữ: one number scales letters, rows, fields and paddings together."""

import re
from collections.abc import Iterator

import pytest
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from app.ui.look.fonts import BODY_PT, font
from app.ui.look.theme import apply_theme, style_sheet
from app.ui.look.tokens import LIGHT, USUAL, px, set_text_percent, text_percent
from app.ui.widgets.row_table import Column
from app.ui.widgets.table_view import ROW_HEIGHT, RowTable
from app.window_state import TextPercent


@pytest.fixture
def app(qapp: QApplication) -> Iterator[QApplication]:
    yield qapp
    set_text_percent(qapp, USUAL)
    qapp.setStyleSheet("")
    qapp.setProperty("motcua_is_dark", None)


def test_measures_are_their_own_pixels_until_another_size_is_chosen(app: QApplication) -> None:
    assert text_percent() == USUAL
    assert [px(30), px(7)] == [30, 7]


@pytest.mark.parametrize(("percent", "row", "points"), [(90, 27, 9.45), (125, 38, 13.125)])
def test_letters_and_rows_grow_together(
    app: QApplication, qtbot: QtBot, percent: TextPercent, row: int, points: float
) -> None:
    set_text_percent(app, percent)
    assert font(BODY_PT).pointSizeF() == pytest.approx(points)
    table = RowTable[str](
        [Column(title="Mã", value=str, width=100), Column(title="Tên", value=str)],
        str,
        empty_text="Không có gì.",
    )
    qtbot.addWidget(table)
    table.set_rows(["a"])
    assert table.rowHeight(0) == px(ROW_HEIGHT) == row
    assert table.columnWidth(0) == percent


def test_the_style_sheet_scales_all_but_its_lines(app: QApplication) -> None:
    set_text_percent(app, 150)
    sheet = style_sheet(LIGHT)
    assert "min-height: 45px; max-height: 45px" in sheet
    assert "font-size: 13.5pt" in sheet
    assert "border: 1px solid" in sheet
    assert not re.search(r"\d\.\d+px", sheet)


@pytest.mark.parametrize("percent", [90, 100, 110, 125, 150])
def test_a_field_has_room_for_its_letters_at_every_size(
    app: QApplication, qtbot: QtBot, percent: TextPercent
) -> None:
    set_text_percent(app, percent)
    apply_theme(app, "light")
    field = QLineEdit("Ộ")
    qtbot.addWidget(field)
    field.show()
    assert field.height() >= QFontMetrics(font(BODY_PT)).height()
