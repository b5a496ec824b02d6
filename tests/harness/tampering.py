"""Eleven attacks on a log by somebody with the file, and two verifiers that must find each.

Each attacker is careful: what in the store itself would tell is taken away too, where no key is
needed for that. What stays is in other hands: receipts, closing sheets, the high-water record.
"""

import json
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from sqlalchemy import Connection, text

from app.clock import Clock
from app.models.database import Database, sqlite_engine
from app.services.audit.audit import Audit
from app.services.audit.outside import read_given
from app.services.forms import receipt_qr
from app.services.ledger.transactions import Transactions
from tests.harness.random_office import RandomOffice
from tests.services.store_builders import FakeTime, the_actor
from tests.services.touching import (
    Plant,
    count_anew,
    cut_after,
    delete,
    delete_and_move_up,
    insert_after,
    plant,
    sql,
    swap,
    tell_restoration,
)
from verifier.whole import verify_store


@dataclass(frozen=True)
class Scene:
    """A store at the end of its life, older copies of it, and what others hold of it."""

    store: Path
    older: tuple[Path, ...]
    entries: int
    closed_at: int
    """The entry of the last closing: the newest one that a paper in other hands pins."""
    anchors: tuple[str, ...]
    keys: Mapping[int, bytes]


Attack = Callable[[Scene, Random, Path], None]
"""Makes at the path what the attacker puts in the store's place."""


def a_scene(office: RandomOffice, folder: Path) -> Scene:
    """Let an office live for three days and part of a fourth; keep copies on the way."""
    older = []
    for day in range(4):
        for part in range(3):
            office.live(4)
            older.append(folder / f"older-{day}-{part}.db")
            copy_store(office, older[-1])
        if day < 3:
            office.end_day()
    # After the last paper that went out: nobody but the machine's own record knows of these.
    receipts = tuple(office.receipts)
    office.counter.print_queue.reprint(office.counter.officer, 1)
    office.counter.print_queue.reprint(office.counter.officer, 2)
    store, record = folder / "whole.db", folder / "record.db"
    copy_store(office, store)
    with office.counter.database.read() as session:
        entries, closed_at = session.execute(
            text("SELECT max(seq), max(CASE WHEN act = 'day_closed' THEN seq END) FROM log_entries")
        ).one()
    keys = office.keys
    copy_record(office, record)
    anchors = (*office.sheets, *receipts, str(record))
    return Scene(store, tuple(older), entries, closed_at, anchors, keys)


def copy_store(office: RandomOffice, path: Path) -> None:
    """Copy an office's store whole."""
    office.counter.database.checkpoint()
    shutil.copyfile(office.store, path)


def copy_record(office: RandomOffice, path: Path) -> None:
    """Copy the high-water record of an office's machine, with what its log still holds."""
    shutil.copyfile(office.record, path)
    beside = office.record.with_name(f"{office.record.name}-wal")
    if beside.exists():
        shutil.copyfile(beside, path.with_name(f"{path.name}-wal"))


def _on_copy(*plants: Callable[[Scene, Random], Plant]) -> Attack:
    def attack(scene: Scene, chance: Random, path: Path) -> None:
        shutil.copyfile(scene.store, path)
        database = Database(sqlite_engine(path))
        try:
            plant(database, *(make(scene, chance) for make in plants))
        finally:
            database.close()

    return attack


def _changed(seq: int, chance: Random) -> Plant:
    what = chance.choice(
        (
            "facts = facts || ' '",
            "act = act || 'x'",
            "officer_id = officer_id + 1",
            "happened_at = '2026-11-20 02:00:00.000000'",
            "entered_at = '2026-11-20 02:00:00.000000'",
        )
    )
    return sql(f"UPDATE log_entries SET {what} WHERE seq = {seq}")  # noqa: S608


def _modify(scene: Scene, chance: Random) -> Plant:
    return _changed(chance.randint(1, scene.entries), chance)


def _modify_late(scene: Scene, chance: Random) -> Plant:
    # The last two are reprints: no paper in other hands was signed over them.
    return _changed(chance.randint(scene.entries - 1, scene.entries), chance)


def _delete(scene: Scene, chance: Random) -> Plant:
    return delete(chance.randint(1, scene.entries - 1))


def _renumber(scene: Scene, chance: Random) -> Plant:
    return delete_and_move_up(chance.randint(1, scene.entries - 1))


def _swap(scene: Scene, chance: Random) -> Plant:
    one, other = sorted(chance.sample(range(1, scene.entries + 1), 2))
    return swap(one, other)


def _insert(scene: Scene, chance: Random) -> Plant:
    return insert_after(chance.randint(1, scene.entries - 1))


