"""The audit over a store that may not be trusted: opened although its high water says it lost rows.

Nothing can be written into such a store.
"""

from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from app.bootstrap.keys import KEYS_FOLDER, keystore_of
from app.bootstrap.stores import open_database
from app.clock import Clock
from app.services.access.signing_in import SignIn
from app.services.audit.audit import Audit
from app.services.forms.keys import KeyFolder
from app.services.ledger.records import Actor
from app.services.ledger.transactions import Transactions
from app.services.office.own_office import console_of, office_id_of, require_office


@dataclass(frozen=True, slots=True)
class AuditDesk:
    """The audit of one open store, who looks without signing in, how one signs in, the day."""

    audit: Audit
    console: Actor
    sign_in: SignIn
    today: date


@contextmanager
def open_audit(data: Path, url: str, clock: Clock) -> Generator[AuditDesk]:
    """Open the store of a data folder or the shared one at `url` to look at it.

    Raises StoreError for what is no store of ours.
    """
    database = open_database(data, url, refuses=False)
    try:
        require_office(database)
        own = clock.ahead_by(database.ahead_of(clock.now))
        audit = Audit(Transactions(database, own), database, lambda: _held(data))
        console = console_of(office_id_of(database))
        yield AuditDesk(audit, console, SignIn(database, own), own.today())
    finally:
        database.close()


def _held(data: Path) -> Mapping[int, bytes]:
    """Return the public halves of the signing keys that this station holds."""
    folder = KeyFolder(data / KEYS_FOLDER, keystore_of(data))
    keys = [folder.load(key_id) for key_id in folder.ids()]
    return {key.key_id: key.public_key for key in keys if key is not None}
