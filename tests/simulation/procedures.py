"""A dozen made-up procedures in the published shape: every unit of time, with and without fees."""

from typing import Any

# name, value, unit, fee in đồng, channels beside the counter
_MADE: tuple[tuple[str, float | None, str | None, int, tuple[str, ...]], ...] = (
    ("Đăng ký nuôi ong thử", 3, "working_day", 0, ("Trực tuyến",)),
    ("Cấp giấy phép dựng rạp thử", 5, "working_day", 50_000, ("Trực tuyến", "Dịch vụ bưu chính")),
    ("Xác nhận nguồn gốc cây thử", 1.5, "working_day", 0, ()),
    ("Cấp lại sổ ghe thử", 8, "working_hour", 20_000, ("Trực tuyến",)),
    ("Chứng thực bản vẽ thử", 0, "same_day", 2_000, ()),
    ("Sao lục giấy tờ thử", 0, "same_day", 0, ("Trực tuyến",)),
    ("Công nhận tổ hợp tác thử", 10, "calendar_day", 0, ("Dịch vụ bưu chính",)),
    ("Cấp phép khai thác cát thử", 1, "month", 120_000, ()),
    ("Hỗ trợ giống lúa thử", None, None, 0, ("Trực tuyến",)),
    ("Đăng ký biến động ruộng thử", 10, "working_day", 15_000, ("Trực tuyến",)),
    ("Cấp thẻ hướng dẫn chợ nổi thử", 7, "working_day", 0, ("Trực tuyến",)),
    ("Giảm thuế ao cá thử", 15, "calendar_day", 0, ("Trực tuyến", "Dịch vụ bưu chính")),
)


def made_up() -> list[dict[str, Any]]:
    """Return the procedures as a catalogue file holds them."""
    return [_procedure(number, *facts) for number, facts in enumerate(_MADE, start=1)]


def _procedure(
    number: int,
    name: str,
    value: float | None,
    unit: str | None,
    fee_vnd: int,
    channels: tuple[str, ...],
) -> dict[str, Any]:
    return {
        "code": f"9.{number:06}",
        "name": name,
        "field": f"Lĩnh vực thử {number % 3 + 1}",
        "decision": "",
        "levels": ["Cấp xã"],
        "agency": "",
        "authority": "",
        "channels": [
            {"channel": channel, "value": value, "unit": unit, "fees_vnd": [fee_vnd]}
            for channel in ("Trực tiếp", *channels)
        ],
        "documents": [{"name": "Đơn theo mẫu thử", "originals": 1, "copies": 1}],
    }
