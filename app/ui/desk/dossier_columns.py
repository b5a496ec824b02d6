"""The columns that lists of dossiers are put together from; identity numbers come masked."""

from collections.abc import Callable
from datetime import UTC, datetime

from app.clock import local_date
from app.services.dossiers.records import DossierRow
from app.ui.desk.spans import short_code, short_moment
from app.ui.look.icons import Icon
from app.ui.look.tokens import Tone
from app.ui.widgets.columns import digits_column, text_column
from app.ui.widgets.row_table import Column
from app.vocabulary.dossiers import DossierStatus, Timeliness
from app.wording.labels import label
from app.wording.texts import late_text, moment_text

Now = Callable[[], datetime]
_NEVER = datetime.max.replace(tzinfo=UTC)
_WITH_THE_CITIZEN = frozenset({DossierStatus.NOT_ACCEPTED, DossierStatus.RETURNED})


def code_column(*, is_short: bool = False, width: int = 208) -> Column[DossierRow]:
    def value(row: DossierRow) -> str:
        return short_code(row.code) if is_short else row.code

    return digits_column(
        "Mã hồ sơ", value, width, tip=lambda row: row.code, sort_key=lambda row: row.dossier_id
    )


def owner_column(now: Now, width: int = 0) -> Column[DossierRow]:
    def tip(row: DossierRow) -> str:
        due = f"Hẹn trả: {due_words(row, now())}"
        return f"{row.owner_name}\n{short_name(row.procedure_name)}\n{due}"

    return text_column("Chủ hồ sơ", "owner_name", width, tip=tip)


def owner_id_column() -> Column[DossierRow]:
    return digits_column("Số giấy tờ", "owner_id_masked", 118)


def procedure_column() -> Column[DossierRow]:
    return text_column(
        "Thủ tục",
        "procedure_name",
        tip=lambda row: f"{row.procedure_code} · {short_name(row.procedure_name, 400)}",
    )


def received_column(now: Now, width: int = 96) -> Column[DossierRow]:
    return digits_column(
        "Nhận",
        lambda row: short_moment(row.received_at, now()),
        width,
        tip=lambda row: moment_text(row.received_at),
        sort_key=lambda row: row.received_at,
    )


def holder_column(width: int = 0) -> Column[DossierRow]:
    return text_column("Đang giữ", holder_words, width)


def holder_words(row: DossierRow) -> str:
    """Return who has the papers: a unit, unless the citizen has them for certain."""
    if row.status in _WITH_THE_CITIZEN:
        return "Người nộp hồ sơ"
    return f"{row.holder_name} → đang đi" if row.is_on_the_way else row.holder_name


def no_due_words(status: DossierStatus) -> str:
    """Return why a dossier has no date: it was not taken in, or its procedure has no limit."""
    if status is DossierStatus.NOT_ACCEPTED:
        return "Không hẹn: hồ sơ không được tiếp nhận"
    return "Không quy định thời hạn"


def status_column() -> Column[DossierRow]:
    return text_column("Trạng thái", lambda row: label(row.status), 136)


def due_column(now: Now, width: int = 128) -> Column[DossierRow]:
    return digits_column(
        "Hẹn trả",
        lambda row: due_words(row, now()),
        width,
        tip=lambda row: moment_text(row.due_at) if row.due_at else no_due_words(row.status),
        sort_key=lambda row: row.due_at or _NEVER,
        tone=lambda row: due_tone(row, now()),
        icon=lambda row: due_icon(row, now()),
    )


def short_name(name: str, limit: int = 200) -> str:
    """Return a procedure's name cut where a tip would cover the screen (names reach 1,094)."""
    return name if len(name) <= limit else f"{name[:limit].rstrip()}…"


def due_words(row: DossierRow, now: datetime) -> str:
    """Return when a dossier is due, or how late it is, in words."""
    if row.due_at is None:
        return "–" if row.status is DossierStatus.NOT_ACCEPTED else "Không hạn định"
    match row.timeliness:
        case Timeliness.OVERDUE:
            return late_text(row.due_at, now)
        case Timeliness.IN_TIME if local_date(row.due_at) == local_date(now):
            return f"Hôm nay {short_moment(row.due_at, now)}"
        case Timeliness.IN_TIME:
            return short_moment(row.due_at, now)
        case None:
            return short_moment(row.due_at, now)
        case ended:
            return label(ended)


def due_tone(row: DossierRow, now: datetime) -> Tone:
    if row.due_at is None:
        return Tone.QUIET
    if row.timeliness is Timeliness.OVERDUE:
        return Tone.LATE
    if row.timeliness is not Timeliness.IN_TIME:
        return Tone.QUIET
    return Tone.WARN if local_date(row.due_at) == local_date(now) else Tone.NORMAL


def due_icon(row: DossierRow, now: datetime) -> Icon | None:
    match due_tone(row, now):
        case Tone.LATE:
            return Icon.LATE
        case Tone.WARN:
            return Icon.CALENDAR
        case _:
            return None
