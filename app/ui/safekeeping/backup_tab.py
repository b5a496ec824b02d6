"""Sao lưu: how old the last good backup is, where it lies, and what can be done about it."""

from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QProgressBar, QVBoxLayout

from app.errors import InvalidInputError, UserError
from app.services.backup.backups import restore_subject
from app.services.backup.making import backup_places
from app.services.backup.records import (
    BackupLook,
    BackupMade,
    BackupRow,
    BackupState,
    BackupTried,
    Worry,
)
from app.services.container import Services
from app.services.ledger.records import Actor
from app.settings import SettingsFile
from app.ui.approving.approval_dialog import ask_approval
from app.ui.desk.cards import put_over_table
from app.ui.desk.tabbed_page import PageTab
from app.ui.look.icons import Icon
from app.ui.look.tokens import Tone
from app.ui.safekeeping.backup_columns import BACKUP_COLUMNS, size_text
from app.ui.shell.file_dialogs import BACKUPS
from app.ui.shell.page_context import PageContext
from app.ui.widgets.labels import ElidedLabel, button, card, label, set_tone
from app.ui.widgets.table_view import RowTable
from app.vocabulary.people import GuardedAct
from app.wording import buttons, prompts
from app.wording.texts import moment_text, number_text

# Where this desk's backups go: as the settings say, and as a person chooses anew.


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupFolders:
    """The folders as text for the page; `second` is empty for none."""

    main: str
    second: str


def folders_of(data: Path) -> BackupFolders:
    """Return where the backups of a data folder go now. Raises StoreError."""
    places = backup_places(data)
    second = "" if places.second is None else str(places.second)
    return BackupFolders(main=str(places.main), second=second)


def keep_folders(settings: SettingsFile, data: Path, chosen: BackupFolders) -> None:
    """Keep where backups go from now on.

    Raises InvalidInputError for a second folder within the first, or the other way round.
    """
    if chosen.second:
        main, second = Path(chosen.main).resolve(), Path(chosen.second).resolve()
        if main.is_relative_to(second) or second.is_relative_to(main):
            raise InvalidInputError(
                "second",
                "Thư mục thứ hai trùng hoặc nằm trong thư mục sao lưu nên không che chở được gì. "
                "Hãy chọn ổ đĩa khác.",
            )
    present = folders_of(data)

    def settled(wanted: str, shown: str, kept: str) -> str:
        return kept if wanted == shown else wanted

    settings.change(
        lambda kept: replace(
            kept,
            backup_folder=settled(chosen.main, present.main, kept.backup_folder),
            backup_second_folder=settled(chosen.second, present.second, kept.backup_second_folder),
        )
    )


_TONES = {Worry.NONE: Tone.OK, Worry.SOME: Tone.WARN, Worry.GREAT: Tone.LATE}
_NO_SECOND = "Chưa chọn. Nên chọn ổ đĩa khác hoặc thư mục chia sẻ, phòng khi máy này hỏng."


@dataclass(frozen=True, slots=True)
class _Found:
    state: BackupState
    rows: tuple[BackupRow, ...]
    folders: BackupFolders


