"""The page of petitions: what has to be done first, one whole beside it, the form for new ones."""

from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from app.errors import InvalidInputError
from app.reports.formats import ExportFormat
from app.reports.petitions_xlsx import write_petitions
from app.services.container import Services
from app.services.dossiers.search import SearchResult
from app.services.petitions.records import (
    NewPetition,
    PetitionChoices,
    PetitionDone,
    PetitionFilter,
    PetitionList,
    PetitionRow,
    PetitionView,
)
from app.ui.desk.cards import GAP, page_layout
from app.ui.look.icons import Icon
from app.ui.look.tokens import Tone, px
from app.ui.petitions.act_dialog import ActDialog
from app.ui.petitions.columns import petition_columns
from app.ui.petitions.detail_pane import DetailPane
from app.ui.petitions.drafting import EntryDrafts
from app.ui.petitions.entry_form import EntryForm, chosen, words_box
from app.ui.runtime.tasks import Change, Latest
from app.ui.shell.page_context import PageContext
from app.ui.widgets.inputs import ComboBox
from app.ui.widgets.labels import button, card, label, set_tone, tooltip
from app.ui.widgets.table_view import RowTable
from app.vocabulary.petitions import PetitionAbout, PetitionAct, PetitionChannel
from app.wording import buttons, captions, headings, measures, prompts, states
from app.wording.labels import label as word_of
from app.wording.texts import number_text

AGAIN_MS = 60_000
_TYPING_MS = 250
_LIST_SHARE, _PANE_SHARE = 14, 11
_EMPTY = "Chưa có phản ánh, kiến nghị nào như vậy. Nhấn {key} để tiếp nhận."


