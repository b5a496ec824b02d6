"""The register's columns, described once for every export."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto
from typing import Final

from app.services.figures.records import RegisterRow
from app.wording.labels import label

Value = str | int | datetime | None


class Kind(Enum):
    """How a value is written: a code is text that looks like a number."""

    TEXT = auto()
    CODE = auto()
    MOMENT = auto()
    MONEY = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterColumn:
    """One column; `width` in characters. A moment is None where there is none."""

    title: str
    kind: Kind
    width: int
    value: Callable[[RegisterRow], Value]


def _timeliness_text(row: RegisterRow) -> str:
    return label(row.timeliness) if row.timeliness else ""


def _note_text(row: RegisterRow) -> str:
    return "Nhập bù" if row.is_late_entry else ""


def _text(title: str, width: int, value: Callable[[RegisterRow], str]) -> RegisterColumn:
    return RegisterColumn(title=title, kind=Kind.TEXT, width=width, value=value)


def _code(title: str, width: int, value: Callable[[RegisterRow], str]) -> RegisterColumn:
    return RegisterColumn(title=title, kind=Kind.CODE, width=width, value=value)


def _moment(title: str, value: Callable[[RegisterRow], datetime | None]) -> RegisterColumn:
    return RegisterColumn(title=title, kind=Kind.MOMENT, width=16, value=value)


# The first nine are what the paper register has; they print on the first page across.
REGISTER_COLUMNS: Final = (
    _code("Mã hồ sơ", 26, lambda row: row.code),
    _text("Thủ tục", 48, lambda row: row.procedure_name),
    _text("Chủ hồ sơ", 22, lambda row: row.owner_name),
    _moment("Nhận lúc", lambda row: row.received_at),
    _moment("Hẹn trả", lambda row: row.due_at),
    _text("Chuyển tới", 22, lambda row: row.forwarded_to),
    _text("Người nhận", 18, lambda row: row.receiver_name),
    _text("Trạng thái", 16, lambda row: label(row.status)),
    _text("Thời hạn", 11, _timeliness_text),
    _code("Mã thủ tục", 12, lambda row: row.procedure_code),
    _text("Lĩnh vực", 20, lambda row: row.field),
    _text("Cơ quan giải quyết", 24, lambda row: row.agency_name),
    _text("Cán bộ tiếp nhận", 20, lambda row: row.officer_name),
    _text("Kênh", 11, lambda row: label(row.channel)),
    _code("Số giấy tờ", 15, lambda row: row.owner_id_masked),
    _moment("Kết thúc lúc", lambda row: row.ended_at),
    _moment("Trả kết quả lúc", lambda row: row.returned_at),
    RegisterColumn(title="Phí (đồng)", kind=Kind.MONEY, width=12, value=lambda row: row.fees_vnd),
    _text("Ghi chú", 10, _note_text),
)
REGISTER_CORE: Final = 9
