"""The tabs of periods and of other units' figures over real services."""

from dataclasses import dataclass, field, replace
from pathlib import Path

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.ui.periods.periods_tab import PeriodsTab
from app.ui.province.province_tab import ProvinceTab
from app.ui.shell.messages import Messages, Strip
from tests.services.periods.builders import Reporter
from tests.services.province.builders import Centre
from tests.ui.contexts import AnsweringDialogs, RecordingNavigator, a_context, services_of
from tests.ui.inline import InlineTasks


@dataclass
class Answers:
    """What a person would choose in the system's dialogs, and what was opened."""

    dialogs: AnsweringDialogs = field(default_factory=AnsweringDialogs)
    opened: list[object] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Tabs:
    """Both tabs, and what they tell."""

    periods: PeriodsTab
    province: ProvinceTab
    strip: Strip
    tasks: InlineTasks
    answers: Answers
    holder: QWidget


def tabs_over(
    desk: Reporter, centre: Centre, folder: Path, qtbot: QtBot, *, may: bool = True
) -> Tabs:
    """Make the tabs for the supervisor; `may` says whether they may change anything."""
    tasks, strip, holder, answers = InlineTasks(), Strip(), QWidget(), Answers()
    strip.setParent(holder)
    tasks.setParent(holder)
    qtbot.addWidget(holder)
    counter = desk.counter
    boss = desk.boss if may else replace(desk.boss, roles=frozenset())
    context = a_context(
        tasks,
        lambda: boss,
        counter.clock,
        messages=Messages(holder, strip.say, counter.clock.now),
        navigate=RecordingNavigator(hears={"open_dossier": answers.opened.append}),
        files=answers.dialogs,
    )
    services = services_of(
        counter,
        approvals=desk.approvals,
        province=centre.province,
        expected_units=centre.expected,
    )
    periods, province = PeriodsTab(context, services), ProvinceTab(context, services)
    for tab in (periods, province):
        tab.setParent(None)
        qtbot.addWidget(tab)
    return Tabs(periods, province, strip, tasks, answers, holder)
