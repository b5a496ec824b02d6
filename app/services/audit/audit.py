"""Verifying the log from its first entry to its last, and every anchor that can be had.

The chain alone shows what was changed clumsily. Whoever counts every hash anew, cuts off the end or
puts an old copy back is found by what lies elsewhere: the signatures of printed forms and closings,
the high-water record of this machine, and the papers that an auditor brings along.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from datetime import date
from functools import partial
from typing import Final

import msgspec
from sqlalchemy import ColumnElement, Table, func, select
from sqlalchemy.orm import Session

from app.clock import local_date
from app.errors import StoreError
from app.models.base import Base
from app.models.database import Database
from app.models.forms import IssuedForm, PublicKey
from app.models.log import LogEntry
from app.models.log_extract import write_log_extract
from app.models.office import Unit
from app.models.people import Officer
from app.models.periods import DayClosing, PeriodLock
from app.models.row_digests import framed_key
from app.models.row_rules import BOUND
from app.models.store_freshness import own_standing
from app.models.stored import stored_hex, stored_json
from app.models.watermark import Watermark, every_restoration
from app.outputs import OutputPlace
from app.services.audit.office_keys import (
    kit_certificates,
    kit_office_keys,
    office_key_findings,
)
from app.services.audit.outside import AuditGround, heads_of, held
from app.services.audit.records import (
    AuditedChain,
    AuditKit,
    AuditProblem,
    AuditReport,
    Given,
    LastAudit,
    Tick,
    ToldRestoration,
    no_tick,
)
from app.services.audit.restorations import (
    RestorationSheet,
    sheet_of,
    sheet_problems,
    trusted_of,
)
from app.services.closing.checking import closing_log_problems, closing_problems
from app.services.closing.confirming import Anchor, anchor_digits
from app.services.forms.certificate_checks import certificate_notes, certificate_problems
from app.services.forms.issuing import signed_form_problems
from app.services.ledger.after_restore import lost_number_problems
from app.services.ledger.bound_rows import found_notes, keys_as_committed, row_problems
from app.services.ledger.chain import Walked, walk_chains
from app.services.ledger.checking import problems_of, structure_problems
from app.services.ledger.clock_order import setback_notes
from app.services.ledger.details import detail_problems
from app.services.ledger.records import Actor
from app.services.ledger.rights import Right
from app.services.ledger.transactions import Reading, Transactions
from app.services.periods.checking import period_log_problems, period_problems
from app.services.privacy import Disclosure, Exported, Exports

AUDITED: Final = "audited"
_EVERY: Final = 2000
_RECENT_FORMS: Final = 50


class _Noted(msgspec.Struct):
    """What an entry `audited` says."""

    ok: bool
    entries: int
    anchors: int


class _Signed(msgspec.Struct):
    qr_payload: str = ""


class Audit:
    """Verifies a store's log and its anchors; `held_keys` gives the keys this station holds."""

    def __init__(
        self,
        transactions: Transactions,
        database: Database,
        held_keys: Callable[[], Mapping[int, bytes]],
    ) -> None:
        self._tx = transactions
        self._database = database
        self._held_keys = held_keys

    def run(self, actor: Actor, given: Given | None = None, tick: Tick = no_tick) -> AuditReport:
        """Verify everything and change nothing; `tick` is told how far it is.

        Public keys that an auditor brought along (`given.keys`) are trusted, not those of the
        store.
        """
        with self._tx.read(actor, Right.AUDIT) as reading:
            return self._report(reading.session, given or Given(), tick)

    def note(self, actor: Actor, report: AuditReport) -> None:
        """Log that an audit was made and what came of it."""
        said = _Noted(ok=report.is_whole, entries=report.entries, anchors=report.anchors)
        with self._tx.write(actor, Right.AUDIT) as work:
            work.log(AUDITED, msgspec.to_builtins(said))

    def last(self, actor: Actor) -> LastAudit | None:
        """Return the newest audit that was noted; None before the first."""
        with self._tx.read(actor, Right.AUDIT) as reading:
            row = reading.session.execute(
                select(LogEntry.entered_at, LogEntry.facts, Officer.name)
                .join(Officer, Officer.id == LogEntry.officer_id)
                .where(LogEntry.unit_id == actor.office_id, LogEntry.act == AUDITED)
                .order_by(LogEntry.seq.desc())
                .limit(1)
            ).first()
        if row is None:
            return None
        said = stored_json(row.facts, _Noted)
        return LastAudit(at=row.entered_at, by=row.name, is_whole=said.ok, entries=said.entries)

    def sheets(self, actor: Actor) -> tuple[RestorationSheet, ...]:
        """Return the sheets of the office's restorations, oldest first, to be printed again."""
        with self._tx.read(actor, Right.AUDIT) as reading:
            return tuple(
                sheet_of(reading.session, one)
                for one in every_restoration(reading.session)
                if one.office == actor.office_id
            )

    def kit(self, actor: Actor) -> AuditKit:
        """Return the public keys and anchors of now, to be kept away from this machine.

        Only keys that the log commits to: one put into the store behind its back is not handed out.
        """
        with self._tx.read(actor, Right.AUDIT) as reading:
            unit = reading.session.get_one(Unit, actor.office_id)
            stands = keys_as_committed(reading.session, PublicKey.__tablename__)
            found = _store_keys(reading.session)
            keys = {key_id: key for key_id, key in found.items() if framed_key((key_id,)) in stands}
            return AuditKit(
                office_number=unit.id,
                office_code=unit.code,
                office_name=unit.name,
                keys=tuple(sorted(keys.items())),
                anchors=tuple(_anchors_of(reading)),
                office_keys=kit_office_keys(reading.session, actor.office_id),
                certificates=kit_certificates(reading.session, actor.office_id),
            )

    def _report(self, session: Session, given: Given, tick: Tick) -> AuditReport:
        entries = _count(session, LogEntry)
        forms = _count(session, IssuedForm, IssuedForm.qr_stem.is_not(None))
        rows = sum(_count(session, Base.metadata.tables[name]) for name in BOUND)
        counting = _Counting(entries + rows + forms, tick)
        sought = heads_of(given)

        def told(unit_id: int, _seq: int, head: bytes) -> None:
            counting.one()
            sought.passed(unit_id, head)

        walked = tuple(walk_chains(session, told))
        restorations = every_restoration(session)
        trusted = tuple(trusted_of(restorations, given.restorations))
        holding = AuditGround(session, self._trusted(session, given), sought, trusted)
        said = [*held(holding, given), *office_key_findings(session, given.office_keys)]
        own = self._own_record()
        restored = tuple(
            ToldRestoration(
                office=session.get_one(Unit, one.office).code,
                seq=one.seq,
                lost_from=one.lost_from,
                lost_to=one.lost_to,
                has_sheet=one in trusted,
            )
            for one in restorations
        )
        problems = (
            *_broken(walked),
            *(AuditProblem(message=text) for text in self._others(session, given, counting)),
            *self._own_problems(session, own),
            *sheet_problems(restorations, given.restorations),
            *(one for one in said if isinstance(one, AuditProblem)),
        )
        return AuditReport(
            chains=tuple(AuditedChain(one.code, one.count, one.head.hex()) for one in walked),
            forms=forms,
            closings=_count(session, DayClosing),
            anchors=given.count + (not own.is_nothing),
            problems=problems,
            restorations=restored,
            notes=(
                *(_said_of(one) for one in restored),
                *setback_notes(session),
                *found_notes(session),
                *certificate_notes(session),
                *(one for one in said if isinstance(one, str)),
            ),
        )

    def _others(self, session: Session, given: Given, counting: "_Counting") -> Iterator[str]:
        trusted = {**self._held_keys(), **dict(given.keys)}
        checks = (
            structure_problems,
            partial(_wrong_keys, trusted=trusted),
            detail_problems,
            partial(row_problems, done=counting.one),
            lost_number_problems,
            partial(signed_form_problems, done=counting.one),
            certificate_problems,
            closing_problems,
            closing_log_problems,
            period_problems,
            period_log_problems,
        )
        return iter(dict.fromkeys(problems_of(session, checks)))

    def _own_record(self) -> Watermark:
        record = self._database.high_water
        return Watermark() if record is None else record.seen()

    def _own_problems(self, session: Session, own: Watermark) -> Iterator[AuditProblem]:
        standing = own_standing(session, own, is_shared=self._database.is_shared)
        if standing.shortfall:
            yield AuditProblem(
                message=f"Trái với sổ mốc của máy này: {standing.shortfall}", seq=standing.seq
            )

    def _trusted(self, session: Session, given: Given) -> Mapping[int, bytes]:
        return dict(given.keys) or _store_keys(session)


