from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise

import pytest

from app.printing.fonts import FontFace
from app.printing.layout import draw_numbered, draw_title
from app.printing.phrases import day_in_words, moment, money, place_and_day
from app.printing.sheet import A5, Align, Flow, PageColumn, RuleMark, TextMark, TextStyle
from app.printing.table import Table, TableColumn
from app.printing.typesetting import TextSpan, break_lines, line_width_mm
from app.wording.texts import keep_compounds

_STYLE = TextStyle(10.0)


@pytest.mark.parametrize(
    ("instant", "expected"),
    [
        (datetime(2026, 2, 8, 17, 0, tzinfo=UTC), "ngày 09 tháng 02 năm 2026"),
        (datetime(2026, 1, 31, 16, 59, tzinfo=UTC), "ngày 31 tháng 01 năm 2026"),
        (datetime(2026, 3, 10, 1, 0, tzinfo=UTC), "ngày 10 tháng 3 năm 2026"),
        (datetime(2026, 12, 5, 1, 0, tzinfo=UTC), "ngày 05 tháng 12 năm 2026"),
    ],
)
def test_days_follow_the_decree_s_zeros(instant: datetime, expected: str) -> None:
    assert day_in_words(instant) == expected
    assert place_and_day("Tân Phú", instant) == f"Tân Phú, {expected}"


def test_the_line_of_place_and_day_begins_with_a_capital() -> None:
    at = datetime(2026, 12, 5, 1, 0, tzinfo=UTC)
    assert place_and_day("phường Mẫu", at) == "Phường Mẫu, ngày 05 tháng 12 năm 2026"
    assert place_and_day("đặc khu Phú Quốc", at).startswith("Đặc khu Phú Quốc, ngày")
    assert place_and_day("", at) == "Ngày 05 tháng 12 năm 2026"


@pytest.mark.parametrize("width_mm", range(30, 92, 4))
@pytest.mark.parametrize(
    "title", ["TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG", "Kết quả công tác kiểm soát thủ tục hành chính"]
)
def test_a_title_breaks_between_words_and_not_within_one(title: str, width_mm: float) -> None:
    lines = break_lines([TextSpan(keep_compounds(title), FontFace.BOLD)], 8, width_mm)
    ends = [line.runs[-1].text.rsplit(" ", 1)[-1].casefold() for line in lines[:-1]]
    joined = " ".join(run.text for line in lines for run in line.runs)
    assert joined == title
    assert not {"trung", "phục", "hành", "thủ", "kiểm"} & set(ends)


@pytest.mark.parametrize("width_mm", range(40, 100, 4))
def test_a_head_set_in_lines_of_one_length_keeps_its_compounds(width_mm: int) -> None:
    flow = Flow(replace(A5, width_mm=width_mm + 23))
    draw_title(flow, "Trung tâm Hành chính công tỉnh Tây Ninh", 12)
    lines = [mark.text for mark in flow.pages[0] if isinstance(mark, TextMark)]
    assert "Hành chính công" in " | ".join(lines)


def test_a_compound_wider_than_the_line_is_broken_at_its_spaces() -> None:
    lines = break_lines([TextSpan(keep_compounds("HÀNH CHÍNH CÔNG"), FontFace.BOLD)], 20, 30)
    assert [run.text for line in lines for run in line.runs] == ["HÀNH", "CHÍNH", "CÔNG"]


def test_moments_are_the_office_s() -> None:
    assert moment(datetime(2019, 7, 9, 17, 5, tzinfo=UTC)) == "00:05 10/07/2019"


@pytest.mark.parametrize(
    ("amount", "expected"), [(0, "Không"), (500, "500 đồng"), (1_250_000, "1.250.000 đồng")]
)
def test_money_is_written_with_points(amount: int, expected: str) -> None:
    assert money(amount) == expected


def test_lines_fill_their_width_and_no_more() -> None:
    text = "Đăng ký khai sinh có yếu tố nước ngoài " * 8
    lines = break_lines([TextSpan(text)], 10, 60)
    joined = [" ".join(run.text for run in line.runs) for line in lines]
    assert " ".join(joined) == text.strip()
    for line, after in pairwise(joined):
        assert line_width_mm(line, FontFace.REGULAR, 10) <= 60
        assert line_width_mm(f"{line} {after.split()[0]}", FontFace.REGULAR, 10) > 60


