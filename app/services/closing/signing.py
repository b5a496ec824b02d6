"""What a station's key signs of a closed day, byte by byte.

The signed bytes of a row of `day_closings` are, one after the other,

    1. the 17 ASCII bytes `motcua-closing-1` and a line feed (0x0A);
    2. the office's code (`units.code`);
    3. the day as `YYYY-MM-DD`;
    4. the ordinal of the closing among those of the same day, in decimal, from 1;
    5. the figures: the text of the column `figures` as it is stored;
    6. `log_seq` in decimal: the closing's own entry in the office's log;
    7. `chain_head`: that entry's hash, 64 lower-case hexadecimal letters.

Parts 2 to 7 are UTF-8, each behind its length in bytes as 8 bytes, big-endian (as the fields of a
log entry are, `services/ledger/chain.py`). The signature is Ed25519 over these bytes; the column
`signature` holds its 64 bytes as hexadecimal letters, `key_id` names the row of `public_keys`.
Nothing here ever changes for the first part's `1`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

_DOMAIN: Final = b"motcua-closing-1\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedClosing:
    """The facts that a closing's signature covers."""

    unit_code: str
    day: date
    ordinal: int
    figures: str
    log_seq: int
    chain_head: str


def signed_bytes(closing: SignedClosing) -> bytes:
    """Return the bytes that are signed; their layout is this module's docstring."""
    fields = (
        closing.unit_code,
        closing.day.isoformat(),
        str(closing.ordinal),
        closing.figures,
        str(closing.log_seq),
        closing.chain_head,
    )
    return framed(_DOMAIN, fields)


def is_signed(closing: SignedClosing, signature: str, public_key: bytes) -> bool:
    """Say whether `signature` (hex) is that of `public_key` (32 bytes) over the closing."""
    return is_signature(signed_bytes(closing), signature, public_key)


def framed(domain: bytes, fields: Iterable[str]) -> bytes:
    """Return `domain` and each field in UTF-8 behind its length in bytes (8 bytes, big-endian)."""
    parts = [domain]
    for field in fields:
        raw = field.encode()
        parts += [len(raw).to_bytes(8, "big"), raw]
    return b"".join(parts)


def is_signature(content: bytes, signature: str, public_key: bytes) -> bool:
    """Say whether `signature` (hex) is that of `public_key` (32 bytes) over `content`."""
    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(bytes.fromhex(signature), content)
    except (InvalidSignature, ValueError):
        return False
    return True
