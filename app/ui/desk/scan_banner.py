"""What the last scan was, big enough to see from the pile of paper: icon, word, colour, sound."""

from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QRect, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from app.services.closing.records import SheetScan, SheetVerdict
from app.ui.look.icons import Icon, Ink, icon, paint_icon
from app.ui.look.theme import current_tokens
from app.ui.look.tokens import Tone, px
from app.ui.shell.messages import Messages
from app.ui.widgets.forms import commit_input_method
from app.ui.widgets.labels import ElidedLabel, WholeLabel, set_tone
from app.vocabulary.dossiers import Verdict
from app.wording.labels import label as word_of

BANNER_HEIGHT = 64
_SECOND_BEEP_MS = 180


class ScanSign(Enum):
    """What kind of answer a scan got."""

    HINT = "hint"
    GOOD = "good"
    NOTICE = "notice"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class _Look:
    icon: Icon
    tone: Tone


_LOOKS = {
    ScanSign.HINT: _Look(Icon.SCAN, Tone.QUIET),
    ScanSign.GOOD: _Look(Icon.DONE, Tone.OK),
    ScanSign.NOTICE: _Look(Icon.WARNING, Tone.WARN),
    ScanSign.BAD: _Look(Icon.REFUSED, Tone.LATE),
}
_VERDICT_SIGNS = {
    Verdict.GENUINE: ScanSign.GOOD,
    Verdict.VOID: ScanSign.NOTICE,
    Verdict.UNKNOWN: ScanSign.BAD,
    Verdict.FORGED: ScanSign.BAD,
}
_SOFT = {Tone.OK: "ok_soft", Tone.WARN: "warn_soft", Tone.LATE: "late_soft"}


class ScanBanner(QFrame):
    """A sentence of two sizes beside a big sign; only a detail of several lines makes it higher."""

    def __init__(self, title: str, detail: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMinimumHeight(px(BANNER_HEIGHT))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._hint = (title, detail)
        self._sign = ScanSign.HINT
        self._title = ElidedLabel()
        self._title.setProperty("kind", "title")
        self._detail = WholeLabel("quiet")
        self._again = QTimer(self, singleShot=True, interval=_SECOND_BEEP_MS)
        self._again.timeout.connect(QApplication.beep)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch(1)
        words.addWidget(self._title)
        words.addWidget(self._detail)
        words.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(px(68), 4, 16, 4)
        row.addLayout(words, 1)
        self.clear()

    @property
    def sign(self) -> ScanSign:
        return self._sign

    @property
    def title(self) -> str:
        return self._title.text()

    @property
    def detail(self) -> str:
        return self._detail.text()

    def clear(self) -> None:
        """Say again what can be scanned here."""
        self._show(ScanSign.HINT, *self._hint)

    def set_hint(self, title: str, detail: str) -> None:
        """Say from now on what else can be scanned here."""
        self._hint = (title, detail)
        self.clear()

    def good(self, title: str, detail: str = "") -> None:
        self._show(ScanSign.GOOD, title, detail)
        QApplication.beep()

    def notice(self, title: str, detail: str = "") -> None:
        self._show(ScanSign.NOTICE, title, detail)
        QApplication.beep()

    def bad(self, title: str, detail: str = "") -> None:
        """Tell what is wrong; it sounds twice, so that nobody has to look up for a tick."""
        self._show(ScanSign.BAD, title, detail)
        QApplication.beep()
        self._again.start()

    def refused(self, title: str, reason: str, verdict: Verdict | None = None) -> None:
        """Tell why nothing was done; a paper that is not genuine is named by its verdict."""
        if verdict is None or verdict is Verdict.GENUINE:
            self.bad(title, reason)
        else:
            self.verdict(verdict, reason)

    def verdict(self, verdict: Verdict, detail: str) -> None:
        """Tell what a scanned receipt proved to be and what to do."""
        title = word_of(verdict)
        match _VERDICT_SIGNS[verdict]:
            case ScanSign.GOOD:
                self.good(title, detail)
            case ScanSign.NOTICE:
                self.notice(title, detail)
            case _:
                self.bad(title, detail)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = current_tokens()
        look = _LOOKS[self._sign]
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        fill = getattr(tokens, _SOFT.get(look.tone, "surface"))
        painter.setBrush(QColor(fill))
        edge = tokens.line if look.tone is Tone.QUIET else tokens.of(look.tone)
        painter.setPen(QColor(edge))
        painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), 8, 8)
        where = QRect(px(20), (self.height() - px(34)) // 2, px(34), px(34))
        paint_icon(painter, where, look.icon, QColor(tokens.of(look.tone)))

    def _show(self, sign: ScanSign, title: str, detail: str) -> None:
        self._sign = sign
        self._title.set_text(title)
        set_tone(self._title, _LOOKS[sign].tone)
        self._detail.setText(detail)
        self._detail.setToolTip("")
        self._detail.setVisible(bool(detail))
        self.setAccessibleName(f"{title}. {detail}" if detail else title)
        self.update()


class CodeLine(QLineEdit):
    """Enter hands the text on and empties the line."""

    entered = Signal(str)

    def __init__(self, placeholder: str, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(name)
        self.addAction(icon(Icon.SCAN, Ink.QUIET), QLineEdit.ActionPosition.LeadingPosition)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        is_enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if not is_enter or held != Qt.KeyboardModifier.NoModifier:
            super().keyPressEvent(event)
            return
        commit_input_method()
        text = self.text().strip()
        self.clear()
        if text:
            self.entered.emit(text)


def tell_sheet(messages: Messages, scan: SheetScan) -> None:
    """Say what a scanned sheet has proved: on the strip, or where work must stop in a box."""
    match scan.verdict:
        case SheetVerdict.CONFIRMED:
            messages.done(scan.message)
        case SheetVerdict.KNOWN:
            messages.info(scan.message)
        case SheetVerdict.FORGED:
            messages.warn(scan.message)
        case SheetVerdict.MISSING:
            messages.tell("Kho đang mở không phải kho đã khóa ngày", scan.message)
