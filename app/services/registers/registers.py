"""The registers: entries added, corrected, followed up, ended, struck out; found and counted."""

from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Final

from sqlalchemy import ColumnElement, false, func, select

from app.clock import local_date
from app.errors import InvalidInputError, RuleBrokenError
from app.services.fields import Given, read_value
from app.services.ledger.records import Actor, required_reason
from app.services.ledger.rights import Right
from app.services.ledger.transactions import Reading, Transactions
from app.services.ledger.visibility import ROWS
from app.services.registers.definitions import REGISTERS, Register
from app.services.registers.entries import (
    DAYS_AHEAD,
    MOST_NUMBER,
    entries_of,
    is_waiting_until,
    known_at,
    matching,
    newest,
    select_entries,
    write_version,
)
from app.services.registers.records import (
    DueCount,
    EntryList,
    EntryQuery,
    EntryRef,
    EntryScope,
    FollowUp,
    RegisterEntry,
    RegisterImport,
)
from app.services.registers.writing import (
    RefusedError,
    add_all,
    add_values,
    as_entry,
    changed,
    log_version,
    opened,
    read_values,
    require_whole,
    rows_of,
)
from app.text import clean
from app.vocabulary.reports import RegisterKind
from app.wording.texts import day_text

MOST_LISTED: Final = 500


