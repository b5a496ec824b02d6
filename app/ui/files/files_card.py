"""The files of a dossier: a line a paper, filled by dropping, choosing or pasting."""

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication, QImage, QImageWriter
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QWidget

from app.errors import UserError
from app.services.container import Services
from app.services.dossiers.records import DossierView
from app.services.files.attachments import Attachments
from app.services.files.folder import read_scan
from app.services.files.records import AttachmentLine, AttachmentSheet
from app.services.ledger.records import Actor
from app.services.ledger.rights import Right
from app.ui.desk.cards import HeadedCard
from app.ui.files.files_table import (
    RESULT_KEY,
    FileRow,
    FilesTable,
    count_text,
    file_columns,
    files_in,
    rows_of,
)
from app.ui.files.viewer import FileViewer
from app.ui.look.icons import Icon
from app.ui.look.tokens import Tone, px
from app.ui.runtime.tasks import Change
from app.ui.shell.page_context import PageContext
from app.ui.widgets.labels import button, label, set_tone
from app.ui.widgets.table_view import ROW_HEIGHT
from app.vocabulary.dossiers import AttachmentKind
from app.wording import headings
from app.wording.labels import label as word

# Adds files one after another on the worker, and tells how far it is and what was refused.


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


_ROWS_SHOWN = 4
_FRAME = 4


