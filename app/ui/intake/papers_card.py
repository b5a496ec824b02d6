"""The checklist with its head: how many of the papers are here, and how many sets."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.ui.intake.papers import PaperEntry
from app.ui.intake.papers_table import PapersTable
from app.ui.look.icons import Icon
from app.ui.look.text_size import px
from app.ui.widgets.flow_row import FlowRow
from app.ui.widgets.forms import ProblemBoard
from app.ui.widgets.inputs import SpinBox
from app.ui.widgets.labels import button, card, label

_MOST_SETS = 99


class PapersCard(QWidget):
    edited = Signal()

    def __init__(self, board: ProblemBoard, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.table = PapersTable()
        self.sets = SpinBox()
        self.sets.setRange(1, _MOST_SETS)
        self.sets.setFixedWidth(px(64))
        self._head = label("Giấy tờ nộp", "heading")
        self.all_here = button("Đủ giấy tờ", "ghost", Icon.CHECK, hint="Ctrl+Shift+A")
        self.another = button("Giấy tờ khác", "ghost", Icon.ADD)
        for each in (self.all_here, self.another):
            each.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._arrange(board)
        self.table.papers.edited.connect(self._on_edited)
        self.sets.valueChanged.connect(self.edited)
        self.all_here.clicked.connect(self.mark_all)
        self.another.clicked.connect(self.table.add_extra)

    @property
    def entries(self) -> tuple[PaperEntry, ...]:
        return self.table.papers.entries

    @property
    def head_text(self) -> str:
        return self._head.text()

    def show_entries(self, entries: tuple[PaperEntry, ...]) -> None:
        self.table.papers.show_entries(entries)
        self._count()

    def mark_all(self) -> None:
        """Mark every expected paper as handed in; again: none."""
        self.table.commit()
        self.table.papers.mark_all()

    def _arrange(self, board: ProblemBoard) -> None:
        sets_title = label("Số &bộ", "caption")
        sets_title.setBuddy(self.sets)
        self.sets.setAccessibleName("Số bộ hồ sơ")
        board.follow(self.sets)
        sets = QWidget()
        beside = QHBoxLayout(sets)
        beside.setContentsMargins(4, 0, 0, 0)
        beside.setSpacing(8)
        beside.addWidget(sets_title)
        beside.addWidget(self.sets)
        head = FlowRow()
        head.addWidget(self._head)
        head.addStretch()
        for each in (self.all_here, self.another, sets):
            head.addWidget(each)
        box = board.add("papers", "", self.table)
        box.title.hide()
        self.table.setAccessibleName("Giấy tờ nộp")
        frame = card()
        rows = QVBoxLayout(frame)
        rows.setContentsMargins(16, 6, 16, 0)
        rows.setSpacing(0)
        rows.addLayout(head)
        rows.addWidget(box, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(frame)

    def _on_edited(self) -> None:
        self._count()
        self.edited.emit()

    def _count(self) -> None:
        entries = self.table.papers.entries
        here = sum(entry.is_present for entry in entries)
        self._head.setText(f"Giấy tờ nộp · {here}/{len(entries)}" if entries else "Giấy tờ nộp")
