"""What the rating window shows one after another: faces, reasons, thanks."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from app.services.office.records import ReasonLine
from app.ui.look.fonts import font
from app.ui.look.theme import current_tokens
from app.ui.look.tokens import Tokens
from app.ui.widgets.labels import button, label, set_property
from app.vocabulary.ratings import Face
from app.wording.labels import label as word

# A big face to tap, drawn in the colours of the theme that holds now.

_LEAST: Final = QSize(150, 180)
_WORDS_SHARE: Final = 0.22
_BEND: Final = {Face.HAPPY: 0.30, Face.NEUTRAL: 0.0, Face.UNHAPPY: -0.30}


def draw_face(
    painter: QPainter, middle: QPointF, radius: float, face: Face, colour: QColor
) -> None:
    """Draw the outline, two eyes and a mouth."""
    pen = QPen(colour, max(2.0, radius * 0.09))
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(middle, radius, radius)
    bend = _BEND[face] * radius
    start = middle + QPointF(-0.45 * radius, 0.36 * radius - bend * 0.4)
    end = middle + QPointF(0.45 * radius, 0.36 * radius - bend * 0.4)
    mouth = QPainterPath(start)
    mouth.quadTo(middle + QPointF(0.0, 0.36 * radius + bend * 1.6), end)
    painter.drawPath(mouth)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    for side in (-1, 1):
        eye = middle + QPointF(side * 0.36 * radius, -0.24 * radius)
        painter.drawEllipse(eye, 0.10 * radius, 0.14 * radius)


def face_colours(tokens: Tokens, face: Face) -> tuple[str, str]:
    """Return the colour of a face, and of the ground it stands on."""
    match face:
        case Face.HAPPY:
            return tokens.ok, tokens.ok_soft
        case Face.NEUTRAL:
            return tokens.warn, tokens.warn_soft
        case Face.UNHAPPY:
            return tokens.late, tokens.late_soft


class FaceButton(QAbstractButton):
    """One of the three answers: its face, and its word under it."""

    def __init__(self, face: Face, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.face = face
        self.setText(word(face))
        self.setAccessibleName(word(face))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    @override
    def sizeHint(self) -> QSize:
        return QSize(280, 340)

    @override
    def minimumSizeHint(self) -> QSize:
        return _LEAST

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = current_tokens()
        colour, ground = face_colours(tokens, self.face)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QRectF(self.rect()).adjusted(2, 2, -2, -2)
        painter.setBrush(QColor(ground))
        painter.setPen(QPen(QColor(colour), 4 if self.isDown() else 1.5))
        painter.drawRoundedRect(frame, 20, 20)
        words_height = frame.height() * _WORDS_SHARE
        room = frame.adjusted(0, 0, 0, -words_height)
        radius = min(room.width(), room.height()) * 0.36
        middle = room.center() + QPointF(0, room.height() * 0.04)
        draw_face(painter, middle, radius, self.face, QColor(colour))
        painter.setFont(_fitting(self.text(), frame.width() * 0.88, words_height * 0.42))
        painter.setPen(QColor(tokens.text))
        words = QRectF(frame.left(), frame.bottom() - words_height, frame.width(), words_height)
        painter.drawText(words, Qt.AlignmentFlag.AlignCenter, self.text())


def _fitting(text: str, width: float, height: float) -> QFont:
    """Return the text font as large as the words' room lets it be."""
    made = font(10, QFont.Weight.DemiBold)
    made.setPixelSize(max(14, round(height)))
    needed = QFontMetricsF(made).horizontalAdvance(text)
    if needed > width:
        made.setPixelSize(max(14, int(made.pixelSize() * width / needed)))
    return made


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
