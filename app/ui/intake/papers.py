"""The checklist of papers: what is expected, handed in and missing, and the table model of it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QBrush, QColor
from typing_extensions import override

from app.services.dossiers.records import HandedPaper, IntakeForm
from app.ui.look.theme import current_tokens
from app.ui.widgets.labels import tooltip
from app.ui.widgets.row_table import Index
from app.wording import captions

Counts = tuple[int, int, int, int]
"""Originals, certified copies, plain copies, electronic copies."""

NONE: Counts = (0, 0, 0, 0)
MOST_NAMED = 3
NAME_LENGTH = 80
TITLES = (
    captions.PAPER_NAME,
    captions.ORIGINAL,
    captions.CERTIFIED_COPY,
    captions.PLAIN_COPY,
    captions.ELECTRONIC_COPY,
)
NAME = 0
MOST_COPIES = 999
_CENTRE = Qt.AlignmentFlag.AlignCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class PaperEntry:
    """One line of the checklist; it is present when anything of it was handed in."""

    name: str
    expected: Counts = (1, 0, 0, 0)
    counts: Counts = NONE
    is_required: bool = True
    is_extra: bool = False

    @property
    def is_present(self) -> bool:
        return any(self.counts)

    def set_present(self, *, is_present: bool) -> "PaperEntry":
        """Return the line with its expected counts, or with none."""
        if is_present == self.is_present:
            return self
        return replace(self, counts=self.expected if is_present else NONE)

    def with_count(self, place: int, count: int) -> "PaperEntry":
        """Return the line with `count` of the kind at `place`."""
        first, second, third, fourth = (
            count if at == place else before for at, before in enumerate(self.counts)
        )
        return replace(self, counts=(first, second, third, fourth))

    def handed(self) -> HandedPaper:
        return HandedPaper(self.name, *self.counts, is_extra=self.is_extra)


def entry_of(paper: HandedPaper) -> PaperEntry:
    """Return a paper that was handed in, as the checklist shows it."""
    counts = _counts(paper)
    return PaperEntry(paper.name, counts, counts, not paper.is_extra, paper.is_extra)


def entries_of(form: IntakeForm) -> tuple[PaperEntry, ...]:
    """Return the empty checklist of a procedure."""
    return tuple(
        PaperEntry(paper.name, _counts(paper), is_required=is_required)
        for paper, is_required in zip(form.papers, form.required, strict=True)
    )


def overlay(entries: Sequence[PaperEntry], handed: Sequence[HandedPaper]) -> tuple[PaperEntry, ...]:
    """Return the checklist with what was handed in; a paper it does not name becomes an extra."""
    waiting = list(handed)
    filled = []
    for entry in entries:
        match = next((p for p in waiting if p.name == entry.name and not p.is_extra), None)
        if match is not None:
            waiting.remove(match)
            filled.append(replace(entry, counts=_counts(match)))
        else:
            filled.append(entry)
    return (*filled, *(extra(paper.name, _counts(paper)) for paper in waiting))


def extra(name: str = "", counts: Counts = (1, 0, 0, 0)) -> PaperEntry:
    """Return a paper the procedure does not ask for."""
    return PaperEntry(name, counts=counts, is_required=False, is_extra=True)


def missing(entries: Sequence[PaperEntry]) -> tuple[str, ...]:
    """Return the names of the required papers that were not handed in."""
    return tuple(entry.name for entry in entries if entry.is_required and not entry.is_present)


def named(names: Sequence[str]) -> str:
    """Return names for one line: the first few, cut, and how many more there are."""
    shown = [
        name if len(name) <= NAME_LENGTH else f"{name[:NAME_LENGTH].rstrip()}…"
        for name in names[:MOST_NAMED]
    ]
    rest = len(names) - len(shown)
    return "; ".join([*shown, *([f"và {rest} giấy tờ nữa"] if rest else [])])


class PapersModel(QAbstractTableModel):
    """`edited` follows every change that a person made."""

    edited = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._entries: tuple[PaperEntry, ...] = ()
        self._is_missing_shown = False

    @property
    def entries(self) -> tuple[PaperEntry, ...]:
        return self._entries

    def show_entries(self, entries: Sequence[PaperEntry]) -> None:
        """Show another checklist without telling anybody."""
        self.beginResetModel()
        self._is_missing_shown = False
        self._entries = tuple(entries)
        self.endResetModel()

    def show_missing(self) -> int | None:
        """Mark the required papers that are missing and return the first one's row."""
        self._is_missing_shown = True
        self._tell_all()
        rows = (row for row, entry in enumerate(self._entries) if _is_missing(entry))
        return next(rows, None)

    def mark_all(self) -> None:
        """Mark every required paper as handed in with its expected counts; all there: unmark.

        A paper asked for only in some situations is marked by hand: the receipt must not list what
        nobody brought.
        """
        asked = [entry for entry in self._entries if not entry.is_extra]
        wanted = [entry for entry in asked if entry.is_required] or asked
        is_present = not all(entry.is_present for entry in wanted)
        self._change(
            tuple(
                entry.set_present(is_present=is_present) if entry in wanted else entry
                for entry in self._entries
            )
        )

    def flip(self, row: int) -> None:
        """Mark or unmark one paper."""
        entry = self._entries[row]
        self._put(row, entry.set_present(is_present=not entry.is_present))

    def add_extra(self) -> int:
        """Add a paper that was not asked for and return its row."""
        row = len(self._entries)
        self.beginInsertRows(QModelIndex(), row, row)
        self._entries = (*self._entries, extra())
        self.endInsertRows()
        self.edited.emit()
        return row

    def remove(self, row: int) -> None:
        """Take an extra paper off the list; one that is asked for stays."""
        if not self._entries[row].is_extra:
            return
        self.beginRemoveRows(QModelIndex(), row, row)
        self._entries = self._entries[:row] + self._entries[row + 1 :]
        self.endRemoveRows()
        self.edited.emit()

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._entries)

    @override
    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(TITLES)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        entry = self._entries[index.row()]
        if index.column() == NAME:
            if self._is_missing_shown and _is_missing(entry):
                return _missing_data(entry, role)
            return _name_data(entry, role)
        return _count_data(entry.counts[index.column() - 1], role)

    @override
    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if not index.isValid():
            return False
        row, entry = index.row(), self._entries[index.row()]
        if role == Qt.ItemDataRole.CheckStateRole:
            wanted = Qt.CheckState(value) is Qt.CheckState.Checked
            self._put(row, entry.set_present(is_present=wanted))
        elif index.column() == NAME:
            self._put(row, replace(entry, name=str(value)))
        elif isinstance(value, int):
            self._put(row, entry.with_count(index.column() - 1, max(0, min(value, MOST_COPIES))))
        return True

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        if not index.isValid():
            return flags
        if index.column() == NAME:
            flags |= Qt.ItemFlag.ItemIsUserCheckable
            if not self._entries[index.row()].is_extra:
                return flags
        return flags | Qt.ItemFlag.ItemIsEditable

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return TITLES[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _LEFT if section == NAME else _CENTRE
        return None

    def _put(self, row: int, entry: PaperEntry) -> None:
        if entry != self._entries[row]:
            self._change((*self._entries[:row], entry, *self._entries[row + 1 :]))

    def _change(self, entries: tuple[PaperEntry, ...]) -> None:
        self._entries = entries
        self._tell_all()
        self.edited.emit()

    def _tell_all(self) -> None:
        if self._entries:
            last = self.index(len(self._entries) - 1, len(TITLES) - 1)
            self.dataChanged.emit(self.index(0, 0), last)


def _is_missing(entry: PaperEntry) -> bool:
    return entry.is_required and not entry.is_present


def _missing_data(entry: PaperEntry, role: int) -> object:
    if role == Qt.ItemDataRole.DisplayRole:
        return f"Còn thiếu: {entry.name}"
    if role == Qt.ItemDataRole.ForegroundRole:
        return QBrush(QColor(current_tokens().warn))
    return _name_data(entry, role)


def _name_data(entry: PaperEntry, role: int) -> object:
    match role:
        case Qt.ItemDataRole.DisplayRole:
            return _name_shown(entry)
        case Qt.ItemDataRole.EditRole:
            return entry.name
        case Qt.ItemDataRole.CheckStateRole:
            return Qt.CheckState.Checked if entry.is_present else Qt.CheckState.Unchecked
        case Qt.ItemDataRole.ToolTipRole:
            return tooltip(entry.name)
        case Qt.ItemDataRole.TextAlignmentRole:
            return _LEFT
        case _:
            return None


def _name_shown(entry: PaperEntry) -> str:
    if entry.is_extra:
        return entry.name or "Giấy tờ khác (gõ tên)"
    return entry.name if entry.is_required else f"{entry.name} (nếu có)"


def _count_data(count: int, role: int) -> object:
    match role:
        case Qt.ItemDataRole.DisplayRole:
            return str(count) if count else "–"
        case Qt.ItemDataRole.EditRole:
            return count
        case Qt.ItemDataRole.TextAlignmentRole:
            return _CENTRE
        case Qt.ItemDataRole.ForegroundRole:
            return None if count else QBrush(QColor(current_tokens().quiet))
        case _:
            return None


def _counts(paper: HandedPaper) -> Counts:
    return (paper.original, paper.certified, paper.plain, paper.electronic)
