"""The head of the page: its title with the state of the draft, or what is being corrected."""

from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.clock import to_local
from app.ui.forms import ProblemBoard
from app.ui.intake.fields import rename
from app.ui.labels import button, card, label, set_tone
from app.ui.tokens import Tone


class Heading(QWidget):
    """`leave_wanted` asks to stop correcting."""

    edited = Signal()
    leave_wanted = Signal()

    def __init__(self, board: ProblemBoard, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = label("", "caption")
        self.reason = QLineEdit()
        self.reason.setPlaceholderText("ví dụ: gõ nhầm họ tên; chọn nhầm thủ tục")
        self.leave = button("Thôi sửa", hint="Esc")
        self.leave.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._title = self._make_title()
        self._banner = self._make_banner(board)
        self._banner.hide()
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(self._title)
        rows.addWidget(self._banner)
        self.reason.textChanged.connect(self.edited)
        self.leave.clicked.connect(self.leave_wanted)

    @property
    def state_text(self) -> str:
        return self._state.text()

    @property
    def banner_text(self) -> str:
        return "" if self._banner.isHidden() else self._box.title.text()

    def show_saved(self, at: datetime | None) -> None:
        """Tell when the draft was kept last; None: nothing is kept."""
        self._state.setText(f"Đã lưu nháp {to_local(at):%H:%M:%S}" if at else "")

    def show_correction(self, code: str, reason: str = "") -> None:
        """Say which dossier is being corrected, and ask why."""
        rename(self._box, f"Sửa tiếp nhận {code} (giấy đã in sẽ hết giá trị) · Lý do sửa")
        self.reason.setText(reason)
        self._title.hide()
        self._banner.show()

    def show_title(self) -> None:
        """Show the title of the page."""
        self._banner.hide()
        self.reason.clear()
        self._title.show()

    def _make_title(self) -> QWidget:
        made = QWidget()
        made.setFixedHeight(28)
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(label("Tiếp nhận hồ sơ", "title"))
        row.addStretch(1)
        row.addWidget(self._state)
        return made

    def _make_banner(self, board: ProblemBoard) -> QWidget:
        self._box = board.add("reason", "", self.reason)
        set_tone(self._box.title, Tone.WARN)
        made = card()
        row = QHBoxLayout(made)
        row.setContentsMargins(16, 10, 16, 0)
        row.setSpacing(8)
        row.addWidget(self._box, 1)
        row.addWidget(self.leave, 0, Qt.AlignmentFlag.AlignVCenter)
        return made
