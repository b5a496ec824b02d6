"""What a forger can make of genuine payloads without the office's key."""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from app.services.forms import receipt_qr
from app.services.forms.records import QrFields
from app.vocabulary.forms import FORM_OF_QR_KIND

_SIGNED: Final = 41
_WHOLE: Final = {201: 83, 254: 105}
_ORDER: Final = 2**252 + 27742317777372353535851937790883648493
"""Of Ed25519: a signature's last 32 bytes plus this are the same equation, and must be refused."""
_HEX: Final = "0123456789abcdef"


@dataclass(frozen=True, slots=True)
class Forger:
    """Holds genuine payloads, and keys that are not the office's."""

    genuine: tuple[str, ...]
    other_key: Ed25519PrivateKey

    def forge(self, chance: random.Random) -> tuple[str, str]:
        """Return how a payload was forged, and the payload."""
        way = chance.choice(list(WAYS))
        return way, WAYS[way](self, chance)

    def one(self, chance: random.Random) -> str:
        """Return a genuine payload."""
        return chance.choice(self.genuine)

    def fields(self, chance: random.Random) -> tuple[QrFields, bytes]:
        """Return what a genuine payload says and its signature."""
        fields, _signed, signature = receipt_qr.decode(self.one(chance))
        return fields, signature


def raw(payload: str) -> bytearray:
    """Return the bytes of a payload."""
    return bytearray(int(payload[1:]).to_bytes(_WHOLE[len(payload)], "big"))


def digits(content: bytes | bytearray) -> str:
    """Return bytes as a payload is written."""
    size = len(str(256 ** len(content) - 1))
    return f"1{int.from_bytes(content, 'big'):0{size}d}"


