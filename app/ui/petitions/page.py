"""The page of petitions: what has to be done first, one whole beside it, the form for new ones."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from app.errors import InvalidInputError
from app.services.dossiers.search import Found
from app.services.petitions.records import (
    NewPetition,
    PetitionChoices,
    PetitionDone,
    PetitionList,
    PetitionRow,
    PetitionView,
)
from app.ui.petitions.act_dialog import ActDialog
from app.ui.petitions.drafting import EntryDrafts
from app.ui.petitions.frame import PetitionsFrame
from app.ui.petitions.parts import PAGE, PetitionParts
from app.ui.runtime.tasks import Change, Latest
from app.vocabulary.petitions import PetitionAct
from app.wording.labels import label as word_of

AGAIN_MS = 60_000
_TYPING_MS = 250


class PetitionsPage(PetitionsFrame):
    """↑ ↓ choose a petition, Enter goes to what may be done; typing in the box finds."""

    def __init__(self, parts: PetitionParts, parent: QWidget | None = None) -> None:
        super().__init__(parts, parent)
        self._parts = parts
        self._latest, self._latest_one = Latest(), Latest()
        self._wanted_id = self._goes_on_with = 0
        self._choices = PetitionChoices(receivers=(), officers=())
        self._typing = QTimer(self, singleShot=True, interval=_TYPING_MS)
        self._minute = QTimer(self, interval=AGAIN_MS)
        self.drafts = EntryDrafts(parts, self.entry, self._find, self)
        self._connect()

    @property
    def is_entering(self) -> bool:
        """Say whether the form stands beside the list."""
        return self.side.currentWidget() is self.entry

    def activated(self) -> None:
        actor, petitions = self._parts.actor(), self._parts.petitions
        self._parts.tasks.read(lambda: petitions.choices(actor), self._show_choices)
        self.reload()
        self.drafts.keeper.look()
        if self.is_entering:
            self.entry.begin()
        else:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self, changes: frozenset[Change]) -> None:
        if changes & {Change.PETITIONS, Change.OFFICE}:
            self.reload()

    def handle_scan(self, text: str) -> bool:
        """Link a scanned dossier to the form, or find the petitions that speak of it."""
        actor, search = self._parts.actor(), self._parts.search
        self._parts.tasks.read(
            lambda: search.find(actor, text, 2),
            partial(self._on_scanned, text),
            self._parts.messages.refused,
        )
        return True

    def keep_draft(self) -> None:
        """Store the form as it is typed now."""
        self.drafts.keep()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        self.drafts.keeper.save_now()
        super().hideEvent(event)

    def reload(self) -> None:
        """Read the list again; what is chosen stays."""
        actor, petitions, wanted = self._parts.actor(), self._parts.petitions, self.wanted()
        self._parts.tasks.read(
            lambda: petitions.list(actor, wanted), self._latest.only(self._show_list)
        )

    def begin_new(self) -> None:
        """Show the form; what was half typed is still there."""
        self.side.setCurrentWidget(self.entry)
        self.entry.begin()

    def open(self, petition_id: int, number: str = "") -> None:
        """Show one petition, the key of what usually comes next under the fingers.

        `number` narrows the list to it, where it may stand too far down to be listed.
        """
        self._wanted_id = self._goes_on_with = petition_id
        self.box.setText(number)
        for box in (self.shown, self.channel, self.about):
            box.setCurrentIndex(0)
        self.leave_form()
        self.reload()

    def leave_form(self) -> None:
        """Go back to the list; the form keeps what is typed."""
        self.side.setCurrentWidget(self.detail)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def save(self) -> None:
        """Write the list as it is asked for now to a file the person names."""
        name = f"so-phan-anh-kien-nghi-{self._parts.clock.today().isoformat()}.xlsx"
        path = self._parts.ask_path(self, name)
        if path is not None:
            work = partial(self._parts.write, self.wanted(), path)
            self._parts.tasks.read(work, partial(self._on_saved, path))

    def ask(self, act: PetitionAct) -> ActDialog | None:
        """Open the dialog of an act on the petition that is shown."""
        view = self.detail.view
        if view is None or act not in view.acts:
            return None
        today = self._parts.clock.today
        dialog = ActDialog(act, view, self._choices, today, self)
        dialog.submitted.connect(partial(self._do, dialog, view.row.petition_id))
        dialog.open()
        return dialog

    def _do(self, dialog: ActDialog, petition_id: int) -> None:
        try:
            said = dialog.said()
        except InvalidInputError as error:
            dialog.fail(error)
            return
        actor, petitions = self._parts.actor(), self._parts.petitions
        dialog.run(
            self._parts.tasks,
            lambda: petitions.act(actor, petition_id, dialog.act, said),
            partial(self._on_done, dialog.act),
            (Change.PETITIONS, Change.PRINT_QUEUE),
        )

    def _on_done(self, act: PetitionAct, done: PetitionDone) -> None:
        self._parts.messages.done(
            f"Đã ghi “{word_of(act)}”. Phản ánh, kiến nghị {done.number}: {word_of(done.status)}."
        )
        self._after(done)

    def _receive(self, new: NewPetition) -> None:
        actor, petitions = self._parts.actor(), self._parts.petitions
        self._parts.tasks.write(
            lambda: petitions.receive(actor, new),
            self._on_received,
            (Change.PETITIONS, Change.PRINT_QUEUE),
            self.entry.fail,
        )

    def _on_received(self, done: PetitionDone) -> None:
        self.drafts.finish()
        self.leave_form()
        self._parts.messages.done(f"Đã tiếp nhận phản ánh, kiến nghị số {done.number}.")
        self._after(done)

    def _after(self, done: PetitionDone) -> None:
        self._wanted_id = self._goes_on_with = done.petition_id
        self.reload()
        self._read_one(done.petition_id)
        if done.job_id:
            self._parts.print_job()

    def _on_scanned(self, text: str, found: Found) -> None:
        code = found.rows[0].code if len(found.rows) == 1 else ""
        if self.is_entering and code:
            self.entry.take_dossier(code)
        elif code:
            self.box.setText(code)
            self._search()
        elif found.verification is not None and found.verification.code:
            self.box.setText(found.verification.code)
            self._search()
        else:
            shown = text if len(text) <= 40 else f"{text[:40]}…"
            self._parts.messages.warn(f"Không tìm thấy hồ sơ nào theo “{shown}”.")

    def _search(self) -> None:
        self.shown.setCurrentIndex(0)
        self.reload()

    def _show_choices(self, choices: PetitionChoices) -> None:
        self._choices = choices
        self.entry.show_choices(choices)

    def _show_list(self, found: PetitionList) -> None:
        self.table.set_rows(found.rows)
        self.show_counts(found)
        if self._wanted_id and self.table.go_to(self._wanted_id):
            self._wanted_id = 0
        elif self.table.current_row() is None and found.rows:
            self.table.selectRow(0)
        row = self.table.current_row()
        if row is None:
            self._latest_one.forget()
            self.detail.show_petition(None, self._parts.clock.now())
        else:
            self._read_one(row.petition_id)

    def _read_one(self, petition_id: int) -> None:
        actor, petitions = self._parts.actor(), self._parts.petitions
        self._parts.tasks.read(
            lambda: petitions.one(actor, petition_id), self._latest_one.only(self._show_one)
        )

    def _show_one(self, view: PetitionView) -> None:
        self.detail.show_petition(view, self._parts.clock.now())
        if view.row.petition_id == self._goes_on_with:
            self._goes_on_with = 0
            self._go_on()

    def _go_on(self) -> None:
        """Put the focus on what comes next about the petition in sight, else on the list."""
        if not self.detail.go_on():
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_row(self, row: PetitionRow | None) -> None:
        if row is not None:
            self._read_one(row.petition_id)

    def _on_row_activated(self) -> None:
        if self.is_entering:
            self.leave_form()
        self._go_on()

    def _on_saved(self, path: Path, _none: None) -> None:
        self._parts.messages.done(f"Đã xuất sổ phản ánh, kiến nghị ra {path.name}.")

    def _on_minute(self) -> None:
        if self.isVisible():  # what was in time a minute ago may be late now
            self.reload()

    def _find(self, number: str) -> None:
        """Show the petitions that have a number."""
        self._parts.actions.go_to(PAGE)
        self.box.setText(number)
        self._search()

    def _connect(self) -> None:
        parts = self._parts
        for key, act in (
            ("petitions.new", self.begin_new),
            ("petitions.find", self.go_to_box),
            ("petitions.overdue", self.toggle_overdue),
            ("petitions.export", self.save),
        ):
            parts.actions.bind(key, act, self)
        parts.actions.bind("petitions.receive", self.entry.send, self.entry)
        parts.actions.bind("act.back", self.leave_form, self.entry)
        self.new.clicked.connect(self.begin_new)
        self.export.clicked.connect(self.save)
        self.box.textEdited.connect(self._typing.start)
        self._typing.timeout.connect(self.reload)
        for box in (self.shown, self.channel, self.about):
            box.currentIndexChanged.connect(self.reload)
        self.table.row_selected.connect(self._on_row)
        self.table.row_activated.connect(self._on_row_activated)
        self.detail.act_wanted.connect(self.ask)
        self.detail.dossier_wanted.connect(parts.open_dossier)
        self.detail.form_wanted.connect(parts.show_form)
        self.entry.received.connect(self._receive)
        self.drafts.reopened.connect(self.begin_new)
        self.entry.left.connect(self.leave_form)
        self._minute.timeout.connect(self._on_minute)
        self._minute.start()
