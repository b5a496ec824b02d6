"""The register as a table: one line a dossier, how it stands in words, icon and colour."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from app.clock import local_date, to_local
from app.services.figures.records import RegisterRow
from app.services.forms.numbering import code_order
from app.ui.desk.dossier_columns import SHORT_CODE_WIDTH
from app.ui.look.icons import Icon
from app.ui.look.tokens import Tone
from app.ui.widgets.columns import digits_column, number_column, text_column
from app.ui.widgets.row_table import Column
from app.ui.widgets.table_view import RowTable
from app.vocabulary.dossiers import DossierStatus, Timeliness
from app.wording import captions
from app.wording.labels import label
from app.wording.texts import NO_TIME_LIMIT, late_text, moment_text, time_text

_DONE = frozenset({DossierStatus.RESOLVED, DossierStatus.RETURNED})


@dataclass(frozen=True, slots=True)
class ShownRow:
    """A dossier with its place in the list, and how it stands."""

    number: int
    row: RegisterRow
    state: str
    tone: Tone


def shown_rows(rows: Sequence[RegisterRow], as_of: datetime, today: date) -> tuple[ShownRow, ...]:
    """Return `rows` numbered, each with how it stood at `as_of`."""
    return tuple(
        ShownRow(number, row, *_state(row, as_of, today)) for number, row in enumerate(rows, 1)
    )


def _state(row: RegisterRow, as_of: datetime, today: date) -> tuple[str, Tone]:
    status = label(row.status)
    if row.timeliness is Timeliness.OVERDUE and row.due_at is not None:
        return late_text(row.due_at, as_of), Tone.LATE
    if row.timeliness is Timeliness.LATE:
        return f"{status} · {label(Timeliness.LATE).lower()}", Tone.LATE
    if row.ended_at is None and row.due_at is not None and local_date(row.due_at) == today:
        return f"Hôm nay {time_text(row.due_at)}", Tone.WARN
    return status, Tone.QUIET if row.status in _DONE else Tone.NORMAL


def _sign(shown: ShownRow) -> Icon | None:
    match shown.tone:
        case Tone.LATE:
            return Icon.LATE
        case Tone.WARN:
            return Icon.CALENDAR
        case _:
            return None


def _short_code(shown: ShownRow) -> str:
    """Return the day and number of a code: the office before them is always this one."""
    return "-".join(shown.row.code.rsplit("-", 2)[-2:])


def _short_moment(instant: datetime | None) -> str:
    return f"{to_local(instant):%d/%m %H:%M}" if instant else "–"


def _full_moment(instant: datetime | None) -> str:
    return moment_text(instant) if instant else NO_TIME_LIMIT


def _due_key(shown: ShownRow) -> tuple[bool, float]:
    due_at = shown.row.due_at
    return due_at is None, due_at.timestamp() if due_at else 0.0


COLUMNS: tuple[Column[ShownRow], ...] = (
    number_column("TT", lambda shown: str(shown.number), 44, sort_key=lambda shown: shown.number),
    digits_column(
        captions.DOSSIER_CODE,
        _short_code,
        SHORT_CODE_WIDTH,
        tip=lambda shown: shown.row.code,
        sort_key=lambda shown: code_order(shown.row.code),
    ),
    text_column(
        captions.PROCEDURE,
        "row.procedure_name",
        tip=lambda shown: f"{shown.row.procedure_name}\n{shown.row.procedure_code}",
    ),
    text_column(
        captions.OWNER,
        "row.owner_name",
        148,
        tip=lambda shown: f"{shown.row.owner_name} · {shown.row.owner_id_masked}",
    ),
    digits_column(
        captions.RECEIVED_SHORT,
        lambda shown: _short_moment(shown.row.received_at),
        96,
        tip=lambda shown: f"{_full_moment(shown.row.received_at)} · {shown.row.officer_name}",
        sort_key=lambda shown: shown.row.received_at,
    ),
    digits_column(
        captions.DUE_SHORT,
        lambda shown: _short_moment(shown.row.due_at),
        96,
        tip=lambda shown: _full_moment(shown.row.due_at),
        sort_key=_due_key,
    ),
    text_column(captions.FORWARDED_TO, "row.forwarded_to", 132),
    text_column(captions.RECEIVER, "row.receiver_name", 112),
    text_column(
        captions.STATUS,
        "state",
        172,
        tip=lambda shown: f"{label(shown.row.status)} · {shown.state}",
        tone=lambda shown: shown.tone,
        icon=_sign,
    ),
)


def register_table(empty_text: str) -> RowTable[ShownRow]:
    """Return an empty register."""
    return RowTable(COLUMNS, lambda shown: shown.row.code, empty_text=empty_text)
