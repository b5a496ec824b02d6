"""The page Tiếp nhận: puts form, paper and due date side by side and passes on what they say."""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from app.services.dossiers.records import (
    DueView,
    Registered,
)
from app.ui.intake.choosing import Choosing
from app.ui.intake.drafting import DraftKeeper
from app.ui.intake.due_card import DueCard
from app.ui.intake.heading import Heading, ReasonCard
from app.ui.intake.last_act import LastAct
from app.ui.intake.live import LiveFacts
from app.ui.intake.notices import Notices, Topic
from app.ui.intake.opening import Opening
from app.ui.intake.owner_filling import OwnerFilling
from app.ui.intake.parts import IntakeParts
from app.ui.intake.registering import Registering
from app.ui.intake.sheet import IntakeSheet
from app.ui.intake.side_pane import SidePane
from app.ui.intake.typed import TypedIntake
from app.ui.runtime.tasks import Change
from app.ui.widgets.forms import ProblemBoard

_REGISTER = "Tiếp nhận và in"
_CORRECT = "Sửa và in lại giấy"
_LEFT_SHARE, _RIGHT_SHARE = 13, 7
_ROOMY_HEIGHT = 640


class IntakePage(QWidget):
    """One dossier at a time; what is asked of it from outside are the public methods."""

    def __init__(self, parts: IntakeParts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self._parts = parts
        self._due: DueView | None = None
        self._last_people = TypedIntake()
        self._keeps_people = False
        self._focus_before: QWidget | None = None
        self._make()
        self._arrange()
        self._connect()
        self._bind()

    def activated(self) -> None:
        """Offer a draft left behind, and be ready to type."""
        self.keeper.look()
        self.live.ask_due()
        if not self.isAncestorOf(QApplication.focusWidget() or self):
            self.sheet.focus_procedure()

    def handle_scan(self, text: str) -> bool:
        """Take a căn cước card; anything else is left to the window's box."""
        return self.filling.take_scan(text)

    def refresh(self, changes: frozenset[Change]) -> None:
        """Count the due date again when the calendar or the catalogue has changed."""
        if changes & {Change.OFFICE, Change.CATALOGUE}:
            self.live.ask_due()

    def open_correction(self, code: str) -> None:
        """Show a registered dossier to be corrected; the form typed meanwhile is set aside."""
        self.opening.open_correction(code)

    def register(self) -> None:
        """Register what is typed and print its receipt."""
        self._keeps_people = False
        self._send()

    def register_and_keep_person(self) -> None:
        """Register and begin another dossier of the same people.

        With an empty form: begin one for the people of the dossier registered last.
        """
        self.sheet.commit()
        if self.typed().is_blank:
            self._begin_with(self._last_people.of_same_people())
            return
        self._keeps_people = True
        self._send()

    def typed(self) -> TypedIntake:
        """Return the form as typed, with what it corrects."""
        typed = self.sheet.typed()
        code = self.opening.correcting
        return replace(typed, correcting=code, reason=self.reason.reason.text() if code else "")

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.heading.set_roomy(is_roomy=self.height() >= _ROOMY_HEIGHT)

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        self.keeper.save_now()
        super().hideEvent(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
            return
        self.go_back()

    def go_back(self) -> None:
        """Leave a correction, or put the form away as a draft that can be opened again."""
        if self.side.is_why_shown:
            self.side.show_paper()
        elif self.opening.correcting:
            self.opening.leave_correction()
        else:
            self.opening.put_away()

    def _make(self) -> None:
        key = self._parts.actions.key_text("intake.register")
        self.board = ProblemBoard(self)
        self.heading = Heading()
        self.reason = ReasonCard(self.board)
        self.sheet = IntakeSheet(self._parts, self.board)
        self.side = SidePane(self._parts)
        self.due_card = DueCard(_REGISTER, key)
        self.notices = Notices(self.due_card.notice, self.board, self._parts.open_dossier, self)
        self.choosing = Choosing(self._parts, self.sheet, self)
        self.keeper = DraftKeeper(self._parts, self.typed, self)
        self.live = LiveFacts(self._parts, self.typed, self)
        self.filling = OwnerFilling(self._parts, self.sheet.people, self)
        self.registering = Registering(self._parts, self)
        self.last = LastAct(self._parts, self)
        self.opening = Opening(self._parts, self.sheet, self.keeper, self)

    def _arrange(self) -> None:
        whole = QHBoxLayout(self)
        whole.setContentsMargins(24, 10, 24, 12)
        whole.setSpacing(12)
        left = _column(whole, _LEFT_SHARE, 4)
        left.addWidget(self.heading)
        left.addWidget(self.sheet, 1)
        right = _column(whole, _RIGHT_SHARE, 10)
        right.addWidget(self.side, 1)
        right.addWidget(self.reason)
        right.addWidget(self.due_card)

    def _connect(self) -> None:
        self.reason.edited.connect(self.keeper.touch)
        self.heading.leave_wanted.connect(self.opening.leave_correction)
        self.sheet.edited.connect(self._on_edited)
        self.sheet.case_changed.connect(self.live.ask_due)
        self.choosing.taken.connect(self._on_procedure_taken)
        self.choosing.gone.connect(self.notices.tell_refused)
        self.notices.consent_given.connect(self._send)
        self.sheet.papers.edited.connect(self._on_papers_edited)
        self.due_card.register_wanted.connect(self.register)
        self.due_card.why_wanted.connect(self.show_why)
        self.keeper.saved.connect(self.heading.show_saved)
        self.keeper.reopen_wanted.connect(self.opening.reopen)
        self.live.due_known.connect(self._on_due_known)
        self.live.preview_ready.connect(self.side.show_pages)
        self.live.preview_failed.connect(self.notices.tell_no_preview)
        self.live.twin_known.connect(self.notices.tell_twin)
        self.filling.scanned.connect(self._on_scanned)
        self.filling.misread.connect(self.notices.tell_misread)
        self.filling.known.connect(self.notices.tell_known)
        self.registering.done.connect(self._on_registered)
        self.registering.refused.connect(self.notices.tell_refused)
        self.registering.papers_missing.connect(self._on_papers_missing)
        self.registering.busy_changed.connect(self._on_busy_changed)
        self.last.correct_wanted.connect(self.open_correction)
        self.opening.opened.connect(self._on_opened)

    def _bind(self) -> None:
        book = self._parts.actions
        book.bind("intake.register", self.register, self)
        book.bind("intake.same_person", self.register_and_keep_person, self)
        book.bind("intake.all_papers", self.sheet.papers.mark_all, self)
        book.bind("intake.add_paper", self.sheet.papers.table.add_extra, self)
        book.bind("intake.why", self.show_why, self)
        for key, act in (
            ("act.correct", self.last.correct),
            ("act.print_again", self.last.print_again),
        ):
            # The window may have an answer of its own for every page.
            if book.action(key) is None:
                book.bind(key, act, self)

    def show_why(self) -> None:
        """Show the steps of the due date, or the paper again."""
        if self._due is not None:
            self.side.toggle_why(self._due)

    def _send(self) -> None:
        self.sheet.commit()
        self.notices.clear_problems()
        self.registering.send(self.typed(), self.keeper.draft_id)

    def _begin_with(self, typed: TypedIntake) -> None:
        """Show a form that nobody has typed yet, ready for its procedure."""
        self._forget_answers()
        self.sheet.show_typed(typed, None)
        self.filling.forget()
        self.sheet.focus_procedure()

    def _forget_answers(self) -> None:
        """Let nothing that was asked or said for the last form hold for another."""
        self.live.forget()
        self.choosing.forget()
        self.notices.clear()
        self.registering.forget_consent()

    def _on_edited(self) -> None:
        self.keeper.touch()
        self.live.touch()

    def _on_papers_edited(self) -> None:
        self.registering.forget_consent()
        self.notices.drop(Topic.MISSING)

    def _on_procedure_taken(self) -> None:
        self.registering.forget_consent()
        self.notices.clear_problems()

    def _on_due_known(self, due: DueView | None) -> None:
        self._due = due
        self.due_card.show_due(due)
        if due is not None:
            self.side.show_steps(due)
        elif self.side.is_why_shown:
            self.side.show_paper()

    def _on_scanned(self) -> None:
        self.notices.clear_problems()
        if self.sheet.form is None:
            self.sheet.focus_procedure()
        else:
            self.sheet.focus_papers()

    def _on_papers_missing(self, names: tuple[str, ...]) -> None:
        self.notices.tell_missing(names, self._parts.actions.key_text("intake.register"))
        self.sheet.papers.table.show_missing()

    def _on_busy_changed(self, is_busy: bool) -> None:  # noqa: FBT001 - a signal's value
        """Let nothing be typed into a form that is being stored; its focus comes back to it."""
        if is_busy:
            self._focus_before = QApplication.focusWidget()
        self.due_card.register.setEnabled(not is_busy)
        self.sheet.setEnabled(not is_busy)
        before = self._focus_before
        if not is_busy and before is not None and self.sheet.isAncestorOf(before):
            before.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_registered(self, registered: Registered, typed: TypedIntake) -> None:
        self._last_people = typed
        words = "Đã sửa và in lại giấy tiếp nhận" if typed.correcting else "Đã tiếp nhận"
        self.opening.finish()
        following = typed.of_same_people() if self._keeps_people else None
        if not typed.correcting or following is not None:
            self._begin_with(following or TypedIntake(channel=typed.channel))
        self.side.show_receipt(registered.receipt)
        self.side.show_done(registered, words)
        self.last.take(registered, words)

    def _on_opened(self) -> None:
        """Take up a form that came from the store: nothing said of the last one holds."""
        code = self.opening.correcting
        self._forget_answers()
        self.filling.forget()
        self.live.set_corrected(self.opening.view)
        self.due_card.set_act(_CORRECT if code else _REGISTER)
        if code:
            self.heading.show_correction(code)
            self.reason.ask(self.opening.reason)
        else:
            self.heading.show_title()
            self.reason.put_away()
            self.sheet.focus_procedure()
        self.live.ask_due()
        self.live.touch()


def _column(whole: QHBoxLayout, share: int, spacing: int) -> QVBoxLayout:
    """Add a column whose width is its share alone, whatever stands in it."""
    column = QWidget()
    column.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    rows = QVBoxLayout(column)
    rows.setContentsMargins(0, 0, 0, 0)
    rows.setSpacing(spacing)
    whole.addWidget(column, share)
    return rows
