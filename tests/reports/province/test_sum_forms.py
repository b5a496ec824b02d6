"""A sum over units fills the official forms, and every number of them opens to its units."""

import io
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook

from app.errors import RuleBrokenError
from app.reports.province import (
    FORMS,
    SumForm,
    coverage_text,
    name_at,
    number_columns,
    sum_annex,
    sum_head,
    units_behind,
    write_sum_files,
)
from app.reports.quarter.annex import Annex, AnnexHead, Cell
from app.services.ledger.records import Actor
from app.services.office.records import OfficeEdit, OfficeFacts
from app.services.periods.records import PeriodFigures
from app.services.province.adding import added_up
from app.services.province.records import ProvinceSum
from tests.reports.quarter.reports import pdf_words
from tests.services.province.builders import QUARTER
from tests.services.province.sums import a_line, a_sum, figures_of, sections_of
from tests.unguarded import UNGUARDED

FACTS = OfficeFacts(
    office_id=1,
    code="000.00.01.H53",
    is_demo=False,
    edit=OfficeEdit(
        name="Văn phòng UBND tỉnh Tây Ninh",
        parent_name="UBND tỉnh Tây Ninh",
        head_name="Nguyễn Văn Mẫu",
        place="Tây Ninh",
    ),
)


LAP = Actor(
    officer_id=3,
    login="lap",
    name="Trần Thị Lập",
    unit_id=1,
    unit_name="Văn phòng",
    office_id=1,
)


@pytest.fixture(scope="module")
def told() -> ProvinceSum:
    return a_sum()


@pytest.fixture(scope="module")
def head(told: ProvinceSum) -> AnnexHead:
    return sum_head(told, FACTS, datetime(2026, 10, 5, 2, tzinfo=UTC), LAP)


def _form(key: str) -> SumForm:
    return next(form for form in FORMS if form.key == key)


def _filled(form: SumForm, head: AnnexHead, told: ProvinceSum) -> Annex:
    annex = sum_annex(form, head, told)
    assert annex is not None
    return annex


def _row(annex: Annex, name: str) -> int:
    return next(at for at, row in enumerate(annex.rows) if name_at(annex, row) == name)


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.key)
def test_every_number_of_a_form_is_made_of_the_lines_of_its_units(
    form: SumForm, told: ProvinceSum, head: AnnexHead
) -> None:
    annex = _filled(form, head, told)
    opened = 0
    for place, row in enumerate(annex.rows):
        units = units_behind(form, head, told, place)
        for at, column in enumerate(number_columns(annex)):
            cell = row.cells[column]
            if isinstance(cell, int):
                opened += bool(cell)
                own = [unit.cells[at] for unit in units]
                assert sum(each for each in own if isinstance(each, int)) == cell
    assert opened > 1 or form.key in {"evaluation", "listed"}


def test_share_of_a_form_opens_to_the_shares_of_its_units(
    told: ProvinceSum, head: AnnexHead
) -> None:
    annex = _filled(_form("ratings"), head, told)
    place = _row(annex, "Tổng số lượt đánh giá")
    units = units_behind(_form("ratings"), head, told, place)
    assert [unit.name for unit in units] == ["Xã A", "Xã B", "Xã C"]
    faces = [sections_of(figures_of(at, 10)).ratings.faces for at in range(3)]
    happy, said = sum(each.happy for each in faces), sum(each.said for each in faces)
    hundredths = (20_000 * happy + said) // (2 * said)
    assert annex.rows[place].cells[-1] == f"{hundredths // 100},{hundredths % 100:02d} %"
    shares: list[Cell] = [unit.cells[-1] for unit in units]
    assert len(set(shares)) == 3


def test_line_that_only_some_units_have_opens_to_those(head: AnnexHead) -> None:
    figures = [figures_of(at, 10) for at in range(3)]
    late = ((2, 0), (0, 5), (0, 0))
    told = added_up(QUARTER, [a_line(at, _late(figures[at], *late[at])) for at in range(3)])
    annex = _filled(_form("petitions"), head, told)
    opened = [
        [(unit.name, unit.cells[0]) for unit in units_behind(_form("petitions"), head, told, place)]
        for place, row in enumerate(annex.rows)
        if name_at(annex, row) == "Trong đó nhập muộn của kỳ trước"
    ]
    assert opened == [[("Xã A", 2)], [("Xã B", 5)]]


def _late(figures: PeriodFigures, received: int, ended: int) -> PeriodFigures:
    sections = sections_of(figures)
    petitions = replace(sections.petitions, late_received=received, late_ended=ended)
    return replace(figures, sections=replace(sections, petitions=petitions))


