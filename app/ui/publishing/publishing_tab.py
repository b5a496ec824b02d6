"""Công bố TTHC: the decisions with the procedures of the one in front; all of them at a date."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QSplitter, QTabWidget, QVBoxLayout, QWidget
from typing_extensions import override

from app.services.container import Services
from app.services.publishing.records import DecisionLine, DecisionView, ItemLine
from app.ui.desk.tabbed_page import PageTab
from app.ui.look.tokens import Tone
from app.ui.publishing.columns import shown_items
from app.ui.publishing.decisions_card import DecisionsCard
from app.ui.publishing.fields import parts_text, standing_text
from app.ui.publishing.form_view import FormView
from app.ui.runtime.tasks import Latest
from app.ui.shell.page_context import PageContext
from app.ui.widgets.forms import commit_input_method
from app.ui.widgets.labels import WholeLabel, card, set_tone
from app.ui.widgets.table_view import RowTable
from app.wording import captions, headings
from app.wording.texts import number_text

_SHARES = (260, 300)
_NO_ITEMS = (
    "Quyết định này chưa nhập từng thủ tục: số liệu tính theo số ghi trong quyết định.\n"
    "Sửa quyết định để thêm thủ tục, nhập từ tệp hoặc lấy từ danh mục."
)


class ItemsView(QWidget):
    """Reads a decision when it is shown."""

    def __init__(self, context: PageContext, services: Services) -> None:
        super().__init__()
        self._context = context
        self._services = services
        self._latest = Latest()
        self.summary = WholeLabel()
        self.mismatch = WholeLabel()
        set_tone(self.mismatch, Tone.LATE)
        self.table = RowTable[ItemLine](
            shown_items(), lambda line: line.item.code, empty_text=_NO_ITEMS
        )
        self.table.setAccessibleName(headings.DECISION_PROCEDURES)
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
        self._context.read(self._services.publishing.one, line.decision_id).then(
            self._latest.only(self._show)
        )

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


class PublishingTab(PageTab):
    """Reads the register and the counts when it comes to the front, and after each act."""

    def __init__(self, context: PageContext, services: Services) -> None:
        super().__init__()
        self.decisions = DecisionsCard(context, services)
        self.items = ItemsView(context, services)
        self.form = FormView(context, services)
        halves = QSplitter(Qt.Orientation.Vertical)
        halves.setChildrenCollapsible(False)
        halves.setHandleWidth(12)
        halves.addWidget(self.decisions)
        halves.addWidget(_framed(self.items))
        halves.setSizes(_SHARES)
        self.views = QTabWidget()
        self.views.tabBar().setDrawBase(False)
        self.views.addTab(_spaced(halves), captions.DECISION)
        self.views.addTab(_spaced(_framed(self.form)), "Số thủ tục theo cơ quan (II.07b)")
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 4, 0, 0)
        rows.addWidget(self.views)
        self.decisions.decision_selected.connect(self.items.show_decision)
        self.decisions.changed.connect(self.form.load)
        self.views.currentChanged.connect(lambda _place: commit_input_method())
        context.actions.bind("publishing.export", self.form.export.click, self)
        self.setFocusProxy(self.decisions)

    def open_decision(self, decision_id: int) -> None:
        """Go to a decision, whatever the list showed before."""
        self.views.setCurrentIndex(0)
        self.decisions.open_decision(decision_id)

    @override
    def load(self) -> None:
        self.decisions.load()
        self.form.load()


def _framed(widget: QWidget) -> QFrame:
    made = card()
    rows = QVBoxLayout(made)
    rows.setContentsMargins(16, 12, 16, 12)
    rows.addWidget(widget)
    return made


def _spaced(widget: QWidget) -> QWidget:
    made = QWidget()
    rows = QVBoxLayout(made)
    rows.setContentsMargins(0, 12, 0, 0)
    rows.addWidget(widget)
    return made
