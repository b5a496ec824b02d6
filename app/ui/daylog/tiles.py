"""The figures of a period as tiles, and the line that proves they add up."""

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QHBoxLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from app.reports.formats import identity_text
from app.services.figures.catalogue import DossierFigure, figure_of
from app.services.figures.records import DailySummary
from app.ui.look.fonts import CAPTION_PT, LARGE_PT, font
from app.ui.look.icons import Icon, Ink, ink_of
from app.ui.look.theme import current_tokens
from app.ui.look.tokens import Tone, px
from app.ui.widgets.labels import ElidedLabel, IconLabel, card, label, set_tone, tooltip
from app.vocabulary.dossiers import Action, DossierStatus
from app.wording import headings, measures, states
from app.wording.labels import label as word_for
from app.wording.texts import number_text

_PADDING = 4
_LONG_PT = 15.5
_NOTHING = "–"


class FigureButton(QAbstractButton):
    """A number, with its word before it unless it is a tile's own (`word` empty) and large."""

    def __init__(self, title: str, word: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = title
        self._word = f"{word} " if word else ""
        self._number = _NOTHING
        self._tone = Tone.NORMAL
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setToolTip(tooltip(f"{title}: bấm để xem hồ sơ"))
        self.forget()

    @property
    def number(self) -> str:
        return self._number

    @property
    def tone(self) -> Tone:
        return self._tone

    def show_number(self, number: str, tone: Tone = Tone.NORMAL) -> None:
        """Show `number` and let it be pressed."""
        self._set(number, tone)
        self.setEnabled(True)

    def forget(self) -> None:
        """Show a dash: the number is not known."""
        self._set(_NOTHING, Tone.NORMAL)
        self.setEnabled(False)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
            return
        super().keyPressEvent(event)

    @override
    def sizeHint(self) -> QSize:
        metrics = QFontMetricsF(self._face())
        width = metrics.horizontalAdvance(self._word + self._number) + 2 * _PADDING
        return QSize(round(width + 1), px(20 if self._word else 34))

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_frame(painter)
        tokens = current_tokens()
        face = self._face()
        metrics = QFontMetricsF(face)
        painter.setFont(face)
        base = (self.height() - metrics.height()) / 2 + metrics.ascent()
        painter.setPen(QColor(tokens.quiet if self._tone is Tone.NORMAL else self._colour()))
        painter.drawText(QPointF(_PADDING, base), self._word)
        painter.setPen(QColor(self._colour()))
        left = _PADDING + metrics.horizontalAdvance(self._word)
        painter.drawText(QPointF(left, base), self._number)

    def _paint_frame(self, painter: QPainter) -> None:
        tokens = current_tokens()
        is_hovered = self.underMouse() and self.isEnabled()
        painter.setPen(QPen(QColor(tokens.accent)) if self.hasFocus() else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.hover) if is_hovered else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)

    def _set(self, number: str, tone: Tone) -> None:
        self._number = number
        self._tone = tone
        self.setAccessibleName(f"{self._title}: {number}")
        self.updateGeometry()
        self.update()

    def _colour(self) -> str:
        tokens = current_tokens()
        return tokens.of(self._tone) if self.isEnabled() else tokens.quiet

    def _face(self) -> QFont:
        if self._word:
            return font(CAPTION_PT)
        return font(LARGE_PT if len(self._number) <= 5 else _LONG_PT, QFont.Weight.DemiBold)


@dataclass(frozen=True, slots=True)
class TileSpec:
    """One tile: its title, its figure, and the figures beside it as (name, word)."""

    title: str
    name: str
    parts: tuple[tuple[str, str], ...] = ()


TILES = (
    TileSpec("Tồn đầu kỳ", "carried_over"),
    TileSpec(
        headings.RECEPTION,
        "received",
        (
            ("received.counter", "tại quầy"),
            ("received.online", "trực tuyến"),
            ("received.post", "bưu chính"),
        ),
    ),
    TileSpec(
        measures.RESOLVED,
        "ended",
        (
            ("ended.early", measures.PART_EARLY),
            ("ended.on_time", measures.PART_ON_TIME),
            ("ended.late", measures.PART_LATE),
        ),
    ),
    TileSpec(
        measures.IN_WORK,
        "open",
        (
            ("open.in_time", measures.PART_IN_TIME),
            ("open.overdue", measures.PART_LATE),
            ("paused", "tạm dừng"),
        ),
    ),
    TileSpec(states.OVERDUE, "open.overdue"),
    TileSpec(word_for(DossierStatus.RETURNED), "returned", (("waiting_collection", "chờ nhận"),)),
)

