"""Data of a rating slip to print."""

from dataclasses import replace
from typing import Any

from app.services.forms.numbering import check_digits
from app.services.forms.records import RatingSlipData, SlipReason
from tests.printing.forms import CODE, HEAD, RECEIVED_AT, payload

REASONS = (
    SlipReason(1, "Giải quyết nhanh, đúng hẹn", is_good=True),
    SlipReason(2, "Cán bộ niềm nở, tận tình", is_good=True),
    SlipReason(3, "Hướng dẫn rõ ràng, dễ hiểu", is_good=True),
    SlipReason(4, "Thủ tục đơn giản", is_good=True),
    SlipReason(5, "Phải chờ lâu", is_good=False),
    SlipReason(6, "Hướng dẫn chưa rõ", is_good=False),
    SlipReason(7, "Phải đi lại nhiều lần", is_good=False),
    SlipReason(8, "Trả kết quả trễ hẹn", is_good=False),
    SlipReason(9, "Thái độ chưa đúng mực", is_good=False),
)


def a_rating_slip(**changes: Any) -> RatingSlipData:
    data = RatingSlipData(
        head=HEAD,
        number="7/PDG",
        code=CODE,
        code_check=check_digits(CODE),
        issued_at=RECEIVED_AT,
        given_with="1/TNHS",
        procedure_code="1.001193",
        procedure_name="Đăng ký khai sinh có yếu tố nước ngoài",
        officer_name="Trần Thị Bích Ngọc",
        counter_name="Quầy 3",
        reasons=REASONS,
        qr_payload=payload(kind=14),
    )
    return replace(data, **changes)
