"""The accounts of a new demo store, shown once with their passwords."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.services.office.records import DemoMade, DemoOfficer
from app.ui.look.icons import Icon
from app.ui.widgets.columns import digits_column, plain_column
from app.ui.widgets.labels import button, label
from app.ui.widgets.row_table import Column
from app.ui.widgets.table_view import RowTable
from app.wording import captions
from app.wording.labels import label as word

_COLUMNS: list[Column[DemoOfficer]] = [
    plain_column(captions.LOGIN, "login", 160),
    digits_column("Mật khẩu", "password", 220),
    plain_column(captions.ROLE, lambda row: ", ".join(word(role) for role in row.roles)),
]


class DemoAccounts(QWidget):
    """`sign_in_wanted` carries the login and the password to sign in with at once."""

    sign_in_wanted = Signal(str, str)

    def __init__(self, made: DemoMade, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._made = made
        self.table = RowTable(_COLUMNS, lambda row: row.login, empty_text="Không có tài khoản thử.")
        self.table.set_rows(made.officers)
        self.table.selectRow(0)
        self.copy = button("&Sao chép danh sách", "plain", Icon.COPY)
        self.go_on = button("Đăng nhập bằng tài khoản đang chọn", "accent", hint="↵")
        self.go_on.setAutoDefault(True)
        self.copy.clicked.connect(self._on_copy)
        self.go_on.clicked.connect(self._on_go_on)
        self.table.row_activated.connect(self._on_go_on)
        keys = QHBoxLayout()
        keys.addWidget(self.copy)
        keys.addStretch(1)
        keys.addWidget(self.go_on)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(12)
        rows.addWidget(label("Kho dữ liệu thử đã sẵn sàng", "title"))
        rows.addWidget(
            label(
                "Mật khẩu chỉ hiện một lần ở đây; hãy sao chép lại. Mọi trang và giấy tờ của kho "
                "này đều ghi DỮ LIỆU THỬ.",
                "quiet",
                wrap=True,
            )
        )
        rows.addWidget(self.table, 1)
        rows.addLayout(keys)
        self.setFocusProxy(self.go_on)

    def _on_copy(self) -> None:
        lines = [f"{row.login}\t{row.password}" for row in self._made.officers]
        QGuiApplication.clipboard().setText("\n".join(lines))
        self.copy.setText(" Đã sao chép")

    def _on_go_on(self) -> None:
        row = self.table.current_row() or self._made.officers[0]
        self.sign_in_wanted.emit(row.login, row.password)
