"""Where papers go: choices kept, gone printers named, the test page tells its outcome."""

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.errors import PrinterError
from app.settings import PrinterChoice
from app.ui.widgets.printer_editor import PrinterEditor, PrinterSetup, PrinterWork
from app.vocabulary.forms import Media
from tests.ui.inline import InlineTasks

_SETUP = PrinterSetup(
    printers={"A5": PrinterChoice("queue", "HP_A5"), "A4": PrinterChoice()}, pdf_folder="/srv/giay"
)


class Machine:
    """A machine with two printers, one of which may fail."""

    def __init__(self) -> None:
        self.tested: list[tuple[PrinterSetup, Media]] = []
        self.error: PrinterError | None = None
        self.chosen = ""

    def queues(self) -> tuple[str, ...]:
        return ("Canon", "HP_A5")

    def print_test(self, setup: PrinterSetup, media: Media) -> None:
        self.tested.append((setup, media))
        if self.error is not None:
            raise self.error

    def choose_folder(self, _parent: QWidget, _present: str) -> str:
        return self.chosen


@pytest.fixture
def machine() -> Machine:
    return Machine()


@pytest.fixture
def editor(qtbot: QtBot, machine: Machine) -> PrinterEditor:
    work = PrinterWork(
        queues=machine.queues,
        print_test=machine.print_test,
        choose_folder=machine.choose_folder,
    )
    made = PrinterEditor(InlineTasks(), work)
    qtbot.addWidget(made)
    return made


def test_without_printers_papers_become_pdf_files(editor: PrinterEditor) -> None:
    assert editor.setup() == PrinterSetup(
        printers={"A5": PrinterChoice(), "A4": PrinterChoice()}, pdf_folder=""
    )


@pytest.mark.parametrize("queues_first", [True, False])
def test_setup_shown_is_read_back(editor: PrinterEditor, queues_first: bool) -> None:
    if queues_first:
        editor.load_queues()
    editor.set_setup(_SETUP)
    if not queues_first:
        editor.load_queues()
    assert editor.setup() == _SETUP


def test_printer_that_is_gone_stays_chosen_and_says_so(editor: PrinterEditor) -> None:
    gone = PrinterSetup(printers={"A5": PrinterChoice("queue", "Cũ"), "A4": PrinterChoice()})
    editor.load_queues()
    editor.set_setup(gone)
    assert editor.setup() == gone
    assert "chưa thấy" in editor.choices["A5"].currentText()


def test_choice_made_while_printers_are_listed_again_stays(editor: PrinterEditor) -> None:
    editor.load_queues()
    combo = editor.choices["A4"]
    combo.setCurrentIndex(combo.findData("Canon"))
    combo.activated.emit(combo.currentIndex())
    editor.load_queues()
    assert editor.setup().printers["A4"] == PrinterChoice("queue", "Canon")


def test_test_page_goes_where_the_screen_says(editor: PrinterEditor, machine: Machine) -> None:
    editor.set_setup(_SETUP)
    editor.tests["A5"].click()
    editor.tests["A4"].click()
    assert machine.tested == [(_SETUP, "A5"), (_SETUP, "A4")]
    assert "Đã gửi trang thử" in editor.outcome.text()
    assert editor.tests["A5"].isEnabled()


def test_failed_test_page_says_what_to_do(editor: PrinterEditor, machine: Machine) -> None:
    machine.error = PrinterError("Máy in không nhận lệnh in; hãy kiểm tra máy in.")
    editor.tests["A5"].click()
    assert editor.outcome.text() == machine.error.message
    assert editor.tests["A5"].isEnabled()


@pytest.mark.parametrize(("chosen", "kept"), [("/srv/khac", "/srv/khac"), ("", "/srv/giay")])
def test_folder_is_chosen_or_left(
    editor: PrinterEditor, machine: Machine, chosen: str, kept: str
) -> None:
    editor.set_setup(_SETUP)
    machine.chosen = chosen
    editor.browse.click()
    assert editor.setup().pdf_folder == kept
