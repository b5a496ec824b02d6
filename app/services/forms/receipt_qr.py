r"""The QR of a printed form: signed bytes written as digits, in which nobody's name can be read.

Payload, version 1. Numbers are unsigned and big-endian.

    bytes    0-2     version (high 2 bits), key id (low 22 bits)
    bytes    3-4     number of the issuing unit in its store
    bytes    5-7     the day's number of the dossier or slip at that unit; of a closed day's sheet
                     the number of the closing's log entry (its low 24 bits)
    bytes    8-11    minute of receipt: whole minutes since 1970-01-01 00:00 UTC
    byte    12       kind (high 4 bits), copy (low 4 bits; 15 means the fifteenth or a later one)
    bytes   13-20    first 8 bytes of the log's chain head when the form was issued
    bytes   21-24    minute at which the result is due; 0 where the form promises none
    bytes   25-32    digest of the owner's name; 0 where the form binds none
    bytes   33-40    digest of what the owner handed in; 0 where the form binds none
    bytes   41-104   Ed25519 signature over bytes 0-40

The bytes are read as one whole number, written in decimal, padded with zeros on the left to 253
digits and put behind the digit 1: always 254 digits `0`-`9`, which fits a version 6-M symbol in
numeric mode (255 digits). Digits alone survive a keyboard scanner whatever input method or
keyboard layout is switched on.

Version 0, which papers printed before 0.8.0 bear: one byte of version and key id (low 6 bits),
nothing between chain head and signature, 83 bytes in all, 201 digits. The layout of a version
never changes; old versions and old key ids are read for ever.

Both digests are made of one key: PBKDF2-HMAC-SHA256, 250 rounds, 32 bytes, of `name_key` of the
name, under the salt `motcua-name-1\n` and bytes 3-20 with the copy zero. The first is its first 8
bytes; the second the first 8 of SHA-256 over `motcua-held-1\n`, the key and three fields, each
UTF-8 behind its length in 8 bytes: code of the procedure, number of papers, fee in đồng.
"""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from app.errors import InvalidInputError
from app.services.forms.records import QrFields
from app.text import name_key
from app.vocabulary.forms import FORM_OF_QR_KIND

VERSION_OF_DIGITS: Final[Mapping[int, int]] = {201: 0, 254: 1}
"""The version of a payload by how many digits it has."""
KEY_ID_MAX: Final = 2**22 - 1
KEY_ID_MAX_V0: Final = 63
COPY_MAX: Final = 15
CHAIN_HEAD_BYTES: Final = 8

_SIGNED_BYTES: Final = (19, 41)
_HEAD_BYTES: Final = (1, 3)
_IDENTITY_BYTES: Final = 18
_SIGNATURE_BYTES: Final = 64
_DIGEST_BYTES: Final = 8
_NOTHING: Final = bytes(_DIGEST_BYTES)
_ROUNDS: Final = 250
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
    """Return the digits of `fields` in their version, signed by `sign` (Ed25519: 64 bytes out).

    Seconds of instants are dropped; copies after the fifteenth are written as 15. Raises
    ValueError for a field out of its range: that is a caller's fault, not a person's.
    """
    signed = _pack(fields)
    signature = sign(signed)
    if len(signature) != _SIGNATURE_BYTES:
        message = "an Ed25519 signature has 64 bytes"
        raise ValueError(message)
    whole = signed + signature
    size = len(str(256 ** len(whole) - 1))
    return f"1{int.from_bytes(whole, 'big'):0{size}d}"


def decode(payload: str) -> tuple[QrFields, bytes, bytes]:
    """Return the fields of `payload`, its signed bytes and its signature, without verifying.

    Raises ForgedPayloadError for anything that `encode` can not have written.
    """
    version = VERSION_OF_DIGITS.get(len(payload))
    if version is None or not _DIGITS.issuperset(payload) or payload[0] != "1":
        raise ForgedPayloadError(_NOT_OURS)
    number = int(payload[1:])
    size = _SIGNED_BYTES[version] + _SIGNATURE_BYTES
    if number.bit_length() > 8 * size:
        raise ForgedPayloadError(_NOT_OURS)
    whole = number.to_bytes(size, "big")
    signed, signature = whole[:-_SIGNATURE_BYTES], whole[-_SIGNATURE_BYTES:]
    return _unpack(version, signed), signed, signature


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
    """Return what an issued form is found by: the same for every copy of it and every key.

    A form that binds nothing has that of version 0: one printed then may be signed anew as version
    1. Of any other it is the SHA-256 of the signed bytes. Hex, key id and copy zero.
    """
    identity = _identity(replace(fields, copy_no=0))
    if fields.due_at is None and not fields.name_digest and not fields.held_digest:
        return (bytes(1) + identity).hex()
    return hashlib.sha256(bytes(3) + identity + _bound(fields)).hexdigest()


