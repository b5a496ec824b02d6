"""The password of a shared store's server: kept like the keys, never in an address or a setting."""

import hashlib
from dataclasses import replace
from pathlib import Path
from typing import Final

from app.bootstrap.keys import keystore_of
from app.errors import InvalidInputError
from app.models.server_trust import login_of, with_password, without_password
from app.models.store import try_server
from app.server_address import has_password
from app.settings import SettingsFile

_PREFIX: Final = "server-"


def server_url(data: Path, url: str) -> str:
    """Return `url` with the password that this machine keeps for it; never shown or stored.

    One whose password lies in a password or service file is returned as it is. Raises StoreError.
    """
    kept = keystore_of(data).read(_name_of(url)) if url else None
    return url if kept is None else with_password(url, kept.decode())


def keep_server_password(data: Path, url: str, password: str) -> None:
    """Keep the password of the account that `url` names, once the server took it.

    It goes to the system's keystore, or to a file of mode 0600 where there is none. Raises
    InvalidInputError (password) for an empty one, ServerPasswordError for a wrong one, StoreError.
    """
    if not password:
        raise InvalidInputError("password", "Chưa nhập mật khẩu; hãy nhập mật khẩu.")
    try_server(with_password(url, password))
    _put(data, url, password)


def forget_server_password(data: Path, url: str) -> None:
    """Forget the password that is kept for `url`. Raises StoreError."""
    keystore_of(data).remove(_name_of(url))


def address_of_settings(data: Path) -> str:
    """Return the shared store's address of the settings, "" for none.

    A password that an older version let stand in it is moved to where passwords are kept. Raises
    StoreError.
    """
    file = SettingsFile(data)
    address = file.load().database_url
    if not address or not has_password(address):
        return address
    plain, password = without_password(address)
    _put(data, plain, password)
    file.change(lambda kept: replace(kept, database_url=plain))
    return plain


def _put(data: Path, url: str, password: str) -> None:
    keystore = keystore_of(data)
    keystore.remove(_name_of(url))
    keystore.add(_name_of(url), password.encode())


def _name_of(url: str) -> str:
    return _PREFIX + hashlib.sha256(login_of(url).encode()).hexdigest()[:32]
