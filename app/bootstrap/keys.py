"""Where the secrets of a data folder lie, and the key that opens its store."""

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

from app.errors import InvalidInputError, StoreError, StoreKeyError
from app.models.store_key import StoreKey, key_id_of, key_is_missing
from app.paths import KEYS_NAME, STORE_NAME
from app.services.safekeeping.keystore import KeyStore, key_store
from app.settings import SettingsFile
from app.text import short_id

if TYPE_CHECKING:
    from app.services.forms.keys import KeyFolder
    from app.services.safekeeping.secret import Secrets

KEYS_FOLDER: Final = KEYS_NAME


def keystore_of(data: Path) -> KeyStore:
    """Return the keystore of a data folder, as its settings say. Raises StoreError."""
    return key_store(data / KEYS_FOLDER, SettingsFile(data).load().keystore)


def key_folder_of(data: Path) -> "KeyFolder":
    """Return where the signing keys of a data folder are kept. Raises StoreError."""
    from app.services.forms.keys import KeyFolder

    return KeyFolder(data / KEYS_FOLDER, keystore_of(data))


def secrets_of(data: Path) -> "Secrets":
    """Return the office's secrets as this data folder holds them. Raises StoreError."""
    from app.services.safekeeping.secret import Secrets

    return Secrets(data / KEYS_FOLDER, keystore_of(data))


def new_store_key(data: Path) -> StoreKey:
    """Return the key for a store that is to be encrypted, making it where there is none.

    Raises StoreError.
    """
    return secrets_of(data).load_or_create().for_store()


def store_key_of(data: Path) -> StoreKey | None:
    """Return the key that opens the store of `data`; None where it is not encrypted or not there.

    Raises StoreKeyError where this machine does not hold the key or does not give it now.
    """
    path = data / STORE_NAME
    try:
        key_id = key_id_of(path)
    except OSError:
        return None  # opening it says what is wrong
    return _held(data, key_id) if key_id else None


def recover_key(data: Path, digits: str) -> str:
    """Keep the key that stands on a recovery sheet, and return its id.

    Raises InvalidInputError (digits) for digits copied wrongly or another store's sheet,
    StoreError.
    """
    from app.services.safekeeping.paper import from_paper

    secret = from_paper(digits)
    try:
        wanted = key_id_of(data / STORE_NAME)
    except OSError:
        wanted = ""  # a restoration needs the key before there is a store
    if wanted and secret.secret_id != wanted:
        raise InvalidInputError(
            "digits",
            f"Đây là phiếu của khóa {short_id(secret.secret_id)}, còn kho này cần phiếu của khóa "
            f"{short_id(wanted)}. Hãy lấy đúng phiếu và nhập lại.",
        )
    secrets_of(data).adopt(secret.raw)
    return secret.secret_id


def _held(data: Path, key_id: str) -> StoreKey:
    try:
        secrets = secrets_of(data)
        secret = secrets.find(key_id)
    except StoreError as fault:
        raise StoreKeyError(fault.message, key_id) from fault
    if secret is None:
        raise key_is_missing(key_id)
    with suppress(StoreError):  # a change of key or a restoration was cut short here
        secrets.use(key_id)
    return secret.for_store()
