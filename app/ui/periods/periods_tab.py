"""Kỳ báo cáo: the year's periods, and the figures of the one that is chosen."""

from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtWidgets import QFrame, QHBoxLayout, QTabBar, QVBoxLayout, QWidget

from app.errors import UserError
from app.outputs import OutputKind, Outputs
from app.services.container import Services
from app.services.figures.catalogue import DossierFigure
from app.services.figures.records import RegisterRow
from app.services.ledger.rights import Right
from app.services.periods.calendar import ReportCalendar
from app.services.periods.records import (
    STATE_WORDS,
    PeriodLine,
    PeriodState,
    PeriodView,
    ReopenedPeriods,
    identity_of,
    late_words,
)
from app.services.province.records import MadeReport
from app.ui.desk.form_table import (
    FormTable,
    FormTableLine,
    agency_lines,
    field_lines,
)
from app.ui.desk.tabbed_page import PageTab
from app.ui.look.icons import Icon, ink_of
from app.ui.look.tokens import Tone, px
from app.ui.periods.dialogs import LockDialog, SourceRowsDialog, ask_cutoff, ask_reopening
from app.ui.shell.file_dialogs import FIGURES
from app.ui.shell.page_context import PageContext
from app.ui.widgets.columns import text_column
from app.ui.widgets.labels import (
    ElidedLabel,
    IconLabel,
    button,
    card,
    icon_button,
    label,
    set_tone,
)
from app.ui.widgets.row_table import Column
from app.ui.widgets.table_view import RowTable
from app.vocabulary.reports import GroupBy
from app.wording import buttons, captions
from app.wording.reports import SPLIT_TITLES
from app.wording.texts import moment_text

BY_FIELD, BY_AGENCY = range(2)
_LIST_WIDTH: Final = 268
_TONES: Final = {
    PeriodState.FUTURE: Tone.QUIET,
    PeriodState.RUNNING: Tone.NORMAL,
    PeriodState.OPEN: Tone.WARN,
    PeriodState.LOCKED: Tone.OK,
    PeriodState.REOPENED: Tone.WARN,
}


