"""Verifying the log from its first entry to its last, and every anchor that can be had.

The chain alone shows what was changed clumsily. Whoever counts every hash anew, cuts off the end or
puts an old copy back is found by what lies elsewhere: the signatures of printed forms and closings,
the high-water record of this machine, and the papers that an auditor brings along.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from functools import partial
from itertools import islice
from typing import Final

import msgspec
from sqlalchemy import ColumnElement, Table, func, select
from sqlalchemy.orm import Session

from app.errors import RuleBrokenError, StoreError
from app.models.base import Base
from app.models.database import Database
from app.models.forms import IssuedForm, PublicKey
from app.models.log import LogEntry
from app.models.office import Unit
from app.models.people import Officer
from app.models.periods import DayClosing, PeriodLock
from app.models.restorations import restoration_problems
from app.models.row_digests import framed_key
from app.models.row_rules import BOUND
from app.models.store_freshness import own_standing
from app.models.stored import stored_hex, stored_json
from app.models.watermark import (
    ChainHead,
    Watermark,
    every_restoration,
)
from app.services.audit.incremental import (
    closing_count,
    form_ids_of,
    is_too_much,
    marks_of,
    restorations_in,
)
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
from app.services.forms.issuing import signed_form_problems, signed_form_problems_of
from app.services.ledger.after_restore import lost_number_problems
from app.services.ledger.bound_rows import (
    digests_since,
    found_notes,
    keys_as_committed,
    row_problems,
    row_problems_since,
)
from app.services.ledger.chain import Since, Walked, since, walk_chains
from app.services.ledger.checking import problems_of, structure_problems
from app.services.ledger.clock_order import setback_notes
from app.services.ledger.details import detail_problems
from app.services.ledger.records import Actor
from app.services.ledger.rights import Right
from app.services.ledger.transactions import Reading, Transactions
from app.services.periods.checking import period_log_problems, period_problems

AUDITED: Final = "audited"
_EVERY: Final = 2000
_RECENT_FORMS: Final = 50
_NEVER: Final = (
    "Máy này chưa ghi nhận lần kiểm toán toàn bộ nào mà không có gì sai. Hãy kiểm toán toàn bộ "
    "trước; các lần sau mới kiểm được riêng phần mới."
)
_TOO_MUCH: Final = (
    "Từ lần kiểm toán trước đến nay có quá nhiều dòng nhật ký mới. Hãy kiểm toán toàn bộ."
)


class _Noted(msgspec.Struct, omit_defaults=True):
    """What an entry `audited` says."""

    ok: bool
    entries: int
    anchors: int
    incremental: bool = False


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
        """Verify everything and change nothing in the store; `tick` is told how far it is.

        Public keys that an auditor brought along (`given.keys`) are trusted, not those of the
        store. How far a good audit went is kept in this machine's record (`run_incremental`).
        """
        with self._tx.read(actor, Right.AUDIT) as reading:
            report, marks = self._report(reading.session, given or Given(), tick, None)
        self._remember(report, marks)
        return report

    def run_incremental(self, actor: Actor, tick: Tick = no_tick) -> AuditReport:
        """Verify what was done since the last closed day that a good audit of this machine saw.

        Of that part of the log the chain, every row it commits to, the signed forms, closings and
        locked periods are verified as by `run`. Rows that only older entries commit to, the
        structure of the file and numbers are not looked at. Raises RuleBrokenError where no good
        audit is known, or too much was done since.
        """
        with self._tx.read(actor, Right.AUDIT) as reading:
            known = self._known()
            part = since(reading.session, known)
            if is_too_much(reading.session, part):
                raise RuleBrokenError(_TOO_MUCH)
            report, marks = self._report(reading.session, Given(), tick, part)
        self._remember(report, marks)
        return report

    def note(self, actor: Actor, report: AuditReport) -> None:
        """Log that an audit was made and what came of it."""
        said = _Noted(
            ok=report.is_whole,
            entries=report.entries,
            anchors=report.anchors,
            incremental=report.is_incremental,
        )
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
        return LastAudit(
            at=row.entered_at,
            by=row.name,
            is_whole=said.ok,
            entries=said.entries,
            is_incremental=said.incremental,
        )

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

    def _report(
        self, session: Session, given: Given, tick: Tick, part: Since | None
    ) -> tuple[AuditReport, dict[int, ChainHead]]:
        """Verify the whole log, or `part` of it; return how far each office's log went too."""
        # By its id alone: every entry is counted where everything is looked at.
        is_seen = LogEntry.id >= (part.first_id if part else 0)
        rows = None if part is None else digests_since(session, part)
        form_ids = None if rows is None else form_ids_of(rows)
        counting = _Counting(
            _count(session, LogEntry, is_seen) + _rows_and_forms(session, rows, form_ids), tick
        )
        sought = heads_of(given)

        def told(unit_id: int, _seq: int, head: bytes) -> None:
            counting.one()
            sought.passed(unit_id, head)

        walked = tuple(walk_chains(session, told, part.starts if part else {}))
        told_of = restorations_in(session, part)
        trusted = tuple(trusted_of(told_of, given.restorations))
        holding = AuditGround(session, self._trusted(session, given), sought, trusted)
        said = [*held(holding, given), *office_key_findings(session, given.office_keys)]
        own = self._own_record()
        codes = {one.unit_id: one.code for one in walked}
        restored = tuple(
            ToldRestoration(
                # A store that was touched may tell of an office that it does not have.
                office=codes.get(one.office, str(one.office)),
                seq=one.seq,
                lost_from=one.lost_from,
                lost_to=one.lost_to,
                has_sheet=one in trusted,
            )
            for one in told_of
        )
        if part is None:
            others = self._others(session, given, counting)
        else:
            others = self._others_since(session, part, form_ids or (), counting)
        problems = (
            *_broken(walked),
            *(AuditProblem(message=text) for text in others),
            *self._own_problems(session, own),
            *sheet_problems(told_of, given.restorations),
            *(one for one in said if isinstance(one, AuditProblem)),
        )
        report = AuditReport(
            chains=tuple(
                AuditedChain(one.code, one.count, one.head.hex(), one.after) for one in walked
            ),
            forms=_count_forms(session, form_ids),
            closings=_count(session, DayClosing) if part is None else closing_count(session, part),
            anchors=given.count + (not own.is_nothing),
            problems=problems,
            restorations=restored,
            notes=(
                *(_said_of(one) for one in restored),
                *(() if part else (*setback_notes(session), *found_notes(session))),
                *certificate_notes(session),
                *(one for one in said if isinstance(one, str)),
            ),
            is_incremental=part is not None,
        )
        return report, dict(marks_of(session, walked))

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

    def _others_since(
        self, session: Session, part: Since, form_ids: Iterable[int], counting: "_Counting"
    ) -> Iterator[str]:
        checks = (
            partial(_wrong_keys, trusted=self._held_keys()),
            partial(detail_problems, since=part),
            partial(row_problems_since, since=part, done=counting.one),
            partial(restoration_problems, told=restorations_in(session, part)),
            partial(signed_form_problems_of, since=part, ids=form_ids, done=counting.one),
            certificate_problems,
            partial(closing_problems, since=part),
            partial(period_problems, since=part),
        )
        return iter(dict.fromkeys(problems_of(session, checks)))

    def _known(self) -> Mapping[int, ChainHead]:
        """Return up to which entries the last good audit went. Raises RuleBrokenError for none."""
        record = self._database.high_water
        known = {} if record is None else record.audited()
        if not known:
            raise RuleBrokenError(_NEVER)
        return known

    def _remember(self, report: AuditReport, marks: Mapping[int, ChainHead]) -> None:
        """Keep how far a good audit went; after a bad one only a whole audit counts again."""
        record = self._database.high_water
        if record is not None:
            record.note_audited(marks if report.is_whole else {})

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


def _count_forms(session: Session, ids: Collection[int] | None) -> int:
    """Count the signed forms, or those of them with these ids."""
    signed = IssuedForm.qr_stem.is_not(None)
    if ids is None:
        return _count(session, IssuedForm, signed)
    wanted = iter(ids)
    count = 0
    while part := list(islice(wanted, _EVERY)):
        count += _count(session, IssuedForm, signed, IssuedForm.id.in_(part))
    return count


def _rows_and_forms(
    session: Session,
    rows: Mapping[str, Mapping[bytes, bytes]] | None,
    form_ids: Collection[int] | None,
) -> int:
    """Count what is compared with the log, so that people see how far an audit is."""
    if rows is None:
        tables = [_count(session, Base.metadata.tables[name]) for name in BOUND]
    else:
        tables = [len(digests) for digests in rows.values()]
    return sum(tables) + _count_forms(session, form_ids)


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
