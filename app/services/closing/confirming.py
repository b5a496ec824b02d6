"""A printed closing sheet held against the store: whether this store is the one that made it.

A sheet is signed and names the number and the first bytes of its log entry. A store without that
entry is an older copy, or has lost its end: it would give the same numbers again, so nothing more
is written into it.
"""

from dataclasses import dataclass
from typing import Final

from sqlalchemy import select
from stdnum.iso7064 import mod_97_10

from app.errors import InvalidInputError
from app.models.database import Database
from app.models.forms import IssuedForm, PublicKey
from app.models.log import LogEntry
from app.models.periods import DayClosing
from app.models.stored import stored_hex
from app.models.watermark import ChainHead, restorations
from app.services.closing.records import SheetScan, SheetVerdict
from app.services.forms import receipt_qr
from app.services.forms.records import QrFields
from app.services.ledger.records import Actor
from app.services.ledger.rights import Right
from app.services.ledger.transactions import Reading, Transactions, Work
from app.vocabulary.forms import FormKind
from app.wording.texts import day_text, moment_text

# The whole chain head of a closing as 100 digits: for a QR symbol, and to be typed from paper.
#
# The digit 1; the number of the log entry (8 bytes) and its hash (32 bytes), read as one big-
# endian
# whole number, in decimal, padded with zeros on the left to 97 digits; two check digits over all
# before them (ISO 7064 mod 97-10). They say where the log stood; what proves them is the sheet's
# signed QR.

ANCHOR_DIGITS: Final = 100
_NUMBER_DIGITS: Final = 97
_SEQ_BYTES: Final = 8
_HEAD_BYTES: Final = 32
_GROUP: Final = 5
_DIGITS: Final = frozenset("0123456789")


@dataclass(frozen=True, slots=True)
class Anchor:
    """Log entry `seq` of the office had the hash `head` (32 bytes)."""

    seq: int
    head: bytes


def anchor_digits(anchor: Anchor, lead: str = "1") -> str:
    """Return the 100 digits, the first of them `lead`. Raises ValueError for no entry of a log."""
    if anchor.seq < 1 or len(anchor.head) != _HEAD_BYTES:
        message = "a log entry has a number from 1 and a hash of 32 bytes"
        raise ValueError(message)
    raw = anchor.seq.to_bytes(_SEQ_BYTES, "big") + anchor.head
    body = f"{lead}{int.from_bytes(raw, 'big'):0{_NUMBER_DIGITS}d}"
    return body + mod_97_10.calc_check_digits(body)


def in_groups(digits: str) -> str:
    """Return digits in groups of five, as they are printed."""
    return " ".join(digits[at : at + _GROUP] for at in range(0, len(digits), _GROUP))


def is_anchor(text: str, lead: str = "1") -> bool:
    """Say whether a scan has the shape of an anchor's digits, right or wrong."""
    plain = "".join(text.split())
    return len(plain) == ANCHOR_DIGITS and plain[0] == lead and _DIGITS.issuperset(plain)


def read_anchor(text: str, lead: str = "1") -> Anchor:
    """Return what 100 digits say, spaces left out. Raises InvalidInputError (`anchor`)."""
    plain = "".join(text.split())
    if not is_anchor(plain, lead) or not mod_97_10.is_valid(plain):
        raise _refused()
    number = int(plain[1:-2])
    if number.bit_length() > 8 * (_SEQ_BYTES + _HEAD_BYTES):
        raise _refused()
    raw = number.to_bytes(_SEQ_BYTES + _HEAD_BYTES, "big")
    return Anchor(int.from_bytes(raw[:_SEQ_BYTES], "big"), raw[_SEQ_BYTES:])


def _refused() -> InvalidInputError:
    return InvalidInputError(
        "anchor",
        "Dãy số của phiếu khóa ngày không đúng; hãy quét lại hoặc gõ lại đủ 100 chữ số trên phiếu.",
    )


CONFIRMED: Final = "closing_confirmed"
OLD_STORE: Final = (
    "Phiếu khóa ngày này là giấy thật của đơn vị nhưng kho đang mở không có lần khóa đó: kho này "
    "là bản cũ hoặc đã mất phần cuối. Chương trình ngừng ghi. Hãy ngừng tiếp nhận và nhờ quản trị "
    "khôi phục kho từ bản sao lưu mới nhất (motcua restore)."
)
_ANOTHER_HEAD: Final = (
    "Dãy số đầu chuỗi này không khớp với nhật ký trong kho. Hãy quét mã QR có chữ ký trên phiếu "
    "(mã lớn, bên phải) để biết chắc."
)
_NOT_OURS: Final = (
    "Phiếu khóa ngày này do đơn vị khác lập. Hãy quét phiếu khóa ngày của đơn vị mình."
)


_LOST: Final = (
    "Phiếu khóa ngày này là giấy thật, thuộc phần dữ liệu đã mất trước lần khôi phục kho gần nhất. "
    "Hãy giữ phiếu và nhập bù những việc còn trên giấy."
)


