"""The register's columns, described once for every export."""

from typing import Final

from app.reports.columns import SheetColumn, code, moment, number, text
from app.services.figures.records import RegisterRow
from app.wording import captions, states
from app.wording.labels import label


def _timeliness_text(row: RegisterRow) -> str:
    return label(row.timeliness) if row.timeliness else ""


def _note_text(row: RegisterRow) -> str:
    return states.LATE_ENTRY if row.is_late_entry else ""


# The first nine are what the paper register has; they print on the first page across.
REGISTER_COLUMNS: Final[tuple[SheetColumn[RegisterRow], ...]] = (
    code(captions.DOSSIER_CODE, "code", 26),
    text(captions.PROCEDURE, "procedure_name", 48),
    text(captions.OWNER, "owner_name", 22),
    moment(captions.RECEIVED_AT, "received_at"),
    moment(captions.DUE, "due_at"),
    text(captions.FORWARDED_TO, "forwarded_to", 22),
    text(captions.RECEIVER, "receiver_name", 18),
    text(captions.STATUS, lambda row: label(row.status), 16),
    text(captions.TIME_LIMIT, _timeliness_text, 11),
    code(captions.PROCEDURE_CODE, "procedure_code", 12),
    text(captions.FIELD, "field", 20),
    text(captions.RESOLVING_AGENCY, "agency_name", 24),
    text(captions.RECEIVING_OFFICER, "officer_name", 20),
    text(captions.CHANNEL, lambda row: label(row.channel), 11),
    code(captions.ID_NUMBER, "owner_id_masked", 15),
    moment("Kết thúc lúc", "ended_at"),
    moment("Trả kết quả lúc", "returned_at"),
    number("Phí (đồng)", "fees_vnd", 12),
    text(captions.NOTE, _note_text, 10),
)
REGISTER_CORE: Final = 9
