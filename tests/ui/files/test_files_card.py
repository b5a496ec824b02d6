"""The card of files: how papers stand; files let fall, chosen, pasted, looked at, ended."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragMoveEvent, QGuiApplication, QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.services.dossiers.decision import Decision
from app.services.dossiers.records import HandedPaper
from app.services.files.attachments import Attachments
from app.services.ledger.records import Actor
from app.services.ledger.rights import CONSOLE_ID
from app.ui.files.files_card import FilesCard
from app.ui.files.files_table import size_text
from app.ui.runtime.tasks import Change
from app.vocabulary.dossiers import Action
from app.vocabulary.people import Role
from tests.services.desk_builders import PAPERS, Counter
from tests.services.files.contents import a_pdf, a_picture
from tests.services.store_builders import an_actor
from tests.ui.desk_pages import Ground
from tests.ui.files.hands import a_file, drop, files_of, lines_of, show, spot, states_of

MakeCard = Callable[[Actor], FilesCard]


def test_each_paper_says_how_it_stands(counter: Counter, card: FilesCard) -> None:
    papers = (*PAPERS[:2], HandedPaper("Tờ khai điện tử", electronic=1))
    show(counter, card, counter.code(papers=papers))
    assert [row.title for row in lines_of(card)] == [
        *(paper.name for paper in papers),
        "Kết quả giải quyết",
    ]
    assert states_of(card) == ["chưa chụp", "chưa chụp", "bản điện tử", "chưa có tệp"]
    assert card.count_text == "0/2 giấy tờ"


def test_files_let_fall_on_a_paper_are_its_scans(
    counter: Counter, card: FilesCard, attachments: Attachments, tmp_path: Path, qtbot: QtBot
) -> None:
    code = counter.code()
    show(counter, card, code)
    with qtbot.waitExposed(card):
        card.show()
    paths = (a_file(tmp_path, "một.pdf", a_pdf()), a_file(tmp_path, "hai.jpg", a_picture("JPEG")))
    assert drop(card, spot(card, 1), files_of(*paths))
    assert states_of(card) == ["chưa chụp", "2 tệp", "chưa chụp", "chưa có tệp"]
    assert card.count_text == "1/3 giấy tờ"
    assert [line.name for line in attachments.of(counter.officer, code)] == ["một.pdf", "hai.jpg"]
    assert card.notice.isHidden()


def test_a_drop_beside_the_rows_or_of_no_file_does_nothing(
    counter: Counter, card: FilesCard, attachments: Attachments, tmp_path: Path
) -> None:
    code = counter.code()
    show(counter, card, code)
    words = QMimeData()
    words.setText("không phải tệp")
    web = QMimeData()
    web.setUrls([QUrl("https://vi.du/giay.pdf")])
    assert not drop(card, QPoint(10, 5000), files_of(a_file(tmp_path, "a.pdf", a_pdf())))
    assert not drop(card, spot(card, 0), words)
    assert not drop(card, spot(card, 0), web)
    assert attachments.of(counter.officer, code) == ()


def test_the_row_under_the_pointer_is_chosen_while_dragging(
    counter: Counter, card: FilesCard, tmp_path: Path
) -> None:
    show(counter, card, counter.code())
    data = files_of(a_file(tmp_path, "a.pdf", a_pdf()))
    where = (spot(card, 2), Qt.DropAction.CopyAction, data)
    event = QDragMoveEvent(*where, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    card.table.dragMoveEvent(event)
    assert event.isAccepted()
    row = card.table.current_row()
    assert row is not None
    assert row.ordinal == 3


def test_a_refused_file_is_told_at_its_row_and_the_others_are_added(
    counter: Counter, card: FilesCard, tmp_path: Path
) -> None:
    show(counter, card, counter.code())
    card.resize(420, 400)
    bad = a_file(tmp_path, "giấy.pdf", b"MZ" + bytes(200))
    empty = a_file(tmp_path, "rỗng.png", b"")
    good = a_file(tmp_path, "thật.pdf", a_pdf())
    drop(card, spot(card, 0), files_of(bad, empty, good))
    row = lines_of(card)[0]
    assert row.said == "không thêm được"
    assert "giấy.pdf: Tệp này không phải PDF" in row.problem
    assert "rỗng.png: Tệp rỗng" in row.problem
    assert card.notice.text() == row.problem
    assert not card.notice.isHidden()
    assert [line.name for line in row.lines] == ["thật.pdf"]
    drop(card, spot(card, 0), files_of(a_file(tmp_path, "hai.pdf", a_pdf("hai"))))
    assert states_of(card)[0] == "2 tệp"
    assert card.notice.isHidden()


def test_problems_stay_through_a_refresh_and_go_with_another_dossier(
    counter: Counter, card: FilesCard, tmp_path: Path
) -> None:
    code, other = counter.code(), counter.code()
    show(counter, card, code)
    drop(card, spot(card, 0), files_of(a_file(tmp_path, "rỗng.pdf", b"")))
    show(counter, card, code)
    assert states_of(card)[0] == "không thêm được"
    show(counter, card, other)
    assert states_of(card)[0] == "chưa chụp"
    assert card.notice.isHidden()


def test_the_key_asks_for_files_of_the_chosen_row_else_of_the_first_open_one(
    counter: Counter, card: FilesCard, ground: Ground, tmp_path: Path
) -> None:
    show(counter, card, counter.code())
    scan = a_file(tmp_path, "một.pdf", a_pdf())
    ground.files.paths = [scan]
    card.choose()
    assert states_of(card)[0] == "1 tệp"
    ground.files.paths = [scan]
    card.choose()
    assert states_of(card)[1] == "1 tệp"
    card.table.go_to("result")
    ground.files.paths = [scan]
    card.choose()
    assert states_of(card)[-1] == "1 tệp"
    assert ground.files.names == [
        f"Thêm tệp: {PAPERS[0].name}",
        f"Thêm tệp: {PAPERS[1].name}",
        "Thêm tệp: Kết quả giải quyết",
    ]
    card.choose()
    assert states_of(card)[-1] == "1 tệp"


def test_a_copied_picture_or_file_is_pasted_onto_the_chosen_row(
    counter: Counter, card: FilesCard, attachments: Attachments, tmp_path: Path, qtbot: QtBot
) -> None:
    code = counter.code()
    show(counter, card, code)
    clipboard = QGuiApplication.clipboard()
    clipboard.clear()
    card.table.go_to("paper-2")
    card.paste()
    assert "Chưa có ảnh hay tệp nào" in card.notice.text()
    picture = QImage(20, 10, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.red)
    clipboard.setImage(picture)
    with qtbot.waitExposed(card):
        card.show()
    card.table.setFocus()
    QTest.keyClick(card.table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    clipboard.setMimeData(files_of(a_file(tmp_path, "tệp.pdf", a_pdf())))
    card.paste()
    clipboard.clear()
    lines = attachments.of(counter.officer, code)
    assert [(line.name, line.paper_ordinal) for line in lines] == [
        ("ảnh dán.png", 2),
        ("tệp.pdf", 2),
    ]
    assert card.notice.isHidden()


def test_files_are_looked_at_inside_the_program_and_each_look_is_logged(
    counter: Counter, card: FilesCard, attachments: Attachments, qtbot: QtBot
) -> None:
    code = counter.code()
    attachments.add_paper(counter.officer, code, 1, "đơn.pdf", a_pdf(pages=3))
    attachments.add_paper(counter.officer, code, 1, "ảnh.jpg", a_picture("JPEG", (300, 200)))
    show(counter, card, code)
    card.table.go_to("paper-1")
    card.look.click()
    viewer = card.viewer
    assert viewer is not None
    qtbot.addWidget(viewer)
    assert [line.name for line in viewer.list.rows_model.rows] == ["ảnh.jpg", "đơn.pdf"]
    assert viewer.pages.page_count == 1
    assert viewer.heading.text() == f"{code} · {PAPERS[0].name}"
    assert counter.officer.name in viewer.facts.text()
    viewer.list.selectRow(1)
    assert viewer.pages.page_count == 3
    assert viewer.notice.text() == ""
    viewer.reject()
    assert viewer.pages.page_count == 0


def test_a_file_that_is_missing_here_is_told_in_the_viewer(
    counter: Counter, card: FilesCard, attachments: Attachments, tmp_path: Path, qtbot: QtBot
) -> None:
    code = counter.code()
    line = attachments.add_paper(counter.officer, code, 1, "đơn.pdf", a_pdf())
    (tmp_path / "files" / line.sha256[:2] / f"{line.sha256}.sealed").unlink()
    show(counter, card, code)
    card.open_row(lines_of(card)[0])
    viewer = card.viewer
    assert viewer is not None
    qtbot.addWidget(viewer)
    assert "files_folder" in viewer.notice.text()
    assert viewer.pages.page_count == 0


def test_a_file_is_ended_with_its_reason(
    counter: Counter, card: FilesCard, ground: Ground, attachments: Attachments, qtbot: QtBot
) -> None:
    code = counter.code()
    attachments.add_paper(counter.officer, code, 1, "đơn.pdf", a_pdf())
    attachments.add_paper(counter.officer, code, 1, "nhầm.pdf", a_pdf("khác"))
    show(counter, card, code)
    card.open_row(lines_of(card)[0])
    viewer = card.viewer
    assert viewer is not None
    qtbot.addWidget(viewer)
    viewer.end.click()
    assert "Chưa có lý do" in viewer.notice.text()
    assert viewer.end.isEnabled()
    viewer.reason.setText("quét nhầm")
    viewer.end.click()
    assert "Đã bỏ tệp nhầm.pdf" in ground.last
    assert [line.name for line in viewer.list.rows_model.rows] == ["đơn.pdf"]
    assert states_of(card)[0] == "1 tệp"
    viewer.reason.setText("quét nhầm nữa")
    viewer.end_file()
    assert viewer.isHidden()
    assert states_of(card)[0] == "chưa chụp"


def test_a_row_without_files_asks_for_some(
    counter: Counter, card: FilesCard, ground: Ground, qtbot: QtBot
) -> None:
    show(counter, card, counter.code())
    with qtbot.waitExposed(card):
        card.show()
    card.table.go_to("paper-3")
    QTest.keyClick(card.table, Qt.Key.Key_Return)
    assert ground.files.names == [f"Thêm tệp: {PAPERS[2].name}"]
    assert card.viewer is None


def test_the_result_is_marked_electronic_by_the_desk_alone(
    counter: Counter, card: FilesCard, make_card: MakeCard
) -> None:
    code = counter.resolved()
    show(counter, card, code)
    card.table.go_to("paper-1")
    assert card.electronic.isHidden()
    card.table.go_to("result")
    assert not card.electronic.isHidden()
    card.electronic.click()
    assert states_of(card)[-1] == "chưa có tệp · điện tử"
    assert card.electronic.isChecked()
    card.electronic.click()
    assert states_of(card)[-1] == "chưa có tệp"
    agency = make_card(counter.culture_officer)
    show(counter, agency, code)
    agency.table.go_to("result")
    assert agency.electronic.isHidden()


def test_slips_and_scans_of_papers_that_are_gone_have_their_own_lines(
    counter: Counter, card: FilesCard, attachments: Attachments, tmp_path: Path
) -> None:
    typed = counter.as_typed()
    code = counter.intake.register(counter.officer, typed).code
    attachments.add_paper(counter.officer, code, 3, "căn cước.pdf", a_pdf())
    fewer = replace(typed, draft_id="", papers=PAPERS[:2])
    counter.corrections.correct(counter.officer, code, fewer, "bớt giấy tờ")
    sent = counter.handoffs.send(counter.officer, counter.economy, [code])
    attachments.add_signed_slip(counter.officer, sent.number, "phiếu.pdf", a_pdf())
    show(counter, card, code)
    assert [(row.title, row.said, row.takes_files) for row in lines_of(card)[2:]] == [
        ("Kết quả giải quyết", "chưa có tệp", True),
        ("Giấy tờ không còn trong danh sách", "1 tệp", False),
        (f"Phiếu bàn giao {sent.number} đã ký", "1 tệp", True),
    ]
    card.table.go_to("lost")
    drop(card, spot(card, 3), files_of(a_file(tmp_path, "a.pdf", a_pdf("a"))))
    assert "không nhận tệp" in card.notice.text()
    assert len(attachments.of(counter.officer, code)) == 2


def test_a_slip_signed_on_paper_is_scanned_once_for_every_dossier_on_it(
    counter: Counter, card: FilesCard, attachments: Attachments, tmp_path: Path
) -> None:
    first, second, recalled = counter.code("Anh"), counter.code("Bình"), counter.code("Chi")
    sent = counter.handoffs.send(counter.officer, counter.economy, [first, second, recalled])
    counter.handoffs.recall(counter.officer, recalled)
    show(counter, card, first)
    assert lines_of(card)[-1].said == "chưa chụp"
    card.table.go_to(f"slip-{sent.number}")
    drop(card, spot(card, 4), files_of(a_file(tmp_path, "phiếu.jpg", a_picture("JPEG"))))
    assert lines_of(card)[-1].said == "1 tệp"
    assert [line.name for line in attachments.of(counter.officer, second)] == ["phiếu.jpg"]
    assert len(attachments.of_slip(counter.officer, sent.number, year=2026)) == 1
    show(counter, card, recalled)
    assert not lines_of(card)[-1].takes_files


def test_a_dossier_that_ended_without_a_result_has_no_line_for_one(
    counter: Counter, card: FilesCard
) -> None:
    code = counter.code()
    said = Decision(note="theo đơn", gives_papers_back=True)
    counter.decisions.decide(counter.officer, code, Action.WITHDRAW, said)
    show(counter, card, code)
    assert "Kết quả giải quyết" not in [row.title for row in lines_of(card)]


def test_who_may_only_look_is_offered_nothing_else(
    counter: Counter, make_card: MakeCard, ground: Ground, tmp_path: Path
) -> None:
    boss = an_actor(counter.database, Role.ADMINISTRATOR, login="chi.quan.ly")
    card = make_card(boss)
    show(counter, card, counter.code())
    assert not card.add.isEnabled()
    card.choose()
    card.paste()
    assert ground.files.names == []
    drop(card, spot(card, 0), files_of(a_file(tmp_path, "a.pdf", a_pdf())))
    assert "không nhận tệp" in card.notice.text()


def test_a_refusal_of_a_dossier_no_longer_shown_goes_to_the_strip(
    counter: Counter, card: FilesCard, ground: Ground
) -> None:
    show(counter, card, counter.code())
    card.adding.refused.emit("mã khác", "paper-1", "a.pdf: Tệp rỗng.")
    assert ground.last == "mã khác: a.pdf: Tệp rỗng."
    assert states_of(card)[0] == "chưa chụp"


def test_one_change_is_told_for_a_whole_batch(
    counter: Counter, card: FilesCard, ground: Ground, tmp_path: Path
) -> None:
    told: list[frozenset[Change]] = []
    ground.tasks.changed.connect(told.append)
    show(counter, card, counter.code())
    paths = [a_file(tmp_path, f"{number}.pdf", a_pdf(str(number))) for number in range(3)]
    drop(card, spot(card, 0), files_of(*paths))
    assert told == [frozenset({Change.DOSSIERS})]


def test_an_unknown_person_sees_no_add(counter: Counter, make_card: MakeCard) -> None:
    nobody = replace(counter.officer, officer_id=CONSOLE_ID, roles=frozenset())
    card = make_card(nobody)
    show(counter, card, counter.code())
    assert not card.add.isEnabled()


@pytest.mark.parametrize(
    ("size", "said"),
    [(1, "1 KB"), (1500, "1 KB"), (400_000, "391 KB"), (26_000_000, "24,8 MB")],
)
def test_sizes_as_people_read_them(size: int, said: str) -> None:
    assert size_text(size) == said