class BackupTab(PageTab):
    """The state in large, the folders, and the list of backups."""

    def __init__(self, context: PageContext, services: Services) -> None:
        super().__init__()
        self._context = context
        self._services = services
        # A shared store is put back on its server, by the command line.
        self._may_restore = not services.database.is_shared
        self._folders = BackupFolders(main="", second="")
        self.state = label("", "title")
        self.detail = label("", "quiet", wrap=True)
        self.doing = label("", "quiet")
        self.main_folder = ElidedLabel()
        self.second_folder = ElidedLabel()
        self.make = button("&Sao lưu ngay", "accent", Icon.BACKUP)
        self.try_out = button("&Thử phục hồi", "plain", Icon.CHECK)
        self.restore = button("&Khôi phục…", "plain", Icon.UNDO)
        self.other_file = button("C&họn tệp khác…", "plain", Icon.DOSSIER)
        self.stop = button(buttons.STOP, "plain", Icon.CLOSE)
        self.change_main = button("Đổ&i…", "ghost")
        self.change_second = button("&Chọn…", "ghost")
        self.drop_second = button("&Bỏ", "ghost")
        self.progress = QProgressBar()
        self.table = RowTable(
            BACKUP_COLUMNS,
            lambda row: (row.made_at, row.station, row.is_good),
            empty_text="Chưa có bản sao lưu nào.\nNhấn Sao lưu ngay để tạo bản đầu tiên.",
        )
        self._chosen: Path | None = None
        self._arrange()
        self._connect()
        self._on_rested()

    def load(self) -> None:
        """Read the state, the list and the folders."""
        self._context.work(_found, self._services).then(self._show)

    def chosen(self) -> Path | None:
        """Return the backup that is tried or put back: the chosen file, or the selected row's."""
        if self._chosen is not None:
            return self._chosen
        row = self.table.current_row()
        return row.path if row is not None and row.is_here else None

    def _arrange(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self.state, 1)
        for key in (self.other_file, self.restore, self.try_out, self.make):
            top.addWidget(key)
        box = card()
        rows = QVBoxLayout(box)
        rows.setContentsMargins(24, 16, 24, 16)
        rows.setSpacing(8)
        rows.addLayout(top)
        rows.addWidget(self.detail)
        rows.addLayout(self._places())
        rows.addLayout(self._work())
        put_over_table(self, box, self.table)

    def _places(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        for at, (title, shown, keys) in enumerate(
            (
                ("Thư mục sao lưu", self.main_folder, (self.change_main,)),
                ("Thư mục thứ hai", self.second_folder, (self.change_second, self.drop_second)),
            )
        ):
            grid.addWidget(label(title, "quiet"), at, 0)
            grid.addWidget(shown, at, 1)
            for column, key in enumerate(keys, 2):
                grid.addWidget(key, at, column)
        return grid

    def _work(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        self.progress.setRange(0, 100)
        self.progress.setTextVisible(False)
        for widget in (self.progress, self.stop):
            keeps = widget.sizePolicy()
            keeps.setRetainSizeWhenHidden(True)
            widget.setSizePolicy(keeps)
        row.addWidget(self.doing)
        row.addWidget(self.progress, 1)
        row.addWidget(self.stop)
        return row

    def _connect(self) -> None:
        self.make.clicked.connect(self._on_make)
        self.try_out.clicked.connect(self._on_try_out)
        self.restore.clicked.connect(self._on_restore)
        self.other_file.clicked.connect(self._on_other_file)
        self.change_main.clicked.connect(partial(self._on_change, "main"))
        self.change_second.clicked.connect(partial(self._on_change, "second"))
        self.drop_second.clicked.connect(partial(self._set_folder, "second", ""))
        self.stop.clicked.connect(self._context.backups.cancel)
        self.table.row_selected.connect(self._on_selected)
        self._context.backups.told.connect(self._on_told)
        self._context.backups.rested.connect(self._on_rested)

    def _show(self, found: _Found) -> None:
        state, self._folders = found.state, found.folders
        self.state.setText(state.said)
        set_tone(self.state, _TONES[state.worry])
        good = next((row for row in found.rows if row.is_good), None)
        said = [] if good is None else [_said(good)]
        if state.problem:
            said.append(f"Lần gần nhất: {state.problem}")
        said = said or ["Hãy tạo bản sao lưu đầu tiên."]
        self.detail.setText("\n".join([*said, state.checked] if state.checked else said))
        set_tone(self.detail, Tone.WARN if state.problem else Tone.QUIET)
        self.main_folder.set_text(self._folders.main)
        self.second_folder.set_text(self._folders.second or _NO_SECOND)
        set_tone(self.second_folder, Tone.NORMAL if self._folders.second else Tone.WARN)
        self.drop_second.setVisible(bool(self._folders.second))
        self.table.set_rows(found.rows)
        self._on_selected(keeps_file=True)

    def _on_selected(self, *_row: object, keeps_file: bool = False) -> None:
        if not keeps_file:
            self._chosen = None
        chosen, is_free = self.chosen(), not self._context.backups.is_running
        self.try_out.setEnabled(chosen is not None and is_free)
        self.restore.setEnabled(chosen is not None and is_free and self._may_restore)
        if is_free:
            self.doing.setText(self._chosen_said())

    def _chosen_said(self) -> str:
        chosen = self.chosen()
        if chosen is None:
            return "Chọn một bản trong danh sách để thử phục hồi hoặc khôi phục."
        if not self._may_restore:
            return f"Đang chọn {chosen.name}. Kho dùng chung khôi phục bằng lệnh motcua restore."
        return f"Đang chọn {chosen.name}."

    def _on_told(self, doing: str, part: float) -> None:
        self.doing.setText(f"{doing}…")
        self.progress.setValue(round(part * 100))
        self.progress.show()
        self.stop.show()
        self.make.setEnabled(False)
        self._on_selected(keeps_file=True)

    def _on_rested(self) -> None:
        self.progress.hide()
        self.stop.hide()
        self.make.setEnabled(True)
        self._on_selected(keeps_file=True)

    def _on_make(self) -> None:
        self._context.backups.make(self._on_made, self._on_failed)

    def _on_made(self, made: BackupMade) -> None:
        messages = self._context.messages
        tell = messages.warn if made.problem or made.missing_files else messages.done
        missing = f" Thiếu {made.missing_files} tệp đính kèm." if made.missing_files else ""
        tell(
            f"Đã sao lưu {number_text(made.header.dossier_count)} hồ sơ, phục hồi thử nguyên vẹn."
            f"{missing} {made.problem}".rstrip(),
        )
        self.load()

    def _on_failed(self, error: UserError) -> None:
        self._context.messages.refused(error)
        self.load()

    def _on_try_out(self) -> None:
        chosen = self.chosen()
        if chosen is not None:
            self._context.backups.try_out(
                self._context.actor(), chosen, self._on_tried, self._on_failed
            )

    def _on_tried(self, tried: BackupTried) -> None:
        missing = f" Thiếu {tried.files_missing} tệp đính kèm." if tried.files_missing else ""
        tell = self._context.messages.warn if missing else self._context.messages.done
        tell(
            f"Phục hồi thử nguyên vẹn: {number_text(tried.header.dossier_count)} hồ sơ lúc "
            f"{moment_text(tried.header.made_at)}, trong {tried.seconds:.0f} giây.{missing}"
        )

    def _on_other_file(self) -> None:
        path = self._context.files.open(self, prompts.CHOOSE_BACKUP, BACKUPS, self._folders.main)
        if path is not None:
            self._chosen = path
            self._on_selected(keeps_file=True)

    def _on_restore(self) -> None:
        chosen = self.chosen()
        if chosen is None or not self._may_restore:
            return
        self._context.work(self._services.backups.look, chosen).then(
            self._ask_second, self._on_failed
        )

    def _ask_second(self, look: BackupLook) -> None:
        ask_approval(
            self._context,
            self._services,
            GuardedAct.RESTORE,
            restore_subject(look.path),
            partial(self._begin, look.path),
            self,
            what=_what(look),
        )

    def _begin(self, path: Path, approval_id: int) -> None:
        begin = self._services.backups.begin_restore
        self._context.write(begin, path, approval_id).then(
            partial(self._context.restore, path), failed=self._on_failed
        )

    def _on_change(self, which: str) -> None:
        present = getattr(self._folders, which) or self._folders.main
        chosen = self._context.files.folder(self, "Chọn thư mục sao lưu", present)
        if chosen is not None:
            self._set_folder(which, str(chosen))

    def _set_folder(self, which: str, chosen: str) -> None:
        folders = replace(self._folders, **{which: chosen})
        self._context.tasks.write(
            partial(keep_folders, self._context.settings, self._services.data, folders),
            lambda _none: self.load(),
            failed=self._on_failed,
        )


def _found(actor: Actor, services: Services) -> _Found:
    rows = tuple(services.backups.rows(actor))
    return _Found(services.backups.state(), rows, folders_of(services.data))


def _said(row: BackupRow) -> str:
    return (
        f"Bản tốt gần nhất: {moment_text(row.made_at)}, {number_text(row.dossier_count)} hồ sơ, "
        f"{size_text(row.size)}, đã mã hóa và phục hồi thử."
    )


def _what(look: BackupLook) -> str:
    header = look.header
    return (
        f"Kho dữ liệu trở về lúc {moment_text(header.made_at)} "
        f"({number_text(header.dossier_count)} hồ sơ). Mọi việc ghi sau lúc đó phải nhập bù từ "
        "giấy; số đã cấp không cấp lại. Kho hiện nay được giữ lại bên cạnh."
    )
