"""Which earlier decisions a decision replaces in whole."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from app.services.publishing.records import DecisionLine
from app.ui.look.text_size import size_window
from app.ui.publishing.columns import DECISIONS
from app.ui.widgets.form_dialog import FormDialog
from app.ui.widgets.labels import label
from app.ui.widgets.table_view import RowTable

_SIZE = (860, 460)
_TOLD = (
    "Đánh dấu quyết định bị thay thế toàn bộ (Space). Thủ tục đang có hiệu lực theo quyết định đó "
    "thôi tính từ ngày quyết định mới có hiệu lực."
)


class ReplacedDialog(FormDialog):
    """Gives the checked decisions' ids to `take`."""

    def __init__(
        self,
        earlier: tuple[DecisionLine, ...],
        chosen: tuple[int, ...],
        take: Callable[[tuple[int, ...]], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("Thay thế toàn bộ quyết định", "Chọn", parent)
        size_window(self, *_SIZE)
        self._take = take
        self.table = RowTable[DecisionLine](
            DECISIONS[:5],
            lambda line: line.decision_id,
            empty_text="Sổ chưa có quyết định nào trước đó.",
            is_checkable=True,
        )
        self.table.setAccessibleName("Quyết định bị thay thế")
        self.table.set_rows(earlier)
        self.table.rows_model.set_checked([one for one in earlier if one.decision_id in chosen])
        self.fields.addWidget(label(_TOLD, "body", wrap=True), 0, 0)
        self.fields.addWidget(self.table, 1, 0)
        self.fields.setRowStretch(1, 1)
        self.submitted.connect(self._on_submitted)
        self.table.setFocus()

    def _on_submitted(self) -> None:
        self._take(tuple(line.decision_id for line in self.table.checked_rows()))
        self.accept()
