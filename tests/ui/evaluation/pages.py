"""The tab of the evaluation over a real store, inline."""

from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.services.evaluation.facts import FactNotes
from app.services.ledger.records import Actor
from app.services.ledger.transactions import Transactions
from app.services.periods.calendar import ReportCalendar
from app.services.periods.sections import Evaluated, EvaluatedPeriods
from app.ui.evaluation.evaluation_tab import EvaluationTab
from app.ui.shell.messages import Messages, Strip
from tests.services.desk_builders import Counter
from tests.ui.contexts import AnsweringDialogs, RecordingNavigator, a_context, services_of
from tests.ui.inline import InlineTasks

TODAY = date(2026, 11, 23)


@dataclass
class Answered:
    """What the tab is answered, and what it did."""

    may_note: bool = True
    dialogs: AnsweringDialogs = field(default_factory=AnsweringDialogs)
    opened: list[str] = field(default_factory=list)


@dataclass
class Desk:
    """The tab and what it stands on."""

    tab: EvaluationTab
    strip: Strip
    answers: Answered
    notes: FactNotes
    is_locked: list[bool]


class _Periods(EvaluatedPeriods):
    """Report periods that are locked when the test says so."""

    def __init__(self, transactions: Transactions, is_locked: list[bool]) -> None:
        super().__init__(transactions)
        self._is_locked = is_locked

    def of_period(self, actor: Actor, key: str) -> Evaluated:
        return replace(super().of_period(actor, key), is_locked=bool(self._is_locked))


def a_desk(counter: Counter, folder: Path, qtbot: QtBot) -> Desk:
    """Return the tab over a counter, with what it asks for and says."""
    tasks, strip, holder, answers = InlineTasks(), Strip(), QWidget(), Answered()
    qtbot.addWidget(holder)
    strip.setParent(holder)
    tx = counter.tx
    notes, is_locked = counter.fact_notes, list[bool]()
    navigator = RecordingNavigator()
    navigator.hears["open_dossier"] = answers.opened.append
    navigator.hears["open_petition"] = lambda _id, number: answers.opened.append(number)
    context = a_context(
        tasks,
        lambda: counter.admin if answers.may_note else replace(counter.admin, roles=frozenset()),
        counter.clock,
        messages=Messages(holder, strip.say, counter.clock.now),
        navigate=navigator,
        files=answers.dialogs,
    )
    services = services_of(counter, fact_notes=notes, evaluated_periods=_Periods(tx, is_locked))
    tab = EvaluationTab(context, services)
    tasks.setParent(tab)
    qtbot.addWidget(tab)
    return Desk(tab, strip, answers, notes, is_locked)


def load(desk: Desk) -> None:
    """Show the quarter that lasts."""
    desk.tab.load()
    desk.tab.period.go(ReportCalendar().quarter_of(TODAY))
