"""What a receiver signed on paper: name and time are recorded, the scan of the slip is kept."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.services.files.attachments import Attachments
from app.ui.desk.scan_banner import ScanSign
from app.ui.handoff.handoff_page import HandoffPage
from app.vocabulary.dossiers import HandoffItemState
from tests.services.desk_builders import Counter
from tests.services.files.contents import a_pdf
from tests.ui.desk_pages import Ground
from tests.ui.desk_room import misfits, show_smallest

MakePage = Callable[..., tuple[HandoffPage, Ground]]


@pytest.fixture
def code(counter: Counter) -> str:
    made = counter.code()
    counter.handoffs.send(counter.officer, counter.economy, [made])
    return made


@pytest.fixture
def desk(counter: Counter, code: str, make_page: MakePage) -> tuple[HandoffPage, Ground]:
    counter.time.advance(timedelta(hours=3))
    return make_page(counter.officer)


def _scan(folder: Path, content: bytes | None = None) -> Path:
    path = folder / "phiếu ký.pdf"
    path.write_bytes(a_pdf() if content is None else content)
    return path


def _kept(counter: Counter, attachments: Attachments) -> list[str]:
    return [line.name for line in attachments.of_slip(counter.officer, "1/PBG")]


def test_the_time_of_signing_is_typed_and_the_scan_offered(
    counter: Counter,
    code: str,
    desk: tuple[HandoffPage, Ground],
    scans: list[Path],
    attachments: Attachments,
    tmp_path: Path,
) -> None:
    page, ground = desk
    page.record_receiver()
    page.moving.answer.setText("Lê Văn Thu")
    page.moving.at_time.setText("9h30")
    page.moving.give_answer()
    step = counter.tracking.one(counter.officer, code).custody[-1]
    assert (step.state, step.receiver_name) == (HandoffItemState.ACCEPTED, "Lê Văn Thu")
    assert step.closed_at == counter.time.now - timedelta(hours=2, minutes=30)
    assert not page.moving.is_asking()
    scans.append(_scan(tmp_path))
    ground.correct("Đính kèm phiếu đã ký")
    assert _kept(counter, attachments) == ["phiếu ký.pdf"]
    assert ground.last == "Đã lưu 1 tệp phiếu 1/PBG đã ký."


def test_without_a_time_it_is_now(
    counter: Counter, code: str, desk: tuple[HandoffPage, Ground]
) -> None:
    desk[0].record_receiver()
    desk[0].moving.give_answer()
    step = counter.tracking.one(counter.officer, code).custody[-1]
    assert step.closed_at == counter.time.now


@pytest.mark.parametrize(
    ("day", "hour", "said"),
    [
        ("", "25h", "Chưa đọc được giờ"),
        ("22/11/2026", "", "Chưa có giờ ký nhận"),
        ("", "8h", "không thể ghi một việc sớm hơn"),
        ("", "23h", "tương lai"),
    ],
)
def test_a_time_that_cannot_be_is_said_where_it_was_asked(
    counter: Counter, code: str, desk: tuple[HandoffPage, Ground], day: str, hour: str, said: str
) -> None:
    page, _ = desk
    page.record_receiver()
    page.moving.answer.setText("Lê Văn Thu")
    page.moving.at_day.setText(day)
    page.moving.at_time.setText(hour)
    page.moving.give_answer()
    assert page.moving.is_asking()
    assert said in page.moving.problem
    assert page.moving.answer.text() == "Lê Văn Thu"
    state = counter.tracking.one(counter.officer, code).custody[-1].state
    assert state is HandoffItemState.SENT


def test_a_scan_is_chosen_or_let_fall_on_its_slip(
    counter: Counter,
    desk: tuple[HandoffPage, Ground],
    scans: list[Path],
    attachments: Attachments,
    tmp_path: Path,
) -> None:
    page, ground = desk
    ground.actions.do("handoff.signed_slip")
    assert _kept(counter, attachments) == []
    scans.append(_scan(tmp_path))
    ground.actions.do("handoff.signed_slip")
    assert page.banner.sign is ScanSign.GOOD
    other = tmp_path / "mặt sau.pdf"
    other.write_bytes(a_pdf("trang 2"))
    page.moving.slips.files_dropped.emit(page.moving.slips.rows_model.rows[0], [other])
    assert _kept(counter, attachments) == ["phiếu ký.pdf", "mặt sau.pdf"]
    assert not page.arriving.slips.acceptDrops()


def test_a_file_that_is_no_scan_is_refused_with_the_reason(
    counter: Counter,
    desk: tuple[HandoffPage, Ground],
    scans: list[Path],
    attachments: Attachments,
    tmp_path: Path,
) -> None:
    page, ground = desk
    scans.append(_scan(tmp_path, b"khong phai PDF"))
    ground.actions.do("handoff.signed_slip")
    assert page.banner.sign is ScanSign.BAD
    assert ground.last.endswith(".")
    assert _kept(counter, attachments) == []


def test_the_question_of_who_and_when_fits_the_smallest_desk(
    desk: tuple[HandoffPage, Ground], qtbot: QtBot
) -> None:
    page, _ = desk
    show_smallest(page, qtbot)
    page.record_receiver()
    assert misfits(page) == []
