"""Fields, their problems, and the way Enter goes through a form."""

from datetime import date

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QInputMethodEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from app.errors import InvalidInputError
from app.ui.widgets.forms import ProblemBoard
from app.ui.widgets.inputs import (
    ComboBox,
    DateEdit,
    DigitsEdit,
    MoneyEdit,
    SpinBox,
    TypedDate,
    parse_date,
)

TODAY = date(2026, 11, 23)


class Form(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.board = ProblemBoard(self)
        self.owner_id = DigitsEdit(12)
        self.name = QLineEdit()
        self.sets = SpinBox()
        self.posted = QCheckBox("Gửi bưu chính")
        self.note = QPlainTextEdit()
        self.save = QPushButton("Lưu")
        rows = QVBoxLayout(self)
        rows.addWidget(self.board.add("owner_id", "&Số căn cước", self.owner_id))
        rows.addWidget(self.board.add("owner_name", "Họ và tên", self.name))
        rows.addWidget(self.board.add("sets", "Số bộ", self.sets))
        rows.addWidget(self.posted)
        rows.addWidget(self.board.add("note", "Ghi chú", self.note))
        rows.addWidget(self.save)
        self.board.follow(self.posted)


@pytest.fixture
def form(qtbot: QtBot) -> Form:
    form = Form()
    qtbot.addWidget(form)
    form.show()
    QTest.qWaitForWindowActive(form)
    form.owner_id.setFocus()
    return form


def _press(key: Qt.Key) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, key)


def test_enter_goes_from_field_to_field_and_stays_in_the_note(form: Form) -> None:
    way = []
    for _ in range(5):
        way.append(QApplication.focusWidget())
        _press(Qt.Key.Key_Return)
    assert way == [form.owner_id, form.name, form.sets, form.posted, form.note]
    assert QApplication.focusWidget() is form.note
    assert form.note.toPlainText() == "\n"
    _press(Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is form.save


def test_enter_skips_what_is_disabled(form: Form) -> None:
    form.name.setEnabled(False)
    _press(Qt.Key.Key_Enter)
    assert QApplication.focusWidget() is form.sets


def test_ctrl_enter_does_not_move(form: Form) -> None:
    QTest.keyClick(form.owner_id, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.focusWidget() is form.owner_id


def test_problems_stand_at_their_fields_and_the_first_has_the_focus(form: Form) -> None:
    form.note.setFocus()
    form.board.show_problems({"sets": "Ít nhất 1 bộ.", "owner_name": "Hãy nhập họ tên."})
    assert form.board.box("owner_name").problem == "Hãy nhập họ tên."
    assert form.board.box("sets").problem == "Ít nhất 1 bộ."
    assert QApplication.focusWidget() is form.name
    assert form.name.accessibleDescription() == "Hãy nhập họ tên."
    form.board.clear_problems()
    assert form.board.box("owner_name").problem == ""


def test_a_problem_moves_nothing(form: Form) -> None:
    before = [form.board.box(name).geometry() for name in ("owner_id", "owner_name", "sets")]
    form.board.show_problem("owner_name", "Hãy nhập họ và tên như trên giấy tờ. " * 8)
    QApplication.processEvents()
    after = [form.board.box(name).geometry() for name in ("owner_id", "owner_name", "sets")]
    assert after == before


def test_typing_takes_the_problem_away(form: Form) -> None:
    form.board.show_problems({"owner_name": "Hãy nhập họ tên.", "sets": "Ít nhất 1 bộ."})
    QTest.keyClicks(form.name, "A")
    form.sets.setValue(2)
    assert form.board.box("owner_name").problem == ""
    assert form.board.box("sets").problem == ""


def test_an_input_error_finds_its_field(form: Form) -> None:
    assert form.board.take(InvalidInputError("owner_id", "Cần 12 chữ số."))
    assert form.board.box("owner_id").problem == "Cần 12 chữ số."
    assert not form.board.take(InvalidInputError("case", "Hãy chọn trường hợp."))


def test_a_label_leads_to_its_field(form: Form) -> None:
    box = form.board.box("owner_id")
    assert box.title.buddy() is form.owner_id
    assert form.owner_id.accessibleName() == "Số căn cước"


def test_digits_drop_everything_else_and_keep_the_cursor(form: Form) -> None:
    field = form.owner_id
    QApplication.clipboard().setText("0721 8500-1234xyz99")
    field.paste()
    assert field.value() == "072185001234"
    field.setCursorPosition(2)
    QTest.keyClicks(field, "a")
    assert (field.value(), field.cursorPosition()) == ("072185001234", 2)
    assert not field.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)


def test_money_shows_thousands_while_typing(qtbot: QtBot) -> None:
    field = MoneyEdit()
    qtbot.addWidget(field)
    QTest.keyClicks(field, "1250000")
    assert (field.text(), field.value()) == ("1.250.000", 1_250_000)
    field.setCursorPosition(1)
    QTest.keyClicks(field, "3")
    assert (field.text(), field.cursorPosition()) == ("13.250.000", 2)
    field.set_value(8000)
    assert field.text() == "8.000"
    field.clear()
    assert field.value() == 0


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("14031985", date(1985, 3, 14)),
        ("14/3/1985", date(1985, 3, 14)),
        (" 14-03-1985 ", date(1985, 3, 14)),
        ("14.3.85", date(1985, 3, 14)),
        ("14 3 1985", date(1985, 3, 14)),
        ("140385", date(1985, 3, 14)),
        ("1/1/26", date(2026, 1, 1)),
        ("1/1/27", date(1927, 1, 1)),
        ("29022024", date(2024, 2, 29)),
    ],
)
def test_a_date_is_read_as_people_type_it(typed: str, day: date) -> None:
    assert parse_date(typed, TODAY) == TypedDate(day.year, day)


