"""The columns of the work list: why, which, whose, where, by when, and what comes next."""

from collections.abc import Callable, Mapping
from datetime import datetime

from app.services.worklist.records import WorkItem
from app.ui.desk.dossier_columns import short_name
from app.ui.desk.spans import short_code, short_moment
from app.ui.look.icons import Icon
from app.ui.look.tokens import Tone
from app.ui.widgets.row_table import Column
from app.ui.worklist.lines import WorkLine
from app.vocabulary import WorkKind
from app.wording import label, moment_text

Now = Callable[[], datetime]

KIND_LOOKS: Mapping[WorkKind, tuple[Icon, Tone]] = {
    WorkKind.LATE: (Icon.LATE, Tone.LATE),
    WorkKind.STEP_LATE: (Icon.OFFICE, Tone.LATE),
    WorkKind.DUE_TODAY: (Icon.CALENDAR, Tone.WARN),
    WorkKind.NEAR_DUE: (Icon.WARNING, Tone.WARN),
    WorkKind.SUPPLEMENT_OVER: (Icon.PAUSE, Tone.WARN),
    WorkKind.HANDOVER_DUE: (Icon.SEND, Tone.WARN),
    WorkKind.NOT_ACCEPTED_YET: (Icon.HANDOFF, Tone.ACCENT),
    WorkKind.WAITING_COLLECTION: (Icon.RETURN, Tone.NORMAL),
    WorkKind.PAPERS_TO_GIVE_BACK: (Icon.PAPER, Tone.NORMAL),
}
"""How each kind is drawn, beside its word."""


def work_columns(now: Now) -> tuple[Column[WorkLine], ...]:
    return (
        Column(
            title="Vì sao",
            value=lambda line: _of(line, lambda item: item.text) or line.title,
            tone=lambda line: KIND_LOOKS[line.kind][1] if line.item else Tone.STRONG,
            icon=lambda line: KIND_LOOKS[line.kind][0],
            tip=lambda line: _of(line, lambda item: f"{label(item.kind)}: {item.text}"),
        ),
        Column(
            title="Mã hồ sơ",
            value=lambda line: _of(line, lambda item: short_code(item.code)),
            width=112,
            figures=True,
            tip=lambda line: _of(line, lambda item: item.code),
        ),
        _text("Chủ hồ sơ", 140, lambda item: item.owner_name),
        _text("Thủ tục", 148, lambda item: item.procedure_name),
        _text("Đang giữ", 116, lambda item: item.unit_name),
        Column(
            title="Hẹn trả",
            value=lambda line: _of(line, lambda item: _due(item, now())),
            width=100,
            figures=True,
            tip=lambda line: _of(
                line, lambda item: moment_text(item.due_at) if item.due_at else ""
            ),
        ),
        _text("Việc tiếp   ↵", 124, _next_words),
    )


def _text(title: str, width: int, value: Callable[[WorkItem], str]) -> Column[WorkLine]:
    return Column(
        title=title,
        value=lambda line: _of(line, value),
        width=width,
        tip=lambda line: _of(line, lambda item: short_name(value(item), 400)),
    )


def _of(line: WorkLine, value: Callable[[WorkItem], str]) -> str:
    return value(line.item) if line.item else ""


def _due(item: WorkItem, now: datetime) -> str:
    return short_moment(item.due_at, now) if item.due_at else "–"


def _next_words(item: WorkItem) -> str:
    return label(item.action) if item.action else "Xem hồ sơ"
