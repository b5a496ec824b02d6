"""One table of actions: keys, palette, cheat sheet, and an office's own keys."""

from functools import partial
from itertools import combinations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QScrollArea, QSplitter, QWidget
from pytestqt.qtbot import QtBot

from app.bootstrap.pages import actions_of
from app.ui.shell.actions import (
    ACTIONS,
    DIALOGS,
    ActionBook,
    ActionSpec,
    UnknownActionError,
    may_meet,
    tab_key,
)
from app.ui.shell.palette import CheatSheet, CommandPalette
from app.vocabulary.people import Role
from tests.ui.builders import PlainPage, a_page, a_window

SPECS = (
    ActionSpec("page.intake", "Mở trang Tiếp nhận", "F2"),
    ActionSpec("intake.register", "Tiếp nhận và in", "Ctrl+Return", "intake"),
    ActionSpec("handoff.close", "Đóng phiếu bàn giao", "F12", "handoff"),
    ActionSpec("act.correct", "Sửa lại việc vừa làm"),
)


def test_no_two_actions_of_one_place_share_a_key() -> None:
    specs = (*ACTIONS, *actions_of(frozenset(Role)))
    shared = [
        (one.key, other.key)
        for one, other in combinations(specs, 2)
        if one.shortcut and one.shortcut == other.shortcut and may_meet(one, other)
    ]
    assert shared == []


@pytest.mark.parametrize(
    ("one", "other", "is_shared"),
    [
        ((None, ""), ("intake", ""), True),
        (("intake", ""), ("handoff", ""), False),
        (("office", "days"), ("office", "days"), True),
        (("office", "days"), ("office", ""), True),
        (("office", "days"), ("office", "reasons"), False),
        (("dialog", ""), (None, ""), False),
        (("dialog", ""), ("dialog", ""), True),
    ],
)
def test_acts_meet_where_both_can_be_in_sight(
    one: tuple[str | None, str], other: tuple[str | None, str], *, is_shared: bool
) -> None:
    first, second = (ActionSpec("a", "A", page=page, place=place) for page, place in (one, other))
    assert may_meet(first, second) is may_meet(second, first) is is_shared


def test_no_action_has_a_bare_letter_for_a_key() -> None:
    bare = [spec.key for spec in ACTIONS if len(spec.shortcut) == 1]
    assert bare == []
    assert len({spec.key for spec in ACTIONS}) == len(ACTIONS)


def test_an_action_works_where_its_owner_is(qtbot: QtBot) -> None:
    book = ActionBook(SPECS)
    page = PlainPage()
    qtbot.addWidget(page)
    done: list[str] = []
    book.bind("intake.register", lambda: done.append("in"), page)
    page.show()
    QTest.qWaitForWindowActive(page)
    page.field.setFocus()
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
        QTest.keyClick(page.windowHandle(), key, Qt.KeyboardModifier.ControlModifier)
    assert done == ["in", "in"]


def test_an_office_may_change_a_key(qtbot: QtBot) -> None:
    book = ActionBook(SPECS, {"handoff.close": "Ctrl+D"})
    page = PlainPage()
    qtbot.addWidget(page)
    action = book.bind("handoff.close", lambda: None, page)
    assert [keys.toString() for keys in action.shortcuts()] == ["Ctrl+D"]
    assert book.key_text("handoff.close") == "Ctrl+D"
    assert book.key_text("intake.register") == "Ctrl+↵"


def test_a_key_nobody_knows_is_refused(qapp: object) -> None:
    book = ActionBook(SPECS)
    with pytest.raises(UnknownActionError, match=r"intake\.fly"):
        book.action("intake.fly")
    assert not book.has("intake.fly")


def test_words_are_found_without_marks(qapp: object) -> None:
    book = ActionBook(SPECS)
    assert [spec.key for spec in book.find("tiep nhan")] == ["page.intake", "intake.register"]
    assert [spec.key for spec in book.find("GIAO dong")] == ["handoff.close"]
    assert book.find("xyz") == ()
    assert len(book.find("")) == len(SPECS)


