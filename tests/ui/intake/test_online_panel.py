"""Online dossiers of a file: shown first, refused with a reason, taken in with one button."""

import json
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.ui.intake.online_panel import OnlinePanel
from app.vocabulary.dossiers import Channel
from tests.services.intake_builders import LAND
from tests.ui.desk_room import misfits, show_smallest
from tests.ui.intake.desk import CARD, Desk

_CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
CODES = tuple(f"000.00.00.H53-261120-{number:04d}" for number in (41, 42, 43))


def _online(code: str, **said: object) -> dict[str, object]:
    new = {"MaHoSo": code, "MaTTHC": LAND.code, "ChuHoSo": "Trần Văn Bình", "TrangThaiHoSo": 1}
    return new | said


@pytest.fixture
def panel(desk: Desk, tmp_path: Path) -> OnlinePanel:
    path = tmp_path / "cổng.json"
    dossiers = [
        _online(CODES[0]),
        _online(CODES[1], ChuHoSo="Lê Thị Cúc", NgayTiepNhan="20260102081500"),
        _online(CODES[2], TrangThaiHoSo=4),
        _online("x"),
    ]
    path.write_text(json.dumps({"DongBoHoSoMC": dossiers}), encoding="utf-8")
    desk.portal_files.append(path)
    desk.press(Qt.Key.Key_C, _CTRL_SHIFT)
    return desk.page.online


def _states(panel: OnlinePanel) -> list[str]:
    return [row.state[0] for row in panel.rows]


def test_a_file_is_shown_and_nothing_is_stored(desk: Desk, panel: OnlinePanel) -> None:
    assert panel.isVisible()
    assert not desk.page.sheet.isVisible()
    assert _states(panel) == ["Mới", "Mới", "Bỏ qua", "Sai"]
    assert panel.summary.text().startswith("2 hồ sơ mới, 0 đã có ở đây, 1 không phải hồ sơ mới")
    assert panel.go.text() == " Nhận 2 hồ sơ   Ctrl+↵"
    assert desk.stored() == []
    assert not desk.page.handle_scan(CARD)


def test_one_key_takes_all_new_ones_and_prints(desk: Desk, panel: OnlinePanel) -> None:
    desk.register()
    assert _states(panel) == ["Đã nhận", "Đã nhận", "Bỏ qua", "Sai"]
    stored = desk.stored()
    assert [dossier.code for dossier in stored] == list(CODES[:2])
    assert {dossier.channel for dossier in stored} == {Channel.ONLINE}
    assert desk.said[-1].text == "Đã nhận 2 hồ sơ trực tuyến; đang in giấy."
    assert desk.printed == [2]
    desk.register()
    assert len(desk.stored()) == 2
    assert not panel.go.isEnabled()


def test_a_dossier_with_a_reason_is_refused(desk: Desk, panel: OnlinePanel) -> None:
    panel.table.selectRow(1)
    panel.reason.setText("Sai thẩm quyền")
    panel.refuse.click()
    assert _states(panel)[:2] == ["Mới", "Từ chối"]
    assert panel.go.text() == " Nhận 1 hồ sơ, từ chối 1   Ctrl+↵"
    desk.register()
    assert _states(panel)[:2] == ["Đã nhận", "Từ chối"]
    assert "Không tiếp nhận, phiếu" in panel.rows[1].detail
    statuses = {code: desk.services.tracking.one(desk.actor, code) for code in CODES[:2]}
    assert [view.national_status for view in statuses.values()] == [2, 3]


def test_an_emptied_reason_lets_it_be_received_again(panel: OnlinePanel) -> None:
    panel.reason.setText("Nhầm")
    panel.refuse.click()
    panel.reason.setText(" ")
    panel.refuse.click()
    assert panel.go.text() == " Nhận 2 hồ sơ   Ctrl+↵"
    panel.table.selectRow(3)
    assert not panel.refuse.isEnabled()
    assert "MaHoSo" in panel.detail.text()


def test_turning_back_gives_the_form_as_it_was(desk: Desk, panel: OnlinePanel) -> None:
    desk.press(Qt.Key.Key_Escape)
    assert not panel.isVisible()
    assert desk.page.sheet.isVisible()
    desk.fill()
    desk.register()
    assert [dossier.channel for dossier in desk.stored()] == [Channel.COUNTER]


def test_a_file_that_is_none_of_the_portals_says_so(desk: Desk, panel: OnlinePanel) -> None:
    desk.portal_files[-1].write_text("{}", encoding="utf-8")
    panel.other.click()
    assert "DongBoHoSoMC" in panel.summary.text()
    assert panel.rows == ()
    assert not panel.go.isEnabled()


def test_without_a_file_the_form_stays(desk: Desk) -> None:
    desk.press(Qt.Key.Key_C, _CTRL_SHIFT)
    assert desk.page.sheet.isVisible()
    assert not desk.page.online.isVisible()


def test_the_panel_fits_the_smallest_desk(desk: Desk, panel: OnlinePanel, qtbot: QtBot) -> None:
    show_smallest(desk.page, qtbot)
    assert panel.isVisible()
    assert [found for found in misfits(desk.page) if "Hồ sơ trong tệp" in found] == []
