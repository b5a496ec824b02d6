"""The question whether a machine's clock that is behind the log is right."""

from datetime import timedelta

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.clock import Clock
from app.services.ledger.records import Actor
from app.services.office.machine_clock import ClockBehind
from app.ui.approving.approved_work import ask_clock_accepted
from app.ui.widgets.record_form import RecordForm
from tests.services.store_builders import FakeTime
from tests.ui.contexts import a_context, stub_services
from tests.ui.inline import InlineTasks
from tests.ui.record_forms import submit

_ACTOR = Actor(7, "phu.trach", "Trần Thị Phụ", 1, "Một cửa", 1)


class _MachineClock:
    def __init__(self) -> None:
        self.accepted: list[tuple[str, int]] = []

    def accept(self, _actor: Actor, reason: str, approval_id: int = 0) -> None:
        self.accepted.append((reason, approval_id))


def test_the_reason_goes_to_the_service_and_closes_the_question(qtbot: QtBot) -> None:
    holder, tasks, time, machine = QWidget(), InlineTasks(), FakeTime(), _MachineClock()
    qtbot.addWidget(holder)
    tasks.setParent(holder)
    context = a_context(tasks, lambda: _ACTOR, Clock(time))
    behind = ClockBehind(
        now=time.now,
        latest_at=time.now + timedelta(hours=2),
        subject="7",
        sentence="Giờ máy lùi.",
    )
    done: list[None] = []
    services = stub_services(machine_clock=machine)
    ask_clock_accepted(context, services, behind, done.append, holder)
    form = holder.findChild(RecordForm)
    assert form is not None
    submit(form, reason="  máy hết pin ")
    assert machine.accepted == [("máy hết pin", 0)]
    assert done == [None]
    assert not form.isVisible()
