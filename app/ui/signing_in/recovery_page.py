"""Shown at the start where the encrypted store's key is not to be had: type or scan the sheet."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QProgressBar, QVBoxLayout, QWidget
from typing_extensions import override

from app.errors import InvalidInputError, UserError
from app.services.safekeeping.paper import GROUP_COUNT, GROUP_DIGITS, PAPER_LENGTH, wrong_groups
from app.ui.look.icons import Icon
from app.ui.look.tokens import Tone, px
from app.ui.runtime.tasks import TaskRunner
from app.ui.widgets.dialogs import CONFIRM, bind_key
from app.ui.widgets.forms import ProblemBoard
from app.ui.widgets.labels import button, card, label, set_tone
from app.ui.widgets.layouts import ScrollFrame

_CARD_WIDTH: Final = 640
_FIELD_HEIGHT: Final = 92
_WORDS_HEIGHT: Final = 44
_ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


@dataclass(frozen=True, slots=True, kw_only=True)
class RecoveryWork:
    """What the page can do, on the worker.

    `recover` takes the sheet's digits and opens the store; `again` opens it without them, once the
    system's keystore was unlocked. Both raise UserError.
    """

    recover: Callable[[str], object]
    again: Callable[[], object]


class RecoveryPage(QWidget):
    """`recovered` says that the store is open."""

    recovered = Signal()

    def __init__(
        self, tasks: TaskRunner, work: RecoveryWork, why: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._tasks = tasks
        self._work = work
        self.why = label(why, "body", wrap=True)
        self.digits = QPlainTextEdit()
        self.progress = label("", "quiet", wrap=True)
        self.submit = button("Nhận khóa và mở kho", "accent", Icon.KEY, hint="Ctrl+↵")
        self.again = button("Thử mở lại", "plain", Icon.REFRESH)
        self.notice = label("", "body", wrap=True)
        self._bar = QProgressBar()
        self._board = ProblemBoard(self)
        self._dress()
        self._arrange()
        self._connect()
        self._show_progress()
        self.setFocusProxy(self.digits)

    def problem(self) -> str:
        return self._board.box("digits").problem

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the Enter that ends a scan take the digits, not begin another line."""
        if (
            watched is self.digits
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() in _ENTER
        ):
            self._on_submit()
            return True
        return super().eventFilter(watched, event)

    def _dress(self) -> None:
        self.digits.setFixedHeight(px(_FIELD_HEIGHT))
        self.digits.setTabChangesFocus(True)
        self.digits.setPlaceholderText("Quét mã QR trên phiếu, hoặc gõ lần lượt 14 nhóm số")
        self.digits.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, on=False)
        self.digits.installEventFilter(self)
        # Words that wrap ask for their height too late: without it they take it from the field.
        for words in (self.why, self.notice):
            words.setMinimumHeight(px(_WORDS_HEIGHT))
            words.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._bar.setRange(0, 0)
        self._bar.setTextVisible(False)
        keeps_room = self._bar.sizePolicy()
        keeps_room.setRetainSizeWhenHidden(True)
        self._bar.setSizePolicy(keeps_room)
        self._bar.hide()

    def _arrange(self) -> None:
        box = card()
        box.setFixedWidth(px(_CARD_WIDTH))
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.again)
        foot.addStretch(1)
        foot.addWidget(self.submit)
        rows = QVBoxLayout(box)
        rows.setContentsMargins(32, 24, 32, 20)
        rows.setSpacing(8)
        rows.addWidget(label("Cần khóa của kho dữ liệu", "title"))
        rows.addWidget(self.why)
        rows.addSpacing(4)
        rows.addWidget(self._board.add("digits", "&Phiếu khôi phục", self.digits))
        rows.addWidget(self.progress)
        rows.addWidget(self.notice)
        rows.addLayout(foot)
        rows.addWidget(self._bar)
        inside = QWidget()
        whole = QVBoxLayout(inside)
        whole.addStretch(2)
        whole.addWidget(box, 0, Qt.AlignmentFlag.AlignHCenter)
        whole.addStretch(3)
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(ScrollFrame(inside))

    def _connect(self) -> None:
        self.digits.textChanged.connect(self._show_progress)
        self.submit.clicked.connect(self._on_submit)
        self.again.clicked.connect(self._on_again)
        bind_key(CONFIRM, self._on_submit, self)

    def _typed(self) -> str:
        return "".join(char for char in self.digits.toPlainText() if not char.isspace())

    def _show_progress(self) -> None:
        self._board.clear_problems()
        typed = self._typed().replace("-", "")
        wrong = wrong_groups(typed)
        if wrong:
            places = ", ".join(str(place) for place in wrong)
            set_tone(self.progress, Tone.WARN)
            self.progress.setText(f"Nhóm số {places} chưa đúng; hãy xem lại nhóm đó trên phiếu.")
            return
        set_tone(self.progress, Tone.OK if len(typed) == PAPER_LENGTH else Tone.QUIET)
        self.progress.setText(f"Đã nhập {len(typed) // GROUP_DIGITS} trên {GROUP_COUNT} nhóm.")

    def _on_submit(self) -> None:
        typed = self._typed()
        self._start(lambda: self._work.recover(typed))

    def _on_again(self) -> None:
        self._start(self._work.again)

    def _start(self, work: Callable[[], object]) -> None:
        if not self.submit.isEnabled():
            return
        self.notice.setText("")
        self._set_waiting(is_waiting=True)
        self._tasks.write(work, self._on_done, failed=self._on_failed)

    def _on_done(self, _done: object) -> None:
        self._set_waiting(is_waiting=False)
        self.digits.clear()
        self.recovered.emit()

    def _on_failed(self, error: UserError) -> None:
        self._set_waiting(is_waiting=False)
        if isinstance(error, InvalidInputError) and self._board.take(error):
            return
        set_tone(self.notice, Tone.LATE)
        self.notice.setText(error.message)

    def _set_waiting(self, *, is_waiting: bool) -> None:
        self._bar.setVisible(is_waiting)
        for key in (self.submit, self.again):
            key.setEnabled(not is_waiting)
