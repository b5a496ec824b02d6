"""The pages a person gets by their roles, each made when first shown."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtWidgets import QWidget

from app.bootstrap.administration import administration_page
from app.bootstrap.board import Board
from app.bootstrap.custody import custody_parts
from app.bootstrap.daylog import daylog_page
from app.bootstrap.exchange import exchange_parts
from app.bootstrap.petitions import petitions_page
from app.bootstrap.registers import registers_page
from app.bootstrap.reporting import reporting_page
from app.bootstrap.safekeeping import approval_parts, safekeeping_page
from app.bootstrap.writing import work_writer, write_money
from app.printing.scans import scan_pages
from app.reports.formats import ExportFormat
from app.services.ledger.rights import Right, allows
from app.ui.administration.parts import ADMINISTRATION_ACTIONS
from app.ui.catalogue.page import CataloguePage
from app.ui.catalogue.parts import CATALOGUE_ACTIONS, CatalogueParts, CatalogueServices
from app.ui.custody.page import CustodyPage
from app.ui.custody.parts import CUSTODY_ACTIONS
from app.ui.daylog.parts import DAYLOG_ACTIONS
from app.ui.dossiers.dossiers_page import DossiersPage
from app.ui.dossiers.parts import DOSSIER_ACTIONS, DossierParts, DossierServices
from app.ui.exchange.exchange_page import ExchangePage
from app.ui.exchange.parts import EXCHANGE_ACTIONS
from app.ui.files.parts import FilesParts
from app.ui.handoff.handoff_page import HandoffPage
from app.ui.handoff.parts import HANDOFF_ACTIONS, HandoffParts, HandoffServices
from app.ui.intake.page import IntakePage
from app.ui.intake.parts import INTAKE_ACTIONS, IntakeParts, IntakeServices, Switch
from app.ui.look.icons import Icon
from app.ui.petitions.parts import PETITION_ACTIONS
from app.ui.publishing.parts import PUBLISHING_ACTIONS
from app.ui.ratings.parts import RATING_ACTIONS
from app.ui.registers.parts import REGISTER_ACTIONS
from app.ui.returning.parts import RETURNING_ACTIONS, ReturningParts, ReturningServices
from app.ui.returning.returning_page import ReturningPage
from app.ui.shell.actions import ActionSpec
from app.ui.shell.page import PageSpec
from app.ui.worklist.page import WorkListPage
from app.ui.worklist.parts import WORK_ACTIONS, WorkExport, WorkListParts
from app.vocabulary.people import Role

OWN_ACTIONS = (
    ActionSpec("window.print_list", "Xem việc in đang chờ", "Ctrl+Shift+P", None, Icon.PRINT),
)
_ACTIONS: tuple[tuple[Right, Sequence[ActionSpec]], ...] = (
    (Right.ACCEPT, WORK_ACTIONS),
    (Right.REGISTER, INTAKE_ACTIONS),
    (Right.ACCEPT, HANDOFF_ACTIONS),
    (Right.SEE_PEERS, EXCHANGE_ACTIONS),
    (Right.ACCEPT, CUSTODY_ACTIONS),
    (Right.RETURN, RETURNING_ACTIONS),
    (Right.ENTER_RATINGS, RATING_ACTIONS),
    (Right.LOOK_UP, DOSSIER_ACTIONS),
    (Right.SEE_FIGURES, DAYLOG_ACTIONS),
    (Right.KEEP_PETITIONS, PETITION_ACTIONS),
    (Right.KEEP_REGISTERS, (*REGISTER_ACTIONS, *PUBLISHING_ACTIONS)),
    (Right.EDIT_CATALOGUE, CATALOGUE_ACTIONS),
    (Right.EDIT_OFFICE, ADMINISTRATION_ACTIONS),
)


def actions_of(roles: frozenset[Role]) -> tuple[ActionSpec, ...]:
    """Return the acts of the pages these roles have, beyond those every window has."""
    own = [spec for right, specs in _ACTIONS if allows(right, roles) for spec in specs]
    return (*OWN_ACTIONS, *own)


def pages_for(board: Board, roles: frozenset[Role]) -> list[PageSpec]:
    """Return the pages of these roles, in the rail's order."""
    wanted = (
        # Who takes part in a dossier's way has a work list; an administrator as such has none.
        (Right.ACCEPT, "worklist", "Việc cần làm", Icon.WORK, "F11", _worklist),
        (Right.REGISTER, "intake", "Tiếp nhận", Icon.INTAKE, "F2", _intake),
        (Right.ACCEPT, "handoff", "Bàn giao", Icon.HANDOFF, "F3", _handoff),
        (Right.ACCEPT, "custody", "Giấy tờ ở đâu", Icon.PLACE, "Ctrl+F11", _custody),
        (Right.RETURN, "returning", "Trả kết quả", Icon.RETURN, "F4", _returning),
        (Right.LOOK_UP, "dossiers", "Hồ sơ", Icon.DOSSIER, "F5", _dossiers),
        (Right.SEE_PEERS, "exchange", "Trao đổi gói", Icon.EXCHANGE, "Shift+F3", _exchange),
        (Right.SEE_FIGURES, "daylog", "Nhật ký ngày", Icon.DAY_LOG, "F7", daylog_page),
        (Right.SEE_FIGURES, "reporting", "Báo cáo", Icon.REPORT, "F8", reporting_page),
        (
            *(Right.KEEP_REGISTERS, "registers", "Sổ quản lý"),
            *(Icon.REGISTERS, "Shift+F8", registers_page),
        ),
        (Right.KEEP_PETITIONS, "petitions", "Phản ánh", Icon.PETITION, "Shift+F5", petitions_page),
        (Right.EDIT_CATALOGUE, "catalogue", "Danh mục", Icon.CATALOGUE, "F9", _catalogue),
        (Right.EDIT_OFFICE, "administration", "Quản trị", Icon.ADMIN, "F10", administration_page),
        (Right.SAFEGUARD, "safekeeping", "Bảo quản", Icon.LOCK, "Ctrl+F10", safekeeping_page),
    )
    return [
        PageSpec(key=key, title=title, icon=icon, shortcut=shortcut, make=_making(make, board))
        for right, key, title, icon, shortcut, make in wanted
        if allows(right, roles)
    ]


