"""The recovery sheet on the screen: to be printed at once, or copied by hand."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.errors import UserError
from app.services.safekeeping.store_keys import RecoverySheet
from app.text import short_id
from app.ui.look.icons import Icon
from app.ui.look.text_size import px
from app.ui.look.tokens import Tone
from app.ui.runtime.tasks import Read
from app.ui.widgets.labels import button, label, set_tone

_COLUMNS = 2


class SheetDialog(QDialog):
    """Nothing of it is left when it is closed; no digit can be selected or copied from it."""

    def __init__(
        self, sheet: RecoverySheet, printing: Read[None], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Phiếu khôi phục khóa")
        self.setMinimumWidth(px(560))
        self._sheet = sheet
        self._printing = printing
        self.notice = label("", "body", wrap=True)
        self.print = button("&In phiếu", "accent", Icon.PRINT)
        self.leave = button("Đóng", hint="Esc")
        self._arrange()
        self.print.setAutoDefault(True)
        self.print.clicked.connect(self._on_print)
        self.leave.clicked.connect(self.accept)
        self.print.setFocus()

    def _arrange(self) -> None:
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addStretch(1)
        foot.addWidget(self.leave)
        foot.addWidget(self.print)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(24, 20, 24, 20)
        rows.setSpacing(12)
        rows.addWidget(label(f"Phiếu khôi phục khóa {short_id(self._sheet.key_id)}", "title"))
        rows.addWidget(
            label(
                "In hai bản, cất trong phong bì dán kín ở hai nơi có khóa. Máy không in được thì "
                "chép tay đủ 14 nhóm theo thứ tự rồi đọc soát lại. Các số này không lưu vào tệp "
                "nào.",
                "quiet",
                wrap=True,
            )
        )
        rows.addLayout(self._digits())
        rows.addWidget(self.notice)
        rows.addLayout(foot)

    def _digits(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(6)
        groups = self._sheet.groups
        rows = -(-len(groups) // _COLUMNS)
        for at, group in enumerate(groups):
            column, row = divmod(at, rows)
            half = len(group) // 2
            number = label(f"{at + 1}.", "quiet")
            number.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(number, row, 2 * column)
            grid.addWidget(label(f"{group[:half]} {group[half:]}", "figure"), row, 2 * column + 1)
            grid.setColumnStretch(2 * column + 1, 1)
        return grid

    def _on_print(self) -> None:
        self.print.setEnabled(False)
        self._say("Đang in…", Tone.QUIET)
        self._printing.then(self._on_printed, self._on_failed)

    def _on_printed(self, _none: None) -> None:
        self.print.setEnabled(True)
        self._say("Đã gửi máy in. Kiểm tra tờ giấy rồi mới đóng.", Tone.OK)

    def _on_failed(self, error: UserError) -> None:
        self.print.setEnabled(True)
        self._say(error.message, Tone.LATE)

    def _say(self, text: str, tone: Tone) -> None:
        set_tone(self.notice, tone)
        self.notice.setText(text)
