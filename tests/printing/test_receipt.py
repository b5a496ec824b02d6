import re
import subprocess
import unicodedata
from dataclasses import replace
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image, ImageChops

from app.printing.forms.receipt import receipt_pdf
from app.printing.outbox import render
from app.printing.raster import page_count, page_image
from app.printing.scan_reader import read_codes
from app.services.forms.notice_records import PaperLine
from app.services.forms.receipt_qr import verify
from app.vocabulary.dossiers import ReturnBy
from app.vocabulary.forms import FormSet
from tests.printing.forms import (
    CODE,
    HEAD,
    PUBLIC_KEYS,
    RECEIVED_AT,
    a_receipt,
    flowing_text,
    payload,
    render_png,
    text_pages,
    tool,
    zbar_codes,
)

_LONG_NAME = ("Chấp thuận chủ trương đầu tư đối với dự án có đề nghị giao đất, cho thuê đất " * 15)[
    :1094
].strip()


def test_ordinary_receipt_is_one_page_a_copy() -> None:
    pages = text_pages(receipt_pdf(a_receipt()))
    assert len(pages) == 2
    assert "Liên 1: Lưu" in pages[0]
    assert "Liên 2: Giao khách hàng" in pages[1]
    assert all("Trang 1/1" in page for page in pages)


def test_lookup_code_leaves_an_ordinary_receipt_on_one_page() -> None:
    receipt = a_receipt(lookup_url="https://dichvucong.example.vn/tra-cuu")
    assert len(text_pages(receipt_pdf(receipt))) == 2


@pytest.mark.parametrize("form", list(FormSet))
def test_office_s_own_lines_leave_an_ordinary_receipt_on_one_page(form: FormSet) -> None:
    lines = "Mọi phản ánh xin gửi Văn phòng UBND huyện\nđiện thoại 0276 3875 111"
    pages = text_pages(receipt_pdf(a_receipt(form=form, head=replace(HEAD, footer=lines))))
    assert len(pages) == 2
    assert all("Văn phòng UBND huyện điện thoại 0276" in page for page in pages)


def test_receipt_names_its_circular() -> None:
    older, newer = (text_pages(receipt_pdf(a_receipt(form=form)))[0] for form in FormSet)
    assert "Mẫu số 01 ban hành kèm theo Thông tư 01/2018/TT-VPCP" in older
    assert "Mẫu số 01 ban hành kèm theo Thông tư 03/2025/TT-VPCP" in newer


@pytest.mark.parametrize(
    "expected",
    [
        "UBND HUYỆN TÂN CHÂU",
        "UBND XÃ TÂN PHÚ",
        "BỘ PHẬN TIẾP NHẬN VÀ TRẢ KẾT QUẢ",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Số: 0001/2019/TNHS",
        "Tân Phú, ngày 10 tháng 7 năm 2019",
        "GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ",
        f"Mã hồ sơ: {CODE}",
        "tiếp nhận hồ sơ của: Nguyễn Thị Hương Giang",
        "Người nộp (được ủy quyền): Đặng Văn Ngữ",
        "Địa chỉ: Số 45, tổ 7, ấp Thạnh Đông, xã Tân Phú, huyện Tân Châu",
        "Số điện thoại: 0912 345 678",
        "Email: huong.giang@example.vn",
        "Số định danh/CCCD: 072185001234",
        "Nội dung yêu cầu giải quyết: Đăng ký khai sinh có yếu tố nước ngoài (mã 1.001193; "
        "Không phải xác minh)",
        "1. Thành phần hồ sơ nộp gồm:",
        "1 Tờ khai đăng ký khai sinh theo mẫu 1",
        "4 Giấy tờ chứng minh nơi cư trú để xác định thẩm quyền 1 4",
        "2. Số lượng hồ sơ: 01 (bộ)",
        "3. Thời gian giải quyết hồ sơ theo quy định là: 03 ngày làm việc",
        "4. Thời gian nhận hồ sơ: 07 giờ 41 phút, ngày 10 tháng 7 năm 2019",
        "5. Thời gian trả kết quả giải quyết hồ sơ: 07 giờ 41 phút, ngày 15 tháng 7 năm 2019",
        "6. Đăng ký nhận kết quả tại: UBND xã Tân Phú",
        "Vào Sổ theo dõi hồ sơ, quyển số: 01/2019; số thứ tự: 27",
        "NGƯỜI NỘP HỒ SƠ",
        "NGƯỜI TIẾP NHẬN",
        "Trần Thị Bích Ngọc",
        "Quầy số 3",
        "0276 3822 333",
        "Số kiểm tra: ",
        f"Mã hồ sơ: {CODE} · Hẹn trả: 07:41 15/07/2019",
    ],
)
def test_each_field_is_printed_on_both_copies(expected: str) -> None:
    for page in text_pages(receipt_pdf(a_receipt())):
        assert expected in page


