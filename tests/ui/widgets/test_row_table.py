"""The table over frozen rows: roles, sorting, checks, and a refresh that moves nothing."""

from dataclasses import dataclass

import pytest
from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtGui import QBrush, QFont, QIcon
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from app.ui.look.fonts import font
from app.ui.look.icons import Icon
from app.ui.look.theme import current_tokens
from app.ui.look.tokens import Tone
from app.ui.widgets.row_table import ROW_ROLE, SORT_ROLE, TABULAR_ROLE, Column, RowTableModel, over
from app.ui.widgets.table_view import ROW_HEIGHT, RowTable


@dataclass(frozen=True, slots=True)
class Paper:
    code: int
    name: str
    days: int = 0


PAPERS = [Paper(1, "Tờ khai", 5), Paper(2, "Giấy chứng sinh", -2), Paper(3, "Hộ khẩu", 1)]


def _late(paper: Paper) -> bool:
    return paper.days < 0


COLUMNS: list[Column[Paper]] = [
    Column(title="Tên", value=lambda paper: paper.name),
    Column(
        title="Còn",
        value=lambda paper: f"{paper.days} ngày",
        sort_key=lambda paper: paper.days,
        is_right=True,
        figures=True,
        width=90,
        tip=lambda paper: "<b>Quá hạn</b>" if _late(paper) else "Trong hạn",
        tone=lambda paper: Tone.LATE if _late(paper) else Tone.STRONG,
        icon=lambda paper: Icon.LATE if _late(paper) else None,
    ),
]


def a_model(*, is_checkable: bool = False) -> RowTableModel[Paper]:
    model = RowTableModel[Paper](COLUMNS, lambda paper: paper.code, is_checkable=is_checkable)
    model.set_rows(PAPERS)
    return model


@pytest.fixture
def table(qtbot: QtBot) -> RowTable[Paper]:
    table = RowTable(COLUMNS, lambda paper: paper.code, empty_text="Chưa có giấy tờ nào.")
    qtbot.addWidget(table)
    table.resize(400, 200)
    table.set_rows(PAPERS)
    table.show()
    return table


def _names(model: QAbstractItemModel) -> list[str]:
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def test_the_model_keeps_qt_s_promises(qtmodeltester: ModelTester) -> None:
    model = a_model(is_checkable=True)
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]
    model.sort(1)
    model.set_rows(PAPERS[:1])
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]


def test_roles_say_what_the_columns_say(qapp: object) -> None:
    model = a_model()
    plain, late = model.index(0, 1), model.index(1, 1)
    role = Qt.ItemDataRole
    assert late.data() == "-2 ngày"
    assert late.data(SORT_ROLE) == -2
    assert late.data(ROW_ROLE) is PAPERS[1]
    assert late.data(TABULAR_ROLE) is True
    assert late.data(role.TextAlignmentRole) & Qt.AlignmentFlag.AlignRight
    assert late.data(role.ToolTipRole) == "<qt>&lt;b&gt;Quá hạn&lt;/b&gt;</qt>"
    brush = late.data(role.ForegroundRole)
    assert isinstance(brush, QBrush)
    assert brush.color().name().upper() == current_tokens().late
    assert isinstance(late.data(role.DecorationRole), QIcon)
    assert plain.data(role.DecorationRole) is None
    assert plain.data(role.FontRole).weight() == QFont.Weight.DemiBold
    assert model.index(0, 0).data(role.TextAlignmentRole) & Qt.AlignmentFlag.AlignLeft
    assert model.headerData(1, Qt.Orientation.Horizontal) == "Còn"


def test_sorting_uses_the_sort_key_and_stays_after_new_rows() -> None:
    model = a_model()
    model.sort(1, Qt.SortOrder.AscendingOrder)
    assert _names(model) == ["Giấy chứng sinh", "Hộ khẩu", "Tờ khai"]
    model.sort(1, Qt.SortOrder.DescendingOrder)
    model.set_rows([*PAPERS, Paper(4, "Ảnh", 9)])
    assert _names(model) == ["Ảnh", "Tờ khai", "Hộ khẩu", "Giấy chứng sinh"]
    model.sort(-1)
    assert _names(model) == ["Tờ khai", "Giấy chứng sinh", "Hộ khẩu", "Ảnh"]


