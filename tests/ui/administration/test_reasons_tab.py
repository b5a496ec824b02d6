"""Mẫu lý do: the office's sentences, changed kind by kind and put in order by key."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.errors import ConflictError
from app.ui.administration.administration_page import AdministrationPage
from app.ui.administration.reasons_tab import ReasonsTab
from app.ui.shell.messages import NoticeKind
from app.vocabulary.office import ReasonKind
from tests.ui.administration.desk import Desk
from tests.ui.record_forms import submit


@pytest.fixture
def tab(page: AdministrationPage) -> ReasonsTab:
    page.tabs.setCurrentWidget(page.reasons)
    return page.reasons


def _texts(tab: ReasonsTab) -> list[str]:
    return [line.text for line in tab.lines()]


def test_the_sentences_of_the_kind_chosen_are_shown(tab: ReasonsTab, desk: Desk) -> None:
    for place, kind in enumerate(ReasonKind):
        tab.kind.setCurrentIndex(place)
        assert tab.lines() == desk.reasons.of(desk.actor, kind)
        assert tab.lines() != ()


def test_a_sentence_is_added_as_typed(tab: ReasonsTab, desk: Desk) -> None:
    tab.kind.setCurrentIndex(tab.kind.findText("Dừng giải quyết"))
    dialog = tab.open_new()
    dialog.submit.click()
    assert "Chưa nhập nội dung" in dialog.board.box("text").problem
    submit(dialog, text="Đất đang có tranh chấp.", ground="Luật Đất đai 2024")
    made = desk.reasons.of(desk.actor, ReasonKind.STOP)[-1]
    assert (made.text, made.ground) == ("Đất đang có tranh chấp.", "Luật Đất đai 2024")
    assert _texts(tab)[-1] == made.text
    assert desk.said[-1] == ("Đã lưu mẫu “Đất đang có tranh chấp.”.", NoticeKind.DONE)


def test_a_sentence_is_changed_as_typed(tab: ReasonsTab) -> None:
    known = tab.lines()[0]
    dialog = tab.open_line((1, known))
    assert dialog.text("text") == known.text
    submit(dialog, text="Câu đã sửa.")
    assert _texts(tab)[0] == "Câu đã sửa."


def test_an_ended_sentence_can_be_brought_back_from_the_strip(tab: ReasonsTab, desk: Desk) -> None:
    before = _texts(tab)
    tab.table.selectRow(0)
    tab.end.click()
    assert _texts(tab) == before[1:]
    (words, bring_back), *_rest = desk.offered
    assert words == "Dùng lại mẫu này"
    bring_back()
    assert _texts(tab) == before


def test_keys_move_a_sentence_and_it_stays_chosen(tab: ReasonsTab) -> None:
    before = _texts(tab)
    tab.table.setFocus()
    tab.table.selectRow(0)
    assert not tab.up.isEnabled()
    QTest.keyClick(tab.table, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert _texts(tab) == [before[1], before[0], *before[2:]]
    chosen = tab.table.current_row()
    assert chosen is not None
    assert chosen[1].text == before[0]
    QTest.keyClick(tab.table, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert _texts(tab) == before
    tab.shift(-1)
    assert _texts(tab) == before


def test_an_order_changed_elsewhere_is_told_and_shown_again(
    tab: ReasonsTab, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def taken(*_given: object) -> None:
        message = "Danh sách vừa được sửa."
        raise ConflictError(message)

    tab.table.selectRow(0)
    monkeypatch.setattr(desk.reasons, "reorder", taken)
    before = _texts(tab)
    tab.shift(1)
    assert desk.said[-1] == ("Danh sách vừa được sửa.", NoticeKind.REFUSED)
    assert _texts(tab) == before