class PeriodsTab(PageTab):
    """Locks and opens what a supervisor has looked at; every number opens its dossiers."""

    def __init__(
        self, context: PageContext, services: Services, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._services = services
        self._year = context.clock.today().year
        self._view: PeriodView | None = None
        self.back = icon_button(Icon.LEFT, buttons.PREVIOUS_YEAR, "plain")
        self.forward = icon_button(Icon.RIGHT, buttons.NEXT_YEAR, "plain")
        self.year = label("", "heading")
        self.cutoff = button("Ngày chốt số liệu quý…")
        self.list: RowTable[PeriodLine] = RowTable(
            _LIST_COLUMNS, lambda line: line.period.key, empty_text="Không có kỳ nào."
        )
        self.title = ElidedLabel()
        self.state = label("", "body", wrap=True)
        self.lock = button("Khóa kỳ…", "accent", Icon.LOCK)
        self.reopen = button("Mở lại…")
        self.export = button("Xuất tệp gửi cấp trên", which=Icon.EXPORT)
        self.sign = IconLabel(Icon.CHECK, ink_of(Tone.OK))
        self.identity = ElidedLabel()
        self.late = label("", "body", wrap=True)
        self.split = QTabBar()
        self.table = FormTable(captions.FIELD)
        self._arrange()
        self._connect()
        self._clear()

    @property
    def view(self) -> PeriodView | None:
        """The period on the screen."""
        return self._view

    def load(self) -> None:
        """Read the periods of the year, and the one that was chosen."""
        year = self._year
        self.year.setText(f"Năm {year}")
        self._context.read(self._services.periods.of_year, year).then(self._show_list)

    def choose(self, key: str) -> None:
        """Show the period with that key."""
        if not self.list.go_to(key):
            self._read_view(key)

    def _arrange(self) -> None:
        rows = QHBoxLayout(self)
        rows.setContentsMargins(0, 8, 0, 0)
        rows.setSpacing(8)
        rows.addWidget(self._side())
        rows.addWidget(self._main(), 1)

    def _side(self) -> QFrame:
        side = card()
        side.setFixedWidth(px(_LIST_WIDTH))
        head = QHBoxLayout()
        head.setSpacing(4)
        for each in (self.back, self.year, self.forward):
            head.addWidget(each)
        head.addStretch(1)
        rows = QVBoxLayout(side)
        rows.setContentsMargins(12, 8, 12, 8)
        rows.setSpacing(8)
        rows.addLayout(head)
        rows.addWidget(self.list, 1)
        rows.addWidget(self.cutoff)
        self.list.setAccessibleName("Các kỳ báo cáo")
        self.list.setSortingEnabled(False)
        self.cutoff.setVisible(self._context.may(Right.EDIT_OFFICE))
        return side

    def _main(self) -> QFrame:
        main = card()
        head = QHBoxLayout()
        head.setSpacing(8)
        self.title.setProperty("kind", "heading")
        head.addWidget(self.title, 1)
        for each in (self.export, self.reopen, self.lock):
            head.addWidget(each)
        line = QHBoxLayout()
        line.setSpacing(4)
        line.addWidget(self.sign)
        line.addWidget(self.identity, 1)
        line.addWidget(self.split)
        for by in (GroupBy.FIELD, GroupBy.AGENCY):
            self.split.addTab(SPLIT_TITLES[by])
        self.split.setDrawBase(False)
        self.split.setExpanding(False)
        self.split.setUsesScrollButtons(False)
        rows = QVBoxLayout(main)
        rows.setContentsMargins(12, 8, 12, 8)
        rows.setSpacing(6)
        rows.addLayout(head)
        rows.addWidget(self.state)
        rows.addWidget(self.late)
        rows.addLayout(line)
        rows.addWidget(self.table, 1)
        return main

    def _connect(self) -> None:
        self.back.clicked.connect(partial(self._go, -1))
        self.forward.clicked.connect(partial(self._go, 1))
        self.list.row_selected.connect(self._on_chosen)
        self.table.figure_chosen.connect(self._on_figure_chosen)
        self.split.currentChanged.connect(self._show_rows)
        self.lock.clicked.connect(self._on_lock)
        self.reopen.clicked.connect(self._on_reopen)
        self.export.clicked.connect(self._on_export)
        self.cutoff.clicked.connect(self._on_cutoff)

    def _go(self, by: int, _checked: object = None) -> None:
        self._year += by
        self._clear()
        self.load()

    def _show_list(self, lines: tuple[PeriodLine, ...]) -> None:
        had = self.list.current_row()
        self.list.set_rows(lines)
        kept = had is not None and self.list.go_to(had.period.key)
        if kept and had is not None:
            self._read_view(had.period.key)
            return
        self.list.go_to(_first_choice(lines))

    def _on_chosen(self, line: PeriodLine | None) -> None:
        if line is not None:
            self._read_view(line.period.key)

    def _read_view(self, key: str) -> None:
        self._context.read(self._services.periods.show, key).then(self._show, self._on_failed)

    def _show(self, view: PeriodView) -> None:
        self._view = view
        line, total = view.line, view.figures.total
        self.title.set_text(f"{line.period.name} · {line.period.days_text}")
        said, tone = _state_said(view)
        self.state.setText(said)
        set_tone(self.state, tone)
        self.late.setText(late_words(total))
        self.late.setVisible(total.has_late)
        set_tone(self.late, Tone.WARN)
        is_whole = not view.problems
        sign, tone = (Icon.CHECK, Tone.OK) if is_whole else (Icon.WARNING, Tone.LATE)
        self.sign.set_icon(sign, ink_of(tone))
        self.sign.show()
        self.identity.set_text(
            identity_of(total) if is_whole else f"Không khớp: {'; '.join(view.problems)}"
        )
        set_tone(self.identity, tone)
        may = self._context.may(Right.LOCK_PERIOD)
        is_locked = line.lock is not None
        self.lock.setVisible(may and not is_locked)
        self.lock.setEnabled(not line.refusal and is_whole)
        self.lock.setToolTip(line.refusal)
        self.reopen.setVisible(may and is_locked)
        self.export.setVisible(may and is_locked)
        self._show_rows()

    def _show_rows(self, _at: int = 0) -> None:
        if self._view is None:
            return
        figures = self._view.figures
        if self.split.currentIndex() == BY_AGENCY:
            self.table.set_rows(agency_lines(figures.agencies, figures.total))
        else:
            self.table.set_rows(field_lines(figures.rows, figures.total))

    def _clear(self) -> None:
        self._view = None
        self.title.set_text("")
        self.state.setText("")
        self.identity.set_text("")
        self.late.hide()
        self.sign.hide()
        self.table.set_rows(())
        for each in (self.lock, self.reopen, self.export):
            each.hide()

    def _on_failed(self, error: UserError) -> None:
        self._clear()
        self.state.setText(error.message)
        set_tone(self.state, Tone.LATE)

    def _on_figure_chosen(self, column: DossierFigure, line: FormTableLine) -> None:
        if self._view is None or not line.counts[column.code]:
            return
        period = self._view.line.period
        title = f"{period.name} · {line.name.strip()} · {column.title}"
        self._context.read(
            self._services.periods.rows_behind, period.key, column.code, line.place
        ).then(partial(self._open_behind, title))

    def _open_behind(self, title: str, rows: tuple[RegisterRow, ...]) -> None:
        SourceRowsDialog(self._context, self._services, title, rows, self).open()

    def _on_lock(self) -> None:
        if self._view is not None:
            LockDialog(self._context, self._services, self._view, self._on_locked, self).open()

    def _on_locked(self, line: PeriodLine) -> None:
        self._context.messages.done(f"Đã khóa {line.period.name}.")
        self.load()

    def _on_reopen(self) -> None:
        if self._view is not None:
            ask_reopening(self._context, self._services, self._view.line, self._on_reopened, self)

    def _on_reopened(self, done: ReopenedPeriods) -> None:
        self._context.messages.done(
            f"Đã mở lại {', '.join(done.names)}. Người thứ hai: {done.second_name}."
        )
        self.load()

    def _on_export(self) -> None:
        if self._view is None:
            return
        key = self._view.line.period.key
        self._context.write(self._services.province.export, key).then(self._on_made)

    def _on_made(self, made: MadeReport) -> None:
        path = self._context.files.save(self, "Ghi tệp số liệu", made.file_name, FIGURES)
        if path is None:
            return

        def said(_nothing: None) -> None:
            self._context.messages.done(f"Đã ghi số liệu {made.period.name} ra {path}.")

        self._context.tasks.read(partial(_save, self._context.outputs, made, path), said)

    def _on_cutoff(self) -> None:
        self._context.read(self._services.periods.calendar).then(self._ask_cutoff)

    def _ask_cutoff(self, calendar: ReportCalendar) -> None:
        ask_cutoff(self._context, self._services, calendar, self._on_cutoff_set, self)

    def _on_cutoff_set(self, _calendar: ReportCalendar) -> None:
        self._context.messages.done("Đã đổi ngày chốt số liệu quý.")
        self.load()


def _save(outputs: Outputs, made: MadeReport, path: Path) -> None:
    made.file.save(outputs.place(path, OutputKind.BUNDLE))


def _first_choice(lines: tuple[PeriodLine, ...]) -> str:
    """Return the period that is worked on: the last quarter that is over and not locked, or now."""
    waiting = [one for one in lines if one.state in {PeriodState.OPEN, PeriodState.REOPENED}]
    running = [one for one in lines if one.state is PeriodState.RUNNING]
    chosen = waiting[-1:] or running[:1] or list(lines[:1])
    return chosen[0].period.key if chosen else ""


def _state_said(view: PeriodView) -> tuple[str, Tone]:
    line = view.line
    said = [STATE_WORDS[line.state]]
    if line.lock is not None:
        said[0] += (
            f" lúc {moment_text(line.lock.locked_at)} bởi {line.lock.locked_by}, lần "
            f"{line.lock.ordinal}."
        )
    else:
        said[0] += f". {line.refusal}" if line.refusal else ". Mọi ngày đã khóa: khóa kỳ được."
    said += [
        f"Lần khóa {one.ordinal} được mở lại lúc {moment_text(one.reopened_at)} bởi "
        f"{one.reopened_by} và {one.reopened_with}: {one.reason}"
        for one in line.undone
    ]
    return "\n".join(said), _TONES[line.state]


_LIST_COLUMNS: tuple[Column[PeriodLine], ...] = (
    text_column(
        captions.PERIOD,
        "period.short_name",
        tip=lambda line: f"{line.period.name}\n{line.period.days_text}",
    ),
    text_column(
        captions.STATUS,
        lambda line: STATE_WORDS[line.state],
        118,
        tip=lambda line: line.refusal or STATE_WORDS[line.state],
        tone=lambda line: _TONES[line.state],
        icon=lambda line: Icon.LOCK if line.state is PeriodState.LOCKED else None,
    ),
)
