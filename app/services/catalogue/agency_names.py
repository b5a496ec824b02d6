"""Which agency a published text means: one name out of a list, or none out of a paragraph."""

import re

from app.text import fold

_LIMIT = 300
# A comma parts two agencies only where the next words begin one, unlike "các tỉnh, thành phố".
_PARTING = re.compile(
    r"\s*[,;]\s*(?=(?:Sở|Công an|Cục|Chi cục|Ủy ban|Uỷ ban|UBND|Chủ tịch|Văn phòng|Chi nhánh|Ngân "
    r"hàng|Thuế|Bộ|Phòng|Cơ quan|Kho bạc|Bảo hiểm|Hải quan|Tòa|Trung tâm|Ban|Viện|Trường|Đồn|"
    r"Cảng|Tổng cục|Thanh tra|Hội đồng|Công đoàn|Liên đoàn|Đơn vị|Tổ chức)\b)"
)
_CENTRAL = ("bo ", "cuc ", "tong cuc", "chu tich nuoc", "thu tuong", "chinh phu", "ngan hang nha")


def deciding_agency(text: str) -> str:
    """Return the first agency a counter can hand paper to; empty for a paragraph or nothing.

    Central bodies are named along with local ones; they are chosen only where no other is.
    """
    names = [name.strip(" .,;") for name in _PARTING.split(text)]
    fitting = [name for name in names if name and len(name) <= _LIMIT]
    local = [name for name in fitting if not fold(name).startswith(_CENTRAL)]
    return next(iter(local or fitting), "")


def named_agencies(text: str) -> tuple[str, ...]:
    """Return the agencies that a text names one after the other."""
    return tuple(name for part in _PARTING.split(text) if (name := part.strip(" .,;")))


def same_agency(name: str) -> str:
    """Return what two spellings of one agency have in common (Uỷ ban, Ủy ban; a final stop)."""
    return fold(name).strip(" .,;")


def short_code(name: str) -> str:
    """Return a code for an agency that has none: its words' initials, abbreviations whole.

    "Sở Tư pháp" gives STP, "UBND cấp xã" gives UBNDCX.
    """
    parts = re.findall(r"[^\W_]+", name)
    letters = (fold(part if part.isupper() else part[0]) for part in parts)
    plain = "".join(re.findall(r"[a-z0-9]", "".join(letters)))
    return plain[:12].upper() or "CQ"
