"""The list of units that are to send, kept in the window."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.services.province.records import ExpectedDraft
from app.ui.province.expected_dialog import ExpectedDialog
from app.ui.shell.messages import Messages, Strip
from app.ui.widgets.record_form import RecordForm
from tests.services.desk_builders import a_counter
from tests.services.exchange_builders import THERE
from tests.services.province.builders import QUARTER, Centre, Commune, a_centre
from tests.services.store_builders import FakeTime
from tests.ui.contexts import a_context, stub_services
from tests.ui.inline import InlineTasks
from tests.ui.record_forms import submit

AN_HOI = Commune("000.00.21.H53", "Xã An Hội")


@pytest.fixture
def centre(tmp_path: Path) -> Iterator[Centre]:
    made = a_centre(tmp_path, a_counter(tmp_path, FakeTime(), office=THERE))
    made.know(AN_HOI)
    yield made
    made.counter.database.close()


@pytest.fixture
def changes() -> list[str]:
    return []


@pytest.fixture
def dialog(centre: Centre, changes: list[str], qtbot: QtBot) -> ExpectedDialog:
    holder, strip, tasks = QWidget(), Strip(), InlineTasks()
    qtbot.addWidget(holder)
    for each in (strip, tasks):
        each.setParent(holder)
    counter = centre.counter
    context = a_context(
        tasks,
        lambda: centre.boss,
        counter.clock,
        messages=Messages(holder, strip.say, counter.clock.now),
    )
    services = stub_services(expected_units=centre.expected)
    made = ExpectedDialog(context, services, lambda: changes.append("changed"), holder)
    made.show()
    return made


def _form(dialog: ExpectedDialog) -> RecordForm:
    (form,) = (one for one in dialog.findChildren(RecordForm) if one.isVisible())
    return form


def _shown(dialog: ExpectedDialog) -> list[list[str]]:
    model = dialog.table.rows_model
    return [[column.value(row) for column in model.columns] for row in model.rows]


def test_unit_without_a_key_is_put_on_the_list(
    dialog: ExpectedDialog, changes: list[str], centre: Centre
) -> None:
    dialog.add.click()
    form = _form(dialog)
    submit(form, code="000.00.22.h53", name="Xã Bình Minh", from_day="1/7/2026")
    assert _shown(dialog) == [
        ["Xã An Hội", "000.00.21.H53", "Đã xác nhận", "–", "–", "Phải gửi"],
        ["Xã Bình Minh", "000.00.22.H53", "Chưa có", "01/07/2026", "–", "Phải gửi"],
    ]
    assert changes == ["changed"]
    missing = centre.province.sum(centre.boss, QUARTER.key).missing
    assert [line.name for line in missing[1:]] == ["Xã An Hội", "Xã Bình Minh"]


def test_what_is_wrong_stays_at_its_field(dialog: ExpectedDialog, changes: list[str]) -> None:
    dialog.add.click()
    form = _form(dialog)
    submit(form, from_day="hôm nay")
    assert form.board.box("from_day").problem.startswith("Chưa đọc được ngày")
    submit(form, from_day="")
    assert form.board.box("from_day").problem == "Chưa có ngày bắt đầu phải gửi. Hãy ghi ngày."
    assert form.board.box("name").problem == "Chưa có tên đơn vị. Hãy ghi tên đơn vị."
    submit(form, from_day="1/7/2026", code="xã", name="Xã Bình Minh")
    assert form.board.box("code").problem.startswith("Mã phải như")
    assert form.isVisible()
    assert changes == []


def test_days_are_set_for_a_unit_with_a_key_and_taken_away_again(
    dialog: ExpectedDialog, changes: list[str], centre: Centre
) -> None:
    assert not dialog.strike.isEnabled()
    dialog.table.go_to(AN_HOI.code)
    assert not dialog.strike.isEnabled()
    dialog.edit.click()
    form = _form(dialog)
    assert form.line("code").isReadOnly()
    submit(form, until_day="30/6/2026")
    assert _shown(dialog)[0][3:] == ["01/01/2026", "30/06/2026", "Không phải gửi"]
    assert [line.name for line in centre.province.sum(centre.boss, QUARTER.key).units] == [
        THERE.name
    ]
    dialog.strike.click()
    assert _shown(dialog)[0][3:] == ["–", "–", "Phải gửi"]
    assert changes == ["changed", "changed"]


def test_list_tells_what_another_desk_has_just_kept(dialog: ExpectedDialog, centre: Centre) -> None:
    draft = ExpectedDraft(code="000.00.30.H53", name="Xã Mới", from_day=date(2026, 7, 1))
    centre.expected.keep(centre.boss, draft)
    dialog.table.go_to(AN_HOI.code)
    dialog.edit.click()
    _form(dialog).submit.click()
    assert [row[0] for row in _shown(dialog)] == ["Xã An Hội", "Xã Mới"]
