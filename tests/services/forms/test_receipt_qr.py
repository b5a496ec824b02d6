import hashlib
import random
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from app.services.forms.receipt_qr import (
    KEY_ID_MAX,
    ForgedPayloadError,
    decode,
    digests,
    encode,
    stem,
    verify,
)
from app.services.forms.records import QrFields
from app.vocabulary.forms import FORM_OF_QR_KIND
from tests.services.forms.golden_payloads import PAYLOADS

_KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
_KEYS = {5: _KEY.public_key().public_bytes_raw()}
_FIELDS = QrFields(
    key_id=5,
    unit_number=15,
    day_number=1,
    received_at=datetime(2019, 7, 10, 0, 41, tzinfo=UTC),
    kind=1,
    copy_no=1,
    chain_head=bytes.fromhex("0123456789abcdef"),
    version=0,
)
_PAYLOAD = encode(_FIELDS, _KEY.sign)
_BOUND = replace(
    _FIELDS,
    key_id=70_005,
    version=1,
    due_at=datetime(2019, 7, 15, 2, 30, tzinfo=UTC),
    name_digest=bytes.fromhex("1122334455667788"),
    held_digest=bytes.fromhex("99aabbccddeeff00"),
)
_NEW_KEYS = {70_005: _KEYS[5]}
_NEW = encode(_BOUND, _KEY.sign)

_minutes = st.integers(0, 0xF1F00000) | st.sampled_from((0, 0xFBBB899F))
_a_digest = st.just(b"") | st.binary(min_size=8, max_size=8).filter(any)
_any_fields = st.builds(
    QrFields,
    key_id=st.integers(0, KEY_ID_MAX) | st.sampled_from((0, 63, 64, KEY_ID_MAX)),
    unit_number=st.integers(0, 0xFFFF),
    day_number=st.integers(0, 0xFFFFFF),
    received_at=_minutes.map(lambda m: datetime.fromtimestamp(m * 60, UTC)),
    kind=st.integers(1, 15),
    copy_no=st.integers(0, 15),
    chain_head=st.binary(min_size=8, max_size=8),
    due_at=st.none() | _minutes.map(lambda m: datetime.fromtimestamp(max(m, 1) * 60, UTC)),
    name_digest=_a_digest,
    held_digest=_a_digest,
)


def _as_old(fields: QrFields) -> QrFields:
    return replace(
        fields,
        key_id=fields.key_id & 63,
        version=0,
        due_at=None,
        name_digest=b"",
        held_digest=b"",
    )


def _whole(first: int, *rest: int) -> str:
    return f"1{int.from_bytes(bytes([first, *rest]).ljust(83, b'x'), 'big'):0200d}"


@given(_any_fields)
def test_payload_round_trips_at_one_length(fields: QrFields) -> None:
    for one, length in ((fields, 254), (_as_old(fields), 201)):
        payload = encode(one, _KEY.sign)
        assert len(payload) == length
        assert payload.isascii()
        assert payload.isdigit()
        assert verify(payload, {one.key_id: _KEYS[5]}) == one


@given(_any_fields, _any_fields)
def test_two_forms_have_two_stems(one: QrFields, other: QrFields) -> None:
    """Key, copy and version aside: what binds nothing is found as version 0 was."""
    plain = [replace(each, key_id=0, copy_no=0, version=0) for each in (one, other)]
    assert (stem(one) == stem(other)) == (plain[0] == plain[1])
    assert stem(_as_old(one)) == stem(replace(_as_old(one), version=1, key_id=KEY_ID_MAX))


def test_layout_never_changes() -> None:
    """The bytes on paper are kept for ever: this literal may only gain brothers."""
    _, signed, signature = decode(_PAYLOAD)
    # 05 key · 15 unit · 1 number · 26,045,321 minutes · kind 1, copy 1 · chain head
    assert signed.hex() == "05" + "000f" + "000001" + "018d6b89" + "11" + "0123456789abcdef"
    assert signature == _KEY.sign(signed)
    assert "1" + str(int.from_bytes(signed + signature, "big")).zfill(200) == _PAYLOAD


@pytest.mark.parametrize(("kind", "form"), PAYLOADS)
def test_the_payload_of_every_kind_is_on_paper_for_ever(kind: int, form: str) -> None:
    golden = PAYLOADS[kind, form]
    fields = replace(_FIELDS, day_number=300, kind=kind, copy_no=2)
    assert encode(fields, _KEY.sign) == golden
    assert verify(golden, _KEYS) == fields
    assert stem(fields) == f"00000f00012c018d6b89{kind << 4:02x}0123456789abcdef"
    signed = f"05000f00012c018d6b89{kind << 4 | 2:02x}0123456789abcdef"
    assert decode(golden)[1].hex() == signed


def test_every_form_with_a_qr_keeps_its_kind() -> None:
    assert {kind: form.value for kind, form in FORM_OF_QR_KIND.items()} == dict(PAYLOADS.keys())


