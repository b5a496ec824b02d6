"""Writes a plain register to a workbook, for the window and the command line."""

from pathlib import Path
from typing import Final

from app.bootstrap.desk import Desk
from app.outputs import OutputKind
from app.reports.plain_register_xlsx import RegisterSheet, register_xlsx
from app.services.ledger.records import Actor
from app.services.registers.records import Wanted
from app.services.registers.shelf import SHELF
from app.vocabulary.registers import RegisterKind

MOST_EXPORTED: Final = 10_000


def write_plain_register(
    desk: Desk, actor: Actor, kind: RegisterKind, wanted: Wanted, path: Path
) -> None:
    """Write the entries of a plain register that were asked for.

    Raises NotAllowedError, InvalidInputError (`out`), StoreError where the file cannot be written.
    """
    place = desk.outputs.place(path, OutputKind.XLSX)
    found = desk.registers.entries(actor, kind, wanted, MOST_EXPORTED)
    facts = desk.office.facts(actor)
    sheet = RegisterSheet(
        unit_name=facts.edit.name,
        made_at=desk.clock.now(),
        is_demo=facts.is_demo,
        scope=wanted.scope,
        text=wanted.text,
    )
    place.write(register_xlsx(SHELF[kind], found.entries, sheet))
