"""What is asked before papers change desks, and before somebody stands in for another."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtWidgets import QLineEdit, QWidget

from app.errors import InvalidInputError
from app.services.keeping.records import Colleague
from app.ui.widgets.form_dialog import FormDialog
from app.ui.widgets.inputs import ComboBox, DateEdit


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
        self._today = today
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


def _day(name: str, editor: DateEdit) -> date:
    try:
        found = editor.value()
    except ValueError as error:
        raise InvalidInputError(name, str(error)) from None
    if found is None:
        raise InvalidInputError(name, "Chưa nhập ngày. Hãy nhập ngày/tháng/năm.")
    return found