def test_checks_follow_their_rows_and_leave_with_them() -> None:
    model = a_model(is_checkable=True)
    model.setData(model.index(1, 0), Qt.CheckState.Checked, Qt.ItemDataRole.CheckStateRole)
    model.set_checked([PAPERS[2]])
    model.sort(0)
    assert model.checked_rows() == (PAPERS[1], PAPERS[2])
    model.set_rows(PAPERS[:2])
    assert model.checked_rows() == (PAPERS[1],)
    model.set_rows(PAPERS)
    assert model.checked_rows() == (PAPERS[1],)


def test_a_table_without_checks_takes_none() -> None:
    model = a_model()
    index = model.index(0, 0)
    assert index.data(Qt.ItemDataRole.CheckStateRole) is None
    assert not model.setData(index, Qt.CheckState.Checked, Qt.ItemDataRole.CheckStateRole)


def test_enter_and_double_click_activate_the_row(qtbot: QtBot, table: RowTable[Paper]) -> None:
    seen: list[Paper] = []
    table.row_activated.connect(seen.append)
    table.go_to(3)
    QTest.keyClick(table, Qt.Key.Key_Return)
    place = table.visualRect(table.rows_model.index(0, 0)).center()
    left = Qt.MouseButton.LeftButton
    QTest.mouseClick(table.viewport(), left, pos=place)
    QTest.mouseDClick(table.viewport(), left, pos=place)
    assert seen == [PAPERS[2], PAPERS[0]]