def test_faces_of_a_line_stand_side_by_side() -> None:
    (line,) = break_lines([TextSpan("Mã hồ sơ:"), TextSpan("000.00.15", FontFace.BOLD)], 10, 100)
    label, value = line.runs
    label_mm = line_width_mm("Mã hồ sơ: ", FontFace.REGULAR, 10)
    assert value.x_pt == pytest.approx(label_mm / 25.4 * 72, abs=0.3)
    assert label.x_pt == 0


def test_line_ends_in_the_text_are_kept() -> None:
    lines = break_lines([TextSpan("một\nhai\n\nbốn")], 10, 100)
    assert [[run.text for run in line.runs] for line in lines] == [["một"], ["hai"], [], ["bốn"]]


def test_word_wider_than_the_line_is_cut_without_loss() -> None:
    lines = break_lines([TextSpan("x" * 500)], 10, 20)
    assert "".join(run.text for line in lines for run in line.runs) == "x" * 500
    assert all(line.width_pt <= 20 / 25.4 * 72 for line in lines)


def test_line_narrower_than_a_letter_still_moves_on() -> None:
    assert len(break_lines([TextSpan("Ư" * 5)], 10, 0.5)) == 5


def test_text_is_centred_and_set_right() -> None:
    flow = Flow(A5)
    for align in Align:
        flow.paragraph([TextSpan("abc")], TextStyle(10, align), PageColumn(10, 100))
    left, centre, right = (mark for mark in flow.pages[0] if isinstance(mark, TextMark))
    width_mm = line_width_mm("abc", FontFace.REGULAR, 10)
    assert left.x_mm == 10
    assert centre.x_mm == pytest.approx(60 - width_mm / 2)
    assert right.x_mm == pytest.approx(110 - width_mm)


def test_paragraph_goes_on_over_the_page_s_end() -> None:
    flow = Flow(A5)
    flow.paragraph([TextSpan("\n".join(["dòng"] * 100))], _STYLE)
    assert len(flow.pages) == 3
    for page in flow.pages:
        assert all(isinstance(mark, TextMark) and mark.y_mm < A5.floor_mm for mark in page)


def test_what_is_kept_together_moves_whole() -> None:
    flow = Flow(A5)
    flow.skip(A5.floor_mm - A5.top_mm - 10)
    flow.paragraph([TextSpan("trước")], _STYLE)
    flow.keep_together(lambda: flow.paragraph([TextSpan("a\nb\nc\nd")], _STYLE))
    assert [len(page) for page in flow.pages] == [1, 4]


def test_what_no_page_holds_begins_a_page_and_flows() -> None:
    flow = Flow(A5)
    flow.paragraph([TextSpan("trước")], _STYLE)
    flow.keep_together(lambda: flow.paragraph([TextSpan("\n".join(["d"] * 60))], _STYLE))
    assert len(flow.pages) == 3
    assert sum(len(page) for page in flow.pages) == 61


def test_what_fits_is_drawn_once_in_place() -> None:
    flow = Flow(A5)
    flow.paragraph([TextSpan("trước")], _STYLE)
    flow.keep_together(lambda: flow.paragraph([TextSpan("a\nb")], _STYLE))
    assert [len(page) for page in flow.pages] == [3]


def test_table_repeats_its_head_on_every_page() -> None:
    flow = Flow(A5)
    columns = [TableColumn("Đầu", 30), TableColumn("Tên", 60)]
    Table(flow, columns, size_pt=10, head_pt=10).draw([[f"a{n}", f"b{n}"] for n in range(90)])
    assert len(flow.pages) == 3
    for page in flow.pages:
        texts = [mark.text for mark in page if isinstance(mark, TextMark)]
        assert texts[:2] == ["Đầu", "Tên"]
    drawn = [mark.text for page in flow.pages for mark in page if isinstance(mark, TextMark)]
    assert [text for text in drawn if text.startswith("b")] == [f"b{n}" for n in range(90)]


