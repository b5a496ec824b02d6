"""Tài khoản: who may sign in. Nobody is removed; an account is put out of use and back."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.errors import InvalidInputError, UserError
from app.services.access.passwords import RULE, fresh_password
from app.services.access.records import ACCOUNT, NewOfficer, OfficerFacts, OfficerLine
from app.services.container import Services
from app.services.ledger.records import Actor
from app.services.office.records import AgencyLine
from app.ui.approving.approved_work import run_approved, write_approved
from app.ui.look.icons import Icon
from app.ui.look.tokens import Tone
from app.ui.runtime.tasks import Change, Failed, Write
from app.ui.shell.page_context import PageContext
from app.ui.widgets.columns import plain_column, text_column
from app.ui.widgets.dialogs import FormDialog
from app.ui.widgets.labels import button, card, label
from app.ui.widgets.layouts import FlowRow
from app.ui.widgets.record_form import RecordForm, Today
from app.ui.widgets.row_table import Column
from app.ui.widgets.table_view import RowTable
from app.vocabulary.people import Role
from app.wording import buttons, captions, states
from app.wording.labels import label as word
from app.wording.texts import time_text

# The dialogs of the accounts: a new or edited account, and a new password.


class RolesEditor(QWidget):
    """One check box a role."""

    def __init__(self, roles: frozenset[Role], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.boxes = {role: QCheckBox(word(role)) for role in Role}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        for at, (role, box) in enumerate(self.boxes.items()):
            box.setChecked(role in roles)
            grid.addWidget(box, at // 2, at % 2)
        self.setFocusProxy(self.boxes[Role.OFFICER])

    def value(self) -> frozenset[Role]:
        return frozenset(role for role, box in self.boxes.items() if box.isChecked())


class PasswordRow(QWidget):
    """A password to read out to its owner, so it is shown, with a fresh one to begin with."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.editor = QLineEdit(fresh_password())
        self.editor.setMaxLength(512)
        self.another = button("Tạo mật khẩu khác", "plain", Icon.REFRESH)
        self.another.clicked.connect(lambda: self.editor.setText(fresh_password()))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.editor, 1)
        row.addWidget(self.another)
        self.setFocusProxy(self.editor)

    def value(self) -> str:
        return self.editor.text()


class AccountDialog(RecordForm):
    """A new account, or one to edit: its login stays."""

    def __init__(
        self,
        agencies: Sequence[AgencyLine],
        today: Today,
        known: OfficerLine | None = None,
        parent: QWidget | None = None,
    ) -> None:
        units = [(captions.ONE_STOP_UNIT, None), *((one.name, one.unit_id) for one in agencies)]
        title = "Sửa tài khoản" if known else buttons.ADD_ACCOUNT
        options = {"unit_id": units}
        super().__init__(ACCOUNT, title, "Lưu tài khoản", today, parent, columns=2, options=options)
        self.known = known
        self.roles = RolesEditor(known.roles if known else frozenset({Role.OFFICER}))
        self.password = PasswordRow()
        self.add_row(self.board.add("roles", captions.ROLE, self.roles))
        self.board.follow(*self.roles.boxes.values())
        if known is None:
            words = "&Mật khẩu ban đầu: đọc cho người dùng, họ sẽ tự đổi"
            self.add_row(self.board.add("password", words, self.password))
            self.add_row(label(RULE, "quiet", wrap=True))
        else:
            self.show_stored(known)


class ResetPasswordDialog(FormDialog):
    """A new password for somebody else."""

    def __init__(self, line: OfficerLine, parent: QWidget | None = None) -> None:
        super().__init__("Đặt lại mật khẩu", "Đặt lại mật khẩu", parent)
        self.line = line
        self.password = PasswordRow()
        whose = label(f"{line.name} ({line.login}) sẽ đăng nhập bằng mật khẩu này.", wrap=True)
        self.fields.addWidget(whose, 0, 0)
        title = "&Mật khẩu mới: đọc cho người dùng, họ sẽ tự đổi"
        self.fields.addWidget(self.board.add("password", title, self.password), 1, 0)
        self.fields.addWidget(label(RULE, "quiet", wrap=True), 2, 0)
        self.password.setFocus()


_Found = tuple[tuple[OfficerLine, ...], tuple[AgencyLine, ...]]


def _found(actor: Actor, services: Services) -> _Found:
    return services.accounts.officers(actor), services.office.agencies(actor)


