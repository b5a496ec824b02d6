"""Desks that correct the same dossiers from what each saw: no correction writes over another's."""

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from threading import Barrier
from uuid import uuid4

from sqlalchemy import func, select

from app.errors import ConflictError
from app.models.database import Database
from app.models.dossiers import Dossier
from app.models.forms import IssuedForm
from app.models.log import LogEntry
from app.services.dossiers.records import NewDossier
from app.services.forms.keys import KeyFolder
from app.services.intake.corrections import Corrections
from app.services.ledger.transactions import Transactions
from app.services.office.calendar import CalendarCache
from app.vocabulary.dossiers import Action
from app.vocabulary.forms import FormKind
from tests.many_desks.office import Desk, Office, running_clock
from tests.services.desk_builders import OWNER, PAPERS


@dataclass(frozen=True, slots=True)
class Done:
    """A correction that was acknowledged: the receipt it was typed from, the one it gave."""

    code: str
    seen: str
    given: str


@dataclass(slots=True)
class Edited:
    """What came of it."""

    tries: int = 0
    done: list[Done] = field(default_factory=list)
    conflicts: int = 0


@dataclass(frozen=True, slots=True)
class _Editor:
    desk: Desk
    corrections: Corrections
    codes: Sequence[str]
    chance: random.Random


def edit(office: Office, folder: Path, codes: Sequence[str], tries: int, seed: int) -> Edited:
    """Let every counter correct dossiers that the others correct too, `tries` times in all."""
    editors = [
        _Editor(desk, _corrections(desk, folder, number), codes, random.Random(seed + number))
        for number, desk in enumerate(office.desks, 1)
        if desk.is_counter
    ]
    start = Barrier(len(editors))
    with ThreadPoolExecutor(len(editors)) as pool:
        each = -(-tries // len(editors))
        runs = [pool.submit(_work, editor, each, start) for editor in editors]
        edits = [run.result() for run in runs]
    return Edited(
        sum(one.tries for one in edits),
        [done for one in edits for done in one.done],
        sum(one.conflicts for one in edits),
    )


def _corrections(desk: Desk, folder: Path, number: int) -> Corrections:
    key = KeyFolder(folder / f"keys{number}").load_or_create(number)
    return Corrections(Transactions(desk.database, running_clock()), CalendarCache(), key)


def _work(editor: _Editor, tries: int, start: Barrier) -> Edited:
    edited = Edited()
    start.wait()
    for _try in range(tries):
        edited.tries += 1
        code = editor.chance.choice(editor.codes)
        seen, case_id = _receipt(editor.desk.database, code)
        typed = NewDossier(str(uuid4()), case_id, OWNER, PAPERS, note=f"{editor.desk.actor.login}")
        try:
            made = editor.corrections.correct(editor.desk.actor, code, typed, "nhập sai", seen=seen)
        except ConflictError:
            edited.conflicts += 1
        else:
            edited.done.append(Done(code, seen, made.receipt.number))
    return edited


def _receipt(database: Database, code: str) -> tuple[str, int]:
    """Return the dossier's receipt that holds, and its case."""
    with database.read() as session:
        row = session.execute(
            select(IssuedForm.number, Dossier.case_id)
            .join(Dossier, Dossier.id == IssuedForm.dossier_id)
            .where(Dossier.code == code, IssuedForm.kind == FormKind.RECEIPT)
            .order_by(IssuedForm.ordinal.desc())
            .limit(1)
        ).one()
    return row.number, row.case_id


def lost_updates(database: Database, edited: Edited) -> Iterator[str]:
    """Two corrections typed from the same receipt, or one that the log does not have."""
    for (code, seen), count in Counter((one.code, one.seen) for one in edited.done).items():
        if count > 1:
            yield f"{code}: {count} corrections were made of what stood in {seen}"
    with database.read() as session:
        logged = session.execute(
            select(func.count()).select_from(LogEntry).where(LogEntry.act == Action.CORRECT.value)
        ).scalar_one()
    if logged != len(edited.done):
        yield f"{len(edited.done)} corrections were acknowledged, the log has {logged}"
    given = {one.given for one in edited.done}
    for code in {one.code for one in edited.done}:
        if _receipt(database, code)[0] not in given:
            yield f"{code}: its receipt is none that a correction gave"
