"""Asking why one dossier is late."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from app.services.container import Services
from app.services.periods.late_reasons import LATE, LateReasonLine
from app.ui.runtime.tasks import Change
from app.ui.shell.page_context import PageContext
from app.ui.widgets.record_form import RecordForm
from app.vocabulary.reports import LateReason
from app.wording import buttons, captions


@dataclass(frozen=True, slots=True)
class LateDossier:
    """The dossier that is asked about, and what was said of it before, where that is known."""

    code: str
    procedure_name: str
    known: LateReasonLine | None = None


def ask_late_reason(
    context: PageContext,
    services: Services,
    late: LateDossier,
    done: Callable[[LateReasonLine], None],
    parent: QWidget,
) -> None:
    """Ask why one dossier is late; `done` gets what was said."""
    told = f"{late.code} · {late.procedure_name[:200]}"
    today = context.clock.today
    form = RecordForm(LATE, captions.LATE_REASON, buttons.NOTE_REASON, today, parent, told=told)
    if late.known is not None:
        form.show_stored(late.known)
    record, write = services.late_reasons.record, context.write
    form.ask(
        lambda: write(record, late.code, LateReason(form.text("reason")), form.text("note")),
        done,
        (Change.DOSSIERS,),
    )
