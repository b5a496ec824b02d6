"""Reading JSON, hex and dates that lie in the store as text, and bytes.

This program writes no text that it cannot read: what cannot be read was changed by another hand or
by a failing disk, and is a StoreError with advice.
"""

from datetime import date
from typing import TypeVar

import msgspec

from app.models.store_errors import damaged

T = TypeVar("T")


def stored_json(raw: str | bytes, kind: type[T]) -> T:
    """Return what a stored JSON text says, as `kind`. Raises StoreError for another text."""
    try:
        return msgspec.json.decode(raw, type=kind)
    except (msgspec.DecodeError, UnicodeError) as error:
        raise damaged() from error


def stored_hex(text: str) -> bytes:
    """Return the bytes of a stored hex text. Raises StoreError for another text."""
    try:
        return bytes.fromhex(text)
    except (ValueError, TypeError) as error:
        raise damaged() from error


def stored_date(text: str) -> date:
    """Return the date of a stored ISO text. Raises StoreError for another text."""
    try:
        return date.fromisoformat(text)
    except (ValueError, TypeError) as error:
        raise damaged() from error


def stored_bytes(value: object) -> bytes:
    """Return stored bytes. Raises StoreError for what is none, as only another hand writes it."""
    if not isinstance(value, bytes):
        raise damaged()
    return value
