"""The pages a person gets by their roles: each is imported and made when it is first shown."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pkgutil import resolve_name
from typing import Final

from PySide6.QtWidgets import QWidget

from app.services.container import Services
from app.services.ledger.rights import Right, allows
from app.ui.dossiers.act_table import DOSSIER_ACTIONS
from app.ui.look.icons import Icon
from app.ui.shell.actions import ActionSpec
from app.ui.shell.page import PageSpec
from app.ui.shell.page_actions import (
    ADMINISTRATION_ACTIONS,
    CATALOGUE_ACTIONS,
    CUSTODY_ACTIONS,
    DAYLOG_ACTIONS,
    EXCHANGE_ACTIONS,
    HANDOFF_ACTIONS,
    INTAKE_ACTIONS,
    PETITION_ACTIONS,
    PUBLISHING_ACTIONS,
    RATING_ACTIONS,
    REGISTER_ACTIONS,
    RETURNING_ACTIONS,
    WORK_ACTIONS,
)
from app.ui.shell.page_context import PageContext
from app.vocabulary.people import Role
from app.wording import captions, headings

_OWN_ACTIONS: Final = (
    ActionSpec("window.print_list", "Xem việc in đang chờ", "Ctrl+Shift+P", None, Icon.PRINT),
)
_ACTIONS: Final[tuple[tuple[Right, Sequence[ActionSpec]], ...]] = (
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


@dataclass(frozen=True, slots=True)
class _Page:
    """One page of the rail; `made_by` names what makes it of context, services and parent."""

    right: Right
    key: str
    title: str
    icon: Icon
    shortcut: str
    made_by: str

    def make(self, context: PageContext, services: Services, parent: QWidget) -> QWidget:
        page: QWidget = resolve_name(self.made_by)(context, services, parent)
        return page


_TABS: Final = "app.bootstrap.tabbed_pages:"
PAGES: Final = (
    # Who takes part in a dossier's way has a work list; an administrator as such has none.
    _Page(
        Right.ACCEPT,
        "worklist",
        headings.WORKLIST,
        Icon.WORK,
        "F11",
        "app.ui.worklist.page:WorkListPage",
    ),
    _Page(
        Right.REGISTER,
        "intake",
        headings.RECEPTION,
        Icon.INTAKE,
        "F2",
        "app.ui.intake.page:IntakePage",
    ),
    _Page(
        Right.ACCEPT,
        "handoff",
        headings.HANDOVER,
        Icon.HANDOFF,
        "F3",
        "app.ui.handoff.handoff_page:HandoffPage",
    ),
    _Page(
        Right.ACCEPT,
        "custody",
        headings.CUSTODY,
        Icon.PLACE,
        "Ctrl+F11",
        "app.ui.custody.page:CustodyPage",
    ),
    _Page(
        Right.RETURN,
        "returning",
        headings.RETURN,
        Icon.RETURN,
        "F4",
        "app.ui.returning.returning_page:ReturningPage",
    ),
    _Page(
        Right.LOOK_UP,
        "dossiers",
        captions.DOSSIER,
        Icon.DOSSIER,
        "F5",
        "app.ui.dossiers.dossiers_page:DossiersPage",
    ),
    _Page(
        Right.SEE_PEERS,
        "exchange",
        "Trao đổi gói",
        Icon.EXCHANGE,
        "Shift+F3",
        "app.ui.exchange.exchange_page:ExchangePage",
    ),
    _Page(
        Right.SEE_FIGURES,
        "daylog",
        "Nhật ký ngày",
        Icon.DAY_LOG,
        "F7",
        "app.ui.daylog.page:DaylogPage",
    ),
    _Page(
        Right.SEE_FIGURES,
        "reporting",
        headings.REPORTS,
        Icon.REPORT,
        "F8",
        _TABS + "reporting_page",
    ),
    _Page(
        Right.KEEP_REGISTERS,
        "registers",
        headings.REGISTERS,
        Icon.REGISTERS,
        "Shift+F8",
        _TABS + "registers_page",
    ),
    _Page(
        Right.KEEP_PETITIONS,
        "petitions",
        headings.PETITIONS_SHORT,
        Icon.PETITION,
        "Shift+F5",
        "app.ui.petitions.page:PetitionsPage",
    ),
    _Page(
        Right.EDIT_CATALOGUE,
        "catalogue",
        headings.CATALOGUE,
        Icon.CATALOGUE,
        "F9",
        "app.ui.catalogue.page:CataloguePage",
    ),
    _Page(
        Right.EDIT_OFFICE,
        "administration",
        headings.ADMINISTRATION,
        Icon.ADMIN,
        "F10",
        "app.ui.administration.administration_page:AdministrationPage",
    ),
    _Page(
        Right.SAFEGUARD,
        "safekeeping",
        headings.SAFEKEEPING,
        Icon.LOCK,
        "Ctrl+F10",
        _TABS + "safekeeping_page",
    ),
)
"""The pages in the rail's order."""


def actions_of(roles: frozenset[Role]) -> tuple[ActionSpec, ...]:
    """Return the acts of the pages these roles have, beyond those every window has."""
    own = [spec for right, specs in _ACTIONS if allows(right, roles) for spec in specs]
    return (*_OWN_ACTIONS, *own)


def pages_for(
    roles: frozenset[Role], services: Services, context: Callable[[], PageContext]
) -> list[PageSpec]:
    """Return the pages of these roles; `context` is asked for when one is first shown."""
    return [
        PageSpec(
            key=page.key,
            title=page.title,
            icon=page.icon,
            shortcut=page.shortcut,
            make=partial(_make, page, services, context),
        )
        for page in PAGES
        if allows(page.right, roles)
    ]


def _make(
    page: _Page, services: Services, context: Callable[[], PageContext], parent: QWidget
) -> QWidget:
    return page.make(context(), services, parent)