class Registers:
    """Keeps every register the same way; what each of them holds is said in `shelf`."""

    def __init__(self, transactions: Transactions) -> None:
        self._tx = transactions

    def entries(
        self, actor: Actor, kind: RegisterKind, wanted: EntryQuery, limit: int = MOST_LISTED
    ) -> EntryList:
        """Return the entries asked for, newest filed first, what is due by its day.

        People's numbers in texts are hidden.
        """
        register = REGISTERS[kind]
        with self._tx.read(actor, Right.KEEP_REGISTERS) as reading:
            where = _conditions(reading, register, wanted)
            counted = select(func.count()).select_from(register.table).where(*where)
            total = reading.session.execute(counted).scalar_one()
            found = select_entries(register, *where).limit(limit)
            today = local_date(reading.now)
            return EntryList(entries_of(reading.session, register, found, today, ROWS), total)

    def entry(self, actor: Actor, kind: RegisterKind, number: int) -> RegisterEntry:
        """Return an entry whole, as it is corrected. Raises NotFoundError."""
        register = REGISTERS[kind]
        with self._tx.read(actor, Right.KEEP_REGISTERS) as reading:
            newest(reading, register, number)
            held = known_at(register, actor.office_id, None)
            found = select_entries(register, *held, register.table.number == number)
            return entries_of(reading.session, register, found, local_date(reading.now))[0]

    def history(self, actor: Actor, kind: RegisterKind, number: int) -> tuple[RegisterEntry, ...]:
        """Return every version of an entry, newest first. Raises NotFoundError."""
        register = REGISTERS[kind]
        with self._tx.read(actor, Right.KEEP_REGISTERS) as reading:
            newest(reading, register, number)
            table = register.table
            found = select_entries(
                register, table.unit_id == actor.office_id, table.number == number
            ).order_by(None)
            found = found.order_by(table.version.desc())
            return entries_of(reading.session, register, found, local_date(reading.now), ROWS)

    def due_counts(self, actor: Actor) -> tuple[DueCount, ...]:
        """Return how much of each register with due days is late, and how much is due soon."""
        with self._tx.read(actor, Right.KEEP_REGISTERS) as reading:
            today = local_date(reading.now)
            return tuple(
                DueCount(register.kind, late, _count_due(reading, register, ahead) - late)
                for register in REGISTERS.values()
                if register.due
                for late in (_count_due(reading, register, today - timedelta(days=1)),)
                for ahead in (today + timedelta(days=DAYS_AHEAD),)
            )

    def add(self, actor: Actor, kind: RegisterKind, given: Mapping[str, Given]) -> RegisterEntry:
        """Enter what was `given` by the names of fields, as typed or as values.

        Raises InvalidInputError naming the first field that is wrong.
        """
        with self._tx.write(actor, Right.KEEP_REGISTERS) as work:
            register = REGISTERS[kind]
            values = read_values(register, given, local_date(work.now))
            return as_entry(work, add_values(work, register, values), register)

    def take_in(self, actor: Actor, kind: RegisterKind, path: Path) -> RegisterImport:
        """Add each row of a CSV or XLSX file as an entry; none of them while one is refused.

        The headings are the fields' titles or names, in any order; others are passed over. Raises
        InvalidInputError for `file` where the file as a whole cannot be read.
        """
        with self._tx.read(actor, Right.KEEP_REGISTERS):
            pass  # a stranger's file is not even opened
        register = REGISTERS[kind]
        rows = rows_of(register, path)
        try:
            with self._tx.write(actor, Right.KEEP_REGISTERS) as work:
                add_all(work, register, rows)
                facts = {"register": kind.value, "entries": len(rows)}
                work.log("register_imported", facts, personal={"file": path.name})
        except RefusedError as undone:
            return RegisterImport(0, undone.rows)
        return RegisterImport(len(rows))

    def correct(
        self, actor: Actor, ref: EntryRef, given: Mapping[str, Given], reason: str
    ) -> RegisterEntry:
        """Change what an entry says, and keep what it said; fields not `given` stay.

        Raises InvalidInputError (a field, `reason`), ConflictError, NotFoundError, RuleBrokenError
        where it is struck out or nothing changes.
        """
        with self._tx.write(actor, Right.KEEP_REGISTERS) as work:
            register, before, said = opened(work, ref)
            values = read_values(register, {**said, **given}, local_date(work.now))
            why = required_reason(reason, "sửa mục này")
            if values == said:
                raise RuleBrokenError("Chưa có gì thay đổi. Hãy sửa một ô rồi lưu.")
            require_whole(work, register, values, ref.number)
            return changed(work, register, before, values, "register_corrected", why)

    def follow_up(self, actor: Actor, ref: EntryRef, seen: FollowUp) -> RegisterEntry:
        """Tell what was seen on following up, and the day it was done where it is done.

        Raises InvalidInputError (`note`, the field of the day), ConflictError, NotFoundError,
        RuleBrokenError where nothing is due or it is done already.
        """
        with self._tx.write(actor, Right.KEEP_REGISTERS) as work:
            register, before, said = opened(work, ref)
            if not register.due:
                raise RuleBrokenError("Sổ này không có việc đến hạn để theo dõi.")
            if said[register.done] is not None:
                raise RuleBrokenError(f"Mục số {ref.number} đã xong; nếu ghi nhầm, hãy sửa mục.")
            note = clean(seen.note, "note", limit=500)
            done_on = read_value(register.field(register.done), seen.done_on)
            if not note and done_on is None:
                raise InvalidInputError("note", "Chưa ghi đã thấy gì khi theo dõi.")
            today = local_date(work.now)
            kept = said[register.followed_up]
            told = f"{day_text(today)}: {note}" if note else ""
            words = "; ".join(part for part in (str(kept), told) if part)
            given = {**said, register.followed_up: words, register.done: done_on}
            values = read_values(register, given, today)
            return changed(work, register, before, values, "register_followed_up", note)

    def end(self, actor: Actor, ref: EntryRef, last_day: Given, reason: str) -> RegisterEntry:
        """End what is true until a day: a unit's working, a regulation's force.

        Raises InvalidInputError (the field of the day, `reason`), ConflictError, NotFoundError,
        RuleBrokenError where nothing ends or it has ended.
        """
        with self._tx.write(actor, Right.KEEP_REGISTERS) as work:
            register, before, said = opened(work, ref)
            if not register.until:
                raise RuleBrokenError("Mục của sổ này không có ngày kết thúc.")
            if said[register.until] is not None:
                raise RuleBrokenError(f"Mục số {ref.number} đã kết thúc; nếu nhầm, hãy sửa mục.")
            if not last_day:
                raise InvalidInputError(register.until, "Chưa nhập ngày kết thúc.")
            given = {**said, register.until: last_day}
            values = read_values(register, given, local_date(work.now))
            why = required_reason(reason, "kết thúc mục này")
            return changed(work, register, before, values, "register_ended", why)

    def renew(self, actor: Actor, ref: EntryRef, given: Mapping[str, Given]) -> RegisterEntry:
        """End an entry the day before something else is true, and enter what is `given` anew.

        Fields not given say the same. Raises InvalidInputError naming the field, ConflictError,
        NotFoundError, RuleBrokenError where the register has no such days or the entry has ended.
        """
        with self._tx.write(actor, Right.KEEP_REGISTERS) as work:
            register, before, said = opened(work, ref)
            if not register.since:
                raise RuleBrokenError("Mục của sổ này không thay đổi theo ngày; hãy sửa mục.")
            if said[register.until] is not None:
                raise RuleBrokenError(f"Mục số {ref.number} đã kết thúc; hãy ghi mục mới.")
            values = read_values(register, {**said, **given}, local_date(work.now))
            start, since = values[register.since], said[register.since]
            if not isinstance(start, date) or not isinstance(since, date) or start <= since:
                raise InvalidInputError(
                    register.since, "Ngày bắt đầu thay đổi phải sau ngày bắt đầu của mục cũ."
                )
            ended = {**said, register.until: start - timedelta(days=1)}
            changed(work, register, before, ended, "register_ended", "Thay đổi từ ngày")
            return as_entry(work, add_values(work, register, values), register)

    def strike(self, actor: Actor, ref: EntryRef, reason: str) -> RegisterEntry:
        """Strike out an entry that was made by mistake: it counts no more, and stays readable.

        Raises InvalidInputError (`reason`), ConflictError, NotFoundError, RuleBrokenError where it
        is struck out already or other entries are of it.
        """
        with self._tx.write(actor, Right.KEEP_REGISTERS) as work:
            register, before, said = opened(work, ref)
            why = required_reason(reason, "gạch mục này")
            _require_childless(work, register, ref.number)
            row = write_version(work, register, said, before, why)
            row.is_struck = True
            log_version(work, "register_struck", register, row, why)
            return as_entry(work, row, register)


