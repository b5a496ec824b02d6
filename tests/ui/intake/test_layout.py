"""What must fit: the smallest desk, the longest names, the longest lists; nothing jumps."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.services.catalogue.records import PaperDraft
from app.ui.intake.page import IntakePage
from app.ui.look.theme import apply_theme
from app.ui.widgets.table_view import ROW_HEIGHT
from tests.services.intake_builders import BIRTH, catalogue
from tests.services.store_builders import the_actor
from tests.ui.intake.desk import Desk

_LONG = "Đăng ký biến động quyền sử dụng đất, quyền sở hữu tài sản gắn liền với đất " * 15
SMALLEST = (1178, 662)
"""Room for a page at 1366×768: the rail, the bar above and the strip below are taken off."""


@pytest.fixture
def longest(desk: Desk) -> Desk:
    """A counter whose procedure has a name of 1,094 letters and 111 papers."""
    draft = replace(
        BIRTH,
        code="1.999999",
        name=_LONG[:1094].strip(),
        papers=tuple(
            PaperDraft(f"Giấy tờ thứ {number} {'rất dài ' * 40}".strip(), original=1)
            for number in range(1, 112)
        ),
    )
    assert len(draft.name) > 1090
    desk.ids |= catalogue(desk.tx, the_actor(desk.database, "quanly"), draft)
    desk.choose("1.999999")
    QApplication.processEvents()
    return desk


def _place(page: IntakePage, widget: QWidget) -> QRect:
    return QRect(widget.mapTo(page, QPoint(0, 0)), widget.size())


def _controls(page: IntakePage) -> list[QWidget]:
    found: list[QWidget] = [*page.findChildren(QLineEdit), *page.findChildren(QPushButton)]
    return [widget for widget in found if widget.isVisible()]


@pytest.mark.parametrize("height", [SMALLEST[1], SMALLEST[1] - 68])
def test_everything_stays_inside_at_the_smallest_desk(longest: Desk, height: int) -> None:
    """The second height leaves room for a title bar and a task bar."""
    page = longest.page
    page.resize(SMALLEST[0], height)
    QApplication.processEvents()
    assert page.minimumSizeHint().width() <= SMALLEST[0]
    assert page.minimumSizeHint().height() <= height
    assert page.sheet.papers.table.viewport().height() >= 2 * ROW_HEIGHT
    for control in _controls(page):
        assert page.rect().contains(_place(page, control)), control.accessibleName()
    assert page.rect().contains(_place(page, page.due_card.register))
    assert page.sheet.papers.table.horizontalScrollBar().maximum() == 0
    assert page.sheet.papers.table.verticalScrollBar().maximum() > 0


def test_a_correction_fits_a_low_screen_too(desk: Desk) -> None:
    page = desk.page
    page.resize(SMALLEST[0], SMALLEST[1] - 68)
    desk.fill()
    desk.register()
    page.after_submit.correct()
    QApplication.processEvents()
    assert page.heading.isVisible()
    assert page.minimumSizeHint().height() <= SMALLEST[1] - 68
    for control in (*_controls(page), page.due_card.register):
        assert page.rect().contains(_place(page, control)), control.accessibleName()


@pytest.mark.parametrize(("width", "height"), [SMALLEST, (1732, 974)])
def test_the_columns_keep_their_shares_whatever_stands_in_them(
    longest: Desk, width: int, height: int
) -> None:
    page = longest.page
    page.resize(width, height)
    longest.ask()
    QApplication.processEvents()
    left, right = page.sheet.width(), page.due_card.width()
    assert left + right + 12 == width - 48
    assert left / (left + right) == pytest.approx(13 / 20, abs=0.002)


def test_a_long_name_is_whole_in_the_field_and_its_tooltip(longest: Desk) -> None:
    lookup = longest.page.sheet.procedure.lookup
    assert lookup.text().endswith(_LONG[:1094].strip())
    assert lookup.cursorPosition() == 0
    assert _LONG[:1094].strip() in lookup.toolTip()


def test_a_hundred_papers_are_marked_with_one_key_and_registered(longest: Desk) -> None:
    page = longest.page
    page.sheet.people.owner_name.setText("Trần Thị Bưởi")
    page.sheet.papers.mark_all()
    assert page.sheet.papers.head_text == "Giấy tờ nộp · 111/111"
    longest.register()
    view = longest.services.tracking.one(longest.actor, longest.stored()[0].code)
    assert len(view.papers) == 111


def test_a_hundred_missing_papers_are_told_in_short(longest: Desk) -> None:
    page = longest.page
    page.sheet.people.owner_name.setText("Trần Thị Bưởi")
    longest.register()
    assert "Thiếu 111 giấy tờ" in page.due_card.notice.text
    longest.register()
    assert longest.stored()[0].note.endswith("và 108 giấy tờ nữa")


def test_the_form_does_not_move_while_it_is_filled_and_refused(qtbot: QtBot, desk: Desk) -> None:
    page = desk.page
    watched = (page.due_card, page.side, page.sheet.papers.table, page.sheet.wishes.note)
    before = [_place(page, widget) for widget in watched]
    desk.fill()
    page.sheet.people.phone.setText("1")
    desk.register()
    QApplication.processEvents()
    assert page.board.box("phone").problem
    assert [_place(page, widget) for widget in watched] == before


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_what_is_read_out_is_never_cut(desk: Desk, mode: str) -> None:
    apply_theme(QApplication.instance(), "dark" if mode == "dark" else "light")  # type: ignore[arg-type]
    desk.page.resize(*SMALLEST)
    desk.fill()
    desk.register()
    QApplication.processEvents()
    done = desk.page.side.done
    for shown in (done._unit, done._number, done._due):
        assert shown.fontMetrics().horizontalAdvance(shown.text()) <= shown.width()


def test_a_sentence_longer_than_its_room_is_cut_at_a_word_and_whole_for_who_points(
    desk: Desk,
) -> None:
    line = desk.page.due_card.notice
    sentence = "Một câu rất dài để xem có bị cắt giữa chữ hay không. " * 8
    desk.page.notices.tell_no_preview(sentence)
    QApplication.processEvents()
    shown = line._words.text()
    assert shown.endswith("…")
    assert sentence.startswith(shown[:-1])
    assert line._has_room(shown)
    assert sentence in line._words.toolTip()
    assert line.text == sentence


def test_every_field_can_be_named_by_a_reader(desk: Desk) -> None:
    nameless = [
        control
        for control in desk.page.findChildren(QLineEdit)
        if control.isVisible()
        and not control.accessibleName()
        and control.objectName() != "qt_spinbox_lineedit"
    ]
    assert nameless == []


def test_the_paper_is_a_tab_on_a_narrow_page(desk: Desk) -> None:
    page = desk.page
    page.resize(*SMALLEST)
    QApplication.processEvents()
    assert not page.right.is_tabbed
    assert page.side.isVisible()
    page.resize(972, 594)
    QApplication.processEvents()
    assert page.right.is_tabbed
    assert page.right.tabs.isVisible()
    assert page.due_card.register.isVisible()
    assert not page.side.isVisible()
    page.right.tabs.setCurrentIndex(1)
    assert page.side.isVisible()
    assert not page.due_card.register.isVisible()


def test_why_a_date_is_due_comes_to_the_front_of_a_narrow_page(desk: Desk) -> None:
    page = desk.page
    page.resize(972, 594)
    desk.fill()
    page.show_why()
    assert page.side.isVisible()
    assert page.side.is_why_shown
    page.show_why()
    assert page.due_card.register.isVisible()
