"""Việc in: what is not on paper is seen with its reason, sent again, or let go; no number moves."""

import hashlib
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from app.services.forms.records import FormData
from app.ui.printing.print_list import PrintList
from app.ui.runtime.tasks import TaskRunner, Tasks
from app.ui.shell.page_context import PageContext
from app.ui.widgets.pdf_view import PageSource
from app.vocabulary.forms import PrintState
from tests.printing.forms import flowing_text
from tests.seals import kept_papers
from tests.ui.contexts import a_context, services_of
from tests.ui.inline import InlineTasks
from tests.ui.printing.conftest import Press


def paper_context(press: Press, tasks: TaskRunner, **others: Any) -> PageContext:
    """Return what the windows that show papers are given."""
    counter = press.counter
    fields: dict[str, Any] = {
        "printing": press.printing,
        "print_queued": lambda: press.send_through(tasks),
    }
    return a_context(tasks, lambda: counter.officer, counter.clock, **(fields | others))


MakeList = Callable[[TaskRunner], PrintList]


@pytest.fixture
def shown() -> list[bytes]:
    """The PDFs the list has asked to see."""
    return []


@pytest.fixture
def make_list(press: Press, window: QWidget, shown: list[bytes], qtbot: QtBot) -> MakeList:
    def make(tasks: TaskRunner) -> PrintList:
        def typeset(data: FormData, copy_no: int = 1) -> PageSource:
            pages = press.printing.typeset(data, copy_no)
            shown.append(pages.pdf)
            return pages

        printing = SimpleNamespace(typeset=typeset, typeset_issued=press.printing.typeset_issued)
        context = paper_context(press, tasks, printing=printing)
        made = PrintList(context, services_of(press.counter), window)
        made.open_list()
        qtbot.waitUntil(made.isActiveWindow)
        return made

    return make


def _pdfs(press: Press) -> list[bytes]:
    return [press.printing.typeset(job.data, job.copy_no).pdf for job in press.waiting]


def _numbers(press: Press) -> list[str]:
    return [job.number for job in press.waiting]


def _rows(made: PrintList) -> list[tuple[str, ...]]:
    model = made.table.rows_model
    return [
        tuple(str(model.index(row, column).data()) for column in range(model.columnCount()))
        for row in range(model.rowCount())
    ]


def test_a_failed_copy_is_seen_with_the_printer_s_sentence(
    press: Press, make_list: MakeList, tasks: InlineTasks
) -> None:
    press.fail("Anh")
    press.counter.code("Bình")
    made = make_list(tasks)
    receipt = "Giấy tiếp nhận và hẹn trả"
    assert _rows(made) == [
        ("Chưa in được", receipt, "1/TNHS", "Bản đầu", "23/11/2026 09:00"),
        ("Chờ in", receipt, "2/TNHS", "Bản đầu", "23/11/2026 09:00"),
    ]
    assert made.summary.text() == "2 bản của máy này chưa ra giấy · 1 bản chưa in được"
    assert made.state.text() == "Chưa in được"
    assert made.reason.text().startswith("Không lưu được tệp PDF vào thư mục")
    QTest.keyClick(made.table, Qt.Key.Key_Down)
    assert made.which.text() == "Giấy tiếp nhận và hẹn trả 2/TNHS"
    assert made.state.text() == "Chờ in"
    assert "chưa gửi" in made.reason.text()


