"""The log's hash chain: each entry's hash covers its fields and the hash before it."""

import hashlib
from collections.abc import Sequence


def genesis(unit_code: str) -> bytes:
    """Return what the first entry of an office's chain is chained to."""
    return hashlib.sha256(f"motcua:{unit_code}".encode()).digest()


def entry_hash(previous: bytes, fields: Sequence[str]) -> bytes:
    """Return the 32-byte hash of an entry.

    Fields are length-prefixed, so no two different rows give the same bytes.
    """
    digest = hashlib.sha256(previous)
    for field in fields:
        raw = field.encode()
        digest.update(len(raw).to_bytes(8, "big"))
        digest.update(raw)
    return digest.digest()
