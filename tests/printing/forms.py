"""Form data to print, signed payloads, and what independent tools read off the paper."""

import re
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from app.services.forms.notice_records import Letterhead, PaperLine
from app.services.forms.numbering import check_digits
from app.services.forms.receipt_qr import encode
from app.services.forms.records import (
    HandoffSlipData,
    QrFields,
    ReceiptData,
    ReturnReceiptData,
    SlipLine,
)
from app.vocabulary.dossiers import Outcome, ReturnBy
from app.vocabulary.forms import FormSet

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
PUBLIC_KEYS = {1: KEY.public_key().public_bytes_raw()}
_MM = 25.4 / 72
RECEIVED_AT = datetime(2019, 7, 10, 0, 41, tzinfo=UTC)
CODE = "000.00.15.H53-190710-0001"
HEAD = Letterhead(
    unit_code="000.00.15.H53",
    unit_name="UBND xã Tân Phú",
    parent_name="UBND huyện Tân Châu",
    place="Tân Phú",
    address="Số 12 đường Tôn Đức Thắng, xã Tân Phú",
    hotline="0276 3822 333",
)
PAPERS = (
    PaperLine("Tờ khai đăng ký khai sinh theo mẫu", original=1),
    PaperLine("Giấy chứng sinh", original=2),
    PaperLine("Văn bản ủy quyền được chứng thực theo quy định của pháp luật", certified=3),
    PaperLine("Giấy tờ chứng minh nơi cư trú để xác định thẩm quyền", certified=1, plain=4),
    PaperLine("Giấy chứng nhận kết hôn", plain=5),
    PaperLine("Hộ chiếu hoặc giấy tờ tùy thân của cha, mẹ", plain=1),
)


def payload(kind: int = 1, number: int = 1) -> str:
    fields = QrFields(
        key_id=1,
        unit_number=15,
        day_number=number,
        received_at=RECEIVED_AT,
        kind=kind,
        copy_no=1,
        chain_head=bytes(range(8)),
        due_at=RECEIVED_AT + timedelta(days=5),
        name_digest=bytes(range(8, 16)),
        held_digest=bytes(range(16, 24)),
    )
    return encode(fields, KEY.sign)


def a_receipt(**changes: Any) -> ReceiptData:
    receipt = ReceiptData(
        form=FormSet.TT01_2018,
        head=HEAD,
        number="0001/2019/TNHS",
        code=CODE,
        code_check=check_digits(CODE),
        issued_at=RECEIVED_AT,
        owner_name="Nguyễn Thị Hương Giang",
        submitter_name="Đặng Văn Ngữ",
        is_authorised=True,
        id_number="072185001234",
        address="Số 45, tổ 7, ấp Thạnh Đông, xã Tân Phú, huyện Tân Châu",
        phone="0912 345 678",
        email="huong.giang@example.vn",
        procedure_code="1.001193",
        procedure_name="Đăng ký khai sinh có yếu tố nước ngoài",
        case_name="Không phải xác minh",
        request="",
        papers=PAPERS,
        set_count=1,
        time_text="03 ngày làm việc",
        received_at=RECEIVED_AT,
        due_at=RECEIVED_AT + timedelta(days=5),
        due_text="",
        return_by=ReturnBy.COUNTER,
        return_address="",
        fee_vnd=8000,
        officer_name="Trần Thị Bích Ngọc",
        counter_name="Quầy số 3",
        book_name="01/2019",
        book_ordinal=27,
        qr_payload=payload(),
    )
    return replace(receipt, **changes)


def a_slip(lines: Sequence[SlipLine] = (), **changes: Any) -> HandoffSlipData:
    slip = HandoffSlipData(
        head=HEAD,
        number="0012/2019/PBG",
        from_name="Bộ phận Một cửa UBND xã Tân Phú",
        to_name="Phòng Tư pháp – Hộ tịch",
        sent_at=RECEIVED_AT,
        sender_name="Trần Thị Bích Ngọc",
        lines=tuple(lines) or slip_lines(3),
        qr_payload=payload(kind=2, number=12),
        note="Giao đợt sáng",
    )
    return replace(slip, **changes)


