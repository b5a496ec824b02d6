"""Shows the very pages that are printed, as pictures that fill the width and stay crisp."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from itertools import accumulate
from typing import Protocol

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from app.ui.look.theme import current_tokens
from app.ui.runtime.tasks import TaskRunner
from app.ui.widgets.labels import label
from app.ui.widgets.layouts import ScrollColumn

POINTS_PER_INCH = 72
_GAP = 12


@dataclass(frozen=True, slots=True)
class PagePixels:
    """One page as 24-bit pixels, rows without padding."""

    width: int
    height: int
    rgb: bytes


class PagePicture(Protocol):
    """What a drawn page must have, wherever it was drawn."""

    @property
    def width(self) -> int: ...

    @property
    def height(self) -> int: ...

    @property
    def rgb(self) -> bytes: ...


class PageSource(Protocol):
    """A finished document that can be looked at; called on the worker."""

    @property
    def sizes(self) -> Sequence[tuple[float, float]]:
        """Width and height of each page in points."""

    def render(self, page: int, dpi: float) -> PagePicture:
        """Return `page` (from 0) drawn at `dpi`."""


class PdfView(QWidget):
    """Pages under one another, drawn as they come into sight; `placeholder` while none are."""

    def __init__(self, tasks: TaskRunner, placeholder: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._source: PageSource | None = None
        self._version = 0
        self._pages: list[_PageSheet] = []
        self._hint = label(placeholder, "quiet", wrap=True)
        self._hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._where = label("", "caption")
        self._where.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._body = QWidget()
        self._body.setObjectName("body")
        self._column = QVBoxLayout(self._body)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(_GAP)
        self._scroll = ScrollColumn(self._body)
        self._scroll.viewport().installEventFilter(self)
        self._scroll.verticalScrollBar().valueChanged.connect(self._draw_visible)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(4)
        rows.addWidget(self._hint, 1)
        rows.addWidget(self._scroll, 1)
        rows.addWidget(self._where)
        self.clear()

    @property
    def page_count(self) -> int:
        return len(self._pages)

    @property
    def where(self) -> str:
        """Which page is in sight, in words."""
        return self._where.text()

    def pictures(self) -> list[QPixmap | None]:
        """Return what is drawn of each page so far."""
        return [sheet.picture for sheet in self._pages]

    def clear(self) -> None:
        """Show the placeholder."""
        self._source = None
        self._version += 1
        self._lay_out(())

    def show_source(self, source: PageSource) -> None:
        """Show `source`; the old pictures stay until the new ones are drawn, so nothing blinks."""
        self._source = source
        self._version += 1
        self._lay_out(source.sizes)
        self._draw_visible()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize:
            self._fit_width()
            self._draw_visible()
        return False

    def _lay_out(self, sizes: Sequence[tuple[float, float]]) -> None:
        while len(self._pages) > len(sizes):
            gone = self._pages.pop()
            self._column.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        while len(self._pages) < len(sizes):
            sheet = _PageSheet(self._body)
            self._pages.append(sheet)
            self._column.addWidget(sheet)
        for sheet, (wide, high) in zip(self._pages, sizes, strict=True):
            sheet.width_pt, sheet.height_pt = wide, high
        self._hint.setVisible(not sizes)
        self._scroll.setVisible(bool(sizes))
        self._where.setVisible(len(sizes) > 1)
        self._fit_width()

    def _fit_width(self) -> None:
        wide = self._scroll.viewport().width()
        for sheet in self._pages:
            sheet.setFixedHeight(max(1, round(wide * sheet.height_pt / sheet.width_pt)))

    def _draw_visible(self) -> None:
        if self._source is None or not self._pages:
            return
        top = self._scroll.verticalScrollBar().value()
        bottom = top + self._scroll.viewport().height()
        wide = self._scroll.viewport().width() * self.devicePixelRatioF()
        seen = [
            (at, sheet)
            for (at, sheet), place in zip(enumerate(self._pages), self._places(), strict=True)
            if place < bottom and place + sheet.height() > top
        ]
        for at, sheet in seen:
            dpi = wide / sheet.width_pt * POINTS_PER_INCH
            wanted = (self._version, round(dpi))
            if sheet.wanted == wanted:
                continue
            sheet.wanted = wanted
            self._tasks.read(
                partial(self._source.render, at, dpi), partial(self._on_drawn, sheet, wanted)
            )
        if seen:
            self._where.setText(f"Trang {seen[0][0] + 1}/{len(self._pages)}")

    def _places(self) -> list[int]:
        """Return where each page begins: the layout itself may still be waiting."""
        heights = accumulate((sheet.height() + _GAP for sheet in self._pages), initial=0)
        return list(heights)[:-1]

    def _on_drawn(self, sheet: "_PageSheet", wanted: tuple[int, int], image: PagePicture) -> None:
        if sheet in self._pages and sheet.wanted == wanted:
            sheet.show_image(image)


class _PageSheet(QWidget):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.width_pt = 1.0
        self.height_pt = 1.0
        self.wanted: tuple[int, int] | None = None
        self.picture: QPixmap | None = None

    def show_image(self, image: PagePicture) -> None:
        line = image.width * 3
        made = QImage(image.rgb, image.width, image.height, line, QImage.Format.Format_RGB888)
        # The pixmap copies: the bytes belong to Python and may go.
        self.picture = QPixmap.fromImage(made)
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor("#FFFFFF"))
        if self.picture is not None:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawPixmap(self.rect(), self.picture)
        painter.setPen(QColor(current_tokens().line))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
