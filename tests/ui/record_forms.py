"""Filling in the forms of described records."""

from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QPlainTextEdit

from app.ui.widgets.record_form import RecordForm


def fill(dialog: RecordForm, **given: object) -> None:
    """Type each text into the field of its name; choose the code of a choice."""
    for name, value in given.items():
        match dialog.editors[name]:
            case QComboBox() as choice:
                choice.setCurrentIndex(choice.findData(value))
            case QCheckBox() as box:
                box.setChecked(bool(value))
            case QLineEdit() as line:
                line.setText(str(value))
            case QPlainTextEdit() as long:
                long.setPlainText(str(value))
            case other:
                message = f"{name}: {other}"
                raise TypeError(message)


def submit(dialog: RecordForm, **given: object) -> None:
    """Fill in and press the button."""
    fill(dialog, **given)
    dialog.submit.click()
