"""The address of a shared store must hold no password: every user of a machine can list them."""

import re
from typing import Final
from urllib.parse import unquote

from app.errors import InvalidInputError

_IN_LOGIN: Final = re.compile(r"[^:/]*:[^@]+@")
"""USER:PASSWORD@, as SQLAlchemy reads what follows `://`."""
_IN_WORDS: Final = re.compile(r"(?:^|[?&;\s])(?:ssl)?password\s*=", re.IGNORECASE)


def has_password(address: str) -> bool:
    """Say whether the address of a server holds a password, before its host or as a word of it."""
    _scheme, found, rest = address.partition("://")
    is_in_login = bool(found) and _IN_LOGIN.match(rest) is not None
    return is_in_login or _IN_WORDS.search(unquote(address)) is not None


def refuse_password(address: str) -> None:
    """Raise InvalidInputError (`database`) for an address of the command line with a password."""
    if has_password(address):
        raise InvalidInputError(
            "database",
            "Đừng ghi mật khẩu trong --database: mọi người dùng của máy này đọc được dòng lệnh. "
            "Hãy bỏ mật khẩu khỏi địa chỉ rồi dùng một trong ba cách: lệnh database-password (cất "
            "vào kho khóa của máy), tệp mật khẩu ~/.pgpass hoặc passfile=…, tệp dịch vụ service=…; "
            "và đổi mật khẩu vừa lộ trên máy chủ.",
        )