class PetitionsPage(QWidget):
    """↑ ↓ choose a petition, Enter goes to what may be done; typing in the box finds."""

    def __init__(
        self, context: PageContext, services: Services, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._services = services
        self._latest_one = Latest()
        self._wanted_id = self._goes_on_with = 0
        self._choices = PetitionChoices(receivers=(), officers=())
        self._typing = QTimer(self, singleShot=True, interval=_TYPING_MS)
        self._minute = QTimer(self, interval=AGAIN_MS)
        key_of = context.actions.key_text
        self.new = button("Tiếp nhận mới", "accent", Icon.ADD, hint=key_of("petitions.new"))
        self.export = button(buttons.EXPORT, "plain", Icon.EXPORT, hint=key_of("petitions.export"))
        self.box = QLineEdit()
        self.box.setPlaceholderText(f"Tìm trong sổ   {key_of('petitions.find')}")
        self.box.setToolTip(tooltip("Tìm theo số, người gửi, nội dung, mã hồ sơ, không cần dấu"))
        self.box.setAccessibleName(prompts.FIND_PETITIONS)
        self.shown = ComboBox()
        for words, wanted in (
            (captions.ALL, PetitionFilter()),
            (measures.PROCESSING, PetitionFilter(only_open=True)),
            (states.OVERDUE, PetitionFilter(only_overdue=True)),
        ):
            self.shown.addItem(words, wanted)
        self.channel = words_box(PetitionChannel, "Mọi hình thức")
        self.about = words_box(PetitionAbout, "Mọi nội dung")
        self.table = RowTable[PetitionRow](
            petition_columns(context.clock.now),
            lambda row: row.petition_id,
            empty_text=_EMPTY.format(key=key_of("petitions.new")),
        )
        self.table.setAccessibleName("Phản ánh, kiến nghị, gấp nhất trước")
        self.side = QStackedWidget(self)
        self.detail = DetailPane(self.side)
        self.entry = EntryForm(context, self.side)
        self.count = label("", "quiet")
        self.drafts = EntryDrafts(context, services, self.entry, self._find, self)
        self._arrange()
        self._connect()

    @property
    def is_entering(self) -> bool:
        """Say whether the form stands beside the list."""
        return self.side.currentWidget() is self.entry

    def wanted(self) -> PetitionFilter:
        """Return what the list is asked to show."""
        kind = self.shown.currentData()
        return PetitionFilter(
            text=self.box.text(),
            channel=chosen(self.channel, PetitionChannel),
            about=chosen(self.about, PetitionAbout),
            only_open=kind.only_open,
            only_overdue=kind.only_overdue,
        )

    def toggle_overdue(self) -> None:
        """Show what is overdue alone, or all again."""
        place = self.shown.findText(states.OVERDUE)
        self.shown.setCurrentIndex(0 if self.shown.currentIndex() == place else place)

    def go_to_box(self) -> None:
        """Put the focus where one types what is looked for."""
        self.box.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.box.selectAll()

    def show_counts(self, found: PetitionList) -> None:
        """Say how many are open, and how many overdue."""
        late = f" · {number_text(found.overdue)} quá hạn" if found.overdue else ""
        self.count.setText(f"{number_text(found.open)} đang xử lý{late}")
        set_tone(self.count, Tone.LATE if found.overdue else Tone.QUIET)

    def activated(self) -> None:
        self._context.read(self._services.petitions.choices).then(self._show_choices)
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
        self._context.read(self._services.search.find, text, 2).then(
            partial(self._on_scanned, text), self._context.messages.refused
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
        wanted = self.wanted()
        self._context.read(self._services.petitions.list, wanted).then(self._show_list)

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
        name = f"so-phan-anh-kien-nghi-{self._context.clock.today().isoformat()}.xlsx"
        write = partial(write_petitions, self._services, self.wanted())
        self._context.export(self, name, ExportFormat.XLSX, write)

    def ask(self, act: PetitionAct) -> ActDialog | None:
        """Open the dialog of an act on the petition that is shown."""
        view = self.detail.view
        if view is None or act not in view.acts:
            return None
        today = self._context.clock.today
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
        dialog.run(
            self._context.write(self._services.petitions.act, petition_id, dialog.act, said),
            partial(self._on_done, dialog.act),
            (Change.PETITIONS, Change.PRINT_QUEUE),
        )

    def _on_done(self, act: PetitionAct, done: PetitionDone) -> None:
        self._context.messages.done(
            f"Đã ghi “{word_of(act)}”. Phản ánh, kiến nghị {done.number}: {word_of(done.status)}."
        )
        self._after(done)

    def _receive(self, new: NewPetition) -> None:
        self._context.write(self._services.petitions.receive, new).then(
            self._on_received,
            changed=(Change.PETITIONS, Change.PRINT_QUEUE),
            failed=self.entry.fail,
        )

    def _on_received(self, done: PetitionDone) -> None:
        self.drafts.finish()
        self.leave_form()
        self._context.messages.done(f"Đã tiếp nhận phản ánh, kiến nghị số {done.number}.")
        self._after(done)

    def _after(self, done: PetitionDone) -> None:
        self._wanted_id = self._goes_on_with = done.petition_id
        self.reload()
        self._read_one(done.petition_id)
        if done.job_id:
            self._context.print_queued()

    def _on_scanned(self, text: str, found: SearchResult) -> None:
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
            self._context.messages.warn(f"Không tìm thấy hồ sơ nào theo “{shown}”.")

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
            self.detail.show_petition(None, self._context.clock.now())
        else:
            self._read_one(row.petition_id)

    def _read_one(self, petition_id: int) -> None:
        self._context.read(self._services.petitions.one, petition_id).then(
            self._latest_one.only(self._show_one)
        )

    def _show_one(self, view: PetitionView) -> None:
        self.detail.show_petition(view, self._context.clock.now())
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

    def _on_minute(self) -> None:
        if self.isVisible():  # what was in time a minute ago may be late now
            self.reload()

    def _find(self, number: str) -> None:
        """Show the petitions that have a number."""
        self._context.actions.go_to("petitions")
        self.box.setText(number)
        self._search()

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(GAP)
        head.addWidget(label(headings.PETITIONS, "title"))
        head.addWidget(self.count)
        head.addStretch(1)
        head.addWidget(self.export)
        head.addWidget(self.new)
        narrow = QHBoxLayout()
        narrow.setSpacing(8)
        narrow.addWidget(self.box, 1)
        for box, name, width in (
            (self.shown, "Xem", 113),
            (self.channel, captions.MANNER, 128),
            (self.about, captions.CONTENT, 128),
        ):
            box.setAccessibleName(name)
            box.setFixedWidth(px(width))
            narrow.addWidget(box)
        surface = card()
        left = QVBoxLayout(surface)
        left.setContentsMargins(8, 8, 8, 4)
        left.setSpacing(8)
        left.addLayout(narrow)
        left.addWidget(self.table, 1)
        body = QHBoxLayout()
        body.setSpacing(12)
        body.addWidget(surface, _LIST_SHARE)
        body.addWidget(self.side, _PANE_SHARE)
        rows = page_layout(self)
        rows.addLayout(head)
        rows.addLayout(body, 1)
        self.side.addWidget(self.detail)
        self.side.addWidget(self.entry)

    def _connect(self) -> None:
        context = self._context
        for key, act in (
            ("petitions.new", self.begin_new),
            ("petitions.find", self.go_to_box),
            ("petitions.overdue", self.toggle_overdue),
            ("petitions.export", self.save),
        ):
            context.actions.bind(key, act, self)
        context.actions.bind("petitions.receive", self.entry.send, self.entry)
        context.actions.bind("act.back", self.leave_form, self.entry)
        self.new.clicked.connect(self.begin_new)
        self.export.clicked.connect(self.save)
        self.box.textEdited.connect(self._typing.start)
        self._typing.timeout.connect(self.reload)
        for box in (self.shown, self.channel, self.about):
            box.currentIndexChanged.connect(self.reload)
        self.table.row_selected.connect(self._on_row)
        self.table.row_activated.connect(self._on_row_activated)
        self.detail.act_wanted.connect(self.ask)
        self.detail.dossier_wanted.connect(context.navigate.open_dossier)
        self.detail.form_wanted.connect(context.navigate.open_form)
        self.entry.received.connect(self._receive)
        self.drafts.reopened.connect(self.begin_new)
        self.entry.left.connect(self.leave_form)
        self._minute.timeout.connect(self._on_minute)
        self._minute.start()
