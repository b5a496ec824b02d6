"""The report as DOCX and PDF: the same words in both, laid out as an official paper."""

import io
import unicodedata

import pytest
from docx import Document
from docx.shared import Mm, Pt

from app.reports.quarter.content import Picture, Prose, blocks_of
from app.reports.quarter.text_docx import report_docx
from app.reports.quarter.text_pdf import report_pdf
from app.wording.texts import NO_BREAK
from tests.reports.quarter.reports import (
    LONG,
    a_report,
    a_section,
    docx_words,
    pdf_pages,
    pdf_words,
)


def test_every_sentence_stands_in_the_docx_and_in_the_pdf() -> None:
    report = a_report()
    paper, file = pdf_words(report_pdf(report)), docx_words(report_docx(report))
    said = [block.text for block in blocks_of(report) if not isinstance(block, Picture)]
    assert len(said) == 11
    for text in (*said, "BÁO CÁO", report.subject, "Nơi nhận:", "- Lưu: VT.", report.signer):
        assert text in paper
        assert text in file


def test_an_officers_words_stand_before_and_after_what_the_figures_say() -> None:
    file = docx_words(report_docx(a_report()))
    places = [file.index(word) for word in ("Lời đứng trước.", "Câu thứ hai.", "Lời đứng sau")]
    assert places == sorted(places)


def test_the_docx_is_an_official_paper() -> None:
    document = Document(io.BytesIO(report_docx(a_report())))
    page = document.sections[0]
    sizes = (
        *(page.page_width, page.page_height, page.top_margin, page.bottom_margin),
        *(page.left_margin, page.right_margin),
    )
    assert [round(size / Mm(1)) for size in sizes if size] == [210, 297, 20, 20, 30, 18]
    assert document.styles["Normal"].font.name == "Times New Roman"
    assert page.different_first_page_header_footer
    assert page.first_page_header.paragraphs[0].text == ""
    assert "PAGE" in page.header._element.xml
    body = [each for each in document.paragraphs if each.text.startswith("Trong quý II")]
    assert [run.font.size for each in body for run in each.runs] == [Pt(14)]
    head = [cell.text.replace(NO_BREAK, " ") for cell in document.tables[0].rows[0].cells]
    assert f"HÀNH{NO_BREAK}CHÍNH{NO_BREAK}CÔNG" in document.tables[0].rows[0].cells[0].text
    assert "UBND TỈNH TÂY NINH\nTRUNG TÂM HÀNH CHÍNH CÔNG TỈNH TÂY NINH" in head[0]
    assert "Độc lập - Tự do - Hạnh phúc" in head[1]
    assert "Tây Ninh, ngày 10 tháng 7 năm 2019" in head[1]


def test_pages_are_numbered_at_the_head_from_the_second_on() -> None:
    section = a_section()
    part = a_report().parts[0]
    many = tuple(section for _ in range(8))
    long = a_report(parts=(type(part)(title=part.title, sections=many),))
    pages = pdf_pages(report_pdf(long))
    assert len(pages) > 3
    assert not pages[0].endswith(" 1")
    assert [page.split()[-1] for page in pages[1:]] == [str(n) for n in range(2, len(pages) + 1)]


def test_a_signature_never_stands_alone_on_a_page() -> None:
    for count in range(1, 14):
        report = a_report(parts=(), opening=("Một câu ngắn.",) * (20 + count))
        last = pdf_pages(report_pdf(report))[-1]
        assert "Nơi nhận:" in last
        assert "Số liệu chưa khóa." in last


def test_a_chart_is_a_picture_with_words_for_who_cannot_see_it() -> None:
    document = Document(io.BytesIO(report_docx(a_report())))
    (shape,) = document.inline_shapes
    assert shape.width == Mm(150)
    assert shape._inline.docPr.get("descr") == "Kết quả giải quyết hồ sơ"


def test_a_chart_without_a_number_is_left_out() -> None:
    told = a_section().told
    chart = told.charts[0]
    empty = type(chart)(chart.title, chart.groups, (type(chart.series[0])("x", (None, 0, 0)),))
    section = a_section(told=type(told)(sentences=("Câu.",), charts=(empty,)))
    part = type(a_report().parts[0])(title="Phần", sections=(section,))
    assert not any(isinstance(block, Picture) for block in blocks_of(a_report(parts=(part,))))


def test_the_longest_names_break_no_page() -> None:
    report = a_report(
        parent_name=LONG,
        unit_name=LONG * 2,
        subject=LONG * 2,
        signer=LONG,
        recipients=(LONG, "Lưu: VT."),
        opening=("x" * 400, LONG * 8),
    )
    pages = pdf_pages(report_pdf(report))
    assert len(pages) <= 6
    # A word longer than a line is cut between lines.
    assert ("x" * 400) in "".join(pages).replace(" ", "")
    assert LONG.strip() in docx_words(report_docx(report))


@pytest.mark.parametrize(
    "text", ["Chữ\u202eẩn", "Dòng\x00không", unicodedata.normalize("NFD", "Đề")]
)
def test_odd_text_reaches_neither_file_as_it_is(text: str) -> None:
    report = a_report(opening=(text,), signer=text, subject=text)
    for words in (pdf_words(report_pdf(report)), docx_words(report_docx(report))):
        assert text not in words


def test_a_demo_report_says_so_on_every_page() -> None:
    report = a_report(is_demo=True)
    assert "DỮ LIỆU THỬ" in pdf_words(report_pdf(report))
    page = Document(io.BytesIO(report_docx(report))).sections[0]
    assert "DỮ LIỆU THỬ" in page.first_page_header.paragraphs[0].text
    assert "DỮ LIỆU THỬ" in page.header.paragraphs[0].text


def test_equal_reports_are_equal_files() -> None:
    assert report_pdf(a_report()) == report_pdf(a_report())


def test_tasks_are_numbered_in_their_part() -> None:
    said = [block.text for block in blocks_of(a_report()) if isinstance(block, Prose)]
    assert "2. Tổ chức đoàn đi học tập kinh nghiệm." in said
