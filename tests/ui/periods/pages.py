"""The tabs of periods and of other units' figures over real services."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.outputs import OutputPlace
from app.reports.province.files import write_sum_files
from app.reports.province.forms import bare_head
from app.ui.approving.approval_dialog import ApprovalParts
from app.ui.periods.parts import PeriodsParts
from app.ui.periods.periods_tab import PeriodsTab
from app.ui.province.parts import ProvinceParts, SumParts
from app.ui.province.province_tab import ProvinceTab
from app.ui.shell.messages import Messages
from app.ui.shell.strip import Strip
from tests.services.periods.builders import Reporter
from tests.services.province.builders import Centre
from tests.ui.inline import InlineTasks
from tests.unguarded import UNGUARDED


@dataclass
class Answers:
    """What a person would choose in the system's dialogs, and what was opened."""

    path: Path | None = None
    files: Sequence[Path] = ()
    names: list[str] = field(default_factory=list)
    opened: list[str] = field(default_factory=list)

    def to_write(self, _parent: QWidget, name: str) -> Path | None:
        self.names.append(name)
        return self.path

    def to_read(self, _parent: QWidget) -> Sequence[Path]:
        return self.files


@dataclass(frozen=True, slots=True)
class Tabs:
    """Both tabs, and what they tell."""

    periods: PeriodsTab
    province: ProvinceTab
    strip: Strip
    tasks: InlineTasks
    answers: Answers
    holder: QWidget


def sum_parts(tasks: InlineTasks, messages: Messages, answers: Answers) -> SumParts:
    """Return what the card of the sum is given."""
    return SumParts(
        tasks=tasks,
        messages=messages,
        ask_folder=lambda _parent: answers.path,
        write_files=lambda told, folder: write_sum_files(
            told, bare_head(told), folder, outputs=UNGUARDED
        ),
        open_folder=lambda folder: answers.opened.append(str(folder)),
    )


def tabs_over(desk: Reporter, centre: Centre, qtbot: QtBot, *, may: bool = True) -> Tabs:
    """Make the tabs for the supervisor; `may` says whether they may change anything."""
    tasks, strip, holder, answers = InlineTasks(), Strip(), QWidget(), Answers()
    strip.setParent(holder)
    tasks.setParent(holder)
    qtbot.addWidget(holder)
    counter = desk.counter
    messages = Messages(holder, strip.say, counter.clock.now)
    periods = PeriodsTab(
        PeriodsParts(
            tasks=tasks,
            messages=messages,
            clock=counter.clock,
            actor=lambda: desk.boss,
            periods=counter.periods,
            reasons=counter.late_reasons,
            province=centre.province,
            approval=ApprovalParts(tasks=tasks, approvals=desk.approvals, actor=lambda: desk.boss),
            may_lock=lambda: may,
            may_set_cutoff=lambda: may,
            may_give_reason=lambda: may,
            save=lambda made, path: made.file.save(OutputPlace(path)),
            ask_path=answers.to_write,
            open_dossier=answers.opened.append,
        )
    )
    province = ProvinceTab(
        ProvinceParts(
            tasks=tasks,
            messages=messages,
            clock=counter.clock,
            actor=lambda: desk.boss,
            periods=counter.periods,
            province=centre.province,
            may_take=lambda: may,
            ask_files=answers.to_read,
            expected=centre.expected,
            sums=sum_parts(tasks, messages, answers),
        )
    )
    for tab in (periods, province):
        tab.setParent(None)
        qtbot.addWidget(tab)
    return Tabs(periods, province, strip, tasks, answers, holder)
