"""The editor at the right: a version of a procedure, shown, changed, saved as the next one."""

from functools import partial
from typing import Any

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.clock import local_date
from app.errors import InvalidInputError, UserError
from app.services.catalogue.records import ProcedureDraft, ProcedureView, VersionLine
from app.services.container import Services
from app.ui.catalogue.fields import NoteDialog, button_row
from app.ui.catalogue.list_editor import ListEditor
from app.ui.catalogue.tabs import INFO, EditorTabs
from app.ui.catalogue.typed import TypedCase, typed_case
from app.ui.look.icons import Icon
from app.ui.look.tokens import Tone, px
from app.ui.runtime.tasks import Change
from app.ui.shell.page_context import PageContext
from app.ui.widgets.forms import commit_input_method
from app.ui.widgets.inputs import ComboBox
from app.ui.widgets.labels import ElidedLabel, button, chip, set_tone
from app.ui.widgets.layouts import FlowRow
from app.vocabulary.office import Level
from app.wording import buttons, states
from app.wording.texts import day_text, moment_text

# What stands above the editor: which procedure, whether it is in force, and its versions.

_VERSIONS_WIDTH = 184


class VersionBox(ComboBox):
    """`version_chosen` carries the number a person went to."""

    version_chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Phiên bản")
        self.setFixedWidth(px(_VERSIONS_WIDTH))
        self.currentIndexChanged.connect(self._on_index_changed)

    def show_view(self, view: ProcedureView | None) -> None:
        """Show the versions there are, the one of `view` chosen, without telling anybody."""
        self.setVisible(view is not None)
        with QSignalBlocker(self):
            self.clear()
            for line in view.versions if view else ():
                self.addItem(_version_text(line), line.number)
                tip = f"Phiên bản {line.number}, từ {moment_text(line.valid_from)}"
                self.setItemData(self.count() - 1, tip, Qt.ItemDataRole.ToolTipRole)
            self.setCurrentIndex(self.findData(view.number) if view else -1)

    def _on_index_changed(self) -> None:
        number = self.currentData()
        if number is not None:
            self.version_chosen.emit(number)


class EditorHead(QWidget):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.heading = ElidedLabel()
        self.heading.setProperty("kind", "heading")
        self.state = chip("")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.heading, 1)
        row.addWidget(self.state)

    def show_view(self, view: ProcedureView | None) -> None:
        """Name the procedure and say whether it is in force."""
        title = f"{view.draft.code} · {view.draft.name}" if view else "Thủ tục mới"
        self.heading.set_text(title)
        text, tone = _state(view)
        self.state.setText(text)
        set_tone(self.state, tone)


def _state(view: ProcedureView | None) -> tuple[str, Tone]:
    if view is None:
        return "Chưa lưu", Tone.NORMAL
    if not view.is_active:
        return states.ENDED, Tone.WARN
    if view.valid_to is not None:
        return "Bản cũ, chỉ xem", Tone.NORMAL
    return states.IN_USE, Tone.OK


def _version_text(line: VersionLine) -> str:
    return f"Bản {line.number} · {day_text(local_date(line.valid_from))}"


_EMPTY = ProcedureDraft("", "", "", Level.COMMUNE)