def _making(make: Callable[[Board], QWidget], board: Board) -> Callable[[], QWidget]:
    return lambda: make(board)


def _worklist(board: Board) -> QWidget:
    desk = board.desk
    may_export = allows(Right.SEE_FIGURES, board.actor().roles)
    return WorkListPage(
        WorkListParts(
            tasks=board.tasks,
            actions=board.actions,
            messages=board.said,
            clock=board.clock,
            actor=board.actor,
            work=desk.work_list,
            open_dossier=board.open_dossier,
            open_for=board.open_for,
            open_petition=board.ways.open_petition,
            open_entry=board.ways.open_entry,
            export=WorkExport(
                ask_path=lambda page, name: board.ask_path(page, name, ExportFormat.XLSX),
                write=work_writer(desk, board.actor),
            )
            if may_export
            else None,
        )
    )


def _intake(board: Board) -> QWidget:
    desk = board.desk
    services = IntakeServices(
        choices=desk.choices,
        intake=desk.intake,
        corrections=desk.corrections,
        applicants=desk.applicants,
        drafts=desk.drafts,
        tracking=desk.tracking,
        queue=desk.print_queue,
        refusing=desk.refusing,
        guiding=desk.guiding,
        same_day=desk.same_day,
        reasons=desk.reasons,
        portal=desk.portal_intake,
    )
    return IntakePage(
        IntakeParts(
            tasks=board.tasks,
            actions=board.actions,
            messages=board.said,
            clock=board.clock,
            actor=board.actor,
            services=services,
            typeset=board.printing.typeset,
            print_job=board.print_job,
            served=board.served,
            open_dossier=board.open_dossier,
            same_day_receipt=_same_day_receipt(board),
        )
    )


