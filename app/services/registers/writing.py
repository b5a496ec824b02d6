"""Storing what changes about an entry within an open transaction, and logging it."""

from app.clock import local_date
from app.models.registers import RegisterVersion
from app.services.fields import Value
from app.services.ledger.series import take_number
from app.services.ledger.transactions import Work
from app.services.registers.checking import require_whole
from app.services.registers.entries import (
    Values,
    current,
    entries_of,
    plain_facts,
    select_entries,
    text_facts,
    values_of,
    write_version,
)
from app.services.registers.fields import Register
from app.services.registers.records import Entry, EntryRef
from app.services.registers.shelf import SHELF


def add_values(work: Work, register: Register, values: Values) -> RegisterVersion:
    """Store a new entry and log it. Raises InvalidInputError where it is there already."""
    require_whole(work, register, values, 0)
    number = take_number(work.session, work.actor.office_id, f"register_{register.kind.value}", "")
    row = write_version(work, register, values, number)
    log_version(work, "register_added", register, row, "")
    return row


def opened(work: Work, ref: EntryRef) -> tuple[Register, RegisterVersion, dict[str, Value]]:
    """Return an entry that is to be changed: its register, its version, what it says.

    Raises NotFoundError, ConflictError where it is not the version that was shown, RuleBrokenError
    where it is struck out.
    """
    register = SHELF[ref.kind]
    row = current(work, ref)
    return register, row, values_of(register, row)


def changed(
    work: Work,
    register: Register,
    before: RegisterVersion,
    values: Values,
    act: tuple[str, str],
) -> Entry:
    """Store the version that follows `before`; `act` is what the log calls it, and why."""
    row = write_version(work, register, values, before, act[1])
    log_version(work, act[0], register, row, act[1])
    return as_entry(work, row, register)


def log_version(
    work: Work, act: str, register: Register, row: RegisterVersion, reason: str
) -> None:
    """Log what a version says; free texts are kept apart."""
    values = values_of(register, row)
    facts = {"register": register.kind.value, "number": row.number, "version": row.version}
    texts = {**text_facts(register, values), **({"reason": reason} if reason else {})}
    work.log(act, {**plain_facts(register, values), **facts}, personal=texts)


def as_entry(work: Work, row: RegisterVersion, register: Register) -> Entry:
    """Return a version just stored."""
    found = select_entries(register, register.table.id == row.id)
    return entries_of(work.session, register, found, local_date(work.now))[0]
