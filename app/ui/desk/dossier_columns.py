"""The columns that lists of dossiers are put together from; identity numbers come masked."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Final

from app.clock import local_date, to_local
from app.reports.cash_words import kind_text, payer_text
from app.services.dossiers.records import DossierRow
from app.services.forms.numbering import code_order
from app.services.money.records import CashRow
from app.ui.look.icons import Icon
from app.ui.look.tokens import Tone
from app.ui.widgets.columns import digits_column, number_column, text_column
from app.ui.widgets.row_table import Column
from app.vocabulary.dossiers import DossierStatus, Timeliness
from app.wording import captions, states
from app.wording.labels import label
from app.wording.texts import day_text, late_text, moment_text, number_text, time_text

# How long something lay, and short moments, as lists write them.


def span_text(span: timedelta) -> str:
    """Return "3 ngày 4 giờ", "4 giờ", "12 phút"; under a minute is "vừa xong"."""
    minutes = max(0, int(span.total_seconds() // 60))
    days, rest = divmod(minutes, 24 * 60)
    hours, left = divmod(rest, 60)
    if days:
        return f"{days} ngày {hours} giờ" if hours else f"{days} ngày"
    if hours:
        return f"{hours} giờ {left} phút" if left and hours < 10 else f"{hours} giờ"
    return f"{left} phút" if left else states.JUST_NOW


def brief_span(span: timedelta) -> str:
    """Return the greatest part alone: "3 ngày", "4 giờ", "12 phút"."""
    if span >= timedelta(days=1):
        return f"{span.days} ngày"
    if span >= timedelta(hours=1):
        return f"{int(span.total_seconds() // 3600)} giờ"
    return span_text(span)


def worked_text(span: timedelta) -> str:
    """Return working time in hours, for a working day has no fixed length: "19 giờ làm việc"."""
    minutes = int(span.total_seconds() // 60)
    amount = f"{minutes // 60} giờ" if minutes >= 60 else f"{minutes} phút"
    return f"{amount} làm việc"


def short_moment(instant: datetime, now: datetime) -> str:
    """Return "09:42" for today, "25/11 09:42" within the year, else with the year."""
    local, today = to_local(instant), to_local(now)
    if local.date() == today.date():
        return time_text(instant)
    day = day_text(local.date())
    return f"{day if local.year != today.year else day[:5]} {time_text(instant)}"


SHORT_CODE_WIDTH: Final = 140
"""Pixels of a column that shows codes without their unit: a portal's number has seven digits."""


def short_code(code: str) -> str:
    """Return a dossier code without its unit: 261123-0042."""
    return code.split("-", 1)[-1]


Now = Callable[[], datetime]
_NEVER = datetime.max.replace(tzinfo=UTC)
_WITH_THE_CITIZEN = frozenset({DossierStatus.NOT_ACCEPTED, DossierStatus.RETURNED})


def code_column(*, is_short: bool = False, width: int = 208) -> Column[DossierRow]:
    def value(row: DossierRow) -> str:
        return short_code(row.code) if is_short else row.code

    return digits_column(
        captions.DOSSIER_CODE,
        value,
        width,
        tip=lambda row: row.code,
        sort_key=lambda row: row.dossier_id,
    )


def owner_column(now: Now, width: int = 0) -> Column[DossierRow]:
    def tip(row: DossierRow) -> str:
        due = f"Hẹn trả: {due_words(row, now())}"
        return f"{row.owner_name}\n{short_name(row.procedure_name)}\n{due}"

    return text_column(captions.OWNER, "owner_name", width, tip=tip)


def owner_id_column() -> Column[DossierRow]:
    return digits_column(captions.ID_NUMBER, "owner_id_masked", 118)


def procedure_column() -> Column[DossierRow]:
    return text_column(
        captions.PROCEDURE,
        "procedure_name",
        tip=lambda row: f"{row.procedure_code} · {short_name(row.procedure_name, 400)}",
    )


def received_column(now: Now, width: int = 96) -> Column[DossierRow]:
    return digits_column(
        captions.RECEIVED_SHORT,
        lambda row: short_moment(row.received_at, now()),
        width,
        tip=lambda row: moment_text(row.received_at),
        sort_key=lambda row: row.received_at,
    )


def holder_column(width: int = 0) -> Column[DossierRow]:
    return text_column(captions.HOLDER, holder_words, width)


def holder_words(row: DossierRow) -> str:
    """Return who has the papers: a unit, unless the citizen has them for certain."""
    if row.status in _WITH_THE_CITIZEN:
        return captions.DOSSIER_SUBMITTER
    return f"{row.holder_name} → đang đi" if row.is_on_the_way else row.holder_name


def no_due_words(status: DossierStatus) -> str:
    """Return why a dossier has no date: it was not taken in, or its procedure has no limit."""
    if status is DossierStatus.NOT_ACCEPTED:
        return "Không hẹn: hồ sơ không được tiếp nhận"
    return states.NO_TIME_LIMIT


def status_column() -> Column[DossierRow]:
    return text_column(captions.STATUS, lambda row: label(row.status), 136)


def due_column(now: Now, width: int = 128) -> Column[DossierRow]:
    return digits_column(
        captions.DUE,
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


# The columns that lists of payments are put together from.


def payment_column() -> Column[CashRow]:
    return digits_column(
        captions.SLIP_NUMBER, "number", 76, sort_key=lambda row: int(row.number.partition("/")[0])
    )


def taken_column() -> Column[CashRow]:
    return digits_column(
        captions.HOUR, lambda row: time_text(row.taken_at), 54, sort_key=lambda row: row.taken_at
    )


def paid_code_column() -> Column[CashRow]:
    return digits_column(
        captions.DOSSIER_CODE,
        lambda row: short_code(row.code),
        SHORT_CODE_WIDTH,
        tip=lambda row: f"{row.code}\n{row.procedure_name[:300]}",
        sort_key=lambda row: code_order(row.code),
    )


def payer_column() -> Column[CashRow]:
    return text_column(captions.SUBMITTER, payer_text)


def kind_column() -> Column[CashRow]:
    return text_column(
        captions.KIND, lambda row: kind_text(row.kind), 92, tip=lambda row: label(row.kind)
    )


def taker_column() -> Column[CashRow]:
    return _plain(captions.CASHIER, lambda row: row.officer_name)


def amount_column() -> Column[CashRow]:
    return number_column(
        captions.AMOUNT,
        lambda row: number_text(row.amount_vnd),
        92,
        sort_key=lambda row: row.amount_vnd,
    )


def _plain(title: str, value: Callable[[CashRow], str]) -> Column[CashRow]:
    return text_column(title, value)
