"""Histories written anew by somebody with every key, 200 times: one anchor from outside tells each.

The rewriter has the store, the program and the station's signing key. Either they go on from an
older copy with other acts (some left out, some made up, a restoration told of), or they change a
row and write the log anew from there on: what it commits to, its hashes, the signed papers and
closings. An anchor is a receipt or closing sheet given out after what was rewritten.
"""

import argparse
import hashlib
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from random import Random
from typing import Final

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import Connection, select, update

from app.models.database import Database, sqlite_engine
from app.models.dossiers import Dossier
from app.models.forms import IssuedForm, PublicKey
from app.models.log import LogEntry, LogLaterRows
from app.models.periods import DayClosing
from app.models.row_digests import GONE, TABLE_OF_CODE, BoundTable, Commitment, packed, unpacked
from app.models.watermark import ChainHead, Watermark, whole
from app.services.closing.frozen import SignedClosing, signed_bytes
from app.services.forms import receipt_qr
from app.services.forms.issuing import read_snapshot, signed
from app.services.forms.keys import SigningKey
from app.services.forms.records import DayClosingData
from app.services.ledger.after_restore import continue_after
from app.services.ledger.chain import entry_hash, genesis
from app.services.ledger.transactions import entry_fields
from tests.harness.random_office import RandomOffice, a_random_office, an_empty_store
from tests.harness.tampering import copy_store, judge
from tests.harness.telling import count_of, tell
from tests.office_life.driver import life_of
from tests.services.store_builders import OFFICE, FakeTime
from tests.services.touching import plant_unseen

REWRITINGS: Final = 200


@dataclass(frozen=True, slots=True)
class Moment:
    """A copy of the store as it once was, when that was, and how many papers were out then."""

    store: Path
    at: datetime
    receipts: int
    sheets: int


@dataclass(frozen=True, slots=True)
class History:
    """An office's true history: the moments it was copied at, and its store at the end."""

    office: RandomOffice
    moments: Sequence[Moment]
    store: Path
    keys: Mapping[int, bytes]

    def anchors_after(self, moment: Moment) -> list[str]:
        """Return the papers given out after a moment."""
        return [*self.office.receipts[moment.receipts :], *self.office.sheets[moment.sheets :]]


@dataclass(slots=True)
class Judged:
    """How many rewritings each number of anchors has told."""

    made: int = 0
    unseen: int = 0
    told: dict[int, int] = field(default_factory=lambda: {1: 0, 2: 0})
    problems: list[str] = field(default_factory=list)


def add_arguments(_parser: argparse.ArgumentParser) -> None:
    """Take no more than every verb."""


def run(args: argparse.Namespace) -> int:
    """Rewrite, judge with none, one and two anchors, and tell; 0 where one anchor told each."""
    with tempfile.TemporaryDirectory(prefix="motcua-rewrite-") as name:
        chance = Random(args.seed)
        history = lived(Path(name), chance)
        judged = rewrite_many(history, Path(name), count_of(args, REWRITINGS), chance)
        history.office.counter.database.close()
    return tell(
        "Histories written anew with every key",
        [
            ("rewritings", f"{judged.made:,}"),
            ("told without an anchor", f"{judged.made - judged.unseen:,}"),
            *((f"told by {count} anchors", f"{told:,}") for count, told in judged.told.items()),
        ],
        judged.problems,
    )


def lived(folder: Path, chance: Random) -> History:
    """Let an office live through five days; keep a copy of its store between the acts."""
    office = a_random_office(an_empty_store(folder), folder / "true", chance)
    moments: list[Moment] = []
    for day in range(5):
        for part in range(4):
            office.live(3)
            path = folder / f"moment-{day}-{part}.db"
            copy_store(office, path)
            out = len(office.receipts), len(office.sheets)
            moments.append(Moment(path, office.counter.clock.now(), *out))
        office.end_day()
    store = folder / "true-end.db"
    copy_store(office, store)
    return History(office, moments, store, office.keys)