def _cut(scene: Scene, chance: Random) -> Plant:
    return cut_after(chance.randint(2, scene.entries - 1))


def _scrub(_scene: Scene, _chance: Random) -> Plant:
    return scrub


def _anew(_scene: Scene, _chance: Random) -> Plant:
    return count_anew


def scrub(connection: Connection) -> None:
    """Take away what in the store itself tells of entries that it no longer has."""
    run = connection.exec_driver_sql
    run("PRAGMA defer_foreign_keys = ON")
    heads = {hash_hex[:16] for (hash_hex,) in run("SELECT hash FROM log_entries")}
    forms = run("SELECT id, snapshot FROM issued_forms WHERE qr_stem IS NOT NULL").all()
    for form_id, snapshot in forms:
        fields, _signed, _signature = receipt_qr.decode(json.loads(snapshot)["qr_payload"])
        if fields.chain_head.hex() not in heads:
            run("UPDATE issued_forms SET qr_stem = NULL WHERE id = ?", (form_id,))
    lost = "SELECT 1 FROM log_entries e WHERE e.seq = c.log_seq AND e.hash = c.chain_head"
    run(f"DELETE FROM day_closings AS c WHERE NOT EXISTS ({lost})")  # noqa: S608
    run("DELETE FROM log_details WHERE seq > (SELECT max(seq) FROM log_entries)")
    for act, column in (("day_reopened", "reopened_at"), ("closing_confirmed", "confirmed_at")):
        told = (
            "SELECT 1 FROM log_entries e WHERE e.act = ? AND "
            "(e.facts LIKE '%\"' || day_closings.day || '/' || ordinal || '\"%' OR "
            "(e.facts LIKE '%\"day\":\"' || day_closings.day || '\"%' AND "
            "e.facts LIKE '%\"ordinal\":' || ordinal || '%'))"
        )
        run(f"UPDATE day_closings SET {column} = NULL WHERE NOT EXISTS ({told})", (act,))  # noqa: S608


def forget_closings(connection: Connection) -> None:
    """Call what closings the log tells of something else: their rows cannot be signed anew."""
    run = connection.exec_driver_sql
    run("DELETE FROM day_closings")
    run("UPDATE log_entries SET act = 'x' || act WHERE act LIKE 'day_%' OR act LIKE 'closing_%'")
    run("DELETE FROM log_details")
    run("UPDATE log_entries SET facts = replace(facts, '\"personal\":', '\"p\":')")


def _forget(_scene: Scene, _chance: Random) -> Plant:
    return forget_closings


def _restored(scene: Scene, _chance: Random) -> Plant:
    """Tell of a restoration that lost all that anybody can hold a paper of."""
    first = scene.entries + 1
    return tell_restoration(
        f'{{"lost_from":{first},"lost_to":10000000,"held":10000000,"numbers":[]}}'
    )


def _restored_all(_scene: Scene, _chance: Random) -> Plant:
    return tell_restoration('{"lost_from":1,"lost_to":10000000,"numbers":[]}')


def _old_copy(scene: Scene, chance: Random, path: Path) -> None:
    shutil.copyfile(chance.choice(scene.older), path)


ATTACKS: Mapping[str, Attack] = {
    "modify": _on_copy(_modify),
    "delete": _on_copy(_delete),
    "delete and renumber": _on_copy(_renumber),
    "swap": _on_copy(_swap),
    "insert": _on_copy(_insert),
    "cut the tail": _on_copy(_cut, _scrub),
    "put an old copy back": _old_copy,
    "modify and recompute": _on_copy(_modify, _forget, _anew, _scrub),
    "modify and tell a restoration": _on_copy(_modify, _forget, _restored, _scrub),
    "modify and tell that all was lost": _on_copy(_modify, _forget, _restored_all, _scrub),
    "recompute after the last anchor": _on_copy(_modify_late, _anew),
}
BLIND = frozenset(
    {
        *("put an old copy back", "modify and recompute"),
        "modify and tell a restoration",
        "recompute after the last anchor",
    }
)
"""What nobody finds without an anchor outside."""


@dataclass(frozen=True)
class Found:
    """Whether each verifier found something."""

    by_program: bool
    by_verifier: bool


def judge(path: Path, keys: Mapping[int, bytes], anchors: Sequence[str]) -> Found:
    """Let both verifiers look at a store."""
    found = verify_store(path, keys, anchors)
    database = Database(sqlite_engine(path))
    try:
        audit = Audit(Transactions(database, Clock(FakeTime())), database, lambda: keys)
        actor = the_actor(database, "quanly")
        report = audit.run(actor, read_given(anchors))
    finally:
        database.close()
    return Found(by_program=not report.is_whole, by_verifier=bool(found.problems))
