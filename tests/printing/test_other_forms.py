from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image, ImageChops

from app.printing.forms.handoff_slip import handoff_slip_pdf
from app.printing.forms.return_receipt import return_receipt_pdf
from app.printing.outbox import media_of, render
from app.printing.printers import printer_test_pdf
from app.printing.raster import page_count, page_image
from app.printing.scan_reader import read_codes
from app.printing.sheet import A4, A5
from app.services.forms.receipt_qr import ForgedPayloadError, verify
from app.services.forms.records import FormData
from app.vocabulary.dossiers import Outcome
from tests.printing.forms import (
    CODE,
    HEAD,
    PUBLIC_KEYS,
    RECEIVED_AT,
    a_receipt,
    a_return_receipt,
    a_slip,
    flowing_text,
    payload,
    render_png,
    slip_lines,
    text_pages,
    zbar_codes,
)


@pytest.mark.parametrize(
    "expected",
    [
        "UBND XÃ TÂN PHÚ",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Số: 0012/2019/PBG",
        "PHIẾU BÀN GIAO HỒ SƠ",
        "Bên giao: Bộ phận Một cửa UBND xã Tân Phú",
        "Bên nhận: Phòng Tư pháp – Hộ tịch",
        "Thời gian giao: 07 giờ 41 phút, ngày 10 tháng 7 năm 2019",
        "Số hồ sơ bàn giao: 03",
        "Ghi chú: Giao đợt sáng",
        "Chủ hồ sơ",
        "Thủ tục",
        "Lê Văn Đức 1",
        "BÊN GIAO",
        "BÊN NHẬN",
        "Trần Thị Bích Ngọc",
        "Phiếu bàn giao số 0012/2019/PBG · Giao lúc 07:41 10/07/2019",
        "Trang 1/1",
    ],
)
def test_each_field_of_a_slip_is_printed(expected: str) -> None:
    (page,) = text_pages(handoff_slip_pdf(a_slip()))
    assert expected in page


def test_slip_of_forty_repeats_its_head_and_loses_no_line() -> None:
    pdf = handoff_slip_pdf(a_slip(slip_lines(40)))
    pages = text_pages(pdf)
    assert len(pages) >= 2
    assert all("Chủ hồ sơ" in page for page in pages)
    assert all("0012/2019/PBG" in page for page in pages)
    text = flowing_text(pdf)
    for line in slip_lines(40):
        assert line.code in text


@pytest.mark.parametrize("count", [1, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23])
def test_signatures_of_a_slip_never_stand_alone(count: int) -> None:
    last = text_pages(handoff_slip_pdf(a_slip(slip_lines(count))))[-1]
    assert "BÊN NHẬN" in last
    assert f"Lê Văn Đức {count}" in last or f"Đức {count}" in last


@pytest.mark.parametrize(
    "expected",
    [
        "Số: 0007/2019/TKQ",
        "Tân Phú, ngày 14 tháng 7 năm 2019",
        "PHIẾU TRẢ KẾT QUẢ GIẢI QUYẾT HỒ SƠ",
        f"Mã hồ sơ: {CODE}",
        "Chủ hồ sơ: Nguyễn Thị Hương Giang",
        "Thủ tục hành chính: Đăng ký khai sinh",
        "Thời gian nhận hồ sơ: 07 giờ 41 phút, ngày 10 tháng 7 năm 2019",
        "Thời gian hẹn trả kết quả: 07 giờ 41 phút, ngày 15 tháng 7 năm 2019",
        "Thời gian trả kết quả: 07 giờ 41 phút, ngày 14 tháng 7 năm 2019",
        "Kết quả giải quyết: Đồng ý giải quyết",
        "Số văn bản kết quả: 125/TLKS",
        "Người nhận kết quả (được ủy quyền): Đặng Văn Ngữ",
        "Số định danh/CCCD người nhận: 072185001234",
        "Phí, lệ phí đã thu: 1.250.000 đồng (phiếu thu số 21/PT)",
        "Ghi chú: Đã nhận đủ bản chính",
        "NGƯỜI NHẬN KẾT QUẢ",
        "NGƯỜI TRẢ KẾT QUẢ",
        "Trần Thị Bích Ngọc",
        "Số kiểm tra: ",
        "Trang 1/1",
    ],
)
def test_each_field_of_a_return_receipt_is_printed(expected: str) -> None:
    (page,) = text_pages(return_receipt_pdf(a_return_receipt()))
    assert expected in page