def rewrite_many(history: History, folder: Path, count: int, chance: Random) -> Judged:
    """Make each kind of rewriting in turn, and judge it with none, one and two anchors."""
    judged, path = Judged(), folder / "rewritten.db"
    for number in range(count):
        name, rewriting = list(REWRITERS.items())[number % len(REWRITERS)]
        moment = chance.choice(history.moments[:-2])
        rewriting(history, moment, chance, path)
        judged.made += 1
        judged.unseen += not _is_told(history, path, [], judged, f"{name} {number}")
        for anchors in (1, 2):
            given = chance.sample(history.anchors_after(moment), anchors)
            is_told = _is_told(history, path, given, judged, f"{name} {number}")
            judged.told[anchors] += is_told
            if not is_told:
                judged.problems.append(f"{name} {number}: passes with {anchors} anchors")
    return judged


def _is_told(
    history: History, path: Path, anchors: Sequence[str], judged: Judged, named: str
) -> bool:
    found = judge(path, history.keys, anchors)
    if found.by_program != found.by_verifier:
        judged.problems.append(f"{named}, {len(anchors)} anchors: {found}")
    return found.by_program and found.by_verifier


@contextmanager
def _forked(history: History, moment: Moment, chance: Random, path: Path) -> Iterator[RandomOffice]:
    """Go on from an older copy with other acts, by the program and its key."""
    shutil.copyfile(moment.store, path)
    database = Database(sqlite_engine(path))
    counter = history.office.counter.over(database, FakeTime(moment.at))
    true = history.office
    office = RandomOffice(counter, life_of(counter), true.boss, true.second, path, chance)
    try:
        office.live(chance.randint(1, 9))
        if chance.random() < 0.3:
            office.end_day()
        yield office
    finally:
        database.close()


def fork(history: History, moment: Moment, chance: Random, path: Path) -> None:
    """Leave out what happened, and make up something else."""
    with _forked(history, moment, chance, path):
        pass


def tell_of_a_restoration(history: History, moment: Moment, chance: Random, path: Path) -> None:
    """Say that all of it was lost by a restoration."""
    with _forked(history, moment, chance, path) as office:
        with office.counter.database.write() as session:
            seen = whole(session)
            unit = office.boss.office_id
            lost = Watermark(
                {unit: ChainHead(chance.choice([400, 10**7]), "0" * 64)},
                {series: last + chance.choice([3, 10**6]) for series, last in seen.numbers.items()},
            )
            now = office.counter.clock.now()
            continue_after(session, office.boss, lost, now, {"backup": "sao-luu"})
        office.live(chance.randint(0, 3))


def exchange_the_key(history: History, moment: Moment, chance: Random, path: Path) -> None:
    """Sign on with a key of one's own, under the number of the true one."""
    with _forked(history, moment, chance, path) as office:
        own = Ed25519PrivateKey.generate()
        public = own.public_key().public_bytes_raw()
        key_id = office.counter.signing_key.key_id
        with office.counter.database.write() as session:
            session.execute(
                update(PublicKey).where(PublicKey.key_id == key_id).values(public_key=public.hex())
            )
        plant_unseen(
            office.counter.database,
            lambda connection: write_anew(connection, SigningKey(key_id, own.sign, public)),
        )


def put_back(_history: History, moment: Moment, _chance: Random, path: Path) -> None:
    """Put an older copy in the store's place."""
    shutil.copyfile(moment.store, path)


def change_in_place(history: History, moment: Moment, chance: Random, path: Path) -> None:
    """Change a row that was there at the moment, and write the log anew from its entry on."""
    shutil.copyfile(history.store, path)
    with closing(sqlite3.connect(moment.store)) as line:
        ids = [row[0] for row in line.execute("SELECT id FROM dossiers")]
    column, value = chance.choice(
        [("owner_name", "Người Khác"), ("fee_vnd", 1), ("note", "sửa"), ("phone", "0900000000")]
    )
    changed = update(Dossier).where(Dossier.id == chance.choice(ids)).values({column: value})

    def run(connection: Connection) -> None:
        connection.execute(changed)
        write_anew(connection, history.office.counter.signing_key)

    database = Database(sqlite_engine(path))
    try:
        plant_unseen(database, run)
    finally:
        database.close()


Rewriter = Callable[[History, Moment, Random, Path], None]
REWRITERS: Final[Mapping[str, Rewriter]] = {
    "fork": fork,
    "restoration": tell_of_a_restoration,
    "another key": exchange_the_key,
    "old copy": put_back,
    "in place": change_in_place,
}

# Writing a log anew, as whoever holds the station's key can.

_Place = tuple[int, int]
"""An entry and the part of its later rows, 0 for its own rows."""


