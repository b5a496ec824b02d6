"""How an official paper is set: both edges straight, the first line further in, numbers on top."""

from itertools import pairwise

import pypdfium2
import pytest

from app.printing.fonts import FontFace
from app.printing.press import Edition, Numbers, press
from app.printing.raster import page_png
from app.printing.sheet import A4, Flow, RuleMark, TextMark, TextStyle
from app.printing.table import Table, TableColumn
from app.printing.typesetting import POINTS_PER_MM, TextSpan, break_lines, line_width_mm, spread

_TEXT = "Tỉnh thường xuyên kiểm tra công vụ tại cơ quan hành chính các cấp trong tỉnh " * 3
_MM = 80.0


def test_a_spread_line_fills_its_column_and_keeps_its_words_and_order() -> None:
    line = break_lines([TextSpan(_TEXT), TextSpan("và xã", FontFace.BOLD)], 14, _MM)[0]
    wide = spread(line, 14, _MM)
    assert "".join(run.text for run in wide.runs) == line.runs[0].text
    last = wide.runs[-1]
    end_mm = last.x_pt / POINTS_PER_MM + line_width_mm(last.text, last.face, 14)
    assert end_mm == pytest.approx(_MM, abs=0.05)
    assert all(one.x_pt < other.x_pt for one, other in pairwise(wide.runs))


def test_a_single_word_is_not_spread() -> None:
    (line,) = break_lines([TextSpan("Một")], 14, _MM)
    assert spread(line, 14, _MM) is line


def test_a_justified_paragraph_leaves_its_last_line_as_it_is() -> None:
    flow = Flow(A4)
    flow.paragraph([TextSpan(_TEXT)], TextStyle(14, indent_mm=10, is_justified=True))
    marks = [mark for mark in flow.pages[0] if isinstance(mark, TextMark)]
    first, last = marks[0], marks[-1]
    assert first.x_mm == pytest.approx(A4.left_mm + 10, abs=0.01)
    assert last.x_mm == pytest.approx(A4.left_mm, abs=0.01)
    lines = break_lines([TextSpan(_TEXT)], 14, A4.measure_mm, 10)
    assert last.text == lines[-1].runs[0].text


def test_a_first_word_too_long_for_its_indent_stands_at_the_edge() -> None:
    width_mm = line_width_mm("Nghiêng", FontFace.REGULAR, 14) + 2
    (line,) = break_lines([TextSpan("Nghiêng")], 14, width_mm, indent_mm=10)
    assert line.runs[0].x_pt == 0


@pytest.mark.parametrize(
    ("numbers", "seen"),
    [(Numbers.FOOT, ["Chân Trang 1/2", "Chân Trang 2/2"]), (Numbers.HEAD, ["", "2"])],
)
def test_pages_are_numbered_where_their_edition_says(numbers: Numbers, seen: list[str]) -> None:
    pdf = press(A4, Edition("Thử", "Chân", numbers=numbers), [[], []])
    document = pypdfium2.PdfDocument(pdf)
    words = [" ".join(page.get_textpage().get_text_bounded().split()) for page in document]
    document.close()
    assert words == seen


def test_bands_stand_over_their_columns_with_no_rule_through_them() -> None:
    flow = Flow(A4)
    columns = [TableColumn(title, 30) for title in "ABCD"]
    table = Table(flow, columns, size_pt=10, head_pt=10, bands=[("", 1), ("Nhóm rộng", 2), ("", 1)])
    table.draw([["1", "2", "3", "4"]])
    marks = flow.pages[0]
    band = next(mark for mark in marks if isinstance(mark, TextMark) and mark.text == "Nhóm rộng")
    assert A4.left_mm + 30 < band.x_mm < A4.left_mm + 90
    upright = {
        round(mark.x1_mm - A4.left_mm)
        for mark in marks
        if isinstance(mark, RuleMark) and mark.x1_mm == mark.x2_mm and mark.y1_mm < band.y_mm
    }
    assert upright == {0, 30, 90, 120}


def test_a_page_becomes_a_png() -> None:
    picture = page_png(press(A4, Edition("Thử", ""), [[]]), 0, 50)
    assert picture.startswith(b"\x89PNG")
    with pytest.raises(ValueError, match="no page 3"):
        page_png(press(A4, Edition("Thử", ""), [[]]), 3, 50)
