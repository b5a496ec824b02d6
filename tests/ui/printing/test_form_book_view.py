"""Đã cấp: what was issued is found by kind, day, number or person, seen and printed again."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from app.services.forms.issuing import next_number, store_form
from app.services.forms.notice_records import GuideSlipData, Letterhead
from app.services.ledger.rights import Right
from app.ui.printing.form_book_view import FormBookView
from app.ui.printing.print_list import PrintList
from app.vocabulary.forms import FormKind
from tests.ui.contexts import services_of
from tests.ui.inline import InlineTasks
from tests.ui.printing.conftest import Press
from tests.ui.printing.test_print_list import paper_context


@pytest.fixture
def window_list(press: Press, window: QWidget, tasks: InlineTasks, qtbot: QtBot) -> PrintList:
    context = paper_context(press, tasks)
    made = PrintList(context, services_of(press.counter), window)
    made.open_list()
    qtbot.waitUntil(made.isActiveWindow)
    return made


@pytest.fixture
def view(press: Press, window_list: PrintList) -> FormBookView:
    """The book of two receipts and a slip, in front."""
    code = press.counter.code("Nguyễn Thị Ánh")
    press.counter.time.advance(timedelta(minutes=1))
    press.counter.code("Trần Văn Bình")
    press.counter.handoffs.send(press.counter.officer, press.counter.economy, [code])
    window_list.tabs.setCurrentWidget(window_list.book)
    return window_list.book


def rows(view: FormBookView) -> list[str]:
    return [line.number for line in view.table.rows_model.rows]


def texts(view: FormBookView, row: int) -> list[str]:
    model = view.table.rows_model
    return [str(model.index(row, column).data()) for column in range(model.columnCount())]


def look_for(view: FormBookView, words: str) -> None:
    view.words.setText(words)
    QTest.keyClick(view.words, Qt.Key.Key_Return)


def test_the_tab_lists_what_was_issued_newest_first(view: FormBookView) -> None:
    assert rows(view) == ["1/PBG", "2/TNHS", "1/TNHS"]
    assert view.summary.text() == "3 giấy, mới nhất trước"
    assert texts(view, 2) == [
        "1/TNHS",
        "Giấy tiếp nhận và hẹn trả",
        "Nguyễn Thị Ánh · 000.00.15.H53-261123-0001",
        "23/11/2026 09:00",
        "1",
        "Chờ in",
    ]
    assert view.words.hasFocus()


def test_kind_words_and_days_narrow_it(view: FormBookView) -> None:
    view.kind.setCurrentIndex(view.kind.findText("Phiếu bàn giao"))
    assert rows(view) == ["1/PBG"]
    view.kind.setCurrentIndex(0)
    look_for(view, "binh")
    assert rows(view) == ["2/TNHS"]
    look_for(view, "")
    view.last.setText("22/11/2026")
    QTest.keyClick(view.last, Qt.Key.Key_Return)
    assert rows(view) == []


def test_words_are_looked_for_while_typed(view: FormBookView, qtbot: QtBot) -> None:
    QTest.keyClicks(view.words, "anh")
    qtbot.waitUntil(lambda: rows(view) == ["1/TNHS"])


@pytest.mark.parametrize(
    ("typed", "said"), [("31/2/2026", "31"), ("24/11/2026", "Ngày cuối đứng trước")]
)
def test_a_wrong_day_is_told_and_the_list_stays(view: FormBookView, typed: str, said: str) -> None:
    view.first.setText(typed)
    QTest.keyClick(view.first, Qt.Key.Key_Return)
    assert said in view.summary.text()
    assert len(rows(view)) == 3


def test_enter_shows_the_form_and_ctrl_p_prints_it_again(press: Press, view: FormBookView) -> None:
    view.table.go_to(view.table.rows_model.rows[2].form_id)
    view.table.setFocus()
    QTest.keyClick(view.table, Qt.Key.Key_Return)
    assert view.form.title.text() == "Giấy tiếp nhận và hẹn trả số 1/TNHS"
    assert view.form.pages.page_count == 2
    QTest.keyClick(view.table, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert "BẢN SAO 2" in view.form.notice.text()
    assert texts(view, 2)[4:] == ["2", "Đã gửi máy in"]
    assert len(press.papers) == 4


def test_a_guide_slip_is_found_again_by_its_person(press: Press, view: FormBookView) -> None:
    counter = press.counter
    with counter.tx.write(counter.officer, Right.REGISTER) as work:
        number = next_number(work, FormKind.GUIDE_SLIP, work.now)
        head = Letterhead("000.00.15.H53", "Trung tâm", "UBND xã", "An Thử", "", "")
        data = GuideSlipData(
            head=head,
            number=number.text,
            issued_at=work.now,
            person_name="Đinh Văn Hỏi",
            phone="",
            procedure_code="1.000001",
            procedure_name="Thủ tục",
            case_name="Thông thường",
            missing=(),
            advice="Mang theo bản chính",
            time_text="3 ngày làm việc",
            fee_vnd=0,
            officer_name="Người",
        )
        store_form(work, number, data)
    look_for(view, "dinh van hoi")
    assert rows(view) == ["1/PHD"]
    view.table.go_to(view.table.rows_model.rows[0].form_id)
    QTest.keyClick(view.table, Qt.Key.Key_Return)
    assert view.form.title.text() == "Phiếu hướng dẫn số 1/PHD"


def test_a_void_form_says_so(press: Press, view: FormBookView) -> None:
    counter = press.counter
    code = view.table.rows_model.rows[1].subject
    counter.corrections.correct(counter.officer, code, counter.as_typed("Lê Đúng"), "sai tên")
    view.load()
    assert rows(view)[0] == "3/TNHS"
    assert texts(view, rows(view).index("2/TNHS"))[-1] == "Đã hủy"
    assert view.summary.text().endswith("1 giấy đã hủy")


def test_the_keys_of_the_other_tab_do_nothing_here(press: Press, view: FormBookView) -> None:
    view.table.selectRow(0)
    view.table.setFocus()
    QTest.keyClick(view.table, Qt.Key.Key_Delete)
    assert len(press.waiting) == 3


def test_a_closed_window_shows_nobody_s_paper(view: FormBookView, window_list: PrintList) -> None:
    view.table.selectRow(0)
    QTest.keyClick(view.table, Qt.Key.Key_Return)
    window_list.reject()
    assert (rows(view), view.form.title.text()) == ([], "")
    window_list.open_list()
    assert window_list.tabs.currentWidget() is window_list.waiting


def test_everything_said_is_plain_text(view: FormBookView) -> None:
    assert {one.textFormat() for one in view.findChildren(QLabel)} == {Qt.TextFormat.PlainText}
