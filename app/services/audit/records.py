"""What crosses between the audit and the windows and the command line."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from app.models.watermark import Watermark
from app.services.closing.confirming import Anchor
from app.wording.texts import number_text


@dataclass(frozen=True, slots=True)
class GivenDigits:
    """Digits read from a paper or a file; `named` says to people which."""

    digits: str
    named: str


@dataclass(frozen=True, slots=True)
class GivenRecord:
    """A high-water record kept somewhere; `named` says to people which."""

    seen: Watermark
    named: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenOfficeKey:
    """An office key kept elsewhere: its fingerprint or, from a card's digits or a file, the key.

    `certificates` are the signatures (hex) that a file tells of; `named` says to people which.
    """

    named: str
    fingerprint: str = ""
    public_key: str = ""
    certificates: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What an auditor brings along: digits of papers, high-water records, public keys, office keys.

    `restorations` are the entries that sheets of restorations name: they alone excuse an anchor.
    """

    digits: tuple[GivenDigits, ...] = ()
    records: tuple[GivenRecord, ...] = ()
    keys: tuple[tuple[int, bytes], ...] = ()
    restorations: tuple[Anchor, ...] = ()
    office_keys: tuple[GivenOfficeKey, ...] = ()

    @property
    def count(self) -> int:
        """How many anchors there are."""
        return len(self.digits) + len(self.records) + len(self.office_keys)


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditProblem:
    """One thing that is not as it was; `seq` is the log entry it is about, 0 for none."""

    message: str
    office: str = ""
    seq: int = 0


@dataclass(frozen=True, slots=True)
class AuditedChain:
    """An office's log as it was found: entries counted, hash of the last of them (hex).

    Entries up to `after` were not read.
    """

    office: str
    count: int
    head: str
    after: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldRestoration:
    """A restoration that the log tells of at entry `seq`; `has_sheet`: its sheet was given."""

    office: str
    seq: int
    lost_from: int
    lost_to: int
    has_sheet: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditReport:
    """What an audit found; `notes` are what an auditor should know although nothing is wrong.

    `is_incremental`: only what was done since the last good audit was looked at.
    """

    chains: tuple[AuditedChain, ...]
    forms: int
    closings: int
    anchors: int
    problems: tuple[AuditProblem, ...] = ()
    restorations: tuple[ToldRestoration, ...] = ()
    notes: tuple[str, ...] = ()
    is_incremental: bool = False

    @property
    def is_whole(self) -> bool:
        """Say whether nothing is wrong."""
        return not self.problems

    @property
    def counted(self) -> str:
        """Say how much was verified."""
        return (
            f"Đã kiểm {number_text(self.entries)} dòng nhật ký, {number_text(self.forms)} giấy có "
            f"chữ ký, {number_text(self.closings)} lần khóa ngày, {number_text(self.anchors)} mốc."
        )

    @property
    def exit_code(self) -> int:
        """Return 0 for a whole log, 3 for a whole one that tells of restorations, 1 otherwise."""
        if self.problems:
            return 1
        return 3 if self.restorations else 0

    @property
    def entries(self) -> int:
        """How many log entries were verified."""
        return sum(chain.count - chain.after for chain in self.chains)

    @property
    def first_bad(self) -> AuditProblem | None:
        """The first problem that names a row of the log."""
        return next((problem for problem in self.problems if problem.seq), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class LastAudit:
    """The newest audit that the log tells of."""

    at: datetime
    by: str
    is_whole: bool
    entries: int
    is_incremental: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class KitCertificate:
    """A certificate as it is handed out: all that it signs, and by which office key."""

    office_key: int
    key: int
    unit_code: str
    public_key: str
    issued_at: datetime
    signature: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditKit:
    """What the stand-alone verifier needs beside a copy of the store.

    `keys` are for a public key file; `anchors` the lines of a text file; `office_keys` and what
    they certify for a file of their own.
    """

    office_number: int
    office_code: str
    office_name: str
    keys: tuple[tuple[int, bytes], ...]
    anchors: tuple[str, ...]
    office_keys: tuple[tuple[int, bytes], ...] = ()
    certificates: tuple[KitCertificate, ...] = ()


Tick = Callable[[int, int], None]
"""Told how much of how much is done; what it raises ends the audit."""


def no_tick(_done: int, _whole: int) -> None:
    """Tell nobody."""