def test_head_of_a_table_is_not_left_alone() -> None:
    flow = Flow(A5)
    flow.paragraph([TextSpan("trước")], _STYLE)
    flow.skip(flow.room_mm - 8)
    Table(flow, [TableColumn("Đầu", 30)], size_pt=10, head_pt=10).draw([["a"]])
    assert len(flow.pages) == 2
    assert len(flow.pages[0]) == 1


@pytest.mark.parametrize("room_mm", [3.0, 8.0, 13.0, 16.0])
def test_heading_of_a_list_stays_with_its_first_item(room_mm: float) -> None:
    flow = Flow(A5)
    flow.paragraph([TextSpan("trước")], _STYLE)
    flow.skip(flow.room_mm - room_mm)
    draw_numbered(flow, "gồm:", ["một hai ba " * 20], 10)
    texts = [[mark.text for mark in page if isinstance(mark, TextMark)] for page in flow.pages]
    assert texts[0] == ["trước"]
    assert texts[1][:2] == ["gồm:", "1."]


def test_item_of_two_lines_is_not_parted_after_its_first() -> None:
    flow = Flow(A5)
    flow.paragraph([TextSpan("trước")], _STYLE)
    flow.skip(flow.room_mm - 4.6 * _STYLE.pitch_mm)
    draw_numbered(flow, "gồm:", ["một", "hai", "ba bốn năm sáu " * 10], 10)
    texts = [[mark.text for mark in page if isinstance(mark, TextMark)] for page in flow.pages]
    assert texts[0] == ["trước", "gồm:", "1.", "một", "2.", "hai"]
    assert texts[1][0] == "3."


def test_numbers_of_a_list_hang_before_their_text() -> None:
    flow = Flow(A5)
    draw_numbered(flow, "", ["a " * 120, "b"], 10)
    marks = [mark for mark in flow.pages[0] if isinstance(mark, TextMark)]
    numbers = {mark.x_mm for mark in marks if mark.text in {"1.", "2."}}
    others = {mark.x_mm for mark in marks if mark.text not in {"1.", "2."}}
    assert numbers == {A5.left_mm}
    assert others == {A5.left_mm + 7}


def test_joined_columns_share_head_and_frame() -> None:
    flow = Flow(A5)
    columns = [TableColumn("A", 20), TableColumn("B", 30), TableColumn("", 25, is_joined=True)]
    Table(flow, columns, size_pt=10, head_pt=10).draw([["a", "b", "c"]])
    upright = {mark.x1_mm for mark in flow.pages[0] if isinstance(mark, RuleMark) and _is_up(mark)}
    assert upright == {A5.left_mm, A5.left_mm + 20, A5.left_mm + 75}
    texts = {mark.text: mark.x_mm for mark in flow.pages[0] if isinstance(mark, TextMark)}
    assert texts["c"] == pytest.approx(A5.left_mm + 51)
    assert texts["B"] == pytest.approx(
        A5.left_mm + 47.5 - line_width_mm("B", FontFace.BOLD, 10) / 2
    )


def _is_up(mark: RuleMark) -> bool:
    return mark.x1_mm == mark.x2_mm


@pytest.mark.parametrize(
    ("room_mm", "rows", "pages"),
    [
        (30, "ab", ["trước Đầu a", "Đầu b c c c c"]),
        (25, "b", ["trước", "Đầu b c c c c"]),
    ],
    ids=["the last row", "the only row with its head"],
)
def test_a_row_moves_with_what_follows_it(room_mm: int, rows: str, pages: list[str]) -> None:
    flow = Flow(A5)
    flow.paragraph([TextSpan("trước")], _STYLE)
    flow.skip(flow.room_mm - room_mm)
    table = Table(flow, [TableColumn("Đầu", 30)], size_pt=10, head_pt=10)
    follows = [TextSpan("c\nc\nc\nc")]
    table.draw_to_end([[row] for row in rows], lambda: flow.paragraph(follows, _STYLE))
    texts = [[mark.text for mark in page if isinstance(mark, TextMark)] for page in flow.pages]
    assert [" ".join(page) for page in texts] == pages