def test_the_ends_of_every_field_are_written_and_read() -> None:
    lowest = QrFields(
        key_id=0,
        unit_number=0,
        day_number=0,
        received_at=datetime(1970, 1, 1, tzinfo=UTC),
        kind=1,
        copy_no=0,
        chain_head=bytes(8),
        version=0,
    )
    highest = QrFields(
        key_id=63,
        unit_number=0xFFFF,
        day_number=0xFFFFFF,
        received_at=datetime(9999, 12, 31, 23, 59, tzinfo=UTC),
        kind=15,
        copy_no=15,
        chain_head=b"\xff" * 8,
        version=0,
    )
    newest = replace(
        highest,
        key_id=KEY_ID_MAX,
        version=1,
        due_at=highest.received_at,
        name_digest=b"\xff" * 8,
        held_digest=b"\xff" * 8,
    )
    for fields, signed in (
        (lowest, "00" * 10 + "10" + "00" * 8),
        (replace(lowest, version=1), "400000" + "00" * 9 + "10" + "00" * 28),
        (
            replace(lowest, version=1, due_at=datetime(1970, 1, 1, 0, 1, tzinfo=UTC)),
            "400000" + "00" * 9 + "10" + "00" * 8 + "00000001" + "00" * 16,
        ),
        (highest, "3f" + "ff" * 5 + "fbbb899f" + "ff" * 9),
        (newest, "7fffff" + "ff" * 5 + "fbbb899f" + "ff" * 9 + "fbbb899f" + "ff" * 16),
    ):
        payload = encode(fields, _KEY.sign)
        assert decode(payload)[0] == fields
        assert decode(payload)[1].hex() == signed


def test_seconds_are_dropped() -> None:
    late = replace(_FIELDS, received_at=_FIELDS.received_at.replace(second=59))
    assert encode(late, _KEY.sign) == _PAYLOAD


def test_copies_after_the_fifteenth_are_written_as_fifteen() -> None:
    fields, _, _ = decode(encode(replace(_FIELDS, copy_no=40), _KEY.sign))
    assert fields.copy_no == 15


def test_stem_is_the_same_for_every_copy_and_for_nothing_else() -> None:
    assert stem(replace(_FIELDS, copy_no=7)) == stem(_FIELDS)
    assert (len(stem(_FIELDS)), len(stem(_BOUND))) == (38, 64)
    assert stem(replace(_FIELDS, day_number=2)) != stem(_FIELDS)
    assert stem(replace(_FIELDS, chain_head=bytes(8))) != stem(_FIELDS)


@pytest.mark.parametrize(
    "payload",
    [
        "",
        "1",
        _PAYLOAD[:-1],
        _PAYLOAD + "0",
        " " + _PAYLOAD[1:],
        _PAYLOAD + "\n",
        "0" + _PAYLOAD[1:],
        "2" + _PAYLOAD[1:],
        _PAYLOAD[:-1] + "٠",
        _PAYLOAD[:-1] + "²",
        _PAYLOAD[:-1] + "x",
        _PAYLOAD[:100] + "_" + _PAYLOAD[101:],
        "1" + "9" * 200,
        "1" + "9" * 253,
        _NEW[:-1],
        _NEW + "0",
        "0" + _NEW[1:],
        "2" + _NEW[1:],
        f"1{1 << 840:0253d}",
        "1" + str(1 << 664),
        _whole(0b0100_0101, 0, 15, 0, 0, 1, 1, 1, 1, 1, 0x11),
        _whole(0b1100_0101, 0, 15, 0, 0, 1, 1, 1, 1, 1, 0x11),
        _whole(5, 0, 15, 0, 0, 1, 255, 255, 255, 255, 0x11),
        _whole(5, 0, 15, 0, 0, 1, 0xFB, 0xBB, 0x89, 0xA0, 0x11),  # the first minute of 10000
        _whole(5, 0, 15, 0, 0, 1, 1, 1, 1, 1, 0x01),
    ],
)
def test_malformed_payload_is_refused(payload: str) -> None:
    with pytest.raises(ForgedPayloadError):
        decode(payload)


@pytest.mark.parametrize("version", [1, 2, 3])
def test_a_newer_version_is_told_as_one(version: int) -> None:
    with pytest.raises(ForgedPayloadError, match="hãy cập nhật chương trình"):
        decode(_whole(version << 6 | 5, 0, 15, 0, 0, 1, 1, 1, 1, 1, 0x11))


@pytest.mark.parametrize(("payload", "keys"), [(_PAYLOAD, _KEYS), (_NEW, _NEW_KEYS)])
def test_any_one_digit_change_is_refused(payload: str, keys: dict[int, bytes]) -> None:
    for place, digit in enumerate(payload):
        for other in set("0123456789") - {digit}:
            with pytest.raises(ForgedPayloadError):
                verify(payload[:place] + other + payload[place + 1 :], keys)


@pytest.mark.parametrize("bit", range(8 * 105))
def test_each_bit_of_a_new_payload_is_signed(bit: int) -> None:
    """Also under an office that trusts one key by every id that one flip of a bit leads to."""
    flipped = f"1{int(_NEW[1:]) ^ (1 << bit):0253d}"
    keys = {70_005 ^ (1 << one): _KEYS[5] for one in range(22)} | _NEW_KEYS
    with pytest.raises(ForgedPayloadError):
        verify(flipped, keys)
    assert verify(_NEW, keys) == _BOUND