def slip_lines(count: int) -> tuple[SlipLine, ...]:
    return tuple(
        SlipLine(
            code=f"000.00.15.H53-190710-{number:04d}",
            owner_name=f"Lê Văn Đức {number}",
            procedure_name="Chứng thực bản sao từ bản chính giấy tờ do cơ quan nhà nước cấp",
            received_at=RECEIVED_AT,
            due_at=RECEIVED_AT + timedelta(days=3) if number % 5 else None,
            paper_count=number % 7 + 1,
            note="Giao lại" if number == 2 else "",
        )
        for number in range(1, count + 1)
    )


def a_return_receipt(**changes: Any) -> ReturnReceiptData:
    receipt = ReturnReceiptData(
        head=HEAD,
        number="0007/2019/TKQ",
        code=CODE,
        code_check=check_digits(CODE),
        owner_name="Nguyễn Thị Hương Giang",
        procedure_name="Đăng ký khai sinh",
        received_at=RECEIVED_AT,
        due_at=RECEIVED_AT + timedelta(days=5),
        outcome=Outcome.GRANTED,
        result_number="125/TLKS",
        collector_name="Đặng Văn Ngữ",
        collector_id="072185001234",
        is_authorised=True,
        returned_at=RECEIVED_AT + timedelta(days=4),
        fee_vnd=1_250_000,
        payment_number="21/PT",
        officer_name="Trần Thị Bích Ngọc",
        note="Đã nhận đủ bản chính",
        qr_payload=payload(kind=3),
    )
    return replace(receipt, **changes)


def tool(name: str) -> str:
    """Return the path of an independent reader, or skip the test naming what is missing."""
    path = shutil.which(name)
    if path is None:
        pytest.skip(f"{name} is not installed")
    return path


def text_pages(pdf: bytes) -> list[str]:
    """Return the pages' text as pdftotext reads it, white space as single blanks."""
    done = subprocess.run(
        [tool("pdftotext"), "-layout", "-", "-"], input=pdf, capture_output=True, check=True
    )
    pages = done.stdout.decode().removesuffix("\f").split("\f")
    return [" ".join(page.split()) for page in pages]


def flowing_text(pdf: bytes) -> str:
    """Return all text in the order it was drawn, white space dropped."""
    done = subprocess.run(
        [tool("pdftotext"), "-raw", "-", "-"], input=pdf, capture_output=True, check=True
    )
    return "".join(done.stdout.decode().split())


def render_png(pdf: bytes, folder: Path, dpi: int, page: int = 1) -> Path:
    """Return the picture of page `page` (from 1) that poppler draws."""
    source = folder / "in.pdf"
    source.write_bytes(pdf)
    target = folder / f"page-{page}-{dpi}"
    numbers = ["-f", str(page), "-l", str(page), "-singlefile"]
    subprocess.run([tool("pdftoppm"), "-r", str(dpi), "-png", *numbers, source, target], check=True)
    return target.with_suffix(".png")


def zbar_codes(picture: Path, symbology: str = "qrcode") -> set[str]:
    """Return the texts of one symbology that zbarimg reads."""
    enabled = ["-Sdisable", f"-S{symbology}.enable"]
    command = [tool("zbarimg"), "--nodbus", "--raw", "--quiet", *enabled]
    done = subprocess.run([*command, picture], capture_output=True, check=False)
    return set(done.stdout.decode().split())


def words(pdf: bytes) -> list[list[tuple[float, float, str]]]:
    """Return each page's words with their upper and lower edge in millimetres from the top."""
    done = subprocess.run(
        [tool("pdftotext"), "-bbox", "-", "-"], input=pdf, capture_output=True, check=True
    )
    pattern = re.compile(r'yMin="([\d.]+)".* yMax="([\d.]+)">(.*)</word>')
    return [
        [(float(y) * _MM, float(end) * _MM, text) for y, end, text in pattern.findall(page)]
        for page in done.stdout.decode().split("<page ")[1:]
    ]
