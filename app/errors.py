"""Errors that a person can cause or cure; everything else is a bug and goes to the crash report."""

import errno
from typing import Final

from app.characters import is_hidden

_LONGEST: Final = 800
_KEPT_BEFORE: Final = 400
_KEPT_AFTER: Final = 300
_HIDDEN: Final = "\ufffd"


class UserError(Exception):
    """Something went wrong that a Vietnamese sentence can explain and a person can cure.

    A sentence repeats what was typed or read: what is hidden in it is made visible, and a very long
    one loses its middle, so that it can be shown, printed and logged whatever came in.
    """

    def __init__(self, message: str) -> None:
        shown = _presentable(message)
        super().__init__(shown)
        self.message = shown


def _presentable(message: str) -> str:
    if len(message) > _LONGEST:
        message = f"{message[:_KEPT_BEFORE]} … {message[-_KEPT_AFTER:]}"
    if message.isprintable():
        return message
    return "".join(_HIDDEN if is_hidden(char) else char for char in message)


class InvalidInputError(UserError):
    """A value cannot be accepted; `field` names the input it belongs to."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


class RuleBrokenError(UserError):
    """The act is not allowed now; the sentence says what is true now."""


class NotFoundError(UserError):
    """What was asked for is not in the store."""


class ForeignDossierError(NotFoundError):
    """The dossier is of this office, but not the unit's: a reason opens it, and is logged."""


class NotAllowedError(UserError):
    """The person's roles do not allow the act."""


class NoRightError(NotAllowedError):
    """The person's account carries no right to the act, or none any more; the log tells of it."""


class SessionOverError(NotAllowedError):
    """The session is locked, ended or too old: the same person's password opens the way again."""


class ConflictError(UserError):
    """Somebody else changed the same thing first; the sentence says what is true now."""


class StoreError(UserError):
    """The store cannot be opened or written: missing, damaged, full, read-only, too new."""


def of_the_disk(fault: OSError) -> StoreError | None:
    """Return what a full, failing or read-only disk means to a person; None for another fault."""
    advice = _OF_THE_DISK.get(fault.errno or 0)
    if advice is None:
        return None
    return StoreError(f"{advice} Tệp: {fault.filename}." if fault.filename else advice)


_FULL: Final = "Ổ đĩa đã đầy nên chưa ghi được. Hãy giải phóng dung lượng rồi làm lại."
_OF_THE_DISK: Final = {
    errno.ENOSPC: _FULL,
    errno.EDQUOT: _FULL,
    errno.EIO: "Ổ đĩa báo lỗi khi đọc hoặc ghi. Hãy kiểm tra ổ đĩa rồi làm lại.",
    errno.EROFS: "Ổ đĩa chỉ cho đọc. Hãy cấp quyền ghi hoặc thay ổ đĩa rồi làm lại.",
}


class StoreKeyError(StoreError):
    """The encrypted store's key is not to be had here; the recovery sheet brings it back.

    `key_id` is the key's id, 16 hex digits.
    """

    def __init__(self, message: str, key_id: str) -> None:
        super().__init__(message)
        self.key_id = key_id


class ServerPasswordError(StoreError):
    """The shared store's server asks for a password that it was not given, or took another."""


class PrinterError(UserError):
    """A document could not be sent to its printer."""
