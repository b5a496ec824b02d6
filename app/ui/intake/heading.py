"""The head of the page: its title with the state of the draft, or what is being corrected."""

from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.clock import to_local
from app.ui.intake.fields import field_card
from app.ui.look.icons import Icon, Ink
from app.ui.look.tokens import Tone, px
from app.ui.widgets.forms import ProblemBoard
from app.ui.widgets.labels import ElidedLabel, IconLabel, button, label, set_tone

_TITLE = "Tiếp nhận hồ sơ"


class Heading(QWidget):
    """`leave_wanted` asks to stop correcting."""

    leave_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(px(32))
        self._is_roomy = True
        self._is_correction = False
        self._sign = IconLabel(Icon.EDIT, Ink.WARN)
        self._title = ElidedLabel(_TITLE)
        self._title.setProperty("kind", "title")
        self._state = label("", "caption")
        self.leave = button("Thôi sửa", hint="Esc")
        self.leave.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._sign)
        row.addWidget(self._title, 1)
        row.addWidget(self._state)
        row.addWidget(self.leave)
        self.leave.clicked.connect(self.leave_wanted)
        self.show_title()

    @property
    def state_text(self) -> str:
        return self._state.text()

    @property
    def title_text(self) -> str:
        return self._title.text()

    def show_saved(self, at: datetime | None) -> None:
        """Tell when the draft was kept last; None: nothing is kept."""
        self._state.setText(f"Đã lưu nháp {to_local(at):%H:%M:%S}" if at else "")

    def show_correction(self, code: str) -> None:
        """Say which dossier is being corrected."""
        self._show(f"Sửa {code}", is_correction=True)

    def show_title(self) -> None:
        """Show the title of the page."""
        self._show(_TITLE, is_correction=False)

    def set_roomy(self, *, is_roomy: bool) -> None:
        """Leave the plain title out on a low screen: the papers need its line more."""
        self._is_roomy = is_roomy
        self.setVisible(self._is_roomy or self._is_correction)

    def _show(self, title: str, *, is_correction: bool) -> None:
        self._is_correction = is_correction
        self._title.set_text(title)
        set_tone(self._title, Tone.WARN if is_correction else Tone.NORMAL)
        self._sign.setVisible(is_correction)
        self.leave.setVisible(is_correction)
        # The whole code is read there: on a small screen both have no room.
        self._state.setVisible(not is_correction)
        self.setVisible(self._is_roomy or is_correction)


class ReasonCard(QWidget):
    """Why a dossier is corrected; beside the button, and only while one is."""

    edited = Signal()

    def __init__(self, board: ProblemBoard, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.reason = QLineEdit()
        self.reason.setPlaceholderText("ví dụ: gõ nhầm họ tên")
        frame = field_card()
        rows = QVBoxLayout(frame)
        rows.setContentsMargins(16, 10, 16, 0)
        rows.addWidget(board.add("reason", "Lý do sửa (giấy đã in sẽ hết giá trị)", self.reason))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(frame)
        self.reason.textChanged.connect(self.edited)
        self.hide()

    def ask(self, reason: str) -> None:
        """Show the card with what is known of the reason."""
        self.reason.setText(reason)
        self.show()
        self.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def put_away(self) -> None:
        self.reason.clear()
        self.hide()
