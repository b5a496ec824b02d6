"""Before anybody can sign in: a backup put back by two people of the accounts inside it."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QProgressBar,
    QVBoxLayout,
    QWidget,
)

from app.errors import InvalidInputError, UserError
from app.services.backup.records import BackupLook
from app.ui.look.icons import Icon, Ink
from app.ui.look.tokens import Tone, px
from app.ui.runtime.tasks import TaskRunner
from app.ui.widgets.forms import ProblemBoard, commit_input_method
from app.ui.widgets.labels import IconLabel, button, label, set_tone
from app.ui.widgets.layouts import ScrollFrame
from app.ui.widgets.password_edit import PasswordEdit
from app.wording import prompts
from app.wording.texts import moment_text, number_text

_CARD_WIDTH = 620
_MISSING = (
    ("path", "Chưa chọn bản sao lưu; hãy chọn tệp."),
    ("login", "Chưa nhập tên quản trị viên; hãy nhập."),
    ("password", "Chưa nhập mật khẩu; hãy nhập."),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RestoreTyped:
    """What was typed: the file, the recovery sheet where the key is not here, the two people."""

    path: str
    digits: str
    login: str
    password: str
    second: str
    second_password: str
    is_newest: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RestoreWork:
    """What the page does, on the worker: looks into a file, and puts it back."""

    look: Callable[[Path], BackupLook]
    restore: Callable[[RestoreTyped], str]
    ask_file: Callable[[QWidget], Path | None]


class RestorePage(QWidget):
    """`restored` carries what is true then, in words; `left` that the person goes back."""

    restored = Signal(str)
    left = Signal()

    def __init__(self, tasks: TaskRunner, work: RestoreWork, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._tasks = tasks
        self._work = work
        self.path = QLineEdit()
        self.choose = button("Chọn &tệp…", "plain", Icon.DOSSIER)
        self.found = label("", "quiet", wrap=True)
        self.digits = QLineEdit()
        self.login = QLineEdit()
        self.password = PasswordEdit()
        self.second = QLineEdit()
        self.second_password = PasswordEdit()
        self.is_newest = QCheckBox(
            "Không có gì được nhập sau &bản sao lưu này (chuyển máy): số cấp tiếp liền"
        )
        self.submit = button("&Khôi phục", "accent", Icon.UNDO)
        self.back = button("Qua&y lại", "plain")
        self.hint = label("", "problem", wrap=True)
        self.progress = QProgressBar()
        self._board = ProblemBoard(self)
        self._digits_box = self._board.add(
            "digits", "Các số trên &phiếu khôi phục (máy này không giữ khóa)", self.digits
        )
        self._arrange()
        self._connect()
        self.setFocusProxy(self.choose)

    def input(self) -> RestoreTyped:
        return RestoreTyped(
            path=self.path.text().strip(),
            digits="" if self._digits_box.isHidden() else self.digits.text().strip(),
            login=self.login.text().strip(),
            password=self.password.text(),
            second=self.second.text().strip(),
            second_password=self.second_password.text(),
            is_newest=self.is_newest.isChecked(),
        )

    def choose_file(self, path: Path) -> None:
        """Look into a backup and say what it is."""
        self.path.setText(str(path))
        self.hint.setText("")
        self._tasks.read(lambda: self._work.look(path), self._on_looked, self._on_failed)

    def problem(self, field: str) -> str:
        return self._board.box(field).problem

    def _arrange(self) -> None:
        card = QFrame(self)
        card.setProperty("card", "true")
        card.setFixedWidth(px(_CARD_WIDTH))
        rows = QVBoxLayout(card)
        rows.setContentsMargins(32, 24, 32, 24)
        rows.setSpacing(4)
        head = QHBoxLayout()
        head.setSpacing(10)
        sign = IconLabel(Icon.BACKUP, Ink.ACCENT)
        sign.setFixedSize(px(26), px(26))
        head.addWidget(sign)
        head.addWidget(label("Khôi phục từ bản sao lưu", "title"))
        head.addStretch(1)
        rows.addLayout(head)
        lead = label(
            "Cần hai người có tài khoản trong bản sao lưu, với mật khẩu lúc đó: một quản trị "
            "viên, và phụ trách bộ phận hoặc quản trị viên khác. Kho đang có được giữ lại.",
            "quiet",
            wrap=True,
        )
        # A wrapped label's height is guessed too small: what lies below would be squeezed.
        for wrapped in (lead, self.hint):
            wrapped.setMinimumHeight(px(44))
            wrapped.setAlignment(Qt.AlignmentFlag.AlignTop)
        rows.addWidget(lead)
        rows.addSpacing(8)
        self.path.setReadOnly(True)
        chosen = QHBoxLayout()
        chosen.setSpacing(8)
        chosen.addWidget(self._board.add("path", "Bản sao &lưu", self.path), 1)
        chosen.addWidget(self.choose, 0, Qt.AlignmentFlag.AlignVCenter)
        rows.addLayout(chosen)
        rows.addWidget(self.found)
        rows.addWidget(self._digits_box)
        rows.addLayout(self._people())
        rows.addWidget(self.is_newest)
        rows.addWidget(self.hint)
        rows.addLayout(self._foot())
        self._digits_box.hide()
        inside = QWidget()
        whole = QVBoxLayout(inside)
        whole.addStretch(2)
        whole.addWidget(card, 0, Qt.AlignmentFlag.AlignHCenter)
        whole.addStretch(3)
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(ScrollFrame(inside))

    def _people(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        for at, (name, title, editor) in enumerate(
            (
                ("login", "&Quản trị viên", self.login),
                ("password", prompts.PASSWORD, self.password),
                ("second", prompts.SECOND_PERSON, self.second),
                ("second_password", "Mật khẩu của n&gười thứ hai", self.second_password),
            )
        ):
            grid.addWidget(self._board.add(name, title, editor), at // 2, at % 2)
        for login in (self.login, self.second):
            login.setMaxLength(64)
            login.setInputMethodHints(Qt.InputMethodHint.ImhNoAutoUppercase)
        return grid

    def _foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.setSpacing(12)
        self.progress.setRange(0, 0)
        self.progress.setTextVisible(False)
        keeps = self.progress.sizePolicy()
        keeps.setRetainSizeWhenHidden(True)
        self.progress.setSizePolicy(keeps)
        self.progress.hide()
        foot.addWidget(self.back)
        foot.addWidget(self.progress, 1)
        foot.addWidget(self.submit)
        return foot

    def _connect(self) -> None:
        self.choose.clicked.connect(self._on_choose)
        self.submit.clicked.connect(self._on_submit)
        self.back.clicked.connect(self.left)
        self.second_password.returnPressed.connect(self._on_submit)

    def _on_choose(self) -> None:
        path = self._work.ask_file(self)
        if path is not None:
            self.choose_file(path)

    def _on_looked(self, look: BackupLook) -> None:
        header = look.header
        set_tone(self.found, Tone.NORMAL)
        self.found.setText(
            f"{header.unit_code} · lúc {moment_text(header.made_at)} · "
            f"{number_text(header.dossier_count)} hồ sơ"
        )
        self._digits_box.setVisible(not look.has_secret)
        (self.login if look.has_secret else self.digits).setFocus()

    def _on_submit(self) -> None:
        commit_input_method()
        self._board.clear_problems()
        self.hint.setText("")
        typed = self.input()
        problems = {name: said for name, said in _MISSING if not getattr(typed, name)}
        if not self._digits_box.isHidden() and not typed.digits:
            problems["digits"] = "Chưa nhập phiếu khôi phục; hãy nhập đủ các nhóm số."
        if problems:
            self._board.show_problems(problems)
            return
        self._set_waiting(is_waiting=True)
        self._tasks.write(
            lambda: self._work.restore(typed), self._on_restored, failed=self._on_failed
        )

    def _on_restored(self, said: str) -> None:
        self._set_waiting(is_waiting=False)
        self.restored.emit(said)

    def _on_failed(self, error: UserError) -> None:
        self._set_waiting(is_waiting=False)
        if isinstance(error, InvalidInputError) and self._board.has(error.field):
            self._board.show_problem(error.field, error.message)
            return
        set_tone(self.hint, Tone.LATE)
        self.hint.setText(error.message)

    def _set_waiting(self, *, is_waiting: bool) -> None:
        self.progress.setVisible(is_waiting)
        for widget in (self.submit, self.back, self.choose):
            widget.setEnabled(not is_waiting)
