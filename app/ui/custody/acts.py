"""What the page asks and does: papers to another desk or shelf, who stands in for whom."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QLineEdit, QWidget

from app.errors import InvalidInputError
from app.services.container import Services
from app.services.custody.location_records import Colleague, StandIn
from app.ui.runtime.tasks import Change
from app.ui.shell.page_context import PageContext
from app.ui.widgets.form_dialog import FormDialog
from app.ui.widgets.inputs import ComboBox, DateEdit

_CHANGED = (Change.DOSSIERS,)


class PutDialog(FormDialog):
    """Who takes the papers and where they lie; without colleagues only where they lie."""

    def __init__(
        self, count: int, colleagues: Sequence[Colleague], parent: QWidget | None = None
    ) -> None:
        title = "Chuyển trong đơn vị" if colleagues else "Nơi để giấy tờ"
        super().__init__(f"{title}: {count} hồ sơ", "Ghi", parent)
        self.keeper = ComboBox()
        self.place = QLineEdit()
        self.place.setPlaceholderText("ví dụ: Tủ 2, ngăn B")
        for one in colleagues:
            self.keeper.addItem(one.name, one.officer_id)
        if colleagues:
            box = self.board.add("officer_id", "&Người nhận giữ", self.keeper)
            self.fields.addWidget(box, 0, 0)
        self.fields.addWidget(self.board.add("place", "Nơ&i để", self.place), 1, 0)
        (self.keeper if colleagues else self.place).setFocus()

    def officer_id(self) -> int | None:
        chosen = self.keeper.currentData()
        return chosen if isinstance(chosen, int) else None


class StandInDialog(FormDialog):
    """Who is away, who stands in, from when to when, and why."""

    def __init__(
        self,
        colleagues: Sequence[Colleague],
        own_id: int,
        today: Callable[[], date],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("Ủy quyền khi vắng", "Ủy quyền", parent)
        self.absent, self.deputy = ComboBox(), ComboBox()
        self.first, self.last = DateEdit(today), DateEdit(today)
        self.reason = QLineEdit()
        for one in colleagues:
            self.absent.addItem(one.name, one.officer_id)
            self.deputy.addItem(one.name, one.officer_id)
        self.absent.setCurrentIndex(max(0, self.absent.findData(own_id)))
        self.deputy.setCurrentIndex(
            0 if self.absent.currentIndex() else min(1, len(colleagues) - 1)
        )
        self.first.set_value(today())
        for name, words, editor, place in (
            ("officer_id", "Người &vắng", self.absent, (0, 0)),
            ("deputy_id", "Người &thay", self.deputy, (0, 1)),
            ("from", "Từ n&gày", self.first, (1, 0)),
            ("until", "Đế&n hết ngày", self.last, (1, 1)),
        ):
            self.fields.addWidget(self.board.add(name, words, editor), *place)
        self.fields.addWidget(self.board.add("reason", "&Lý do", self.reason), 2, 0, 1, 2)
        self.deputy.setFocus()

    def days(self) -> tuple[date, date]:
        """Return the first and the last day. Raises InvalidInputError (`from`, `until`)."""
        return _day("from", self.first), _day("until", self.last)


class CustodyActs(QObject):
    """Asks in a small form, does it on the worker, and tells what was done."""

    def __init__(self, context: PageContext, services: Services, page: QWidget) -> None:
        super().__init__(page)
        self._context = context
        self._services = services
        self._page = page

    def ask_put(self, codes: Sequence[str], colleagues: Sequence[Colleague]) -> None:
        """Ask who takes the papers (nobody new without `colleagues`) and where they lie."""
        if not codes:
            self._context.messages.info("Chọn giấy tờ trong danh sách trước.")
            return
        dialog = PutDialog(len(codes), colleagues, self._page)
        dialog.submitted.connect(partial(self._put, dialog, tuple(codes)))
        dialog.open()

    def ask_stand_in(self, colleagues: Sequence[Colleague]) -> None:
        """Ask who is away, who stands in, and until when."""
        if len(colleagues) < 2:
            self._context.messages.info("Đơn vị chưa có đồng nghiệp nào khác để ủy quyền.")
            return
        dialog = StandInDialog(
            colleagues, self._context.actor().officer_id, self._context.clock.today, self._page
        )
        dialog.submitted.connect(partial(self._stand_in, dialog))
        dialog.open()

    def end_stand_in(self, row: StandIn) -> None:
        """End a stand-in now."""
        self._context.write(self._services.keepers.end_stand_in, row.stand_in_id).then(
            lambda _none: self._done(f"{row.deputy_name} không còn thay {row.officer_name}."),
            changed=_CHANGED,
            failed=self._context.messages.refused,
        )

    def _put(self, dialog: PutDialog, codes: tuple[str, ...]) -> None:
        officer_id, place = dialog.officer_id(), dialog.place.text()
        to = dialog.keeper.currentText() or place.strip()
        dialog.run(
            self._context.write(
                self._services.keepers.put, codes, officer_id=officer_id, place=place
            ),
            lambda _none: self._done(f"Đã chuyển {len(codes)} hồ sơ tới {to}."),
            _CHANGED,
        )

    def _stand_in(self, dialog: StandInDialog) -> None:
        try:
            days = dialog.days()
        except InvalidInputError as error:
            dialog.fail(error)
            return
        absent_id = int(dialog.absent.currentData())
        deputy_id = int(dialog.deputy.currentData())
        reason, deputy = dialog.reason.text(), dialog.deputy.currentText()
        absent = dialog.absent.currentText()
        dialog.run(
            self._context.write(
                self._services.keepers.stand_in, absent_id, deputy_id, days, reason
            ),
            lambda _none: self._done(f"{deputy} thay {absent} đến {days[1]:%d/%m/%Y}."),
            _CHANGED,
        )

    def _done(self, text: str) -> None:
        self._context.messages.done(text)


def _day(name: str, editor: DateEdit) -> date:
    try:
        found = editor.value()
    except ValueError as error:
        raise InvalidInputError(name, str(error)) from None
    if found is None:
        raise InvalidInputError(name, "Chưa nhập ngày. Hãy nhập ngày/tháng/năm.")
    return found
