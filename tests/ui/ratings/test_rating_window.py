"""The citizens' panel: a face, a reason, thanks, rest; one answer each, and no way out of it."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel
from pytestqt.qtbot import QtBot

from app.ui.look.theme import apply_theme
from app.ui.ratings.panes import TARGET_PX
from app.ui.ratings.rating_window import RatingTimes, RatingWindow, ServedDossier
from app.ui.ratings.tap_queue import TapQueue
from app.vocabulary.office import ReasonKind
from app.vocabulary.ratings import Face
from tests.services.desk_builders import OWNER
from tests.ui.ratings.conftest import Room

_SLOW = RatingTimes(reasons_ms=60_000, thanks_ms=60_000, guard_ms=0)
_QUICK = RatingTimes(reasons_ms=1, thanks_ms=1, guard_ms=0)


def _before(room: Room) -> ServedDossier:
    officer = room.counter.officer
    good = room.counter.reasons.of(officer, ReasonKind.RATING_GOOD)
    poor = room.counter.reasons.of(officer, ReasonKind.RATING_POOR)
    return ServedDossier(
        office_name="Trung tâm Phục vụ hành chính công xã An Thử",
        counter_name="Quầy 3",
        officer_name=officer.name,
        officer_id=officer.officer_id,
        reasons={Face.HAPPY: good, Face.NEUTRAL: poor, Face.UNHAPPY: poor},
    )


def _a_window(room: Room, times: RatingTimes) -> RatingWindow:
    made = RatingWindow(TapQueue(room.context, room.services), room.counter.clock, times)
    made.stand_before(_before(room))
    made.resize(800, 600)
    made.show()
    return made


@pytest.fixture
def window(room: Room, qtbot: QtBot) -> Iterator[RatingWindow]:
    made = _a_window(room, _SLOW)
    yield made
    made.put_away()
    made.deleteLater()


@pytest.fixture
def quick(room: Room, qtbot: QtBot) -> Iterator[RatingWindow]:
    made = _a_window(room, _QUICK)
    yield made
    made.put_away()
    made.deleteLater()


def test_another_theme_leaves_the_panel_as_large_as_it_was(
    window: RatingWindow, qapp: QApplication, qtbot: QtBot
) -> None:
    lines = (window.place, window.office, window.ask.title, window.ask.below)
    before = [line.font().pixelSize() for line in lines]
    for theme in ("dark", "light"):
        apply_theme(qapp, theme)
        qtbot.waitUntil(lambda: [line.font().pixelSize() for line in lines] == before)


def _press(button: QAbstractButton) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def test_a_face_and_its_reasons_are_one_answer_of_the_dossier_just_served(
    room: Room, window: RatingWindow
) -> None:
    code = room.counter.code()
    window.link(code)
    _press(window.ask.faces[Face.UNHAPPY])
    assert room.stored == []
    _press(window.reasons.buttons[0])
    _press(window.reasons.buttons[2])
    _press(window.reasons.finish)
    (line,) = room.stored
    assert (line.code, line.answers.overall) == (code, Face.UNHAPPY)
    assert line.reasons == ("Phải chờ lâu.", "Phải đi lại nhiều lần.")
    assert window.panes.currentWidget() is window.thanks


def test_the_dossier_is_told_of_one_answer_alone(room: Room, window: RatingWindow) -> None:
    code = room.counter.code()
    window.link(code)
    for _one in range(2):
        _press(window.ask.faces[Face.HAPPY])
        _press(window.reasons.finish)
        window.stand_before(_before(room))
    assert [line.code for line in room.stored] == [code, ""]


def test_nobody_going_on_is_an_answer_too_and_the_panel_rests(
    room: Room, quick: RatingWindow, qtbot: QtBot
) -> None:
    _press(quick.ask.faces[Face.NEUTRAL])
    qtbot.waitUntil(lambda: len(room.stored) == 1)
    qtbot.waitUntil(lambda: quick.panes.currentWidget() is quick.ask)
    assert room.stored[0].answers.overall is Face.NEUTRAL


def test_a_face_can_be_taken_back_before_it_is_sent(room: Room, window: RatingWindow) -> None:
    _press(window.ask.faces[Face.UNHAPPY])
    _press(window.reasons.back)
    assert room.stored == []
    _press(window.ask.faces[Face.HAPPY])
    _press(window.reasons.finish)
    assert [line.answers.overall for line in room.stored] == [Face.HAPPY]


def test_a_second_tap_of_the_same_finger_is_no_reason(room: Room, qtbot: QtBot) -> None:
    window = _a_window(room, RatingTimes(guard_ms=60_000))
    window._since_shown.invalidate()
    _press(window.ask.faces[Face.HAPPY])
    _press(window.reasons.finish)
    assert room.stored == []
    assert window.panes.currentWidget() is window.reasons
    window.put_away()
    window.deleteLater()


def test_an_answer_begun_is_sent_before_the_next_person_is_served(
    room: Room, window: RatingWindow
) -> None:
    first, second = room.counter.code(), room.counter.code()
    window.link(first)
    _press(window.ask.faces[Face.UNHAPPY])
    window.link(second)
    assert [line.code for line in room.stored] == [first]
    assert window.panes.currentWidget() is window.ask


def test_putting_the_panel_away_sends_what_was_begun(room: Room, window: RatingWindow) -> None:
    _press(window.ask.faces[Face.HAPPY])
    window.put_away()
    assert len(room.stored) == 1
    assert not window.isVisible()


def test_nobody_at_the_desk_takes_no_taps(room: Room, window: RatingWindow) -> None:
    window.set_resting(is_resting=True)
    assert window.is_resting
    assert not any(face.isVisible() for face in window.ask.faces.values())
    window.link(room.counter.code())
    assert window.is_resting
    window.stand_before(_before(room))
    assert not window.is_resting


def test_no_key_and_no_closing_leads_out_of_it(window: RatingWindow) -> None:
    for key in (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Tab, Qt.Key.Key_F4):
        QTest.keyClick(window, key, Qt.KeyboardModifier.AltModifier)
    window.close()
    assert window.isVisible()
    assert window.windowFlags() & Qt.WindowType.WindowDoesNotAcceptFocus
    assert all(
        made.focusPolicy() is Qt.FocusPolicy.NoFocus
        for made in window.findChildren(QAbstractButton)
    )


def test_it_says_who_serves_and_nothing_of_whom(room: Room, window: RatingWindow) -> None:
    code = room.counter.code()
    window.link(code)
    _press(window.ask.faces[Face.HAPPY])
    texts = [made.text() for made in window.findChildren(QLabel)]
    texts += [made.text() for made in window.findChildren(QAbstractButton)]
    assert f"Quầy 3 · {room.counter.officer.name}" in texts
    assert not any(OWNER.name in text or code in text or "0912" in text for text in texts)


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("size", [(800, 600), (1366, 768), (1920, 1080)])
def test_what_is_tapped_is_large_and_whole(
    window: RatingWindow, qapp: QApplication, mode: str, size: tuple[int, int]
) -> None:
    apply_theme(qapp, "dark" if mode == "dark" else "light")
    window.resize(*size)
    QApplication.processEvents()
    targets: list[QAbstractButton] = list(window.ask.faces.values())
    assert all(min(made.width(), made.height()) >= 2 * TARGET_PX for made in targets)
    _press(window.ask.faces[Face.UNHAPPY])
    QApplication.processEvents()
    targets = [*window.reasons.buttons, window.reasons.back, window.reasons.finish]
    assert len(targets) == 7
    for made in targets:
        assert made.height() >= TARGET_PX
        assert made.width() >= made.minimumSizeHint().width()
