"""Days, times, numbers and amounts as Vietnamese text."""

import re
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Final

from app.clock import to_local
from app.vocabulary.people import PersonKind
from app.wording import captions

WEEKDAYS: Final = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ Nhật")


ERASED: Final = "(đã xóa)"
"""What stands where personal data were erased at the end of their time."""


NO_TIME_LIMIT: Final = "Thủ tục không quy định thời hạn; cơ quan sẽ báo khi có kết quả"
"""What is said in place of an appointment where the procedure has no time."""


def day_text(day: date) -> str:
    """Return dd/MM/yyyy."""
    return f"{day.day:02d}/{day.month:02d}/{day.year:04d}"


def weekday_text(day: date) -> str:
    """Return "Thứ Tư 25/11/2026"."""
    return f"{WEEKDAYS[day.weekday()]} {day_text(day)}"


def time_text(instant: datetime) -> str:
    """Return the office's HH:mm of `instant`."""
    return f"{to_local(instant):%H:%M}"


def moment_text(instant: datetime) -> str:
    """Return "25/11/2026 09:42" in the office's time."""
    return f"{day_text(to_local(instant).date())} {time_text(instant)}"


def long_moment_text(instant: datetime) -> str:
    """Return "09 giờ 42 phút, ngày 25/11/2026" as the forms write it."""
    local = to_local(instant)
    return f"{local:%H} giờ {local:%M} phút, ngày {day_text(local.date())}"


def number_text(number: int) -> str:
    """Return 1.250.000."""
    return f"{number:,}".replace(",", ".")


def tenths_text(tenths: int) -> str:
    """Return 35 tenths as "3,5"; not for negative ones."""
    return f"{number_text(tenths // 10)},{tenths % 10}"


def share_text(part: int, whole: int, places: int = 1, *, is_cut: bool = False) -> str:
    """Return "12,5 %"; what is exactly whole stands without decimals: "100 %", "50 %".

    Rounded half up, or cut where `is_cut`; only all of it is 100 %. `whole` is not 0.
    """
    if 100 * part % whole == 0:
        return f"{number_text(100 * part // whole)} %"
    scale = 10**places
    many = 100 * scale * part
    scaled = many // whole if is_cut else (2 * many + whole) // (2 * whole)
    if part < whole:
        scaled = min(scaled, 100 * scale - 1)
    return f"{number_text(scaled // scale)},{scaled % scale:0{places}d} %"


def percent_text(percent: Decimal) -> str:
    """Return a percentage that was counted already: "66,67 %"; a whole one as "100 %"."""
    if percent == percent.to_integral_value():
        return f"{int(percent)} %"
    return f"{percent:.2f} %".replace(".", ",")


def money_text(amount_vnd: int) -> str:
    """Return 1.250.000 ₫."""
    return f"{number_text(amount_vnd)} ₫"


def span_text(span: timedelta) -> str:
    """Return a span in its two largest units: "2 ngày 3 giờ", "5 phút", "dưới 1 giây"."""
    whole = int(span.total_seconds())
    units = ((whole // 86400, "ngày"), (whole // 3600 % 24, "giờ"), (whole // 60 % 60, "phút"))
    said = [f"{count} {name}" for count, name in (*units, (whole % 60, "giây")) if count]
    return " ".join(said[:2]) or "dưới 1 giây"


def late_text(due_at: datetime, now: datetime) -> str:
    """Return how far past its due instant something is: "Quá hạn 2 ngày", "Quá hạn 3 giờ"."""
    past = now - due_at
    if past.days >= 1:
        return f"Quá hạn {past.days} ngày"
    hours = int(past.total_seconds() // 3600)
    return f"Quá hạn {hours} giờ" if hours else "Quá hạn dưới 1 giờ"


# Words that depend on whom they are about.

NUMBER_NAMES: Final[Mapping[PersonKind, str]] = {
    PersonKind.CITIZEN: captions.CITIZEN_NUMBER,
    PersonKind.ENTERPRISE: captions.TAX_CODE,
    PersonKind.HOUSEHOLD_BUSINESS: captions.TAX_CODE,
    PersonKind.ORGANISATION: "Mã số thuế, số quyết định",
}
"""What the number is called that a dossier's owner is known by."""


NO_BREAK: Final = "\u00a0"
"""The no-break space (U+00A0)."""

_COMPOUNDS: Final = (
    "hành chính công",
    "hành chính",
    "thủ tục",
    "ủy ban",
    "nhân dân",
    "trung tâm",
    "phục vụ",
    "bộ phận",
    "một cửa",
    "tiếp nhận",
    "trả kết quả",
    "kết quả",
    "giải quyết",
    "hồ sơ",
    "bổ sung",
    "hoàn thiện",
    "yêu cầu",
    "từ chối",
    "xin lỗi",
    "hẹn lại",
    "đề nghị",
    "gia hạn",
    "thời gian",
    "kiểm soát",
    "quá trình",
    "công tác",
    "phản ánh",
    "kiến nghị",
    "thành phố",
)
_PATTERN: Final = re.compile(
    rf"(?<!\w)(?:{'|'.join(sorted(_COMPOUNDS, key=len, reverse=True))})(?!\w)", re.IGNORECASE
)


def keep_compounds(text: str) -> str:
    """Return `text` with no-break spaces within compounds."""
    return _PATTERN.sub(lambda found: found[0].replace(" ", NO_BREAK), text)


def about_text(data_folder: str) -> str:
    """Return purpose, licences and the data folder, a paragraph each."""
    return "\n\n".join(
        (
            "Phần mềm tiếp nhận và trả kết quả tại Bộ phận Một cửa.",
            "Giấy phép: Apache 2.0 (tệp LICENSE). Cửa sổ dùng Qt qua PySide6 (LGPL 3.0), là thư"
            " viện cài riêng; phông chữ Be Vietnam Pro (OFL 1.1).",
            f"Kho dữ liệu: {data_folder}",
        )
    )
