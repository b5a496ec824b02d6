"""An officer's own words in one section: before and after what the figures say."""

from collections.abc import Iterable, Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from app.services.reporting.records import Remark
from app.ui.look.icons import Icon
from app.ui.look.text_size import px
from app.ui.widgets.forms import ProblemBoard, commit_input_method
from app.ui.widgets.labels import button, label
from app.vocabulary.reports import RemarkPlace
from app.wording.labels import label as words_of

_HEIGHT = 92


class RemarkFields(QWidget):
    """Two fields; `saving` says that what was typed is to be kept."""

    saving = Signal()
    history_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kept: dict[RemarkPlace, str] = dict.fromkeys(RemarkPlace, "")
        self.board = ProblemBoard(self)
        self.edits = {place: QPlainTextEdit() for place in RemarkPlace}
        self.save = button("Lưu lời thêm", "accent", Icon.SAVE)
        self.history = button("Các lần viết")
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        sides = QHBoxLayout()
        sides.setSpacing(8)
        for place, edit in self.edits.items():
            edit.setFixedHeight(px(_HEIGHT))
            edit.setTabChangesFocus(True)
            title = f"Lời thêm {words_of(place).lower()}"
            sides.addWidget(self.board.add(place.value, title, edit))
            edit.textChanged.connect(self._on_text_changed)
        rows.addLayout(sides)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(label("Giữ nguyên khi lập lại báo cáo.", "caption"))
        foot.addStretch(1)
        foot.addWidget(self.history)
        foot.addWidget(self.save)
        rows.addLayout(foot)
        self.save.clicked.connect(self._on_save)
        self.history.clicked.connect(self.history_wanted)
        self._on_text_changed()

    @property
    def is_changed(self) -> bool:
        return bool(self.changed())

    def changed(self) -> Mapping[RemarkPlace, str]:
        """Return what was typed and is not kept yet."""
        return {
            place: edit.toPlainText()
            for place, edit in self.edits.items()
            if edit.toPlainText().strip() != self._kept[place]
        }

    def show_remarks(self, remarks: Iterable[Remark]) -> None:
        """Show what is kept; a field that was typed in since keeps what was typed."""
        held = {remark.place: remark.text for remark in remarks}
        for place, edit in self.edits.items():
            is_untouched = edit.toPlainText().strip() == self._kept[place]
            self._kept[place] = held.get(place, "")
            if is_untouched and edit.toPlainText() != self._kept[place]:
                edit.setPlainText(self._kept[place])
        self._on_text_changed()

    def accept(self, remarks: Iterable[Remark]) -> None:
        """Take what was typed for kept: it is what the store holds now."""
        held = {remark.place: remark.text for remark in remarks}
        self._kept = {place: held.get(place, "") for place in self.edits}
        self._on_text_changed()

    def start(self, remarks: Iterable[Remark]) -> None:
        """Show the remarks of another section: nothing typed is left."""
        for place, edit in self.edits.items():
            self._kept[place] = ""
            edit.clear()
        self.board.clear_problems()
        self.show_remarks(remarks)

    def _on_text_changed(self) -> None:
        self.save.setEnabled(self.is_changed)

    def _on_save(self) -> None:
        commit_input_method()
        self.saving.emit()