def _same_day_receipt(board: Board) -> Switch:
    """Return the desk's setting: print the receipt of what is returned at once."""
    file = board.file
    return Switch(
        lambda: file.load().same_day_receipt,
        lambda is_on: file.change(lambda kept: replace(kept, same_day_receipt=is_on)),
    )


def _handoff(board: Board) -> QWidget:
    desk = board.desk
    services = HandoffServices(
        desk=desk.handoff_desk,
        handoffs=desk.handoffs,
        scans=desk.scans,
        office=desk.office,
        queue=desk.print_queue,
        control_slips=desk.control_slips,
        attachments=desk.attachments,
    )
    return HandoffPage(
        HandoffParts(
            tasks=board.tasks,
            actions=board.actions,
            messages=board.said,
            clock=board.clock,
            actor=board.actor,
            services=services,
            print_job=board.print_job,
            open_dossier=board.open_dossier,
        )
    )


def _exchange(board: Board) -> QWidget:
    return ExchangePage(exchange_parts(board.desk, board.tasks, board.actions, board.actor))


def _custody(board: Board) -> QWidget:
    return CustodyPage(
        custody_parts(
            board.desk,
            tasks=board.tasks,
            actions=board.actions,
            messages=board.said,
            actor=board.actor,
            open_dossier=board.open_dossier,
            ask_path=lambda page, name: board.ask_path(page, name, ExportFormat.XLSX),
        )
    )


def _returning(board: Board) -> QWidget:
    desk = board.desk
    services = ReturningServices(
        returning=desk.returning,
        decisions=desk.decisions,
        scans=desk.scans,
        cashier=desk.cashier,
        cash=desk.cash,
        postings=desk.postings,
    )
    return ReturningPage(
        ReturningParts(
            tasks=board.tasks,
            actions=board.actions,
            messages=board.said,
            clock=board.clock,
            actor=board.actor,
            services=services,
            approval=approval_parts(board),
            print_job=board.print_job,
            served=board.served,
            open_dossier=board.open_dossier,
            show_form=board.show_form,
            typeset=board.printing.typeset,
            write_money=partial(write_money, desk),
            ask_path=board.ask_path,
        )
    )


def _dossiers(board: Board) -> QWidget:
    desk = board.desk
    services = DossierServices(
        tracking=desk.tracking,
        search=desk.search,
        decisions=desk.decisions,
        handoffs=desk.handoffs,
        office=desk.office,
        queue=desk.print_queue,
        reasons=desk.reasons,
        same_day=desk.same_day,
        rescheduling=desk.rescheduling,
        control_slips=desk.control_slips,
        late_reasons=desk.late_reasons,
    )
    page = DossiersPage(
        DossierParts(
            tasks=board.tasks,
            actions=board.actions,
            messages=board.said,
            clock=board.clock,
            actor=board.actor,
            services=services,
            may_say_why=lambda: allows(Right.DECIDE, board.actor().roles),
            typeset=board.printing.typeset,
            files=_files(board),
            print_job=board.print_job,
        )
    )
    page.correction_wanted.connect(board.correct)
    page.return_wanted.connect(board.give_back)
    page.form_wanted.connect(board.show_form)
    return page


def _files(board: Board) -> FilesParts:
    return FilesParts(
        tasks=board.tasks,
        messages=board.said,
        actor=board.actor,
        attachments=board.desk.attachments,
        pages=scan_pages,
    )


def _catalogue(board: Board) -> QWidget:
    desk = board.desk
    services = CatalogueServices(
        procedures=desk.procedures,
        imports=desk.catalogue_import,
        agencies=desk.agencies,
        counters=desk.counters,
        routes=desk.routes,
    )
    return CataloguePage(
        CatalogueParts(
            tasks=board.tasks,
            actions=board.actions,
            messages=board.said,
            actor=board.actor,
            services=services,
        )
    )
