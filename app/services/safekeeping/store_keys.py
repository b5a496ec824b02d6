"""The key of the store: encrypted or not, changed by two people; the recovery sheet."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Final

import msgspec
from sqlalchemy import select

from app.errors import RuleBrokenError, StoreError
from app.models.database import Database
from app.models.file_keys import add_file_key
from app.models.log import LogEntry
from app.models.people import Officer
from app.models.rekeying import RekeyStep, rekey, rekey_copies
from app.models.stored import stored_json
from app.models.watermark import whole
from app.services.access.approvals import take_approval
from app.services.ledger.checking import chain_problems
from app.services.ledger.records import Actor
from app.services.ledger.rights import Right
from app.services.ledger.transactions import Reading, Transactions
from app.services.safekeeping.paper import paper_digits
from app.services.safekeeping.secret import OfficeSecret, Secrets
from app.vocabulary.people import GuardedAct
from app.wording import states

SHEET_PRINTED: Final = "recovery_sheet_printed"
"""The act by which the log tells that a sheet was made, and of which key; never its digits."""

Told = Callable[[RekeyStep], None]


class KeyChange(StrEnum):
    """What becomes of the store's key."""

    ENCRYPT = "encrypt"
    DECRYPT = "decrypt"
    RENEW = "renew"

    @property
    def act(self) -> GuardedAct:
        """What the second person approves."""
        return _ACTS[self]