def test_refused_result_and_free_return_say_so() -> None:
    receipt = a_return_receipt(outcome=Outcome.REFUSED, fee_vnd=0, payment_number="", due_at=None)
    (page,) = text_pages(return_receipt_pdf(receipt))
    assert "Kết quả giải quyết: Không đồng ý" in page
    assert "Phí, lệ phí đã thu: Không" in page
    assert "hẹn trả kết quả: thủ tục không quy định thời hạn" in page


def test_return_receipt_without_qr_keeps_the_check_digits() -> None:
    receipt = a_return_receipt(qr_payload="")
    (page,) = text_pages(return_receipt_pdf(receipt))
    assert f"Số kiểm tra của mã hồ sơ: {receipt.code_check}" in page


@pytest.mark.parametrize(
    ("form", "kind", "number"), [(a_slip(), 2, 12), (a_return_receipt(), 3, 1)]
)
def test_qr_of_every_form_proves_genuine(
    tmp_path: Path, form: FormData, kind: int, number: int
) -> None:
    picture = render_png(render(form, 1), tmp_path, 150)
    (found,) = read_codes(picture)
    assert zbar_codes(picture) == {found}
    fields = verify(found, PUBLIC_KEYS)
    assert (fields.kind, fields.day_number) == (kind, number)


@pytest.mark.parametrize("form", [a_receipt(), a_slip(), a_return_receipt()])
def test_demo_and_reprint_marks_are_on_every_form(form: FormData) -> None:
    demo = replace(form, head=replace(HEAD, is_demo=True))
    assert all("DỮ LIỆU THỬ" in page for page in text_pages(render(demo, 1)))
    assert "BẢN SAO 2" in text_pages(render(form, 2))[0]
    assert "BẢN SAO" not in text_pages(render(form, 1))[0]


@pytest.mark.parametrize(
    ("form", "media", "size"),
    [
        (a_receipt(), "A5", (148, 210)),
        (a_slip(), "A4", (210, 297)),
        (a_return_receipt(), "A5", (148, 210)),
    ],
)
def test_paper_is_the_form_s(form: FormData, media: str, size: tuple[int, int]) -> None:
    assert media_of(form) == media
    with pypdfium2.PdfDocument(render(form, 1)) as document:
        sides = document[0].get_size()
    assert [round(side / 72 * 25.4, 2) for side in sides] == list(size)


@pytest.mark.parametrize(
    "form",
    [
        a_receipt(lookup_url="https://dichvucong.example.vn/tra-cuu", note="x" * 400),
        a_slip(slip_lines(24), note="x" * 400),
        a_return_receipt(note="x" * 400, procedure_name="Ư" * 300),
    ],
)
def test_margins_stay_white(form: FormData) -> None:
    paper = A4 if media_of(form) == "A4" else A5
    pdf = render(form, 2)
    for number in range(page_count(pdf)):
        page = page_image(pdf, number, 100)
        picture = Image.frombytes("RGB", (page.width, page.height), page.rgb)
        inked = ImageChops.invert(picture.convert("L")).getbbox()
        assert inked is not None
        left_mm, top_mm, right_mm, bottom_mm = (edge / 100 * 25.4 for edge in inked)
        assert left_mm >= paper.left_mm - 0.5
        assert right_mm <= paper.width_mm - paper.right_mm + 0.5
        assert top_mm >= 4
        assert bottom_mm <= paper.height_mm - 5


def test_places_with_no_name_begin_the_date_with_a_capital() -> None:
    head = replace(HEAD, place="")
    early = RECEIVED_AT.replace(month=2, day=3) + timedelta(0)
    (page,) = text_pages(handoff_slip_pdf(a_slip(head=head, sent_at=early)))
    assert "Ngày 03 tháng 02 năm 2019" in page


def test_printer_test_page_has_every_letter_and_a_qr_nobody_signed(tmp_path: Path) -> None:
    pdf = printer_test_pdf(HEAD)
    text = flowing_text(pdf)
    assert all(text.count(letter) >= 3 for letter in "ẶẫỡữỴđ")
    (found,) = read_codes(render_png(pdf, tmp_path, 203))
    assert len(found) == len(payload())
    with pytest.raises(ForgedPayloadError):
        verify(found, PUBLIC_KEYS)
