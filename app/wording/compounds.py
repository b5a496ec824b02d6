"""Vietnamese compounds that heads and titles of official papers do not break over two lines."""

import re
from typing import Final

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
