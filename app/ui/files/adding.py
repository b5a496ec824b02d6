"""Adds files one after another on the worker, and tells how far it is and what was refused."""

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, Signal
from PySide6.QtGui import QImage, QImageWriter

from app.errors import UserError
from app.services.container import Services
from app.services.files.attachments import Attachments
from app.services.files.folder import read_scan
from app.services.files.records import AttachmentLine
from app.services.ledger.records import Actor
from app.ui.files.rows import FileRow
from app.ui.runtime.tasks import Change
from app.ui.shell.page_context import PageContext
from app.vocabulary.dossiers import AttachmentKind


@dataclass(frozen=True, slots=True)
class Source:
    """A file to be added: what it is called, and how the worker gets its content."""

    name: str
    read: Callable[[], bytes]


@dataclass(frozen=True, slots=True)
class _Wanted:
    code: str
    row: FileRow
    source: Source


def file_source(path: Path) -> Source:
    return Source(path.name, partial(read_scan, path))


def picture_source(picture: QImage) -> Source:
    """Return a picture from the clipboard, to be kept as PNG."""
    return Source("ảnh dán.png", partial(_png_of, picture))


class FileAdding(QObject):
    """`progressed` says what is being added, empty at the end.

    `refused` carries code, row key and sentence; `added` the code.
    """

    progressed = Signal(str)
    refused = Signal(str, str, str)
    added = Signal(str)

    def __init__(self, context: PageContext, services: Services, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._services = services
        self._waiting: deque[_Wanted] = deque()
        self._count = 0
        self._is_running = False

    def add(self, code: str, row: FileRow, sources: Sequence[Source]) -> None:
        """Add `sources` to the place of `row`, behind what is still under way."""
        self._waiting.extend(_Wanted(code, row, source) for source in sources)
        self._count += len(sources)
        if not self._is_running:
            self._next()

    def _next(self) -> None:
        self._is_running = bool(self._waiting)
        if not self._waiting:
            self._count = 0
            self.progressed.emit("")
            return
        number = self._count - len(self._waiting) + 1
        wanted = self._waiting.popleft()
        self.progressed.emit(f"Đang thêm tệp {number}/{self._count}: {wanted.source.name}")
        is_last = not self._waiting
        self._context.write(_add, self._services.attachments, wanted).then(
            partial(self._on_added, wanted),
            changed=(Change.DOSSIERS,) if is_last else (),
            failed=partial(self._on_refused, wanted),
        )

    def _on_added(self, wanted: _Wanted, _line: AttachmentLine) -> None:
        self.added.emit(wanted.code)
        self._next()

    def _on_refused(self, wanted: _Wanted, error: UserError) -> None:
        self.refused.emit(wanted.code, wanted.row.key, f"{wanted.source.name}: {error.message}")
        self._next()


def keep_signed_slip(
    actor: Actor, attachments: Attachments, number: str, paths: Sequence[Path], *, year: int
) -> int:
    """Keep scans as the signed handoff slip of a number, and return how many; for the worker.

    Raises UserError for a file that is refused; those before it are kept.
    """
    for path in paths:
        attachments.add_signed_slip(actor, number, path.name, read_scan(path), year=year)
    return len(paths)


def _add(actor: Actor, attachments: Attachments, wanted: _Wanted) -> AttachmentLine:
    row, name = wanted.row, wanted.source.name
    content = wanted.source.read()
    if row.kind is AttachmentKind.RESULT:
        return attachments.add_result(actor, wanted.code, name, content)
    if row.kind is AttachmentKind.SIGNED_SLIP:
        return attachments.add_signed_slip(
            actor, row.slip_number, name, content, year=row.slip_year
        )
    if row.ordinal is None:
        message = f"no place for files: {row.key}"
        raise ValueError(message)
    return attachments.add_paper(actor, wanted.code, row.ordinal, name, content)


def _png_of(picture: QImage) -> bytes:
    made = QBuffer()
    made.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(made, QByteArray(b"PNG")).write(picture)
    return bytes(made.data().data())