def _roles_text(row: OfficerLine) -> str:
    return ", ".join(word(role) for role in Role if role in row.roles)


def _said(roles: frozenset[Role]) -> str:
    return ", ".join(word(role).lower() for role in Role if role in roles)


def _state(row: OfficerLine) -> str:
    if not row.is_active:
        return "Ngừng hoạt động"
    if row.locked_until is not None:
        return f"Tạm dừng đến {time_text(row.locked_until)}"
    return states.IN_USE if row.password_is_own else "Chưa đổi mật khẩu"


def _state_tip(row: OfficerLine) -> str:
    if row.locked_until is None and not row.password_is_own and row.is_active:
        return "Mật khẩu do người khác đặt; người này chưa xác nhận được việc gì đến khi tự đổi."
    if row.locked_until is None:
        return _state(row)
    return f"{row.failed_count} lần liền nhập sai mật khẩu; {_state(row).lower()}."


def _tone(row: OfficerLine) -> Tone:
    return Tone.NORMAL if row.is_active else Tone.QUIET


def _state_tone(row: OfficerLine) -> Tone:
    return _tone(row) if row.locked_until is None else Tone.WARN


_COLUMNS: list[Column[OfficerLine]] = [
    plain_column(captions.FULL_NAME, "name", tone=_tone),
    plain_column(captions.LOGIN, "login", 150, tone=_tone),
    text_column(captions.ROLE, _roles_text, 240, tone=_tone),
    text_column(captions.UNIT, "unit_name", tone=_tone),
    plain_column(captions.PHONE, "phone", 120, tone=_tone),
    text_column(captions.STATUS, _state, 160, tip=_state_tip, tone=_state_tone),
]


