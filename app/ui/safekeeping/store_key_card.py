"""Whether the store is encrypted, where its key lies, and whether that key is on paper."""

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from app.errors import UserError
from app.services.safekeeping.store_keys import KeyChange, RecoverySheet, StoreKeyState
from app.text import short_id
from app.ui.desk.cards import HeadedCard
from app.ui.look.icons import Icon
from app.ui.look.tokens import Tone, px
from app.ui.runtime.tasks import Read
from app.ui.widgets.labels import WholeLabel, button, label, set_tone
from app.wording import buttons, captions, headings
from app.wording.texts import moment_text

_BESIDE: Final = "Bản quét, giấy đã in và gói nằm cạnh kho chỉ mở được bằng kho này."
_OUTSIDE: Final = (
    "Tệp đã xuất ra và PDF của máy in lưu tệp không được mã hóa theo. Hãy bật cả mã hóa ổ đĩa của "
    "máy (BitLocker, LUKS)."
)


class StoreKeyCard(HeadedCard):
    """`change_wanted` carries the KeyChange asked for; the sheet's button is the tab's."""

    change_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Mã hóa và khóa của đơn vị", parent)
        self.store = WholeLabel()
        self.key = WholeLabel()
        self.paper = WholeLabel()
        self.notice = WholeLabel()
        self.encrypt = button("Mã hóa kho…", "plain", Icon.LOCK)
        self.decrypt = button("Bỏ mã hóa…", "plain", Icon.UNLOCK)
        self.renew = button("Đổi khóa…", "plain", Icon.KEY)
        self.sheet = button("&In phiếu khôi phục…", "accent", Icon.PRINT)
        self._progress = QProgressBar()
        self._progress.setRange(0, 0)
        self._progress.setTextVisible(False)
        self._arrange()
        self.encrypt.clicked.connect(lambda: self.change_wanted.emit(KeyChange.ENCRYPT))
        self.decrypt.clicked.connect(lambda: self.change_wanted.emit(KeyChange.DECRYPT))
        self.renew.clicked.connect(lambda: self.change_wanted.emit(KeyChange.RENEW))
        self.set_waiting(is_waiting=False)

    def show_state(self, state: StoreKeyState) -> None:
        self._show_store(state)
        self.key.setText(_where(state))
        if state.sheet is not None:
            set_tone(self.paper, Tone.NORMAL)
            self.paper.setText(
                f"Mở để in gần nhất {moment_text(state.sheet.at)}, người mở: {state.sheet.name}."
            )
        else:
            set_tone(self.paper, Tone.WARN)
            self.paper.setText(
                "Chưa in phiếu của khóa này. Máy hỏng hoặc mất khóa thì không mở lại được "
                f"{'kho và ' if state.is_encrypted else ''}các bản sao lưu."
            )
        self.encrypt.setVisible(not state.is_shared and not state.is_encrypted)
        self.decrypt.setVisible(state.is_encrypted)

    def set_waiting(self, *, is_waiting: bool) -> None:
        """Take no other press while the store is moved into its new file."""
        self._progress.setVisible(is_waiting)
        self.notice.setVisible(is_waiting)
        self.notice.setText(
            "Đang chép và kiểm tra kho; xin đợi, đừng tắt máy." if is_waiting else ""
        )
        for key in (self.encrypt, self.decrypt, self.renew, self.sheet):
            key.setEnabled(not is_waiting)

    def _show_store(self, state: StoreKeyState) -> None:
        if state.is_shared:
            self.set_count("Máy chủ PostgreSQL")
            self.store.setText(
                "Kho nằm trên máy chủ PostgreSQL: mã hóa là việc của máy chủ. Hãy nhờ người quản "
                "trị bật mã hóa ổ đĩa của máy chủ và kết nối TLS. Khóa dưới đây dùng cho các bản "
                f"sao lưu làm ở máy này. {_BESIDE}"
            )
        elif state.is_encrypted:
            self.set_count("Kho đã mã hóa", Tone.OK)
            self.store.setText(
                "Tệp kho, nhật ký ghi trước và bản sao khi nâng cấp đều đã mã hóa. "
                f"{_BESIDE} {_OUTSIDE}"
            )
        else:
            self.set_count("Kho chưa mã hóa", Tone.WARN)
            self.store.setText(
                "Ai lấy được đĩa của máy này là đọc được hồ sơ, rồi mở được bản quét và giấy đã "
                "in. Hãy mã hóa kho, hoặc bật mã hóa ổ đĩa của máy (BitLocker, LUKS)."
            )

    def _arrange(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(12)
        for at, (title, value) in enumerate(
            (("Kho dữ liệu", self.store), (captions.KEY, self.key), ("Phiếu khôi phục", self.paper))
        ):
            grid.addWidget(label(title, "caption"), 2 * at, 0, 1, 2)
            grid.addWidget(value, 2 * at + 1, 0, 1, 2)
        keys = QGridLayout()
        keys.setSpacing(8)
        keys.addWidget(self.sheet, 0, 0, 1, 2)
        keys.addWidget(self.encrypt, 1, 0)
        keys.addWidget(self.decrypt, 1, 0)
        keys.addWidget(self.renew, 1, 1)
        self.body.addLayout(grid)
        self.body.addStretch(1)
        self.body.addWidget(self.notice)
        self.body.addWidget(self._progress)
        self.body.addLayout(keys)


def _where(state: StoreKeyState) -> str:
    if not state.key_id:
        return "Chưa có khóa. Khóa được tạo khi sao lưu, mã hóa hoặc in phiếu lần đầu."
    name = short_id(state.key_id)
    if state.is_with_system:
        return f"Khóa {name}, giữ trong kho khóa của hệ điều hành trên máy này."
    return (
        f"Khóa {name}, giữ trong tệp chỉ tài khoản này đọc được (quyền 0600) vì máy không có kho "
        "khóa, kho khóa không trả lời hoặc cài đặt chọn tệp. Ai lấy được cả đĩa thì lấy được cả "
        "khóa."
    )


_COLUMNS = 2


class RecoverySheetDialog(QDialog):
    """Nothing of it is left when it is closed; no digit can be selected or copied from it."""

    def __init__(
        self, sheet: RecoverySheet, printing: Read[None], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(headings.RECOVERY_SHEET)
        self.setMinimumWidth(px(560))
        self._sheet = sheet
        self._printing = printing
        self.notice = label("", "body", wrap=True)
        self.print = button("&In phiếu", "accent", Icon.PRINT)
        self.leave = button(buttons.CLOSE, hint="Esc")
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
