"""A ruled table that flows over pages and repeats its head."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import Final

from app.printing.fonts import FontFace
from app.printing.sheet import Align, Flow, PageColumn, RuleMark, TextStyle
from app.printing.typesetting import Line, TextSpan, break_lines

_SIDE_PADDING_MM: Final = 1.0
_TOP_PADDING_MM: Final = 0.4
_BOTTOM_PADDING_MM: Final = 0.7
_FIRST_ROW_MM: Final = 12.0  # a head is not left alone at the foot of a page
_RULE_PT: Final = 0.4


@dataclass(frozen=True, slots=True)
class TableColumn:
    """One column of a table; a joined one shares head and frame with the column before it."""

    title: str
    width_mm: float
    align: Align = Align.LEFT
    is_joined: bool = False


class Table:
    """Draws rows into a flow; a row moves to the next page whole if it fits there.

    `bands` are titles over several columns each (title, number of columns), all columns counted;
    one without a title leaves its columns as they are.
    """

    def __init__(
        self,
        flow: Flow,
        columns: Sequence[TableColumn],
        *,
        size_pt: float,
        head_pt: float,
        bands: Sequence[tuple[str, int]] = (),
    ) -> None:
        self._flow = flow
        self._columns = columns
        self._frames = _frames(columns)
        self._size_pt = size_pt
        self._head_pt = head_pt
        self._edges = _edges(self._frames, flow.paper.left_mm)
        titles = [frame.title for frame in self._frames]
        self._head = _cells(titles, self._frames, head_pt, FontFace.BOLD)
        self._bands = _banded(bands, self._frames)
        self._band_cells = _cells(
            [band.title for band in self._bands], self._bands, head_pt, FontFace.BOLD
        )

    def draw(self, rows: Sequence[Sequence[str]]) -> None:
        """Draw the head and `rows` (one text a column)."""
        first_mm = min(self._row_height(rows[0]), self._page_room_mm()) if rows else 0.0
        self._flow.reserve(self._head_mm + max(first_mm, _FIRST_ROW_MM))
        self._draw_head()
        for row in rows:
            self.add(row)

    def draw_to_end(self, rows: Sequence[Sequence[str]], end: Callable[[], None]) -> None:
        """Draw the head and `rows`, the last of them on one page with what `end` draws."""
        body, last = rows[:-1], rows[-1:]
        if body:
            self.draw(body)

        def finish() -> None:
            if body:
                self.add(last[0])
            else:
                self.draw(last)
            end()

        self._flow.keep_together(finish)

    def add(self, row: Sequence[str], face: FontFace = FontFace.REGULAR) -> None:
        """Draw one more row, under the head again where it begins a page."""
        if self._flow.is_at_top:
            self._draw_head()
        self._draw_row(_cells(row, self._columns, self._size_pt, face))

    def _row_height(self, row: Sequence[str]) -> float:
        cells = _cells(row, self._columns, self._size_pt, FontFace.REGULAR)
        return self._height(cells, self._size_pt)

    @property
    def _head_mm(self) -> float:
        head_mm = self._height(self._head, self._head_pt)
        return head_mm + self._height(self._band_cells, self._head_pt) if self._bands else head_mm

    def _draw_head(self) -> None:
        self._rule_across()
        if self._bands:
            self._draw_bands()
        self._draw_cells(self._head, self._head_pt, is_head=True)

    def _draw_bands(self) -> None:
        flow, top_mm = self._flow, self._flow.y_mm
        end_mm = top_mm + self._height(self._band_cells, self._head_pt)
        style = TextStyle(self._head_pt, Align.CENTRE)
        edges = _edges(self._bands, flow.paper.left_mm)
        for band, edge_mm, lines in zip(self._bands, edges, self._band_cells, strict=False):
            flow.y_mm = top_mm + _TOP_PADDING_MM
            for line in lines:
                flow.line(
                    line,
                    style,
                    PageColumn(edge_mm + _SIDE_PADDING_MM, band.width_mm - 2 * _SIDE_PADDING_MM),
                )
                flow.y_mm += style.pitch_mm
            if band.title:
                flow.mark(RuleMark(edge_mm, end_mm, edge_mm + band.width_mm, end_mm, _RULE_PT))
        for edge_mm in self._band_edges(edges):
            flow.mark(RuleMark(edge_mm, top_mm, edge_mm, end_mm, _RULE_PT))
        flow.y_mm = end_mm

    def _band_edges(self, edges: Sequence[float]) -> set[float]:
        """Return where upright rules stand in the row of bands: none within a titled one."""
        inside = {
            edge
            for band, start in zip(self._bands, edges, strict=False)
            if band.title
            for edge in self._edges
            if start + _RULE_PT < edge < start + band.width_mm - _RULE_PT
        }
        return set(self._edges) - inside

    def _draw_row(self, cells: list[list[Line]]) -> None:
        height_mm = self._height(cells, self._size_pt)
        if height_mm > self._flow.room_mm and height_mm <= self._page_room_mm():
            self._next_page()
        while self._height(cells, self._size_pt) > self._flow.room_mm:
            count = self._fitting_lines()
            if count > 0:
                self._draw_cells([lines[:count] for lines in cells], self._size_pt)
                cells = [lines[count:] for lines in cells]
            self._next_page()
        self._draw_cells(cells, self._size_pt)

    def _next_page(self) -> None:
        self._flow.turn_page()
        self._draw_head()

    def _draw_cells(
        self, cells: list[list[Line]], size_pt: float, *, is_head: bool = False
    ) -> None:
        flow = self._flow
        top_mm = flow.y_mm
        height_mm = self._height(cells, size_pt)
        columns = self._frames if is_head else self._columns
        starts = _edges(columns, flow.paper.left_mm)
        for column, edge_mm, lines in zip(columns, starts, cells, strict=False):
            style = TextStyle(size_pt, Align.CENTRE if is_head else column.align)
            place = PageColumn(edge_mm + _SIDE_PADDING_MM, column.width_mm - 2 * _SIDE_PADDING_MM)
            spare_mm = height_mm - self._height([lines], size_pt)
            flow.y_mm = top_mm + _TOP_PADDING_MM + (spare_mm / 2 if is_head else 0)
            for line in lines:
                flow.line(line, style, place)
                flow.y_mm += style.pitch_mm
        flow.y_mm = top_mm + height_mm
        for edge_mm in self._edges:
            flow.mark(RuleMark(edge_mm, top_mm, edge_mm, flow.y_mm, _RULE_PT))
        self._rule_across()

    def _rule_across(self) -> None:
        y_mm = self._flow.y_mm
        self._flow.mark(RuleMark(self._edges[0], y_mm, self._edges[-1], y_mm, _RULE_PT))

    @staticmethod
    def _height(cells: list[list[Line]], size_pt: float) -> float:
        lines = max((len(cell) for cell in cells), default=1)
        return _TOP_PADDING_MM + max(lines, 1) * TextStyle(size_pt).pitch_mm + _BOTTOM_PADDING_MM

    def _fitting_lines(self) -> int:
        room_mm = self._flow.room_mm - _TOP_PADDING_MM - _BOTTOM_PADDING_MM
        return int(room_mm / TextStyle(self._size_pt).pitch_mm)

    def _page_room_mm(self) -> float:
        paper = self._flow.paper
        return paper.floor_mm - paper.top_mm - self._head_mm


def _frames(columns: Sequence[TableColumn]) -> list[TableColumn]:
    """Return the columns as their head shows them: joined ones are one."""
    frames: list[TableColumn] = []
    for column in columns:
        if column.is_joined:
            wider_mm = frames[-1].width_mm + column.width_mm
            frames[-1] = replace(frames[-1], width_mm=wider_mm)
        else:
            frames.append(column)
    return frames


def _banded(bands: Sequence[tuple[str, int]], frames: Sequence[TableColumn]) -> list[TableColumn]:
    """Return the bands as columns, each as wide as those under it."""
    banded: list[TableColumn] = []
    at = 0
    for title, count in bands:
        width_mm = sum(frame.width_mm for frame in frames[at : at + count])
        banded.append(TableColumn(title, width_mm))
        at += count
    return banded


def _edges(columns: Sequence[TableColumn], left_mm: float) -> tuple[float, ...]:
    return tuple(accumulate((column.width_mm for column in columns), initial=left_mm))


def _cells(
    texts: Sequence[str], columns: Sequence[TableColumn], size_pt: float, face: FontFace
) -> list[list[Line]]:
    return [
        break_lines([TextSpan(text, face)], size_pt, column.width_mm - 2 * _SIDE_PADDING_MM)
        for text, column in zip(texts, columns, strict=True)
    ]
