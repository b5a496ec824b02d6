"""Đơn vị gửi số liệu: who has sent the period, who has not, and the sum of all."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.errors import UserError
from app.services.container import Services
from app.services.figures.catalogue import FORM_FIGURES, DossierFigure
from app.services.ledger.records import Actor
from app.services.ledger.rights import Right
from app.services.periods.calendar import ReportCalendar, ReportPeriod
from app.services.province.province import Province
from app.services.province.records import (
    ProvinceSum,
    SendState,
    SumPart,
    TakenReport,
    UnitLine,
)
from app.services.province.unit_status import SEND_WORDS
from app.ui.desk.form_table import (
    COUNT_WIDTH,
    form_title,
    tone_of,
)
from app.ui.desk.tabbed_page import PageTab
from app.ui.look.icons import Icon
from app.ui.look.tokens import Tone
from app.ui.province.annex_table import UnitsDialog
from app.ui.province.expected_dialog import ExpectedDialog
from app.ui.province.sum_card import SumCard
from app.ui.runtime.tasks import Change
from app.ui.shell.file_dialogs import DOCUMENTS, FIGURES
from app.ui.shell.page_context import PageContext
from app.ui.widgets.columns import number_column, text_column
from app.ui.widgets.inputs import ComboBox
from app.ui.widgets.labels import button, card, label, set_tone
from app.ui.widgets.row_table import Column
from app.ui.widgets.table_view import RowTable
from app.wording import captions, headings, states
from app.wording.texts import moment_text, number_text

_TONES: Final = {
    SendState.OWN: Tone.OK,
    SendState.SENT: Tone.OK,
    SendState.REFUSED: Tone.LATE,
    SendState.MISSING: Tone.WARN,
}
_ICONS: Final = {
    SendState.OWN: Icon.CHECK,
    SendState.SENT: Icon.CHECK,
    SendState.REFUSED: Icon.REFUSED,
    SendState.MISSING: Icon.LATE,
}


@dataclass(frozen=True, slots=True)
class _Came:
    """What came of the files that were chosen: what was taken in, and why the others were not."""

    taken: tuple[TakenReport, ...]
    refused: tuple[str, ...]


class ProvinceTab(PageTab):
    """Takes files in one after the other, and shows what they come to."""

    def __init__(
        self, context: PageContext, services: Services, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._services = services
        self._sum: ProvinceSum | None = None
        self.period = ComboBox()
        self.period.setMinimumContentsLength(18)
        self.take = button("Nhập tệp của đơn vị…", "accent", Icon.IMPORT)
        self.expect = button("Đơn vị phải gửi…", "plain", Icon.OFFICE)
        self.counted = label("", "body", wrap=True)
        self.units: RowTable[UnitLine] = RowTable(
            _UNIT_COLUMNS,
            lambda line: line.code,
            empty_text="Chưa có đơn vị nào.\nHãy nhập thẻ khóa của đơn vị ở trang Trao đổi gói.",
        )
        self.about = label("", "quiet", wrap=True)
        self.sum = SumCard(context, services)
        self._arrange()
        self.period.currentIndexChanged.connect(self._on_period_changed)
        self.take.clicked.connect(self._on_take)
        self.expect.clicked.connect(self._on_expect)
        self.units.row_selected.connect(self._tell_unit)
        self.units.row_activated.connect(self._on_unit)

    @property
    def shown(self) -> ProvinceSum | None:
        """The sum on the screen."""
        return self._sum

    def load(self) -> None:
        """Read the periods to choose from at first, then the sum of the one that is chosen."""
        if self.period.count():
            self._read()
        else:
            self._context.read(self._services.periods.calendar).then(self._offer)

    def choose(self, key: str) -> None:
        """Show the period with that key, where it is offered."""
        self.period.setCurrentIndex(self.period.findData(key))

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(label(captions.PERIOD))
        head.addWidget(self.period)
        head.addWidget(self.counted, 1)
        head.addWidget(self.expect)
        head.addWidget(self.take)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 8, 0, 0)
        rows.setSpacing(8)
        rows.addLayout(head)
        rows.addWidget(self._upper(), 5)
        rows.addWidget(self.sum, 4)
        # Only now: shown before it has a parent, a button would be a window.
        for made in (self.expect, self.take):
            made.setVisible(self._context.may(Right.LOCK_PERIOD))

    def _upper(self) -> QFrame:
        side = card()
        self.units.setAccessibleName(headings.REPORTING_UNITS)
        rows = QVBoxLayout(side)
        rows.setContentsMargins(12, 8, 12, 8)
        rows.setSpacing(8)
        rows.addWidget(self.units, 1)
        rows.addWidget(self.about)
        return side

    def _offer(self, calendar: ReportCalendar) -> None:
        offered = _offered(calendar, self._context.clock.today())
        self.period.blockSignals(True)  # noqa: FBT003 - Qt's own signature
        for period in offered:
            self.period.addItem(period.name, period.key)
        self.period.setCurrentIndex(0)
        self.period.blockSignals(False)  # noqa: FBT003 - Qt's own signature
        self._read()

    def _on_period_changed(self, _at: int) -> None:
        self._read()

    def _read(self) -> None:
        key = str(self.period.currentData())
        self._context.work(self._services.province.sum, key).then(self._show, self._on_failed)

    def _show(self, told: ProvinceSum) -> None:
        self._sum = told
        self.units.set_rows(told.units)
        sent = len(told.units) - len(told.missing)
        self.counted.setText(
            f"Đã có số liệu {number_text(sent)} trên {number_text(len(told.units))} đơn vị."
        )
        set_tone(self.counted, Tone.WARN if told.missing else Tone.OK)
        self.sum.show_sum(told)
        self._tell_unit(self.units.current_row())

    def _on_failed(self, error: UserError) -> None:
        self.counted.setText(error.message)
        set_tone(self.counted, Tone.LATE)

    def _tell_unit(self, line: UnitLine | None) -> None:
        self.about.setText("" if line is None else _unit_said(line))
        if line is None and self._sum is not None and self._sum.others:
            last = self._sum.others[-1]
            self.about.setText(f"Tệp {last.file_name} bị từ chối: {last.reason}")

    def _on_take(self) -> None:
        paths = tuple(self._context.files.open_many(self, "Chọn tệp số liệu", FIGURES, DOCUMENTS))
        if not paths or self._sum is None:
            return
        key = self._sum.period.key
        self.take.setEnabled(False)
        self._context.write(_take_in, self._services.province, paths, key).then(
            self._on_came, changed=(Change.REGISTERS,), failed=self._on_not_come
        )

    def _on_expect(self) -> None:
        ExpectedDialog(self._context, self._services, self._read, self).open()

    def _on_came(self, came: _Came) -> None:
        self.take.setEnabled(True)
        if came.taken:
            names = ", ".join(_taken_said(one) for one in came.taken)
            self._context.messages.done(f"Đã nhận số liệu của {names}.")
        if came.refused:
            self._context.messages.tell(
                f"{number_text(len(came.refused))} tệp bị từ chối; số liệu đã có không thay đổi.",
                "\n\n".join(came.refused),
            )
        self._read()

    def _on_not_come(self, error: UserError) -> None:
        self.take.setEnabled(True)
        self._context.messages.refused(error)

    def _on_unit(self, line: UnitLine) -> None:
        if line.figures is not None:
            parts = [
                SumPart(code=row.field, name=row.field, counts=row.counts)
                for row in line.figures.rows
            ]
            title = f"{line.name} · {line.figures.period.name}"
            UnitsDialog(title, parts, self, first=captions.FIELD).open()


def _take_in(actor: Actor, province: Province, paths: Sequence[Path], key: str) -> _Came:
    taken: list[TakenReport] = []
    refused: list[str] = []
    for path in paths:
        try:
            taken.append(province.take_in(actor, path, key))
        except UserError as error:
            refused.append(f"{path.name}: {error.message}")
    return _Came(tuple(taken), tuple(refused))


def _offered(calendar: ReportCalendar, today: date) -> Sequence[ReportPeriod]:
    """Return the periods that have begun, of this year and the last, the newest over one first."""
    begun = [
        period
        for year in (today.year, today.year - 1)
        for period in reversed(calendar.of_year(year))
        if period.first_day <= today
    ]
    return sorted(begun, key=lambda period: period.last_day > today)


def _taken_said(one: TakenReport) -> str:
    instead = f" (thay lần khóa {one.replaced})" if one.replaced else ""
    return f"{one.unit_name}{instead}"


def _unit_said(line: UnitLine) -> str:
    said = [f"{line.name} ({line.code}): {SEND_WORDS[line.state].lower()}."]
    if line.locked_at is not None:
        said.append(f"Lần khóa {line.ordinal}, lúc {moment_text(line.locked_at)}.")
    if line.earlier:
        before = ", ".join(str(one) for one in line.earlier)
        said.append(f"Thay cho lần khóa {before} đã gửi trước.")
    if line.unit_id is None:
        said.append("Chưa có thẻ khóa: hãy xin thẻ khóa của đơn vị và nhập ở trang Trao đổi gói.")
    if line.refused:
        last = line.refused[-1]
        said.append(f"Tệp tự nhận là của đơn vị này, {last.file_name}, bị từ chối: {last.reason}")
    return " ".join(said)


def _unit_column(counted: DossierFigure) -> Column[UnitLine]:
    def value(line: UnitLine) -> str:
        return "–" if line.counts is None else number_text(line.counts[counted.code])

    def tone(line: UnitLine) -> Tone:
        counts = line.counts
        return Tone.QUIET if counts is None else tone_of(counted, counts, is_total=False)

    return number_column(
        form_title(counted),
        value,
        COUNT_WIDTH + 8 * counted.is_sum,
        tip=lambda line: states.NO_DATA if line.counts is None else counted.title,
        sort_key=lambda line: -1 if line.counts is None else line.counts[counted.code],
        tone=tone,
    )


_UNIT_COLUMNS: tuple[Column[UnitLine], ...] = (
    text_column(captions.UNIT, "name", tip=lambda line: f"{line.name}\n{line.code}"),
    text_column(
        captions.STATUS,
        lambda line: SEND_WORDS[line.state],
        112,
        tip=_unit_said,
        tone=lambda line: _TONES[line.state],
        icon=lambda line: _ICONS[line.state],
    ),
    number_column(
        "Lần khóa",
        lambda line: str(line.ordinal) if line.ordinal else "–",
        72,
        sort_key=lambda line: line.ordinal,
    ),
    *(_unit_column(one) for one in FORM_FIGURES),
)
