"""What the decision in front says of which procedures, and what does not agree in it."""

from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.services.publishing.records import DecisionLine, DecisionView, ItemLine
from app.ui.look.tokens import Tone
from app.ui.publishing.columns import shown_items
from app.ui.publishing.parts import PublishingParts
from app.ui.publishing.words import parts_text, standing_text
from app.ui.runtime.tasks import Latest
from app.ui.widgets.labels import WholeLabel, set_tone
from app.ui.widgets.table_view import RowTable
from app.wording.texts import number_text

_NO_ITEMS = (
    "Quyết định này chưa nhập từng thủ tục: số liệu tính theo số ghi trong quyết định.\n"
    "Sửa quyết định để thêm thủ tục, nhập từ tệp hoặc lấy từ danh mục."
)


class ItemsView(QWidget):
    """Reads a decision when it is shown."""

    def __init__(self, parts: PublishingParts) -> None:
        super().__init__()
        self._parts = parts
        self._latest = Latest()
        self.summary = WholeLabel()
        self.mismatch = WholeLabel()
        set_tone(self.mismatch, Tone.LATE)
        self.table = RowTable[ItemLine](
            shown_items(), lambda line: line.item.code, empty_text=_NO_ITEMS
        )
        self.table.setAccessibleName("Thủ tục của quyết định")
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(8)
        rows.addWidget(self.summary)
        rows.addWidget(self.mismatch)
        rows.addWidget(self.table, 1)
        self.forget()

    def forget(self) -> None:
        """Show no decision."""
        self.table.set_rows(())
        self.table.set_empty_text("Chọn một quyết định để xem thủ tục của quyết định đó.")
        self.summary.setText("")
        self.mismatch.hide()

    def show_decision(self, line: DecisionLine | None) -> None:
        """Read the decision and show it; nothing for None."""
        if line is None:
            self._latest.forget()
            self.forget()
            return
        read = partial(self._parts.publishing.one, self._parts.actor(), line.decision_id)
        self._parts.tasks.read(read, self._latest.only(self._show))

    def _show(self, view: DecisionView) -> None:
        line = view.line
        said = [f"{line.title}, {line.issuer}. {standing_text(line)}."]
        if line.stated.is_known:
            said.append(f"Ghi: {parts_text(line.stated)}.")
        if not line.is_by_statement:
            said.append(
                f"Nhập: {parts_text(line.counted)}; mới {number_text(line.new)}, sửa đổi "
                f"{number_text(line.amended)}, bãi bỏ {number_text(line.abolished)}."
            )
        if view.replaced:
            said.append(f"Thay thế {', '.join(view.replaced)}.")
        said += [text for text in (view.draft.note, view.ended_note) if text]
        self.summary.setText(" ".join(said))
        self.mismatch.setText("\n".join(line.mismatches))
        self.mismatch.setVisible(bool(line.mismatches))
        self.table.set_empty_text(_NO_ITEMS)
        self.table.set_rows(view.items)