class _Counting:
    """Counts what is done and tells of it now and then."""

    def __init__(self, whole: int, tick: Tick) -> None:
        self._whole, self._tick, self._done = whole, tick, 0

    def one(self) -> None:
        """Count one more."""
        self._done += 1
        if self._done % _EVERY == 0 or self._done == self._whole:
            self._tick(self._done, self._whole)


def _count(session: Session, table: type[Base] | Table, *conditions: ColumnElement[bool]) -> int:
    return session.execute(select(func.count()).select_from(table).where(*conditions)).scalar_one()


def _store_keys(session: Session) -> dict[int, bytes]:
    """Return the keys that can be read; another one is told as a row that was changed."""
    keys: dict[int, bytes] = {}
    for row in session.execute(select(PublicKey.key_id, PublicKey.public_key)):
        with suppress(StoreError):
            keys[row.key_id] = stored_hex(row.public_key)
    return keys


def _wrong_keys(session: Session, trusted: Mapping[int, bytes]) -> Iterator[str]:
    """Find keys of the store that are not those which this station or the auditor holds."""
    for key_id, public_key in sorted(_store_keys(session).items()):
        if trusted.get(key_id, public_key) != public_key:
            yield f"Khóa công khai số {key_id} trong kho không phải khóa đã trao."


