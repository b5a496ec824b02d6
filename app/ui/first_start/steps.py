"""The steps of a first start: each keeps what was typed and says what is wrong with it."""

from collections.abc import Callable

from PySide6.QtWidgets import QCheckBox, QGridLayout, QLineEdit, QVBoxLayout, QWidget
from typing_extensions import override

from app.errors import InvalidInputError
from app.services.access.records import NewOfficer
from app.services.deadlines.calendar import WorkingHours
from app.services.office.records import NewOffice
from app.ui.runtime.tasks import TaskRunner
from app.ui.widgets.forms import ProblemBoard
from app.ui.widgets.hours_editor import FIELD as HOURS_FIELD
from app.ui.widgets.hours_editor import HoursEditor
from app.ui.widgets.labels import label
from app.ui.widgets.office_form import OfficeForm
from app.ui.widgets.password_edit import CAPS_LOCK_HINT, PasswordEdit
from app.ui.widgets.printer_editor import PrinterEditor, PrinterWork
from app.wording import captions, headings, prompts, sentences


class FirstStartStep(QWidget):
    """One page of the first start."""

    title = ""
    lead = ""

    def check(self) -> None:
        """Raise InvalidInputError for the first thing wrong here."""

    def take(self, error: InvalidInputError) -> bool:
        """Show an error at its field; False when it is not of this step."""
        raise NotImplementedError


class OfficeStep(FirstStartStep):
    title = captions.UNIT
    lead = (
        "Các dòng này in trên mọi giấy tờ. Mã đơn vị đứng đầu mã hồ sơ và không đổi được về sau; "
        "những dòng khác sửa được ở trang Quản trị."
    )

    def __init__(self, check: Callable[[NewOffice], object]) -> None:
        super().__init__()
        self._check = check
        self.form = OfficeForm(is_new=True)
        _stack(self, self.form)
        self.setFocusProxy(self.form)

    def value(self) -> NewOffice:
        return self.form.new_office()

    @override
    def check(self) -> None:
        self.form.board.clear_problems()
        self._check(self.value())

    @override
    def take(self, error: InvalidInputError) -> bool:
        return self.form.take(error)


class AdministratorStep(FirstStartStep):
    title = "Quản trị viên"
    lead = (
        "Người đầu tiên vừa quản trị vừa tiếp nhận được hồ sơ. Mật khẩu từ 12 ký tự, "
        "ví dụ ghép bốn từ không liên quan; chương trình không có mật khẩu mặc định."
    )

    def __init__(
        self, check: Callable[[NewOfficer, NewOffice], object], office: Callable[[], NewOffice]
    ) -> None:
        super().__init__()
        self._check = check
        self._office = office
        self.name = QLineEdit()
        self.login = QLineEdit()
        self.password = PasswordEdit()
        self.repeated = PasswordEdit()
        self.shows_password = QCheckBox("H&iện mật khẩu")
        self._caps_lock = label("", "problem")
        self.board = ProblemBoard(self)
        self._arrange()
        for field in (self.password, self.repeated):
            self.shows_password.toggled.connect(field.set_shown)
            field.caps_lock_seen.connect(self._on_caps_lock_seen)
        self.setFocusProxy(self.name)

    def value(self) -> NewOfficer:
        return NewOfficer(
            login=self.login.text(), name=self.name.text(), password=self.password.text()
        )

    @override
    def check(self) -> None:
        self.board.clear_problems()
        self._check(self.value(), self._office())
        if self.repeated.text() != self.password.text():
            raise InvalidInputError("repeated", sentences.PASSWORDS_DIFFER)

    @override
    def take(self, error: InvalidInputError) -> bool:
        return self.board.take(error)

    def _arrange(self) -> None:
        self.login.setPlaceholderText("nguyen.van.an")
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(4)
        add = self.board.add
        grid.addWidget(add("admin_name", prompts.FULL_NAME, self.name), 0, 0)
        grid.addWidget(add("login", prompts.LOGIN, self.login), 0, 1)
        grid.addWidget(add("password", prompts.PASSWORD, self.password), 1, 0)
        grid.addWidget(add("repeated", "&Nhập lại mật khẩu", self.repeated), 1, 1)
        grid.addWidget(self.shows_password, 2, 0)
        grid.addWidget(self._caps_lock, 2, 1)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        self.board.follow(self.shows_password)
        box = QWidget()
        box.setLayout(grid)
        grid.setContentsMargins(0, 0, 0, 0)
        _stack(self, box)

    def _on_caps_lock_seen(self, is_on: bool) -> None:  # noqa: FBT001 - a signal's argument
        self._caps_lock.setText(CAPS_LOCK_HINT if is_on else "")


class HoursStep(FirstStartStep):
    title = headings.WORKING_HOURS
    lead = "Ngày hẹn trả được tính theo giờ này và lịch nghỉ lễ kèm sẵn. Gõ 730 hay 7h30 đều được."

    def __init__(self) -> None:
        super().__init__()
        self.editor = HoursEditor(WorkingHours.ordinary())
        _stack(self, self.editor)
        self.setFocusProxy(self.editor)

    def value(self) -> WorkingHours:
        return self.editor.hours()

    @override
    def check(self) -> None:
        self.editor.hours()

    @override
    def take(self, error: InvalidInputError) -> bool:
        if error.field != HOURS_FIELD:
            return False
        self.editor.show_problem(error.message)
        return True


class PrinterStep(FirstStartStep):
    title = captions.PRINTER
    lead = (
        "Chọn máy in cho từng cỡ giấy rồi in trang thử. Chưa có máy in thì cứ lưu PDF; "
        "đổi lúc nào cũng được."
    )

    def __init__(self, tasks: TaskRunner, work: PrinterWork) -> None:
        super().__init__()
        self.editor = PrinterEditor(tasks, work)
        _stack(self, self.editor)
        self.setFocusProxy(self.editor)

    @override
    def take(self, error: InvalidInputError) -> bool:
        return False


class EncryptionStep(FirstStartStep):
    title = "Mã hóa"
    lead = (
        "Kho đã mã hóa thì ai lấy được đĩa của máy cũng không đọc được hồ sơ, bản quét. Bật hoặc "
        "bỏ lúc nào cũng được, ở trang Bảo quản."
    )

    def __init__(self) -> None:
        super().__init__()
        self.choice = QCheckBox("&Mã hóa kho dữ liệu trên máy này")
        box = QWidget()
        rows = QVBoxLayout(box)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(8)
        rows.addWidget(self.choice)
        rows.addWidget(
            label(
                "Nếu chọn: ngay sau khi đăng nhập, hãy mở trang Bảo quản, thẻ Khóa và mã hóa rồi "
                "in phiếu khôi phục. Mất khóa mà không có phiếu là mất dữ liệu, không ai mở được.",
                "body",
                wrap=True,
            )
        )
        _stack(self, box)
        self.setFocusProxy(self.choice)

    @override
    def take(self, error: InvalidInputError) -> bool:
        return False


def _stack(step: QWidget, content: QWidget) -> None:
    rows = QVBoxLayout(step)
    rows.setContentsMargins(0, 0, 0, 0)
    rows.addWidget(content)
    rows.addStretch(1)
