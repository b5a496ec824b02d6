"""The day's log over made-up figures, with everything it was asked for kept."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final

from PySide6.QtWidgets import QWidget

from app.clock import Clock
from app.errors import InvalidInputError, UserError
from app.reports.cash_export import MoneySheet
from app.reports.formats import ExportFormat
from app.services.figures.digitisation import DigitisationSummary
from app.services.figures.records import DailySummary, RegisterRow
from app.services.ledger.records import Actor
from app.services.money.records import DayCash, QuarterSettlement
from app.ui.daylog.money_tab import MoneyTabParts
from app.ui.daylog.page import DaylogPage
from app.ui.daylog.parts import DAYLOG_ACTIONS, DaylogParts
from app.ui.runtime.tasks import Job
from app.ui.shell.actions import ACTIONS, ActionBook
from app.ui.shell.messages import Messages
from app.ui.shell.strip import Strip
from app.vocabulary.periods import GroupBy
from tests.reports.money_sheets import a_day, a_quarter
from tests.reports.summaries import some_row, some_summary
from tests.ui.inline import InlineTasks

TODAY: Final = date(2026, 11, 23)
NOW: Final = datetime(2026, 11, 23, 10, 5, tzinfo=UTC)
ACTOR: Final = Actor(1, "sup", "Phạm Thị Kiều", 1, "Bộ phận Một cửa", 1)


@dataclass
class MadeUpFigures:
    """Answers with `summary` (its days changed), or raises `error`; keeps what it was asked."""

    summary: DailySummary = field(default_factory=some_summary)
    behind: tuple[RegisterRow, ...] = (some_row(7), some_row(8))
    error: UserError | None = None
    asked: list[tuple[date, date]] = field(default_factory=list)
    asked_behind: list[tuple[object, ...]] = field(default_factory=list)

    def of_period(self, actor: Actor, first_day: date, last_day: date) -> DailySummary:
        assert actor == ACTOR
        self.asked.append((first_day, last_day))
        if self.error is not None:
            raise self.error
        return replace(self.summary, first_day=first_day, last_day=last_day)

    def rows_behind(
        self,
        actor: Actor,
        first_day: date,
        last_day: date,
        figure: str,
        group: tuple[GroupBy, str] | None = None,
    ) -> tuple[RegisterRow, ...]:
        assert actor == ACTOR
        self.asked_behind.append((first_day, last_day, figure, group))
        return self.behind


@dataclass
class MadeUpMoney:
    """Answers with made-up sheets; keeps what it was asked."""

    asked: list[object] = field(default_factory=list)

    def of_day(self, actor: Actor, day: date) -> DayCash:
        assert actor == ACTOR
        self.asked.append(day)
        return a_day(6, day=day)

    def of_quarter(self, actor: Actor, year: int, quarter: int) -> QuarterSettlement:
        assert actor == ACTOR
        self.asked.append((year, quarter))
        return a_quarter(year=year, quarter=quarter)


@dataclass
class NoScans:
    """Has no figures; keeps what it was asked."""

    asked: list[tuple[date, date]] = field(default_factory=list)

    def of_period(self, actor: Actor, first_day: date, last_day: date) -> DigitisationSummary:
        assert actor == ACTOR
        self.asked.append((first_day, last_day))
        raise InvalidInputError("from", "Không có số liệu.")


class HeldTasks(InlineTasks):
    """Runs at once until `is_holding`; then keeps jobs until they are let go, in any order."""

    def __init__(self) -> None:
        super().__init__()
        self.is_holding = False
        self._held: list[Job] = []

    def let_go(self, place: int = 0) -> None:
        super()._run(self._held.pop(place))

    def _run(self, job: Job) -> None:
        if self.is_holding:
            self._held.append(job)
            return
        super()._run(job)


@dataclass
class Desk:
    """A page and what it said and wrote."""

    page: DaylogPage
    figures: MadeUpFigures
    strip: Strip
    tasks: HeldTasks
    actions: ActionBook
    written: list[tuple[DailySummary, ExportFormat, Path]]
    offered: list[tuple[str, ExportFormat]]
    money: "MadeUpMoney"
    digital: NoScans
    sheets: list[tuple[MoneySheet, ExportFormat, Path]]
    registers: list[tuple[Actor, date, date, ExportFormat, Path]]


def a_desk(
    figures: MadeUpFigures | None = None,
    *,
    path: Path | None = None,
    write_error: UserError | None = None,
    with_register: bool = False,
    with_digital: bool = False,
) -> Desk:
    """Return a page on 23/11/2026 that answers `path` when it asks where to write."""
    source = figures or MadeUpFigures()
    holder = QWidget()
    strip = Strip(holder)
    tasks = HeldTasks()
    actions = ActionBook(ACTIONS + DAYLOG_ACTIONS)
    written: list[tuple[DailySummary, ExportFormat, Path]] = []
    offered: list[tuple[str, ExportFormat]] = []
    registers: list[tuple[Actor, date, date, ExportFormat, Path]] = []

    def write_register(
        actor: Actor, first_day: date, last_day: date, fmt: ExportFormat, path: Path
    ) -> None:
        if write_error is not None:
            raise write_error
        registers.append((actor, first_day, last_day, fmt, path))

    def write(summary: DailySummary, fmt: ExportFormat, path: Path) -> None:
        if write_error is not None:
            raise write_error
        written.append((summary, fmt, path))

    def ask(parent: QWidget, name: str, fmt: ExportFormat) -> Path | None:
        offered.append((name, fmt))
        return path

    money = MadeUpMoney()
    digital = NoScans()
    sheets: list[tuple[MoneySheet, ExportFormat, Path]] = []

    def write_sheet(sheet: MoneySheet, fmt: ExportFormat, path: Path) -> None:
        sheets.append((sheet, fmt, path))

    messages = Messages(holder, strip.say, lambda: NOW)
    page = DaylogPage(
        DaylogParts(
            tasks=tasks,
            actions=actions,
            messages=messages,
            clock=Clock(lambda: NOW),
            actor=lambda: ACTOR,
            figures=source,
            write_export=write,
            ask_path=ask,
            money=MoneyTabParts(
                tasks=tasks,
                messages=messages,
                actor=lambda: ACTOR,
                source=money,
                write=write_sheet,
                ask_path=ask,
            ),
            digital=digital if with_digital else None,
            write_register=write_register if with_register else None,
        )
    )
    for owned in (tasks, actions):
        owned.setParent(page)
    holder.setParent(page)
    holder.hide()
    page.resize(1178, 662)
    return Desk(
        page=page,
        figures=source,
        strip=strip,
        tasks=tasks,
        actions=actions,
        written=written,
        offered=offered,
        money=money,
        digital=digital,
        sheets=sheets,
        registers=registers,
    )


MakeDesk = Callable[..., Desk]
