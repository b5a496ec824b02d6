"""What is read about a register in a dialog: an entry's versions, rows refused, units behind."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from itertools import zip_longest
from typing import Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.services.container import Services
from app.services.fields import Field, Given, value_text
from app.services.registers.definitions import Register
from app.services.registers.records import FollowUp, RefusedRow, RegisterEntry
from app.ui.look.icons import Icon
from app.ui.look.tokens import Tone
from app.ui.registers.columns import register_columns
from app.ui.runtime.tasks import Change, Write
from app.ui.shell.page_context import PageContext
from app.ui.widgets.columns import digits_column, number_column, plain_column, text_column
from app.ui.widgets.dialogs import TableDialog
from app.ui.widgets.inputs import DateEdit
from app.ui.widgets.labels import marked
from app.ui.widgets.record_form import RecordForm, reason_field
from app.ui.widgets.row_table import Column
from app.ui.widgets.table_view import RowTable
from app.wording import buttons, captions, states
from app.wording.texts import moment_text, number_text


@dataclass(frozen=True, slots=True)
class VersionRow:
    """One version, and in words what it says otherwise than the one before."""

    entry: RegisterEntry
    changes: str


def history_dialog(
    register: Register, versions: Sequence[RegisterEntry], parent: QWidget
) -> TableDialog:
    """Return the versions of an entry, newest first, each with what it changed."""
    table = RowTable[VersionRow](
        _VERSIONS, lambda row: row.entry.version, empty_text="Chưa có bản ghi nào."
    )
    table.setSortingEnabled(False)
    table.set_rows(version_rows(register, versions))
    title = f"Lịch sử {register.noun} số {versions[0].number}"
    return TableDialog(title, table, parent=parent)


def refused_dialog(
    register: Register, name: str, refused: Sequence[RefusedRow], parent: QWidget
) -> TableDialog:
    """Return the rows of a file that stand in the way of all of it."""
    titles = {one.name: one.title for one in register.fields}
    place: Column[RefusedRow] = plain_column(
        "Cột", lambda row: titles.get(row.field, row.field), 168
    )
    table = RowTable[RefusedRow](
        (_ROW, place, _WHY), lambda row: row.row, empty_text="Không có dòng nào sai."
    )
    table.set_rows(refused)
    told = (
        f"Tệp {name} có {number_text(len(refused))} dòng sai nên chưa dòng nào được nhập. "
        "Hãy sửa các dòng dưới đây trong tệp rồi nhập lại."
    )
    return TableDialog("Chưa nhập tệp", table, told, parent)


def entries_dialog(
    register: Register,
    title: str,
    entries: Sequence[RegisterEntry],
    today: Callable[[], date],
    parent: QWidget,
) -> TableDialog:
    """Return the entries behind a figure."""
    table = RowTable[RegisterEntry](
        register_columns(register, today),
        lambda entry: entry.number,
        empty_text="Không có mục nào.",
    )
    table.set_rows(entries)
    return TableDialog(title, table, parent=parent)


def version_rows(register: Register, versions: Sequence[RegisterEntry]) -> tuple[VersionRow, ...]:
    """Return a row for each version, told against the one before it (the next in the list)."""
    return tuple(
        VersionRow(entry, _changes(register, entry, before))
        for entry, before in zip_longest(versions, versions[1:])
    )


def _changes(register: Register, entry: RegisterEntry, before: RegisterEntry | None) -> str:
    if before is None:
        return buttons.ENTER_IN_REGISTER
    told = [
        f"{one.title}: {_said(value_text(one, before.values[one.name]))} → "
        f"{_said(value_text(one, entry.values[one.name]))}"
        for one in register.fields
        if entry.values[one.name] != before.values[one.name]
    ]
    struck = ["Gạch khỏi sổ"] if entry.is_struck else []
    return "; ".join([*struck, *told])


def _said(text: str) -> str:
    return text or "(trống)"


_VERSIONS: tuple[Column[VersionRow], ...] = (
    digits_column(captions.AT, lambda row: moment_text(row.entry.changed_at), 144),
    plain_column("Người ghi", "entry.officer_name", 150),
    text_column("Thay đổi", "changes"),
    text_column(captions.REASON, "entry.reason", 220),
)
_ROW: Column[RefusedRow] = number_column(
    captions.LINE, lambda row: number_text(row.row), 72, sort_key=lambda row: row.row
)
_WHY: Column[RefusedRow] = text_column(
    captions.WHY, "message", tone=lambda _row: Tone.LATE, icon=lambda _row: Icon.WARNING
)


_WHY_CORRECTED: Final = Field(
    name="reason", title="Lý do sửa", lines=3, hint="Vì sao sửa; bản cũ vẫn giữ trong sổ"
)
_SEEN: Final = Field(
    name="note", title="&Kết quả theo dõi", hint="đã thấy gì, đã đôn đốc ai", is_required=False
)
Work = Callable[[], Write[RegisterEntry]]


class EntryActs(QObject):
    """`stored` carries the entry that a form has made or changed, and what was done to it."""

    stored = Signal(object, str)

    def __init__(
        self, context: PageContext, services: Services, register: Register, panel: QWidget
    ) -> None:
        super().__init__(panel)
        self._context = context
        self._registers = services.registers
        self._register = register
        self._panel = panel

    def add(self, fixed: Mapping[str, Given]) -> RecordForm:
        """Ask for a new entry; `fixed` is what each entry added here says."""
        dialog = self._form(f"Ghi {self._register.noun} mới", buttons.ENTER_IN_REGISTER)

        def work() -> Write[RegisterEntry]:
            given = {**dialog.given(), **fixed}
            return self._context.write(self._registers.add, self._register.kind, given)

        return self._opened(dialog, work, states.RECORDED)

    def correct(self, entry: RegisterEntry) -> None:
        """Read the entry whole and ask what is to be corrected; a struck one shows its history."""
        if entry.is_struck:
            self.show_history(entry)
        else:
            self._with_whole(entry, self._open_correction)

    def renew(self, entry: RegisterEntry) -> None:
        """Ask what is true from a day on."""
        self._with_whole(entry, self._open_renewal)

    def follow_up(self, entry: RegisterEntry) -> RecordForm:
        """Ask what was seen, and whether it is done."""
        done = self._register.field(self._register.done)
        hint = "để trống khi chưa xong"
        done = replace(done, label=marked(done.title), hint=hint, is_required=False)
        dialog = self._form_of(entry, "Theo dõi", "Ghi theo dõi", _SEEN, done)

        def work() -> Write[RegisterEntry]:
            seen = FollowUp(dialog.text(_SEEN.name), dialog.given()[done.name])
            return self._context.write(self._registers.follow_up, entry.ref, seen)

        return self._opened(dialog, work, "Đã ghi theo dõi")

    def end(self, entry: RegisterEntry) -> RecordForm:
        """Ask when the entry ends."""
        until = self._register.field(self._register.until)
        until = replace(until, label=marked(until.title), hint="")
        dialog = self._form_of(entry, buttons.END, buttons.END, until, reason_field())
        dialog.show_values({until.name: self._context.clock.today()})
        dialog.begin(until.name)

        def work() -> Write[RegisterEntry]:
            given = (dialog.given()[until.name], dialog.text())
            return self._context.write(self._registers.end, entry.ref, *given)

        return self._opened(dialog, work, states.ENDED)

    def strike(self, entry: RegisterEntry) -> RecordForm:
        """Ask why the entry is to be struck out."""
        told = "\nMục bị gạch không tính vào số liệu nữa nhưng vẫn đọc lại được trong sổ."
        why = reason_field("Ghi nhầm điều gì")
        dialog = self._form_of(entry, "Gạch", "Gạch khỏi sổ", why, told=told)

        def work() -> Write[RegisterEntry]:
            return self._context.write(self._registers.strike, entry.ref, dialog.text())

        return self._opened(dialog, work, states.STRUCK)

    def show_history(self, entry: RegisterEntry) -> None:
        """Read every version of the entry and show them."""
        self._context.read(self._registers.history, entry.kind, entry.number).then(
            self._open_history
        )

    def _with_whole(self, entry: RegisterEntry, then: Callable[[RegisterEntry], None]) -> None:
        self._context.read(self._registers.entry, entry.kind, entry.number).then(then)

    def _open_correction(self, entry: RegisterEntry) -> None:
        title = f"Sửa {self._register.noun} số {entry.number}"
        dialog = self._form(title, "Lưu, giữ bản cũ", _WHY_CORRECTED)
        dialog.show_values(entry.values)

        def work() -> Write[RegisterEntry]:
            given = dialog.given()
            why = str(given.pop(_WHY_CORRECTED.name))
            return self._context.write(self._registers.correct, entry.ref, given, why)

        self._opened(dialog, work, states.CORRECTED)

    def _open_renewal(self, entry: RegisterEntry) -> None:
        title = f"Thay đổi từ ngày: {self._register.noun} số {entry.number}"
        dialog = self._form(title, "Ghi thay đổi")
        dialog.show_values(entry.values)
        start = dialog.editors[self._register.since]
        if isinstance(start, DateEdit):
            start.set_value(None)
            start.setPlaceholderText("ngày bắt đầu thay đổi")
        start.setFocus()

        def work() -> Write[RegisterEntry]:
            return self._context.write(self._registers.renew, entry.ref, dialog.given())

        self._opened(dialog, work, "Đã ghi thay đổi, thành")

    def _form(self, title: str, act: str, *more: Field) -> RecordForm:
        fields = (*self._register.fields, *more)
        return RecordForm(fields, title, act, self._context.clock.today, self._panel, columns=2)

    def _form_of(
        self, entry: RegisterEntry, what: str, act: str, *fields: Field, told: str = ""
    ) -> RecordForm:
        """Return a form about an entry, which it names."""
        register, today = self._register, self._context.clock.today
        called = value_text(register.field(register.called), entry.values[register.called])
        title = f"{what} {register.noun} số {entry.number}"
        return RecordForm(fields, title, act, today, self._panel, told=called + told)

    def _opened(self, dialog: RecordForm, work: Work, said: str) -> RecordForm:
        """Open a form; what it holds is read, and then done, when it is submitted."""
        dialog.ask(work, partial(self._on_stored, said), (Change.REGISTERS,))
        return dialog

    def _on_stored(self, said: str, entry: RegisterEntry) -> None:
        self.stored.emit(entry, said)

    def _open_history(self, versions: tuple[RegisterEntry, ...]) -> None:
        history_dialog(self._register, versions, self._panel).open()
