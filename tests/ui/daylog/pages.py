"""The day's log over made-up figures, with everything it was asked for kept."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final

from PySide6.QtWidgets import QWidget

from app.clock import Clock
from app.errors import InvalidInputError, UserError
from app.services.closing.records import ClosingStanding
from app.services.figures.digitisation import DigitisationSummary
from app.services.figures.records import DailySummary, RegisterRow
from app.services.figures.register_book import RegisterBookData
from app.services.ledger.records import Actor
from app.services.money.records import DayCash, QuarterSettlement
from app.services.privacy import Disclosure
from app.ui.daylog.page import DaylogPage
from app.ui.runtime.tasks import Job
from app.ui.shell.actions import ACTIONS, ActionBook
from app.ui.shell.messages import Messages, Strip
from app.ui.shell.page_actions import DAYLOG_ACTIONS
from app.vocabulary.reports import GroupBy
from tests.reports.books import a_book, a_line
from tests.reports.money_sheets import a_day, a_quarter
from tests.reports.summaries import some_row, some_summary
from tests.ui.contexts import AnsweringDialogs, RecordingNavigator, a_context, stub_services
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
        assert actor.login == ACTOR.login
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


class OpenDays:
    """No day is closed."""

    def standing(self, actor: Actor, _day: date) -> ClosingStanding:
        assert actor.login == ACTOR.login
        return ClosingStanding()


@dataclass
class MadeUpBook:
    """Answers with a book of one line; keeps what it was asked, and by whom."""

    asked: list[tuple[Actor, date, date, Disclosure | None]] = field(default_factory=list)

    def of_period(
        self, actor: Actor, first_day: date, last_day: date, disclosure: Disclosure | None = None
    ) -> RegisterBookData:
        self.asked.append((actor, first_day, last_day, disclosure))
        return a_book(a_line(), first_day=first_day, last_day=last_day)


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
    """A page, what it said, and the files and services it asked for."""

    page: DaylogPage
    figures: MadeUpFigures
    strip: Strip
    tasks: HeldTasks
    actions: ActionBook
    files: AnsweringDialogs
    navigator: RecordingNavigator
    money: MadeUpMoney
    digital: NoScans
    book: MadeUpBook


def a_desk(
    figures: MadeUpFigures | None = None,
    *,
    path: Path | None = None,
    actor: Actor = ACTOR,
    **services: object,
) -> Desk:
    """Return a page on 23/11/2026 that answers `path` each time it asks where to write."""
    source = figures or MadeUpFigures()
    holder = QWidget()
    strip = Strip(holder)
    tasks = HeldTasks()
    actions = ActionBook(ACTIONS + DAYLOG_ACTIONS)
    files, navigator = AnsweringDialogs(*[path] * 9), RecordingNavigator()
    money, digital, book = MadeUpMoney(), NoScans(), MadeUpBook()
    given = {
        "summaries": source,
        "cash": money,
        "settlement": money,
        "digitisation": digital,
        "closings": OpenDays(),
        "register_book": book,
    }
    context = a_context(
        tasks,
        lambda: actor,
        Clock(lambda: NOW),
        messages=Messages(holder, strip.say, lambda: NOW),
        actions=actions,
        files=files,
        navigate=navigator,
    )
    page = DaylogPage(context, stub_services(**(given | services)))
    for owned in (tasks, actions):
        owned.setParent(page)
    holder.setParent(page)
    holder.hide()
    page.resize(1178, 662)
    return Desk(page, source, strip, tasks, actions, files, navigator, money, digital, book)


MakeDesk = Callable[..., Desk]
