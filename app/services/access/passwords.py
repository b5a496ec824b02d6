"""Passwords: which are good enough, and how they are kept (argon2id, never the password itself)."""

import math
import re
import secrets
import unicodedata
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError
from sqlalchemy.orm import Session

from app.errors import InvalidInputError, RuleBrokenError
from app.models.database import lock_office
from app.models.people import Officer, StationAttempts
from app.paths import resource
from app.services.ledger.rights import Right, allows
from app.text import fold

SHORTEST = 12
LONGEST = 256
RULE = (
    f"Từ {SHORTEST} ký tự trở lên, dấu cách cũng được; nên ghép vài từ không liên quan. Không dùng "
    "họ tên, tên đơn vị, dãy phím liền nhau hay cụm hay gặp như matkhau, 123456."
)
"""What `require_strong` asks for, said before anybody types."""
_LEFT_AT_LEAST = 6
_WORD_AT_LEAST = 3
_FRESH_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
_FRESH_GROUPS = 4
_FRESH_GROUP_LENGTH = 4
_ROWS = (
    "01234567890",
    "abcdefghijklmnopqrstuvwxyz",
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm",
)
_COLUMNS = ("1qaz", "2wsx", "3edc", "4rfv", "5tgb", "6yhn", "7ujm", "8ik", "9ol")
_WALK = 3
_LOOKALIKES = str.maketrans("013457@$!", "oleastasi")


class Passwords:
    """Keeps passwords as argon2id hashes: 64 MiB, 3 passes, 4 lanes unless another hasher is given.

    Tests give a cheaper hasher; the program never does.
    """

    def __init__(self, hasher: PasswordHasher | None = None) -> None:
        self._hasher = hasher or PasswordHasher()

    def hash(self, password: str) -> str:
        """Return the salted hash of `password`, parameters included."""
        return self._hasher.hash(_bytes_of(password))

    def matches(self, stored: str, password: str) -> bool:
        """Say whether `password` is the one `stored` was made from."""
        try:
            return self._hasher.verify(stored, _bytes_of(password))
        except VerifyMismatchError:
            return False

    def spend_as_long(self, password: str) -> None:
        """Take as long as a wrong password does, for a login that does not exist."""
        self._hasher.hash(_bytes_of(password))

    def is_outdated(self, stored: str) -> bool:
        """Say whether `stored` was made with weaker parameters than today's."""
        return self._hasher.check_needs_rehash(stored)


def require_strong(password: str, about: Iterable[str], field: str = "password") -> None:
    """Refuse a password that is short or easily guessed (OWASP ASVS 5.0, 6.2).

    `about` are words tied to the account: login, name, unit. Any character is allowed and none is
    demanded. Raises InvalidInputError naming `field`.
    """
    exact = _exact(password)
    if len(exact) < SHORTEST:
        raise InvalidInputError(
            field,
            f"Mật khẩu cần ít nhất {SHORTEST} ký tự; hãy ghép vài từ với nhau.",
        )
    if len(exact) > LONGEST:
        raise InvalidInputError(field, f"Mật khẩu tối đa {LONGEST} ký tự; hãy rút ngắn.")
    if _is_guessable(exact, about):
        raise InvalidInputError(
            field,
            "Mật khẩu này dễ đoán; hãy ghép vài từ không liên quan gì nhau.",
        )


def fresh_password() -> str:
    """Return a random password that can be read out and typed: four groups of four."""
    groups = (
        "".join(secrets.choice(_FRESH_ALPHABET) for _ in range(_FRESH_GROUP_LENGTH))
        for _ in range(_FRESH_GROUPS)
    )
    return "-".join(groups)


def _bytes_of(password: str) -> bytes:
    """Return what is hashed; half a character, as a broken paste brings it, is bytes as well."""
    return _exact(password).encode("utf-8", "surrogatepass")


def _exact(password: str) -> str:
    """Return the one form of what was typed: keyboards compose marked letters differently."""
    return unicodedata.normalize("NFC", password)


def _is_guessable(password: str, about: Iterable[str]) -> bool:
    pieces = [*_guessable_pieces(), *_pieces_about(about)]
    plain = "".join(char for char in fold(password) if not char.isspace())
    forms = (plain, _spelled(plain), _every_other(plain), _without_walks(plain))
    is_repeated = (plain + plain).find(plain, 1) < min(len(plain), SHORTEST)
    return is_repeated or any(_left_of(form, pieces) < _LEFT_AT_LEAST for form in forms)


def _every_other(plain: str) -> str:
    """Return what two fingers typed in turns: q1w2e3 is qwe and 123."""
    return f"{plain[::2]} {plain[1::2]}"


def _without_walks(plain: str) -> str:
    """Take out threes of neighbours in a row or column of keys, where they are most of it all."""
    steps = {
        way[start : start + _WALK]
        for line in (*_ROWS, *_COLUMNS)
        for way in (line, line[::-1])
        for start in range(len(way) - _WALK + 1)
    }
    left = re.sub("|".join(sorted(steps)), " ", plain)
    walked = len(plain) - len(left.replace(" ", ""))
    return left if walked * 2 > len(plain) else plain


def _spelled(plain: str) -> str:
    """Return letters for the digits and signs that stand for them (p@ssw0rd)."""
    return plain.translate(_LOOKALIKES)


def _left_of(text: str, pieces: Iterable[str]) -> int:
    """Count the different characters left once known pieces, sequences and repeats are out."""
    for piece in sorted(pieces, key=len, reverse=True):
        text = text.replace(piece, " ")
    text = _without_sequences(text)
    text = re.sub(r"(?<!\d)(?:19|20)\d\d(?!\d)", " ", text)
    return len(set(text) - {" "})