@dataclass(frozen=True, slots=True)
class _Missing:
    """What a genuine sheet says that the store does not have."""

    fields: QrFields


class ClosingSheets:
    """Tells whether a scan is a closing sheet, and what it proves of the open store."""

    def __init__(self, transactions: Transactions, database: Database) -> None:
        self._tx = transactions
        self._database = database

    def scan(self, actor: Actor, text: str) -> SheetScan:
        """Hold a scanned sheet against the store, and note that it was: never raises for bad input.

        A genuine sheet that the store does not have stops all writing of this program at once, and
        is written into the high-water record, so that the store is refused when it is opened again.
        """
        with self._tx.write(actor, Right.CONFIRM_CLOSING) as work:
            found = _held(work, text)
        if isinstance(found, SheetScan):
            return found
        self._distrust(actor, found.fields)
        return SheetScan(verdict=SheetVerdict.MISSING, message=OLD_STORE)

    def _distrust(self, actor: Actor, fields: QrFields) -> None:
        record = self._database.high_water
        if record is not None:
            record.pin(actor.office_id, ChainHead(fields.day_number, fields.chain_head.hex()))
        self._database.stopped = OLD_STORE


def is_sheet(text: str) -> bool:
    """Say whether a scan is, by its shape, a closing sheet's: genuine or not."""
    if is_anchor(text):
        return True
    try:
        fields, _signed, _signature = receipt_qr.decode(text.strip())
    except receipt_qr.ForgedPayloadError:
        return False
    return fields.form_kind is FormKind.DAY_CLOSING


def _held(work: Work, text: str) -> SheetScan | _Missing:
    if is_anchor(text):
        return _held_by_anchor(work, text)
    keys = {
        row.key_id: stored_hex(row.public_key)
        for row in work.session.execute(select(PublicKey)).scalars()
    }
    try:
        fields = receipt_qr.verify(text.strip(), keys)
    except receipt_qr.ForgedPayloadError as error:
        return SheetScan(verdict=SheetVerdict.FORGED, message=error.message)
    if fields.form_kind is not FormKind.DAY_CLOSING or fields.unit_number != work.actor.office_id:
        return SheetScan(verdict=SheetVerdict.FORGED, message=_NOT_OURS)
    closing = work.session.execute(
        select(DayClosing)
        .join(IssuedForm, IssuedForm.id == DayClosing.form_id)
        .where(IssuedForm.qr_stem == receipt_qr.stem(fields))
    ).scalar()
    if closing is None or not _has_entry(work, closing.log_seq, closing.chain_head):
        return (
            SheetScan(verdict=SheetVerdict.KNOWN, message=_LOST)
            if _is_told(work, fields.day_number)
            else _Missing(fields)
        )
    return _confirmed(work, closing)


def _held_by_anchor(work: Work, text: str) -> SheetScan:
    """Hold the unsigned chain head against the log: it proves nothing where it is not there."""
    try:
        anchor: Anchor = read_anchor(text)
    except InvalidInputError as error:
        return SheetScan(verdict=SheetVerdict.FORGED, message=error.message)
    closing = work.session.execute(
        select(DayClosing).where(
            DayClosing.unit_id == work.actor.office_id,
            DayClosing.log_seq == anchor.seq,
            DayClosing.chain_head == anchor.head.hex(),
        )
    ).scalar()
    if closing is None or not _has_entry(work, anchor.seq, anchor.head.hex()):
        return SheetScan(verdict=SheetVerdict.FORGED, message=_ANOTHER_HEAD)
    return _confirmed(work, closing)


def _has_entry(reading: Reading, seq: int, head: str) -> bool:
    """Say whether the office's log still has the entry with this hash."""
    found = reading.session.execute(
        select(LogEntry.hash).where(
            LogEntry.unit_id == reading.actor.office_id, LogEntry.seq == seq
        )
    ).scalar()
    return found == head


def _is_told(reading: Reading, seq: int) -> bool:
    """Say whether the log tells of a restoration that lost the entry."""
    return any(
        one.office == reading.actor.office_id and one.lost(seq)
        for one in restorations(reading.session)
    )


def _confirmed(work: Work, closing: DayClosing) -> SheetScan:
    day = day_text(closing.day)
    if closing.confirmed_at is not None:
        return SheetScan(
            verdict=SheetVerdict.KNOWN,
            message=f"Phiếu khóa ngày {day} đã quét lúc {moment_text(closing.confirmed_at)}.",
            day=closing.day,
        )
    closing.confirmed_at, closing.confirmed_by = work.now, work.actor.officer_id
    work.log(CONFIRMED, {"day": closing.day.isoformat(), "ordinal": closing.ordinal})
    undone = " Lần khóa này đã được mở lại." if closing.reopened_at is not None else ""
    return SheetScan(
        verdict=SheetVerdict.CONFIRMED,
        message=f"Kho dữ liệu khớp với phiếu khóa ngày {day}.{undone}",
        day=closing.day,
    )