def test_row_of_one_unit_opens_to_that_unit(told: ProvinceSum, head: AnnexHead) -> None:
    for key in ("II-07b", "processing", "evaluation"):
        annex = _filled(_form(key), head, told)
        units = units_behind(_form(key), head, told, _row(annex, "Xã B"))
        assert [unit.name for unit in units] == ["Xã B"]


def test_units_have_a_class_and_their_sum_has_none(told: ProvinceSum, head: AnnexHead) -> None:
    annex = _filled(_form("evaluation"), head, told)
    classes = {name_at(annex, row): row.cells[-1] for row in annex.rows}
    assert classes["Cộng các đơn vị"] == "–"
    added = annex.rows[_row(annex, "Cộng các đơn vị")].cells
    assert [at for at in range(1, 10) if added[at + 1] == "–"] == [5, 8, 9]
    assert all(len(str(classes[name])) > 1 for name in ("Xã A", "Xã B", "Xã C"))


def test_form_says_who_has_not_sent_and_whose_file_is_older(head: AnnexHead) -> None:
    old = replace(figures_of(1, 10), sections=None)
    told = added_up(QUARTER, [a_line(0, figures_of(0, 10)), a_line(1, old), a_line(2, None)])
    assert coverage_text(_form("petitions"), told) == (
        "Cộng số liệu của 1/3 đơn vị. Chưa gửi: Xã C. Chưa có dữ liệu phần này (tệp chỉ có Biểu "
        "II.06a): Xã B."
    )
    assert coverage_text(_form("II-06a"), told) == "Cộng số liệu của 2/3 đơn vị. Chưa gửi: Xã C."
    assert _filled(_form("petitions"), head, told).notes[0].startswith("Cộng số liệu của 1/3")
    nobody = added_up(QUARTER, [a_line(1, old)])
    assert sum_annex(_form("petitions"), head, nobody) is None
    assert sum_annex(_form("II-06a"), head, nobody) is not None
    assert units_behind(_form("petitions"), head, nobody, 0) == ()


def test_many_units_that_have_not_sent_are_counted_after_the_first_twenty() -> None:
    lines = [replace(a_line(0, None), name=f"Xã {at}") for at in range(30)]
    told = added_up(QUARTER, lines)
    assert coverage_text(_form("II-06a"), told).endswith("Xã 18, Xã 19 và 10 đơn vị khác.")


def test_all_forms_are_written_as_workbook_and_paper(
    told: ProvinceSum, head: AnnexHead, tmp_path: Path
) -> None:
    paths = write_sum_files(told, head, tmp_path / "quý III", outputs=UNGUARDED)
    assert len(paths) == 2 * len(FORMS)
    by_name = {path.name: path for path in paths}
    content = by_name["cong-don-vi-8-phan-anh-kien-nghi-2026-Q3.xlsx"].read_bytes()
    rows = list(load_workbook(io.BytesIO(content)).worksheets[0].iter_rows(values_only=True))
    firsts = [row[0] for row in rows]
    assert "Đơn vị báo cáo: Văn phòng UBND tỉnh Tây Ninh" in firsts
    assert "Đơn vị nhận báo cáo: UBND tỉnh Tây Ninh" in firsts
    petitions = sections_of(told.whole).petitions
    (received,) = (row for row in rows if row[1] == "Tiếp nhận trong kỳ")
    assert received[2] == petitions.received
    words = pdf_words(by_name["cong-don-vi-3-II-07b-2026-Q3.pdf"].read_bytes())
    for text in ("Biểu số II.07b/VPCP/KSTT", "Xã A", "Xã C", "Cộng số liệu của 3/3 đơn vị."):
        assert text in words


def test_nothing_sent_is_nothing_to_write(head: AnnexHead, tmp_path: Path) -> None:
    with pytest.raises(RuleBrokenError, match="Chưa đơn vị nào gửi số liệu Quý III năm 2026"):
        write_sum_files(added_up(QUARTER, [a_line(0, None)]), head, tmp_path, outputs=UNGUARDED)
    assert list(tmp_path.iterdir()) == []


def test_what_is_not_counted_stands_side_by_side_with_its_unit(
    told: ProvinceSum, head: AnnexHead
) -> None:
    annex = _filled(_form("listed"), head, told)
    places = [row.cells[3] for row in annex.rows if row.cells[3]]
    assert places == ["UBND xã"] * 3 + [f"Xã {name}: Phòng Kinh tế" for name in "ABC"]
    assert number_columns(annex) == ()