def _without_sequences(text: str) -> str:
    """Take out runs of four or more neighbours on a keyboard row, in the alphabet, in counting."""
    for row in _ROWS:
        for line in (row, row[::-1]):
            for length in range(len(line), 3, -1):
                for start in range(len(line) - length + 1):
                    text = text.replace(line[start : start + length], " ")
    return text


def _guessable_pieces() -> list[str]:
    lines = resource("access/guessable.txt").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def _pieces_about(about: Iterable[str]) -> set[str]:
    pieces: set[str] = set()
    for text in about:
        words = re.findall(r"[^\W_]+", fold(text))
        pieces.update(word for word in words if len(word) >= _WORD_AT_LEAST)
        pieces.add("".join(words))
        pieces.add("".join(word[0] for word in words if word))
    return {piece for piece in pieces if len(piece) >= _WORD_AT_LEAST}


# Guessing is slowed per account and per station: each wrong password makes the next wait longer.
#
# The counts live in the store, so a restart does not reset them and every desk shares them. No
# wait
# is for good: an account waits at most 20 minutes, a station, where a queue may stand, at most 2.

FREE_ATTEMPTS: Final = 3
STATION_FREE_ATTEMPTS: Final = 10
_FIRST_WAIT: Final = timedelta(seconds=5)
# 20 minutes keep a whole day of steady guessing under 100 passwords tried.
_LONGEST_WAIT: Final = timedelta(minutes=20)
_STATION_LONGEST_WAIT: Final = timedelta(minutes=2)
_DOUBLINGS: Final = 8
# A station where nobody guessed since yesterday starts anew.
_STATION_FORGETS_AFTER: Final = timedelta(hours=12)
# No office has this number: stations are counted across all offices of a store.
_STATIONS_LOCK: Final = 0


def wait_after(failed_count: int) -> timedelta:
    """Return how long the next attempt waits after `failed_count` wrong ones in a row."""
    return _grown_wait(failed_count - FREE_ATTEMPTS, _LONGEST_WAIT)


def station_wait_after(failed_count: int) -> timedelta:
    """Return how long a station waits after `failed_count` wrong passwords, whatever the login."""
    return _grown_wait(failed_count - STATION_FREE_ATTEMPTS, _STATION_LONGEST_WAIT)


def reserve_attempt(officer: Officer, now: datetime) -> None:
    """Count an attempt as failed before the password is looked at, so that none goes uncounted.

    Raises RuleBrokenError while the account waits.
    """
    if officer.locked_until is not None and _waits(officer.locked_until, now, _LONGEST_WAIT):
        raise RuleBrokenError(
            "Nhập sai mật khẩu nhiều lần nên tài khoản tạm dừng. "
            f"Hãy thử lại sau {_wait_text(officer.locked_until - now)}, "
            "hoặc nhờ quản trị viên đặt lại mật khẩu."
        )
    officer.failed_count += 1
    wait = wait_after(officer.failed_count)
    officer.locked_until = now + wait if wait else None


def clear_attempts(officer: Officer) -> None:
    """Forget wrong attempts: the password was right, or the administrator set a new one."""
    officer.failed_count = 0
    officer.locked_until = None


def reserve_at_station(session: Session, station: str, now: datetime) -> None:
    """Count an attempt at `station` as failed before the password is looked at.

    Called under the office's lock. Raises RuleBrokenError while the station waits.
    """
    row = _station(session, station)
    if row.locked_until is not None:
        if _waits(row.locked_until, now, _STATION_LONGEST_WAIT):
            raise RuleBrokenError(
                "Máy này nhập sai mật khẩu nhiều lần nên tạm dừng. "
                f"Hãy thử lại sau {_wait_text(row.locked_until - now)}."
            )
        if now - row.locked_until > _STATION_FORGETS_AFTER:
            row.failed_count = 0
    row.failed_count += 1
    wait = station_wait_after(row.failed_count)
    row.locked_until = now + wait if wait else None


def forgive_station(session: Session, station: str, officer: Officer) -> int:
    """Take from the station's count what `officer`, whose password was right, had mistyped.

    Only these: whoever guesses at others' passwords does not wipe that out with their own. Whoever
    may approve acts (supervisor, administrator) starts the station anew by signing in at it.
    Called before `clear_attempts`; returns the count before.
    """
    row = _station(session, station)
    before = row.failed_count
    roles = frozenset(role.role for role in officer.roles)
    row.failed_count = 0 if allows(Right.APPROVE, roles) else max(0, before - officer.failed_count)
    row.locked_until = None
    return before


def _waits(until: datetime, now: datetime, longest: timedelta) -> bool:
    """Say whether `until` is still to come; one beyond the longest wait is of another clock."""
    return timedelta() < until - now <= longest


def _grown_wait(over: int, longest: timedelta) -> timedelta:
    if over < 0:
        return timedelta()
    factor: int = 2 ** min(over, _DOUBLINGS)
    return min(_FIRST_WAIT * factor, longest)


def _station(session: Session, station: str) -> StationAttempts:
    lock_office(session, _STATIONS_LOCK)
    row = session.get(StationAttempts, station, populate_existing=True)
    if row is None:
        row = StationAttempts(station=station, failed_count=0, locked_until=None)
        session.add(row)
    return row


def _wait_text(wait: timedelta) -> str:
    seconds = math.ceil(wait.total_seconds())
    return f"{seconds} giây" if seconds < 60 else f"{math.ceil(seconds / 60)} phút"
