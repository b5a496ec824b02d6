"""The pages of every notice: codes that read, marks on each page, nothing lost on long data."""

from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import get_args

import pytest
from PIL import Image, ImageChops

from app.printing.outbox import media_of, render
from app.printing.raster import page_count, page_image
from app.printing.scan_reader import read_codes
from app.printing.sheet import A4, A5
from app.services.forms.notice_records import (
    ApologyData,
    ControlSlipData,
    PostLabelData,
    RefusalData,
    StopNoticeData,
    SupplementRequestData,
    WithdrawalNoteData,
)
from app.services.forms.records import FormData
from tests.printing.closings import a_day_closing
from tests.printing.forms import (
    CODE,
    HEAD,
    a_receipt,
    a_return_receipt,
    a_slip,
    flowing_text,
    render_png,
    slip_lines,
    text_pages,
    words,
    zbar_codes,
)
from tests.printing.notices import (
    LONG_ITEMS,
    LONG_NAME,
    LONG_PAPERS,
    LONG_REASON,
    LONGEST,
    NOTICES,
    a_control_slip,
    a_post_label,
    a_refusal,
    a_step,
)
from tests.printing.petitions import a_petition_answer, a_petition_receipt

_FOOTER = "Mọi phản ánh xin gửi Văn phòng UBND huyện\nđiện thoại 0276 3875 111"
_FOOTER_WORD = "phản"
_ALL = {
    **NOTICES,
    "receipt": a_receipt,
    "handoff_slip": a_slip,
    "return_receipt": a_return_receipt,
    "day_closing": a_day_closing,
    "petition_receipt": a_petition_receipt,
    "petition_answer": a_petition_answer,
}
_PAGES_MAX = {
    "supplement_request": 5,
    "refusal": 5,
    "apology": 2,
    "stop_notice": 5,
    "withdrawal_note": 5,
    "guide_slip": 5,
    "fee_receipt": 3,
    "control_slip": 4,
    "post_label": 2,
}
_LAST_TITLES = {
    "supplement_request": "NGƯỜI HƯỚNG DẪN",
    "refusal": "NGƯỜI TIẾP NHẬN HỒ SƠ",
    "apology": "THỦ TRƯỞNG CƠ QUAN,",
    "stop_notice": "THỦ TRƯỞNG CƠ QUAN,",
    "withdrawal_note": "NGƯỜI TRẢ GIẤY TỜ",
    "guide_slip": "NGƯỜI HƯỚNG DẪN",
    "fee_receipt": "NGƯỜI THU TIỀN",
    "control_slip": "NGƯỜI LẬP PHIẾU",
}


def _tight(text: str) -> str:
    return "".join(text.split())


@cache
def _longest_pdf(name: str) -> bytes:
    return render(LONGEST[name], 1)


def test_every_record_has_its_own_form() -> None:
    assert {type(make()) for make in _ALL.values()} == set(get_args(FormData))
    texts = {text_pages(render(make(), 1))[0] for make in _ALL.values()}
    assert len(texts) == len(get_args(FormData))


@pytest.mark.parametrize("name", NOTICES)
def test_notices_are_printed_on_a5(name: str) -> None:
    assert media_of(NOTICES[name]()) == "A5"


@pytest.mark.parametrize("name", NOTICES)
def test_equal_data_gives_equal_bytes(name: str) -> None:
    data = NOTICES[name]()
    assert render(data, 2) == render(NOTICES[name](), 2)
    assert render(data, 1) != render(data, 2)


@pytest.mark.parametrize("name", NOTICES)
def test_marked_page_carries_every_warning_and_a_qr_that_reads(tmp_path: Path, name: str) -> None:
    head = replace(HEAD, is_demo=True, footer=_FOOTER)
    pdf = render(NOTICES[name](head=head), 3)
    (page,) = text_pages(pdf)
    assert "DỮ LIỆU THỬ – KHÔNG CÓ GIÁ TRỊ" in page
    assert ("In lần 3" if name == "control_slip" else "BẢN SAO 3") in page
    assert all(line in page for line in _FOOTER.split("\n"))
    picture = render_png(pdf, tmp_path, 150)
    assert zbar_codes(picture) == {NOTICES[name]().qr_payload}


@pytest.mark.parametrize("name", NOTICES)
def test_draft_has_neither_number_nor_qr(tmp_path: Path, name: str) -> None:
    pdf = render(NOTICES[name](number="", qr_payload=""), 1)
    (page,) = text_pages(pdf)
    assert page.count("(cấp khi tiếp nhận)") == 2
    assert read_codes(render_png(pdf, tmp_path, 150)) in {(), ("EE123456789VN",)}


@pytest.mark.parametrize("name", NOTICES)
def test_ordinary_page_is_not_marked(name: str) -> None:
    (page,) = text_pages(render(NOTICES[name](), 1))
    assert "DỮ LIỆU THỬ" not in page
    assert "BẢN SAO" not in page