def _conditions(
    reading: Reading, register: Register, wanted: EntryQuery
) -> list[ColumnElement[bool]]:
    table = register.table
    where = [
        *known_at(register, reading.actor.office_id, None),
        *matching(register, wanted.text),
        table.is_struck.is_(wanted.scope is EntryScope.STRUCK),
    ]
    if register.of_field and wanted.of_number:
        of_entry = min(max(wanted.of_number, 0), MOST_NUMBER)
        where.append(getattr(table, register.of_field) == of_entry)
    if wanted.scope is EntryScope.DUE and register.due:
        today = local_date(reading.now)
        where.append(is_waiting_until(register, today + timedelta(days=DAYS_AHEAD)))
    elif wanted.scope is EntryScope.DUE:
        where.append(false())
    return where


def _count_due(reading: Reading, register: Register, limit: date) -> int:
    counted = (
        select(func.count())
        .select_from(register.table)
        .where(
            *known_at(register, reading.actor.office_id, None),
            register.table.is_struck.is_(False),
            is_waiting_until(register, limit),
        )
    )
    return reading.session.execute(counted).scalar_one()


def _require_childless(reading: Reading, register: Register, number: int) -> None:
    for child in REGISTERS.values():
        if child.of is not register.kind:
            continue
        counted = select(func.count()).where(
            *known_at(child, reading.actor.office_id, None),
            child.table.is_struck.is_(False),
            getattr(child.table, child.of_field) == number,
        )
        count = reading.session.execute(counted).scalar_one()
        if count:
            raise RuleBrokenError(
                f"Mục số {number} còn {count} {child.noun}. Hãy gạch các mục đó trước."
            )
