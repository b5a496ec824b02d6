"""Anchors that others hold: read from digits and files, and held against the log.

A form's QR (254 digits, 201 before 0.8.0) names 8 bytes of a hash in the log and is signed; a
closing sheet's QR its entry too; the chain head of a sheet (100 digits) one entry and its whole
hash.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.clock import local_date
from app.errors import InvalidInputError
from app.models.exchange import FOREIGN_FROM
from app.models.forms import IssuedForm
from app.models.high_water import read_record
from app.models.log import LogEntry
from app.models.store_freshness import standing_of
from app.models.watermark import Restoration
from app.services.audit.records import AuditProblem, Given, GivenDigits, GivenRecord
from app.services.closing.closings import SEQ_MASK
from app.services.closing.confirming import is_anchor, read_anchor
from app.services.forms import receipt_qr
from app.services.forms.issuing import says_as_signed
from app.services.forms.records import QrFields
from app.vocabulary.forms import FORM_SPECS, FormKind

FILE_MAX: Final = 16 * 1024 * 1024
"""Bytes of a text file of anchors: some 65,000 receipts."""

_SHOWN: Final = 12


def read_given(words: Iterable[str]) -> Given:
    """Return the anchors that `words` are: digits, or paths of text files and high-water records.

    A text file has one anchor a line; empty lines and those after `#` say nothing. Raises
    InvalidInputError (`anchor`).
    """
    digits: list[GivenDigits] = []
    records: list[GivenRecord] = []
    for word in words:
        plain = "".join(word.split())
        if plain.isascii() and plain.isdigit():
            digits.append(_digits(plain, f"mốc {plain[:_SHOWN]}…"))
            continue
        path = Path(word)
        raw = _content(path)
        if raw.startswith(b"SQLite format 3\0"):
            records.append(GivenRecord(read_record(path), f"sổ mốc {path.name}"))
        else:
            digits += _lines(path, raw)
    return Given(digits=tuple(digits), records=tuple(records))


def _content(path: Path) -> bytes:
    try:
        with path.open("rb") as source:
            raw = source.read(FILE_MAX + 1)
    except (OSError, ValueError):
        raise InvalidInputError(
            "anchor",
            f"Không đọc được “{str(path)[:200]}”. Mốc phải là dãy chữ số trên giấy, tệp ghi các "
            "dãy đó, hoặc tệp sổ mốc của kho.",
        ) from None
    if len(raw) > FILE_MAX:
        raise InvalidInputError("anchor", f"Tệp mốc {path.name} quá lớn (trên 16 MB).")
    return raw


def _lines(path: Path, raw: bytes) -> Iterator[GivenDigits]:
    text = raw.decode("utf-8-sig", errors="replace")
    for number, line in enumerate(text.splitlines(), start=1):
        plain = "".join(line.partition("#")[0].split())
        if plain:
            yield _digits(plain, f"mốc ở dòng {number} của {path.name}")


def _digits(plain: str, named: str) -> GivenDigits:
    if plain.isascii() and plain.isdigit() and len(plain) in {100, *receipt_qr.VERSION_OF_DIGITS}:
        return GivenDigits(plain, named)
    raise InvalidInputError(
        "anchor",
        f"Không hiểu {named}: mốc phải đủ 254 chữ số (mã QR trên giấy; giấy cũ: 201) hoặc 100 "
        "chữ số (đầu chuỗi trên phiếu khóa ngày).",
    )


@dataclass(slots=True)
class HeadsSought:
    """The beginnings of hashes that receipts name: which of them the walk came across."""

    wanted: frozenset[tuple[int, bytes]]
    found: set[tuple[int, bytes]] = field(default_factory=set)

    def passed(self, unit_id: int, head: bytes) -> None:
        """Note an entry of a chain."""
        at = (unit_id, head[: receipt_qr.CHAIN_HEAD_BYTES])
        if at in self.wanted:
            self.found.add(at)


def heads_of(given: Given) -> HeadsSought:
    """Return what to look for while the chains are walked."""
    wanted = set()
    for one in given.digits:
        if is_anchor(one.digits):
            continue
        try:
            fields, _signed, _signature = receipt_qr.decode(one.digits)
        except receipt_qr.ForgedPayloadError:
            continue
        wanted.add((fields.unit_number, fields.chain_head))
    return HeadsSought(frozenset(wanted))


@dataclass(frozen=True, slots=True)
class AuditGround:
    """What anchors are held against: the store, the keys trusted, the heads that were found.

    `restorations` are those whose sheets were given.
    """

    session: Session
    keys: Mapping[int, bytes]
    heads: HeadsSought
    restorations: tuple[Restoration, ...] = ()


def held(holding: AuditGround, given: Given) -> Iterator[AuditProblem | str]:
    """Yield what each anchor proves to be wrong, and as a plain sentence what is only worth saying.

    A paper of what a restoration lost is no proof against the store where the restoration's sheet
    is given too.
    """
    excusing = frozenset(one.head for one in holding.restorations)
    for one in given.digits:
        yield from _held_head(holding, one) if is_anchor(one.digits) else _held_form(holding, one)
    for record in given.records:
        standing = standing_of(holding.session, record.seen, excusing)
        if standing.shortfall:
            yield AuditProblem(
                message=f"Trái với {record.named}: {standing.shortfall}", seq=standing.seq
            )


def _held_head(holding: AuditGround, one: GivenDigits) -> Iterator[AuditProblem | str]:
    try:
        anchor = read_anchor(one.digits)
    except InvalidInputError as error:
        yield AuditProblem(message=f"Không dùng được {one.named}: {error.message}")
        return
    heads = holding.session.execute(select(LogEntry.hash).where(LogEntry.seq == anchor.seq))
    if anchor.head.hex() in set(heads.scalars()):
        return
    if any(one.lost(anchor.seq) for one in holding.restorations):
        yield _LOST.format(what=one.named)
    else:
        yield AuditProblem(
            message=f"Trái với {one.named}: dòng {anchor.seq} của nhật ký không còn như trên giấy.",
            seq=anchor.seq,
        )


def _held_form(holding: AuditGround, one: GivenDigits) -> Iterator[AuditProblem | str]:
    try:
        fields = receipt_qr.verify(one.digits, holding.keys)
    except receipt_qr.ForgedPayloadError as error:
        yield AuditProblem(message=f"Không dùng được {one.named}: {error.message}")
        return
    stored = holding.session.execute(
        select(IssuedForm).where(IssuedForm.qr_stem == receipt_qr.stem(fields))
    ).scalar()
    is_sheet = fields.form_kind is FormKind.DAY_CLOSING
    seq = fields.day_number if is_sheet else 0
    has_head = (fields.unit_number, fields.chain_head) in holding.heads.found
    if stored is not None and has_head and not (is_sheet and not _is_at(holding, fields)):
        if not says_as_signed(stored, fields):
            yield AuditProblem(
                message=f"Trái với {one.named}: kho không còn ghi giấy này như lúc ký.", seq=seq
            )
        return
    if _is_lost(holding.restorations, fields):
        yield _LOST.format(what=one.named)
    elif not has_head:
        yield AuditProblem(
            message=f"Trái với {one.named}: nhật ký không có dòng mà giấy này đã ký theo.", seq=seq
        )
    else:
        yield AuditProblem(message=f"Trái với {one.named}: kho không còn giấy này.", seq=seq)


_LOST: Final = "Giấy của {what} thuộc phần dữ liệu đã mất trước một lần khôi phục có phiếu."


def _is_at(holding: AuditGround, fields: QrFields) -> bool:
    """Say whether the entry that a sheet names has the hash it names."""
    rows = holding.session.execute(
        select(LogEntry.seq).where(
            LogEntry.unit_id == fields.unit_number,
            LogEntry.hash.startswith(fields.chain_head.hex()),
        )
    ).scalars()
    return any(seq & SEQ_MASK == fields.day_number for seq in rows)


def _is_lost(told: tuple[Restoration, ...], fields: QrFields) -> bool:
    """Say whether a restoration lost the paper's number."""
    if fields.form_kind is FormKind.DAY_CLOSING:
        return any(one.office == fields.unit_number and one.lost(fields.day_number) for one in told)
    day = local_date(fields.received_at)
    if FORM_SPECS[fields.form_kind].has_own_qr_number:
        book, period, number = fields.form_kind.value, str(day.year), fields.day_number
    elif fields.day_number > FOREIGN_FROM:
        book, period, number = "foreign", day.isoformat(), fields.day_number - FOREIGN_FROM
    else:
        book, period, number = "dossier", day.isoformat(), fields.day_number
    return any(
        (lost.unit, lost.book, lost.period) == (fields.unit_number, book, period)
        and lost.first <= number <= lost.last
        for one in told
        for lost in one.numbers
    )
