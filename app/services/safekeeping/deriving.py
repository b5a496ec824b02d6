"""Keys made of another key, each for one purpose (HKDF-SHA256, RFC 5869)."""

from typing import Final

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

KEY_BYTES: Final = 32


def derived(
    raw: bytes, purpose: bytes, length: int = KEY_BYTES, *, salt: bytes | None = None
) -> bytes:
    """Return `length` bytes made of `raw` for `purpose`; another purpose or salt gives others."""
    return HKDF(algorithm=SHA256(), length=length, salt=salt, info=purpose).derive(raw)
