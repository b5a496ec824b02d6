"""The register's columns, described once for every export."""

from typing import Final

from app.reports.columns import SheetColumn, code, moment, number, text
from app.services.figures.records import RegisterRow
from app.wording.labels import label


def _timeliness_text(row: RegisterRow) -> str:
    return label(row.timeliness) if row.timeliness else ""


def _note_text(row: RegisterRow) -> str:
    return "Nhập bù" if row.is_late_entry else ""


# The first nine are what the paper register has; they print on the first page across.
REGISTER_COLUMNS: Final[tuple[SheetColumn[RegisterRow], ...]] = (
    code("Mã hồ sơ", "code", 26),
    text("Thủ tục", "procedure_name", 48),
    text("Chủ hồ sơ", "owner_name", 22),
    moment("Nhận lúc", "received_at"),
    moment("Hẹn trả", "due_at"),
    text("Chuyển tới", "forwarded_to", 22),
    text("Người nhận", "receiver_name", 18),
    text("Trạng thái", lambda row: label(row.status), 16),
    text("Thời hạn", _timeliness_text, 11),
    code("Mã thủ tục", "procedure_code", 12),
    text("Lĩnh vực", "field", 20),
    text("Cơ quan giải quyết", "agency_name", 24),
    text("Cán bộ tiếp nhận", "officer_name", 20),
    text("Kênh", lambda row: label(row.channel), 11),
    code("Số giấy tờ", "owner_id_masked", 15),
    moment("Kết thúc lúc", "ended_at"),
    moment("Trả kết quả lúc", "returned_at"),
    number("Phí (đồng)", "fees_vnd", 12),
    text("Ghi chú", _note_text, 10),
)
REGISTER_CORE: Final = 9
