"""What files sealed in numbered chunks have in common, backups and those beside the store."""

from typing import Final, Protocol

TAG_BYTES: Final = 16
_NUMBER_BYTES: Final = 11


class Output(Protocol):
    """Where sealed bytes go."""

    def write(self, content: bytes, /) -> object:
        """Take `content`. Raises OSError."""
        ...


def chunk_nonce(number: int, *, is_last: bool) -> bytes:
    """Return the nonce of a chunk: its number, and a byte that is 1 for the last alone."""
    return number.to_bytes(_NUMBER_BYTES) + (b"\x01" if is_last else b"\x00")
