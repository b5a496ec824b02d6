"""The window a citizen taps on: three faces, a few reasons, thanks; nothing of the program."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final
from uuid import uuid4

from PySide6.QtCore import QElapsedTimer, QEvent, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QFont, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from app.clock import Clock
from app.services.office.records import ReasonLine
from app.services.ratings.records import Answers, Tap
from app.ui.look.fonts import font
from app.ui.ratings.panes import AskPane, ReasonsPane, ThanksPane
from app.ui.ratings.tap_queue import TapQueue
from app.ui.runtime.idle_watch import make_public
from app.ui.widgets.labels import label
from app.vocabulary.ratings import Face

REASONS_MAX: Final = 5
_RESTING: Final = "Quầy đang tạm nghỉ. Xin Ông/Bà vui lòng chờ."


@dataclass(frozen=True, slots=True, kw_only=True)
class RatingTimes:
    """How long each pane stays by itself, and for how long a new pane takes no tap, in ms."""

    reasons_ms: int = 15_000
    thanks_ms: int = 4_000
    guard_ms: int = 350
    link_ms: int = 15 * 60_000


@dataclass(slots=True)
class ServedDossier:
    """Whom the panel stands before; `code` is the dossier just served, "" for nobody's."""

    office_name: str = ""
    counter_name: str = ""
    officer_name: str = ""
    officer_id: int = 0
    code: str = ""
    reasons: dict[Face, Sequence[ReasonLine]] = field(default_factory=dict)


class RatingWindow(QWidget):
    """Never takes the keyboard, never closes by itself, and shows no name but the officer's.

    A face and its reasons are one answer, sent when the reasons are done or nobody goes on.
    """

    def __init__(self, queue: TapQueue, clock: Clock, times: RatingTimes | None = None) -> None:
        super().__init__()
        self._queue = queue
        self._clock = clock
        self._times = times or RatingTimes()
        self._served = ServedDossier()
        self._face: Face | None = None
        self._may_close = False
        self.setWindowTitle("Đánh giá sự phục vụ")
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setWindowFlag(Qt.WindowType.WindowDoesNotAcceptFocus)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        make_public(self)
        self.office = label("", "quiet")
        self.place = label("", "heading")
        self.ask = AskPane()
        self.reasons = ReasonsPane()
        self.thanks = ThanksPane()
        self.rest = _centred(_RESTING)
        self.panes = QStackedWidget()
        self._since_shown = QElapsedTimer()
        self._idle = QTimer(self, singleShot=True)
        self._link = QTimer(self, singleShot=True, interval=self._times.link_ms)
        self._arrange()
        self.ask.chosen.connect(self._on_face)
        self.reasons.done.connect(self._finish)
        self.reasons.back_wanted.connect(self._take_back)
        self._idle.timeout.connect(self._on_idle)
        self._link.timeout.connect(self._unlink)
        self._show(self.ask)

    def stand_before(self, served: ServedDossier) -> None:
        """Say who serves here; an answer begun for somebody else is sent first."""
        self._send_begun()
        self._served = served
        self.office.setText(served.office_name)
        self.place.setText(
            " · ".join(part for part in (served.counter_name, served.officer_name) if part)
        )
        self._show(self.ask)

    def link(self, code: str) -> None:
        """Let the next answer be about a dossier; an answer begun before is about the last one."""
        self._send_begun()
        self._served.code = code
        self._link.start()
        if not self.is_resting:
            self._show(self.ask)

    def set_resting(self, *, is_resting: bool) -> None:
        """Take no taps while nobody is at the desk."""
        self._send_begun()
        self._unlink()
        self._show(self.rest if is_resting else self.ask)

    @property
    def is_resting(self) -> bool:
        """Whether nobody is at the desk."""
        return self.panes.currentWidget() is self.rest

    def put_away(self) -> None:
        """Send what was begun and close: the only way this window closes."""
        self._send_begun()
        self._may_close = True
        self._idle.stop()
        self._link.stop()
        self.close()

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        if self._may_close:
            super().closeEvent(event)
        else:
            event.ignore()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take every key and do nothing: nobody gets from here to anywhere."""
        event.accept()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._set_sizes()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange:  # another theme brings its own sizes
            QTimer.singleShot(0, self, self._set_sizes)

    def _set_sizes(self) -> None:
        size = max(14, round(self.height() * 0.028))
        _set_size(self.office, size)
        _set_size(self.place, round(size * 1.25), QFont.Weight.DemiBold)
        _set_size(self.rest, round(size * 1.8), QFont.Weight.DemiBold)

    def _arrange(self) -> None:
        for pane in (self.ask, self.reasons, self.thanks, self.rest):
            self.panes.addWidget(pane)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(32, 24, 32, 24)
        rows.setSpacing(16)
        for line in (self.office, self.place):
            line.setAlignment(Qt.AlignmentFlag.AlignCenter)
        rows.addWidget(self.office)
        rows.addWidget(self.panes, 1)
        rows.addWidget(self.place)

    def _on_face(self, face: Face) -> None:
        if self._is_guarded():
            return
        self._face = face
        offered = self._served.reasons.get(face, ())[:REASONS_MAX]
        self.reasons.offer(face, offered)
        if not offered:
            self._finish()
            return
        self._show(self.reasons, self._times.reasons_ms)

    def _finish(self) -> None:
        if self._is_guarded():
            return
        self._send_begun()
        self._show(self.thanks, self._times.thanks_ms)

    def _take_back(self) -> None:
        """Let the citizen choose another face: nothing was sent yet."""
        if self._is_guarded():
            return
        self._face = None
        self._show(self.ask)

    def _on_idle(self) -> None:
        if self.panes.currentWidget() is self.reasons:
            self._send_begun()
            self._show(self.thanks, self._times.thanks_ms)
        elif not self.is_resting:
            self._show(self.ask)

    def _send_begun(self) -> None:
        """Send the face that was tapped with the reasons chosen so far; nothing where none was."""
        if self._face is None:
            return
        served = self._served
        self._queue.add(
            Tap(
                answer_id=str(uuid4()),
                at=self._clock.now(),
                answers=Answers(overall=self._face, reasons=self.reasons.chosen),
                code=served.code,
                officer_id=served.officer_id,
                counter_name=served.counter_name,
            )
        )
        self._face = None
        self._unlink()

    def _unlink(self) -> None:
        self._served.code = ""
        self._link.stop()

    def _is_guarded(self) -> bool:
        """Say whether a tap is the second of two on a pane that has only just come."""
        return self._since_shown.isValid() and self._since_shown.elapsed() < self._times.guard_ms

    def _show(self, pane: QWidget, stays_ms: int = 0) -> None:
        self.panes.setCurrentWidget(pane)
        self._since_shown.start()
        self._idle.stop()
        if stays_ms:
            self._idle.start(stays_ms)


def _centred(text: str) -> QLabel:
    made = label(text, wrap=True)
    made.setAlignment(Qt.AlignmentFlag.AlignCenter)
    return made


def _set_size(shown: QLabel, pixels: int, weight: QFont.Weight = QFont.Weight.Normal) -> None:
    made = font(10, weight)
    made.setPixelSize(pixels)
    shown.setFont(made)
