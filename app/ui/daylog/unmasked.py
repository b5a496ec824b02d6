"""The register book with addresses and telephones in full: a reason, the file, the own password."""

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QWidget

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
from app.ui.widgets.record_form import RecordForm, reason_field
from app.vocabulary.people import GuardedAct
from app.wording import nouns
from app.wording.texts import day_text


class UnmaskedRegister:
    """Leads from the reason to the written file; turning back anywhere writes and logs nothing."""

    def __init__(self, context: PageContext, services: Services, page: QWidget) -> None:
        self._context = context
        self._services = services
        self._page = page

    def start(self, span: PeriodDays, fmt: ExportFormat) -> None:
        """Ask why the book of `span` is to be taken out in full."""
        form = RecordForm(
            (reason_field(),),
            "Xuất sổ theo dõi hồ sơ",
            "Chọn tệp…",
            self._context.clock.today,
            self._page,
            told="Tệp sẽ có đủ địa chỉ và số điện thoại của người dân, từ "
            f"{day_text(span.first)} đến {day_text(span.last)}. Nhật ký ghi tên bạn, kỳ, số dòng "
            "và lý do. Bạn nhập lại mật khẩu trước khi tệp được ghi.",
        )
        form.show_values({"reason": BOOK_REASON})
        form.begin("reason", is_typed_over=True)
        form.accept_with(
            lambda: required_reason(form.text(), nouns.UNMASKED_EXPORT),
            partial(self._ask_path, span, fmt),
        )

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