def _broken(walked: tuple[Walked, ...]) -> Iterator[AuditProblem]:
    for one in walked:
        if one.broken_at:
            yield AuditProblem(
                message=f"Nhật ký của {one.code} bị sửa hoặc mất từ dòng số {one.broken_at}.",
                office=one.code,
                seq=one.broken_at,
            )


def _said_of(told: ToldRestoration) -> str:
    lost = (
        f"mất các dòng {told.lost_from} đến {told.lost_to}"
        if told.lost_to >= told.lost_from
        else "không mất dòng nào"
    )
    sheet = "đã có phiếu khôi phục" if told.has_sheet else "hãy đối chiếu phiếu khôi phục kho"
    return f"Dòng {told.seq} của nhật ký kể một lần khôi phục kho, {lost}; {sheet}."


def _anchors_of(reading: Reading) -> Iterator[str]:
    """Yield each closing's signed QR and head, the newest signed forms, locks, and the end."""
    own = reading.actor.office_id
    closings = reading.session.execute(
        select(DayClosing.log_seq, DayClosing.chain_head, IssuedForm.snapshot)
        .outerjoin(IssuedForm, IssuedForm.id == DayClosing.form_id)
        .where(DayClosing.unit_id == own)
        .order_by(DayClosing.log_seq)
    )
    for row in closings:
        yield anchor_digits(Anchor(row.log_seq, stored_hex(row.chain_head)))
        yield from _payload(row.snapshot)
    forms = reading.session.scalars(
        select(IssuedForm.snapshot)
        .where(IssuedForm.unit_id == own, IssuedForm.qr_stem.is_not(None))
        .order_by(IssuedForm.id.desc())
        .limit(_RECENT_FORMS)
    )
    for snapshot in forms:
        yield from _payload(snapshot)
    locks = reading.session.execute(
        select(PeriodLock.log_seq, PeriodLock.chain_head)
        .where(PeriodLock.unit_id == own)
        .order_by(PeriodLock.log_seq)
    )
    for seq, head in locks:
        yield anchor_digits(Anchor(seq, stored_hex(head)))
    end = reading.session.execute(
        select(LogEntry.seq, LogEntry.hash)
        .where(LogEntry.unit_id == own)
        .order_by(LogEntry.seq.desc())
        .limit(1)
    ).one()
    yield anchor_digits(Anchor(end.seq, stored_hex(end.hash)))


def _payload(snapshot: str | None) -> Iterator[str]:
    payload = "" if snapshot is None else stored_json(snapshot, _Signed).qr_payload
    if payload:
        yield payload


class LogExtracts:
    """Writes the log of a store, whatever it lies in, as a plain file."""

    def __init__(self, transactions: Transactions) -> None:
        self._tx = transactions
        self._exports = Exports(transactions)

    def days(self, actor: Actor) -> tuple[date, date]:
        """Return the first and the last day the log tells of: what an approval is asked for."""
        with self._tx.read(actor, Right.AUDIT) as reading:
            first = reading.session.scalar(
                select(func.min(LogEntry.entered_at)).where(LogEntry.unit_id == actor.office_id)
            )
            return local_date(first or reading.now), local_date(reading.now)

    def write(
        self,
        actor: Actor,
        first_day: date,
        last_day: date,
        place: OutputPlace,
        disclosure: Disclosure,
    ) -> int:
        """Write the log to `place` and return how many entries it holds; log that it left.

        What it holds ends before that entry, and so do the rows beside it. Raises NotAllowedError
        without the approval of those days, InvalidInputError (`reason`), StoreError where the file
        cannot be written.
        """
        what = (Exported.LOG, first_day, last_day)
        with self._exports.opened(actor, what, disclosure) as export:
            with self._tx.read(actor, Right.AUDIT) as before:
                export.lines = write_log_extract(before.connection, place)
            return export.lines
