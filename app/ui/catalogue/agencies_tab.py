"""Agencies: add, give a new name, merge, end; the old name stays in history."""

from functools import partial

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.errors import InvalidInputError, UserError
from app.services.catalogue.records import AgencyDraft, AgencyEntry
from app.services.container import Services
from app.ui.catalogue.fields import LEVELS, NoteDialog, button_row, choices, choose, field_row
from app.ui.look.icons import Icon
from app.ui.look.tokens import Tone, px
from app.ui.runtime.tasks import Change, Write
from app.ui.shell.page_context import PageContext
from app.ui.widgets.columns import number_column, plain_column, text_column
from app.ui.widgets.forms import ProblemBoard, commit_input_method
from app.ui.widgets.inputs import ComboBox
from app.ui.widgets.labels import button, card, label
from app.ui.widgets.row_table import Column
from app.ui.widgets.table_view import RowTable
from app.vocabulary.office import Level
from app.wording import captions, states
from app.wording.labels import label as word
from app.wording.texts import day_text, number_text


def _validity(row: AgencyEntry) -> str:
    if row.valid_to is None:
        return states.IN_USE
    heir = f", nay là {row.successor_name}" if row.successor_name else ""
    return f"Đến {day_text(row.valid_to)}{heir}"


def _tone(row: AgencyEntry) -> Tone:
    return Tone.NORMAL if row.valid_to is None else Tone.QUIET


_COLUMNS: tuple[Column[AgencyEntry], ...] = (
    plain_column(captions.CODE, "code", 112),
    text_column("Tên cơ quan", "name", tone=_tone),
    plain_column(captions.LEVEL, lambda row: word(row.level), 84),
    text_column("Hiệu lực", _validity, 120),
    number_column(
        captions.PROCEDURE,
        lambda row: number_text(row.procedure_count),
        76,
        sort_key=lambda row: row.procedure_count,
    ),
)


