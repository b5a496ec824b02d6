"""Every answer of a period in a list; a wrong one is ended there, for a reason."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.services.container import Services
from app.services.ratings.records import Answers, RatingLine
from app.ui.ratings.list_dialog import RatingListDialog, summary_of
from app.ui.shell.page_context import PageContext
from app.vocabulary.ratings import Face, RatingSource
from tests.services.store_builders import MONDAY_MORNING
from tests.ui.ratings.conftest import Room


def _a_line(face: Face | None, end_reason: str = "") -> RatingLine:
    return RatingLine(
        rating_id=1,
        code="",
        source=RatingSource.WINDOW,
        rated_at=MONDAY_MORNING,
        entered_by="",
        officer_name="",
        answers=Answers(overall=face),
        reasons=(),
        end_reason=end_reason,
    )


def test_faces_are_summed_up_without_what_was_ended() -> None:
    faces = [Face.HAPPY, Face.HAPPY, Face.UNHAPPY, None]
    lines = [*map(_a_line, faces), _a_line(Face.UNHAPPY, "Bấm nhầm")]
    assert summary_of(lines) == "4 lượt: 2 hài lòng · 0 bình thường · 1 không hài lòng"
    assert summary_of([]) == "Chưa có dữ liệu"


def _a_dialog(context: PageContext, services: Services, qtbot: QtBot) -> RatingListDialog:
    made = RatingListDialog(context, services)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def dialog(room: Room, qtbot: QtBot) -> RatingListDialog:
    room.tap()
    return _a_dialog(room.context, room.services, qtbot)


def _end_first(dialog: RatingListDialog, reason: str) -> None:
    dialog.table.selectRow(0)
    dialog.reason.setText(reason)
    dialog.submit.click()


def test_what_was_tapped_is_not_the_officer_s_to_end(room: Room, dialog: RatingListDialog) -> None:
    _end_first(dialog, "Trẻ nhỏ bấm chơi")
    assert "chỉ phụ trách bộ phận bỏ được" in dialog.notice.text()
    assert len(room.stored) == 1


def test_a_supervisor_ends_it_for_a_reason_and_sees_it_ended(room: Room, qtbot: QtBot) -> None:
    room.tap()
    dialog = _a_dialog(
        replace(room.context, actor=lambda: room.counter.admin), room.services, qtbot
    )
    _end_first(dialog, " ")
    assert dialog.board.box("reason").problem.startswith("Chưa có lý do")
    assert len(room.stored) == 1
    _end_first(dialog, "Trẻ nhỏ bấm chơi")
    assert room.stored == []
    assert dialog.table.rows_model.rows[0].end_reason == "Trẻ nhỏ bấm chơi"
    assert not dialog.submit.isEnabled()


def test_nothing_chosen_offers_no_ending(dialog: RatingListDialog) -> None:
    assert dialog.table.rows_model.rows
    assert not dialog.submit.isEnabled()
