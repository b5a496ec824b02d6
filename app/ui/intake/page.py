"""The page Tiếp nhận: one dossier at a time, its paper and its due date beside it."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from app.services.container import Services
from app.services.dossiers.records import DueView
from app.ui.desk.drafting import DraftKeeper, DraftWords
from app.ui.intake.deciding import Deciding
from app.ui.intake.due_card import DuePreviewCard
from app.ui.intake.heading import Heading, ReasonCard
from app.ui.intake.live_preview import ApplicantAutofill, LivePreview
from app.ui.intake.notices import Notices, Topic
from app.ui.intake.online_panel import OnlinePanel
from app.ui.intake.opening import FormOpening
from app.ui.intake.registering import AfterSubmit, Registering
from app.ui.intake.sheet import IntakeSheet
from app.ui.intake.side_pane import RightColumn, SidePane
from app.ui.intake.typed import TypedIntake, draft_text
from app.ui.look.tokens import px
from app.ui.runtime.tasks import Change
from app.ui.shell.page_context import PageContext
from app.ui.widgets.forms import ProblemBoard
from app.ui.widgets.layouts import ScrollFrame
from app.wording import buttons

_CORRECT = "Sửa và in lại giấy"
_LEFT_SHARE, _RIGHT_SHARE = 13, 7
_ROOMY_HEIGHT = 640
_FULL_WIDTH = 1092
"""From this width on, a window of 1280 beside its rail, the paper stands above the due date."""
_OF_THE_FORM = (
    *("intake.same_person", "intake.all_papers", "intake.add_paper", "intake.why"),
    *("intake.refuse", "intake.guide", "intake.finish", "intake.for_unit", "intake.late_entry"),
)
"""Acts that have nothing to act on while a file stands in place of the form."""


class IntakePage(QWidget):
    """Passes on what form, paper and due date say to one another."""

    def __init__(
        self, context: PageContext, services: Services, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self._context = context
        self._services = services
        self._due: DueView | None = None
        self._focus_before: QWidget | None = None
        self._make()
        self._arrange()
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
        return self.online.isHidden() and self.autofill.take_scan(text)

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
        self.after_submit.keeps_people = False
        self._send()

    def register_and_finish(self) -> None:
        """Register a same-day dossier and return its result at once."""
        if self.deciding.is_open:
            return
        self.after_submit.keeps_people = False
        self._send(finishes=True)

    def register_and_keep_person(self) -> None:
        """Register and begin another dossier of the same people.

        With an empty form: begin one for the people of the dossier registered last.
        """
        self.sheet.commit()
        if self.typed().is_blank:
            self.begin_with(self.after_submit.last_form.of_same_people())
            return
        self.after_submit.keeps_people = True
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

    def keep_draft(self) -> None:
        """Store the form as it is typed now."""
        self.sheet.commit()
        self.keeper.save_now()

    def typed(self) -> TypedIntake:
        """Return the form as typed, with what it corrects."""
        typed = self.sheet.typed()
        code = self.opening.correcting
        return replace(
            typed,
            correcting=code,
            seen_receipt=self.opening.seen_receipt,
            reason=self.reason.reason.text() if code else "",
        )

    def begin_with(self, typed: TypedIntake) -> None:
        """Show a form that nobody has typed yet, ready for its procedure."""
        self._forget_answers()
        self.sheet.show_typed(typed, None)
        self.autofill.forget()
        self.sheet.focus_procedure()

    def _forget_answers(self) -> None:
        """Let nothing that was asked or said for the last form hold for another."""
        self.deciding.leave()
        self.due_card.other_acts.urge(is_urged=False)
        self.live.forget()
        self.sheet.forget_procedure()
        self.notices.clear()
        self.registering.forget_consent()

    def open_online(self) -> None:
        """Ask for a file of online dossiers and show it in place of the form."""
        if self.online.ask_file():
            self._show_online(is_shown=True)

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        self.keeper.save_now()
        super().hideEvent(event)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.heading.set_roomy(is_roomy=self.height() >= px(_ROOMY_HEIGHT))
        self.right.set_tabbed(is_tabbed=self.width() < px(_FULL_WIDTH))

    def _make(self) -> None:
        context, services = self._context, self._services
        self.board = ProblemBoard(self)
        self.heading = Heading()
        self.reason = ReasonCard(self.board)
        self.sheet = IntakeSheet(context, services, self.board)
        self.side = SidePane(context)
        self.due_card = DuePreviewCard(context, buttons.REGISTER_AND_PRINT)
        self.notices = Notices(
            self.due_card.notice, self.board, context.navigate.open_dossier, self
        )
        words = DraftWords(context.navigate.open_dossier, buttons.OPEN_DOSSIER)
        self.keeper = DraftKeeper(
            context, services.drafts, words, lambda: draft_text(self.typed()), self
        )
        self.live = LivePreview(context, services, self.typed, self)
        self.autofill = ApplicantAutofill(context, services, self.sheet.people, self)
        self.registering = Registering(context, services, self)
        self.opening = FormOpening(context, services, self.sheet, self.keeper, self)
        self.after_submit = AfterSubmit(
            context, services, self.opening, self.side, self.begin_with, self
        )
        self.deciding = Deciding(context, services, self.typed, lambda: self.keeper.draft_id, self)
        special = self.sheet.special
        self.cases = (
            ("intake.for_unit", special.toggle_competence),
            ("intake.late_entry", special.toggle_lateness),
            ("intake.online", self.open_online),
        )
        self.online = OnlinePanel(context, services, context.actions.key_text("intake.register"))
        self.due_card.other_acts.offer(self.cases)

    def _arrange(self) -> None:
        whole = QHBoxLayout(self)
        whole.setContentsMargins(24, 10, 24, 12)
        whole.setSpacing(12)
        column = QWidget()
        column.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        left = QVBoxLayout(column)
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(4)
        left.addWidget(self.heading)
        left.addWidget(ScrollFrame(self.sheet), 1)
        cards = (self.sheet.special, self.reason, self.due_card)
        panels = (self.deciding.refusal, self.deciding.guide)
        self.right = RightColumn(self.side, cards, panels)
        self._form = (column, self.right)
        whole.addWidget(column, _LEFT_SHARE)
        whole.addWidget(self.right, _RIGHT_SHARE)
        whole.addWidget(self.online, _LEFT_SHARE + _RIGHT_SHARE)
        for before, after in pairwise((self.sheet.wishes.note, *self.sheet.special.editors)):
            QWidget.setTabOrder(before, after)

    def _connect(self) -> None:
        self.reason.edited.connect(self.keeper.touch)
        self.heading.leave_wanted.connect(self.opening.leave_correction)
        self.sheet.edited.connect(self._on_edited)
        self.sheet.case_changed.connect(self._on_case_changed)
        self.sheet.procedure_taken.connect(self.registering.forget_consent)
        self.sheet.procedure_taken.connect(self._clear_problems)
        self.sheet.procedure_gone.connect(self.notices.tell_refused)
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
        self.autofill.scanned.connect(self._on_scanned)
        self.autofill.misread.connect(self.notices.tell_misread)
        self.autofill.known.connect(self.notices.tell_known)
        self.registering.done.connect(self.after_submit.take_registered)
        self.registering.served.connect(self.after_submit.take_served)
        self.registering.refused.connect(self.notices.tell_refused)
        self.registering.papers_missing.connect(self._on_papers_missing)
        self.registering.busy_changed.connect(self._on_busy_changed)
        self.after_submit.correct_wanted.connect(self.open_correction)
        self.opening.opened.connect(self._on_opened)
        self.online.left.connect(partial(self._show_online, is_shown=False))

    def _connect_deciding(self) -> None:
        deciding, acts = self.deciding, self.due_card.other_acts
        acts.refuse_wanted.connect(self.ask_refusal)
        acts.guide_wanted.connect(self.ask_guide)
        acts.finish_wanted.connect(self.register_and_finish)
        deciding.opened.connect(self.live.forget)
        deciding.opened.connect(self.right.show_panel)
        deciding.closed.connect(self.right.show_due)
        deciding.closed.connect(self.live.ask)
        deciding.preview_ready.connect(self.side.show_pages)
        deciding.preview_failed.connect(self.notices.tell_no_preview)
        deciding.problem.connect(self.notices.tell_refused)
        deciding.busy_changed.connect(self._on_busy_changed)
        deciding.refused.connect(self.after_submit.take_refused)
        deciding.guided.connect(self.after_submit.take_guided)

    def _bind(self) -> None:
        book = self._context.actions
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
        book.bind("act.correct", self.after_submit.correct, self, is_everywhere=True)
        book.bind("act.print_again", self.after_submit.print_again, self, is_everywhere=True)

    def _show_online(self, *, is_shown: bool) -> None:
        for each in self._form:
            each.setVisible(not is_shown)
        self.online.setVisible(is_shown)
        for key in _OF_THE_FORM:
            action = self._context.actions.action(key)
            if action is not None:
                action.setEnabled(not is_shown)

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
        self.notices.tell_missing(names, self._context.actions.key_text("intake.register"))
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

    def _on_opened(self) -> None:
        """Take up a form that came from the store: nothing said of the last one holds."""
        code = self.opening.correcting
        self._forget_answers()
        self.autofill.forget()
        self.live.set_corrected(self.opening.view)
        self.due_card.set_act(_CORRECT if code else buttons.REGISTER_AND_PRINT)
        if code:
            self.heading.show_correction(code)
            self.reason.ask(self.opening.reason)
        else:
            self.heading.show_title()
            self.reason.put_away()
            self.sheet.focus_procedure()
        self.live.ask_due()
        self.live.touch()