@pytest.mark.parametrize("name", LONGEST)
def test_longest_notice_has_code_and_page_number_on_each_page(name: str) -> None:
    pages = text_pages(_longest_pdf(name))
    assert len(pages) == _PAGES_MAX[name]
    mark = "Phiếu hướng dẫn số 8/PHD" if name == "guide_slip" else f"Mã hồ sơ: {CODE} ·"
    for number, page in enumerate(pages, 1):
        assert mark in page
        assert "/2019" in page
        assert page.endswith(f"Trang {number}/{len(pages)}")


@pytest.mark.parametrize("name", _LAST_TITLES)
def test_signatures_of_the_longest_notice_stay_together(name: str) -> None:
    pages = text_pages(_longest_pdf(name))
    signer = "Phạm Quốc Hùng" if "THỦ" in _LAST_TITLES[name] else "Trần Thị Bích Ngọc"
    assert _LAST_TITLES[name] in pages[-1]
    assert signer in pages[-1].split(_LAST_TITLES[name])[1]
    assert not any(_LAST_TITLES[name] in page for page in pages[:-1])


@pytest.mark.parametrize("lines", [8, 10, 12, 14])
@pytest.mark.parametrize(
    ("name", "field", "tail", "title"),
    [
        ("supplement_request", "reason", "Trong quá trình hoàn thiện", "NGƯỜI HƯỚNG DẪN"),
        ("refusal", "ground", "Xin thông báo để", "NGƯỜI TIẾP NHẬN HỒ SƠ"),
        ("apology", "reason", "Rất mong nhận được", "THỦ TRƯỞNG CƠ QUAN"),
        ("stop_notice", "reason", "có quyền khiếu nại", "THỦ TRƯỞNG CƠ QUAN"),
        ("withdrawal_note", "reason", "Thời gian trả lại", "NGƯỜI TRẢ GIẤY TỜ"),
        ("guide_slip", "advice", "Thời gian giải quyết", "NGƯỜI HƯỚNG DẪN"),
        ("fee_receipt", "exempt_ground", "Còn phải thu", "NGƯỜI THU TIỀN"),
    ],
)
def test_signatures_never_stand_alone(
    name: str, field: str, tail: str, title: str, lines: int
) -> None:
    data = NOTICES[name](**{field: "\n".join(["dòng"] * lines)})
    for page in text_pages(render(data, 1)):
        assert (tail in page) == (title in page)


@pytest.mark.parametrize("name", LONGEST)
def test_nothing_of_the_longest_notice_is_lost(name: str) -> None:
    data = LONGEST[name]
    footless = [page.rsplit(" Mã hồ sơ: ", 1)[0] for page in text_pages(_longest_pdf(name))]
    footless = [page.rsplit(" Phiếu hướng dẫn số ", 1)[0] for page in footless]
    text = _tight("".join(footless))
    raw = flowing_text(_longest_pdf(name))
    match data:
        case SupplementRequestData():
            wanted: tuple[str, ...] = (LONG_NAME, data.approver)
            assert all(_tight(f"Nội dung {n}:") in raw for n in range(1, 31))
            assert text.count(_tight(LONG_ITEMS[0].split(": ")[1])) >= len(LONG_ITEMS) - 3
        case RefusalData():
            wanted = (LONG_NAME,)
            assert all(_tight(f"{n}. Nội dung {n}:") in raw for n in range(1, 31))
        case ApologyData():
            wanted = (LONG_NAME, data.agency_name)
        case StopNoticeData() | WithdrawalNoteData():
            wanted = (LONG_NAME, *(paper.name for paper in LONG_PAPERS))
        case ControlSlipData():
            wanted = (LONG_NAME, *data.partner_names, *(step.to_person for step in data.steps))
        case PostLabelData():
            wanted = (LONG_NAME, data.receiver_name, data.receiver_address, data.waybill)
        case _:
            wanted = (LONG_NAME,)
    assert [part for part in wanted if _tight(part) not in raw] == []
    if name not in {"control_slip", "post_label"}:
        missing = [n for n in range(56) if _tight(f"lý do thứ {n} nêu") not in raw]
        assert len(missing) <= 1, missing  # a page's end may stand between the words


@pytest.mark.parametrize("name", [*NOTICES, "longest stop_notice", "longest control_slip"])
def test_margins_stay_white(name: str) -> None:
    longest = name.removeprefix("longest ")
    pdf = _longest_pdf(longest) if longest != name else render(NOTICES[name](), 3)
    for number in range(page_count(pdf)):
        page = page_image(pdf, number, 100)
        picture = Image.frombytes("RGB", (page.width, page.height), page.rgb)
        inked = ImageChops.invert(picture.convert("L")).getbbox()
        assert inked is not None
        left_mm, top_mm, right_mm, bottom_mm = (edge / 100 * 25.4 for edge in inked)
        assert top_mm >= 4
        assert bottom_mm <= A5.height_mm - 5
        if name == "post_label":  # where it is cut is marked from edge to edge
            continue
        assert left_mm >= A5.left_mm - 0.5
        assert right_mm <= A5.width_mm - A5.right_mm + 0.5