_ACTS: Final = {
    KeyChange.ENCRYPT: GuardedAct.ENCRYPT_STORE,
    KeyChange.DECRYPT: GuardedAct.DECRYPT_STORE,
    KeyChange.RENEW: GuardedAct.CHANGE_STORE_KEY,
}
_LOGGED: Final = {
    KeyChange.ENCRYPT: "store_encrypted",
    KeyChange.DECRYPT: "store_decrypted",
    KeyChange.RENEW: "store_key_changed",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetPrinted:
    """Who made a recovery sheet, and when."""

    name: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class StoreKeyState:
    """How the store is kept here; `key_id` is "" before a first secret was made.

    `is_with_system`: the system's keystore holds the office's key, not a file of mode 0600.
    `sheet` is the last recovery sheet of this key, None where none was made.
    """

    is_shared: bool
    is_encrypted: bool
    key_id: str
    is_with_system: bool
    sheet: SheetPrinted | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RecoverySheet:
    """What a recovery sheet says; it is printed once and kept nowhere but on paper."""

    key_id: str
    groups: tuple[str, ...]
    is_encrypted: bool
    made_at: datetime
    made_by: str

    def __repr__(self) -> str:
        return f"RecoverySheet(key_id={self.key_id!r})"


class StoreKeys:
    """Encrypts the store, changes its key, and says the digits of the recovery sheet.

    `over` opens transactions on the new file, before it takes the store's place.
    """

    def __init__(
        self,
        database: Database,
        transactions: Transactions,
        secrets: Secrets,
        over: Callable[[Database], Transactions],
    ) -> None:
        self._database = database
        self._tx = transactions
        self._secrets = secrets
        self._over = over
        # Once on paper a key stays there: the log is not read for it again.
        self._on_paper: set[str] = set()

    def state(self, actor: Actor) -> StoreKeyState:
        """Return how the store is kept, and whether its key is on paper."""
        key_id = self._key_id()
        with self._tx.read(actor, Right.SAFEGUARD) as reading:
            return StoreKeyState(
                is_shared=self._is_shared(),
                is_encrypted=self._is_encrypted(),
                key_id=key_id,
                is_with_system=bool(key_id) and self._secrets.is_with_system(key_id),
                sheet=_last_sheet(reading, key_id) if key_id else None,
            )

    def lacks_sheet(self, actor: Actor) -> bool:
        """Say whether the store is encrypted under a key of which nobody has a sheet yet."""
        with self._tx.read(actor, Right.SAFEGUARD) as reading:
            if not self._is_encrypted() or self._key_id() in self._on_paper:
                return False
            if _last_sheet(reading, self._key_id()) is None:
                return True
        self._on_paper.add(self._key_id())
        return False

    def sheet(self, actor: Actor, approval_id: int) -> RecoverySheet:
        """Return the recovery sheet of the key in use, with the actor's own password again.

        Logged without its digits. Raises NotAllowedError without the approval, StoreError.
        """
        secret = self._own_secret()
        with self._tx.write(actor, Right.SAFEGUARD) as work:
            take_approval(work, approval_id, GuardedAct.PRINT_RECOVERY)
            work.log(SHEET_PRINTED, {"key": secret.secret_id})
            return RecoverySheet(
                key_id=secret.secret_id,
                groups=paper_digits(secret),
                is_encrypted=self._is_encrypted(),
                made_at=work.now,
                made_by=actor.name,
            )

    def change(
        self,
        actor: Actor,
        approval_id: int,
        change: KeyChange,
        told: Told = lambda _step: None,
    ) -> StoreKeyState:
        """Encrypt or decrypt the store, or give it another key, with two people.

        A new key is the one of later backups too. Raises NotAllowedError without a second person's
        approval, RuleBrokenError where there is nothing to change, StoreError.
        """
        with self._tx.read(actor, Right.SAFEGUARD):
            self._refuse_senseless(change)
        secret = self._new_secret(change)
        note = partial(self._note, actor, approval_id, change, secret)
        is_moved = change is not KeyChange.RENEW or self._is_encrypted()
        if not is_moved:
            note(self._tx)
        else:
            self._move(secret if change is not KeyChange.DECRYPT else None, note, told)
        self._secrets.use(secret.secret_id)
        return self.state(actor)

    def _refuse_senseless(self, change: KeyChange) -> None:
        if change is KeyChange.RENEW:
            return
        if self._is_shared():
            raise RuleBrokenError(
                "Kho này nằm trên máy chủ PostgreSQL. Hãy nhờ người quản trị máy chủ bật mã hóa ổ "
                "đĩa của máy chủ."
            )
        if self._is_encrypted() is (change is KeyChange.ENCRYPT):
            now = states.NOT_ENCRYPTED if change is KeyChange.DECRYPT else states.ENCRYPTED
            raise RuleBrokenError(f"Kho dữ liệu {now}; không có gì phải đổi.")

    def _new_secret(self, change: KeyChange) -> OfficeSecret:
        """Return the secret that will be in use, durable before anything is written under it."""
        return self._secrets.new() if change is KeyChange.RENEW else self._secrets.load_or_create()

    def _move(
        self, secret: OfficeSecret | None, note: Callable[[Transactions], None], told: Told
    ) -> None:
        key = None if secret is None else secret.for_store()
        if self._database.key is None and key is not None:
            rekey_copies(Path(str(self._database.engine.url.database)), key)

        def work(fresh: Database) -> None:
            with fresh.read() as session:
                problem = next(chain_problems(session), "")
            if problem:
                raise StoreError(f"{problem} Kho chưa bị thay đổi.")
            note(self._over(fresh))

        rekey(self._database, key, work, told)
        if self._database.high_water is not None:
            with self._database.read() as session:
                seen = whole(session)
            self._database.high_water.rise(seen)

    def _note(
        self,
        actor: Actor,
        approval_id: int,
        change: KeyChange,
        secret: OfficeSecret,
        transactions: Transactions,
    ) -> None:
        with transactions.write(actor, Right.SAFEGUARD) as work:
            approved = take_approval(work, approval_id, change.act)
            facts: dict[str, object] = {
                "key": secret.secret_id,
                "approved_by": approved.approved_by,
            }
            if change is KeyChange.RENEW:
                facts["old_key"] = self._key_id()
            # Who has an old copy of the store does not open the files that follow.
            add_file_key(work.session, work.now)
            work.log(_LOGGED[change], facts)

    def _is_shared(self) -> bool:
        return self._database.is_shared

    def _is_encrypted(self) -> bool:
        return self._database.key is not None

    def _own_secret(self) -> OfficeSecret:
        key_id = self._key_id()
        found = self._secrets.find(key_id) if key_id else None
        return self._secrets.load_or_create() if found is None else found

    def _key_id(self) -> str:
        key = self._database.key
        return self._secrets.current_id if key is None else key.key_id


class _Sheet(msgspec.Struct):
    key: str


def _last_sheet(reading: Reading, key_id: str) -> SheetPrinted | None:
    rows = reading.session.execute(
        select(LogEntry.facts, LogEntry.entered_at, Officer.name)
        .join(Officer, Officer.id == LogEntry.officer_id)
        .where(LogEntry.unit_id == reading.actor.office_id, LogEntry.act == SHEET_PRINTED)
        .order_by(LogEntry.seq.desc())
    )
    for facts, at, name in rows:
        if stored_json(facts, _Sheet).key == key_id:
            return SheetPrinted(name=name, at=at)
    return None
