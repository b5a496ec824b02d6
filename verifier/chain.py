"""An office's hash chain, walked from its first entry; what was found so far."""

import hashlib
import json
import sqlite3
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

STORE_MARK = 0x4D435541
PREFIX = 8
ENTRY_FIELDS = "unit_id, seq, entered_at, happened_at, officer_id, act, dossier_id, facts"


class UnusableError(Exception):
    """Something given cannot be read at all; the sentence says what."""


@dataclass
class Restoration:
    """What entry `seq` says was lost; `has_sheet`: the sheet that two people signed was given."""

    seq: int
    first: int
    last: int
    numbers: list[dict[str, Any]]
    has_sheet: bool = False


@dataclass
class Chain:
    """An office's log: the hash of each whole entry (entry 1 first), what some of them say."""

    code: str
    heads: list[bytes] = field(default_factory=list)
    prefixes: set[bytes] = field(default_factory=set)
    broken_at: int = 0
    setbacks: list[str] = field(default_factory=list)
    """Sentences on entries that lie before the one before them, and on clocks accepted since."""
    told: list[tuple[int, str, int | None, Any]] = field(default_factory=list)
    """Entry number, act, dossier and facts of closings, restorations and erasures."""
    restored: list[Restoration] = field(default_factory=list)

    def has(self, seq: int, head: bytes) -> bool:
        """Say whether entry `seq` begins with `head`."""
        return 0 < seq <= len(self.heads) and self.heads[seq - 1].startswith(head)

    def tells_loss(self, seq: int, known: Collection[str] = ()) -> bool:
        """Say whether a restoration whose sheet was given, and that was not `known`, lost `seq`."""
        return any(
            one.first <= seq <= one.last
            for one in self.restored
            if one.has_sheet and self.heads[one.seq - 1].hex() not in known
        )

    def acts(self, act: str) -> list[Any]:
        """Return the facts of every entry of `act`."""
        return [facts for _seq, its, _dossier, facts in self.told if its == act]


TOLD = {
    *("day_closed", "day_reopened", "closing_confirmed"),
    *("period_locked", "period_reopened"),
    *("store_restored", "erased", "retention_run"),
}


