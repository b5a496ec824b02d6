"""Asking why one dossier is late."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from PySide6.QtWidgets import QLineEdit, QWidget

from app.services.container import Services
from app.services.periods.late_reasons import LateReasonLine
from app.ui.runtime.tasks import Change
from app.ui.shell.page_context import PageContext
from app.ui.widgets.dialogs import FormDialog
from app.ui.widgets.inputs import ComboBox
from app.ui.widgets.labels import label
from app.vocabulary.reports import LateReason
from app.wording.labels import label as word

_NOTE_MAX: Final = 300


@dataclass(frozen=True, slots=True)
class LateDossier:
    """The dossier that is asked about, and what was said of it before, where that is known."""

    code: str
    procedure_name: str
    known: LateReasonLine | None = None


class LateReasonDialog(FormDialog):
    """Asks why one dossier is late."""

    def __init__(
        self,
        context: PageContext,
        services: Services,
        late: LateDossier,
        done: Callable[[LateReasonLine], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("Lý do quá hạn", "Ghi lý do", parent)
        self._context, self._services = context, services
        self._code, self._done = late.code, done
        self.reason = ComboBox()
        for reason in LateReason:
            self.reason.addItem(word(reason), reason)
        self.note = QLineEdit()
        self.note.setMaxLength(_NOTE_MAX)
        if late.known is not None:
            self.reason.setCurrentIndex(self.reason.findData(late.known.reason))
            self.note.setText(late.known.note)
        about = f"{late.code} · {late.procedure_name[:200]}"
        self.fields.addWidget(label(about, "quiet", wrap=True), 0, 0)
        self.fields.addWidget(self.board.add("reason", "&Nguyên nhân", self.reason), 1, 0)
        self.fields.addWidget(self.board.add("note", "&Ghi thêm (nếu cần)", self.note), 2, 0)
        self.reason.setFocus()
        self.submitted.connect(self._on_submitted)

    def _on_submitted(self) -> None:
        record = self._services.late_reasons.record
        reason, note = LateReason(self.reason.currentData()), self.note.text()
        self.run(
            self._context.write(record, self._code, reason, note),
            self._done,
            (Change.DOSSIERS,),
        )
