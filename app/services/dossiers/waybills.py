"""Waybill numbers of the post: as typed or scanned, checked, and the dossiers they belong to."""

import re
from typing import Final

from sqlalchemy import select

from app.errors import InvalidInputError
from app.models.outcomes import Posting
from app.services.ledger.transactions import Reading
from app.vocabulary.dossiers import PostDirection

_SEPARATORS: Final = re.compile(r"[\s.\-]+")
_WAYBILL: Final = re.compile(r"[0-9A-Z]{8,40}")
_DIGIT: Final = re.compile(r"\d")  # a name without marks is no waybill
_S10: Final = re.compile(r"[A-Z]{2}(\d{8})(\d)[A-Z]{2}")
_S10_WEIGHTS: Final = (8, 6, 4, 2, 3, 5, 9, 7)


def clean_waybill(text: str) -> str:
    """Return a waybill number in capitals without spaces, dots and dashes.

    Raises InvalidInputError (`waybill`) for anything but 8 to 40 letters and digits.
    """
    compact = _compact(text)
    if not compact:
        raise InvalidInputError(
            "waybill", "Chưa có số hiệu bưu gửi. Hãy quét mã vạch hoặc gõ số trên phiếu gửi."
        )
    if not _WAYBILL.fullmatch(compact):
        raise InvalidInputError(
            "waybill",
            "Số hiệu bưu gửi chỉ gồm 8 đến 40 chữ cái không dấu và chữ số. Hãy quét lại mã vạch.",
        )
    return compact


def waybill_warning(waybill: str) -> str:
    """Return what looks wrong with a clean number, "" for nothing: the digit of UPU S10.

    A carrier may number otherwise, so nothing is refused for it.
    """
    found = _S10.fullmatch(waybill)
    if found is None or s10_check_digit(found[1]) == int(found[2]):
        return ""
    return (
        f"Số hiệu {waybill} có chữ số kiểm tra không đúng chuẩn S10 của bưu chính. Hãy so lại với "
        "phiếu gửi."
    )


def is_s10(text: str) -> bool:
    """Say whether `text` is a number of UPU S10 with its right check digit: RR123456785VN."""
    found = _S10.fullmatch(text.upper())
    return found is not None and s10_check_digit(found[1]) == int(found[2])


def s10_check_digit(serial: str) -> int:
    """Return the check digit of eight digits (UPU S10: weights, modulo 11, 10 is 0, 11 is 5)."""
    total = sum(int(digit) * weight for digit, weight in zip(serial, _S10_WEIGHTS, strict=True))
    return {10: 0, 11: 5}.get(11 - total % 11, 11 - total % 11)


def dossiers_of_waybill(reading: Reading, text: str) -> tuple[int, ...]:
    """Return the ids of the office's dossiers that a scanned number was posted for."""
    compact = _compact(text)
    if not _WAYBILL.fullmatch(compact) or not _DIGIT.search(compact):
        return ()
    found = reading.session.scalars(
        select(Posting.dossier_id)
        .where(
            Posting.unit_id == reading.actor.office_id,
            Posting.direction.in_(tuple(PostDirection)),
            Posting.waybill == compact,
        )
        .distinct()
    )
    return tuple(found)


def _compact(text: str) -> str:
    return _SEPARATORS.sub("", text).upper()
