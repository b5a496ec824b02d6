"""What the rail and the strip tell by themselves: a number here, a line there, never a box."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from app.bootstrap.desk import Desk
from app.bootstrap.store_care import StoreWarning, warnings_of
from app.services.ledger.records import Actor
from app.services.ledger.rights import Right, allows
from app.ui.dossiers.dossiers_page import DossiersPage
from app.ui.look.icons import Icon
from app.ui.look.tokens import Tone
from app.ui.shell.main_window import MainWindow
from app.vocabulary import WorkKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """What waits for a person; `urgent` and `incoming` are None where they have no such page."""

    late: int
    urgent: Mapping[WorkKind, int] | None
    incoming: int | None
    to_print: int
    is_demo: bool
    warnings: tuple[StoreWarning, ...] = ()


def count_waiting(desk: Desk, actor: Actor) -> Waiting:
    """Count it all anew; runs on the worker."""
    urgent, incoming = None, None
    if allows(Right.ACCEPT, actor.roles):
        urgent = desk.work_list.urgent_counts(actor)
        incoming = sum(slip.open_count for slip in desk.handoff_desk.incoming(actor))
    late = desk.tracking.late_count(actor) if urgent is None else urgent.get(WorkKind.LATE, 0)
    return Waiting(
        late=late,
        urgent=urgent,
        incoming=incoming,
        to_print=len(desk.print_queue.waiting(actor)),
        is_demo=desk.office.facts(actor).is_demo,
        warnings=warnings_of(desk),
    )


def tell_waiting(shell: MainWindow, waiting: Waiting) -> None:
    """Show the counts; whoever is typing is not disturbed."""
    if waiting.urgent is not None:
        shell.set_badge("worklist", sum(waiting.urgent.values()))
    if waiting.incoming is not None:
        shell.set_badge("handoff", waiting.incoming)
    late = f"{waiting.late} hồ sơ quá hạn" if waiting.late else ""
    show_late = _show_overdue if waiting.urgent is None else _show_work_list
    shell.set_note("late", late, Icon.LATE, partial(show_late, shell))
    said = f"{waiting.to_print} bản chờ in" if waiting.to_print else "Không có bản chờ in"
    shell.set_state("printer", said, Tone.WARN if waiting.to_print else Tone.QUIET)
    if waiting.is_demo:
        shell.set_state("demo", "DỮ LIỆU THỬ", Tone.WARN)


def _show_work_list(shell: MainWindow) -> None:
    shell.show_page("worklist")


def _show_overdue(shell: MainWindow) -> None:
    """Show the late ones to who has no work list of their own."""
    page = shell.show_page("dossiers")
    if isinstance(page, DossiersPage):
        page.show_overdue()
