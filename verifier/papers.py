"""What the office's keys signed: the QR of each form, each closing of a day, each locked period."""

import hashlib
import json
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from verifier.chain import Verdict

SHAPES = {201: (0, 1, 19), 254: (1, 3, 41)}
"""Of a payload by its digits: version, bytes of version and key id, bytes that are signed."""


@dataclass(frozen=True)
class Payload:
    """What the QR of a form says, once its signature was verified."""

    unit: int
    number: int
    minute: int
    kind: int
    head: bytes
    stem: str
    version: int
    due: int
    name: bytes
    held: bytes
    salt: bytes


def is_signed(keys: Mapping[int, bytes], key_id: int, signature: bytes, said: bytes) -> bool:
    """Verify an Ed25519 signature by one of the trusted keys."""
    try:
        Ed25519PublicKey.from_public_bytes(keys[key_id]).verify(signature, said)
    except (InvalidSignature, ValueError, KeyError):
        return False
    return True


def read_payload(digits: str, keys: Mapping[int, bytes]) -> Payload | None:
    """Return what 254 or 201 digits say; None where no trusted key signed them."""
    version, of_key, size = SHAPES.get(len(digits), (0, 0, 0))
    if not size or digits[0] != "1" or int(digits[1:]).bit_length() > 8 * (size + 64):
        return None
    whole = int(digits[1:]).to_bytes(size + 64, "big")
    said, signature = whole[:size], whole[size:]
    key_id = int.from_bytes(said[:of_key], "big") & (1 << 8 * of_key - 2) - 1
    if said[0] >> 6 != version or not is_signed(keys, key_id, signature, said):
        return None
    form, more = said[of_key : of_key + 18], said[of_key + 18 :]
    unit, number, minute = (int.from_bytes(form[a:b], "big") for a, b in ((0, 2), (2, 5), (5, 9)))
    salt = form[:9] + bytes([form[9] & 0xF0]) + form[10:]
    # What binds nothing is found as version 0 was, whichever it is.
    stem = hashlib.sha256(bytes(3) + salt + more).hexdigest() if any(more) else f"00{salt.hex()}"
    due, name, held = int.from_bytes(more[:4], "big"), more[4:12], more[12:]
    return Payload(
        unit, number, minute, form[9] >> 4, form[10:], stem, version, due, name, held, salt
    )


def check_forms(line: sqlite3.Connection, verdict: Verdict, keys: Mapping[int, bytes]) -> None:
    """Each signed form names the first bytes of a hash in its office's log."""
    rows = line.execute(
        "SELECT unit_id, number, year, qr_stem, snapshot FROM issued_forms "
        "WHERE qr_stem IS NOT NULL ORDER BY id"
    )
    for unit_id, number, year, stem, snapshot in rows:
        verdict.forms += 1
        payload = read_payload(str(json.loads(snapshot).get("qr_payload", "")), keys)
        chain = verdict.chains.get(unit_id)
        if payload is None:
            verdict.bad(f"Chữ ký của giấy số {number} năm {year} không đúng.")
        elif (payload.stem, payload.unit) != (stem, unit_id):
            verdict.bad(f"Giấy số {number} năm {year} không khớp với chữ ký của nó.")
        elif chain is None or payload.head not in chain.prefixes:
            verdict.bad(f"Nhật ký không còn dòng mà giấy số {number} năm {year} đã ký theo.")


def signed_fields(domain: bytes, fields: Sequence[str]) -> bytes:
    """Return what a signature over fields covers: each behind its length."""
    parts = [domain]
    for text in fields:
        raw = text.encode()
        parts += [len(raw).to_bytes(8, "big"), raw]
    return b"".join(parts)