def test_ctrl_enter_is_left_to_the_page(qtbot: QtBot, table: RowTable[Paper]) -> None:
    table.go_to(1)
    with qtbot.assertNotEmitted(table.row_activated):
        QTest.keyClick(table, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def test_a_refresh_keeps_selection_current_row_and_scrolling(table: RowTable[Paper]) -> None:
    many = [Paper(number, f"Giấy {number}") for number in range(100)]
    table.set_rows(many)
    table.go_to(60)
    table.set_rows([paper for paper in many if paper.code % 2 == 0])
    assert table.selected_rows() == (many[60],)
    assert table.current_row() == many[60]
    assert table.verticalScrollBar().value() > 0


def test_a_refresh_of_as_many_rows_does_not_scroll(table: RowTable[Paper]) -> None:
    table.set_rows([Paper(number, f"Giấy {number}") for number in range(100)])
    table.verticalScrollBar().setValue(777)
    table.set_rows([Paper(number, f"Tờ {number}") for number in range(100)])
    assert table.verticalScrollBar().value() == 777


def test_a_row_that_left_is_no_longer_selected(table: RowTable[Paper]) -> None:
    table.go_to(2)
    table.set_rows([PAPERS[0], PAPERS[2]])
    assert table.selected_rows() == ()
    assert not table.go_to(2)


def test_sorting_takes_the_selection_along(table: RowTable[Paper]) -> None:
    table.go_to(2)
    table.sortByColumn(1, Qt.SortOrder.AscendingOrder)
    assert _names(table.rows_model)[0] == "Giấy chứng sinh"
    assert table.selected_rows() == (PAPERS[1],)
    assert table.current_row() == PAPERS[1]


def test_rows_are_thirty_pixels_and_tab_leaves(table: RowTable[Paper]) -> None:
    assert {table.rowHeight(row) for row in range(3)} == {ROW_HEIGHT} == {30}
    assert not table.tabKeyNavigation()


def test_space_checks_and_unchecks_the_selected_rows(qtbot: QtBot) -> None:
    table = RowTable(COLUMNS, lambda paper: paper.code, empty_text="–", is_checkable=True)
    qtbot.addWidget(table)
    table.set_rows(PAPERS)
    table.selectAll()
    with qtbot.waitSignal(table.rows_model.checks_changed):
        QTest.keyClick(table, Qt.Key.Key_Space)
    assert table.checked_rows() == tuple(PAPERS)
    QTest.keyClick(table, Qt.Key.Key_Space)
    assert table.checked_rows() == ()


def test_an_empty_table_says_what_would_be_here(qtbot: QtBot, table: RowTable[Paper]) -> None:
    full = table.grab().toImage()
    table.set_rows([])
    empty = table.grab().toImage()
    table.set_empty_text("")
    assert empty != full
    assert empty != table.grab().toImage()


def _last_inked(table: RowTable[Paper]) -> int:
    image = table.viewport().grab().toImage()
    ground = image.pixel(image.width() - 20, ROW_HEIGHT // 2)
    return max(
        x
        for x in range(image.width() - 20)
        if any(image.pixel(x, y) != ground for y in range(6, ROW_HEIGHT - 6))
    )


def test_figures_stand_under_one_another(qtbot: QtBot) -> None:
    """What follows the digits stands at the same place whatever the digits are."""
    ends: dict[bool, list[int]] = {}
    for figures in (True, False):
        column = Column[Paper](title="Số", value=lambda paper: paper.name, figures=figures)
        table = RowTable([column], lambda paper: paper.code, empty_text="–")
        qtbot.addWidget(table)
        table.setFont(font())
        table.resize(300, 140)
        table.show()
        ends[figures] = []
        for text in ("1111H", "0000H"):
            table.set_rows([Paper(1, text)])
            ends[figures].append(_last_inked(table))
    assert abs(ends[True][0] - ends[True][1]) <= 1
    assert abs(ends[False][0] - ends[False][1]) > 8


def test_figures_that_do_not_fit_end_in_dots_and_not_in_half_a_word(qtbot: QtBot) -> None:
    column = Column[Paper](title="Số", value=lambda paper: paper.name, figures=True, width=100)
    table = RowTable([column], lambda paper: paper.code, empty_text="–")
    qtbot.addWidget(table)
    table.setFont(font())
    table.resize(300, 140)
    table.show()
    images = []
    for text in ("1523-MẪU/QĐ-UBND", "1523-MẪU/QĐ-UBNDHHHH", "1523"):
        table.set_rows([Paper(1, text)])
        images.append(table.viewport().grab().toImage())
    assert images[0] == images[1]
    assert images[0] != images[2]


def test_a_column_of_a_part_shows_it_in_rows_that_hold_one() -> None:
    column: Column[tuple[Paper, str]] = over(COLUMNS[1], lambda pair: pair[0])
    model = RowTableModel[tuple[Paper, str]]([column], lambda pair: pair[0].code)
    model.set_rows([(paper, "") for paper in PAPERS])
    own = RowTableModel[Paper]([COLUMNS[1]], lambda paper: paper.code)
    own.set_rows(PAPERS)
    roles = (
        *(Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.TextAlignmentRole),
        *(Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.ForegroundRole, SORT_ROLE, TABULAR_ROLE),
    )
    for place in range(len(PAPERS)):
        for role in roles:
            assert model.index(place, 0).data(role) == own.index(place, 0).data(role), role


def test_tab_into_a_list_selects_the_row_that_space_then_checks(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    before = QLineEdit()
    table = RowTable(COLUMNS, lambda paper: paper.code, empty_text="", is_checkable=True)
    rows = QVBoxLayout(page)
    rows.addWidget(before)
    rows.addWidget(table)
    table.set_rows(PAPERS[:1])
    page.show()
    page.activateWindow()
    before.setFocus()
    qtbot.waitUntil(before.hasFocus)
    QTest.keyClick(before, Qt.Key.Key_Tab)
    assert table.selected_rows() == (PAPERS[0],)
    QTest.keyClick(table, Qt.Key.Key_Space)
    assert table.checked_rows() == (PAPERS[0],)