@pytest.mark.parametrize(
    "form",
    [
        a_receipt(head=replace(HEAD, footer=_FOOTER), note="ghi chú " * 300),
        a_return_receipt(head=replace(HEAD, footer=_FOOTER), note="ghi chú " * 300),
        a_slip(slip_lines(40), head=replace(HEAD, footer=_FOOTER)),
        replace(LONGEST["refusal"], head=replace(HEAD, footer=_FOOTER)),
        replace(LONGEST["stop_notice"], head=replace(HEAD, footer=_FOOTER)),
    ],
    ids=["receipt", "return_receipt", "handoff_slip", "refusal", "stop_notice"],
)
def test_office_s_lines_stand_below_everything_on_each_page(form: FormData) -> None:
    paper = A4 if media_of(form) == "A4" else A5
    pages = words(render(form, 1))
    assert len(pages) >= 2
    for page in pages:
        (foot_mm,) = [top for top, _, text in page if text == _FOOTER_WORD]
        above = [end for top, end, _ in page if top < foot_mm - 1]
        below = [text for top, _, text in page if top > foot_mm + 1]
        assert max(above) <= foot_mm + 1.2  # boxes of two lines touch: they hold ascenders
        assert below[:2] == ["điện", "thoại"]
        assert foot_mm < paper.floor_mm - 5


def test_long_number_never_runs_into_the_page_s_own() -> None:
    number = "123456/2026/HDHS-BPMC-UBND"
    (page,) = text_pages(render(a_refusal(number=number), 1))
    assert f"Số: {number} · Lập lúc 07:41 10/07/2019 Trang 1/1" in page


def test_office_s_lines_leave_a_page_however_many_there_are() -> None:
    head = replace(HEAD, footer="\n".join(f"dòng {number}" for number in range(83)))
    pages = text_pages(render(a_refusal(head=head), 1))
    assert len(pages) <= 2
    assert all("dòng 0 dòng 1" in page and "dòng 82" in page for page in pages)


@pytest.mark.parametrize(
    ("waybill", "dpi"),
    [
        ("EE123456789VN", 150),
        ("00340434161094042557", 150),
        ("VN-TAYNINH-2026-000000123456789012345678", 203),
    ],
)
def test_bar_code_reads_as_the_waybill(tmp_path: Path, waybill: str, dpi: int) -> None:
    demo = replace(HEAD, is_demo=True)
    pdf = render(a_post_label(waybill=waybill, head=demo), 1)
    assert zbar_codes(render_png(pdf, tmp_path, dpi), "code128") == {waybill}
    assert text_pages(pdf)[0].count(waybill) == 2


def test_demo_mark_does_not_shine_through_the_bars() -> None:
    demo, plain = (
        page_image(render(a_post_label(head=replace(HEAD, is_demo=is_demo)), 1), 0, 150)
        for is_demo in (True, False)
    )
    pictures = [
        Image.frombytes("RGB", (side.width, side.height), side.rgb) for side in (demo, plain)
    ]
    # Below what is in the envelope, above the waybill in letters: bars alone.
    left, top, right, bottom = (round(mm / 25.4 * 150) for mm in (43, 82, 108, 92))
    bars = (left, top, right, bottom)
    assert pictures[1].crop(bars).getextrema() == ((0, 255),) * 3
    changed = ImageChops.difference(*pictures)
    assert changed.getbbox() is not None
    assert changed.crop(bars).getbbox() is None


def test_waybill_that_no_bar_code_holds_is_printed_in_letters(tmp_path: Path) -> None:
    pdf = render(a_post_label(waybill="BĐ-12"), 1)
    assert zbar_codes(render_png(pdf, tmp_path, 150), "code128") == set()
    assert text_pages(pdf)[0].count("BĐ-12") == 2


def test_control_slip_repeats_its_head_and_never_leaves_it_alone() -> None:
    pages = text_pages(_longest_pdf("control_slip"))
    assert all(("THỜI GIAN GIAO, NHẬN" in page) == ("Người giao" in page) for page in pages)
    assert sum("THỜI GIAN GIAO, NHẬN" in page for page in pages) == len(pages) - 1


@pytest.mark.parametrize("count", range(1, 8))
def test_end_of_a_control_slip_never_stands_alone(count: int) -> None:
    slip = a_control_slip(steps=tuple(a_step(number) for number in range(1, count + 1)))
    last = text_pages(render(slip, 1))[-1]
    assert "NGƯỜI LẬP PHIẾU" in last
    assert "Người giao" in last
    assert "THỜI GIAN GIAO, NHẬN" in last


def test_reason_is_set_whole_whatever_it_looks_like() -> None:
    text = flowing_text(render(a_refusal(reasons=("<b>A & B</b> 100% \\n",), ground="x" * 400), 1))
    assert "<b>A&B</b>100%\\n" in text
    assert text.count("x") >= 400


def test_reason_of_two_thousand_letters_is_the_longest() -> None:
    assert len(LONG_REASON) >= 2000
    assert len(LONG_NAME) == 1094
    assert len(LONG_PAPERS) == 111
    assert len(LONG_ITEMS) == 30