def test_fields_stand_in_the_circular_s_order() -> None:
    text = text_pages(receipt_pdf(a_receipt(form=FormSet.TT03_2025, note="Khẩn")))[0]
    order = [
        "CỘNG HÒA",
        "GIẤY TIẾP NHẬN",
        "tiếp nhận hồ sơ của",
        "Địa chỉ",
        "Số điện thoại",
        "Nội dung yêu cầu",
        "1. Thành phần",
        "2. Số lượng",
        "3. Thời gian giải quyết",
        "4. Thời gian nhận",
        "5. Thời gian trả",
        "6. Đăng ký",
        "7. Phí, lệ phí: 8.000 đồng",
        "Vào Sổ",
        "Ghi chú: Khẩn",
        "NGƯỜI NỘP",
    ]
    places = [text.index(part) for part in order]
    assert places == sorted(places)


def test_form_of_2025_is_headed_by_the_service_centre() -> None:
    text = text_pages(receipt_pdf(a_receipt(form=FormSet.TT03_2025)))[0]
    assert "Trung tâm Phục vụ hành chính công UBND xã Tân Phú tiếp nhận hồ sơ của" in text
    assert "TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG" in text
    assert "BỘ PHẬN TIẾP NHẬN" not in text


def test_form_of_2018_has_no_line_for_fees() -> None:
    assert "7. Phí" not in text_pages(receipt_pdf(a_receipt()))[0]


def test_unit_that_names_itself_a_one_stop_shop_is_not_named_twice() -> None:
    head = replace(HEAD, unit_name="Bộ phận Một cửa UBND xã Tân Phú")
    assert "BỘ PHẬN TIẾP NHẬN" not in text_pages(receipt_pdf(a_receipt(head=head)))[0]


def test_request_of_its_own_is_printed_beside_the_procedure() -> None:
    text = text_pages(receipt_pdf(a_receipt(request="Khai sinh cho con thứ hai")))[0]
    assert "Nội dung yêu cầu giải quyết: Khai sinh cho con thứ hai" in text
    assert "Thủ tục hành chính: Đăng ký khai sinh có yếu tố nước ngoài" in text


def test_owner_who_comes_in_person_is_named_once_above() -> None:
    receipt = a_receipt(submitter_name="Nguyễn Thị Hương Giang", is_authorised=False)
    assert "Người nộp" not in text_pages(receipt_pdf(receipt))[0]


def test_return_by_post_says_where_to() -> None:
    receipt = a_receipt(return_by=ReturnBy.POST, return_address="Số 9 phố Huế")
    text = text_pages(receipt_pdf(receipt))[0]
    assert "6. Đăng ký nhận kết quả tại: địa chỉ đăng ký, qua dịch vụ bưu chính công ích" in text
    assert "Số 9 phố Huế" in text


def test_return_at_the_counter_names_the_unit_whatever_address_is_known() -> None:
    receipt = a_receipt(return_by=ReturnBy.COUNTER, return_address="Số 9 phố Huế")
    text = text_pages(receipt_pdf(receipt))[0]
    assert "6. Đăng ký nhận kết quả tại: UBND xã Tân Phú" in text
    assert "phố Huế" not in text


def test_case_without_deadline_says_so() -> None:
    receipt = a_receipt(due_at=None, due_text="Theo thông báo của cơ quan giải quyết")
    text = text_pages(receipt_pdf(receipt))[0]
    assert "hồ sơ: Theo thông báo của cơ quan giải quyết" in text
    assert "Hẹn trả: không quy định thời hạn" in text


def test_electronic_papers_have_a_column_when_there_are_any() -> None:
    with_file = (*a_receipt().papers, PaperLine("Ảnh chân dung", electronic=2))
    text = text_pages(receipt_pdf(a_receipt(papers=with_file)))[0]
    assert "Điện tử" in text
    assert "7 Ảnh chân dung 2" in text
    assert "Điện tử" not in text_pages(receipt_pdf(a_receipt()))[0]


def test_dossier_without_papers_says_so() -> None:
    text = text_pages(receipt_pdf(a_receipt(papers=())))[0]
    assert "1. Thành phần hồ sơ nộp gồm: không có" in text


