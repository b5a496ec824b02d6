"""What is asked before a period is locked, opened again, or its cut-off day changed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.clock import to_local
from app.services.container import Services
from app.services.figures.records import RegisterRow
from app.services.forms.numbering import code_order
from app.services.ledger.rights import Right
from app.services.periods.calendar import CUTOFF, MAX_CUTOFF_DAY, MONTH_END, Cutoff, ReportCalendar
from app.services.periods.late_reasons import LateReasonLine
from app.services.periods.records import (
    PeriodLine,
    PeriodView,
    ReopenedPeriods,
    cutoff_lines,
    identity_of,
    late_words,
)
from app.ui.approving.approved_work import connect_approved
from app.ui.desk.dossier_columns import SHORT_CODE_WIDTH
from app.ui.desk.late_reason_dialog import LateDossier, ask_late_reason
from app.ui.look.tokens import Tone, size_window
from app.ui.runtime.tasks import Change
from app.ui.shell.page_context import PageContext
from app.ui.widgets.columns import digits_column, plain_column, text_column
from app.ui.widgets.dialogs import FormDialog
from app.ui.widgets.labels import button, label
from app.ui.widgets.record_form import RecordForm, reason_field
from app.ui.widgets.row_table import Column
from app.ui.widgets.table_view import RowTable
from app.vocabulary.dossiers import Timeliness
from app.wording import buttons, captions, prompts, sentences
from app.wording.labels import label as word
from app.wording.texts import moment_text, number_text

_WHY_REOPENED: Final = replace(
    reason_field("", prompts.REOPEN_REASON, lines=1),
    longest=500,
    missing="Chưa có lý do mở lại kỳ. Hãy ghi lý do.",
)


class LockDialog(FormDialog):
    """Locks what was seen: a figure that another desk changed meanwhile refuses it."""

    def __init__(
        self,
        context: PageContext,
        services: Services,
        view: PeriodView,
        done: Callable[[PeriodLine], None],
        parent: QWidget | None = None,
    ) -> None:
        period = view.line.period
        super().__init__(f"Khóa {period.name}", "Khóa kỳ", parent)
        self._context, self._services, self._view, self._done = context, services, view, done
        said = [
            f"Kỳ từ {period.days_text}. Số liệu: {identity_of(view.figures.total)}.",
            late_words(view.figures.total),
            "Khóa rồi thì số liệu không đổi nữa. Việc nhập bù sau này được tính vào kỳ sau và ghi "
            "rõ ở đó. Muốn mở lại phải có hai người và lý do.",
        ]
        for place, words in enumerate(filter(None, said)):
            self.fields.addWidget(label(words, "body", wrap=True), place, 0)
        self.submitted.connect(self._on_submitted)

    def _on_submitted(self) -> None:
        view = self._view
        self.run(
            self._context.write(
                self._services.periods.lock, view.line.period.key, seen=view.digest
            ),
            self._done,
            (Change.REGISTERS,),
        )


def ask_reopening(
    context: PageContext,
    services: Services,
    line: PeriodLine,
    done: Callable[[ReopenedPeriods], None],
    parent: QWidget,
) -> None:
    """Ask why a locked period is opened again, and two people to agree."""
    form = RecordForm(
        (_WHY_REOPENED,),
        f"Mở lại {line.period.name}",
        "Mở lại kỳ",
        context.clock.today,
        parent,
        told="Các kỳ đã khóa sau đó, hoặc chứa kỳ này, được mở lại cùng. Lần khóa cũ, lý do và tên "
        "hai người vẫn còn xem được ở đây.",
    )
    reopen, write = services.periods.reopen, context.write
    connect_approved(
        form,
        context,
        services,
        lambda reason, approval: write(reopen, line.period.key, reason, approval),
        done,
        changed=(Change.REGISTERS,),
        what=f"Mở lại {line.period.name} và các kỳ đã khóa sau đó.",
    )
    form.open()


def ask_cutoff(
    context: PageContext,
    services: Services,
    calendar: ReportCalendar,
    done: Callable[[ReportCalendar], None],
    parent: QWidget,
) -> None:
    """Ask on which day of its last month a quarter ends, and from when on."""
    today = context.clock.today
    days = [(f"Ngày {number}", number) for number in range(1, MAX_CUTOFF_DAY + 1)]
    form = RecordForm(
        CUTOFF,
        "Ngày chốt số liệu quý",
        "Lưu ngày chốt",
        today,
        parent,
        told=_told(calendar),
        columns=2,
        options={"day": [("Cuối tháng", MONTH_END), *days]},
    )
    form.show_values({"from_day": calendar.quarter_of(today()).first_day})
    set_cutoff, write = services.periods.set_cutoff, context.write
    form.ask(lambda: write(set_cutoff, form.read(Cutoff)), done, (Change.REGISTERS,))


def _told(calendar: ReportCalendar) -> str:
    """Return the cut-off days in force, one a line, and what a change does."""
    return (
        f"{cutoff_lines(calendar)}\nQuý sau luôn bắt đầu ngay sau ngày chốt của quý trước, không "
        "hở và không trùng."
    )


# The dossiers behind a number of a period; late ones are given their reason here.

_SIZE: Final = (1240, 580)
_LATE: Final = frozenset({Timeliness.LATE, Timeliness.OVERDUE})


@dataclass(frozen=True, slots=True)
class BehindRow:
    """A dossier and why it is late, where somebody said so."""

    row: RegisterRow
    reason: LateReasonLine | None = None

    @property
    def is_late(self) -> bool:
        """Whether it ended late, or was overdue at the end of the period."""
        return self.row.timeliness in _LATE


class SourceRowsDialog(QDialog):
    """Lists dossiers; Enter opens one in the window behind."""

    def __init__(
        self,
        context: PageContext,
        services: Services,
        title: str,
        rows: Sequence[RegisterRow],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._services = services
        self._rows = tuple(rows)
        self.setWindowTitle(title)
        size_window(self, *_SIZE)
        self.table: RowTable[BehindRow] = RowTable(
            _COLUMNS, lambda one: one.row.code, empty_text=sentences.NO_DOSSIERS_IN_FIGURE
        )
        self.table.setAccessibleName(title)
        self.give_reason = button(buttons.NOTE_LATE_REASON)
        self.open_one = button(buttons.OPEN_DOSSIER, "accent", hint="↵")
        self.leave = button(buttons.CLOSE, hint="Esc")
        self._arrange(f"{title} · {number_text(len(self._rows))} hồ sơ")
        self.table.row_activated.connect(self._on_activated)
        self.table.row_selected.connect(self._on_selected)
        self.give_reason.clicked.connect(self._on_give_reason)
        self.open_one.clicked.connect(self._on_open)
        self.leave.clicked.connect(self.reject)
        self._show({})
        self.load()

    def load(self) -> None:
        """Read the reasons of what is listed."""
        codes = [row.code for row in self._rows if row.timeliness in _LATE]
        if codes:
            self._context.read(self._services.late_reasons.of, codes).then(self._show)

    def _arrange(self, title: str) -> None:
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.give_reason)
        foot.addStretch(1)
        foot.addWidget(self.leave)
        foot.addWidget(self.open_one)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(24, 20, 24, 20)
        rows.setSpacing(8)
        rows.addWidget(label(title, "heading", wrap=True))
        rows.addWidget(self.table, 1)
        rows.addLayout(foot)
        self.give_reason.setVisible(
            self._context.may(Right.DECIDE) and any(row.timeliness in _LATE for row in self._rows)
        )

    def _show(self, told: dict[str, LateReasonLine]) -> None:
        self.table.set_rows([BehindRow(row, told.get(row.code)) for row in self._rows])
        if self.table.current_row() is None and self._rows:
            self.table.selectRow(0)
        self._on_selected(self.table.current_row())

    def _on_selected(self, chosen: BehindRow | None) -> None:
        self.open_one.setEnabled(chosen is not None)
        self.give_reason.setEnabled(chosen is not None and chosen.is_late)

    def _on_activated(self, chosen: BehindRow) -> None:
        self.accept()
        self._context.navigate.open_dossier(chosen.row.code)

    def _on_open(self) -> None:
        chosen = self.table.current_row()
        if chosen is not None:
            self._on_activated(chosen)

    def _on_give_reason(self) -> None:
        chosen = self.table.current_row()
        if chosen is not None and chosen.is_late:
            context, services = self._context, self._services
            about = LateDossier(chosen.row.code, chosen.row.procedure_name, chosen.reason)
            ask_late_reason(context, services, about, self._on_given, self)

    def _on_given(self, _line: LateReasonLine) -> None:
        self.load()


def _short_code(one: BehindRow) -> str:
    return "-".join(one.row.code.rsplit("-", 2)[-2:])


def _reason_words(one: BehindRow) -> str:
    if one.reason is None:
        return "Chưa ghi lý do" if one.is_late else ""
    note = f": {one.reason.note}" if one.reason.note else ""
    return f"{word(one.reason.reason)}{note}"


def _state_words(one: BehindRow) -> str:
    timeliness = one.row.timeliness
    late = f" · {word(timeliness).lower()}" if timeliness in _LATE and timeliness else ""
    return f"{word(one.row.status)}{late}"


_COLUMNS: tuple[Column[BehindRow], ...] = (
    digits_column(
        captions.DOSSIER_CODE,
        _short_code,
        SHORT_CODE_WIDTH,
        tip=lambda one: one.row.code,
        sort_key=lambda one: code_order(one.row.code),
    ),
    text_column(
        captions.PROCEDURE,
        "row.procedure_name",
        tip=lambda one: f"{one.row.procedure_name[:400]}\n{one.row.procedure_code}",
    ),
    plain_column(captions.OWNER, "row.owner_name", 150),
    plain_column(captions.AGENCY, "row.agency_name", 150),
    digits_column(
        captions.RECEIVED_SHORT,
        lambda one: f"{to_local(one.row.received_at):%d/%m/%Y}",
        92,
        tip=lambda one: moment_text(one.row.received_at),
        sort_key=lambda one: one.row.received_at,
    ),
    digits_column(
        captions.DUE,
        lambda one: f"{to_local(one.row.due_at):%d/%m/%Y}" if one.row.due_at else "–",
        92,
    ),
    plain_column(
        captions.STATUS,
        _state_words,
        170,
        tone=lambda one: Tone.LATE if one.is_late else Tone.NORMAL,
    ),
    text_column(
        captions.LATE_REASON,
        _reason_words,
        190,
        tone=lambda one: Tone.QUIET if one.reason is None else Tone.NORMAL,
    ),
)
