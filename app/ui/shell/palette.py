"""Ctrl+K finds an act by its name, F1 shows every key; both are drawn from the action table."""

from collections.abc import Sequence
from typing import TypeAlias

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from app.ui.look.tokens import Tone, size_window
from app.ui.shell.actions import ActionBook, ActionSpec
from app.ui.widgets.columns import plain_column
from app.ui.widgets.labels import button, label
from app.ui.widgets.table_view import RowTable
from app.wording import buttons, headings

_SMALLEST = QSize(1180, 640)

Section: TypeAlias = tuple[str, list[ActionSpec]]


class CommandPalette(QDialog):
    """Type any words of an act, Enter does it; acts that cannot be done now are not offered."""

    def __init__(self, book: ActionBook, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Tìm thao tác")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        size_window(self, 560, 420)
        self._book = book
        self._box = _PaletteBox(self)
        self._box.setPlaceholderText("Gõ tên thao tác, có dấu hay không dấu đều được")
        self._box.setAccessibleName("Tìm thao tác")
        self._list = RowTable(
            (
                plain_column("", "text", icon=lambda spec: spec.icon),
                plain_column("", self._keys_of, 150, tone=lambda _: Tone.QUIET, is_right=True),
            ),
            lambda spec: spec.key,
            empty_text="Không có thao tác nào như vậy; hãy gõ ít chữ hơn.",
        )
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.horizontalHeader().hide()
        rows = QVBoxLayout(self)
        rows.setContentsMargins(16, 16, 16, 16)
        rows.setSpacing(8)
        rows.addWidget(self._box)
        rows.addWidget(self._list)
        self._box.textChanged.connect(self._show_matches)
        self._box.returnPressed.connect(self._do_current)
        self._list.clicked.connect(self._do_current)
        self._show_matches("")

    @property
    def offered(self) -> tuple[str, ...]:
        """The keys of the actions offered now, in order."""
        return tuple(spec.key for spec in self._list.rows_model.rows)

    def move_by(self, step: int) -> None:
        count = len(self.offered)
        if count:
            self._list.selectRow((self._list.currentIndex().row() + step) % count)

    def _show_matches(self, text: str) -> None:
        found = self._book.find(text)
        self._list.set_rows([spec for spec in found if self._book.can_do(spec.key)])
        self._list.selectRow(0)

    def _keys_of(self, spec: ActionSpec) -> str:
        return self._book.key_text(spec.key)

    def _do_current(self) -> None:
        spec = self._list.current_row()
        if spec is None:
            return
        self.close()
        self._book.do(spec.key)


class _PaletteBox(QLineEdit):
    def __init__(self, palette: CommandPalette) -> None:
        super().__init__(palette)
        self._palette = palette

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Down:
                self._palette.move_by(1)
            case Qt.Key.Key_Up:
                self._palette.move_by(-1)
            case _:
                super().keyPressEvent(event)


class _SheetBox(QLineEdit):
    """Searches the sheet; the arrows and the page keys scroll it."""

    def __init__(self, area: QScrollArea) -> None:
        super().__init__()
        self._bar = area.verticalScrollBar()
        self.setPlaceholderText("Gõ tên thao tác hoặc phím để lọc; ↓ PgDn để cuộn")
        self.setAccessibleName("Lọc bảng phím tắt")

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        step, page = self._bar.singleStep(), self._bar.pageStep()
        ways = {
            Qt.Key.Key_Down: step,
            Qt.Key.Key_Up: -step,
            Qt.Key.Key_PageDown: page,
            Qt.Key.Key_PageUp: -page,
        }
        way = ways.get(Qt.Key(event.key()))
        if way is None:
            super().keyPressEvent(event)
        else:
            self._bar.setValue(self._bar.value() + way)


class CheatSheet(QDialog):
    """Every key there is, the window's first, then page by page as `page_titles` has them.

    Typed words or keys narrow it.
    """

    def __init__(
        self, book: ActionBook, page_titles: dict[str, str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(headings.KEYS)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._book = book
        self._sections: list[Section] = [
            (title, specs)
            for page, title in ((None, "Ở mọi nơi"), *page_titles.items())
            if (specs := self._offered(page))
        ]
        self._area = _scrolling()
        self._body = QWidget()
        self.search = _SheetBox(self._area)
        self.search.textChanged.connect(self._show_matches)
        self._show_matches("")
        done = button(buttons.CLOSE_WITH_KEY, "accent")
        done.clicked.connect(self.close)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(24, 24, 24, 24)
        rows.setSpacing(16)
        rows.addWidget(self.search)
        rows.addWidget(self._area, 1)
        rows.addWidget(done, 0, Qt.AlignmentFlag.AlignRight)
        around, whole = QSize(48, 160), self._body.sizeHint()
        room = parent.window().size() if parent is not None else _SMALLEST
        self.resize((whole + around).boundedTo(room - QSize(32, 32)))

    def _show_matches(self, text: str) -> None:
        found = {spec.key for spec in self._book.find(text)}
        keys = text.strip().lower()
        sections = [
            (title, kept)
            for title, specs in self._sections
            if (
                kept := [
                    spec
                    for spec in specs
                    if spec.key in found or keys in self._book.key_text(spec.key).lower()
                ]
            )
        ]
        self._body = QWidget()
        self._body.setObjectName("body")
        columns = QHBoxLayout(self._body)
        columns.setContentsMargins(0, 0, 16, 0)
        columns.setSpacing(20)
        if not sections:
            told = label("Không có phím nào như vậy; hãy gõ ít chữ hơn.", "quiet")
            columns.addWidget(told, 0, Qt.AlignmentFlag.AlignTop)
        for part in _in_columns(sections):
            column = QVBoxLayout()
            column.setSpacing(16)
            for title, specs in part:
                column.addLayout(self._section(title, specs))
            column.addStretch(1)
            columns.addLayout(column)
        self._area.setWidget(self._body)

    def _offered(self, page: str | None) -> list[ActionSpec]:
        """Return the acts of `page` that have a key; of the window, those it can do at all."""
        return [
            spec
            for spec in self._book.specs
            if spec.page == page
            and self._book.key_text(spec.key)
            and (page is not None or self._book.action(spec.key) is not None)
        ]

    def _section(self, title: str, specs: list[ActionSpec]) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        grid.addWidget(label(title, "heading"), 0, 0, 1, 2)
        lines = self._lines(specs)
        for at, (text, keys) in enumerate(lines, start=1):
            grid.addWidget(label(text), at, 0)
            grid.addWidget(label(keys, "quiet"), at, 1, Qt.AlignmentFlag.AlignRight)
        grid.setRowStretch(len(lines) + 1, 1)
        return grid

    def _lines(self, specs: Sequence[ActionSpec]) -> list[tuple[str, str]]:
        """Return each act with its key; a family has one line, from its first key to its last."""
        lines: dict[str, list[ActionSpec]] = {}
        for spec in specs:
            lines.setdefault(spec.family or spec.key, []).append(spec)
        return [(own[0].family or own[0].text, self._span(own)) for own in lines.values()]

    def _span(self, specs: Sequence[ActionSpec]) -> str:
        ends = dict.fromkeys((specs[0].key, specs[-1].key))
        return " … ".join(self._book.key_text(key) for key in ends)


def _scrolling() -> QScrollArea:
    area = QScrollArea()
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    return area


def _in_columns(sections: Sequence[Section]) -> tuple[Sequence[Section], ...]:
    """Return the window's section alone and the pages' in two columns of like height.

    A single column of every page would be taller than the smallest desk.
    """
    first, pages = sections[:1], sections[1:]
    heights = [len(specs) + 2 for _title, specs in pages]
    cut = min(
        range(len(pages) + 1),
        key=lambda at: max(sum(heights[:at]), sum(heights[at:])),
    )
    return tuple(part for part in (first, pages[:cut], pages[cut:]) if part)
