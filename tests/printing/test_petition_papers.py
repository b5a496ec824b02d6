"""The two papers of a petition: what they say, a code that reads, nothing lost on long ones."""

from dataclasses import replace
from pathlib import Path

import pytest

from app.printing.outbox import media_of, render
from app.printing.phrases import moment
from app.services.forms.records import FormData
from tests.printing.forms import HEAD, flowing_text, render_png, text_pages, zbar_codes
from tests.printing.petitions import (
    LONG_ANSWER,
    LONG_RECEIPT,
    a_petition_answer,
    a_petition_receipt,
)


def _tight(text: str) -> str:
    return "".join(text.split())


def test_the_acknowledgement_says_what_was_received_and_by_when_it_is_answered(
    tmp_path: Path,
) -> None:
    data = a_petition_receipt()
    pdf = render(data, 1)
    assert media_of(data) == "A5"
    (page,) = text_pages(pdf)
    for said in (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "PHIẾU TIẾP NHẬN PHẢN ÁNH, KIẾN NGHỊ",
        "Số: 12/PAKN",
        "Ông/Bà/Tổ chức: Phạm Thị Phản",
        "Số điện thoại: 0987654321",
        "Hình thức: Trực tiếp Loại: Phản ánh về hành vi hành chính",
        "Hồ sơ liên quan: 000.00.15.H53-190710-0001",
        "Thời hạn trả lời: 15 ngày làm việc (Quyết định 766/QĐ-TTg)",
        "Trả lời chậm nhất: 07 giờ 41 phút, ngày 31 tháng 7 năm 2019",
        "NGƯỜI TIẾP NHẬN",
    ):
        assert said in page
    assert "Nhập bù" not in page
    assert zbar_codes(render_png(pdf, tmp_path, 150)) == {data.qr_payload}


def test_what_was_entered_later_says_so_and_a_draft_has_no_number() -> None:
    (late,) = text_pages(render(a_petition_receipt(is_late_entry=True), 1))
    assert "Nhập bù: đã nhận bằng giấy trước khi ghi vào sổ." in late
    (draft,) = text_pages(render(a_petition_receipt(number="", qr_payload=""), 1))
    assert draft.count("(cấp khi tiếp nhận)") == 2


def test_the_answer_is_a_letter_that_says_result_and_words() -> None:
    data = a_petition_answer()
    assert media_of(data) == "A4"
    (page,) = text_pages(render(data, 1))
    for said in (
        "TRẢ LỜI PHẢN ÁNH, KIẾN NGHỊ",
        "Kính gửi: Phạm Thị Phản",
        "đã tiếp nhận kiến nghị số 12/PAKN của Ông/Bà/Tổ chức.",
        "Kết quả xử lý: Sửa đổi, bãi bỏ quy định",
        "Từ ngày đó Ông/Bà chỉ cần xuất trình căn cước.",
        "THỦ TRƯỞNG CƠ QUAN, ĐƠN VỊ",
        "Đỗ Văn Mẫu",
        "- Lưu: VT.",
    ):
        assert said in page


def test_the_answer_can_be_looked_up_by_hand_as_it_has_no_code_to_scan() -> None:
    data = a_petition_answer()
    (page,) = text_pages(render(data, 1))
    assert f"Số: {data.number}" in page
    assert f"Mã đơn vị {data.head.unit_code}" in page
    assert f"Lập lúc {moment(data.issued_at)}" in page


def test_a_refusal_says_on_which_ground_and_why() -> None:
    data = a_petition_answer(is_refusal=True, result_text="", answer="Không nêu việc cụ thể.")
    (page,) = text_pages(render(data, 1))
    assert "Căn cứ Nghị định 20/2008/NĐ-CP của Chính phủ" in page
    assert "không tiếp nhận nội dung trên vì lý do sau: Không nêu việc cụ thể." in page
    assert "Kết quả xử lý" not in page


@pytest.mark.parametrize(
    ("data", "title"), [(LONG_RECEIPT, "NGƯỜI GỬI"), (LONG_ANSWER, "THỦ TRƯỞNG")]
)
def test_nothing_of_a_long_one_is_lost_and_its_end_stays_together(
    data: FormData, title: str
) -> None:
    pdf = render(data, 1)
    pages = text_pages(pdf)
    assert len(pages) >= 2
    assert title in pages[-1]
    assert not any(title in page for page in pages[:-1])
    raw = flowing_text(pdf)
    assert all(_tight(f"Điều {number}. Cán bộ") in raw for number in range(1, 30))
    for number, page in enumerate(pages, 1):
        assert page.endswith(f"Trang {number}/{len(pages)}")


@pytest.mark.parametrize("data", [a_petition_receipt(), a_petition_answer()])
def test_a_copy_and_test_data_are_marked(data: FormData) -> None:
    (page,) = text_pages(render(replace(data, head=replace(HEAD, is_demo=True)), 2))
    assert "BẢN SAO 2" in page
    assert "DỮ LIỆU THỬ – KHÔNG CÓ GIÁ TRỊ" in page
