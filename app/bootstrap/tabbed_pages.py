"""The pages whose tabs come from several folders: Báo cáo, Sổ quản lý, Bảo quản."""

from collections.abc import Callable
from functools import partial
from pkgutil import resolve_name

from PySide6.QtWidgets import QWidget

from app.bootstrap.navigator import (
    EVALUATION_TAB,
    KEYS_TAB,
    PUBLISHING_TAB,
    REGISTER_TABS,
    REPORT_TAB,
    SPECIAL_REGISTER_TABS,
)
from app.services.container import Services
from app.ui.desk.tabbed_page import PageTab, TabbedPage, TitledTab
from app.ui.shell.page_context import PageContext
from app.vocabulary.reports import RegisterKind
from app.wording import headings


def reporting_page(
    context: PageContext, services: Services, parent: QWidget | None = None
) -> TabbedPage:
    """Return the page of what a supervisor looks at over months, and hands in."""
    made = _maker(context, services)
    return TabbedPage(
        headings.REPORTS,
        (
            made(headings.OVERVIEW, "app.ui.reporting.overview_tab:OverviewTab"),
            made(headings.REPORT_PERIODS, "app.ui.periods.periods_tab:PeriodsTab"),
            TitledTab(REPORT_TAB, partial(_report_tab, context, services)),
            made(EVALUATION_TAB, "app.ui.evaluation.evaluation_tab:EvaluationTab"),
            made(headings.REPORTING_UNITS, "app.ui.province.province_tab:ProvinceTab"),
        ),
        parent,
    )


def registers_page(
    context: PageContext, services: Services, parent: QWidget | None = None
) -> TabbedPage:
    """Return the page of what is kept in books beside the dossiers."""
    made = _maker(context, services)
    folder = "app.ui.registers.register_tab:"
    return TabbedPage(
        headings.REGISTERS,
        (
            made(PUBLISHING_TAB, "app.ui.publishing.publishing_tab:PublishingTab"),
            made(REGISTER_TABS[RegisterKind.INSPECTIONS], folder + "InspectionsTab"),
            made(REGISTER_TABS[RegisterKind.ONE_STOP_UNITS], folder + "UnitsTab"),
            *(
                made(title, folder + "RegisterTab", kind)
                for kind, title in REGISTER_TABS.items()
                if kind not in SPECIAL_REGISTER_TABS
            ),
        ),
        parent,
    )


def safekeeping_page(
    context: PageContext, services: Services, parent: QWidget | None = None
) -> TabbedPage:
    """Return the page of what is kept safe: backups, keys, people's data, the log itself."""
    made, folder = _maker(context, services), "app.ui.safekeeping."
    return TabbedPage(
        headings.SAFEKEEPING,
        (
            made("Sao lưu", folder + "backup_tab:BackupTab"),
            made(KEYS_TAB, folder + "keys_tab:KeysTab"),
            made("Dữ liệu cá nhân", folder + "privacy_tab:PrivacyTab"),
            made("Kiểm toán nhật ký", folder + "audit_tab:AuditTab"),
        ),
        parent,
    )


def _maker(context: PageContext, services: Services) -> Callable[..., TitledTab]:
    """Return what names a tab and its class, which is imported when the tab is first shown."""

    def titled(title: str, made_by: str, *more: object) -> TitledTab:
        return TitledTab(title, partial(_make, made_by, context, services, *more))

    return titled


def _make(made_by: str, *given: object) -> PageTab:
    tab: PageTab = resolve_name(made_by)(*given)
    return tab


def _report_tab(context: PageContext, services: Services) -> PageTab:
    from app.bootstrap.drill_down.kinds import rows_kinds
    from app.ui.reporting.report_tab import ReportTab

    return ReportTab(context, services, rows_kinds(context, services))
