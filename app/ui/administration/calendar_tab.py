"""Lịch nghỉ: the days of a year that depart from the ordinary week, and whether it is confirmed."""

from collections.abc import Sequence
from functools import partial
from typing import Final

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.errors import InvalidInputError
from app.services.container import Services
from app.services.deadlines.calendar import DayException
from app.services.fields import Field
from app.services.intake.calendar_moves import DayChange, MovedDossier
from app.services.office.records import CALENDAR_DAY, CalendarChange, CalendarYearView
from app.ui.administration.moves import MovedCard, MovesPreview, MovesQuestion, touched_text
from app.ui.look.icons import Icon
from app.ui.look.tokens import Tone
from app.ui.runtime.tasks import Change
from app.ui.shell.page_context import PageContext
from app.ui.widgets.columns import digits_column, plain_column
from app.ui.widgets.labels import button, card, chip, icon_button, label, set_tone
from app.ui.widgets.layouts import FlowRow
from app.ui.widgets.record_form import RecordForm, Today
from app.ui.widgets.row_table import Column
from app.ui.widgets.table_view import RowTable
from app.vocabulary.office import DayKind
from app.wording import buttons, captions
from app.wording.labels import label as word
from app.wording.texts import WEEKDAYS, day_text


class DayDialog(RecordForm):
    """A day off or a worked Saturday; an existing day keeps its date."""

    def __init__(
        self, today: Today, known: DayException | None = None, parent: QWidget | None = None
    ) -> None:
        title = "Sửa ngày" if known else "Thêm ngày"
        super().__init__(CALENDAR_DAY, title, "Lưu ngày", today, parent, columns=2)
        self._shown: DayException | None = None
        self.moves = MovesPreview()
        self.add_row(self.moves)
        if known is not None:
            self.show_stored(known)

    def is_told(self, typed: DayException) -> bool:
        """Say whether the list shown is that of what is typed now."""
        return self._shown == typed

    def tell(self, typed: DayException, moved: Sequence[MovedDossier]) -> None:
        """Show what saving would leave behind; the next press saves."""
        self._shown = typed
        self.moves.show_moved(moved)
        self.submit.setText("Vẫn lưu ngày")
        self.submit.setEnabled(True)


_CONFIRMED_BY: Final = Field(
    name="decision", title="&Số thông báo nghỉ lễ, Tết của năm", hint="Ví dụ: 6150/TB-BLĐTBXH"
)
_COLUMNS: list[Column[DayException]] = [
    digits_column(captions.DAY, lambda row: day_text(row.day), 110, sort_key=lambda row: row.day),
    plain_column(captions.WEEKDAY, lambda row: WEEKDAYS[row.day.weekday()], 100),
    plain_column(
        captions.KIND,
        lambda row: word(row.kind),
        90,
        tone=lambda row: Tone.ACCENT if row.kind is DayKind.WORKED else Tone.NORMAL,
    ),
    plain_column(captions.REASON, "reason"),
    plain_column("Văn bản", "decision", 200),
]