@pytest.mark.parametrize(
    ("typed", "part"),
    [
        ("29/02/2023", "29/02/2023"),
        ("31041985", "31/04/1985"),
        ("14/3", "ngày tháng năm"),
        ("1948", "ngày tháng năm"),
        ("14/3/1985x", "ngày tháng năm"),
        ("14/3/198", "ngày tháng năm"),
        ("99999999999999999999/3/1985", "ngày tháng năm"),
        ("14/3/1885", "1885"),
        ("mai", "ngày tháng năm"),
    ],
)
def test_a_date_that_is_none_gets_a_sentence(typed: str, part: str) -> None:
    with pytest.raises(ValueError, match=part):
        parse_date(typed, TODAY)


def test_the_year_alone_is_enough_for_old_papers() -> None:
    assert parse_date("1948", TODAY, year_alone=True) == TypedDate(1948)
    with pytest.raises(ValueError, match="1848"):
        parse_date("1848", TODAY, year_alone=True)


def test_a_date_field_is_tidied_when_left(form: Form) -> None:
    field = DateEdit(lambda: TODAY, parent=form)
    field.show()
    field.setFocus()
    QTest.keyClicks(field, "14031985")
    assert field.text() == "14031985"
    form.name.setFocus()
    assert field.text() == "14/03/1985"
    assert field.value() == date(1985, 3, 14)
    field.setFocus()
    field.setText("31/2/2020")
    form.name.setFocus()
    assert field.text() == "31/2/2020"
    with pytest.raises(ValueError, match="31/02/2020"):
        field.value()
    field.set_value(None)
    assert field.value() is None


def test_the_wheel_changes_no_value(qtbot: QtBot) -> None:
    combo, spin = ComboBox(), SpinBox()
    combo.addItems(["Tại quầy", "Trực tuyến"])
    spin.setValue(5)
    for field in (combo, spin):
        qtbot.addWidget(field)
        field.show()
        field.setFocus()
        turn = QWheelEvent(
            QPointF(5, 5),
            QPointF(5, 5),
            QPoint(),
            QPoint(0, -120),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(field, turn)
    assert (combo.currentIndex(), spin.value()) == (0, 5)


def test_a_word_being_composed_can_be_committed_by_the_system(form: Form) -> None:
    form.name.setFocus()
    composing = QInputMethodEvent("Trần", [])
    QApplication.sendEvent(form.name, composing)
    assert form.name.text() == ""
    done = QInputMethodEvent()
    done.setCommitString("Trần")
    QApplication.sendEvent(form.name, done)
    assert form.name.text() == "Trần"