def digests(fields: QrFields, name: str, held: tuple[str, ...] = ()) -> tuple[bytes, bytes]:
    """Return the digest of the owner's name, and that of `held` (empty where nothing is held).

    Both are salted with what the form is: the same name has another digest on every form.
    """
    salt = b"motcua-name-1\n" + _identity(replace(fields, copy_no=0))
    key = hashlib.pbkdf2_hmac("sha256", name_key(name).encode(), salt, _ROUNDS)
    if not held:
        return key[:_DIGEST_BYTES], b""
    framed = b"".join(len(raw).to_bytes(8, "big") + raw for raw in map(str.encode, held))
    whole = hashlib.sha256(b"motcua-held-1\n" + key + framed).digest()
    return key[:_DIGEST_BYTES], whole[:_DIGEST_BYTES]


def _pack(fields: QrFields) -> bytes:
    if fields.version == 0:
        if not 0 <= fields.key_id <= KEY_ID_MAX_V0:
            raise ValueError(_OUT_OF_RANGE.format(f"key id {fields.key_id}"))
        if fields.due_at is not None or fields.name_digest or fields.held_digest:
            raise ValueError(_OUT_OF_RANGE.format("version 0 binds no more than it is"))
        return bytes([fields.key_id]) + _identity(fields)
    if fields.version != 1 or not 0 <= fields.key_id <= KEY_ID_MAX:
        raise ValueError(_OUT_OF_RANGE.format(f"version or key id {fields.key_id}"))
    head = (fields.version << 22 | fields.key_id).to_bytes(3, "big")
    return head + _identity(fields) + _bound(fields)


def _identity(fields: QrFields) -> bytes:
    """Return unit, number, minute of receipt, kind and copy, chain head."""
    minute = (fields.received_at - _EPOCH) // _MINUTE
    copy = min(fields.copy_no, COPY_MAX)
    head = bytes(fields.chain_head)
    if fields.kind not in FORM_OF_QR_KIND or copy < 0 or len(head) != CHAIN_HEAD_BYTES:
        raise ValueError(_OUT_OF_RANGE.format("kind, copy or chain head"))
    try:
        return b"".join(
            (
                fields.unit_number.to_bytes(2, "big"),
                fields.day_number.to_bytes(3, "big"),
                minute.to_bytes(4, "big"),
                bytes([fields.kind << 4 | copy]),
                head,
            )
        )
    except OverflowError as fault:
        raise ValueError(_OUT_OF_RANGE.format("unit, day's number or minute")) from fault


def _bound(fields: QrFields) -> bytes:
    """Return the due minute and both digests, zeros for what is not bound."""
    due = 0 if fields.due_at is None else (fields.due_at - _EPOCH) // _MINUTE
    both = fields.name_digest or _NOTHING, fields.held_digest or _NOTHING
    if any(len(one) != _DIGEST_BYTES for one in both) or (due < 1 and fields.due_at is not None):
        raise ValueError(_OUT_OF_RANGE.format("digest or due minute"))
    return due.to_bytes(4, "big") + b"".join(both)  # year 9999 is within 4 bytes


_OUT_OF_RANGE: Final = "out of range: {}"


def _unpack(version: int, signed: bytes) -> QrFields:
    if signed[0] >> 6 != version:
        raise ForgedPayloadError(_NEWER_VERSION)
    size = _HEAD_BYTES[version]
    key_id = int.from_bytes(signed[:size], "big") - (version << 22)
    identity = signed[size : size + _IDENTITY_BYTES]
    bound = signed[size + _IDENTITY_BYTES :].ljust(20, b"\0")
    kind = identity[9] >> 4
    minute, due = int.from_bytes(identity[5:9], "big"), int.from_bytes(bound[:4], "big")
    if kind not in FORM_OF_QR_KIND or max(minute, due) > _MINUTE_MAX:
        raise ForgedPayloadError(_NOT_OURS)
    name, held = bound[4:12], bound[12:]
    return QrFields(
        key_id=key_id,
        unit_number=int.from_bytes(identity[:2], "big"),
        day_number=int.from_bytes(identity[2:5], "big"),
        received_at=_EPOCH + minute * _MINUTE,
        kind=kind,
        copy_no=identity[9] & COPY_MAX,
        chain_head=identity[10:],
        version=version,
        due_at=_EPOCH + due * _MINUTE if due else None,
        name_digest=b"" if name == _NOTHING else name,
        held_digest=b"" if held == _NOTHING else held,
    )
