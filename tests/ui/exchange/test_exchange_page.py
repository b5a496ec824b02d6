"""The exchange page: a bundle dropped, looked into, taken in, answered; keys trusted and ended."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from app.outputs import GuardedPlaces, Outputs
from app.services.exchange.key_card import card_text
from app.services.exchange.records import BundleDossierState
from app.ui.desk.scan_banner import ScanSign
from app.ui.exchange.exchange_page import ExchangePage
from app.ui.exchange.keys_card import KeyDialog
from app.ui.runtime.tasks import Change
from app.ui.shell.page_actions import EXCHANGE_ACTIONS
from app.ui.widgets.record_form import RecordForm
from app.vocabulary.people import Role
from tests.services.exchange_builders import THERE, Place, a_place, carried, trust
from tests.services.store_builders import FakeTime, a_store, an_actor
from tests.ui.contexts import stub_services
from tests.ui.desk_pages import Ground
from tests.ui.desk_room import misfits, show_smallest
from tests.ui.record_forms import submit

MakePage = Callable[..., ExchangePage]


@pytest.fixture
def places(tmp_path: Path) -> Iterator[tuple[Place, Place]]:
    time = FakeTime()
    stores = [a_store(tmp_path / name) for name in ("one", "two")]
    here = a_place(tmp_path / "here", time, stores[0])
    there = a_place(tmp_path / "there", time, stores[1], THERE)
    yield trust(here, there), trust(there, here)
    for store in stores:
        store.close()


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


@pytest.fixture
def make_page(qtbot: QtBot, saved: Path) -> MakePage:
    def make(place: Place, *, as_admin: bool = False) -> ExchangePage:
        window = QWidget()
        qtbot.addWidget(window)
        ground = Ground(place.counter, window, *EXCHANGE_ACTIONS)
        ground.files.paths = [saved] * 3
        outputs = Outputs(lambda: GuardedPlaces(()))
        services = stub_services(
            bundles=place.bundles, peers=place.peers, office=place.counter.office, outputs=outputs
        )
        actor = place.counter.officer
        if as_admin:
            actor = an_actor(place.counter.database, Role.ADMINISTRATOR, login="quan.tri")
        page = ExchangePage(ground.context(actor, outputs=outputs), services)
        qtbot.addWidget(page)
        ground.tasks.changed.connect(page.refresh)
        page.activated()
        return page

    return make


def _drop(page: ExchangePage, *paths: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    page.dropEvent(
        QDropEvent(
            QPointF(5, 5),
            Qt.DropAction.CopyAction,
            data,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
    )


def test_a_bundle_goes_and_its_answer_comes_back(
    places: tuple[Place, Place], make_page: MakePage, saved: Path
) -> None:
    here, there = places
    good, bad = here.counter.code("Trần Văn Bộ"), here.counter.code("Lê Thị Hai")
    here.send([good, bad])
    page = make_page(here)
    assert page.peers.count_text == "2 đang chờ"
    page.peers.export.click()
    (out,) = saved.glob("*.motcua")
    assert page.banner.sign is ScanSign.GOOD
    assert out.stat().st_mode & 0o077 == 0

    other = make_page(there)
    _drop(other, out)
    assert other.banner.title == f"Chữ ký đúng · 2 hồ sơ từ {here.counter.admin.unit_name}"
    assert other.bundle.count_text == "2 hồ sơ · 2 mới"
    other.bundle.table.selectRow(1)
    other.bundle.decline.click()
    assert other.bundle.count_text == "2 hồ sơ · 2 mới"  # no reason, no decision
    other.bundle.reason.setText("Thiếu trích lục")
    other.bundle.decline.click()
    assert other.bundle.count_text == "2 hồ sơ · 1 mới · 1 không nhận"
    other.take_in()
    assert other.banner.sign is ScanSign.GOOD
    assert there.counter.holder(good) == there.counter.admin.unit_name
    reply = next(path for path in saved.glob("*.motcua") if path != out)

    _drop(page, reply)
    page.take_in()
    assert here.counter.holder(good) == there.counter.admin.unit_name
    assert here.counter.holder(bad) == here.counter.admin.unit_name
    assert page.peers.count_text == ""


def test_a_declined_dossier_can_be_accepted_again(
    places: tuple[Place, Place], make_page: MakePage
) -> None:
    here, there = places
    here.send([here.counter.code()])
    page = make_page(there)
    page.open_file(carried(here.export()))
    page.bundle.table.selectRow(0)
    page.bundle.reason.setText("nhầm")
    page.bundle.decline_chosen()
    assert len(page.bundle.answers.declined) == 1
    page.bundle.accept.click()
    assert not page.bundle.answers.declined


def test_what_was_taken_before_and_what_is_no_bundle_are_told(
    places: tuple[Place, Place], make_page: MakePage, tmp_path: Path
) -> None:
    here, there = places
    here.send([here.counter.code()])
    made = here.export()
    there.take(carried(made))
    page = make_page(there)
    page.open_file(carried(made))
    assert (page.banner.sign, page.banner.title) == (ScanSign.NOTICE, "Gói này đã nhập rồi")
    assert {line.standing for line in page.bundle.table.rows_model.rows} == {
        BundleDossierState.KNOWN
    }
    page.take_in()
    assert page.banner.title == "Đã lưu gói"
    bad = tmp_path / "bad.motcua"
    bad.write_bytes(b"nonsense")
    page.open_file(bad)
    assert page.banner.sign is ScanSign.BAD
    assert "Gói bị cụt hoặc hỏng" in page.banner.detail
    _drop(page, bad, bad)
    assert page.banner.title == "Mỗi lần kéo một gói"


def test_an_administrator_trusts_and_ends_keys_but_takes_nothing_in(
    places: tuple[Place, Place], make_page: MakePage, saved: Path
) -> None:
    here, there = places
    page = make_page(there, as_admin=True)
    assert not page.peers.export.isVisibleTo(page)
    page.open_file(saved / "none.motcua")
    assert page.banner.sign is ScanSign.HINT
    page.peers.end.click()
    (ending,) = page.findChildren(RecordForm)
    ending.submit.click()
    assert "Chưa có lý do" in ending.board.box("reason").problem
    submit(ending, reason="Máy đã thanh lý")
    assert "ngừng tin khóa" in page.banner.title
    line = page.peers.current()
    assert line is not None
    assert not line.is_trusted
    card = here.peers.card(here.counter.admin)
    assert page.handle_scan(card.payload)
    dialog = page.findChildren(KeyDialog)[0]
    assert card.name in dialog.whose.text()
    dialog.fingerprint.setText("1")
    dialog.submit.click()
    assert "không khớp" in dialog.board.box("fingerprint").problem
    dialog.fingerprint.setText(card.fingerprint)
    dialog.submit.click()
    assert "ngừng dùng" in dialog.board.box("card").problem
    dialog.reject()


def test_a_dropped_card_is_read(
    places: tuple[Place, Place], make_page: MakePage, saved: Path
) -> None:
    here, there = places
    card = here.peers.card(here.counter.admin)
    (saved / "card.txt").write_text(card_text(card), "utf-8")
    page = make_page(there, as_admin=True)
    _drop(page, saved / "card.txt")
    (dialog,) = page.findChildren(KeyDialog)
    assert card.code in dialog.whose.text()
    dialog.reject()
    (saved / "card.txt").write_text("x", "utf-8")
    _drop(page, saved / "card.txt")
    assert "không phải thẻ khóa" in page.banner.detail


def test_a_card_scanned_into_the_open_dialog_fills_it(
    places: tuple[Place, Place], make_page: MakePage
) -> None:
    here, there = places
    card = here.peers.card(here.counter.admin)
    dialog = KeyDialog(make_page(there, as_admin=True))
    assert not dialog.handle_scan("000.00.15.H53-261123-0042")
    assert dialog.handle_scan(card.payload)
    assert card.code in dialog.whose.text()


def test_this_station_s_card_is_saved(
    places: tuple[Place, Place], make_page: MakePage, saved: Path
) -> None:
    here, _ = places
    page = make_page(here)
    page.peers.card.click()
    card = here.peers.card(here.counter.officer)
    assert page.banner.title == f"Dấu vân tay khóa của máy này: {card.fingerprint}"
    paper = saved / f"the-khoa-{card.code}.pdf"
    assert paper.read_bytes().startswith(b"%PDF")
    assert paper.with_suffix(".txt").read_text("utf-8") == card_text(card)


def test_the_office_s_card_is_saved_before_the_station_s_and_trusted_from_its_file(
    places: tuple[Place, Place], make_page: MakePage, saved: Path
) -> None:
    here, there = places
    here.counter.office_keys.make(here.counter.admin)
    office = here.peers.office_card(here.counter.officer)
    assert office is not None
    page = make_page(here)
    page.peers.card.click()
    assert page.banner.title == f"Dấu vân tay khóa đơn vị: {office.fingerprint}"
    other = make_page(there, as_admin=True)
    _drop(other, saved / f"the-khoa-{office.code}.txt")
    (dialog,) = other.findChildren(KeyDialog)
    assert "khóa đơn vị" in dialog.whose.text()
    dialog.fingerprint.setText(office.fingerprint)
    dialog.submit.click()
    line = other.peers.current()
    assert line is not None
    assert [key.is_office for key in line.keys] == [False, True]
    other.peers.end.click()
    (ending,) = other.findChildren(RecordForm)
    assert any("Khóa đơn vị và mọi máy" in one.text() for one in ending.findChildren(QLabel))
    ending.reject()


@pytest.mark.usefixtures("no_window_left")
def test_it_fits_the_smallest_desk(
    places: tuple[Place, Place], make_page: MakePage, qtbot: QtBot
) -> None:
    here, there = places
    here.send([here.counter.code(f"Nguyễn Thị Tên Rất Dài Số {n}") for n in range(30)])
    page = make_page(there)
    page.open_file(carried(here.export()))
    page.refresh(frozenset({Change.DOSSIERS}))
    show_smallest(page, qtbot)
    assert misfits(page) == []
