"""What the page is given: where figures come from, how a file is written, where it goes."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Protocol

from app.clock import Clock
from app.reports.formats import ExportFormat
from app.services.figures.records import DailySummary, RegisterRow
from app.services.ledger.records import Actor
from app.ui.daylog.closing_parts import ClosingParts
from app.ui.daylog.digital_tab import DigitisationSource
from app.ui.daylog.money_tab import MoneyTabParts
from app.ui.daylog.unmasked import UnmaskedParts
from app.ui.desk.saving import PathAsker
from app.ui.look.icons import Icon
from app.ui.runtime.tasks import TaskRunner
from app.ui.shell.actions import ActionBook, ActionSpec
from app.ui.shell.messages import Messages
from app.vocabulary.periods import GroupBy


class FigureSource(Protocol):
    """The figures service as this page needs it."""

    def of_period(self, actor: Actor, first_day: date, last_day: date) -> DailySummary: ...

    def rows_behind(
        self,
        actor: Actor,
        first_day: date,
        last_day: date,
        figure: str,
        group: tuple[GroupBy, str] | None = None,
    ) -> tuple[RegisterRow, ...]: ...


class ExportWriter(Protocol):
    """Writes a summary to a file; raises UserError where it cannot."""

    def __call__(self, summary: DailySummary, fmt: ExportFormat, path: Path) -> None: ...


class RegisterWriter(Protocol):
    """Writes the register book of a period to a file; raises UserError where it cannot."""

    def __call__(
        self, actor: Actor, first_day: date, last_day: date, fmt: ExportFormat, path: Path
    ) -> None: ...


DAYLOG_ACTIONS = (
    ActionSpec("daylog.previous", "Xem kỳ trước", "Alt+Left", "daylog", Icon.LEFT),
    ActionSpec("daylog.next", "Xem kỳ sau", "Alt+Right", "daylog", Icon.RIGHT),
    ActionSpec("daylog.today", "Xem hôm nay", "Alt+Home", "daylog", Icon.CALENDAR),
    ActionSpec("daylog.export", "Xuất bảng tổng hợp", "Ctrl+E", "daylog", Icon.EXPORT),
    ActionSpec("daylog.close", "Khóa ngày", "Ctrl+L", "daylog", Icon.LOCK),
)
"""Acts of this page; they join the one action table."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DaylogParts:
    """The page's connections; `actor` tells who works here now.

    `write_export` and `write_register` run on the worker; without the second there is no register
    book to write, without `unmasked` none in full, without `digital` no figures of scans.
    Without `closing` nothing is said of the closing of days.
    """

    tasks: TaskRunner
    actions: ActionBook
    messages: Messages
    clock: Clock
    actor: Callable[[], Actor]
    figures: FigureSource
    write_export: ExportWriter
    ask_path: PathAsker
    money: MoneyTabParts
    digital: DigitisationSource | None = None
    write_register: RegisterWriter | None = None
    unmasked: UnmaskedParts | None = None
    closing: ClosingParts | None = None
