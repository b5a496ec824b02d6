"""Under the ratios of QĐ 766: which of them somebody has to tell, and the way to tell it."""

from functools import partial
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.services.evaluation.records import QualityFigure
from app.services.periods.evaluated import Evaluated
from app.ui.evaluation.parts import EvaluationParts
from app.ui.evaluation.told_dialog import ToldDialog
from app.ui.look.icons import Icon
from app.ui.widgets.labels import button, label
from app.vocabulary.evaluation import ToldKind

_OPEN: Final = (
    "3.6 và 4.3 do Cổng Dịch vụ công đếm: phụ trách nhập số và nguồn. Kỳ dài lấy tổng của các kỳ "
    "ngắn đã nhập."
)
_LOCKED: Final = "Kỳ đã khóa: muốn nhập hay sửa 3.6, 4.3 phải mở khóa kỳ (hai người)."


class ToldBar(QWidget):
    """One button a figure; `told` says that something was told."""

    told = Signal()

    def __init__(self, parts: EvaluationParts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parts = parts
        self._shown: Evaluated | None = None
        self.words = label(_OPEN, "quiet", wrap=True)
        self.buttons = {kind: button("", which=Icon.EDIT) for kind in ToldKind}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.words, 1)
        for kind, made in self.buttons.items():
            made.clicked.connect(partial(self.start_telling, kind))
            row.addWidget(made)
        self.show_period(None)

    def show_period(self, shown: Evaluated | None) -> None:
        """Offer the figures of a period; None while there is none on the screen."""
        self._shown = shown
        is_open = shown is not None and not shown.is_locked
        self.words.setText(_LOCKED if shown is not None and shown.is_locked else _OPEN)
        for kind, made in self.buttons.items():
            figure = self._figure(kind)
            made.setText(f" Nhập {figure.number}…" if figure else " Nhập…")
            made.setVisible(figure is not None)
            made.setEnabled(is_open and self._parts.may_note())

    def start_telling(self, kind: ToldKind) -> ToldDialog | None:
        """Ask for the numbers of a figure."""
        shown, figure = self._shown, self._figure(kind)
        if shown is None or figure is None or shown.is_locked or not self._parts.may_note():
            return None
        dialog = ToldDialog(figure, shown.period.name, self.window())
        dialog.submitted.connect(partial(self._tell, dialog, shown.period.key, kind))
        dialog.open()
        return dialog

    def _figure(self, kind: ToldKind) -> QualityFigure | None:
        return None if self._shown is None else self._shown.quality.figure(kind.value)

    def _tell(self, dialog: ToldDialog, key: str, kind: ToldKind) -> None:
        parts, draft = self._parts, dialog.draft()
        work = partial(parts.told.tell, parts.actor(), key, kind, draft)
        dialog.run(parts.tasks, work, self._on_told)

    def _on_told(self, is_news: bool) -> None:  # noqa: FBT001 - what the service answers
        said = "Đã ghi số." if is_news else "Số này đã ghi từ trước, không có gì mới."
        self._parts.messages.done(said)
        self.told.emit()