class ProcedureEditor(QWidget):
    """`saved` carries the ProcedureView that is in force after a save or an end."""

    saved = Signal(object)

    def __init__(
        self, context: PageContext, services: Services, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._services = services
        self._view: ProcedureView | None = None
        self._is_dirty = False
        self._is_busy = False
        self._dialog: NoteDialog | None = None
        self.head = EditorHead()
        self.versions = VersionBox()
        self.bodies = EditorTabs(context, services)
        self.save_button = button(buttons.SAVE, "accent", Icon.SAVE, hint="Ctrl+↵")
        self.undo_button = button(buttons.UNDO_CHANGES, "plain", Icon.UNDO)
        self.end_button = button("Kết thúc thủ tục…")
        self._arrange()
        self._connect()
        self.show_new()

    @property
    def is_dirty(self) -> bool:
        """Whether something is typed that is not saved."""
        return self._is_dirty

    @property
    def procedure_id(self) -> int | None:
        return self._view.procedure_id if self._view else None

    @property
    def lists(self) -> tuple[ListEditor[Any], ...]:
        """The lists of a procedure: cases, steps, papers."""
        return self.bodies.cases, self.bodies.routes.steps, self.bodies.papers

    def show_new(self) -> None:
        """Show an empty procedure."""
        self._show(None, _EMPTY, (TypedCase(),))
        self.bodies.bar.setCurrentIndex(INFO)

    def show_view(self, view: ProcedureView) -> None:
        """Show a stored version; an old one is for reading only."""
        self._show(view, view.draft, tuple(typed_case(case) for case in view.draft.cases))

    def save(self) -> None:
        """Save what is typed as the version in force."""
        commit_input_method()
        if self._is_busy or not self.save_button.isEnabled():
            return
        self.bodies.info.board.clear_problems()
        try:
            draft = self.bodies.input()
        except InvalidInputError as error:
            self._on_refused(error)
            return
        write, procedures, view = self._context.write, self._services.procedures, self._view
        act = (
            write(procedures.add, draft)
            if view is None
            else write(procedures.save, draft, based_on=view.number)
        )
        self._set_busy(is_busy=True)
        act.then(self._on_saved, changed=(Change.CATALOGUE,), failed=self._on_refused)

    def ask_end(self) -> NoteDialog | None:
        """Ask why the procedure ends; the dialog is returned."""
        view = self._view
        if view is None:
            return None
        self._dialog = NoteDialog(
            self,
            f"Kết thúc thủ tục {view.draft.code}",
            "Hồ sơ mới không chọn được thủ tục này nữa; hồ sơ đã nhận vẫn giữ phiên bản của mình.",
            "Kết thúc thủ tục",
            partial(self._end, view.procedure_id),
        )
        self._dialog.finished.connect(self._on_dialog_finished)
        self._dialog.open()
        return self._dialog

    def _end(self, procedure_id: int, note: str) -> None:
        dialog = self._dialog
        self._context.write(self._services.procedures.end, procedure_id, note).then(
            self._on_ended, changed=(Change.CATALOGUE,), failed=dialog.refuse if dialog else None
        )

    def _arrange(self) -> None:
        rows = QVBoxLayout(self)
        rows.setContentsMargins(16, 12, 16, 12)
        rows.setSpacing(8)
        rows.addLayout(button_row(self.head, self.versions))
        rows.addWidget(self.bodies.bar)
        rows.addWidget(self.bodies, 1)
        foot = FlowRow()
        foot.addWidget(self.save_button)
        foot.addWidget(self.undo_button)
        foot.addStretch()
        foot.addWidget(self.end_button)
        rows.addLayout(foot)

    def _connect(self) -> None:
        self.bodies.edited.connect(self._on_edited)
        self.save_button.clicked.connect(self.save)
        self.undo_button.clicked.connect(self._on_undo_clicked)
        self.end_button.clicked.connect(self.ask_end)
        self.versions.version_chosen.connect(self._on_version_chosen)

    def _show(
        self, view: ProcedureView | None, draft: ProcedureDraft, cases: tuple[TypedCase, ...]
    ) -> None:
        self._view = view
        self.bodies.show_draft(draft, cases, is_new=view is None)
        self.head.show_view(view)
        self.versions.show_view(view)
        self._is_dirty = False
        self._show_buttons()

    @property
    def _is_newest(self) -> bool:
        return self._view is None or self._view.number == self._view.versions[0].number

    def _show_buttons(self) -> None:
        is_open = self._is_newest and not self._is_busy
        is_ended = self._view is not None and not self._view.is_active
        self.save_button.setEnabled(is_open and (self._is_dirty or is_ended))
        self.save_button.setText(_save_words(self._view, is_ended=is_ended))
        self.undo_button.setEnabled(self._is_dirty and not self._is_busy)
        self.end_button.setVisible(self._view is not None and self._view.is_active)
        self.end_button.setEnabled(is_open)
        self.bodies.set_open(is_open=self._is_newest)

    def _set_busy(self, *, is_busy: bool) -> None:
        self._is_busy = is_busy
        self._show_buttons()

    def _on_edited(self) -> None:
        self._is_dirty = True
        self._show_buttons()

    def _on_undo_clicked(self) -> None:
        if self._view is None:
            self.show_new()
        else:
            self.show_view(self._view)

    def _on_version_chosen(self, number: int) -> None:
        view = self._view
        if view is None or number == view.number:
            return
        self._context.read(self._services.procedures.one, view.procedure_id, number).then(
            self.show_view
        )

    def _on_saved(self, view: ProcedureView) -> None:
        self._set_busy(is_busy=False)
        before = self._view.number if self._view else 0
        self.show_view(view)
        if view.number == before:
            self._context.messages.info(f"Thủ tục {view.draft.code} không có gì đổi.")
        else:
            self._context.messages.done(
                f"Đã lưu thủ tục {view.draft.code}, phiên bản {view.number}. "
                "Hồ sơ đã nhận giữ phiên bản cũ."
            )
        self.saved.emit(view)

    def _on_dialog_finished(self) -> None:
        self._dialog = None

    def _on_ended(self, view: ProcedureView) -> None:
        if self._dialog is not None:
            self._dialog.accept()
        self.show_view(view)
        self._context.messages.done(f"Đã kết thúc thủ tục {view.draft.code}.")
        self.saved.emit(view)

    def _on_refused(self, error: UserError) -> None:
        self._set_busy(is_busy=False)
        if isinstance(error, InvalidInputError) and self.bodies.show_problem(
            error.field, error.message
        ):
            return
        self._context.messages.refused(error)


def _save_words(view: ProcedureView | None, *, is_ended: bool) -> str:
    if view is None:
        return " Thêm thủ tục   Ctrl+↵"
    verb = buttons.REOPEN if is_ended else buttons.SAVE
    return f" {verb} thành phiên bản {view.versions[0].number + 1}   Ctrl+↵"
