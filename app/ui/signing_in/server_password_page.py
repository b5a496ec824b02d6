"""Shown at the start where the shared store's server wants a password that is not kept here."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from app.errors import InvalidInputError, UserError
from app.ui.look.icons import Icon
from app.ui.look.tokens import Tone
from app.ui.runtime.tasks import TaskRunner
from app.ui.widgets.forms import ProblemBoard
from app.ui.widgets.labels import button, card, label, set_tone
from app.ui.widgets.password_edit import PasswordEdit
from app.wording import prompts

_CARD_WIDTH: Final = 560
_WORDS_WIDTH: Final = _CARD_WIDTH - 64
_WORDS_HEIGHT: Final = 44
_WHERE: Final = (
    "Mật khẩu được cất vào kho khóa của máy này (không có kho khóa thì vào tệp chỉ bạn đọc được), "
    "không ghi vào cài đặt. Hãy hỏi người quản trị máy chủ nếu chưa biết."
)


class ServerPasswordPage(QWidget):
    """`kept` says that the password was taken and the store is open.

    `keep` keeps a password and opens the store, on the worker; it raises UserError.
    """

    kept = Signal()

    def __init__(
        self,
        tasks: TaskRunner,
        keep: Callable[[str], object],
        why: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._tasks = tasks
        self._keep = keep
        self._board = ProblemBoard(self)
        self.password = PasswordEdit()
        self.submit = button("Cất mật khẩu và mở kho", "accent", Icon.KEY, hint="↵")
        self.notice = label("", "body", wrap=True)
        self._arrange(why)
        self.submit.clicked.connect(self._on_submit)
        self.password.returnPressed.connect(self._on_submit)
        self.setFocusProxy(self.password)

    def _arrange(self, why: str) -> None:
        said, where = label(why, "body", wrap=True), label(_WHERE, "quiet", wrap=True)
        # Words that wrap ask for their height too late: without it they take it from the field.
        for words in (said, where, self.notice):
            words.ensurePolished()
            words.setMinimumHeight(max(words.heightForWidth(_WORDS_WIDTH), _WORDS_HEIGHT))
            words.setAlignment(Qt.AlignmentFlag.AlignTop)
        shows = QCheckBox(prompts.SHOW_PASSWORD)
        shows.toggled.connect(self.password.set_shown)
        foot = QHBoxLayout()
        foot.addWidget(shows)
        foot.addStretch(1)
        foot.addWidget(self.submit)
        box = card()
        box.setFixedWidth(_CARD_WIDTH)
        rows = QVBoxLayout(box)
        rows.setContentsMargins(32, 24, 32, 20)
        rows.setSpacing(8)
        rows.addWidget(label("Máy chủ dữ liệu cần mật khẩu", "title"))
        rows.addWidget(said)
        rows.addWidget(self._board.add("password", "&Mật khẩu của máy chủ", self.password))
        rows.addWidget(where)
        rows.addWidget(self.notice)
        rows.addLayout(foot)
        whole = QVBoxLayout(self)
        whole.addStretch(2)
        whole.addWidget(box, 0, Qt.AlignmentFlag.AlignHCenter)
        whole.addStretch(3)

    def _on_submit(self) -> None:
        if not self.submit.isEnabled():
            return
        self._board.clear_problems()
        self.notice.setText("")
        self.submit.setEnabled(False)
        typed = self.password.text()
        self._tasks.write(lambda: self._keep(typed), self._on_kept, failed=self._on_failed)

    def _on_kept(self, _done: object) -> None:
        self.submit.setEnabled(True)
        self.password.clear()
        self.kept.emit()

    def _on_failed(self, error: UserError) -> None:
        self.submit.setEnabled(True)
        if isinstance(error, InvalidInputError) and self._board.take(error):
            return
        set_tone(self.notice, Tone.LATE)
        self.notice.setText(error.message)