def test_the_palette_offers_what_can_be_done_and_does_it(qtbot: QtBot) -> None:
    done: list[str] = []
    book = ActionBook(SPECS)
    page = PlainPage()
    qtbot.addWidget(page)
    book.bind("page.intake", lambda: done.append("page"), page)
    locked = book.bind("act.correct", lambda: done.append("correct"), page)
    locked.setEnabled(False)
    palette = CommandPalette(book, page)
    palette.show()
    box = palette.findChild(QLineEdit)
    assert box is not None
    assert palette.offered == ("page.intake",)
    locked.setEnabled(True)
    box.setText("sua")
    assert palette.offered == ("act.correct",)
    box.setText("")
    QTest.keyClick(box, Qt.Key.Key_Down)
    QTest.keyClick(box, Qt.Key.Key_Return)
    assert done == ["correct"]
    assert not palette.isVisible()


def test_the_palette_brings_the_page_of_an_act_not_made_yet(qtbot: QtBot) -> None:
    done: list[str] = []
    book = ActionBook()

    def make() -> PlainPage:
        page = PlainPage()
        book.bind("handoff.close_slip", lambda: done.append("slip"), page)
        return page

    window = a_window([a_page("intake"), a_page("handoff", make)], book=book)
    qtbot.addWidget(window)
    window.show_page("intake")
    assert book.can_do("handoff.close_slip")
    assert not book.can_do("returning.return")
    book.do("handoff.close_slip")
    assert window.page_key == "handoff"
    assert done == ["slip"]


def test_the_cheat_sheet_shows_every_key_once(qtbot: QtBot) -> None:
    specs = (*SPECS, ActionSpec("page.reporting", "Mở trang Báo cáo", "F8"))
    book = ActionBook(specs)
    owner = QWidget()
    qtbot.addWidget(owner)
    book.bind("page.intake", lambda: None, owner)
    sheet = CheatSheet(book, {"intake": "Tiếp nhận"})
    qtbot.addWidget(sheet)
    texts = [one.text() for one in sheet.findChildren(QLabel)]
    assert texts == [
        "Ở mọi nơi",
        "Mở trang Tiếp nhận",
        "F2",
        "Tiếp nhận",
        "Tiếp nhận và in",
        "Ctrl+↵",
    ]


def test_the_cheat_sheet_of_many_pages_is_no_taller_than_the_smallest_desk(qtbot: QtBot) -> None:
    pages = ("intake", "handoff", "returning", "dossiers")
    specs = tuple(
        ActionSpec(f"{page}.{number}", f"Việc {number}", f"Ctrl+{number}", page)
        for page in pages
        for number in range(9)
    )
    sheet = CheatSheet(ActionBook(specs), dict.fromkeys(pages, "Trang"))
    qtbot.addWidget(sheet)
    sheet.adjustSize()
    assert sheet.height() < 700


def test_the_cheat_sheet_shows_a_family_of_keys_on_one_line_and_keys_of_dialogs(
    qtbot: QtBot,
) -> None:
    specs = tuple(
        ActionSpec(f"dossiers.reason_{at}", f"Mẫu {at}", f"Alt+{at}", "dossiers", family="Mẫu")
        for at in (1, 2, 3)
    )
    dialogs = tuple(spec for spec in ACTIONS if spec.page == DIALOGS)
    titles = {"dossiers": "Hồ sơ", DIALOGS: "Trong hộp thoại"}
    sheet = CheatSheet(ActionBook((*specs, *dialogs)), titles)
    qtbot.addWidget(sheet)
    texts = [one.text() for one in sheet.findChildren(QLabel)]
    assert texts[:3] == ["Hồ sơ", "Mẫu", "Alt+1 … Alt+3"]
    assert texts[3:6] == ["Trong hộp thoại", "Ghi nhận", "Ctrl+↵"]


