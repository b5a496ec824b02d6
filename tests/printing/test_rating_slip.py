"""The rating slip on paper: what can be ticked, how to hand it back, and nobody's name."""

from dataclasses import fields
from pathlib import Path

from app.printing.outbox import render
from app.printing.raster import page_count
from app.printing.scan_reader import read_codes
from app.services.forms import receipt_qr
from app.services.ratings.records import OWN_FAULT, QUESTIONS, REASONS
from app.wording.labels import label
from tests.printing.forms import CODE, HEAD, PUBLIC_KEYS, flowing_text, render_png, text_pages
from tests.printing.notices import LONG_NAME
from tests.printing.rating_slips import REASONS as OFFERED
from tests.printing.rating_slips import a_rating_slip


def _tight(text: str) -> str:
    return "".join(text.split())


def test_every_question_and_answer_can_be_ticked_by_its_key() -> None:
    text = flowing_text(render(a_rating_slip(), 1))
    for question in QUESTIONS:
        keyed = "".join(
            _tight(f"{key}{label(answer)}") for key, answer in enumerate(question.answers, 1)
        )
        assert _tight(question.text) in text
        assert keyed in text
    assert _tight(f"4{OWN_FAULT}") in text
    assert _tight(REASONS) in text
    for key, reason in enumerate(OFFERED, 1):
        assert _tight(f"{key}{reason.office_words}") in text


def test_slip_says_what_is_rated_who_served_and_how_it_comes_back() -> None:
    (page,) = text_pages(render(a_rating_slip(), 1))
    for words in (
        f"Mã hồ sơ: {CODE}",
        "Số: 7/PDG",
        "Đăng ký khai sinh có yếu tố nước ngoài (mã 1.001193)",
        "Trần Thị Bích Ngọc · Quầy 3 · kèm giấy số 1/TNHS",
        "không cần ghi họ tên, số điện thoại, số định danh",
        "Mỗi phiếu được ghi nhận một lần",
    ):
        assert words in page


def test_record_of_a_slip_has_no_place_for_a_citizen() -> None:
    """Fails where somebody adds a field that a person's facts could be in."""
    assert {field.name for field in fields(a_rating_slip())} == {
        *("head", "number", "code", "code_check", "issued_at", "given_with"),
        *("procedure_code", "procedure_name", "officer_name", "counter_name"),
        *("reasons", "qr_payload"),
    }


def test_its_qr_reads_from_paper_as_a_slip_and_nothing_else(tmp_path: Path) -> None:
    (read,) = read_codes(render_png(render(a_rating_slip(), 1), tmp_path, 150))
    assert read == a_rating_slip().qr_payload
    assert receipt_qr.verify(read, PUBLIC_KEYS).kind == 14


def test_longest_procedure_is_cut_before_its_code_and_leaves_one_page() -> None:
    pdf = render(a_rating_slip(procedure_name=LONG_NAME), 1)
    (page,) = text_pages(pdf)
    assert "… (mã 1.001193)" in page


def test_office_without_reasons_gives_a_slip_without_that_question() -> None:
    pdf = render(a_rating_slip(head=HEAD, reasons=()), 1)
    assert page_count(pdf) == 1
    assert _tight(REASONS) not in flowing_text(pdf)