def write_anew(connection: Connection, key: SigningKey) -> None:
    """Let the log commit to the rows as they are now, and sign every paper and closing over it."""
    entries = connection.execute(select(LogEntry.__table__).order_by(LogEntry.seq)).mappings().all()
    later: dict[int, list[tuple[int, bytes]]] = {}
    for seq, part, rows in connection.execute(
        select(LogLaterRows.seq, LogLaterRows.part, LogLaterRows.rows).order_by(
            LogLaterRows.seq, LogLaterRows.part
        )
    ):
        later.setdefault(seq, []).append((part, rows))
    newest: dict[tuple[int, bytes], _Place] = {}
    for row in entries:
        for part, rows in ((0, row["rows"] or b""), *later.get(row["seq"], ())):
            for code, name, _digest in unpacked(rows):
                newest[code, name] = (row["seq"], part)
    previous = genesis(OFFICE.code)
    for row in entries:
        seq = row["seq"]
        rows = _committed(connection, row["rows"] or b"", (seq, 0), newest)
        head = entry_hash(previous, entry_fields(LogEntry(**row)), rows)
        connection.execute(
            update(LogEntry)
            .where(LogEntry.seq == seq)
            .values(rows=rows, previous_hash=previous.hex(), hash=head.hex())
        )
        _sign_anew(connection, key, bytes.fromhex(row["hash"]), head, seq)
        previous = head
        for part, before in later.get(seq, ()):
            rows = _committed(connection, before, (seq, part), newest)
            previous = hashlib.sha256(previous + rows).digest()
            connection.execute(
                update(LogLaterRows)
                .where(LogLaterRows.seq == seq, LogLaterRows.part == part)
                .values(rows=rows, hash=previous.hex())
            )


def _committed(
    connection: Connection, rows: bytes, place: _Place, newest: Mapping[tuple[int, bytes], _Place]
) -> bytes:
    """Return what an entry commits to, with the digests of now where they are the newest."""
    said = []
    for code, name, digest in unpacked(rows):
        is_newest = newest[code, name] == place and digest != GONE
        now = _row_now(connection, TABLE_OF_CODE[code], name) if is_newest else None
        said.append(now or Commitment(code, name, digest))
    return packed(said)


def _row_now(connection: Connection, table: BoundTable, name: bytes) -> Commitment | None:
    digits, column = name[1:-1], table.key_columns[0]
    is_number = name == b"i%b:" % digits and digits.isdigit()
    where = f'WHERE bound."{column}" = {digits.decode()}' if is_number else ""
    rows = map(table.commit, table.rows(connection, where))
    return next((row for row in rows if row.key == name), None)


def _sign_anew(
    connection: Connection, key: SigningKey, before: bytes, head: bytes, seq: int
) -> None:
    """Let the papers and the closing that were signed over `before` be signed over `head`."""
    forms = connection.execute(
        select(IssuedForm.id, IssuedForm.kind, IssuedForm.snapshot).where(
            IssuedForm.qr_stem.is_not(None)
        )
    ).all()
    for form_id, kind, snapshot in forms:
        data = read_snapshot(kind, snapshot)
        fields = receipt_qr.decode(data.qr_payload)[0]
        if fields.chain_head != before[: receipt_qr.CHAIN_HEAD_BYTES]:
            continue
        if isinstance(data, DayClosingData):
            data = replace(data, chain_head=head.hex())
        fields = replace(fields, chain_head=head[: receipt_qr.CHAIN_HEAD_BYTES])
        whole_form = signed(data, fields, key)
        stem = receipt_qr.stem(receipt_qr.decode(whole_form.qr_payload)[0])
        connection.execute(
            update(IssuedForm)
            .where(IssuedForm.id == form_id)
            .values(snapshot=msgspec.json.encode(whole_form).decode(), qr_stem=stem)
        )
    for day in connection.execute(
        select(DayClosing.__table__).where(DayClosing.log_seq == seq)
    ).all():
        said = SignedClosing(
            unit_code=OFFICE.code,
            day=day.day,
            ordinal=day.ordinal,
            figures=day.figures,
            log_seq=seq,
            chain_head=head.hex(),
        )
        connection.execute(
            update(DayClosing)
            .where(DayClosing.id == day.id)
            .values(chain_head=head.hex(), signature=key.sign(signed_bytes(said)).hex())
        )
