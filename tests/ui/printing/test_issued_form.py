"""An issued form in the window: its kept PDF, and In lại, which is counted and marked."""

from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.services.files.attachments import Attachments
from app.services.files.kinds import media_type_of
from app.services.forms.records import FormOnFile
from app.ui.printing.issued_form import IssuedFormDialog
from app.ui.widgets.pdf_view import PageSource
from tests.printing.forms import flowing_text
from tests.seals import a_file_folder
from tests.services.files.contents import a_pdf
from tests.ui.contexts import AnsweringDialogs, services_of
from tests.ui.inline import InlineTasks
from tests.ui.printing.conftest import Press
from tests.ui.printing.test_print_list import paper_context


@pytest.fixture
def shown() -> list[bytes]:
    """The PDFs the view has shown."""
    return []


@pytest.fixture
def dialog(
    press: Press, window: QWidget, tasks: InlineTasks, shown: list[bytes]
) -> IssuedFormDialog:
    def pages(form: FormOnFile) -> PageSource:
        found = press.printing.typeset_issued(form)
        shown.append(found.pdf)
        return found

    context = paper_context(press, tasks, printing=SimpleNamespace(typeset_issued=pages))
    return IssuedFormDialog(context, services_of(press.counter), window)


def _printed(press: Press) -> int:
    """Register and print a receipt; return its form id."""
    return _dossier(press)[1]


def _dossier(press: Press) -> tuple[str, int]:
    """Register a dossier and print its receipt; return its code and the form id."""
    code = press.counter.code()
    form_id = press.waiting[0].form_id
    press.printing.send_all(press.counter.officer)
    return code, form_id


def test_the_kept_pdf_is_shown_with_what_the_book_says(
    press: Press, dialog: IssuedFormDialog, shown: list[bytes]
) -> None:
    dialog.open_form(_printed(press))
    assert shown == press.papers
    assert dialog.view.title.text() == "Giấy tiếp nhận và hẹn trả số 1/TNHS"
    assert dialog.view.facts.text() == "Cấp lúc 23/11/2026 09:00 · đã lập 1 bản"
    assert dialog.view.pages.page_count == 2
    assert dialog.view.pages.pictures()[0] is not None
    assert dialog.view.state.isHidden()


def test_ctrl_p_prints_a_marked_copy_under_the_same_number(
    press: Press, dialog: IssuedFormDialog, qtbot: QtBot
) -> None:
    dialog.open_form(_printed(press))
    qtbot.waitUntil(dialog.isActiveWindow)
    QTest.keyClick(dialog, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    first, second = press.papers
    assert "BẢNSAO" not in flowing_text(first)
    assert "BẢNSAO2" in flowing_text(second)
    assert dialog.view.notice.text() == "Đã gửi tới máy in; trên giấy ghi BẢN SAO 2."
    assert dialog.view.facts.text().endswith("đã lập 2 bản")
    dialog.view.again.click()
    assert len(press.papers) == 3
    assert dialog.view.notice.text().endswith("BẢN SAO 3.")


def test_a_jammed_printer_says_where_the_copy_waits(press: Press, dialog: IssuedFormDialog) -> None:
    dialog.open_form(_printed(press))
    for paper in press.tray.iterdir():
        paper.unlink()
    press.tray.rmdir()
    press.jam()
    dialog.view.again.click()
    assert dialog.view.notice.text().startswith("Không lưu được tệp PDF")
    assert dialog.view.notice.text().endswith("Bản này nằm trong danh sách Việc in.")
    (job,) = press.waiting
    assert (job.number, job.copy_no) == ("1/TNHS", 2)
    assert dialog.view.again.isEnabled()


def test_a_void_form_is_shown_as_such_and_not_printed(
    press: Press, dialog: IssuedFormDialog
) -> None:
    code, form_id = _dossier(press)
    counter = press.counter
    counter.corrections.correct(counter.officer, code, counter.as_typed("Bình"), "sai tên")
    dialog.open_form(form_id)
    assert not dialog.view.state.isHidden()
    assert dialog.view.state.text() == "Đã hủy"
    assert "giấy thay thế" in dialog.view.notice.text()
    assert not dialog.view.again.isEnabled()
    dialog.view.print_again()
    assert "giấy thay thế" in dialog.view.notice.text()
    assert [job.copy_no for job in press.waiting] == [1]


def test_a_form_made_void_meanwhile_is_refused_in_words(
    press: Press, dialog: IssuedFormDialog
) -> None:
    code, form_id = _dossier(press)
    dialog.open_form(form_id)
    counter = press.counter
    counter.corrections.correct(counter.officer, code, counter.as_typed("Bình"), "sai tên")
    dialog.view.again.click()
    assert dialog.view.notice.text().startswith("Giấy số 1/TNHS đã hủy và có giấy thay thế.")


def test_a_closed_dialog_keeps_nobody_s_paper(press: Press, dialog: IssuedFormDialog) -> None:
    dialog.open_form(_printed(press))
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert (dialog.view.pages.page_count, dialog.view.title.text()) == (0, "")


def test_a_form_that_is_not_there_is_said_in_words(dialog: IssuedFormDialog) -> None:
    dialog.open_form(99)
    assert dialog.view.notice.text() == "Không tìm thấy biểu mẫu này trong kho."
    assert not dialog.view.again.isEnabled()


def test_the_scan_of_a_signed_slip_is_kept_from_the_book(
    press: Press, window: QWidget, tasks: InlineTasks, tmp_path: Path
) -> None:
    counter = press.counter
    folder = a_file_folder(tmp_path / "files")
    attachments = Attachments(counter.tx, folder, media_type_of)
    dialogs = AnsweringDialogs()
    context = paper_context(press, tasks, files=dialogs)
    services = services_of(counter, attachments=attachments)
    view = IssuedFormDialog(context, services, window).view
    view.show_form(_printed(press))
    assert view.signed.isHidden()
    sent = counter.handoffs.send(counter.officer, counter.economy, [counter.code()])
    view.show_form(sent.form_id)
    assert not view.signed.isHidden()
    view.signed.click()
    assert attachments.of_slip(counter.officer, sent.number) == ()
    scan = tmp_path / "phiếu.pdf"
    scan.write_bytes(a_pdf())
    dialogs.paths.append(scan)
    view.signed.click()
    assert view.notice.text() == "Đã lưu 1 tệp phiếu đã ký."
    dialogs.paths.append(scan)
    view.signed.click()
    assert view.notice.text() != "Đã lưu 1 tệp phiếu đã ký."
    (line,) = attachments.of_slip(counter.officer, sent.number)
    assert line.name == "phiếu.pdf"
