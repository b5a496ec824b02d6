"""Pages as pictures: fitted to the width, only those in sight, nothing blinks."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QLabel, QScrollArea
from pytestqt.qtbot import QtBot

from app.ui.widgets.pdf_view import PagePixels, PdfView
from tests.ui.inline import InlineTasks

A5 = (420.0, 595.0)


@dataclass
class PlainSource:
    """Pages of one colour."""

    page_count: int = 1
    colour: bytes = b"\xff\x00\x00"
    asked: list[tuple[int, float]] = field(default_factory=list)

    @property
    def sizes(self) -> Sequence[tuple[float, float]]:
        return [A5] * self.page_count

    def render(self, page: int, dpi: float) -> PagePixels:
        self.asked.append((page, dpi))
        width, height = round(A5[0] * dpi / 72), round(A5[1] * dpi / 72)
        return PagePixels(width, height, self.colour * (width * height))


@pytest.fixture
def view(qtbot: QtBot) -> PdfView:
    view = PdfView(InlineTasks(), "Giấy tiếp nhận sẽ hiện ở đây khi đã chọn thủ tục.")
    view.tasks_kept = view._tasks  # type: ignore[attr-defined]
    qtbot.addWidget(view)
    view.resize(420, 640)
    view.show()
    return view


def _colour(view: PdfView) -> str:
    picture = view.pictures()[0]
    assert picture is not None
    return QColor(picture.toImage().pixel(5, 5)).name()


def test_nothing_to_show_says_what_would_be_here(view: PdfView) -> None:
    texts = [one.text() for one in view.findChildren(QLabel) if one.isVisible()]
    assert texts == ["Giấy tiếp nhận sẽ hiện ở đây khi đã chọn thủ tục."]
    view.show_source(PlainSource())
    assert [one.text() for one in view.findChildren(QLabel) if one.isVisible()] == []
    view.clear()
    assert view.page_count == 0


def test_a_page_fills_the_width_at_the_screens_own_pixels(view: PdfView) -> None:
    source = PlainSource()
    view.show_source(source)
    picture = view.pictures()[0]
    assert picture is not None
    area = view.findChild(QScrollArea)
    assert area is not None
    wide = round(area.viewport().width() * view.devicePixelRatioF())
    assert abs(picture.width() - wide) <= 1
    assert abs(picture.height() - wide * A5[1] / A5[0]) <= 2
    assert _colour(view) == "#ff0000"


def test_a_wider_window_draws_again(view: PdfView) -> None:
    source = PlainSource()
    view.show_source(source)
    view.resize(700, 640)
    QApplication.processEvents()
    picture = view.pictures()[0]
    assert picture is not None
    assert picture.width() > 600
    assert source.asked[-1][1] > source.asked[0][1]


def test_only_pages_in_sight_are_drawn(view: PdfView) -> None:
    source = PlainSource(page_count=30)
    view.show_source(source)
    QApplication.processEvents()
    drawn = {page for page, _dpi in source.asked}
    assert drawn <= {0, 1}
    assert view.where == "Trang 1/30"
    area = view.findChild(QScrollArea)
    assert area is not None
    area.verticalScrollBar().setValue(area.verticalScrollBar().maximum())
    assert max(page for page, _dpi in source.asked) == 29
    assert len({page for page, _dpi in source.asked}) <= 5
    assert view.where in {"Trang 29/30", "Trang 30/30"}


def test_a_new_document_replaces_the_picture_without_a_blank(view: PdfView) -> None:
    view.show_source(PlainSource())
    old = view.pictures()
    view.show_source(PlainSource(colour=b"\x00\x00\xff"))
    assert old[0] is not None
    assert _colour(view) == "#0000ff"
