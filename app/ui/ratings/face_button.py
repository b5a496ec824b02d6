"""A big face to tap, drawn in the colours of the theme that holds now."""

from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget
from typing_extensions import override

from app.ui.look.fonts import font
from app.ui.look.theme import current_tokens
from app.ui.look.tokens import Tokens
from app.vocabulary.ratings import Face
from app.wording.labels import label

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
        self.setText(label(face))
        self.setAccessibleName(label(face))
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
