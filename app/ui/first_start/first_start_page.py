"""A short first start: office, administrator, hours, printer, encryption; or a demo store."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.errors import InvalidInputError, UserError
from app.services.access.records import NewOfficer
from app.services.deadlines.calendar import WorkingHours
from app.services.office.records import DemoMade, NewOffice
from app.ui.first_start.demo_accounts import DemoAccounts
from app.ui.first_start.steps import (
    AdministratorStep,
    EncryptionStep,
    FirstStartStep,
    HoursStep,
    OfficeStep,
    PrinterStep,
)
from app.ui.look.icons import Icon
from app.ui.look.tokens import Tone, px
from app.ui.runtime.tasks import TaskRunner
from app.ui.widgets.dialogs import CONFIRM, LEAVE, bind_key
from app.ui.widgets.forms import commit_input_method
from app.ui.widgets.labels import button, card, label, set_tone
from app.ui.widgets.layouts import ScrollFrame
from app.ui.widgets.printer_editor import PrinterSetup, PrinterWork
from app.wording import buttons, headings

_WIDTH = 860


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstStartInput:
    """Everything a new store is made of."""

    office: NewOffice
    admin: NewOfficer
    hours: WorkingHours
    printers: PrinterSetup
    is_encrypted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstStartWork:
    """What the page can do. The checks are quick and raise InvalidInputError naming a field.

    `create` and `open_demo` run on the worker.
    """

    check_office: Callable[[NewOffice], object]
    check_admin: Callable[[NewOfficer, NewOffice], object]
    create: Callable[[FirstStartInput], object]
    open_demo: Callable[[], DemoMade]
    printing: PrinterWork


class FirstStartPage(QWidget):
    """`finished` carries the login to sign in with, once the store has an office.

    Of a demo account it carries the password too, empty otherwise.
    """

    finished = Signal(str, str)
    restore_wanted = Signal()

    def __init__(
        self, tasks: TaskRunner, work: FirstStartWork, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._tasks = tasks
        self._work = work
        self.office = OfficeStep(work.check_office)
        self.administrator = AdministratorStep(work.check_admin, self.office.value)
        self.hours = HoursStep()
        self.printer = PrinterStep(tasks, work.printing)
        self.encryption = EncryptionStep()
        self.steps: tuple[FirstStartStep, ...] = (
            self.office,
            self.administrator,
            self.hours,
            self.printer,
            self.encryption,
        )
        self._marks: list[QLabel] = []
        self._title = label("", "title")
        self._lead = label("", "quiet", wrap=True)
        self.notice = label("", "body", wrap=True)
        self.demo = button("Mở kho dữ &liệu thử", "ghost", Icon.DOSSIER)
        self.restore = button(buttons.RESTORE_BACKUP, "ghost", Icon.BACKUP)
        self.back = button(buttons.BACK, hint="Esc")
        self.go_on = button(buttons.CONTINUE, "accent", hint="Ctrl+↵")
        self._progress = QProgressBar()
        self._stack = QStackedWidget()
        self._arrange()
        self._connect()
        self.show_step(0)
        self.printer.editor.load_queues()

    @property
    def at(self) -> int:
        """The number of the step on the screen, from 0."""
        return self._stack.currentIndex()

    def show_step(self, at: int) -> None:
        """Show a step; what was typed in the others stays."""
        step = self.steps[at]
        self._stack.setCurrentIndex(at)
        self._title.setText(f"{at + 1}/{len(self.steps)}  {step.title}")
        self._lead.setText(step.lead)
        self._say("")
        self.back.setEnabled(at > 0)
        is_last = at == len(self.steps) - 1
        self.go_on.setText(f"{'Tạo kho dữ liệu' if is_last else buttons.CONTINUE}   Ctrl+↵")
        for number, mark in enumerate(self._marks):
            set_tone(mark, Tone.ACCENT if number == at else Tone.QUIET)
        self.setFocusProxy(step)
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def input(self) -> FirstStartInput:
        return FirstStartInput(
            office=self.office.value(),
            admin=self.administrator.value(),
            hours=self.hours.value(),
            printers=self.printer.editor.setup(),
            is_encrypted=self.encryption.choice.isChecked(),
        )

    def _arrange(self) -> None:
        for step in self.steps:
            self._stack.addWidget(step)
        box = card()
        box.setFixedWidth(px(_WIDTH))
        rows = QVBoxLayout(box)
        rows.setContentsMargins(32, 24, 32, 20)
        rows.setSpacing(4)
        rows.addWidget(self._title)
        rows.addWidget(self._lead)
        rows.addSpacing(12)
        rows.addWidget(self._stack, 1)
        rows.addWidget(self.notice)
        rows.addLayout(self._foot())
        rows.addSpacing(8)
        rows.addWidget(self._progress)
        self._lead.setMinimumHeight(px(44))
        self._lead.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._progress.setRange(0, 0)
        self._progress.setTextVisible(False)
        keeps_room = self._progress.sizePolicy()
        keeps_room.setRetainSizeWhenHidden(True)
        self._progress.setSizePolicy(keeps_room)
        self._progress.hide()
        self._first_start = QWidget()
        whole = QVBoxLayout(self._first_start)
        whole.setContentsMargins(24, 24, 24, 24)
        whole.setSpacing(16)
        head = QWidget()
        head.setFixedWidth(px(_WIDTH))
        head.setLayout(self._head())
        whole.addStretch(1)
        whole.addWidget(head, 0, Qt.AlignmentFlag.AlignHCenter)
        whole.addWidget(box, 0, Qt.AlignmentFlag.AlignHCenter)
        whole.addStretch(2)
        self._whole = QVBoxLayout(self)
        self._whole.setContentsMargins(0, 0, 0, 0)
        self._frame = ScrollFrame(self._first_start)
        self._whole.addWidget(self._frame)

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(20)
        row.addWidget(label(headings.PROGRAM, "title"))
        for step in self.steps:
            mark = label(step.title, "quiet")
            self._marks.append(mark)
            row.addWidget(mark)
        row.addStretch(1)
        row.addWidget(self.demo)
        return row

    def _foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(self.back)
        row.addWidget(self.restore)
        row.addStretch(1)
        row.addWidget(self.go_on)
        return row

    def _connect(self) -> None:
        self.go_on.setAutoDefault(True)
        self.go_on.clicked.connect(self._on_go_on)
        self.back.clicked.connect(self._on_back)
        self.demo.clicked.connect(self._on_demo)
        self.restore.clicked.connect(self.restore_wanted)
        bind_key(CONFIRM, self._on_go_on, self._first_start)
        bind_key(LEAVE, self._on_back, self._first_start)

    def _on_back(self) -> None:
        commit_input_method()
        if self.at > 0 and self.go_on.isEnabled():
            self.show_step(self.at - 1)

    def _on_go_on(self) -> None:
        if not self.go_on.isEnabled():
            return
        commit_input_method()
        try:
            self.steps[self.at].check()
        except InvalidInputError as error:
            self._take(error)
            return
        if self.at < len(self.steps) - 1:
            self.show_step(self.at + 1)
        else:
            self._create()

    def _create(self) -> None:
        typed = self.input()
        self._set_waiting(is_waiting=True)
        self._tasks.write(
            lambda: self._work.create(typed),
            lambda _made: self._on_created(typed.admin.login.strip().lower()),
            failed=self._on_failed,
        )

    def _on_created(self, login: str) -> None:
        self._set_waiting(is_waiting=False)
        self.finished.emit(login, "")

    def _on_demo(self) -> None:
        self._set_waiting(is_waiting=True)
        self._tasks.write(self._work.open_demo, self._on_demo_opened, failed=self._on_failed)

    def _on_demo_opened(self, made: DemoMade) -> None:
        self._set_waiting(is_waiting=False)
        accounts = DemoAccounts(made)
        accounts.sign_in_wanted.connect(self.finished)
        box = card()
        box.setFixedSize(px(_WIDTH), px(420))
        rows = QVBoxLayout(box)
        rows.setContentsMargins(32, 24, 32, 24)
        rows.addWidget(accounts)
        self._first_start.setEnabled(False)
        self._frame.hide()
        self._whole.addWidget(box, 0, Qt.AlignmentFlag.AlignCenter)
        self.setFocusProxy(accounts)
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_failed(self, error: UserError) -> None:
        self._set_waiting(is_waiting=False)
        if isinstance(error, InvalidInputError):
            self._take(error)
        else:
            self._say(error.message)
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _take(self, error: InvalidInputError) -> None:
        """Go to the step that has the field and show the error there."""
        here = self.at
        for at in (here, *(other for other in range(len(self.steps)) if other != here)):
            if self.steps[at].take(error):
                if at != here:
                    self.show_step(at)
                    self.steps[at].take(error)
                return
        self._say(error.message)

    def _say(self, text: str) -> None:
        set_tone(self.notice, Tone.LATE)
        self.notice.setText(text)

    def _set_waiting(self, *, is_waiting: bool) -> None:
        self._progress.setVisible(is_waiting)
        self._stack.setEnabled(not is_waiting)
        for key in (self.go_on, self.demo, self.restore):
            key.setEnabled(not is_waiting)
        self.back.setEnabled(not is_waiting and self.at > 0)