def test_the_new_layout_never_changes() -> None:
    _, signed, signature = decode(_NEW)
    # version 1, key 70,005 · 15 unit · 1 number · minutes · kind 1, copy 1 · head · due · digests
    assert signed.hex() == (
        "411175" + "000f" + "000001" + "018d6b89" + "11" + "0123456789abcdef"
        "018d8816" + "1122334455667788" + "99aabbccddeeff00"
    )
    assert signature == _KEY.sign(signed)
    assert (
        stem(_BOUND) == hashlib.sha256(b"\0\0\0" + signed[3:12] + b"\x10" + signed[13:]).hexdigest()
    )


def test_digests_are_on_paper_for_ever() -> None:
    """These letters may only gain brothers."""
    held = ("1.001193", "17", "8000")
    both = digests(_BOUND, "Nguyễn Thị Hòa", held)
    assert [one.hex() for one in both] == ["3524cd7655a18fe6", "22ec72ceb3645950"]
    assert digests(_BOUND, "Nguyễn Thị Hòa") == (both[0], b"")
    for other in (
        ("1.001194", "17", "8000"),
        ("1.001193", "18", "8000"),
        ("1.001193", "17", "800"),
    ):
        name, changed = digests(_BOUND, "Nguyễn Thị Hòa", other)
        assert (name, changed != both[1]) == (both[0], True)
    # The same person's next paper tells nobody that it is the same person's.
    assert digests(replace(_BOUND, day_number=2), "Nguyễn Thị Hòa", held)[0] != both[0]
    # A copy from another key's desk binds the same.
    assert digests(replace(_BOUND, copy_no=3, key_id=1), "Nguyễn Thị Hòa", held) == both


def _swap(dice: random.Random, payload: str) -> str:
    first, second = dice.sample(range(len(payload)), 2)
    digits = list(payload)
    digits[first], digits[second] = digits[second], digits[first]
    return "".join(digits)


def _flip_bits(dice: random.Random, payload: str) -> str:
    whole = int(payload[1:]) ^ (1 << dice.randrange(664)) ^ (1 << dice.randrange(664))
    return f"1{whole:0200d}"


def _foreign_signature(dice: random.Random, payload: str) -> str:
    fields, _, _ = decode(payload)
    forged = Ed25519PrivateKey.from_private_bytes(dice.randbytes(32))
    return encode(replace(fields, day_number=dice.randrange(1, 9999)), forged.sign)


def _borrowed_signature(dice: random.Random, payload: str) -> str:
    fields, _, signature = decode(payload)
    return encode(replace(fields, day_number=dice.randrange(2, 9999)), lambda _: signature)


@pytest.mark.parametrize("mutate", [_swap, _flip_bits, _foreign_signature, _borrowed_signature])
def test_no_mutated_payload_is_accepted(mutate: Callable[[random.Random, str], str]) -> None:
    dice = random.Random(20191123)  # noqa: S311 - the same mutations on every run
    tried = 0
    for _ in range(600):
        payload = mutate(dice, _PAYLOAD)
        if payload == _PAYLOAD:
            continue
        tried += 1
        with pytest.raises(ForgedPayloadError):
            verify(payload, _KEYS)
    assert tried >= 500


def test_key_the_office_never_had_is_refused() -> None:
    with pytest.raises(ForgedPayloadError):
        verify(_PAYLOAD, {4: _KEYS[5]})


@pytest.mark.parametrize(
    "fields",
    [
        replace(_FIELDS, key_id=64),
        replace(_BOUND, key_id=KEY_ID_MAX + 1),
        replace(_BOUND, key_id=-1),
        replace(_BOUND, version=2),
        replace(_BOUND, version=0, key_id=5),
        replace(_BOUND, name_digest=bytes(7)),
        replace(_BOUND, held_digest=bytes(9)),
        replace(_BOUND, due_at=datetime(1970, 1, 1, tzinfo=UTC)),
        replace(_BOUND, due_at=datetime(1969, 1, 1, tzinfo=UTC)),
        replace(_FIELDS, key_id=-1),
        replace(_FIELDS, unit_number=0x10000),
        replace(_FIELDS, day_number=-1),
        replace(_FIELDS, day_number=0x1000000),
        replace(_FIELDS, kind=0),
        replace(_FIELDS, kind=16),
        replace(_FIELDS, copy_no=-1),
        replace(_FIELDS, chain_head=bytes(7)),
        replace(_FIELDS, received_at=datetime(1969, 12, 31, tzinfo=UTC)),
    ],
)
def test_fields_out_of_range_are_the_caller_s_fault(fields: QrFields) -> None:
    with pytest.raises(ValueError, match="out of range"):
        encode(fields, _KEY.sign)


def test_short_signature_is_the_caller_s_fault() -> None:
    with pytest.raises(ValueError, match="64 bytes"):
        encode(_FIELDS, lambda _: bytes(63))
