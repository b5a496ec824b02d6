"""What a station's key signs of a locked period, byte by byte.

The signed bytes of a row of `period_locks` are, one after the other,

    1. the 16 ASCII bytes `motcua-period-1` and a line feed (0x0A);
    2. the office's code (`units.code`);
    3. the period's key (`2019-Q2`);
    4. and 5. its first and last day as `YYYY-MM-DD`;
    6. the ordinal of the lock among those of the same period, in decimal, from 1;
    7. the figures: the text of the column `figures` as it is stored;
    8. `log_seq` in decimal: the lock's own entry in the office's log;
    9. `chain_head`: that entry's hash, 64 lower-case hexadecimal letters.

Parts 2 to 9 are framed as those of a closing (`services/closing/signing.py`). Nothing here ever
changes for the first part's `1`.
"""

from dataclasses import dataclass
from datetime import date
from typing import Final

from app.services.closing.signing import framed, is_signature

_DOMAIN: Final = b"motcua-period-1\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedPeriod:
    """The facts that a lock's signature covers."""

    unit_code: str
    key: str
    first_day: date
    last_day: date
    ordinal: int
    figures: str
    log_seq: int
    chain_head: str


def period_bytes(lock: SignedPeriod) -> bytes:
    """Return the bytes that are signed; their layout is this module's docstring."""
    return framed(
        _DOMAIN,
        (
            lock.unit_code,
            lock.key,
            lock.first_day.isoformat(),
            lock.last_day.isoformat(),
            str(lock.ordinal),
            lock.figures,
            str(lock.log_seq),
            lock.chain_head,
        ),
    )


def is_period_signed(lock: SignedPeriod, signature: str, public_key: bytes) -> bool:
    """Say whether `signature` (hex) is that of `public_key` (32 bytes) over the lock."""
    return is_signature(period_bytes(lock), signature, public_key)
