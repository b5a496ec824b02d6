"""The checklist on the page: Space marks, digits count, Enter goes on; its head sums it up."""

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QAbstractSpinBox,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from app.ui.intake.papers import MOST_COPIES, NAME, TITLES, PaperEntry, PapersModel
from app.ui.look.icons import Icon
from app.ui.look.tokens import px
from app.ui.widgets.forms import ProblemBoard, commit_input_method
from app.ui.widgets.inputs import SpinBox
from app.ui.widgets.labels import button, card, draw_empty_words, label
from app.ui.widgets.layouts import FlowRow
from app.ui.widgets.table_view import ROW_HEIGHT
from app.wording import buttons, captions

_COUNT_WIDTH = 80
_HEAD_HEIGHT = 28
_NAME_LENGTH = 2000
_ENTERS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
EMPTY = "Giấy tờ cần nộp hiện ở đây khi đã chọn thủ tục. Ctrl+Shift+G: ghi giấy tờ khác."
_MOST_SETS = 99


class PapersTable(QTableView):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.papers = PapersModel(self)
        self._cells = _PaperDelegate(self)
        self.setModel(self.papers)
        self.setItemDelegate(self._cells)
        self._cells.entered.connect(self._on_entered)
        self._dress()

    def commit(self) -> None:
        """Take over what is being typed into a cell."""
        editor = self._cells.editor
        if editor is not None:
            commit_input_method()
            self.commitData(editor)
            self.closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint)

    def add_extra(self) -> None:
        """Add a paper that was not asked for and type its name."""
        self.commit()
        index = self.papers.index(self.papers.add_extra(), NAME)
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.setCurrentIndex(index)
        self.scrollTo(index)
        self.edit(index)

    def show_missing(self) -> None:
        """Mark what is missing and bring the first of it into sight."""
        row = self.papers.show_missing()
        if row is not None:
            self.scrollTo(self.papers.index(row, NAME))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        bare = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        index = self.currentIndex()
        if bare != Qt.KeyboardModifier.NoModifier or not index.isValid():
            if event.key() in _ENTERS:
                self._go_on(index)
            else:
                super().keyPressEvent(event)
            return
        match event.key():
            case Qt.Key.Key_Space:
                self.papers.flip(index.row())
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self._go_on(index)
            case Qt.Key.Key_Delete:
                self.papers.remove(index.row())
            case Qt.Key.Key_Escape:
                event.ignore()
            case _:
                super().keyPressEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.papers.rowCount():
            return
        draw_empty_words(QPainter(self.viewport()), self.viewport().rect(), EMPTY)

    def _on_entered(self) -> None:
        self._go_on(self.currentIndex())

    def _go_on(self, index: QModelIndex) -> None:
        """Go to the next paper, from the last one to the next field."""
        below = self.papers.index(index.row() + 1, max(index.column(), 0))
        if index.isValid() and below.isValid():
            self.setCurrentIndex(below)
        else:
            self.focusNextChild()

    def _dress(self) -> None:
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        trigger = QAbstractItemView.EditTrigger
        self.setEditTriggers(trigger.AnyKeyPressed | trigger.DoubleClicked)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setMinimumSectionSize(px(ROW_HEIGHT))
        self.verticalHeader().setDefaultSectionSize(px(ROW_HEIGHT))
        header = self.horizontalHeader()
        header.setFixedHeight(px(_HEAD_HEIGHT))
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        header.setMinimumSectionSize(px(_COUNT_WIDTH))
        header.setSectionResizeMode(NAME, QHeaderView.ResizeMode.Stretch)
        for column in range(1, len(TITLES)):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
            header.resizeSection(column, px(_COUNT_WIDTH))


class _PaperDelegate(QStyledItemDelegate):
    """Edits counts as whole numbers and names as text; knows the editor that is open.

    `entered` follows an Enter that ended the editing.
    """

    entered = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.editor: QWidget | None = None

    @override
    def createEditor(
        self,
        parent: QWidget,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> QWidget:
        made = _name_editor(parent) if index.column() == NAME else _count_editor(parent)
        self.editor = made
        return made

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        is_enter = isinstance(event, QKeyEvent) and event.key() in _ENTERS
        if event.type() is not QEvent.Type.KeyPress or not is_enter or self.editor is None:
            return super().eventFilter(watched, event)
        commit_input_method()
        editor = self.editor
        self.commitData.emit(editor)
        self.closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.NoHint)
        self.entered.emit()
        return True

    @override
    def destroyEditor(self, editor: QWidget, index: QModelIndex | QPersistentModelIndex) -> None:
        if editor is self.editor:
            self.editor = None
        super().destroyEditor(editor, index)

    @override
    def setModelData(
        self,
        editor: QWidget,
        model: QAbstractItemModel,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        if isinstance(editor, SpinBox):
            editor.interpretText()
            model.setData(index, editor.value())
        elif isinstance(editor, QLineEdit):
            model.setData(index, editor.text())

    @override
    def initStyleOption(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().initStyleOption(option, index)
        option.state &= ~QStyle.StateFlag.State_HasFocus
        option.palette.setColor(QPalette.ColorRole.HighlightedText, option.palette.text().color())
        if not option.widget.hasFocus():
            option.state &= ~QStyle.StateFlag.State_Selected


class PapersCard(QWidget):
    edited = Signal()

    def __init__(self, board: ProblemBoard, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.table = PapersTable()
        self.sets = SpinBox()
        self.sets.setRange(1, _MOST_SETS)
        self.sets.setFixedWidth(px(64))
        self._head = label("Giấy tờ nộp", "heading")
        self.all_here = button(buttons.ALL_PAPERS, "ghost", Icon.CHECK, hint="Ctrl+Shift+A")
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
        self.sets.setAccessibleName(captions.SETS)
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


def _count_editor(parent: QWidget) -> SpinBox:
    made = SpinBox(parent)
    made.setRange(0, MOST_COPIES)
    made.setButtonSymbols(QAbstractSpinBox.ButtonSymbols.NoButtons)
    made.setAlignment(Qt.AlignmentFlag.AlignCenter)
    made.setAccessibleName(captions.COPIES)
    return made


def _name_editor(parent: QWidget) -> QLineEdit:
    made = QLineEdit(parent)
    made.setMaxLength(_NAME_LENGTH)
    made.setPlaceholderText(captions.PAPER_NAME)
    made.setAccessibleName("Tên giấy tờ khác")
    return made