ASIDE = (
    ("not_accepted", states.NOT_ACCEPTED),
    ("supplements", word_for(Action.ASK_SUPPLEMENT)),
    ("refused", states.REFUSED),
    ("withdrawn", "Rút"),
    ("stopped", "Dừng"),
    ("handoffs.sent", "Giao đi"),
    ("handoffs.accepted", "được nhận"),
    ("handoffs.refused", "không nhận"),
    ("handoffs.outstanding", "đang đi"),
)


_LEFT = Qt.AlignmentFlag.AlignLeft
_RIGHT = Qt.AlignmentFlag.AlignRight


class Tiles(QWidget):
    """Six tiles and a line below.

    `figure_chosen` carries the measure that was pressed, `due_chosen` tells of the dossiers due.
    """

    figure_chosen = Signal(object)
    due_chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._figures: list[tuple[FigureButton, DossierFigure]] = []
        self.due = FigureButton("Hồ sơ đến hạn vào ngày cuối kỳ", "đến hạn")
        self.due.clicked.connect(self.due_chosen)
        self.sign = IconLabel(Icon.CHECK, Ink.OK)
        self.identity = ElidedLabel()
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(6)
        rows.addLayout(self._tile_row())
        rows.addLayout(self._line())
        self.clear()

    def button(self, name: str) -> FigureButton:
        """Return the first button of the figure with the dotted `name`."""
        return next(made for made, measure in self._figures if measure.code == name)

    def show_summary(self, summary: DailySummary) -> None:
        """Show the figures, and whether they add up."""
        for made, measure in self._figures:
            value = summary.total[measure.code]
            is_late = value > 0 and measure.is_late
            made.show_number(number_text(value), Tone.LATE if is_late else Tone.NORMAL)
        due = len(summary.due_today_rows)
        self.due.show_number(number_text(due), Tone.WARN if due else Tone.NORMAL)
        sums = identity_text(summary.total)
        if summary.total.adds_up:
            self._tell(sums, Icon.CHECK, Tone.OK)
        else:
            words = "Số liệu không khớp, hãy báo quản trị kiểm tra nhật ký."
            self._tell(f"{sums} · {words}", Icon.WARNING, Tone.LATE)

    def clear(self) -> None:
        """Show no figures: they are not known."""
        for made, _ in self._figures:
            made.forget()
        self.due.forget()
        self.sign.hide()
        self.identity.set_text("")

    def show_counting(self, text: str) -> None:
        """Say in the line below that the figures are being counted; they stay as they are."""
        self.sign.hide()
        self.identity.set_text(text)
        set_tone(self.identity, Tone.ACCENT)
        self.identity.setAccessibleName(text)

    def show_error(self, text: str) -> None:
        """Show no figures, and why there are none."""
        self.clear()
        self._tell(text, Icon.WARNING, Tone.LATE)

    def _tell(self, text: str, sign: Icon, tone: Tone) -> None:
        self.sign.set_icon(sign, ink_of(tone))
        self.sign.show()
        self.identity.set_text(text)
        set_tone(self.identity, tone)
        spoken = "Số liệu khớp" if tone is Tone.OK else "Lỗi số liệu"
        self.identity.setAccessibleName(f"{spoken}: {text}")

    def _tile_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(6)
        for spec in TILES:
            last = self.due if spec.name == "open.overdue" else None
            row.addWidget(self._tile(spec, last), 3 if spec.parts else 2)
        return row

    def _tile(self, spec: TileSpec, last: QWidget | None) -> QFrame:
        left = QVBoxLayout()
        left.setSpacing(0)
        left.addWidget(label(spec.title, "caption"))
        left.addWidget(self._button(spec.name), 0, _LEFT)
        left.addStretch(1)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addStretch(1)
        for name, word in spec.parts:
            right.addWidget(self._button(name, word), 0, _RIGHT)
        if last is not None:
            right.addWidget(last, 0, _RIGHT)
        tile = card()
        row = QHBoxLayout(tile)
        row.setContentsMargins(8, 8, 4, 6)
        row.setSpacing(0)
        row.addLayout(left)
        row.addStretch(1)
        row.addLayout(right)
        return tile

    def _line(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addWidget(self.sign)
        row.addWidget(self.identity, 1)
        for name, word in ASIDE:
            row.addWidget(self._button(name, word))
        return row

    def _button(self, name: str, word: str = "") -> FigureButton:
        measure = figure_of(name)
        made = FigureButton(measure.title, word)
        made.clicked.connect(partial(self.figure_chosen.emit, measure))
        self._figures.append((made, measure))
        return made