class FilesCard(HeadedCard):
    """Reads by itself what it shows; `key_text` is the key that asks for files."""

    def __init__(
        self,
        context: PageContext,
        services: Services,
        key_text: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(headings.ATTACHMENTS, parent)
        self._context = context
        self._services = services
        self._view: DossierView | None = None
        self._sheet: AttachmentSheet | None = None
        self._problems: dict[str, str] = {}
        self._viewer: FileViewer | None = None
        self.table = FilesTable[FileRow](
            file_columns(self._place), lambda row: row.key, empty_text="Hồ sơ không có giấy tờ."
        )
        self.table.setAccessibleName("Tệp của từng giấy tờ")
        self.table.horizontalHeader().hide()
        self.add = button("Thêm tệp", "ghost", Icon.ADD, hint=key_text)
        self.look = button("Xem", "ghost", Icon.PAPER, hint="↵")
        self.electronic = QCheckBox(word(AttachmentKind.RESULT))
        self.electronic.setToolTip("Kết quả được cấp bằng bản điện tử có chữ ký số")
        self.notice = label("", "caption", wrap=True)
        self.adding = FileAdding(context, services, self)
        self._arrange()
        self._connect()
        self._show_rows()

    @property
    def viewer(self) -> FileViewer | None:
        """The window in which files are looked at, once there is one."""
        return self._viewer

    def show_dossier(self, view: DossierView) -> None:
        """Show the files of `view`; what was said of another dossier is forgotten."""
        if self._view is None or self._view.row.code != view.row.code:
            self._problems.clear()
            self._sheet = None
            self._say("", Tone.NORMAL)
        self._view = view
        self._show_rows()
        self.reload()

    def reload(self) -> None:
        """Read the files again."""
        if self._view is None:
            return
        sheet = self._services.attachments.sheet
        self._context.read(sheet, self._view.row.code).then(
            self._on_read, self._context.messages.refused
        )

    def choose(self) -> None:
        """Ask for files for the chosen line, else for the first paper without any."""
        row = self._target()
        if row is not None:
            self._add_paths(row, self._context.files.open_many(self, f"Thêm tệp: {row.title}"))

    def paste(self) -> None:
        """Add the picture or the files that were copied to the chosen line."""
        row, clipboard = self._target(), QGuiApplication.clipboard()
        if row is None:
            return
        paths = files_in(clipboard.mimeData())
        picture = clipboard.image()
        if paths:
            self._add_paths(row, paths)
        elif not picture.isNull():
            self._add(row, [picture_source(picture)])
        else:
            self._say("Chưa có ảnh hay tệp nào được sao chép. Hãy sao chép rồi dán lại.", Tone.LATE)

    def open_row(self, row: FileRow) -> None:
        """Look at the files of a line; a line without any asks for some."""
        if not row.lines:
            self.choose()
            return
        if self._viewer is None:
            self._viewer = FileViewer(self._context, self._services, self.window())
            self._viewer.ended.connect(self.reload)
        self._viewer.open_row(self._code, row)

    @property
    def _code(self) -> str:
        return self._view.row.code if self._view else ""

    def _arrange(self) -> None:
        keys = QHBoxLayout()
        keys.setSpacing(4)
        keys.addWidget(self.add)
        keys.addWidget(self.look)
        keys.addStretch(1)
        self.body.setSpacing(4)
        self.body.addWidget(self.table)
        self.body.addWidget(self.notice)
        self.body.addWidget(self.electronic)
        self.body.addLayout(keys)
        self.notice.hide()

    def _connect(self) -> None:
        self.table.row_activated.connect(self.open_row)
        self.table.row_selected.connect(self._on_row_selected)
        self.table.files_dropped.connect(self._add_paths)
        self.table.paste_wanted.connect(self.paste)
        self.add.clicked.connect(self.choose)
        self.look.clicked.connect(self._on_look_clicked)
        self.electronic.clicked.connect(self._on_electronic_clicked)
        self.adding.progressed.connect(self._on_progress)
        self.adding.refused.connect(self._on_refused)
        self.adding.added.connect(self._on_added)

    def _target(self) -> FileRow | None:
        """Return the line that takes files now."""
        if not self._may(Right.ATTACH):
            return None
        row = self.table.current_row()
        if row is not None and row.takes_files:
            return row
        open_rows = [one for one in self.table.rows_model.rows if one.takes_files]
        return next((one for one in open_rows if not one.lines), next(iter(open_rows), None))

    def _may(self, right: Right) -> bool:
        return self._context.may(right)

    def _place(self, row: FileRow) -> int:
        keys = [one.key for one in self._rows()]
        return keys.index(row.key) if row.key in keys else len(keys)

    def _rows(self) -> tuple[FileRow, ...]:
        if self._view is None or self._sheet is None:
            return ()
        return rows_of(self._view, self._sheet, self._problems)

    def _show_rows(self) -> None:
        rows = self._rows()
        self.table.set_rows(rows)
        shown = min(max(len(rows), 1), _ROWS_SHOWN)
        self.table.setFixedHeight(shown * px(ROW_HEIGHT) + _FRAME)
        self.set_count(count_text(rows))
        self.add.setEnabled(self._target() is not None)
        self._on_row_selected(self.table.current_row())

    def _on_row_selected(self, row: FileRow | None) -> None:
        self.look.setEnabled(row is not None and bool(row.lines))
        is_electronic = self._sheet.is_electronic if self._sheet else None
        is_result = row is not None and row.key == RESULT_KEY
        self.electronic.setVisible(
            is_result and is_electronic is not None and self._may(Right.DECIDE)
        )
        self.electronic.setChecked(bool(is_electronic))

    def _on_read(self, sheet: AttachmentSheet) -> None:
        if sheet.code == self._code:
            self._sheet = sheet
            self._show_rows()

    def _on_look_clicked(self) -> None:
        row = self.table.current_row()
        if row is not None:
            self.open_row(row)

    def _on_electronic_clicked(self) -> None:
        self._context.write(
            self._services.attachments.mark_electronic,
            self._code,
            is_electronic=self.electronic.isChecked(),
        ).then(self._on_marked, changed=(Change.DOSSIERS,), failed=self._context.messages.refused)

    def _on_marked(self, _none: None) -> None:
        self.reload()

    def _add_paths(self, row: FileRow, paths: Sequence[Path]) -> None:
        self._add(row, [file_source(path) for path in paths])

    def _add(self, row: FileRow, sources: Sequence[Source]) -> None:
        if not sources or not self._code:
            return
        if not row.takes_files or not self._may(Right.ATTACH):
            self._say("Dòng này không nhận tệp. Hãy thả tệp vào một giấy tờ.", Tone.LATE)
            return
        self._problems.pop(row.key, None)
        self._show_rows()
        self.adding.add(self._code, row, sources)

    def _on_progress(self, text: str) -> None:
        if text:
            self._say(text, Tone.QUIET)
        elif self._problems:
            self._say(" ".join(self._problems.values()), Tone.LATE)
        else:
            self._say("", Tone.NORMAL)

    def _on_added(self, code: str) -> None:
        if code == self._code:
            self.reload()

    def _on_refused(self, code: str, key: str, sentence: str) -> None:
        if code != self._code:
            self._context.messages.warn(f"{code}: {sentence}")
            return
        before = self._problems.get(key)
        self._problems[key] = f"{before} {sentence}" if before else sentence
        self._show_rows()

    def _say(self, text: str, tone: Tone) -> None:
        set_tone(self.notice, tone)
        self.notice.setText(text)
        self.notice.setVisible(bool(text))
        self.notice.setAlignment(Qt.AlignmentFlag.AlignLeft)
