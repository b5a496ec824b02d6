"""Anchors that others hold, held against a store: papers, chain heads, high-water records."""

import sqlite3
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

from verifier.chain import Chain, Verdict, opened
from verifier.one_paper import is_as_signed
from verifier.papers import Payload, read_payload

RECORD_MARK = 0x4D434857
HEAD_DIGITS = 100
KIND_SHEET = 13
FOREIGN_FROM = 8_000_000
OWN_BOOKS = {2: "handoff_slip", 9: "guide_slip"}


def hold(
    line: sqlite3.Connection, verdict: Verdict, keys: Mapping[int, bytes], anchor: str
) -> None:
    """Hold one anchor against the store: digits, or the path of a high-water record."""
    named = f"mốc {anchor[:12]}…"
    if not anchor.isdigit():
        hold_record(line, verdict, Path(anchor))
    elif len(anchor) == HEAD_DIGITS:
        hold_head(verdict, anchor, named)
    else:
        payload = read_payload(anchor, keys)
        if payload is None:
            verdict.bad(f"Không dùng được {named}: không khóa nào được tin đã ký.")
        else:
            hold_paper(line, verdict, payload, named)


def hold_head(verdict: Verdict, digits: str, named: str) -> None:
    """100 digits: 1, entry number (8 bytes) and hash (32 bytes) in 97 digits, two check digits."""
    number = int(digits[1:98])
    if digits[0] != "1" or int(digits) % 97 != 1 or number.bit_length() > 320:
        verdict.bad(f"Không dùng được {named}: chữ số kiểm tra không đúng.")
        return
    raw = number.to_bytes(40, "big")
    seq = int.from_bytes(raw[:8], "big")
    if any(chain.has(seq, raw[8:]) for chain in verdict.chains.values()):
        return
    if any(chain.tells_loss(seq) for chain in verdict.chains.values()):
        verdict.notes.append(f"Giấy của {named} thuộc phần đã mất trước một lần khôi phục.")
    else:
        verdict.bad(f"Trái với {named}: dòng {seq} của nhật ký không còn như trên giấy.", "", seq)


def hold_paper(line: sqlite3.Connection, verdict: Verdict, paper: Payload, named: str) -> None:
    """Hold a signed paper: its entry is in the log, and its form in the store."""
    chain = verdict.chains.get(paper.unit, Chain(""))
    is_sheet = paper.kind == KIND_SHEET
    seq = paper.number if is_sheet else 0
    is_there = paper.head in chain.prefixes
    if is_sheet and is_there:
        at = next(at for at, head in enumerate(chain.heads, 1) if head.startswith(paper.head))
        is_there = at & 0xFFFFFF == paper.number
    form = line.execute(
        "SELECT snapshot FROM issued_forms WHERE qr_stem = ?", (paper.stem,)
    ).fetchone()
    if is_there and form is not None:
        if not is_as_signed(paper, form[0]) and not is_erased(line, paper):
            verdict.bad(
                f"Trái với {named}: kho không còn ghi giấy này như lúc ký.", chain.code, seq
            )
        return
    if chain.tells_loss(paper.number) if is_sheet else is_lost(chain, paper):
        verdict.notes.append(f"Giấy của {named} thuộc phần đã mất trước một lần khôi phục.")
    elif is_there:
        verdict.bad(f"Trái với {named}: kho không còn giấy này.", chain.code, seq)
    else:
        verdict.bad(f"Trái với {named}: nhật ký không có dòng giấy này đã ký.", chain.code, seq)


def is_erased(line: sqlite3.Connection, paper: Payload) -> bool:
    """Say whether what a form said of people was erased; stores of before have no such column."""
    found = "SELECT erased_at IS NOT NULL FROM issued_forms WHERE qr_stem = ?"
    return bool(line.execute(found, (paper.stem,)).fetchone()[0])


def is_lost(chain: Chain, paper: Payload) -> bool:
    """Say whether a restoration whose sheet was given lost the number of a paper."""
    at = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(minutes=paper.minute, hours=7)
    book, period, number = "dossier", f"{at:%Y-%m-%d}", paper.number
    if paper.kind in OWN_BOOKS:
        book, period = OWN_BOOKS[paper.kind], f"{at:%Y}"
    elif number > FOREIGN_FROM:
        book, number = "foreign", number - FOREIGN_FROM
    return any(
        (lost["unit"], lost["book"], lost["period"]) == (paper.unit, book, period)
        and lost["first"] <= number <= lost["last"]
        for one in chain.restored
        if one.has_sheet
        for lost in one.numbers
    )


def hold_record(line: sqlite3.Connection, verdict: Verdict, path: Path) -> None:
    """Hold a high-water record: the last entry of each office, the last number of each book."""
    record = opened(path, RECORD_MARK, "sổ mốc của kho Một Cửa")
    try:
        marks = record.execute("SELECT office, seq, head FROM entries ORDER BY office").fetchall()
        known = {head for (head,) in record.execute("SELECT head FROM restorations")}
        numbers = record.execute("SELECT office, book, period, last FROM numbers").fetchall()
    finally:
        record.close()
    for office, seq, head in marks:
        chain = verdict.chains.get(office, Chain(""))
        # What a scanned sheet wrote there is the beginning of a hash alone.
        if not chain.has(seq, bytes.fromhex(head)) and not chain.tells_loss(seq, known):
            first = min(seq, len(chain.heads) + 1)
            said = f"Trái với sổ mốc {path.name}: nhật ký không còn như đến dòng {seq} đã ghi."
            verdict.bad(said, chain.code, first)
    for office, book, period, last in numbers:
        found = line.execute(
            "SELECT last FROM number_series WHERE unit_id = ? AND book = ? AND period = ?",
            (office, book, period),
        ).fetchone()
        if found is None or found[0] < last:
            verdict.bad(f"Trái với sổ mốc {path.name}: sổ {book} {period} đã đến số {last}.")
