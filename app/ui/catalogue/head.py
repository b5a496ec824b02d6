"""What stands above the editor: which procedure, whether it is in force, and its versions."""

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.clock import local_date
from app.services.catalogue.records import ProcedureView, VersionLine
from app.ui.look.text_size import px
from app.ui.look.tokens import Tone
from app.ui.widgets.inputs import ComboBox
from app.ui.widgets.labels import ElidedLabel, chip, set_tone
from app.wording.texts import day_text, moment_text

_VERSIONS_WIDTH = 184


class Versions(ComboBox):
    """`version_chosen` carries the number a person went to."""

    version_chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Phiên bản")
        self.setFixedWidth(px(_VERSIONS_WIDTH))
        self.currentIndexChanged.connect(self._on_index_changed)

    def show_view(self, view: ProcedureView | None) -> None:
        """Show the versions there are, the one of `view` chosen, without telling anybody."""
        self.setVisible(view is not None)
        with QSignalBlocker(self):
            self.clear()
            for line in view.versions if view else ():
                self.addItem(_version_text(line), line.number)
                tip = f"Phiên bản {line.number}, từ {moment_text(line.valid_from)}"
                self.setItemData(self.count() - 1, tip, Qt.ItemDataRole.ToolTipRole)
            self.setCurrentIndex(self.findData(view.number) if view else -1)

    def _on_index_changed(self) -> None:
        number = self.currentData()
        if number is not None:
            self.version_chosen.emit(number)


class EditorHead(QWidget):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.heading = ElidedLabel()
        self.heading.setProperty("kind", "heading")
        self.state = chip("")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.heading, 1)
        row.addWidget(self.state)

    def show_view(self, view: ProcedureView | None) -> None:
        """Name the procedure and say whether it is in force."""
        title = f"{view.draft.code} · {view.draft.name}" if view else "Thủ tục mới"
        self.heading.set_text(title)
        text, tone = _state(view)
        self.state.setText(text)
        set_tone(self.state, tone)


def _state(view: ProcedureView | None) -> tuple[str, Tone]:
    if view is None:
        return "Chưa lưu", Tone.NORMAL
    if not view.is_active:
        return "Đã kết thúc", Tone.WARN
    if view.valid_to is not None:
        return "Bản cũ, chỉ xem", Tone.NORMAL
    return "Đang dùng", Tone.OK


def _version_text(line: VersionLine) -> str:
    return f"Bản {line.number} · {day_text(local_date(line.valid_from))}"
