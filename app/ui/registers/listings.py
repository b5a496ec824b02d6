"""What is read about a register in a dialog: an entry's versions, rows refused, units behind."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import zip_longest

from PySide6.QtWidgets import QWidget

from app.services.fields import value_text
from app.services.registers.definitions import Register
from app.services.registers.records import Entry, RefusedRow
from app.ui.look.icons import Icon
from app.ui.look.tokens import Tone
from app.ui.registers.columns import register_columns
from app.ui.widgets.columns import digits_column, number_column, plain_column, text_column
from app.ui.widgets.row_table import Column
from app.ui.widgets.table_dialog import TableDialog
from app.ui.widgets.table_view import RowTable
from app.wording.texts import moment_text, number_text


@dataclass(frozen=True, slots=True)
class VersionRow:
    """One version, and in words what it says otherwise than the one before."""

    entry: Entry
    changes: str


def history_dialog(register: Register, versions: Sequence[Entry], parent: QWidget) -> TableDialog:
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
    entries: Sequence[Entry],
    today: Callable[[], date],
    parent: QWidget,
) -> TableDialog:
    """Return the entries behind a figure."""
    table = RowTable[Entry](
        register_columns(register, today),
        lambda entry: entry.number,
        empty_text="Không có mục nào.",
    )
    table.set_rows(entries)
    return TableDialog(title, table, parent=parent)


def version_rows(register: Register, versions: Sequence[Entry]) -> tuple[VersionRow, ...]:
    """Return a row for each version, told against the one before it (the next in the list)."""
    return tuple(
        VersionRow(entry, _changes(register, entry, before))
        for entry, before in zip_longest(versions, versions[1:])
    )


def _changes(register: Register, entry: Entry, before: Entry | None) -> str:
    if before is None:
        return "Ghi vào sổ"
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
    digits_column("Lúc", lambda row: moment_text(row.entry.changed_at), 144),
    plain_column("Người ghi", "entry.officer_name", 150),
    text_column("Thay đổi", "changes"),
    text_column("Lý do", "entry.reason", 220),
)
_ROW: Column[RefusedRow] = number_column(
    "Dòng", lambda row: number_text(row.row), 72, sort_key=lambda row: row.row
)
_WHY: Column[RefusedRow] = text_column(
    "Vì sao", "message", tone=lambda _row: Tone.LATE, icon=lambda _row: Icon.WARNING
)
