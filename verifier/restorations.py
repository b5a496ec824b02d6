"""Restorations that the log tells of: what each can have lost, and the sheets that prove it."""

import sqlite3
from collections.abc import Sequence
from typing import Any

from verifier.chain import Chain, Restoration, UnusableError, Verdict

SHEET_DIGITS = 100
TOO_MANY = 2**53


def read_sheet(digits: str) -> tuple[int, bytes]:
    """100 digits: 2, entry number (8 bytes) and hash (32 bytes) in 97 digits, two check digits."""
    plain = "".join(digits.split())
    if plain.isascii() and plain.isdigit() and len(plain) == SHEET_DIGITS and plain[0] == "2":
        number = int(plain[1:98])
        if int(plain) % 97 == 1 and number.bit_length() <= 320:
            raw = number.to_bytes(40, "big")
            return int.from_bytes(raw[:8], "big"), raw[8:]
    raise UnusableError(f"Dãy số “{digits[:12]}…” không phải của phiếu khôi phục kho.")


def judge(line: sqlite3.Connection, verdict: Verdict, sheets: Sequence[str]) -> None:
    """Judge every restoration of every chain, and hold the sheets against them."""
    given = [read_sheet(sheet) for sheet in sheets]
    for chain in verdict.chains.values():
        for seq, act, _dossier, facts in chain.told:
            if act == "store_restored":
                one = judged(chain, seq, facts, verdict)
                one.has_sheet = any(chain.has(*sheet) for sheet in given if sheet[0] == seq)
                chain.restored.append(one)
    check_numbers(line, verdict)
    known = [(chain, one.seq) for chain in verdict.chains.values() for one in chain.restored]
    for seq, head in given:
        if not any(seq == at and chain.has(seq, head) for chain, at in known):
            said = f"Trái với phiếu khôi phục kho: dòng {seq} không kể lần khôi phục đó."
            verdict.bad(said, "", seq)


def judged(chain: Chain, seq: int, facts: Any, verdict: Verdict) -> Restoration:  # noqa: ANN401 - JSON
    """Return what a restoration lost; nothing where its entry says what cannot be."""
    facts = facts if isinstance(facts, dict) else {}
    first, last, numbers = facts.get("lost_from"), facts.get("lost_to"), facts.get("numbers", [])
    if can_be(seq, first, last, facts.get("held", last)) and are_numbers(numbers):
        return Restoration(seq, first, last, numbers)
    said = f"Dòng {seq}: lần khôi phục kể phần mất rộng hơn sổ mốc đã giữ, hoặc kể sai."
    verdict.bad(said, chain.code, seq)
    return Restoration(seq, seq, seq - 1, [])


def can_be(seq: int, first: object, last: object, held: object) -> bool:
    """Say whether what was lost ends, or begins, at `held`; old entries do not tell that."""
    if type(first) is not int or type(last) is not int or type(held) is not int:
        return False
    if last < first:
        return (first, last) == (seq, seq - 1)
    if first == seq:
        return last == held
    return 0 < first < seq and last == seq - 1 and held in {first, last}


def are_numbers(said: object) -> bool:
    """Say whether these are ranges of numbers that can be lost."""
    return isinstance(said, list) and all(
        isinstance(one, dict)
        and all(type(one.get(name)) is int for name in ("unit", "first", "last"))
        and all(type(one.get(name)) is str for name in ("book", "period"))
        and 0 < one["first"] <= one["last"] < TOO_MANY
        and abs(one["unit"]) < TOO_MANY
        for one in said
    )


def check_numbers(line: sqlite3.Connection, verdict: Verdict) -> None:
    """Find numbers lost twice, borne by something, or that the store does not keep as lost."""
    tables = {name for (name,) in line.execute("SELECT name FROM sqlite_master")}
    seen: list[dict[str, Any]] = []
    for unit_id, chain in verdict.chains.items():
        for told in chain.restored:
            kept = [
                {"unit": unit_id, "book": "log", "period": "", "first": told.seq, "last": told.seq}
            ]
            for lost in [*kept, *told.numbers]:
                name = f"Dòng {told.seq}: các số {lost['first']} đến {lost['last']} của sổ "
                name += f"{lost['book']} {lost['period']}"
                if any(overlap(lost, other) for other in seen):
                    verdict.bad(f"{name} bị kể là mất hai lần.", chain.code, told.seq)
                if is_used(line, tables, lost):
                    verdict.bad(f"{name} bị kể là mất nhưng kho đang dùng.", chain.code, told.seq)
                if "lost_numbers" in tables and line.execute(KEPT, lost).fetchone() is None:
                    verdict.bad(f"{name} không được kho ghi là mất.", chain.code, told.seq)
                seen.append(lost)
    if "lost_numbers" in tables:
        for unit, book, period, first, last in line.execute(ALL):
            if not any(
                (one["unit"], one["book"], one["period"], one["first"], one["last"])
                == (unit, book, period, first, last)
                for one in seen
            ):
                verdict.bad(f"Các số {first} đến {last} của sổ {book} {period} không ai kể là mất.")


def overlap(one: dict[str, Any], other: dict[str, Any]) -> bool:
    """Say whether two ranges share a number."""
    same = all(one[name] == other[name] for name in ("unit", "book", "period"))
    return bool(same and one["first"] <= other["last"] and other["first"] <= one["last"])


def is_used(line: sqlite3.Connection, tables: set[str], lost: dict[str, Any]) -> bool:
    """Say whether a dossier or a form bears a number of the range."""
    if lost["book"] == "dossier":
        return "dossiers" in tables and line.execute(DOSSIER, lost).fetchone() is not None
    return line.execute(FORM, lost).fetchone() is not None


ALL = "SELECT unit_id, book, period, first, last FROM lost_numbers"
KEPT = (
    "SELECT 1 FROM lost_numbers WHERE unit_id = :unit AND book = :book AND period = :period "
    "AND first = :first AND last = :last"
)
DOSSIER = (
    "SELECT 1 FROM dossiers WHERE unit_id = :unit AND day = :period "
    "AND day_number BETWEEN :first AND :last LIMIT 1"
)
FORM = (
    "SELECT 1 FROM issued_forms WHERE unit_id = :unit AND kind = :book "
    "AND CAST(year AS TEXT) = :period AND ordinal BETWEEN :first AND :last LIMIT 1"
)
