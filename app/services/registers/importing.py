"""Taking a register in from a file: every row of it, or nothing."""

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Final

from app.clock import local_date
from app.errors import InvalidInputError
from app.services.fields import Given
from app.services.ledger.transactions import Work
from app.services.registers.checking import read_values
from app.services.registers.fields import Register
from app.services.registers.records import RefusedRow
from app.services.registers.writing import add_values
from app.services.tables.csv_rows import SEARCHED_ROWS, Row
from app.services.tables.file_limits import refuse
from app.services.tables.sheets import sheets_of
from app.text import fold

MOST_ROWS: Final = 5_000
_MOST_TOLD: Final = 200
NamedRow = tuple[int, Mapping[str, Given]]


class RefusedError(Exception):
    """Undoes the transaction in which rows were tried; `rows` are those that cannot be added."""

    def __init__(self, rows: tuple[RefusedRow, ...]) -> None:
        super().__init__()
        self.rows = rows


def add_all(work: Work, register: Register, rows: Sequence[NamedRow]) -> None:
    """Add every row. Raises RefusedError with each row that cannot be added."""
    refused: list[RefusedRow] = []
    today = local_date(work.now)
    for number, cells in rows:
        try:
            add_values(work, register, read_values(register, cells, today))
        except InvalidInputError as error:
            refused.append(RefusedRow(number, error.field, error.message))
        if len(refused) == _MOST_TOLD:
            break
    if refused:
        raise RefusedError(tuple(refused))


def rows_of(register: Register, path: Path) -> list[NamedRow]:
    """Return the rows of a file, below its headings.

    Raises InvalidInputError for `file` where it cannot be read or lacks a column.
    """
    needed = [one for one in register.fields if one.is_required]
    for rows in sheets_of(path, partial(_names_a_field, register)):
        for place, (_number, cells) in enumerate(rows[:SEARCHED_ROWS]):
            names = [_field_of(register, cell) for cell in cells]
            if all(one.name in names for one in needed):
                return _named(names, rows[place + 1 :])
    titles = ", ".join(one.title for one in needed)
    raise refuse(f"Tệp thiếu cột. Dòng đầu phải có tên các cột: {titles}.")


def _field_of(register: Register, heading: object) -> str:
    """Return the field that a heading names; "" for another column."""
    wanted = fold(str(heading or ""))
    found = (one.name for one in register.fields if wanted in {one.name, fold(one.title)})
    return next(found, "")


def _names_a_field(register: Register, heading: str) -> bool:
    return bool(_field_of(register, heading))


def _named(names: Sequence[str], rows: list[Row]) -> list[NamedRow]:
    found: list[NamedRow] = [
        (number, {name: _given(cell) for name, cell in zip(names, cells, strict=False) if name})
        for number, cells in rows
        if any(cell not in {None, ""} for cell in cells)
    ]
    if not found:
        raise refuse("Tệp không có dòng nào dưới tên cột. Hãy kiểm tra lại tệp.")
    if len(found) > MOST_ROWS:
        raise refuse("Tệp có hơn 5.000 dòng. Hãy chia thành nhiều tệp nhỏ hơn.")
    return found


def _given(cell: object) -> Given:
    """Return a cell as it is read; what is no value of a field (a time, a duration) as its text."""
    return cell if isinstance(cell, Given) else str(cell)
