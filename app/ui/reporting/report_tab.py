"""Báo cáo quý: a period's report section by section, beside it the very pages that are printed."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout
from typing_extensions import override

from app.errors import UserError
from app.printing.raster import PdfPages
from app.reports.quarter.content import FigureLine, ReportText, SectionText
from app.reports.quarter.files import ReportFormat, write_report_files
from app.reports.quarter.sections.tasks import suggested_tasks
from app.reports.quarter.text import next_section, report_text
from app.reports.quarter.text_pdf import report_pdf
from app.services.container import Services
from app.services.ledger.records import Actor
from app.services.periods.calendar import ReportCalendar, ReportPeriod
from app.services.reporting.records import QuarterReport
from app.ui.desk.period_bar import ReportPeriodBar
from app.ui.desk.tabbed_page import PageTab
from app.ui.look.icons import Icon
from app.ui.reporting.listing import RowsDialog, RowsKind, RowsRequest
from app.ui.reporting.noting import NotedPanels, Noting
from app.ui.reporting.section_panel import SectionList, SectionPanel
from app.ui.reporting.tasks_panel import TasksPanel
from app.ui.runtime.tasks import Latest
from app.ui.shell.file_dialogs import open_file
from app.ui.shell.page_context import NO_PAGE, PageContext
from app.ui.widgets.labels import button
from app.ui.widgets.layouts import FlowRow
from app.ui.widgets.pdf_view import PageSource, PdfView
from app.vocabulary.reports import ReportSection
from app.wording import buttons, prompts

_NEXT = ReportSection.NEXT_TASKS


@dataclass(frozen=True, slots=True)
class ShownReport:
    """A report as the tab shows it."""

    report: QuarterReport
    text: ReportText
    next_section: SectionText
    suggested: tuple[str, ...]
    pages: PageSource

    def section(self, section: ReportSection) -> SectionText:
        """Return the text of a section."""
        if section is _NEXT:
            return self.next_section
        return next(one for one in self.text.parts[0].sections if one.section is section)


class ReportTab(PageTab):
    def __init__(
        self, context: PageContext, services: Services, kinds: Mapping[str, RowsKind]
    ) -> None:
        super().__init__()
        self._context = context
        self._services = services
        self._kinds = kinds
        self._latest = Latest()
        self._shown: ShownReport | None = None
        self._section_shown: tuple[str, ReportSection] | None = None
        self.period = ReportPeriodBar()
        self.sections = SectionList()
        self.section = SectionPanel()
        self.tasks = TasksPanel()
        self.preview = PdfView(context.tasks, "Báo cáo hiện ở đây khi số liệu đã tính xong.")
        self.docx = button("Xuất DOCX", which=Icon.EXPORT)
        self.pdf = button(buttons.EXPORT_PDF, which=Icon.EXPORT)
        self.all_files = button("Xuất kèm phụ lục", "accent", Icon.EXPORT)
        self._middle = QStackedWidget()
        self._arrange()
        panels = NotedPanels(
            self.section, self.tasks, lambda: self._section_shown, self._next_key, self.choose
        )
        self.noting = Noting(context, services, panels, self)
        self._connect()

    @property
    def shown(self) -> ShownReport | None:
        """The report on the screen."""
        return self._shown

    @property
    def chosen(self) -> ReportSection:
        """The section in front."""
        return self.sections.chosen

    @override
    def load(self) -> None:
        context, services = self._context, self._services
        context.read(services.periods.calendar).then(self._latest.only(self._on_calendar))

    def choose(self, section: ReportSection) -> None:
        """Bring a section to the front."""
        self.sections.choose(section)

    def export(self, formats: Collection[ReportFormat]) -> None:
        """Ask for a folder and write the report there; what was typed is kept first."""
        self.noting.keep_typed()
        if self._shown is None:
            return
        folder = self._context.files.folder(self, prompts.CHOOSE_REPORT_FOLDER)
        if folder is None:
            return
        key = self._shown.report.period.key
        self._context.messages.info("Đang ghi báo cáo và phụ lục…")
        self._context.work(_write_files, self._services, key, folder, formats).then(
            self._on_written
        )

    def open_behind(self, line: FigureLine) -> None:
        """List the rows a figure counts, where this person has the page that keeps them."""
        behind, shown, context = line.behind, self._shown, self._context
        if behind is None or shown is None:
            return
        kind = self._kinds[behind.register]
        if not kind.may_open():
            context.messages.info(NO_PAGE)
            return
        figures, period = shown.report.figures.now, shown.report.period
        asked = RowsRequest(
            behind=behind,
            period=period,
            as_of=figures.dossiers.as_of,
            is_locked=figures.is_locked,
        )
        dialog = RowsDialog(f"{line.words} · {period.name}", asked, self)
        dialog.open()
        context.read(kind.read, asked).then(dialog.show_listing, partial(self._unlisted, dialog))

    def _unlisted(self, dialog: RowsDialog, error: UserError) -> None:
        dialog.reject()
        self._context.messages.refused(error)

    def _on_calendar(self, calendar: ReportCalendar) -> None:
        self._read(self.period.use(calendar, self._context.clock.today()))

    def _read(self, period: ReportPeriod) -> None:
        self._context.read(_made, self._services, period.key).then(
            self._latest.only(self._show), self._on_failed
        )

    def _show(self, shown: ShownReport) -> None:
        self._shown = shown
        self.period.show_standing(is_locked=shown.report.figures.now.is_locked)
        self.preview.show_source(shown.pages)
        self.sections.show_noted({remark.section for remark in shown.report.remarks})
        for made in (self.docx, self.pdf, self.all_files):
            made.setEnabled(True)
        self._show_section()

    def _show_section(self) -> None:
        shown = self._shown
        if shown is None:
            return
        chosen, report = self.chosen, shown.report
        now = (report.period.key, chosen)
        is_new, self._section_shown = now != self._section_shown, now
        remarks = [remark for remark in report.remarks if remark.section is chosen]
        if chosen is _NEXT:
            title = f"Phương hướng, nhiệm vụ · {report.following.name}"
            self.tasks.show_tasks(title, report.tasks, shown.suggested)
            told = shown.next_section.told.sentences
            self.tasks.show_told(told, remarks, is_new=is_new)
            self._middle.setCurrentWidget(self.tasks)
            return
        self.section.show_section(shown.section(chosen), remarks, is_new=is_new)
        self._middle.setCurrentWidget(self.section)

    def _on_section_chosen(self, _section: ReportSection) -> None:
        self.noting.keep_typed()
        self._show_section()

    def _on_period_chosen(self, period: ReportPeriod) -> None:
        self.noting.keep_typed()
        self._shown = None
        for made in (self.docx, self.pdf, self.all_files):
            made.setEnabled(False)
        self._read(period)

    def _on_failed(self, error: UserError) -> None:
        self._shown = None
        self.preview.clear()
        self._context.messages.refused(error)

    def _on_written(self, paths: tuple[Path, ...]) -> None:
        folder = paths[0].parent
        text = f"Đã ghi {len(paths)} tệp vào {folder}."
        opening = partial(open_file, folder)
        self._context.messages.done(text, [(buttons.OPEN_FOLDER, opening)])

    def _arrange(self) -> None:
        for panel in (self.section, self.tasks):
            self._middle.addWidget(panel)
        head = FlowRow()
        head.addWidget(self.period)
        head.addStretch()
        for made in (self.docx, self.pdf, self.all_files):
            made.setEnabled(False)
            head.addWidget(made)
        body = QHBoxLayout()
        body.setSpacing(16)
        body.addWidget(self.sections)
        body.addWidget(self._middle, 10)
        body.addWidget(self.preview, 9)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 12, 0, 0)
        rows.setSpacing(8)
        rows.addLayout(head)
        rows.addLayout(body, 1)

    def _next_key(self) -> str:
        return self._shown.report.following.key if self._shown else ""

    def _connect(self) -> None:
        self.period.period_chosen.connect(self._on_period_chosen)
        self.sections.section_chosen.connect(self._on_section_chosen)
        self.section.behind_wanted.connect(self.open_behind)
        self.docx.clicked.connect(lambda: self.export({ReportFormat.DOCX}))
        self.pdf.clicked.connect(lambda: self.export({ReportFormat.PDF}))
        self.all_files.clicked.connect(lambda: self.export(frozenset(ReportFormat)))
        self.noting.kept.connect(self.load)


def _write_files(
    actor: Actor, services: Services, key: str, folder: Path, formats: Collection[ReportFormat]
) -> tuple[Path, ...]:
    report = services.quarter_reports.of_period(actor, key)
    return write_report_files(report, folder, formats, outputs=services.outputs)


def _made(actor: Actor, services: Services, key: str) -> ShownReport:
    """Put the report together; called on the worker."""
    report = services.quarter_reports.of_period(actor, key)
    text = report_text(report)
    return ShownReport(
        report, text, next_section(report), suggested_tasks(report), PdfPages.of(report_pdf(text))
    )
