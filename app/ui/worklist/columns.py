"""The columns of the work list: why, which, whose, where, by when, and what comes next."""

from collections.abc import Callable, Mapping
from datetime import datetime

from app.clock import local_date
from app.services.worklist.records import WorkItem
from app.ui.desk.dossier_columns import short_name
from app.ui.desk.spans import SHORT_CODE_WIDTH, short_code, short_moment
from app.ui.look.icons import Icon
from app.ui.look.tokens import Tone
from app.ui.widgets.columns import digits_column, text_column
from app.ui.widgets.row_table import Column
from app.ui.worklist.lines import WorkLine
from app.vocabulary.dossiers import WorkKind
from app.wording.labels import label
from app.wording.texts import day_text, moment_text

Now = Callable[[], datetime]

KIND_LOOKS: Mapping[WorkKind, tuple[Icon, Tone]] = {
    WorkKind.LATE: (Icon.LATE, Tone.LATE),
    WorkKind.STEP_LATE: (Icon.OFFICE, Tone.LATE),
    WorkKind.PETITION_LATE: (Icon.PETITION, Tone.LATE),
    WorkKind.DUE_TODAY: (Icon.CALENDAR, Tone.WARN),
    WorkKind.PETITION_TODAY: (Icon.PETITION_TODAY, Tone.WARN),
    WorkKind.NEAR_DUE: (Icon.WARNING, Tone.WARN),
    WorkKind.PETITION_NEAR: (Icon.PETITION_NEAR, Tone.WARN),
    WorkKind.SUPPLEMENT_OVER: (Icon.PAUSE, Tone.WARN),
    WorkKind.HANDOVER_DUE: (Icon.SEND, Tone.WARN),
    WorkKind.NOT_ACCEPTED_YET: (Icon.HANDOFF, Tone.ACCENT),
    WorkKind.ENTRY_LATE: (Icon.ENTRY_LATE, Tone.LATE),
    WorkKind.WAITING_COLLECTION: (Icon.RETURN, Tone.NORMAL),
    WorkKind.PAPERS_TO_GIVE_BACK: (Icon.PAPER, Tone.NORMAL),
    WorkKind.ENTRY_DUE: (Icon.REGISTERS, Tone.NORMAL),
}
"""How each kind is drawn, beside its word."""


def work_columns(now: Now) -> tuple[Column[WorkLine], ...]:
    return (
        text_column(
            "Vì sao",
            lambda line: _of(line, lambda item: item.text) or line.title,
            tip=lambda line: _of(line, lambda item: f"{label(item.kind)}: {item.text}"),
            tone=lambda line: KIND_LOOKS[line.kind][1] if line.item else Tone.STRONG,
            icon=lambda line: KIND_LOOKS[line.kind][0],
        ),
        digits_column(
            "Mã, số",
            lambda line: _of(line, lambda item: short_code(item.code)),
            SHORT_CODE_WIDTH,
            tip=lambda line: _of(line, lambda item: item.code),
        ),
        _text("Chủ hồ sơ, người gửi", 140, lambda item: item.owner_name),
        _text("Thủ tục, nội dung", 148, lambda item: item.procedure_name),
        _text("Đang giữ", 116, lambda item: item.unit_name),
        digits_column(
            "Hạn",
            lambda line: _of(line, lambda item: _due(item, now())),
            100,
            tip=lambda line: _of(line, _due_tip),
        ),
        _text("Việc tiếp   ↵", 124, lambda item: item.next_words),
    )


def _text(title: str, width: int, value: Callable[[WorkItem], str]) -> Column[WorkLine]:
    return text_column(
        title,
        lambda line: _of(line, value),
        width,
        tip=lambda line: _of(line, lambda item: short_name(value(item), 400)),
    )


def _of(line: WorkLine, value: Callable[[WorkItem], str]) -> str:
    return value(line.item) if line.item else ""


def _due(item: WorkItem, now: datetime) -> str:
    if item.due_on is not None:
        day = day_text(item.due_on)
        return day if item.due_on.year != local_date(now).year else day[:5]
    return short_moment(item.due_at, now) if item.due_at else "–"


def _due_tip(item: WorkItem) -> str:
    if item.due_on is not None:
        return day_text(item.due_on)
    return moment_text(item.due_at) if item.due_at else ""
