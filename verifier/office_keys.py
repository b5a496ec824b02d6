"""What the office's key certifies of its stations, and office keys kept elsewhere.

A certificate signs `motcua-certificate-1` and four fields: office's code, station's key, its id,
moment of issue.
"""

import hashlib
import json
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from verifier.chain import UnusableError, Verdict, time_text
from verifier.papers import is_signed, signed_fields

FINGERPRINT_DIGITS = 25
LEVELS = ("ministry", "province", "district", "commune")
OFFICE_CARD = 2


@dataclass(frozen=True)
class Wanted:
    """An office key kept elsewhere: its fingerprint or the key; signatures that a file tells of."""

    named: str
    fingerprint: str = ""
    public_key: str = ""
    signatures: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Judged:
    """A stored certificate; `fault` says why it proves nothing, "" where it does."""

    office_key: int
    key: int
    signature: str
    fault: str


def read_wanted(words: Sequence[str]) -> Iterator[Wanted]:
    """Yield the office keys that words are: digits of a fingerprint or card, or exported files."""
    for word in words:
        digits = "".join(word.split())
        if not (digits.isascii() and digits.isdigit()):
            yield from of_file(Path(word))
        elif len(digits) == FINGERPRINT_DIGITS:
            yield Wanted(f"Dấu vân tay {digits[:12]}…", fingerprint=digits)
        else:
            yield Wanted(f"Thẻ khóa {digits[:12]}…", public_key=key_of_card(digits).hex())