@dataclass
class Verdict:
    """What was found: problems with the log entry each is about (0 for none), and notes."""

    chains: dict[int, Chain] = field(default_factory=dict)
    problems: list[tuple[str, str, int]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    forms: int = 0

    def bad(self, message: str, office: str = "", seq: int = 0) -> None:
        """Note something that is not as it was."""
        self.problems.append((message, office, seq))

    @property
    def exit_code(self) -> int:
        """0 for a whole log, 3 for a whole one that tells of restorations, 1 otherwise."""
        if self.problems:
            return 1
        return 3 if any(chain.restored for chain in self.chains.values()) else 0

    @property
    def first_bad(self) -> tuple[str, str, int] | None:
        """The first problem that names a row of the log."""
        return next((problem for problem in self.problems if problem[2]), None)


def opened(path: Path, mark: int, name: str) -> sqlite3.Connection:
    """Open a copy without changing it; a `-wal` file beside it is read along."""
    try:
        with path.open("rb") as source:
            head = source.read(16)
    except OSError as error:
        raise UnusableError(f"Không đọc được {path}: {error.strerror}.") from error
    if head != b"SQLite format 3\0":
        raise UnusableError(f"{path} không phải {name}, hoặc còn mã hóa: hãy dùng bản đã giải mã.")
    has_log = path.with_name(f"{path.name}-wal").exists()
    place = f"{path.resolve().as_uri()}?{'mode=ro' if has_log else 'immutable=1'}"
    line = sqlite3.connect(place, uri=True)
    try:
        found = line.execute("PRAGMA application_id").fetchone()[0]
    except sqlite3.Error as error:
        line.close()
        raise UnusableError(f"{path} bị hỏng: {error}.") from error
    if found != mark:
        line.close()
        raise UnusableError(f"{path} không phải {name}.")
    return line


def entry_hash(previous: bytes, fields: Sequence[str], own_rows: bytes | None) -> bytes:
    """SHA-256 over the hash before it and the fields, each behind its length (8 bytes).

    From version 0.8 on the last field is what the entry commits to of rows.
    """
    digest = hashlib.sha256(previous)
    for raw in (*(text.encode() for text in fields), *(() if own_rows is None else (own_rows,))):
        digest.update(len(raw).to_bytes(8, "big") + raw)
    return digest.digest()


def time_text(stored: object) -> str:
    """Return a stored time as the hash covers it: `2026-11-23T02:00:00+00:00`."""
    text = str(stored)
    if text[10:11] != " ":
        return text
    return f"{text[:10]}T{text[11:].removesuffix('.000000')}+00:00"


def note_setback(chain: Chain, seq: int, act: str, entered: str, before: str) -> None:
    """Note an entry whose time lies before that of the entry before it."""
    if act == "clock_accepted":
        chain.setbacks.append(
            f"Nhật ký của {chain.code}: dòng {seq} chấp nhận giờ máy ({entered})."
        )
    if entered < before:
        chain.setbacks.append(
            f"Nhật ký của {chain.code}: giờ của dòng {seq} ({entered}) lùi so với dòng {seq - 1} "
            f"({before})."
        )


def has_bound_rows(line: sqlite3.Connection) -> bool:
    """Say whether the store is of version 0.8 or newer, whose log commits to rows."""
    return "rows" in {row[1] for row in line.execute("PRAGMA table_info(log_entries)")}


def later_hashes(line: sqlite3.Connection, unit_id: int) -> dict[int, list[tuple[int, bytes, str]]]:
    """Read the rows changed after each entry of an office: part, rows, hash."""
    later: dict[int, list[tuple[int, bytes, str]]] = {}
    if has_bound_rows(line):
        for seq, part, rows, stored in line.execute(
            "SELECT seq, part, rows, hash FROM log_later_rows WHERE unit_id = ? ORDER BY seq, part",
            (unit_id,),
        ):
            later.setdefault(seq, []).append((part, rows, stored))
    return later


def walked(line: sqlite3.Connection, unit_id: int, code: str) -> Chain:
    """Walk an office's log up to the first entry that does not follow from the one before."""
    chain, last = Chain(code), ""
    before = hashlib.sha256(f"motcua:{code}".encode()).digest()
    later, last_id = later_hashes(line, unit_id), 0
    own = "rows" if has_bound_rows(line) else "NULL"
    rows = line.execute(
        f"SELECT {ENTRY_FIELDS}, previous_hash, hash, {own}, id FROM log_entries "  # noqa: S608 - fixed names
        "WHERE unit_id = ? ORDER BY seq",
        (unit_id,),
    )
    for unit, seq, entered, happened, officer, act, dossier, facts, previous, *ends in rows:
        stored, own_rows, row_id = ends
        times = (time_text(entered), time_text(happened))
        who = (str(officer), str(act), str(dossier or ""), str(facts))
        found = entry_hash(before, (str(unit), str(seq), *times, *who), own_rows)
        chained = (seq, previous, stored)
        # By its row number an entry of one office comes before or after one of another.
        if row_id <= last_id or chained != (len(chain.heads) + 1, before.hex(), found.hex()):
            chain.broken_at = len(chain.heads) + 1
            break
        note_setback(chain, seq, act, times[0], last)
        last, last_id = times[0], row_id
        chain.heads.append(found)
        chain.prefixes.add(found[:PREFIX])
        if act in TOLD:
            chain.told.append((seq, act, dossier, json.loads(facts)))
        before = found
        for number, (part, said, stored) in enumerate(later.pop(seq, ()), 1):
            before = hashlib.sha256(before + said).digest()
            if (part, stored) != (number, before.hex()):
                chain.broken_at = chain.broken_at or seq + 1
    if later:
        chain.broken_at = chain.broken_at or len(chain.heads) + 1
    return chain


def check_structure(line: sqlite3.Connection, verdict: Verdict) -> None:
    """Let SQLite compare its pages, its indexes and its tables: all else reads through them."""
    for (said,) in line.execute("PRAGMA integrity_check(10)"):
        if said != "ok":
            verdict.bad(f"Cấu trúc kho bị hỏng: {said}.")
    broken = len(line.execute("PRAGMA foreign_key_check").fetchall())
    if broken:
        verdict.bad(f"Có {broken} dòng trỏ tới dữ liệu không còn.")


def check_details(line: sqlite3.Connection, verdict: Verdict) -> None:
    """Hold what entries say of people, kept apart until erased, against its SHA-256 in them."""
    for unit_id, chain in verdict.chains.items():
        erased: dict[int, int] = {}
        single: set[int] = set()
        for seq, act, dossier, facts in chain.told:
            if act == "erased" and dossier is not None:
                erased[dossier] = seq
            elif act == "retention_run":
                single.update(facts.get("details", ()))
        rows = line.execute(
            "SELECT e.seq, e.dossier_id, e.facts, d.salt, d.facts FROM log_entries e "
            "LEFT JOIN log_details d ON d.unit_id = e.unit_id AND d.seq = e.seq "
            "WHERE e.unit_id = ? AND (d.seq IS NOT NULL OR e.facts LIKE '%\"personal\":%') "
            "ORDER BY e.seq",
            (unit_id,),
        )
        for seq, dossier, facts, salt, said in rows:
            pinned = json.loads(facts).get("personal")
            is_erased = seq in single or erased.get(dossier, 0) > seq
            digest = None if said is None else hashlib.sha256(f"{salt}{said}".encode()).hexdigest()
            if digest != (None if is_erased else pinned):
                verdict.bad(f"Dòng {seq}: phần riêng tư bị sửa hoặc mất.", chain.code, seq)