class CalendarTab(QWidget):
    def __init__(self, context: PageContext, services: Services) -> None:
        super().__init__()
        self._context = context
        self._services = services
        self._view: CalendarYearView | None = None
        self.year = context.clock.today().year
        self.table = RowTable(
            _COLUMNS,
            lambda row: row.day,
            empty_text="Năm này chưa có ngày nghỉ nào.\nNhấn Insert để thêm ngày đầu tiên.",
        )
        self.state = chip("")
        self.confirm = button("Xác nhận năm…", "plain", Icon.CHECK)
        self.add = button("&Thêm ngày", "accent", Icon.ADD, hint="Ins")
        self.edit = button(buttons.EDIT_WITH_KEY, "plain", Icon.EDIT, hint="↵")
        self.remove = button("&Bỏ ngày", "plain", Icon.REMOVE, hint="Del")
        self.question = MovesQuestion(context, services)
        self.moved = MovedCard(context, services)
        self._year = label("", "title")
        self.previous = icon_button(Icon.LEFT, buttons.PREVIOUS_YEAR)
        self.following = icon_button(Icon.RIGHT, buttons.NEXT_YEAR)
        self._arrange()
        self._connect()
        self.setFocusProxy(self.table)

    def load(self) -> None:
        year = self.year
        self._year.setText(str(year))
        self._context.read(self._services.calendar.days, year).then(self._show)
        self.moved.load()

    def show_year(self, year: int) -> None:
        self.year = year
        self.load()

    def _show(self, view: CalendarYearView) -> None:
        self._view = view
        self.table.set_rows(view.days)
        if view.is_confirmed:
            paper = f" theo {view.decision}" if view.decision else ""
            self.state.setText(f"Đã xác nhận{paper}")
        else:
            self.state.setText("Chưa xác nhận: chờ thông báo nghỉ lễ của năm")
        set_tone(self.state, Tone.OK if view.is_confirmed else Tone.WARN)
        self.confirm.setText(" Bỏ xác nhận" if view.is_confirmed else " Xác nhận năm…")
        self._on_row_selected()

    def _arrange(self) -> None:
        head = FlowRow()
        for widget in (self.previous, self._year, self.following, self.state):
            head.addWidget(widget)
        head.addStretch()
        for key in (self.confirm, self.remove, self.edit, self.add):
            head.addWidget(key)
        box = card()
        rows = QVBoxLayout(box)
        rows.setContentsMargins(16, 8, 16, 12)
        rows.addWidget(self.table)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 16, 0, 0)
        whole.setSpacing(12)
        whole.addLayout(head)
        whole.addWidget(box, 3)
        whole.addWidget(self.question, 2)
        whole.addWidget(self.moved, 2)

    def _connect(self) -> None:
        self.previous.clicked.connect(lambda: self.show_year(self.year - 1))
        self.following.clicked.connect(lambda: self.show_year(self.year + 1))
        self.add.clicked.connect(self.open_new)
        self.edit.clicked.connect(self._on_edit)
        self.remove.clicked.connect(self._on_remove)
        self.confirm.clicked.connect(self._on_confirm)
        self.table.row_activated.connect(self.open_day)
        self.table.row_selected.connect(self._on_row_selected)
        self.question.asking_changed.connect(self.moved.make_room)
        self._context.actions.bind("administration.add_day", self.open_new, self)
        self._context.actions.bind("administration.remove_day", self._on_remove, self)

    def open_new(self) -> DayDialog:
        """Ask for a new day."""
        return self._open(DayDialog(self._context.clock.today, parent=self))

    def open_day(self, row: DayException) -> DayDialog:
        """Ask for what changes about a day."""
        return self._open(DayDialog(self._context.clock.today, row, self))

    def _open(self, dialog: DayDialog) -> DayDialog:
        dialog.submitted.connect(partial(self._on_day_submitted, dialog))
        dialog.open()
        return dialog

    def _on_day_submitted(self, dialog: DayDialog) -> None:
        try:
            typed = dialog.read(DayException)
        except InvalidInputError as error:
            dialog.fail(error)
            return
        if dialog.is_told(typed):
            self._save_day(dialog, typed)
            return
        dialog.submit.setEnabled(False)
        change = DayChange(typed.day, typed.kind, typed.reason)
        self._context.read(self._services.calendar_moves.preview, change).then(
            partial(self._on_previewed, dialog, typed), dialog.fail
        )

    def _on_previewed(
        self, dialog: DayDialog, typed: DayException, moved: Sequence[MovedDossier]
    ) -> None:
        if moved:
            dialog.tell(typed, moved)
        else:
            self._save_day(dialog, typed)

    def _save_day(self, dialog: DayDialog, typed: DayException) -> None:
        dialog.run(
            self._context.write(
                self._services.calendar.set_day, typed.day, typed.kind, typed.reason, typed.decision
            ),
            partial(self._on_day_set, typed),
            (Change.OFFICE,),
        )

    def _on_day_set(self, typed: DayException, change: CalendarChange) -> None:
        self._context.messages.done(f"Đã ghi ngày {day_text(typed.day)}. {touched_text(change)}")
        self.show_year(typed.day.year)

    def _on_edit(self) -> None:
        row = self.table.current_row()
        if row is not None:
            self.open_day(row)

    def _on_remove(self) -> None:
        row = self.table.current_row()
        if row is not None:
            words = (f"Bỏ ngày {day_text(row.day)} ({row.reason})", "Vẫn bỏ ngày này")
            self.question.ask(DayChange(row.day, None), words, partial(self._remove, row))

    def _remove(self, row: DayException) -> None:
        self._context.write(self._services.calendar.remove_day, row.day).then(
            partial(self._on_removed, row), changed=(Change.OFFICE,)
        )

    def _on_removed(self, row: DayException, change: CalendarChange) -> None:
        self._context.messages.done(
            f"Đã bỏ ngày {day_text(row.day)}. {touched_text(change)}",
            (("Ghi lại ngày này", partial(self._put_back, row)),),
        )
        self.load()

    def _put_back(self, row: DayException) -> None:
        self._context.write(
            self._services.calendar.set_day, row.day, row.kind, row.reason, row.decision
        ).then(partial(self._on_day_set, row), changed=(Change.OFFICE,))

    def _on_confirm(self) -> None:
        if self._view is None:
            return
        if self._view.is_confirmed:
            self._take_confirmation_back(self._view)
            return
        self.open_confirmation()

    def open_confirmation(self) -> RecordForm:
        """Ask which paper confirms the year."""
        year, today = self.year, self._context.clock.today
        form = RecordForm(
            (_CONFIRMED_BY,), f"Xác nhận lịch nghỉ năm {year}", "Xác nhận", today, self
        )
        form.show_values({"decision": self._view.decision if self._view else ""})
        confirm, write = self._services.calendar.confirm_year, self._context.write
        form.ask(
            lambda: write(confirm, year, form.text("decision")),
            partial(self._on_confirmation_changed, f"Đã xác nhận lịch nghỉ năm {year}."),
            (Change.OFFICE,),
        )
        return form

    def _take_confirmation_back(self, view: CalendarYearView) -> None:
        self._context.write(
            self._services.calendar.confirm_year, view.year, view.decision, is_confirmed=False
        ).then(
            partial(self._on_confirmation_changed, f"Năm {view.year} trở lại chưa xác nhận."),
            changed=(Change.OFFICE,),
        )

    def _on_confirmation_changed(self, text: str, _nothing: None) -> None:
        self._context.messages.done(text)
        self.load()

    def _on_row_selected(self) -> None:
        has_row = self.table.current_row() is not None
        self.edit.setEnabled(has_row)
        self.remove.setEnabled(has_row)