def test_draft_has_no_number_no_code_and_no_qr(tmp_path: Path) -> None:
    draft = a_receipt(code="", code_check="", number="", qr_payload="")
    pdf = receipt_pdf(draft)
    text = text_pages(pdf)[0]
    assert "Mã hồ sơ: (cấp khi tiếp nhận)" in text
    assert "Số: (cấp khi tiếp nhận)" in text
    assert "Số kiểm tra" not in text
    assert read_codes(render_png(pdf, tmp_path, 200)) == ()


def test_reprint_is_marked_on_every_copy() -> None:
    assert all("BẢN SAO 3" in page for page in text_pages(receipt_pdf(a_receipt(), copy_no=3)))
    assert all("BẢN SAO" not in page for page in text_pages(receipt_pdf(a_receipt())))


def test_late_entry_and_re_issue_are_marked() -> None:
    receipt = a_receipt(is_late_entry=True, replaces="0099/2019/TNHS")
    text = text_pages(receipt_pdf(receipt))[0]
    assert "nhập bù" in text
    assert "Thay thế giấy số 0099/2019/TNHS" in text
    ordinary = text_pages(receipt_pdf(a_receipt()))[0]
    assert "nhập bù" not in ordinary
    assert "Thay thế" not in ordinary


def test_demo_paper_is_marked_across_and_in_its_head() -> None:
    demo = receipt_pdf(a_receipt(head=replace(HEAD, is_demo=True)))
    for page in text_pages(demo):
        assert "DỮ LIỆU THỬ – KHÔNG CÓ GIÁ TRỊ" in page
    across = 2  # once a page, over the whole of it
    assert flowing_text(demo).count("DỮLIỆUTHỬ") == len(text_pages(demo)) + across
    assert "DỮLIỆUTHỬ" not in flowing_text(receipt_pdf(a_receipt()))


@pytest.mark.parametrize(
    "name",
    [
        '<img src="/etc/passwd"/>',
        "A <b>B",
        "Trần & Con & Cháu &amp;",
        "</para><br/>{x} %s \\n $1",
        "(ngoặc) [vuông] 'nháy' \"kép\"",
    ],
)
def test_markup_in_a_name_is_printed_as_typed(name: str) -> None:
    receipt = a_receipt(owner_name=name, note=name, papers=(PaperLine(name, original=1),))
    text = flowing_text(receipt_pdf(receipt))
    assert text.count("".join(name.split())) >= 6


def test_decomposed_text_never_reaches_paper() -> None:
    with pytest.raises(ValueError, match="NFC"):
        receipt_pdf(a_receipt(owner_name=unicodedata.normalize("NFD", "Nguyễn Thị Hương")))


def test_letter_that_no_face_has_does_not_stop_the_press() -> None:
    text = text_pages(receipt_pdf(a_receipt(owner_name="Lý 李 Tiểu 😀 Long")))[0]
    assert "Lý" in text
    assert "Tiểu" in text


def test_longest_real_data_flows_over_pages_with_nothing_lost() -> None:
    papers = tuple(
        PaperLine(f"Giấy tờ số {number} kèm theo hồ sơ thứ {number}", original=number % 3)
        for number in range(1, 112)
    )
    receipt = a_receipt(owner_name=_LONG_NAME, procedure_name=_LONG_NAME, papers=papers)
    pdf = receipt_pdf(receipt)
    pages = text_pages(pdf)
    count = len(pages) // 2
    for number, page in enumerate(pages):
        assert f"Mã hồ sơ: {CODE} · Hẹn trả: 07:41 15/07/2019" in page
        assert f"Trang {number % count + 1}/{count}" in page
    text = flowing_text(pdf)
    assert text.count("".join(_LONG_NAME.split())) == 4
    for paper in papers:
        assert text.count("".join(paper.name.split())) == 2, paper.name


def test_paper_longer_than_a_page_is_split_with_its_head_repeated() -> None:
    words = " ".join(f"từ{number}" for number in range(900))
    pdf = receipt_pdf(a_receipt(papers=(PaperLine(words, original=1),)))
    text = flowing_text(pdf)
    missing = [number for number in range(900) if f"từ{number}từ" not in text]
    assert len(missing) <= 5  # a page's end may stand between two words
    assert page_count(pdf) >= 4


def test_word_wider_than_its_column_is_cut_and_kept() -> None:
    word = "Ư" * 300
    assert flowing_text(receipt_pdf(a_receipt(owner_name=word))).count("Ư") >= 600