class AgenciesTab(QWidget):
    def __init__(
        self, context: PageContext, services: Services, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._services = services
        self._rows: tuple[AgencyEntry, ...] = ()
        self._dialog: NoteDialog | None = None
        self.board = ProblemBoard(self)
        self.ended = QCheckBox("Cả cơ quan đã kết thúc")
        self.table = RowTable[AgencyEntry](
            _COLUMNS,
            lambda row: row.agency_id,
            empty_text="Chưa có cơ quan nào. Hãy gõ tên ở bên phải rồi nhấn Thêm cơ quan.",
        )
        self.count = label("", "caption")
        self.chosen = label("", "heading", wrap=True)
        self.name = QLineEdit()
        self.code = QLineEdit()
        self.level = choices(LEVELS, captions.LEVEL)
        self.heir = ComboBox()
        self.add_button = button("Thêm cơ quan", "accent", Icon.ADD)
        self.rename_button = button("Đổi thành tên này", "plain", Icon.EDIT)
        self.merge_button = button("Nhập vào cơ quan này")
        self.end_button = button("Kết thúc cơ quan…")
        self._arrange()
        self._connect()
        self._show_chosen(None)

    def load(self) -> None:
        """Read the agencies again."""
        has_ended = self.ended.isChecked()
        self._context.read(self._services.agencies.list, has_ended=has_ended).then(self._show)

    def _arrange(self) -> None:
        self.code.setPlaceholderText("tự đặt theo tên")
        self.name.setPlaceholderText("Ví dụ: Phòng Kinh tế")
        left, right = card(), card()
        rows = QVBoxLayout(left)
        rows.setContentsMargins(16, 16, 16, 8)
        rows.setSpacing(8)
        rows.addWidget(self.ended)
        rows.addWidget(self.table, 1)
        rows.addWidget(self.count)
        self._arrange_form(right)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(16)
        whole.addWidget(left, 1)
        right.setFixedWidth(px(384))
        whole.addWidget(right)

    def _arrange_form(self, right: QFrame) -> None:
        form = QVBoxLayout(right)
        form.setContentsMargins(16, 16, 16, 16)
        form.setSpacing(4)
        form.addWidget(self.chosen)
        form.addSpacing(8)
        form.addWidget(self.board.add("name", "Tên cơ quan", self.name))
        form.addLayout(
            field_row(
                (self.board.add("code", captions.CODE, self.code), 0),
                (self.board.add("level", captions.LEVEL, self.level), 140),
            )
        )
        form.addLayout(button_row(self.add_button, self.rename_button, None))
        form.addSpacing(16)
        form.addWidget(self.board.add("heir", "Sáp nhập vào", self.heir))
        form.addLayout(button_row(self.merge_button, None, self.end_button))
        form.addStretch(1)

    def _connect(self) -> None:
        self.ended.toggled.connect(self.load)
        self.table.row_selected.connect(self._show_chosen)
        self.add_button.clicked.connect(self.add)
        self.rename_button.clicked.connect(self.rename)
        self.merge_button.clicked.connect(self.merge)
        self.end_button.clicked.connect(self.ask_end)

    def add(self) -> None:
        """Add what is typed as a new agency."""
        draft = self._draft()
        self._write(
            self._context.write(self._services.agencies.add, draft), "Đã thêm {name} (mã {code})."
        )

    def rename(self) -> None:
        """Give the selected agency the name typed."""
        row, draft = self.table.current_row(), self._draft()
        if row is not None:
            self._write(
                self._context.write(self._services.agencies.rename, row.agency_id, draft),
                f"{row.name} nay là {{name}}; hồ sơ cũ giữ tên cũ.",
            )

    def merge(self) -> None:
        """Merge the selected agency into the one chosen."""
        row, heir = self.table.current_row(), self.heir.currentData()
        if row is None or heir is None:
            self.board.show_problem("heir", "Hãy chọn cơ quan nhận sáp nhập.")
            return
        self._write(
            self._context.write(self._services.agencies.merge, row.agency_id, heir),
            f"{row.name} đã nhập vào {{name}}; hồ sơ cũ giữ tên cũ.",
        )

    def ask_end(self) -> NoteDialog | None:
        """Ask why the selected agency ends; the dialog is returned."""
        row = self.table.current_row()
        if row is None:
            return None
        self._dialog = NoteDialog(
            self,
            f"Kết thúc {row.name}",
            "Cơ quan không còn trong danh sách chọn; hồ sơ cũ vẫn ghi tên cơ quan này.",
            "Kết thúc cơ quan",
            partial(self._end, row.agency_id),
        )
        self._dialog.finished.connect(self._on_dialog_finished)
        self._dialog.open()
        return self._dialog

    def _end(self, agency_id: int, note: str) -> None:
        self._context.write(self._services.agencies.end, agency_id, note).then(
            self._on_ended,
            changed=(Change.CATALOGUE,),
            failed=self._dialog.refuse if self._dialog else None,
        )

    def _draft(self) -> AgencyDraft:
        commit_input_method()
        self.board.clear_problems()
        return AgencyDraft(self.name.text(), Level(self.level.currentData()), self.code.text())

    def _write(self, act: Write[AgencyEntry], said: str) -> None:
        self._set_busy(is_busy=True)
        act.then(
            partial(self._on_written, said), changed=(Change.CATALOGUE,), failed=self._on_refused
        )

    def _set_busy(self, *, is_busy: bool) -> None:
        self.add_button.setEnabled(not is_busy)
        row = self.table.current_row()
        can_change = not is_busy and row is not None and row.valid_to is None
        for each in (self.rename_button, self.merge_button, self.end_button, self.heir):
            each.setEnabled(can_change)

    def _on_written(self, said: str, row: AgencyEntry) -> None:
        self._set_busy(is_busy=False)
        self.name.clear()
        self.code.clear()
        self._context.messages.done(said.format(name=row.name, code=row.code))

    def _on_dialog_finished(self) -> None:
        self._dialog = None

    def _on_ended(self, row: AgencyEntry) -> None:
        if self._dialog is not None:
            self._dialog.accept()
        self._context.messages.done(f"Đã kết thúc {row.name}.")

    def _on_refused(self, error: UserError) -> None:
        self._set_busy(is_busy=False)
        if not (isinstance(error, InvalidInputError) and self.board.take(error)):
            self._context.messages.refused(error)

    def _show(self, rows: tuple[AgencyEntry, ...]) -> None:
        self._rows = rows
        self.table.set_rows(rows)
        living = sum(row.valid_to is None for row in rows)
        self.count.setText(f"{number_text(living)} cơ quan đang dùng")
        self._show_chosen(self.table.current_row())

    def _show_chosen(self, row: AgencyEntry | None) -> None:
        self.board.clear_problems()
        self.chosen.setText(row.name if row else "Thêm cơ quan giải quyết")
        if row is not None:
            choose(self.level, row.level)
        _blocked = QSignalBlocker(self.heir)
        self.heir.clear()
        self.heir.addItem("Chọn cơ quan nhận", None)
        for other in self._rows:
            if other.valid_to is None and (row is None or other.agency_id != row.agency_id):
                self.heir.addItem(other.name, other.agency_id)
        self._set_busy(is_busy=False)
