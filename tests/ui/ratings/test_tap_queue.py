"""Taps while the store is busy: none lost, none counted twice, not even over a restart."""

from collections.abc import Callable, Iterator
from uuid import uuid4

import pytest
from pytestqt.qtbot import QtBot

from app.services.ratings.records import Answers, Tap
from app.services.ratings.waiting_taps import WaitingTaps
from app.ui.ratings.tap_queue import TapQueue
from app.vocabulary.office import ReasonKind
from app.vocabulary.ratings import Face
from tests.ui.ratings.conftest import Room


@pytest.fixture
def queue(room: Room) -> Iterator[TapQueue]:
    made = TapQueue(room.context, room.services, retry_ms=1)
    yield made
    made.end()


def _tap(room: Room, face: Face = Face.HAPPY, **facts: object) -> Tap:
    answers = Answers(overall=face, **facts)  # type: ignore[arg-type]
    return Tap(answer_id=str(uuid4()), at=room.counter.time.now, answers=answers)


def test_a_tap_is_stored_at_once(room: Room, queue: TapQueue) -> None:
    queue.add(_tap(room))
    assert [line.answers.overall for line in room.stored] == [Face.HAPPY]
    assert queue.waiting == ()


def test_taps_wait_in_their_order_while_the_store_is_busy(
    room: Room, queue: TapQueue, qtbot: QtBot
) -> None:
    room.ratings.times = 3
    faces = [Face.HAPPY, Face.UNHAPPY, Face.NEUTRAL]
    for face in faces:
        queue.add(_tap(room, face))
    assert WaitingTaps(room.services.data).kept() != ()
    qtbot.waitUntil(lambda: queue.waiting == ())
    assert [line.answers.overall for line in room.stored] == faces
    assert WaitingTaps(room.services.data).kept() == ()


def test_a_tap_whose_answer_was_lost_is_counted_once(
    room: Room, queue: TapQueue, qtbot: QtBot
) -> None:
    room.ratings.times, room.ratings.stores_first = 2, True
    queue.add(_tap(room))
    qtbot.waitUntil(lambda: queue.waiting == ())
    assert room.ratings.asked == 3
    assert len(room.stored) == 1


def test_what_waits_outlives_the_program(make_room: Callable[[], Room], qapp: object) -> None:
    room = make_room()
    room.ratings.times = 99
    closing = TapQueue(room.context, room.services, retry_ms=60_000)
    closing.add(_tap(room))
    closing.add(_tap(room, Face.UNHAPPY))
    closing.end()
    assert room.stored == []
    room.ratings.times = 0
    opening = TapQueue(room.context, room.services, retry_ms=60_000)
    opening.begin()
    assert [line.answers.overall for line in room.stored] == [Face.HAPPY, Face.UNHAPPY]
    assert WaitingTaps(room.services.data).kept() == ()


def test_a_file_that_is_damaged_holds_no_tap(room: Room, queue: TapQueue) -> None:
    WaitingTaps(room.services.data).keep((_tap(room),))
    path = WaitingTaps(room.services.data)._path
    path.write_bytes(path.read_bytes()[:-5])
    queue.begin()
    assert room.stored == []


def test_a_reason_taken_off_the_list_meanwhile_loses_no_face(
    room: Room, queue: TapQueue, qtbot: QtBot
) -> None:
    other = room.counter.reasons.of(room.counter.officer, ReasonKind.STOP)[0]
    queue.add(_tap(room, Face.UNHAPPY, reasons=(other.reason_id,)))
    qtbot.waitUntil(lambda: queue.waiting == ())
    (line,) = room.stored
    assert (line.answers.overall, line.reasons) == (Face.UNHAPPY, ())