class AccountsTab(QWidget):
    def __init__(self, context: PageContext, services: Services) -> None:
        super().__init__()
        self._context = context
        self._services = services
        self._agencies: tuple[AgencyLine, ...] = ()
        self.table = RowTable(
            _COLUMNS,
            lambda row: row.officer_id,
            empty_text="Chưa có tài khoản nào.\nNhấn Insert để thêm tài khoản đầu tiên.",
        )
        self.add = button("&Thêm tài khoản", "accent", Icon.ADD, hint="Ins")
        self.edit = button(buttons.EDIT_WITH_KEY, "plain", Icon.EDIT, hint="↵")
        self.reset = button("Đặt lại &mật khẩu", "plain", Icon.KEY)
        self.end_wait = button("&Bỏ tạm dừng", "plain", Icon.UNDO)
        self.turn = button("&Ngừng hoạt động", "plain", Icon.LOCK)
        self._arrange()
        self._connect()
        self.setFocusProxy(self.table)

    def load(self) -> None:
        self._context.read(_found, self._services).then(self._show)

    def open_new(self) -> AccountDialog:
        """Ask for a new account."""
        return self._open(AccountDialog(self._agencies, self._context.clock.today, parent=self))

    def open_account(self, row: OfficerLine) -> AccountDialog:
        """Ask for what changes about an account."""
        return self._open(AccountDialog(self._agencies, self._context.clock.today, row, self))

    def open_reset(self, row: OfficerLine) -> ResetPasswordDialog:
        """Ask for a new password."""
        dialog = ResetPasswordDialog(row, self)
        dialog.submitted.connect(partial(self._on_reset_submitted, dialog))
        dialog.open()
        return dialog

    def _show(self, found: _Found) -> None:
        officers, self._agencies = found
        self.table.set_rows(officers)
        self._on_row_selected()

    def _arrange(self) -> None:
        head = FlowRow()
        head.addWidget(label("Vai trò đổi có hiệu lực ngay ở thao tác kế tiếp.", "quiet"))
        head.addStretch()
        for key in (self.end_wait, self.turn, self.reset, self.edit, self.add):
            head.addWidget(key)
        box = card()
        rows = QVBoxLayout(box)
        rows.setContentsMargins(16, 8, 16, 12)
        rows.addWidget(self.table)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 16, 0, 0)
        whole.setSpacing(12)
        whole.addLayout(head)
        whole.addWidget(box, 1)

    def _connect(self) -> None:
        self.add.clicked.connect(self.open_new)
        self.edit.clicked.connect(self._on_edit)
        self.reset.clicked.connect(self._on_reset)
        self.turn.clicked.connect(self._on_turn)
        self.end_wait.clicked.connect(self._on_end_wait)
        self.table.row_activated.connect(self.open_account)
        self.table.row_selected.connect(self._on_row_selected)
        self._context.actions.bind("administration.add_account", self.open_new, self)

    def _open(self, dialog: AccountDialog) -> AccountDialog:
        dialog.submitted.connect(partial(self._on_account_submitted, dialog))
        dialog.open()
        return dialog

    def _on_account_submitted(self, dialog: AccountDialog) -> None:
        write, accounts = self._context.write, self._services.accounts
        try:
            facts = dialog.read(OfficerFacts)
        except InvalidInputError as error:
            dialog.fail(error)
            return
        roles, known = dialog.roles.value(), dialog.known
        if known is None:
            password = dialog.password.value()
            new = NewOfficer(login=dialog.text("login"), name=facts.name, password=password)
            self._run(
                dialog,
                lambda approval: write(
                    accounts.add,
                    new,
                    roles,
                    unit_id=facts.unit_id,
                    phone=facts.phone,
                    approval_id=approval,
                ),
                f"Tài khoản mới {new.login}: {_said(roles)}.",
            )
        else:
            self._run(
                dialog,
                lambda approval: write(
                    accounts.edit, known.officer_id, facts, roles, approval_id=approval
                ),
                f"Tài khoản {known.login}: {_said(roles)}.",
            )

    def _run(
        self, dialog: AccountDialog, work: Callable[[int], Write[OfficerLine]], what: str
    ) -> None:
        run_approved(
            dialog,
            self._context,
            self._services,
            work,
            self._on_saved,
            changed=(Change.PEOPLE,),
            what=what,
        )

    def _on_saved(self, line: OfficerLine) -> None:
        self._context.messages.done(f"Đã lưu tài khoản {line.login} của {line.name}.")
        self.load()

    def _on_reset_submitted(self, dialog: ResetPasswordDialog) -> None:
        line, password = dialog.line, dialog.password.value()
        run_approved(
            dialog,
            self._context,
            self._services,
            lambda approval: self._context.write(
                self._services.accounts.reset_password,
                line.officer_id,
                password,
                approval_id=approval,
            ),
            partial(self._on_changed, f"Đã đặt lại mật khẩu của {line.login}.", None),
            changed=(Change.PEOPLE,),
            what=f"Mật khẩu của {line.name} ({line.login}) được đặt lại.",
        )

    def _on_edit(self) -> None:
        row = self.table.current_row()
        if row is not None:
            self.open_account(row)

    def _on_reset(self) -> None:
        row = self.table.current_row()
        if row is not None:
            self.open_reset(row)

    def _on_turn(self) -> None:
        row = self.table.current_row()
        if row is not None:
            self._set_active(row, is_active=not row.is_active)

    def _set_active(self, row: OfficerLine, *, is_active: bool) -> None:
        accounts = self._services.accounts
        act = accounts.reactivate if is_active else accounts.deactivate
        text = f"Tài khoản {row.login} {'hoạt động lại' if is_active else states.INACTIVE}."
        done = partial(self._on_changed, text, None if is_active else row)

        def begin(approval_id: int, failed: Failed) -> None:
            self._context.write(act, row.officer_id, approval_id=approval_id).then(
                done, changed=(Change.PEOPLE,), failed=failed
            )

        write_approved(
            self._context, self._services, begin, self, failed=self._on_refused, what=text
        )

    def _on_refused(self, error: UserError) -> None:
        self._context.messages.refused(error)

    def _on_end_wait(self) -> None:
        row = self.table.current_row()
        if row is None:
            return
        self._context.write(self._services.accounts.end_wait, row.officer_id).then(
            partial(self._on_changed, f"Tài khoản {row.login} đăng nhập lại được ngay.", None),
            changed=(Change.PEOPLE,),
        )

    def _on_changed(self, text: str, undo: OfficerLine | None, _nothing: None) -> None:
        back = partial(self._set_active, undo, is_active=True) if undo else None
        actions = (("Cho hoạt động lại", back),) if back else ()
        self._context.messages.done(text, actions)
        self.load()

    def _on_row_selected(self) -> None:
        row = self.table.current_row()
        for key in (self.edit, self.reset, self.turn):
            key.setEnabled(row is not None)
        self.end_wait.setEnabled(row is not None and row.locked_until is not None)
        is_active = row is None or row.is_active
        self.turn.setText(" &Ngừng hoạt động" if is_active else " Cho hoạt độ&ng lại")
