"""The table of the list: headings one cannot stop at, and a key for each thing one can do."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QWidget
from typing_extensions import override

from app.clock import local_date
from app.services.worklist.records import OfPetition, WorkItem, WorkView
from app.text import words
from app.ui.desk.dossier_columns import SHORT_CODE_WIDTH, short_code, short_moment, short_name
from app.ui.look.icons import Icon
from app.ui.look.tokens import Tone
from app.ui.widgets.columns import digits_column, text_column
from app.ui.widgets.row_table import Column
from app.ui.widgets.table_view import RowTable
from app.vocabulary.dossiers import WorkKind
from app.wording import captions
from app.wording.labels import label
from app.wording.texts import day_text, moment_text, number_text

# The lines of the list: a heading with its count, then what is of that kind.


@dataclass(frozen=True, slots=True)
class WorkLine:
    """One line: what waits, or without it the heading of a kind and how many there are."""

    kind: WorkKind
    item: WorkItem | None
    title: str = ""

    @property
    def key(self) -> str:
        if self.item is None:
            return f"kind:{self.kind.value}"
        match self.item.of:
            case OfPetition(petition_id=petition_id):  # its number is another's in another year
                return f"petition:{petition_id}"
            case _:
                return self.item.code


def lines_of(view: WorkView, wanted: str) -> tuple[WorkLine, ...]:
    """Return what is to be shown of `view`: all of it, or what has every word of `wanted`."""
    return tuple(_lines(view, words(wanted)))


def _lines(view: WorkView, wanted: tuple[str, ...]) -> Iterator[WorkLine]:
    found = (item for item in view.items if _has_all(item, wanted))
    for kind, group in groupby(found, lambda item: item.kind):
        items = list(group)
        total = len(items) if wanted else view.counts.get(kind, len(items))
        yield WorkLine(kind, None, f"{label(kind)} · {number_text(total)}")
        for item in items:
            yield WorkLine(kind, item)


def _has_all(item: WorkItem, wanted: tuple[str, ...]) -> bool:
    if not wanted:
        return True
    said = (item.code, item.owner_name, item.procedure_name, item.unit_name, item.text)
    own = words(" ".join((*said, label(item.kind))))
    return all(any(word.startswith(part) for word in own) for part in wanted)


# The columns of the work list: why, which, whose, where, by when, and what comes next.

Now = Callable[[], datetime]

KIND_LOOKS: Mapping[WorkKind, tuple[Icon, Tone]] = {
    WorkKind.LATE: (Icon.LATE, Tone.LATE),
    WorkKind.STEP_LATE: (Icon.OFFICE, Tone.LATE),
    WorkKind.PETITION_LATE: (Icon.PETITION, Tone.LATE),
    WorkKind.DUE_TODAY: (Icon.CALENDAR, Tone.WARN),
    WorkKind.PETITION_TODAY: (Icon.PETITION_TODAY, Tone.WARN),
    WorkKind.REMINDED: (Icon.REMIND, Tone.WARN),
    WorkKind.NEAR_DUE: (Icon.WARNING, Tone.WARN),
    WorkKind.PETITION_NEAR: (Icon.PETITION_NEAR, Tone.WARN),
    WorkKind.SUPPLEMENT_OVER: (Icon.PAUSE, Tone.WARN),
    WorkKind.HANDOVER_DUE: (Icon.SEND, Tone.WARN),
    WorkKind.NOT_ACCEPTED_YET: (Icon.HANDOFF, Tone.ACCENT),
    WorkKind.ENTRY_LATE: (Icon.ENTRY_LATE, Tone.LATE),
    WorkKind.WAITING_COLLECTION: (Icon.RETURN, Tone.NORMAL),
    WorkKind.PAPERS_TO_GIVE_BACK: (Icon.PAPER, Tone.NORMAL),
    WorkKind.ENTRY_DUE: (Icon.REGISTERS, Tone.NORMAL),
}
"""How each kind is drawn, beside its word."""


def work_columns(now: Now) -> tuple[Column[WorkLine], ...]:
    return (
        text_column(
            captions.WHY,
            lambda line: _of(line, lambda item: item.text) or line.title,
            tip=lambda line: _of(line, lambda item: f"{label(item.kind)}: {item.text}"),
            tone=lambda line: KIND_LOOKS[line.kind][1] if line.item else Tone.STRONG,
            icon=lambda line: KIND_LOOKS[line.kind][0],
        ),
        digits_column(
            captions.CODE_OR_NUMBER,
            lambda line: _of(line, lambda item: short_code(item.code)),
            SHORT_CODE_WIDTH,
            tip=lambda line: _of(line, lambda item: item.code),
        ),
        _text(captions.OWNER_OR_SENDER, 140, lambda item: item.owner_name),
        _text(captions.PROCEDURE_OR_CONTENT, 148, lambda item: item.procedure_name),
        _text(captions.HOLDER, 116, lambda item: item.unit_name),
        digits_column(
            captions.DEADLINE,
            lambda line: _of(line, lambda item: _due(item, now())),
            100,
            tip=lambda line: _of(line, _due_tip),
        ),
        _text("Việc tiếp   ↵", 124, lambda item: item.next_words),
    )


def _text(title: str, width: int, value: Callable[[WorkItem], str]) -> Column[WorkLine]:
    return text_column(
        title,
        lambda line: _of(line, value),
        width,
        tip=lambda line: _of(line, lambda item: short_name(value(item), 400)),
    )


def _of(line: WorkLine, value: Callable[[WorkItem], str]) -> str:
    return value(line.item) if line.item else ""


def _due(item: WorkItem, now: datetime) -> str:
    if item.due_on is not None:
        day = day_text(item.due_on)
        return day if item.due_on.year != local_date(now).year else day[:5]
    return short_moment(item.due_at, now) if item.due_at else "–"


def _due_tip(item: WorkItem) -> str:
    if item.due_on is not None:
        return day_text(item.due_on)
    return moment_text(item.due_at) if item.due_at else ""


_UP = {
    QAbstractItemView.CursorAction.MoveUp,
    QAbstractItemView.CursorAction.MovePrevious,
    QAbstractItemView.CursorAction.MovePageUp,
    QAbstractItemView.CursorAction.MoveEnd,
}
_WHOLE = {
    QAbstractItemView.CursorAction.MoveHome,
    QAbstractItemView.CursorAction.MoveEnd,
}
_OPENING = {Qt.Key.Key_Space, Qt.Key.Key_Right}
_BARE = {Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier}


class WorkTable(RowTable[WorkLine]):
    """Enter acts (`row_activated`), Space and → open (`opened`); letters go to a filter (`typed`).

    The order is the service's, worst first: columns do not sort.
    """

    opened = Signal(object)
    typed = Signal(str)

    def __init__(self, now: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__(work_columns(now), lambda line: line.key, empty_text="", parent=parent)
        self.setSortingEnabled(False)
        self.horizontalHeader().setSectionsClickable(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setAccessibleName("Việc cần làm, nặng nhất trước")

    @property
    def empty_text(self) -> str:
        return self._empty_text

    def show_lines(self, lines: Sequence[WorkLine]) -> None:
        """Show `lines`; where the chosen dossier is done with, the next one is chosen."""
        place = max(0, self.currentIndex().row())
        self.clearSpans()
        self.set_rows(lines)
        for row, line in enumerate(lines):
            if line.item is None:
                self.setSpan(row, 0, 1, len(self.rows_model.columns))
        if self.current_row() is None and lines:
            self._select_near(place)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        line = self.current_row()
        is_bare = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier in _BARE
        if is_bare and event.key() in _OPENING and line is not None:
            self.opened.emit(line)
        elif is_bare and event.text().strip() and event.text().isprintable():
            self.typed.emit(event.text())
        else:
            super().keyPressEvent(event)

    @override
    def moveCursor(
        self, cursorAction: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        if cursorAction in _WHOLE:  # a line is one thing: there are no cells to go along
            modifiers |= Qt.KeyboardModifier.ControlModifier
        index = super().moveCursor(cursorAction, modifiers)
        step = -1 if cursorAction in _UP else 1
        row = index.row()
        while 0 <= row < self.model().rowCount() and self._is_heading(row):
            row += step
        if 0 <= row < self.model().rowCount():
            return self.rows_model.index(row, index.column())
        self.scrollToTop()  # only the first heading has nothing above it
        return self.currentIndex()

    @override
    def selectionCommand(
        self, index: QModelIndex | QPersistentModelIndex, event: QEvent | None = None
    ) -> QItemSelectionModel.SelectionFlag:
        if index.isValid() and self._is_heading(index.row()):
            return QItemSelectionModel.SelectionFlag.NoUpdate
        return super().selectionCommand(index, event)

    def _is_heading(self, row: int) -> bool:
        return self.rows_model.rows[row].item is None

    def _select_near(self, place: int) -> None:
        items = [row for row, line in enumerate(self.rows_model.rows) if line.item is not None]
        self.selectRow(min(items, key=lambda row: (abs(row - place), row)))
