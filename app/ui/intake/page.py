"""The page Tiếp nhận: passes on what form, paper and due date say to one another."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from app.services.dossiers.records import DueView
from app.ui.intake.frame import REGISTER, IntakeFrame
from app.ui.intake.notices import Topic
from app.ui.intake.parts import IntakeParts
from app.ui.runtime.tasks import Change

_CORRECT = "Sửa và in lại giấy"


class IntakePage(IntakeFrame):
    """One dossier at a time; what is asked of it from outside are the public methods."""

    def __init__(self, parts: IntakeParts, parent: QWidget | None = None) -> None:
        super().__init__(parts, parent)
        self._due: DueView | None = None
        self._focus_before: QWidget | None = None
        self._connect()
        self._connect_deciding()
        self._bind()

    def activated(self) -> None:
        """Offer a draft left behind, and be ready to type."""
        self.keeper.look()
        self.live.ask_due()
        if not self.isAncestorOf(QApplication.focusWidget() or self):
            self.sheet.focus_procedure()

    def handle_scan(self, text: str) -> bool:
        """Take a căn cước card; anything else is left to the window's box."""
        return self.online.isHidden() and self.filling.take_scan(text)

    def refresh(self, changes: frozenset[Change]) -> None:
        """Count the due date again when the calendar or the catalogue has changed."""
        if changes & {Change.OFFICE, Change.CATALOGUE}:
            self.live.ask_due()

    def open_correction(self, code: str) -> None:
        """Show a registered dossier to be corrected; the form typed meanwhile is set aside."""
        self.online.leave()
        self.opening.open_correction(code)

    def register(self) -> None:
        """Register what is typed and print its receipt; with a panel open, issue its paper."""
        if not self.online.isHidden():
            self.online.take()
            return
        if self.deciding.is_open:
            self.deciding.issue()
            return
        self.aftermath.keeps_people = False
        self._send()

    def register_and_finish(self) -> None:
        """Register a same-day dossier and return its result at once."""
        if self.deciding.is_open:
            return
        self.aftermath.keeps_people = False
        self._send(finishes=True)

    def register_and_keep_person(self) -> None:
        """Register and begin another dossier of the same people.

        With an empty form: begin one for the people of the dossier registered last.
        """
        self.sheet.commit()
        if self.typed().is_blank:
            self.begin_with(self.aftermath.last_people.of_same_people())
            return
        self.aftermath.keeps_people = True
        self._send()

    def go_back(self) -> None:
        """Leave a correction, or put the form away as a draft that can be opened again."""
        if not self.online.isHidden():
            self.online.leave()
        elif self.side.is_why_shown:
            self.side.show_paper()
        elif self.deciding.is_open:
            self.deciding.leave()
        elif self.opening.correcting:
            self.opening.leave_correction()
        else:
            self.opening.put_away()

    def _connect(self) -> None:
        self.reason.edited.connect(self.keeper.touch)
        self.heading.leave_wanted.connect(self.opening.leave_correction)
        self.sheet.edited.connect(self._on_edited)
        self.sheet.case_changed.connect(self._on_case_changed)
        self.choosing.taken.connect(self._on_procedure_taken)
        self.choosing.gone.connect(self.notices.tell_refused)
        self.notices.consent_given.connect(self.register)
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
        self.registering.done.connect(self.aftermath.take_registered)
        self.registering.served.connect(self.aftermath.take_served)
        self.registering.refused.connect(self.notices.tell_refused)
        self.registering.papers_missing.connect(self._on_papers_missing)
        self.registering.busy_changed.connect(self._on_busy_changed)
        self.last.correct_wanted.connect(self.open_correction)
        self.opening.opened.connect(self._on_opened)

    def _connect_deciding(self) -> None:
        deciding, acts = self.deciding, self.due_card.other_acts
        acts.refuse_wanted.connect(self.ask_refusal)
        acts.guide_wanted.connect(self.ask_guide)
        acts.finish_wanted.connect(self.register_and_finish)
        deciding.opened.connect(self._on_decision_opened)
        deciding.closed.connect(self._on_decision_closed)
        deciding.preview_ready.connect(self.side.show_pages)
        deciding.preview_failed.connect(self.notices.tell_no_preview)
        deciding.problem.connect(self.notices.tell_refused)
        deciding.busy_changed.connect(self._on_busy_changed)
        deciding.refused.connect(self.aftermath.take_refused)
        deciding.guided.connect(self.aftermath.take_guided)

    def _bind(self) -> None:
        book = self._parts.actions
        book.bind("intake.register", self.register, self)
        book.bind("intake.same_person", self.register_and_keep_person, self)
        book.bind("intake.all_papers", self.sheet.papers.mark_all, self)
        book.bind("intake.add_paper", self.sheet.papers.table.add_extra, self)
        book.bind("intake.why", self.show_why, self)
        book.bind("intake.refuse", self.ask_refusal, self)
        book.bind("intake.guide", self.ask_guide, self)
        book.bind("intake.finish", self.register_and_finish, self)
        for key, act in self.cases:
            book.bind(key, act, self)
        book.bind("act.back", self.go_back, self)
        book.bind("act.correct", self.last.correct, self, is_everywhere=True)
        book.bind("act.print_again", self.last.print_again, self, is_everywhere=True)

    def show_why(self) -> None:
        """Show the steps of the due date, or the paper again."""
        if self._due is not None:
            self.side.toggle_why(self._due)

    def ask_refusal(self) -> None:
        """Ask why the dossier cannot be received, beside the form."""
        self._turn_to(self.deciding.ask_refusal)

    def ask_guide(self) -> None:
        """Ask who gets a slip of what is missing, beside the form."""
        self._turn_to(self.deciding.ask_guide)

    def _turn_to(self, ask: Callable[[], None]) -> None:
        self.sheet.commit()
        self._clear_problems()
        ask()

    def _send(self, *, finishes: bool = False) -> None:
        self.sheet.commit()
        self._clear_problems()
        self.registering.send(self.typed(), self.keeper.draft_id, finishes=finishes)

    def _clear_problems(self) -> None:
        """Forget what was wrong with the last attempt, and what was offered against it."""
        self.notices.clear_problems()
        self.due_card.other_acts.urge(is_urged=False)

    def _on_edited(self) -> None:
        self.keeper.touch()
        if self.deciding.is_open:
            self.deciding.touch()
        else:
            self.live.touch()

    def _on_case_changed(self) -> None:
        case = self.sheet.procedure.case
        is_same_day = case is not None and case.is_same_day and not self.opening.correcting
        self.due_card.other_acts.offer_finish(is_offered=is_same_day)
        self.live.ask_due()

    def _on_papers_edited(self) -> None:
        self.registering.forget_consent()
        self.notices.drop(Topic.MISSING)
        self.due_card.other_acts.urge(is_urged=False)

    def _on_procedure_taken(self) -> None:
        self.registering.forget_consent()
        self._clear_problems()

    def _on_due_known(self, due: DueView | None) -> None:
        self._due = due
        self.due_card.show_due(due)
        if due is not None:
            self.side.show_steps(due)
        elif self.side.is_why_shown:
            self.side.show_paper()

    def _on_scanned(self) -> None:
        self._clear_problems()
        if self.sheet.form is None:
            self.sheet.focus_procedure()
        else:
            self.sheet.focus_papers()

    def _on_papers_missing(self, names: tuple[str, ...]) -> None:
        self.notices.tell_missing(names, self._parts.actions.key_text("intake.register"))
        self.sheet.papers.table.show_missing()
        self.due_card.other_acts.urge(is_urged=True)

    def _on_busy_changed(self, is_busy: bool) -> None:  # noqa: FBT001 - a signal's value
        """Let nothing be typed into a form that is being stored; its focus comes back to it."""
        if is_busy:
            self._focus_before = QApplication.focusWidget()
        self.due_card.register.setEnabled(not is_busy)
        self.sheet.setEnabled(not is_busy)
        before = self._focus_before
        if not is_busy and before is not None and self.sheet.isAncestorOf(before):
            before.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_decision_opened(self) -> None:
        """Show the panel where the date stands, and its paper above; the receipt waits."""
        self.live.forget()
        self.right.show_panel()

    def _on_decision_closed(self) -> None:
        self.right.show_due()
        self.live.ask()

    def _on_opened(self) -> None:
        """Take up a form that came from the store: nothing said of the last one holds."""
        code = self.opening.correcting
        self.forget_answers()
        self.filling.forget()
        self.live.set_corrected(self.opening.view)
        self.due_card.set_act(_CORRECT if code else REGISTER)
        if code:
            self.heading.show_correction(code)
            self.reason.ask(self.opening.reason)
        else:
            self.heading.show_title()
            self.reason.put_away()
            self.sheet.focus_procedure()
        self.live.ask_due()
        self.live.touch()
