"""The first thing painted: who is at the desk. It knows no store, only what it was given."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QCompleter,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QProgressBar,
    QVBoxLayout,
    QWidget,
)

from app.errors import InvalidInputError, UserError
from app.ui.look.icons import Icon, Ink
from app.ui.look.tokens import Tone, px
from app.ui.runtime.tasks import TaskRunner
from app.ui.widgets.forms import ProblemBoard, commit_input_method
from app.ui.widgets.labels import IconLabel, WholeLabel, button, chip, label, set_tone
from app.ui.widgets.layouts import ScrollFrame
from app.ui.widgets.password_edit import CAPS_LOCK_HINT, PasswordEdit
from app.wording import buttons, headings, prompts, states

_CARD_WIDTH = 420
_HINT_HEIGHT = 44
_MISSING = (
    ("login", "Chưa nhập tên đăng nhập; hãy nhập tên được cấp."),
    ("password", "Chưa nhập mật khẩu; hãy nhập mật khẩu của bạn."),
    ("counter_name", "Chưa nhập quầy; hãy nhập tên quầy đang ngồi."),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Credentials:
    """What was typed to sign in."""

    login: str
    password: str
    counter_name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SignInLook:
    """What the page shows before anything is typed.

    With `is_locked` the login stays as it is: the same person comes back to a covered window.
    """

    counter_name: str
    office_name: str = ""
    last_login: str = ""
    logins: Sequence[str] = ()
    is_demo: bool = False
    is_locked: bool = False


class SignInPage(QWidget):
    """`sign_in` runs on the worker and returns whoever signed in; `signed_in` carries that on."""

    signed_in = Signal(object)
    other_person_wanted = Signal()
    restore_wanted = Signal()

    def __init__(
        self,
        tasks: TaskRunner,
        sign_in: Callable[[Credentials], object],
        look: SignInLook,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._tasks = tasks
        self._sign_in = sign_in
        self._look = look
        self._is_waiting = False
        self.login = QLineEdit(look.last_login)
        self.password = PasswordEdit()
        self.counter = QLineEdit(look.counter_name)
        self.shows_password = QCheckBox(prompts.SHOW_PASSWORD)
        self.submit = button("Mở khóa" if look.is_locked else "Đăng nhập", "accent", hint="↵")
        self.hint = WholeLabel("problem", least_height=_HINT_HEIGHT)
        self.restore = button(buttons.RESTORE_BACKUP, "ghost", Icon.BACKUP)
        self._office = label(look.office_name, "quiet", wrap=True)
        self._demo_mark = chip(states.DEMO_DATA, Tone.WARN)
        self._demo_mark.setVisible(look.is_demo)
        self._progress = QProgressBar()
        self._board = ProblemBoard(self)
        self._arrange()
        self._connect()
        first = self.password if look.last_login else self.login
        self.setFocusProxy(first)
        first.setFocus()

    def input(self) -> Credentials:
        return Credentials(
            login=self.login.text().strip(),
            password=self.password.text(),
            counter_name=self.counter.text().strip(),
        )

    def set_office(self, name: str, *, is_demo: bool = False) -> None:
        """Name the office once the store is open, and mark a demo store."""
        self._office.setText(name)
        self._demo_mark.setVisible(is_demo)

    def show_problem(self, field: str, text: str) -> None:
        """Show a problem at its field, or below the form where it belongs to none."""
        if self._board.has(field):
            self._board.show_problem(field, text)
            return
        set_tone(self.hint, Tone.LATE)
        self.hint.setText(text)

    def sign_in_with(self, password: str) -> None:
        """Sign in the person shown with `password`, as if it had been typed."""
        self.password.setText(password)
        self._on_submit()

    def offer_restore(self) -> None:
        """Offer a backup in place of a store that cannot be opened."""
        self.restore.show()

    def wait_for(self, text: str) -> None:
        """Let nobody sign in while something else is done: the page is replaced afterwards."""
        self._set_waiting(is_waiting=True)
        set_tone(self.hint, Tone.NORMAL)
        self.hint.setText(text)

    def problem(self, field: str) -> str:
        return self._board.box(field).problem

    @property
    def is_waiting(self) -> bool:
        """Whether a password is being checked now."""
        return self._is_waiting

    def _arrange(self) -> None:
        card = QFrame(self)
        card.setProperty("card", "true")
        card.setFixedWidth(px(_CARD_WIDTH))
        rows = QVBoxLayout(card)
        rows.setContentsMargins(32, 28, 32, 24)
        rows.setSpacing(0)
        rows.addLayout(self._heading())
        rows.addSpacing(4)
        rows.addWidget(self._office)
        rows.addSpacing(16)
        rows.addWidget(self._board.add("login", prompts.LOGIN, self.login))
        rows.addWidget(self._board.add("password", prompts.PASSWORD, self.password))
        rows.addWidget(self._board.add("counter_name", "&Quầy", self.counter))
        rows.addWidget(self.shows_password)
        self.hint.setAlignment(Qt.AlignmentFlag.AlignVCenter)
        rows.addWidget(self.hint)
        rows.addWidget(self.submit)
        rows.addSpacing(8)
        rows.addWidget(self._progress)
        rows.addWidget(self.restore)
        self.restore.hide()
        if self._look.is_locked:
            rows.addSpacing(8)
            rows.addWidget(self._other_person())
        self._dress_fields()
        inside = QWidget()
        whole = QVBoxLayout(inside)
        whole.addStretch(2)
        whole.addWidget(card, 0, Qt.AlignmentFlag.AlignHCenter)
        whole.addStretch(3)
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(ScrollFrame(inside))

    def _heading(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(10)
        sign = IconLabel(Icon.LOCK if self._look.is_locked else Icon.OFFICE, Ink.ACCENT)
        sign.setFixedSize(QSize(px(26), px(26)))
        row.addWidget(sign)
        row.addWidget(
            label("Màn hình đang khóa" if self._look.is_locked else headings.PROGRAM, "title")
        )
        row.addStretch(1)
        row.addWidget(self._demo_mark)
        return row

    def _other_person(self) -> QWidget:
        other = button("Đổi &người dùng", "ghost", Icon.PEOPLE)
        other.clicked.connect(self.other_person_wanted)
        return other

    def _dress_fields(self) -> None:
        no_help = Qt.InputMethodHint.ImhNoAutoUppercase | Qt.InputMethodHint.ImhNoPredictiveText
        self.login.setInputMethodHints(no_help)
        self.login.setMaxLength(64)
        self.login.setReadOnly(self._look.is_locked)
        self.counter.setMaxLength(100)
        self.counter.setReadOnly(self._look.is_locked)
        self._progress.setRange(0, 0)
        self._progress.setTextVisible(False)
        keeps_room = self._progress.sizePolicy()
        keeps_room.setRetainSizeWhenHidden(True)
        self._progress.setSizePolicy(keeps_room)
        self._progress.hide()
        if self._look.logins:
            completer = QCompleter(list(self._look.logins), self)
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            self.login.setCompleter(completer)
        for editor in (self.password, self.counter):
            editor.setProperty("takes_enter", "true")

    def _connect(self) -> None:
        self.submit.clicked.connect(self._on_submit)
        self.restore.clicked.connect(self.restore_wanted)
        self.submit.setAutoDefault(True)
        self.password.returnPressed.connect(self._on_submit)
        self.counter.returnPressed.connect(self._on_submit)
        self.password.caps_lock_seen.connect(self._on_caps_lock_seen)
        self.shows_password.toggled.connect(self.password.set_shown)

    def _on_submit(self) -> None:
        if self._is_waiting:
            return
        commit_input_method()
        self._board.clear_problems()
        self.hint.setText("")
        typed = self.input()
        problems = {name: text for name, text in _MISSING if not getattr(typed, name)}
        if problems:
            self._board.show_problems(problems)
            return
        self._set_waiting(is_waiting=True)
        self._tasks.write(lambda: self._sign_in(typed), self._on_signed_in, failed=self._on_failed)

    def _on_signed_in(self, actor: object) -> None:
        self._set_waiting(is_waiting=False)
        self.password.clear()
        self.signed_in.emit(actor)

    def _on_failed(self, error: UserError) -> None:
        self._set_waiting(is_waiting=False)
        is_password = isinstance(error, InvalidInputError) and error.field == "password"
        if isinstance(error, InvalidInputError) and not is_password:
            self.show_problem(error.field, error.message)
            return
        # The sentence is longer than the line under a field, and it is about login and password.
        set_tone(self.hint, Tone.LATE)
        self.hint.setText(error.message)
        self.password.setFocus(Qt.FocusReason.OtherFocusReason)
        self.password.selectAll()

    def _on_caps_lock_seen(self, is_on: bool) -> None:  # noqa: FBT001 - a signal's argument
        set_tone(self.hint, Tone.WARN)
        self.hint.setText(CAPS_LOCK_HINT if is_on else "")

    def _set_waiting(self, *, is_waiting: bool) -> None:
        """Keep the fields as they are while the password is checked: nothing moves."""
        self._is_waiting = is_waiting
        self.submit.setEnabled(not is_waiting)
        self._progress.setVisible(is_waiting)
        for editor in (self.login, self.password, self.counter):
            editor.setReadOnly(is_waiting)
        if not is_waiting and self._look.is_locked:
            self.login.setReadOnly(True)
            self.counter.setReadOnly(True)
