"""A table that takes files let fall on one of its rows, or pasted onto the chosen one."""

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QMimeData, QPoint, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView
from typing_extensions import override

from app.clock import local_date
from app.services.dossiers.records import CustodyStep, DossierView, HandedPaper
from app.services.files.records import AttachmentLine, AttachmentSheet
from app.ui.look.tokens import Tone
from app.ui.widgets.columns import text_column
from app.ui.widgets.row_table import Column
from app.ui.widgets.table_view import RowTable
from app.vocabulary.dossiers import AttachmentKind, DossierStatus, HandoffItemState
from app.wording import captions, states

Row = TypeVar("Row")


def files_in(data: QMimeData | None) -> list[Path]:
    """Return the files of this machine that `data` names."""
    if data is None or not data.hasUrls():
        return []
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]


class FilesTable(RowTable[Row]):
    """`files_dropped` carries the row and the paths; the row under the pointer is chosen."""

    files_dropped = Signal(object, object)
    paste_wanted = Signal()

    def __init__(
        self, columns: Sequence[Column[Row]], key: Callable[[Row], Hashable], *, empty_text: str
    ) -> None:
        super().__init__(columns, key, empty_text=empty_text)
        self.setAcceptDrops(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DropOnly)
        self.setDropIndicatorShown(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste_wanted.emit()
        else:
            super().keyPressEvent(event)

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        event.setAccepted(bool(files_in(event.mimeData())))

    @override
    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        event.setAccepted(index.isValid() and bool(files_in(event.mimeData())))
        if index.isValid():
            self.selectRow(index.row())

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        row = self._row_at(event.position().toPoint())
        paths = files_in(event.mimeData())
        if row is None or not paths:
            event.ignore()
            return
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        self.files_dropped.emit(row, paths)

    def _row_at(self, where: QPoint) -> Row | None:
        return self.rows_model.row_at(self.indexAt(where))


# The lines of the card: each paper, the result, and what else was kept; with how each stands.

RESULT_KEY = "result"
_WITHOUT_RESULT = {DossierStatus.NOT_ACCEPTED, DossierStatus.WITHDRAWN, DossierStatus.STOPPED}


@dataclass(frozen=True, slots=True, kw_only=True)
class FileRow:
    """One line; `is_needed` counts it among the papers that a scan makes digital."""

    key: str
    title: str
    said: str
    tone: Tone
    lines: tuple[AttachmentLine, ...]
    kind: AttachmentKind
    ordinal: int | None = None
    slip_number: str = ""
    slip_year: int | None = None
    takes_files: bool = False
    is_needed: bool = False
    problem: str = ""


def rows_of(
    view: DossierView, sheet: AttachmentSheet, problems: Mapping[str, str]
) -> tuple[FileRow, ...]:
    """Return the lines in the order of the papers; `problems` are sentences by a line's key."""
    made = (
        *_papers(view.papers, sheet.lines),
        *_result(view, sheet),
        *_lost(sheet.lines),
        *_slips(view.custody, sheet.lines),
    )
    return tuple(
        replace(row, problem=problems[row.key], said="không thêm được", tone=Tone.LATE)
        if row.key in problems
        else row
        for row in made
    )


def count_text(rows: Sequence[FileRow]) -> str:
    """Return how many papers of those on paper have their scan."""
    needed = [row for row in rows if row.is_needed]
    done = sum(bool(row.lines) for row in needed)
    return f"{done}/{len(needed)} giấy tờ" if needed else ""


def _papers(papers: Sequence[HandedPaper], lines: Sequence[AttachmentLine]) -> Iterator[FileRow]:
    for ordinal, paper in enumerate(papers, start=1):
        own = tuple(line for line in lines if line.paper_ordinal == ordinal)
        is_digital = paper.electronic == paper.count > 0
        nothing = "bản điện tử" if is_digital else "chưa chụp"
        yield FileRow(
            key=f"paper-{ordinal}",
            title=paper.name,
            said=_files(own) or nothing,
            tone=Tone.OK if own else Tone.QUIET,
            lines=own,
            kind=AttachmentKind.PAPER,
            ordinal=ordinal,
            takes_files=True,
            is_needed=not is_digital,
        )


def _result(view: DossierView, sheet: AttachmentSheet) -> Iterator[FileRow]:
    own = tuple(line for line in sheet.lines if line.kind is AttachmentKind.RESULT)
    takes_files = view.row.status not in _WITHOUT_RESULT
    if not own and not takes_files:
        return
    said = [_files(own) or "chưa có tệp"]
    if sheet.is_electronic:
        said.append(states.ELECTRONIC)
    yield FileRow(
        key=RESULT_KEY,
        title=captions.RESOLUTION,
        said=" · ".join(said),
        tone=Tone.OK if own or sheet.is_electronic else Tone.QUIET,
        lines=own,
        kind=AttachmentKind.RESULT,
        takes_files=takes_files,
    )


def _lost(lines: Sequence[AttachmentLine]) -> Iterator[FileRow]:
    """Give the scans of papers that a correction took off the list."""
    own = tuple(
        line for line in lines if line.kind is AttachmentKind.PAPER and line.paper_ordinal is None
    )
    if own:
        yield FileRow(
            key="lost",
            title="Giấy tờ không còn trong danh sách",
            said=_files(own),
            tone=Tone.WARN,
            lines=own,
            kind=AttachmentKind.PAPER,
        )


def _slips(steps: Sequence[CustodyStep], lines: Sequence[AttachmentLine]) -> Iterator[FileRow]:
    """Give each slip the paper went on: signed by hand, its scan is found from every dossier."""
    sent = {
        step.number: local_date(step.sent_at).year
        for step in steps
        if step.state is not HandoffItemState.RECALLED
    }
    for number in dict.fromkeys((*sent, *(line.slip_number for line in lines if line.slip_number))):
        own = tuple(line for line in lines if line.slip_number == number)
        yield FileRow(
            key=f"slip-{number}",
            title=f"Phiếu bàn giao {number} đã ký",
            said=_files(own) or "chưa chụp",
            tone=Tone.OK if own else Tone.QUIET,
            lines=own,
            kind=AttachmentKind.SIGNED_SLIP,
            slip_number=number,
            slip_year=sent.get(number),
            takes_files=number in sent,
        )


def _files(lines: Sequence[AttachmentLine]) -> str:
    return f"{len(lines)} tệp" if lines else ""


def size_text(size: int) -> str:
    """Return a file's size as people read it."""
    if size < 1024 * 1024:
        return f"{max(1, round(size / 1024))} KB"
    return f"{size / 1024 / 1024:.1f} MB".replace(".", ",")


def file_columns(place: Callable[[FileRow], int]) -> tuple[Column[FileRow], ...]:
    """Return the columns of the card; `place` is a line's place in the order of the papers."""
    return (
        text_column("Giấy tờ, kết quả", "title", sort_key=place),
        text_column(
            captions.FILE,
            "said",
            132,
            tip=lambda row: row.problem or ", ".join(line.name for line in row.lines) or row.said,
            tone=lambda row: row.tone,
        ),
    )
