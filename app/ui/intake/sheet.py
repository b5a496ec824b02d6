"""The form at the left, whole: its fields in the order of the paper, one value in and out."""

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.errors import InvalidInputError, UserError
from app.services.container import Services
from app.services.dossiers.records import HandedPaper, IntakeForm, ProcedureChoice
from app.ui.intake.delivery_card import DeliveryCard, ExceptionsCard
from app.ui.intake.form_cards import PeopleCard, ProcedureCard
from app.ui.intake.papers import PaperEntry, entries_of, overlay
from app.ui.intake.papers_table import PapersCard
from app.ui.intake.typed import TypedIntake, TypedPeople
from app.ui.runtime.tasks import Latest
from app.ui.shell.page_context import PageContext
from app.ui.widgets.forms import ProblemBoard, commit_input_method

_GAP = 10


class IntakeSheet(QWidget):
    """`edited` follows every change; `case_changed` what moves the due date.

    `procedure_taken` follows a procedure that is on the sheet now, `procedure_gone` carries the
    error of one that cannot be used. The card of special cases belongs to the form, but stands
    where the page puts it.
    """

    edited = Signal()
    case_changed = Signal()
    procedure_taken = Signal()
    procedure_gone = Signal(object)

    def __init__(
        self,
        context: PageContext,
        services: Services,
        board: ProblemBoard,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._services = services
        self._latest = Latest()
        self.procedure = ProcedureCard(context, services, board)
        self.people = PeopleCard(context.clock.today, board)
        self.papers = PapersCard(board)
        self.wishes = DeliveryCard(board)
        self.special = ExceptionsCard(context, services, board)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(_GAP)
        rows.addWidget(self.procedure)
        rows.addWidget(self.people)
        rows.addWidget(self.papers, 1)
        rows.addWidget(self.wishes)
        for card in (self.procedure, self.people, self.papers, self.wishes, self.special):
            card.edited.connect(self.edited)
        self.wishes.fee.textChanged.connect(self._ask_exemption)
        self.special.case_changed.connect(self.case_changed)
        self.procedure.procedure_chosen.connect(self.take_procedure)
        self.procedure.case_changed.connect(self._on_case_changed)
        self._order_focus()

    @property
    def form(self) -> IntakeForm | None:
        return self.procedure.form

    @property
    def shown_procedure_id(self) -> int:
        """The procedure on the sheet, 0 while none is chosen."""
        return self.form.procedure_id if self.form else 0

    def commit(self) -> None:
        """Take over the word still being composed and the cell still being edited."""
        commit_input_method()
        self.papers.table.commit()

    def typed(self) -> TypedIntake:
        """Return everything typed; what is still being composed or edited is left alone."""
        form, case = self.procedure.form, self.procedure.case
        return TypedIntake(
            procedure_id=form.procedure_id if form else 0,
            case_id=case.case_id if case else 0,
            case_name=case.name if case else "",
            channel=self.procedure.channel_chosen,
            people=self.people.typed(),
            papers=self.papers.entries,
            set_count=self.papers.sets.value(),
            wishes=self.wishes.typed(),
            special=self.special.typed(),
        )

    def show_typed(self, typed: TypedIntake, form: IntakeForm | None) -> None:
        """Put a whole form into the fields; `form` is its procedure, if it has one."""
        with QSignalBlocker(self):
            self.people.show_people(typed.people)
            self.procedure.show_channel(typed.channel)
            self.wishes.show_wishes(typed.wishes, can_pay=not typed.correcting)
            self.special.show_special(typed.special, can_be_late=not typed.correcting)
            self.papers.sets.setValue(typed.set_count)
            if form is None:
                self.procedure.clear()
                self.papers.show_entries(typed.papers)
            else:
                self.procedure.show_form(form, typed.case_name)
                handed = [paper.handed() for paper in typed.papers if paper.is_present]
                self._show_papers(form, handed)
                # The case's own fee must not replace the one that was typed.
                self.wishes.show_wishes(typed.wishes, can_pay=not typed.correcting)
            self._ask_exemption()
        self.case_changed.emit()
        self.edited.emit()

    def show_form(self, form: IntakeForm) -> None:
        """Take another procedure; what was added beyond the old one's papers stays."""
        extras = [paper.handed() for paper in self.papers.entries if paper.is_extra]
        self._show_papers(form, extras)
        self.procedure.show_form(form)

    def take_procedure(self, choice: ProcedureChoice) -> None:
        """Put a procedure on the sheet; the one that is there already keeps its papers."""
        if self.shown_procedure_id == choice.procedure_id:
            self._go_on()
            return
        self._context.read(self._services.choices.form, choice.procedure_id).then(
            self._latest.only(self._on_form_found), self._on_form_gone
        )

    def forget_procedure(self) -> None:
        """Let no answer for an earlier form through."""
        self._latest.forget()

    def show_people(self, people: TypedPeople) -> None:
        self.people.show_people(people)

    def clear(self) -> None:
        """Empty everything but the channel, which stays from one dossier to the next."""
        self.show_typed(TypedIntake(channel=self.procedure.channel_chosen), None)

    def focus_procedure(self) -> None:
        self.procedure.lookup.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_papers(self) -> None:
        """Go to the first paper, or past the list where there is none."""
        table = self.papers.table
        if not table.papers.rowCount():
            self.wishes.return_by.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        table.setFocus(Qt.FocusReason.OtherFocusReason)
        table.setCurrentIndex(table.papers.index(0, 0))

    def _on_form_found(self, form: IntakeForm) -> None:
        self.show_form(form)
        self.procedure_taken.emit()
        self._go_on()

    def _on_form_gone(self, error: UserError) -> None:
        self.procedure.clear()
        self.procedure_gone.emit(InvalidInputError("procedure", error.message))

    def _go_on(self) -> None:
        """Go from the procedure to the first thing still open."""
        if self.procedure.cases.isEnabled():
            self.procedure.cases.setFocus(Qt.FocusReason.TabFocusReason)
        elif self.people.owner_name.text():
            self.focus_papers()
        else:
            self.people.owner_id.setFocus(Qt.FocusReason.TabFocusReason)

    def _show_papers(self, form: IntakeForm, handed: Sequence[HandedPaper]) -> None:
        entries: tuple[PaperEntry, ...] = overlay(entries_of(form), handed)
        self.papers.show_entries(entries)

    def _on_case_changed(self) -> None:
        case = self.procedure.case
        if case is not None:
            self.wishes.show_fee_of_case(case.fee_vnd)
            self.wishes.show_advance_of_case(case.advance_vnd)
        self._ask_exemption()
        self.case_changed.emit()

    def _ask_exemption(self) -> None:
        """Ask for the ground where less than the case's fee is taken."""
        case = self.procedure.case
        is_lower = case is not None and self.wishes.fee.value() < case.fee_vnd
        self.special.ask_exemption(is_wanted=is_lower)

    def _order_focus(self) -> None:
        people, wishes = self.people, self.wishes
        order: tuple[QWidget, ...] = (
            self.procedure.lookup,
            self.procedure.cases,
            self.procedure.channel,
            people.kind,
            people.owner_id,
            people.owner_name,
            people.birth,
            people.sex,
            people.phone,
            people.email,
            people.address,
            people.in_person,
            people.authorised,
            *people.submitter_editors,
            self.papers.table,
            self.papers.sets,
            wishes.return_by,
            wishes.return_address,
            wishes.fee,
            wishes.paid,
            wishes.request,
            wishes.note,
        )
        for before, after in pairwise(order):
            QWidget.setTabOrder(before, after)