def check_closings(line: sqlite3.Connection, verdict: Verdict, keys: Mapping[int, bytes]) -> None:
    """Each closing is signed, stands in the log, and both tell the same of it."""
    for unit_id, chain in verdict.chains.items():
        closed = {
            f"{facts['day']}/{facts['ordinal']}": (seq, facts["sha256"])
            for seq, act, _dossier, facts in chain.told
            if act == "day_closed"
        }
        undone = {one for facts in chain.acts("day_reopened") for one in facts["closings"]}
        seen = {f"{one['day']}/{one['ordinal']}" for one in chain.acts("closing_confirmed")}
        rows = line.execute(
            "SELECT day, ordinal, figures, log_seq, chain_head, key_id, signature, "
            "reopened_at IS NOT NULL, confirmed_at IS NOT NULL FROM day_closings "
            "WHERE unit_id = ? ORDER BY id",
            (unit_id,),
        )
        for day, ordinal, figures, seq, head, key_id, signature, is_undone, is_seen in rows:
            name = f"{day}/{ordinal}"
            fields = [chain.code, day, str(ordinal), figures, str(seq), head]
            said = signed_fields(b"motcua-closing-1\n", fields)
            if not is_signed(keys, key_id, bytes.fromhex(signature), said):
                verdict.bad(f"Lần khóa ngày {name}: chữ ký không đúng.", chain.code, seq)
            elif not chain.has(seq, bytes.fromhex(head)):
                verdict.bad(f"Lần khóa ngày {name}: nhật ký không còn dòng đã ký theo.", "", seq)
            told = (closed.pop(name, None), name in undone, name in seen)
            digest = hashlib.sha256(figures.encode()).hexdigest()
            if told != ((seq, digest), bool(is_undone), bool(is_seen)):
                verdict.bad(f"Lần khóa ngày {name}: nhật ký không kể như trong kho.", "", seq)
        for name, (seq, _digest) in closed.items():
            verdict.bad(f"Kho không còn lần khóa ngày {name}.", chain.code, seq)


def check_periods(line: sqlite3.Connection, verdict: Verdict, keys: Mapping[int, bytes]) -> None:
    """Each lock of a report period is signed, stands in the log, and both tell the same of it.

    A store from before there were locks has no table of them.
    """
    there = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'period_locks'"
    has_locks = line.execute(there).fetchone() is not None
    for unit_id, chain in verdict.chains.items():
        locked = {
            f"{facts['period']}/{facts['ordinal']}": (seq, facts["sha256"])
            for seq, act, _dossier, facts in chain.told
            if act == "period_locked"
        }
        undone = {one for facts in chain.acts("period_reopened") for one in facts["locks"]}
        rows = line.execute(_LOCKS, (unit_id,)) if has_locks else ()
        for key, first, last, ordinal, figures, seq, head, key_id, signature, is_undone in rows:
            name = f"{key}/{ordinal}"
            fields = [chain.code, key, first, last, str(ordinal), figures, str(seq), head]
            said = signed_fields(b"motcua-period-1\n", fields)
            if not is_signed(keys, key_id, bytes.fromhex(signature), said):
                verdict.bad(f"Lần khóa kỳ {name}: chữ ký không đúng.", chain.code, seq)
            elif not chain.has(seq, bytes.fromhex(head)):
                verdict.bad(f"Lần khóa kỳ {name}: nhật ký không còn dòng đã ký theo.", "", seq)
            told = (locked.pop(name, None), name in undone)
            digest = hashlib.sha256(figures.encode()).hexdigest()
            if told != ((seq, digest), bool(is_undone)):
                verdict.bad(f"Lần khóa kỳ {name}: nhật ký không kể như trong kho.", "", seq)
        for name, (seq, _digest) in locked.items():
            verdict.bad(f"Kho không còn lần khóa kỳ {name}.", chain.code, seq)


_LOCKS = (
    "SELECT key, first_day, last_day, ordinal, figures, log_seq, chain_head, key_id, signature, "
    "reopened_at IS NOT NULL FROM period_locks WHERE unit_id = ? ORDER BY id"
)
