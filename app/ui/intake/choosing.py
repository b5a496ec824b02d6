"""From a procedure picked in the list to its cases and papers on the sheet."""

from PySide6.QtCore import QObject, Qt, Signal

from app.errors import InvalidInputError, UserError
from app.services.dossiers.records import IntakeForm, ProcedureChoice
from app.ui.intake.parts import IntakeParts
from app.ui.intake.sheet import IntakeSheet
from app.ui.runtime.tasks import Latest


class Choosing(QObject):
    """`taken` follows a procedure that is on the sheet now, `gone` one that cannot be used."""

    taken = Signal()
    gone = Signal(object)

    def __init__(
        self, parts: IntakeParts, sheet: IntakeSheet, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._parts = parts
        self._sheet = sheet
        self._latest = Latest()
        sheet.procedure.procedure_chosen.connect(self.take)

    def take(self, choice: ProcedureChoice) -> None:
        """Put the procedure on the sheet; the one that is there already keeps its papers."""
        if self._sheet.shown_procedure_id == choice.procedure_id:
            self._go_on()
            return
        actor, choices = self._parts.actor(), self._parts.services.choices
        self._parts.tasks.read(
            lambda: choices.form(actor, choice.procedure_id),
            self._latest.only(self._on_form_found),
            self._on_form_gone,
        )

    def forget(self) -> None:
        """Let no answer for an earlier form through."""
        self._latest.forget()

    def _on_form_found(self, form: IntakeForm) -> None:
        self._sheet.show_form(form)
        self.taken.emit()
        self._go_on()

    def _on_form_gone(self, error: UserError) -> None:
        self._sheet.procedure.clear()
        self.gone.emit(InvalidInputError("procedure", error.message))

    def _go_on(self) -> None:
        """Go from the procedure to the first thing still open."""
        card, people = self._sheet.procedure, self._sheet.people
        if card.cases.isEnabled():
            card.cases.setFocus(Qt.FocusReason.TabFocusReason)
        elif people.owner_name.text():
            self._sheet.focus_papers()
        else:
            people.owner_id.setFocus(Qt.FocusReason.TabFocusReason)
