"""The register book with addresses and telephones in full: a reason, the file, the own password."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QWidget

from app.errors import InvalidInputError
from app.reports.formats import ExportFormat
from app.reports.register_book import book_file_name
from app.reports.register_book_export import write_register_book
from app.services.container import Services
from app.services.ledger.records import required_reason
from app.services.privacy import (
    BOOK_REASON,
    Disclosure,
    Exported,
    disclosure_subject,
)
from app.ui.approving.approval_dialog import ask_approval
from app.ui.desk.period_bar import PeriodDays
from app.ui.shell.page_context import PageContext
from app.ui.widgets.dialogs import FormDialog
from app.ui.widgets.inputs import ReasonEdit
from app.ui.widgets.labels import label
from app.vocabulary.people import GuardedAct
from app.wording.texts import day_text

_ACT = "xuất dữ liệu không che"


class DisclosureDialog(FormDialog):
    """Asks why; `wanted` gets the reason once it says something."""

    def __init__(self, span: PeriodDays, wanted: Callable[[str], None], parent: QWidget) -> None:
        super().__init__("Xuất sổ theo dõi hồ sơ", "Chọn tệp…", parent)
        self._wanted = wanted
        self.reason = ReasonEdit()
        self.reason.setPlainText(BOOK_REASON)
        self.reason.selectAll()
        told = label(
            f"Tệp sẽ có đủ địa chỉ và số điện thoại của người dân, từ {day_text(span.first)} đến "
            f"{day_text(span.last)}. Nhật ký ghi tên bạn, kỳ, số dòng và lý do. Bạn nhập lại mật "
            "khẩu trước khi tệp được ghi.",
            "body",
            wrap=True,
        )
        self.fields.addWidget(told, 0, 0)
        self.fields.addWidget(self.board.add("reason", "&Lý do", self.reason), 1, 0)
        self.submitted.connect(self._on_submitted)
        self.reason.setFocus()

    def _on_submitted(self) -> None:
        try:
            reason = required_reason(self.reason.toPlainText(), _ACT)
        except InvalidInputError as error:
            self.fail(error)
            return
        self.accept()
        self._wanted(reason)


class UnmaskedRegister:
    """Leads from the reason to the written file; turning back anywhere writes and logs nothing."""

    def __init__(self, context: PageContext, services: Services, page: QWidget) -> None:
        self._context = context
        self._services = services
        self._page = page

    def start(self, span: PeriodDays, fmt: ExportFormat) -> None:
        """Ask why the book of `span` is to be taken out in full."""
        DisclosureDialog(span, partial(self._ask_path, span, fmt), self._page).open()

    def _ask_path(self, span: PeriodDays, fmt: ExportFormat, reason: str) -> None:
        name = book_file_name(span.first, span.last, fmt)
        path = self._context.files.save_export(self._page, name, fmt)
        if path is None:
            return
        ask_approval(
            self._context,
            self._services,
            GuardedAct.EXPORT_UNMASKED,
            disclosure_subject(Exported.REGISTER, span.first, span.last),
            partial(self._write, span, fmt, path, reason),
            self._page,
            what=f"Ghi {path.name} với đủ địa chỉ và số điện thoại. Lý do: {reason}",
        )

    def _write(
        self, span: PeriodDays, fmt: ExportFormat, path: Path, reason: str, approval_id: int
    ) -> None:
        write = partial(
            write_register_book,
            self._services,
            (span.first, span.last),
            fmt,
            disclosure=Disclosure(reason, approval_id),
        )
        self._context.write_export(path, fmt, write, is_personal=True)