def _bits(forger: Forger, chance: random.Random) -> str:
    content = raw(forger.one(chance))
    for at in chance.sample(range(8 * len(content)), chance.choice((1, 1, 1, 2, 3, 8))):
        content[at // 8] ^= 1 << at % 8
    return digits(content)


def _digits(forger: Forger, chance: random.Random) -> str:
    text = list(forger.one(chance))
    for at in chance.sample(range(len(text)), chance.choice((1, 1, 2, 5))):
        text[at] = chance.choice([one for one in "0123456789" if one != text[at]])
    return "".join(text)


def _swapped_digits(forger: Forger, chance: random.Random) -> str:
    text = forger.one(chance)
    at = chance.choice([n for n in range(len(text) - 1) if text[n] != text[n + 1]])
    return text[:at] + text[at + 1] + text[at] + text[at + 2 :]


_CHANGES: Final[Sequence[Callable[[random.Random, QrFields], QrFields]]] = (
    lambda chance, one: replace(one, day_number=_another(chance, one.day_number, 0, 9_999)),
    lambda chance, one: replace(one, unit_number=_another(chance, one.unit_number, 0, 65_535)),
    lambda chance, one: replace(one, kind=_another(chance, one.kind, 1, max(FORM_OF_QR_KIND))),
    lambda chance, one: replace(one, copy_no=_another(chance, one.copy_no, 0, 15)),
    lambda chance, one: replace(one, key_id=_another(chance, one.key_id, 0, receipt_qr.KEY_ID_MAX)),
    lambda chance, one: replace(
        one, due_at=(one.due_at or one.received_at) + timedelta(minutes=chance.choice((1, 1_440)))
    ),
    lambda chance, one: replace(one, name_digest=chance.randbytes(8)),
    lambda chance, one: replace(one, held_digest=chance.randbytes(8)),
    lambda chance, one: replace(one, chain_head=chance.randbytes(8)),
    lambda chance, one: replace(
        one, received_at=one.received_at.replace(year=chance.choice((1999, 2025, 2027, 2126)))
    ),
)


def _another(chance: random.Random, value: int, least: int, most: int) -> int:
    return chance.choice(
        [
            n
            for n in (least, most, value + 1, value - 1, value ^ 7, 3)
            if n != value and least <= n <= most
        ]
    )


def _changed(forger: Forger, chance: random.Random) -> str:
    """Return changed fields, every number of them right, under the old signature."""
    fields, signature = forger.fields(chance)
    return receipt_qr.encode(chance.choice(_CHANGES)(chance, fields), lambda _said: signature)


def _resigned(forger: Forger, chance: random.Random) -> str:
    """Return true or changed fields, signed with another key under this office's key id."""
    fields, _signature = forger.fields(chance)
    if chance.random() < 0.7:
        fields = chance.choice(_CHANGES)(chance, fields)
    return receipt_qr.encode(fields, forger.other_key.sign)


def _another_signature(forger: Forger, chance: random.Random) -> str:
    fields, _signature = forger.fields(chance)
    _fields, other = forger.fields(chance)
    wrong = (bytes(64), b"\xff" * 64, chance.randbytes(64), other[:32] + bytes(32))
    return receipt_qr.encode(fields, lambda _said: chance.choice(wrong))


def _spliced(forger: Forger, chance: random.Random) -> str:
    one, other = chance.sample(sorted(set(forger.genuine)), 2)
    at = chance.choice((1, 3, 5, 8, 12, 13, 21, 25, 33, _SIGNED, _SIGNED + 32))
    return digits(raw(one)[:at] + raw(other)[at:])


def _malleable(forger: Forger, chance: random.Random) -> str:
    content = raw(forger.one(chance))
    scalar = int.from_bytes(content[-32:], "little") + _ORDER * chance.choice((1, 2, 7, 8))
    return digits(content[:-32] + (scalar % 2**256).to_bytes(32, "little"))


def _cut(forger: Forger, chance: random.Random) -> str:
    text = forger.one(chance)
    at = chance.randrange(1, len(text))
    added = "".join(chance.choices("0123456789", k=chance.choice((1, 3, 201, 254))))
    return chance.choice((text[:at], text[at:], text + added, added + text, text[:at] + added))


def _written_otherwise(forger: Forger, chance: random.Random) -> str:
    """Return the same bytes, or what reads like them, in another writing."""
    text = forger.one(chance)
    content = raw(text)
    whole = int(text[1:])
    return chance.choice(
        (
            f"0{text[1:]}",
            f"2{text[1:]}",
            f"1{whole + (1 << 8 * len(content)):0{len(text) - 1}d}",
            f"1{whole}0",
            f"-{text[1:]}",
            f"+{text}",
            content.hex(),
            "".join(chr(ord(one) + 0xFEE0) for one in text),
            "".join(chr(ord(one) + 0x0630) for one in text),
            f"{text[:100]}_{text[100:]}",
            f"{text}.0",
            f"{text}\0",
            f"https://example.vn/{text}",
        )
    )


def _random(_forger: Forger, chance: random.Random) -> str:
    size = chance.choice((0, 1, 83, 105, 200, 201, 202, 253, 254, 255, 1_000))
    of = chance.choice(("0123456789", _HEX, "01", "9"))
    return "".join(chance.choices(of, k=size))


def _well_formed(forger: Forger, chance: random.Random) -> str:
    """Return a payload of any kind that is right in all but its signature."""
    fields, _signature = forger.fields(chance)
    other = replace(
        fields,
        day_number=chance.randrange(1 << 24),
        kind=chance.choice(tuple(FORM_OF_QR_KIND)),
        copy_no=chance.randrange(16),
        chain_head=chance.randbytes(8),
        name_digest=chance.randbytes(8),
    )
    return receipt_qr.encode(other, lambda _said: chance.randbytes(64))


WAYS: Final[dict[str, Callable[[Forger, random.Random], str]]] = {
    "bits turned": _bits,
    "digits changed": _digits,
    "two digits swapped": _swapped_digits,
    "fields changed, old signature": _changed,
    "signed with another key": _resigned,
    "another signature": _another_signature,
    "two papers spliced": _spliced,
    "signature plus the order": _malleable,
    "cut or longer": _cut,
    "written otherwise": _written_otherwise,
    "random": _random,
    "well-formed, no signature": _well_formed,
}