def test_terms_and_signatures_stay_on_one_page() -> None:
    for count in range(7, 15):
        papers = tuple(PaperLine(f"Giấy tờ {number}", original=1) for number in range(count))
        for page in text_pages(receipt_pdf(a_receipt(papers=papers))):
            assert ("5. Thời gian trả" in page) == ("NGƯỜI TIẾP NHẬN" in page)


@pytest.mark.parametrize("dpi", [150, 203])
@pytest.mark.parametrize("page", [1, 2])
def test_qr_is_read_by_two_readers_and_proves_genuine(tmp_path: Path, dpi: int, page: int) -> None:
    picture = render_png(receipt_pdf(a_receipt()), tmp_path, dpi, page)
    assert zbar_codes(picture) == {payload()}
    assert read_codes(picture) == (payload(),)
    assert verify(payload(), PUBLIC_KEYS).received_at == RECEIVED_AT


def test_lookup_qr_is_read_beside_the_signed_one(tmp_path: Path) -> None:
    url = "https://dichvucong.example.vn/tra-cuu?ma=" + CODE
    picture = render_png(receipt_pdf(a_receipt(lookup_url=url)), tmp_path, 203)
    assert set(read_codes(picture)) == {payload(), url}
    assert zbar_codes(picture) == {payload(), url}


def test_demo_mark_does_not_spoil_the_qr(tmp_path: Path) -> None:
    pdf = receipt_pdf(a_receipt(head=replace(HEAD, is_demo=True)))
    path = render_png(pdf, tmp_path, 150)
    assert zbar_codes(path) == {payload()}
    assert read_codes(path) == (payload(),)


def test_demo_mark_does_not_shine_through_the_qr() -> None:
    demo, plain = (
        page_image(receipt_pdf(a_receipt(head=replace(HEAD, is_demo=is_demo))), 0, 150)
        for is_demo in (True, False)
    )
    pictures = [
        Image.frombytes("RGB", (side.width, side.height), side.rgb) for side in (demo, plain)
    ]
    (code,) = zxingcpp.read_barcodes(
        pictures[1], formats=zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
    )
    first, last = code.position.top_left, code.position.bottom_right
    symbol, whole = (first.x, first.y, last.x, last.y), (0, 0, plain.width, plain.height)
    changed = ImageChops.difference(*pictures)
    assert changed.crop(whole).getbbox() is not None
    assert changed.crop(symbol).getbbox() is None
    assert pictures[0].crop(symbol).convert("L").getextrema() == (0, 255)


def test_equal_data_gives_equal_bytes() -> None:
    assert receipt_pdf(a_receipt()) == receipt_pdf(a_receipt())
    assert render(a_receipt(), 2) == receipt_pdf(a_receipt(), copy_no=2)
    assert receipt_pdf(a_receipt()) != receipt_pdf(a_receipt(note="khác"))


def test_file_is_small_and_its_title_tells_nothing_of_the_person(tmp_path: Path) -> None:
    pdf = receipt_pdf(a_receipt())
    assert len(pdf) <= 50_000
    path = tmp_path / "receipt.pdf"
    path.write_bytes(pdf)
    info = subprocess.run([tool("pdfinfo"), path], capture_output=True, check=True).stdout.decode()
    assert re.search(r"^Title:\s+Giấy tiếp nhận hồ sơ và hẹn trả kết quả$", info, re.MULTILINE)
    assert re.search(r"^Page size:\s+419\.5\d* x 595\.2\d* pts$", info, re.MULTILINE)
    assert "Giang" not in info
    assert b"/Lang (vi-VN)" in pdf


def test_every_face_is_embedded(tmp_path: Path) -> None:
    path = tmp_path / "receipt.pdf"
    path.write_bytes(receipt_pdf(a_receipt(head=replace(HEAD, is_demo=True))))
    listed = subprocess.run([tool("pdffonts"), path], capture_output=True, check=True)
    faces = listed.stdout.decode().splitlines()[2:]
    assert len(faces) >= 3
    for face in faces:
        embedded, subset, unicode_map = re.findall(r"\b(yes|no)\b", face)[-3:]
        assert (embedded, subset, unicode_map) == ("yes", "yes", "yes"), face


def test_a_time_that_begins_elsewhere_is_not_called_unlimited() -> None:
    data = a_receipt(due_at=None, due_text="tính từ khi UBND xã Bình Thử nhận", begins_later=True)
    text = text_pages(receipt_pdf(data))[0]
    assert "kết quả giải quyết hồ sơ: tính từ khi UBND xã Bình Thử nhận" in text
    assert "Hẹn trả: tính khi chuyển đến nơi" in text
    assert "không quy định thời hạn" not in text
