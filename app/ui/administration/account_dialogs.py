"""The dialogs of the accounts: a new or edited account, and a new password."""

from collections.abc import Sequence

from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QLineEdit, QWidget

from app.services.access.passwords import RULE, fresh_password
from app.services.access.records import NewOfficer, OfficerFacts, OfficerLine
from app.services.office.records import AgencyLine
from app.ui.look.icons import Icon
from app.ui.widgets.form_dialog import FormDialog
from app.ui.widgets.inputs import ComboBox
from app.ui.widgets.labels import button, label
from app.vocabulary.people import Role
from app.wording.labels import label as word


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


class AccountDialog(FormDialog):
    """A new account, or one to edit: its login stays."""

    def __init__(
        self,
        agencies: Sequence[AgencyLine],
        known: OfficerLine | None = None,
        parent: QWidget | None = None,
    ) -> None:
        title = "Sửa tài khoản" if known else "Thêm tài khoản"
        super().__init__(title, "Lưu tài khoản", parent)
        self.known = known
        self.name = QLineEdit(known.name if known else "")
        self.login = QLineEdit(known.login if known else "")
        self.login.setReadOnly(known is not None)
        self.login.setPlaceholderText("nguyen.van.an")
        self.phone = QLineEdit(known.phone if known else "")
        self.unit = ComboBox()
        self.roles = RolesEditor(known.roles if known else frozenset({Role.OFFICER}))
        self.password = PasswordRow()
        self._fill_units(agencies, known)
        self._place()

    def new_officer(self) -> NewOfficer:
        return NewOfficer(
            login=self.login.text(), name=self.name.text(), password=self.password.value()
        )

    def facts(self) -> OfficerFacts:
        return OfficerFacts(
            name=self.name.text(), phone=self.phone.text(), unit_id=self.unit.currentData()
        )

    def _fill_units(self, agencies: Sequence[AgencyLine], known: OfficerLine | None) -> None:
        self.unit.addItem("Bộ phận Một cửa", None)
        for agency in agencies:
            self.unit.addItem(agency.name, agency.unit_id)
        if known is not None:
            self.unit.setCurrentIndex(max(0, self.unit.findData(known.unit_id)))

    def _place(self) -> None:
        add, grid = self.board.add, self.fields
        grid.addWidget(add("name", "&Họ và tên", self.name), 0, 0)
        grid.addWidget(add("login", "&Tên đăng nhập", self.login), 0, 1)
        grid.addWidget(add("unit_id", "Đơn &vị", self.unit), 1, 0)
        grid.addWidget(add("phone", "Đ&iện thoại", self.phone), 1, 1)
        grid.addWidget(add("roles", "Vai trò", self.roles), 2, 0, 1, 2)
        if self.known is None:
            title = "&Mật khẩu ban đầu: đọc cho người dùng, họ sẽ tự đổi"
            grid.addWidget(add("password", title, self.password), 3, 0, 1, 2)
            grid.addWidget(label(RULE, "quiet", wrap=True), 4, 0, 1, 2)
        self.board.follow(*self.roles.boxes.values())
        self.name.setFocus()


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
