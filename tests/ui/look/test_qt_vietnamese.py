"""Qt's own buttons and dialogs speak Vietnamese."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QFileDialog, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from app.ui.look.qt_vietnamese import QtVietnamese, install_vietnamese


@pytest.fixture
def translator(qapp: QApplication) -> Iterator[QtVietnamese]:
    translator = install_vietnamese(qapp)
    yield translator
    qapp.removeTranslator(translator)


def test_every_standard_button_is_vietnamese(qtbot: QtBot, translator: QtVietnamese) -> None:
    buttons = QDialogButtonBox.StandardButton
    box = QDialogButtonBox()
    qtbot.addWidget(box)
    english = []
    for kind in buttons:
        if kind is buttons.NoButton:
            continue
        made = box.addButton(kind)
        if made.text().replace("&", "").isascii():
            english.append(made.text())
    assert english == []


def test_a_file_dialog_is_vietnamese(qtbot: QtBot, translator: QtVietnamese) -> None:
    dialog = QFileDialog()
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    qtbot.addWidget(dialog)
    texts = {one.text() for one in dialog.findChildren(QLabel)}
    assert {"&Tên tệp:", "Tì&m trong:", "L&oại tệp:"} <= texts


def test_the_menu_of_a_field_is_vietnamese(qtbot: QtBot, translator: QtVietnamese) -> None:
    field = QLineEdit("abc")
    qtbot.addWidget(field)
    menu = field.createStandardContextMenu()
    words = {action.text().split("\t")[0] for action in menu.actions() if action.text()}
    menu.deleteLater()
    assert {"H&oàn tác", "&Sao chép", "&Dán", "Chọn tất cả"} <= words


def test_other_texts_are_left_alone(translator: QtVietnamese) -> None:
    assert QCoreApplication.translate("Elsewhere", "Cancel") == "Cancel"
    assert QCoreApplication.translate("QDialogButtonBox", "No such text") == "No such text"
