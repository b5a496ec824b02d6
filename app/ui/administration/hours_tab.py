"""Giờ làm việc: the week the due dates are counted by."""

from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.errors import InvalidInputError, UserError
from app.services.container import Services
from app.services.deadlines.calendar import WorkingHours
from app.services.intake.calendar_moves import HoursChange
from app.services.office.records import CalendarChange
from app.ui.administration.moves import MovesQuestion, touched_text
from app.ui.administration.scrolling import put_scrolled
from app.ui.look.icons import Icon
from app.ui.runtime.tasks import Change
from app.ui.shell.page_context import PageContext
from app.ui.widgets.forms import commit_input_method
from app.ui.widgets.hours_editor import FIELD, HoursEditor
from app.ui.widgets.labels import button, card, label


class HoursTab(QWidget):
    def __init__(self, context: PageContext, services: Services) -> None:
        super().__init__()
        self._context = context
        self._services = services
        self.editor = HoursEditor(WorkingHours.ordinary())
        self.save = button("&Lưu giờ làm việc", "accent", Icon.SAVE)
        self.save.clicked.connect(self._on_save)
        box = card()
        self._rows = QVBoxLayout(box)
        self._rows.setContentsMargins(24, 16, 24, 16)
        self._rows.setSpacing(12)
        self._rows.addWidget(
            label(
                "Giờ mới dùng cho hồ sơ nhận từ bây giờ; ngày hẹn đã in không tự đổi. "
                "Gõ 730 hay 7h30 đều được.",
                "quiet",
                wrap=True,
            )
        )
        self._rows.addWidget(self.editor)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.save)
        self._rows.addLayout(foot)
        self.question = MovesQuestion(context, services)
        self._rows.addWidget(self.question)
        put_scrolled(self, box)

    def load(self) -> None:
        self._context.read(self._services.office.hours).then(self._show)

    def _show(self, hours: WorkingHours) -> None:
        """Show the hours in an editor with as many spans a day as they have."""
        old = self.editor
        self.editor = HoursEditor(hours)
        self._rows.replaceWidget(old, self.editor)
        old.deleteLater()
        self.setFocusProxy(self.editor)

    def _on_save(self) -> None:
        commit_input_method()
        try:
            hours = self.editor.hours()
        except InvalidInputError:
            return  # the editor shows the day it is about
        words = ("Đổi giờ làm việc", "Vẫn lưu giờ làm việc")
        self.question.ask(HoursChange(hours), words, partial(self._save_hours, hours))

    def _save_hours(self, hours: WorkingHours) -> None:
        self.save.setEnabled(False)
        self._context.write(self._services.office.set_hours, hours).then(
            self._on_saved, changed=(Change.OFFICE,), failed=self._on_failed
        )

    def _on_saved(self, change: CalendarChange) -> None:
        self.save.setEnabled(True)
        self._context.messages.done(f"Đã lưu giờ làm việc. {touched_text(change)}")

    def _on_failed(self, error: UserError) -> None:
        self.save.setEnabled(True)
        if isinstance(error, InvalidInputError) and error.field == FIELD:
            self.editor.show_problem(error.message)
        else:
            self._context.messages.refused(error)
