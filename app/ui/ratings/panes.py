"""What the rating window shows one after another: faces, reasons, thanks."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QPointF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from app.services.office.records import ReasonLine
from app.ui.look.fonts import font
from app.ui.look.theme import current_tokens
from app.ui.ratings.face_button import FaceButton, draw_face, face_colours
from app.ui.widgets.labels import button, label, set_property
from app.vocabulary.ratings import Face

TARGET_PX: Final = 72
"""The least height of what is tapped."""
_ASK: Final = "Ông/Bà có hài lòng với việc phục vụ không?"
_ASK_BELOW: Final = "Xin chạm vào một khuôn mặt"
_WHY: Final = {
    Face.HAPPY: "Điều gì khiến Ông/Bà hài lòng?",
    Face.NEUTRAL: "Điều gì cần làm tốt hơn?",
    Face.UNHAPPY: "Điều gì khiến Ông/Bà chưa hài lòng?",
}
_WHY_BELOW: Final = "Có thể chọn nhiều điều, hoặc bấm Xong"
_THANKS: Final = "Xin cảm ơn Ông/Bà!"
_THANKS_BELOW: Final = "Ý kiến đã được ghi nhận"


class _Pane(QWidget):
    """A big line and a smaller one under it, both as large as the window allows."""

    def __init__(self, title: str, below: str) -> None:
        super().__init__()
        self.title = label(title, wrap=True)
        self.below = label(below, "quiet")
        self.rows = QVBoxLayout(self)
        self.rows.setContentsMargins(0, 0, 0, 0)
        self.rows.setSpacing(16)
        for line in (self.title, self.below):
            line.setAlignment(Qt.AlignmentFlag.AlignCenter)
            self.rows.addWidget(line)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.set_sizes()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange:  # another theme brings its own sizes
            QTimer.singleShot(0, self, self.set_sizes)

    def set_sizes(self) -> None:
        """Let the lines be as large as the pane allows."""
        size = max(20, min(round(self.height() * 0.075), round(self.width() * 0.036)))
        _set_pixels(self.title, size, QFont.Weight.DemiBold)
        _set_pixels(self.below, round(size * 0.55))


class AskPane(_Pane):
    """Three faces; `chosen` carries the one that was tapped."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__(_ASK, _ASK_BELOW)
        self.faces = {face: FaceButton(face) for face in Face}
        row = QHBoxLayout()
        row.setSpacing(24)
        for face, made in self.faces.items():
            made.clicked.connect(lambda _checked=False, face=face: self.chosen.emit(face))
            row.addWidget(made)
        self.rows.addLayout(row, 1)


class ReasonsPane(_Pane):
    """A few reasons to choose from, any number of them; `done` when there is no more to say."""

    done = Signal()
    back_wanted = Signal()

    def __init__(self) -> None:
        super().__init__("", _WHY_BELOW)
        self._reasons: list[tuple[QPushButton, int]] = []
        self._grid = QGridLayout()
        self._grid.setSpacing(16)
        self.back = _big(button("Chọn lại"))
        self.finish = _big(button("Xong", "accent"))
        foot = QHBoxLayout()
        foot.setSpacing(16)
        foot.addWidget(self.back, 1)
        foot.addWidget(self.finish, 2)
        self.rows.addStretch(1)
        self.rows.addLayout(self._grid, 6)
        self.rows.addStretch(1)
        self.rows.addLayout(foot)
        self.back.clicked.connect(self.back_wanted)
        self.finish.clicked.connect(self.done)

    @property
    def buttons(self) -> Sequence[QPushButton]:
        """The reasons in their order."""
        return [made for made, _reason_id in self._reasons]

    @property
    def chosen(self) -> tuple[int, ...]:
        """The ids of the reasons that were tapped."""
        return tuple(reason_id for made, reason_id in self._reasons if made.isChecked())

    @override
    def set_sizes(self) -> None:
        super().set_sizes()
        size = max(18, min(round(self.height() * 0.045), round(self.width() * 0.026)))
        for made in (*self.buttons, self.back, self.finish):
            _set_pixels(made, size)

    def offer(self, face: Face, reasons: Sequence[ReasonLine]) -> None:
        """Ask why, with none of the reasons chosen."""
        self.title.setText(_WHY[face])
        for made, _reason_id in self._reasons:
            made.hide()
            made.deleteLater()
        self._reasons = []
        for place, reason in enumerate(reasons):
            made = _big(button(reason.text.rstrip(".")))
            made.setCheckable(True)
            made.toggled.connect(lambda is_on, made=made: _show_chosen(made, is_on=is_on))
            self._grid.addWidget(made, place // 2, place % 2)
            self._reasons.append((made, reason.reason_id))
        self.set_sizes()


class ThanksPane(_Pane):
    """Thanks, and a face that is content."""

    def __init__(self) -> None:
        super().__init__(_THANKS, _THANKS_BELOW)
        self.rows.insertWidget(0, _Smile(), 1)
        self.rows.addStretch(1)


class _Smile(QWidget):
    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colour, _ground = face_colours(current_tokens(), Face.HAPPY)
        radius = min(self.width(), self.height()) * 0.36
        middle = QPointF(self.width() / 2, self.height() / 2)
        draw_face(painter, middle, radius, Face.HAPPY, QColor(colour))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(120, 120)


def _big(made: QPushButton) -> QPushButton:
    """Make a button as large as a finger needs; it never takes the keyboard."""
    set_property(made, "touch", "true")
    made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    made.setMinimumHeight(TARGET_PX)
    return made


def _show_chosen(made: QPushButton, *, is_on: bool) -> None:
    """Say with a mark, not by colour alone, that a reason is chosen."""
    words = made.text().removeprefix("✓ ")
    made.setText(f"✓ {words}" if is_on else words)


def _set_pixels(shown: QWidget, pixels: int, weight: QFont.Weight = QFont.Weight.Normal) -> None:
    made = font(10, weight)
    made.setPixelSize(pixels)
    shown.setFont(made)