def test_ctrl_enter_prints_all_under_the_same_numbers(
    press: Press, make_list: MakeList, tasks: InlineTasks
) -> None:
    press.fail("Anh", "Bình")
    wanted = _pdfs(press)
    made = make_list(tasks)
    emptied: list[int] = []
    made.emptied.connect(emptied.append)
    press.mend()
    QTest.keyClick(made, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert press.papers == wanted
    assert _numbers(press) == []
    assert _rows(made) == []
    assert made.notice.text() == "Đã gửi 2 bản tới máy in."
    assert emptied == [2]
    assert not made.retry.isEnabled()
    press.counter.code("Chi")
    assert _numbers(press) == ["3/TNHS"]


def test_a_printer_still_jammed_keeps_every_copy_and_says_so(
    press: Press, make_list: MakeList, tasks: InlineTasks
) -> None:
    press.fail("Anh", "Bình")
    made = make_list(tasks)
    made.retry.click()
    assert [job.state for job in press.waiting] == [PrintState.FAILED] * 2
    assert made.notice.text() == "Còn 2 bản chưa in được, lý do ở từng dòng."
    assert made.retry.isEnabled()


def test_retry_over_the_real_worker_ends_with_its_sentence(
    press: Press, make_list: MakeList, qtbot: QtBot
) -> None:
    press.fail("Anh", "Bình")
    press.mend()
    faults: list[BaseException] = []
    tasks = Tasks(faults.append, faults.append)
    made = make_list(tasks)
    qtbot.waitUntil(made.retry.isEnabled)
    made.retry.click()
    assert made.notice.text() == "Đang gửi 2 bản tới máy in…"
    assert not made.retry.isEnabled()
    qtbot.waitUntil(lambda: made.notice.text() == "Đã gửi 2 bản tới máy in.")
    tasks.drain()
    assert faults == []
    assert len(press.papers) == 2


def test_del_drops_the_copy_alone(press: Press, make_list: MakeList, tasks: InlineTasks) -> None:
    press.fail("Anh", "Bình")
    form_id = press.waiting[0].form_id
    made = make_list(tasks)
    QTest.keyClick(made.table, Qt.Key.Key_Delete)
    assert [row[2] for row in _rows(made)] == ["2/TNHS"]
    assert "giấy số 1/TNHS vẫn giữ số" in made.notice.text()
    press.mend()
    made.retry.click()
    assert len(press.papers) == 1
    form = press.counter.print_queue.form(press.counter.officer, form_id)
    assert (form.number, form.is_void, form.sha256) == ("1/TNHS", False, "")


def test_a_copy_sent_meanwhile_is_not_dropped(
    press: Press, make_list: MakeList, tasks: InlineTasks
) -> None:
    press.counter.code()
    made = make_list(tasks)
    press.printing.send_all(press.counter.officer)
    made.drop.click()
    assert made.notice.text() == "Bản này đã gửi máy in nên không bỏ được nữa."
    assert len(press.papers) == 1


def test_enter_shows_the_very_pdf_that_is_then_printed_and_kept(
    press: Press, make_list: MakeList, tasks: InlineTasks, shown: list[bytes]
) -> None:
    press.fail("Anh")
    job = press.waiting[0]
    press.counter.print_queue.reprint(press.counter.officer, job.form_id)
    made = make_list(tasks)
    assert shown == []
    for place in (0, 1):
        made.table.selectRow(place)
        QTest.keyClick(made.table, Qt.Key.Key_Return)
    assert made.pages.page_count == 2
    assert made.pages.pictures()[0] is not None
    press.mend()
    made.retry.click()
    papers = kept_papers(press.data / "printed")
    kept = list(papers.contents(sorted(papers.all())))
    assert shown == press.papers == kept
    assert ["BẢNSAO2" in flowing_text(pdf) for pdf in shown] == [False, True]
    form = press.counter.print_queue.form(press.counter.officer, job.form_id)
    assert form.sha256 == hashlib.sha256(shown[0]).hexdigest()


def test_new_copies_come_in_by_themselves_and_the_row_stays(
    press: Press, make_list: MakeList, tasks: InlineTasks
) -> None:
    press.fail("Anh", "Bình")
    made = make_list(tasks)
    made.table.selectRow(1)
    press.counter.code("Chi")
    press.send_through(tasks)
    assert [row[2] for row in _rows(made)] == ["1/TNHS", "2/TNHS", "3/TNHS"]
    current = made.table.current_row()
    assert current is not None
    assert current.number == "2/TNHS"


def test_nothing_waiting_says_so_and_offers_nothing(
    make_list: MakeList, tasks: InlineTasks
) -> None:
    made = make_list(tasks)
    assert made.summary.text() == "Mọi giấy của máy này đã gửi tới máy in."
    assert [one.isEnabled() for one in (made.retry, made.look, made.drop)] == [False] * 3
    assert made.leave.isEnabled()
    QTest.keyClick(made.table, Qt.Key.Key_Return)
    QTest.keyClick(made.table, Qt.Key.Key_Delete)
    assert made.notice.text() == ""


def test_a_closed_list_shows_nobody_s_paper_and_reads_anew(
    press: Press, make_list: MakeList, tasks: InlineTasks
) -> None:
    press.fail("Anh")
    made = make_list(tasks)
    made.look.click()
    QTest.keyClick(made, Qt.Key.Key_Escape)
    assert not made.isVisible()
    assert (made.pages.page_count, _rows(made), made.which.text()) == (0, [], "")
    press.counter.code("Bình")
    made.open_list()
    assert [row[2] for row in _rows(made)] == ["1/TNHS", "2/TNHS"]


def test_everything_said_is_plain_text(
    press: Press, make_list: MakeList, tasks: InlineTasks
) -> None:
    press.fail("Anh")
    made = make_list(tasks)
    formats = {one.textFormat() for one in made.findChildren(QLabel)}
    assert formats == {Qt.TextFormat.PlainText}