def key_of_card(digits: str) -> bytes:
    """Return the key of a card, whose digits are a number: 1, version 2, level, key 32, unit."""
    packed = b""
    if len(digits) < 4000:
        number = int(digits)
        packed = number.to_bytes((number.bit_length() + 7) // 8, "big")
    if packed[:2] != bytes((1, OFFICE_CARD)) or len(packed) < 36:
        raise UnusableError(f"“{digits[:40]}” không phải dãy số của khóa đơn vị.")
    return packed[3:35]


def of_file(path: Path) -> Iterator[Wanted]:
    """Yield the keys of a file that `motcua audit --export` wrote."""
    try:
        document = json.loads(path.read_text("utf-8"))
        signed = [(str(one["office_key"]), one["signature"]) for one in document["certificates"]]
        for name, key in document["office_keys"].items():
            signatures = frozenset(signature for office, signature in signed if office == name)
            said = f"Khóa đơn vị số {name} trong {path.name}"
            yield Wanted(said, public_key=key, signatures=signatures)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise UnusableError(f"{path} không phải tệp khóa đơn vị dùng được.") from error


def has_office_keys(line: sqlite3.Connection) -> bool:
    """Say whether the store is new enough to have office keys."""
    there = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'office_keys'"
    return line.execute(there).fetchone() is not None


def judged(line: sqlite3.Connection) -> Iterator[Judged]:
    """Yield every certificate of the store."""
    rows = line.execute(
        "SELECT c.office_key_id, c.key_id, c.unit_code, c.issued_at, c.signature, o.public_key, "
        "o.unit_id, o.made_at, o.ended_at, p.public_key, p.unit_id, u.code "
        "FROM station_certificates c JOIN office_keys o ON o.key_id = c.office_key_id "
        "JOIN public_keys p ON p.key_id = c.key_id JOIN units u ON u.id = o.unit_id "
        "ORDER BY c.office_key_id, c.key_id"
    ).fetchall()
    for office_id, key_id, said_code, at, signature, *office, key, unit, code in rows:
        office_key, office_unit, made, ended = office
        fields = [said_code, key, str(key_id), time_text(at)]
        said = signed_fields(b"motcua-certificate-1\n", fields)
        keys = {office_id: bytes.fromhex(office_key)}
        fault = ""
        if not is_signed(keys, office_id, bytes.fromhex(signature), said):
            fault = "chữ ký không đúng"
        elif said_code != code or unit != office_unit:
            fault = "thuộc đơn vị khác"
        elif at < made or (ended is not None and at > ended):
            fault = "lập ngoài thời gian dùng khóa đơn vị đó"
        yield Judged(office_id, key_id, signature, fault)


def check_certificates(
    line: sqlite3.Connection, verdict: Verdict, wanted: Sequence[Wanted]
) -> None:
    """Each certificate holds; stations without one are noted; wanted office keys are there."""
    if not has_office_keys(line):
        for one in wanted:
            verdict.bad(f"Trái với {one.named}: kho từ trước khi có khóa đơn vị.")
        return
    every = list(judged(line))
    for cert in every:
        if cert.fault:
            verdict.bad(
                f"Chứng nhận của khóa đơn vị số {cert.office_key} cho khóa ký số {cert.key}: "
                f"{cert.fault}."
            )
    uncertified = line.execute(
        "SELECT p.key_id, p.station FROM public_keys p JOIN office_keys o "
        "ON o.unit_id = p.unit_id AND o.ended_at IS NULL WHERE p.ended_at IS NULL AND NOT EXISTS "
        "(SELECT 1 FROM station_certificates c WHERE c.office_key_id = o.key_id "
        "AND c.key_id = p.key_id) ORDER BY p.key_id"
    )
    for key_id, station in uncertified:
        verdict.notes.append(f"Khóa ký số {key_id} ({station}) chưa được khóa đơn vị chứng nhận.")
    for one in wanted:
        hold(line, verdict, one, [cert for cert in every if not cert.fault])


def hold(
    line: sqlite3.Connection, verdict: Verdict, wanted: Wanted, certificates: Sequence[Judged]
) -> None:
    """Hold an office key kept elsewhere against the store, and tell what it certifies there."""
    rows = line.execute(
        "SELECT o.key_id, o.unit_id, o.public_key, o.ended_at, u.code, u.name, u.level "
        "FROM office_keys o JOIN units u ON u.id = o.unit_id ORDER BY o.key_id"
    ).fetchall()
    for key_id, unit_id, public_key, ended, *unit in rows:
        is_meant = (
            public_key == wanted.public_key
            if wanted.public_key
            else fingerprint(bytes.fromhex(public_key), *unit) == wanted.fingerprint
        )
        if not is_meant:
            continue
        stations = line.execute(
            "SELECT key_id FROM public_keys WHERE unit_id = ? AND ended_at IS NULL ORDER BY key_id",
            (unit_id,),
        ).fetchall()
        certified = {one.key for one in certificates if one.office_key == key_id}
        has = ", ".join(str(key) for (key,) in stations if key in certified)
        lacks = ", ".join(str(key) for (key,) in stations if key not in certified)
        verdict.notes.append(
            f"{wanted.named} đúng là khóa đơn vị số {key_id}{' (đã được thay)' if ended else ''}: "
            f"đã chứng nhận khóa ký số {has or '(không có)'}"
            f"{f'; chưa chứng nhận khóa ký số {lacks}' if lacks else ''}."
        )
        if wanted.signatures - {one.signature for one in certificates}:
            verdict.bad(f"Trái với {wanted.named}: kho thiếu chứng nhận đã xuất.")
        return
    verdict.bad(
        f"Trái với {wanted.named}: kho không có khóa đơn vị này; nếu đơn vị đã đổi tên sau khi in "
        "thẻ thì hãy dùng cả dãy số của thẻ hoặc tệp đã xuất."
    )


def fingerprint(public_key: bytes, code: str, name: str, level: str) -> str:
    """Return the 25 digits on an office key's card: 80 bits of SHA-256 over all that it says."""
    head = bytes((OFFICE_CARD, LEVELS.index(level)))
    packed = head + public_key + bytes((len(code),)) + code.encode() + name.encode()
    digest = hashlib.sha256(b"motcua-key-card\n" + packed).digest()
    return f"{int.from_bytes(digest[:10], 'big'):025d}"
