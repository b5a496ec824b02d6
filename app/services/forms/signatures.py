"""What an Ed25519 signature over fields covers: each behind its length, after what it is about."""

from collections.abc import Iterable

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey


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
    except (InvalidSignature, ValueError, TypeError):
        return False
    return True
