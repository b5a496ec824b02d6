"""Made-up register books."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from app.services.figures.register_book import RegisterBookData, RegisterLine
from app.services.forms.notice_records import Letterhead
from app.vocabulary.dossiers import ReturnBy
from app.vocabulary.forms import FormSet

NOON = datetime(2026, 11, 23, 5, 0, tzinfo=UTC)
HEAD = Letterhead(
    "000.00.15.H53",
    "Bộ phận Một cửa phường Tân Phú",
    "UBND phường Tân Phú",
    "Tân Phú",
    "Số 1 đường Thử",
    "",
)


def a_line(ordinal: int = 1, **changes: Any) -> RegisterLine:
    """Return a line received `ordinal` minutes after noon."""
    received_at = NOON + timedelta(minutes=ordinal)
    facts: dict[str, Any] = {
        "year": 2026,
        "ordinal": ordinal,
        "number": f"{ordinal}/TNHS",
        "code": f"000.00.15.H53-261123-{ordinal:04d}",
        "procedure_name": "Đăng ký khai sinh",
        "set_count": 1,
        "owner_name": "Nguyễn Thị Ánh",
        "address": "Khu phố 3, phường Tân Phú",
        "phone": "0912345678",
        "agency_name": "Phòng Tư pháp",
        "received_at": received_at,
        "due_at": received_at + timedelta(days=3),
        "returned_at": None,
        "return_by": ReturnBy.COUNTER,
        "signed_by": "",
    }
    return RegisterLine(**(facts | changes))


def a_book(*lines: RegisterLine, **changes: Any) -> RegisterBookData:
    """Return the book of November 2026 with `lines`."""
    facts: dict[str, Any] = {
        "head": HEAD,
        "form": FormSet.TT03_2025,
        "first_day": date(2026, 11, 1),
        "last_day": date(2026, 11, 30),
        "made_at": NOON + timedelta(days=8),
        "made_by": "Phạm Thị Kiều",
        "lines": lines,
    }
    return RegisterBookData(**(facts | changes))
