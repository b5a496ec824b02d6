"""The sum over units, form by form: numbers open to their units, all forms go to a folder."""

from dataclasses import dataclass, replace
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.clock import Clock
from app.reports.province import FORMS
from app.services.province.adding import added_up
from app.ui.province.annex_table import LineUnitsDialog
from app.ui.province.sum_card import SumCard
from app.ui.shell.messages import Messages, Strip
from tests.services.province.builders import QUARTER
from tests.services.province.sums import a_line, a_sum, figures_of, sections_of
from tests.services.store_builders import FakeTime
from tests.ui.contexts import a_context, stub_services
from tests.ui.daylog.pages import ACTOR
from tests.ui.desk_room import SMALLEST
from tests.ui.dressing import dress
from tests.ui.inline import InlineTasks
from tests.ui.periods.pages import Answers
from tests.unguarded import UNGUARDED

_FACTS = SimpleNamespace(
    edit=SimpleNamespace(
        name="Trung tâm thử", parent_name="UBND xã thử", place="An Thử", head_name=""
    ),
    is_demo=True,
)


@dataclass(frozen=True, slots=True)
class Board:
    """The card, what it says, and what a person would choose."""

    card: SumCard
    strip: Strip
    answers: Answers
    holder: QWidget


@pytest.fixture
def board(qtbot: QtBot) -> Board:
    holder, strip, answers = QWidget(), Strip(), Answers()
    qtbot.addWidget(holder)
    strip.setParent(holder)
    tasks = InlineTasks()
    tasks.setParent(holder)
    clock = Clock(FakeTime())
    context = a_context(
        tasks,
        lambda: ACTOR,
        clock,
        messages=Messages(holder, strip.say, clock.now),
        files=answers.dialogs,
    )
    office = SimpleNamespace(facts=lambda _actor: _FACTS)
    card = SumCard(context, stub_services(office=office, clock=clock, outputs=UNGUARDED))
    qtbot.addWidget(card)
    return Board(card, strip, answers, holder)


def _cells(card: SumCard, name: str) -> list[str]:
    table = card.annex_table
    assert table is not None
    model = table.rows_model
    columns = model.columns
    (row,) = (one for one in model.rows if columns[0].value(one).strip() == name)
    return [column.value(row) for column in columns]


def test_each_form_can_be_chosen_and_says_how_many_units_it_counts(board: Board) -> None:
    board.card.show_sum(a_sum())
    for form in FORMS[1:]:
        board.card.choose(form.key)
        assert board.card.annex_table is not None
        assert board.card.annex_table.rows_model.rows
        assert board.card.identity.text() == "Cộng số liệu của 3/3 đơn vị."


def test_number_of_a_form_opens_to_its_units(board: Board) -> None:
    told = a_sum()
    board.card.show_sum(told)
    board.card.choose("petitions")
    received = sections_of(told.whole).petitions.received
    assert _cells(board.card, "Tiếp nhận trong kỳ")[1] == str(received)
    table = board.card.annex_table
    assert table is not None
    place = next(
        line.place for line in table.rows_model.rows if line.row.cells[1] == "Tiếp nhận trong kỳ"
    )
    table.clicked.emit(table.rows_model.index(place, 1))
    (dialog,) = board.card.findChildren(LineUnitsDialog)
    parts = [sections_of(figures_of(at, 10)).petitions.received for at in range(3)]
    shown = [unit.cells[0] for unit in dialog.table.rows_model.rows]
    assert shown == parts
    assert dialog.windowTitle() == "Quý III năm 2026 · Phản ánh, kiến nghị · Tiếp nhận trong kỳ"


def test_words_of_a_form_open_nothing(board: Board) -> None:
    board.card.show_sum(a_sum())
    board.card.choose("petitions")
    table = board.card.annex_table
    assert table is not None
    table.clicked.emit(table.rows_model.index(1, 0))
    heading = next(at for at, line in enumerate(table.rows_model.rows) if line.row.cells[0] == "IV")
    table.clicked.emit(table.rows_model.index(heading, 1))
    assert board.card.findChildren(LineUnitsDialog) == []


def test_form_that_nobody_has_sent_says_so_and_shows_no_zero(board: Board) -> None:
    old = replace(figures_of(0, 10), sections=None)
    board.card.show_sum(added_up(QUARTER, [a_line(0, old)]))
    board.card.choose("ratings")
    assert board.card.annex_table is None
    assert not board.card.empty.isHidden()
    assert board.card.identity.text().endswith("(tệp chỉ có Biểu II.06a): Xã A.")


def test_all_forms_go_to_the_folder_that_was_chosen(board: Board, tmp_path: Path) -> None:
    board.card.show_sum(added_up(QUARTER, [a_line(0, None)]))
    assert not board.card.export.isEnabled()
    board.card.show_sum(a_sum())
    board.card.export.click()
    assert list(tmp_path.iterdir()) == []
    board.answers.dialogs.paths.append(tmp_path / "quý III")
    board.card.export.click()
    assert len(list((tmp_path / "quý III").iterdir())) == 2 * len(FORMS)


def test_every_form_fits_the_smallest_desk(board: Board, qtbot: QtBot) -> None:
    dress()
    board.card.resize(SMALLEST[0], 300)
    with qtbot.waitExposed(board.card):
        board.card.show()
    board.card.show_sum(a_sum())
    for form in FORMS:
        board.card.choose(form.key)
        QApplication.processEvents()
        table = board.card.annex_table or board.card.table
        assert table.isVisible()
        assert table.horizontalScrollBar().maximum() == 0, form.name
