"""What is asked before a period is locked, opened again, or its cut-off day changed."""

from collections.abc import Callable
from typing import Final

from PySide6.QtWidgets import QLineEdit, QWidget

from app.services.container import Services
from app.services.periods.calendar import MAX_CUTOFF_DAY, MONTH_END, Cutoff, ReportCalendar
from app.services.periods.records import (
    PeriodLine,
    PeriodView,
    ReopenedPeriods,
    cutoff_lines,
    identity_of,
    late_words,
)
from app.ui.approving.approved_work import run_approved
from app.ui.runtime.tasks import Change
from app.ui.shell.page_context import PageContext
from app.ui.widgets.form_dialog import FormDialog
from app.ui.widgets.inputs import ComboBox, DateEdit
from app.ui.widgets.labels import label

_REASON_MAX: Final = 500


class LockDialog(FormDialog):
    """Locks what was seen: a figure that another desk changed meanwhile refuses it."""

    def __init__(
        self,
        context: PageContext,
        services: Services,
        view: PeriodView,
        done: Callable[[PeriodLine], None],
        parent: QWidget | None = None,
    ) -> None:
        period = view.line.period
        super().__init__(f"Khóa {period.name}", "Khóa kỳ", parent)
        self._context, self._services, self._view, self._done = context, services, view, done
        said = [
            f"Kỳ từ {period.days_text}. Số liệu: {identity_of(view.figures.total)}.",
            late_words(view.figures.total),
            "Khóa rồi thì số liệu không đổi nữa. Việc nhập bù sau này được tính vào kỳ sau và ghi "
            "rõ ở đó. Muốn mở lại phải có hai người và lý do.",
        ]
        for place, words in enumerate(filter(None, said)):
            self.fields.addWidget(label(words, "body", wrap=True), place, 0)
        self.submitted.connect(self._on_submitted)

    def _on_submitted(self) -> None:
        view = self._view
        self.run(
            self._context.write(
                self._services.periods.lock, view.line.period.key, seen=view.digest
            ),
            self._done,
            (Change.REGISTERS,),
        )


class ReopenPeriodDialog(FormDialog):
    """Stays open with its reason until two people have agreed."""

    def __init__(
        self,
        context: PageContext,
        services: Services,
        line: PeriodLine,
        done: Callable[[ReopenedPeriods], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(f"Mở lại {line.period.name}", "Mở lại kỳ", parent)
        self._context, self._services, self._line, self._done = context, services, line, done
        self.reason = QLineEdit()
        self.reason.setMaxLength(_REASON_MAX)
        told = label(
            "Các kỳ đã khóa sau đó, hoặc chứa kỳ này, được mở lại cùng. Lần khóa cũ, lý do và tên "
            "hai người vẫn còn xem được ở đây.",
            "quiet",
            wrap=True,
        )
        self.fields.addWidget(told, 0, 0)
        self.fields.addWidget(self.board.add("reason", "&Lý do mở lại", self.reason), 1, 0)
        self.reason.setFocus()
        self.submitted.connect(self._on_submitted)

    def _on_submitted(self) -> None:
        reason, line = self.reason.text().strip(), self._line
        if not reason:
            self.board.show_problems({"reason": "Chưa có lý do mở lại kỳ. Hãy ghi lý do."})
            return
        run_approved(
            self,
            self._context,
            self._services,
            lambda approval: self._context.write(
                self._services.periods.reopen, line.period.key, reason, approval
            ),
            self._done,
            changed=(Change.REGISTERS,),
            what=f"Mở lại {line.period.name} và các kỳ đã khóa sau đó. Lý do: {reason}",
        )


class CutoffDialog(FormDialog):
    """Asks on which day of its last month a quarter ends, and from when on."""

    def __init__(
        self,
        context: PageContext,
        services: Services,
        calendar: ReportCalendar,
        done: Callable[[ReportCalendar], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("Ngày chốt số liệu quý", "Lưu ngày chốt", parent)
        self._context, self._services, self._done = context, services, done
        self.day = ComboBox()
        self.day.addItem("Cuối tháng", MONTH_END)
        for number in range(1, MAX_CUTOFF_DAY + 1):
            self.day.addItem(f"Ngày {number}", number)
        self.from_day = DateEdit(context.clock.today)
        self.from_day.set_value(calendar.quarter_of(context.clock.today()).first_day)
        told = label(_told(calendar), "quiet", wrap=True)
        self.fields.addWidget(told, 0, 0, 1, 2)
        self.fields.addWidget(self.board.add("day", "&Quý kết thúc vào", self.day), 1, 0)
        self.fields.addWidget(self.board.add("from", "Áp &dụng từ ngày", self.from_day), 1, 1)
        self.submitted.connect(self._on_submitted)

    def _on_submitted(self) -> None:
        try:
            chosen = self.from_day.value()
        except ValueError as wrong:
            self.board.show_problems({"from": str(wrong)})
            return
        if chosen is None:
            self.board.show_problems({"from": "Chưa có ngày áp dụng. Hãy ghi ngày."})
            return
        cutoff = Cutoff(chosen, int(self.day.currentData()))
        self.run(
            self._context.write(self._services.periods.set_cutoff, cutoff),
            self._done,
            (Change.REGISTERS,),
        )


def _told(calendar: ReportCalendar) -> str:
    """Return the cut-off days in force, one a line, and what a change does."""
    return (
        f"{cutoff_lines(calendar)}\nQuý sau luôn bắt đầu ngay sau ngày chốt của quý trước, không "
        "hở và không trùng."
    )
