"""The QR of a printed form: 83 signed bytes written as 201 digits, and nothing personal.

Payload, version 0. Numbers are unsigned and big-endian.

    bytes    0       version (high 2 bits), key id (low 6 bits)
    bytes    1-2     number of the issuing unit in its store
    bytes    3-5     the day's number of the dossier or slip at that unit; of a closed day's sheet
                     the number of the closing's log entry (its low 24 bits)
    bytes    6-9     minute of receipt: whole minutes since 1970-01-01 00:00 UTC
    byte    10       kind (high 4 bits), copy (low 4 bits; 15 means the fifteenth or a later one)
    bytes   11-18    first 8 bytes of the log's chain head when the form was issued
    bytes   19-82    Ed25519 signature over bytes 0-18

The 83 bytes are read as one whole number, written in decimal, padded with zeros on the left to
200 digits and put behind the digit 1: always 201 digits `0`-`9`, which fits a version 5-M symbol
in numeric mode (202 digits). Digits alone survive a keyboard scanner whatever input method or
keyboard layout is switched on. The layout of a version never changes; old versions and old key
ids are read for ever.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from app.errors import InvalidInputError
from app.services.forms.records import QrFields
from app.vocabulary.forms import FORM_OF_QR_KIND

PAYLOAD_DIGITS: Final = 201
KEY_ID_MAX: Final = 63
COPY_MAX: Final = 15
CHAIN_HEAD_BYTES: Final = 8

_SIGNED_BYTES: Final = 19
_SIGNATURE_BYTES: Final = 64
_WHOLE_BYTES: Final = _SIGNED_BYTES + _SIGNATURE_BYTES
_DIGITS: Final = frozenset("0123456789")
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MINUTE: Final = timedelta(minutes=1)
_MINUTE_MAX: Final = (datetime.max.replace(tzinfo=UTC) - _EPOCH) // _MINUTE  # year 9999

_NOT_OURS: Final = (
    "Mã QR này không phải mã của giấy do Bộ phận Một cửa in; hãy quét lại hoặc gõ mã hồ sơ."
)
_BAD_SIGNATURE: Final = (
    "Chữ ký trong mã QR không đúng: giấy này không do Bộ phận Một cửa cấp hoặc đã bị sửa; "
    "hãy giữ giấy lại và báo người phụ trách."
)
_NEWER_VERSION: Final = (
    "Mã QR thuộc phiên bản mà chương trình này chưa biết; hãy cập nhật chương trình rồi quét lại."
)


class ForgedPayloadError(InvalidInputError):
    """A payload that no key of the office has signed, or that is not a payload at all."""

    def __init__(self, message: str) -> None:
        super().__init__("payload", message)


def encode(fields: QrFields, sign: Callable[[bytes], bytes]) -> str:
    """Return the 201 digits of `fields`, signed by `sign` (Ed25519: 19 bytes in, 64 out).

    Seconds of the receipt's instant are dropped; copies after the fifteenth are written as 15.
    Raises ValueError for a field out of its range: that is a caller's fault, not a person's.
    """
    signed = _pack(fields)
    signature = sign(signed)
    if len(signature) != _SIGNATURE_BYTES:
        message = "an Ed25519 signature has 64 bytes"
        raise ValueError(message)
    whole = int.from_bytes(signed + signature, "big")
    return f"1{whole:0{PAYLOAD_DIGITS - 1}d}"


def decode(payload: str) -> tuple[QrFields, bytes, bytes]:
    """Return the fields of `payload`, its signed bytes and its signature, without verifying.

    Raises ForgedPayloadError for anything that `encode` can not have written.
    """
    if len(payload) != PAYLOAD_DIGITS or not _DIGITS.issuperset(payload) or payload[0] != "1":
        raise ForgedPayloadError(_NOT_OURS)
    number = int(payload[1:])
    if number.bit_length() > 8 * _WHOLE_BYTES:
        raise ForgedPayloadError(_NOT_OURS)
    whole = number.to_bytes(_WHOLE_BYTES, "big")
    signed, signature = whole[:_SIGNED_BYTES], whole[_SIGNED_BYTES:]
    return _unpack(signed), signed, signature


def verify(payload: str, public_keys: Mapping[int, bytes]) -> QrFields:
    """Return the fields of a payload signed by one of `public_keys` (key id → 32 bytes).

    Raises ForgedPayloadError for every other text, also for a key id that the office never had.
    """
    fields, signed, signature = decode(payload)
    public_key = public_keys.get(fields.key_id)
    if public_key is None:
        raise ForgedPayloadError(_BAD_SIGNATURE)
    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(signature, signed)
    except InvalidSignature:
        raise ForgedPayloadError(_BAD_SIGNATURE) from None
    return fields


def stem(fields: QrFields) -> str:
    """Return the signed bytes with the copy left out, as hex: the same for every copy of a form."""
    return _pack(replace(fields, copy_no=0)).hex()


def _pack(fields: QrFields) -> bytes:
    minute = (fields.received_at - _EPOCH) // _MINUTE
    copy = min(fields.copy_no, COPY_MAX)
    head = bytes(fields.chain_head)
    if not 0 <= fields.key_id <= KEY_ID_MAX:
        message = f"key id out of range: {fields.key_id}"
        raise ValueError(message)
    if fields.kind not in FORM_OF_QR_KIND or copy < 0 or len(head) != CHAIN_HEAD_BYTES:
        message = "kind, copy or chain head out of range"
        raise ValueError(message)
    try:
        return b"".join(
            (
                bytes([fields.key_id]),
                fields.unit_number.to_bytes(2, "big"),
                fields.day_number.to_bytes(3, "big"),
                minute.to_bytes(4, "big"),
                bytes([fields.kind << 4 | copy]),
                head,
            )
        )
    except OverflowError as fault:
        message = "unit, day's number or minute out of range"
        raise ValueError(message) from fault


def _unpack(signed: bytes) -> QrFields:
    key_id = signed[0]
    if key_id > KEY_ID_MAX:  # the two bits of the version are not 0
        raise ForgedPayloadError(_NEWER_VERSION)
    kind = signed[10] >> 4
    if kind not in FORM_OF_QR_KIND:
        raise ForgedPayloadError(_NOT_OURS)
    minute = int.from_bytes(signed[6:10], "big")
    if minute > _MINUTE_MAX:
        raise ForgedPayloadError(_NOT_OURS)
    return QrFields(
        key_id=key_id,
        unit_number=int.from_bytes(signed[1:3], "big"),
        day_number=int.from_bytes(signed[3:6], "big"),
        received_at=_EPOCH + minute * _MINUTE,
        kind=kind,
        copy_no=signed[10] & COPY_MAX,
        chain_head=signed[11:19],
    )
