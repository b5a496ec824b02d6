"""Đơn vị: what papers say about the office."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.errors import InvalidInputError, UserError
from app.services.container import Services
from app.services.office.records import OfficeFacts
from app.ui.administration.scrolling import put_scrolled
from app.ui.look.icons import Icon
from app.ui.runtime.tasks import Change
from app.ui.shell.page_context import PageContext
from app.ui.widgets.forms import commit_input_method
from app.ui.widgets.labels import button, card, label
from app.ui.widgets.office_form import OfficeForm


class OfficeTab(QWidget):
    def __init__(self, context: PageContext, services: Services) -> None:
        super().__init__()
        self._context = context
        self._services = services
        self.form = OfficeForm(is_new=False)
        self.save = button("&Lưu thông tin đơn vị", "accent", Icon.SAVE)
        self.save.clicked.connect(self._on_save)
        box = card()
        rows = QVBoxLayout(box)
        rows.setContentsMargins(24, 16, 24, 16)
        rows.setSpacing(8)
        rows.addWidget(
            label("Giấy tờ in từ bây giờ sẽ mang thông tin mới; giấy đã in không đổi.", "quiet")
        )
        rows.addWidget(self.form)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.save)
        rows.addLayout(foot)
        put_scrolled(self, box)
        self.setFocusProxy(self.form)

    def load(self) -> None:
        self._context.read(self._services.office.facts).then(self.form.show_facts)

    def _on_save(self) -> None:
        commit_input_method()
        self.form.board.clear_problems()
        edit = self.form.edit()
        self.save.setEnabled(False)
        self._context.write(self._services.office.update, edit).then(
            self._on_saved, changed=(Change.OFFICE,), failed=self._on_failed
        )

    def _on_saved(self, facts: OfficeFacts) -> None:
        self.save.setEnabled(True)
        self.form.show_facts(facts)
        self._context.messages.done("Đã lưu thông tin đơn vị.")

    def _on_failed(self, error: UserError) -> None:
        self.save.setEnabled(True)
        if not (isinstance(error, InvalidInputError) and self.form.take(error)):
            self._context.messages.refused(error)