def test_one_act_of_two_panels_is_done_where_the_focus_is(qtbot: QtBot) -> None:
    done: list[str] = []
    book = ActionBook((ActionSpec("registers.add", "Thêm", "Ins", "registers", place="register"),))
    above, below = PlainPage(), PlainPage()
    page = QSplitter()
    qtbot.addWidget(page)
    for panel, name in ((above, "above"), (below, "below")):
        page.addWidget(panel)
        book.bind("registers.add", partial(done.append, name), panel)
    page.show()
    QTest.qWaitForWindowActive(page)
    for panel in (below, above):
        panel.field.setFocus()
        QTest.keyClick(page.windowHandle(), Qt.Key.Key_Insert)
    assert done == ["below", "above"]
    above.hide()
    below.hide()
    QTest.keyClick(page.windowHandle(), Qt.Key.Key_Insert)
    assert done == ["below", "above"]
    assert not book.can_do("registers.add")


def test_ctrl_k_and_f1_open_over_the_window(qtbot: QtBot) -> None:
    window = a_window([a_page("intake")])
    qtbot.addWidget(window)
    window.show_page("intake")
    window.show()
    QTest.qWaitForWindowActive(window)
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    palette = QApplication.activeModalWidget()
    assert isinstance(palette, CommandPalette)
    palette.close()
    window.activateWindow()
    QTest.qWaitForWindowActive(window)
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_F1)
    sheet = QApplication.activeModalWidget()
    assert isinstance(sheet, CheatSheet)
    sheet.close()


def test_key_the_desk_gave_to_an_act_is_taken_from_the_shipped_one() -> None:
    book = ActionBook(shortcuts={"window.box": "Ctrl+6", "returning.return": "Ctrl+Return"})
    assert book.key_text("window.box") == "Ctrl+6"
    assert book.key_text(tab_key(5)) == ""
    assert book.key_text(tab_key(4)) == "Ctrl+5"
    assert book.key_text("intake.register") == "Ctrl+↵"


def _many(qtbot: QtBot) -> CheatSheet:
    pages = tuple(f"page{number}" for number in range(12))
    specs = tuple(
        ActionSpec(f"{page}.{number}", f"Việc {number} ở {page}", f"Ctrl+{number}", page)
        for page in pages
        for number in range(9)
    )
    sheet = CheatSheet(ActionBook(specs), dict.fromkeys(pages, "Trang"))
    qtbot.addWidget(sheet)
    sheet.resize(900, 500)
    with qtbot.waitExposed(sheet):
        sheet.show()
    return sheet


def test_the_cheat_sheet_scrolls_by_keyboard_to_the_last_key(qtbot: QtBot) -> None:
    sheet = _many(qtbot)
    assert sheet.focusWidget() is sheet.search
    (area,) = sheet.findChildren(QScrollArea)
    bar = area.verticalScrollBar()
    assert bar.maximum() > 0
    for _ in range(50):
        QTest.keyClick(sheet.search, Qt.Key.Key_PageDown)
    assert bar.value() == bar.maximum()
    QTest.keyClick(sheet.search, Qt.Key.Key_Up)
    assert bar.value() < bar.maximum()


def _shown(sheet: CheatSheet) -> list[str]:
    return [one.text() for one in sheet.findChildren(QLabel) if one.isVisible()]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("viec 3 page7", ["Trang", "Việc 3 ở page7", "Ctrl+3"]),
        ("zzz", ["Không có phím nào như vậy; hãy gõ ít chữ hơn."]),
    ],
)
def test_the_cheat_sheet_is_searched_by_words(
    qtbot: QtBot, typed: str, expected: list[str]
) -> None:
    sheet = _many(qtbot)
    QTest.keyClicks(sheet.search, typed)
    assert _shown(sheet) == expected


def test_the_cheat_sheet_is_searched_by_key(qtbot: QtBot) -> None:
    sheet = _many(qtbot)
    QTest.keyClicks(sheet.search, "ctrl+3")
    assert _shown(sheet).count("Ctrl+3") == 12
    assert "Ctrl+4" not in _shown(sheet)
