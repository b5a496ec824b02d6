"""Locked periods of several units: made into signed files, taken in at the province, added up.

A file counts once. It is refused where it was altered, where its signer's key is not confirmed,
where it is of another period or other days, where its figures do not add up, and where the same
lock, or a later one, was taken in before. A later lock of the same period replaces the earlier one,
which stays to be seen. What was refused is kept in mind with its reason.
"""

from dataclasses import replace
from pathlib import Path
from typing import Final

from sqlalchemy import select, update

from app.errors import InvalidInputError, RuleBrokenError
from app.models.forms import PublicKey
from app.models.periods import PeriodLock, RefusedReport, UnitReport
from app.services.exchange.content import uid_of
from app.services.exchange.envelope import (
    BundleError,
    BundleHeader,
    claimed_sender,
    open_bundle,
)
from app.services.exchange.folder import BundleFolder, Kept
from app.services.exchange.rows import Peer, known_keys, own_code, peer_of, trusted
from app.services.forms.certificates import own_certificate
from app.services.forms.keys import SigningKey
from app.services.ledger.records import Actor
from app.services.ledger.rights import Right
from app.services.ledger.transactions import Reading, Transactions, Work
from app.services.periods.calendar import ReportPeriod
from app.services.periods.locks import calendar_in, lock_in_force
from app.services.province.adding import added_up
from app.services.province.content import (
    MAX_REPORT_BYTES,
    PeriodSaid,
    ReadReport,
    read_report,
    write_report,
)
from app.services.province.records import MadeReport, ProvinceSum, TakenReport
from app.services.province.unit_status import other_refusals, unit_lines
from app.vocabulary.exchange import BundleKind
from app.wording.texts import moment_text

EXPORTED: Final = "period_exported"
TAKEN: Final = "unit_report_taken"
REFUSED: Final = "unit_report_refused"
_NAME_LIMIT: Final = 255


class Province:
    """Exports this unit's locked periods, takes in those of others, and adds them up."""

    def __init__(self, transactions: Transactions, key: SigningKey, folder: BundleFolder) -> None:
        self._tx = transactions
        self._key = key
        self._folder = folder

    def export(self, actor: Actor, key: str) -> MadeReport:
        """Make the file of a locked period: the same lock gives the same bytes.

        Raises InvalidInputError (`period`), RuleBrokenError for one that is not locked and at a
        station that the office's key has not certified, StoreError.
        """
        with self._tx.read(actor, Right.LOCK_PERIOD) as reading:
            period = calendar_in(reading.session, actor.office_id).named(key)
            header, data, ordinal = self._said(reading, period)
            certificate = own_certificate(reading.session, actor.office_id, self._key.key_id)
        kept = self._folder.write(header, data, {}, self._key.sign, certificate)
        with self._tx.write(actor, Right.LOCK_PERIOD) as work:
            work.log(EXPORTED, {"period": period.key, "ordinal": ordinal, "sha256": kept.sha256})
        return MadeReport(
            period=period,
            ordinal=ordinal,
            file=kept.file,
            size=kept.size,
            file_name=f"{header.from_code}_{period.key}_lan{ordinal}.motcua",
        )

    def take_in(self, actor: Actor, path: Path, key: str = "") -> TakenReport:
        """Take in a unit's file; `key` is the period that is wanted, "" for whatever it holds.

        Raises BundleError saying why the file was refused, which is kept in mind; StoreError.
        """
        try:
            return self._taken_in(actor, path, key)
        except BundleError as refusal:
            self._note_refusal(actor, path, key, refusal.message)
            raise

    def sum(self, actor: Actor, key: str) -> ProvinceSum:
        """Return the period over all units, and who has not sent. Raises InvalidInputError."""
        with self._tx.read(actor, Right.SEE_FIGURES) as reading:
            period = calendar_in(reading.session, actor.office_id).named(key)
            others = other_refusals(reading, period.key)
            return added_up(period, unit_lines(reading, period), others)

    def _said(self, reading: Reading, period: ReportPeriod) -> tuple[BundleHeader, bytes, int]:
        lock = lock_in_force(reading.session, reading.actor.office_id, period.key)
        if lock is None:
            raise RuleBrokenError(
                f"{period.name} chưa khóa nên chưa xuất được. Hãy khóa kỳ rồi xuất tệp."
            )
        data = write_report(_as_said(reading, lock))
        header = BundleHeader(
            uid="",
            kind=BundleKind.PERIOD,
            from_code=own_code(reading),
            to_code="",
            made_at=lock.locked_at,
            public_key=self._key.public_key.hex(),
        )
        return replace(header, uid=uid_of(header, data)), data, lock.ordinal

    def _taken_in(self, actor: Actor, path: Path, key: str) -> TakenReport:
        _require_small(path)
        with self._folder.copied(path) as copy:
            with self._tx.read(actor, Right.LOCK_PERIOD) as reading:
                keys = known_keys(reading.session)
            with copy.open() as content, open_bundle(content, trusted(keys)) as bundle:
                report = read_report(bundle.header, bundle.data)
                header, trusted_by = bundle.header, bundle.trusted_by
            with self._tx.read(actor, Right.LOCK_PERIOD) as reading:
                _require_wanted(reading, report, key)
                _require_newer(reading, peer_of(header, trusted_by, keys), report)
            kept = self._folder.keep(copy)
        with self._tx.write(actor, Right.LOCK_PERIOD) as work:
            peer = peer_of(header, trusted_by, known_keys(work.session))
            _require_wanted(work, report, key)
            replaced = _require_newer(work, peer, report)
            return _stored(work, peer, header, report, kept, replaced)

    def _note_refusal(self, actor: Actor, path: Path, key: str, reason: str) -> None:
        code = claimed_sender(path)
        with self._tx.write(actor, Right.LOCK_PERIOD) as work:
            peers = {known.peer.code: known.peer for known in known_keys(work.session).values()}
            peer = peers.get(code)
            work.session.add(
                RefusedReport(
                    unit_id=actor.office_id,
                    peer_id=None if peer is None else peer.unit_id,
                    key=key,
                    file_name=path.name[:_NAME_LIMIT],
                    reason=reason,
                    refused_at=work.now,
                    refused_by=actor.officer_id,
                )
            )
            work.log(REFUSED, {"period": key, "reason": reason})


def _as_said(reading: Reading, lock: PeriodLock) -> PeriodSaid:
    public_key = reading.session.execute(
        select(PublicKey.public_key).where(PublicKey.key_id == lock.key_id)
    ).scalar_one()
    return PeriodSaid(
        key=lock.key,
        first_day=lock.first_day,
        last_day=lock.last_day,
        ordinal=lock.ordinal,
        locked_at=lock.locked_at,
        figures=lock.figures,
        log_seq=lock.log_seq,
        chain_head=lock.chain_head,
        public_key=public_key,
        signature=lock.signature,
    )


def _require_small(path: Path) -> None:
    try:
        size = path.stat().st_size
    except OSError as fault:
        raise BundleError(
            f"Không đọc được tệp {path.name}. Hãy kiểm tra thẻ nhớ hoặc chép lại tệp."
        ) from fault
    if size > MAX_REPORT_BYTES:
        raise BundleError(
            f"Tệp lớn hơn {MAX_REPORT_BYTES >> 20} MB nên không phải số liệu kỳ báo cáo. Hãy chọn "
            "đúng tệp."
        )


def _require_wanted(reading: Reading, report: ReadReport, key: str) -> None:
    """Refuse another period than is wanted, and one whose days are not this office's."""
    said = report.figures.period
    if key and said.key != key:
        raise BundleError(
            f"Tệp này là số liệu {said.name}, không phải kỳ đang xem. Hãy chọn kỳ đó rồi nhập lại, "
            "hoặc xin đơn vị gửi đúng tệp."
        )
    try:
        own = calendar_in(reading.session, reading.actor.office_id).named(said.key)
    except InvalidInputError as fault:
        raise BundleError(f"Tệp này là của một kỳ không có ở đây: {said.key}.") from fault
    if (own.first_day, own.last_day) != (said.first_day, said.last_day):
        raise BundleError(
            f"{said.name} trong tệp là {said.days_text}, ở đây là {own.days_text}. Hãy thống nhất "
            "ngày chốt số liệu giữa hai đơn vị rồi khóa và gửi lại."
        )


def _require_newer(reading: Reading, peer: Peer, report: ReadReport) -> int:
    """Return the ordinal of the lock that this one replaces, 0 for none; refuse one sent before."""
    before = reading.session.scalars(
        select(UnitReport).where(
            UnitReport.unit_id == reading.actor.office_id,
            UnitReport.peer_id == peer.unit_id,
            UnitReport.key == report.said.key,
            UnitReport.replaced_at.is_(None),
        )
    ).first()
    if before is None:
        return 0
    name, at = report.figures.period.name, moment_text(before.taken_at)
    if report.said.ordinal == before.ordinal:
        raise BundleError(
            f"Số liệu {name} của {peer.name} (lần khóa {before.ordinal}) đã nhập lúc {at}. Không "
            "cần nhập lại."
        )
    if report.said.ordinal < before.ordinal:
        raise BundleError(
            f"Tệp này là lần khóa {report.said.ordinal}, cũ hơn lần khóa {before.ordinal} của "
            f"{peer.name} đã nhập lúc {at}. Hãy dùng tệp mới nhất."
        )
    return before.ordinal


def _stored(
    work: Work, peer: Peer, header: BundleHeader, report: ReadReport, kept: Kept, replaced: int
) -> TakenReport:
    own = (UnitReport.unit_id == work.actor.office_id, UnitReport.peer_id == peer.unit_id)
    work.session.execute(
        update(UnitReport)
        .where(*own, UnitReport.key == report.said.key, UnitReport.replaced_at.is_(None))
        .values(replaced_at=work.now)
    )
    said = report.said
    work.session.add(
        UnitReport(
            unit_id=work.actor.office_id,
            peer_id=peer.unit_id,
            key=said.key,
            ordinal=said.ordinal,
            uid=header.uid,
            figures=said.figures,
            locked_at=said.locked_at,
            sha256=kept.sha256,
            taken_at=work.now,
            taken_by=work.actor.officer_id,
            replaced_at=None,
        )
    )
    work.session.flush()
    work.log(
        TAKEN,
        {
            "period": said.key,
            "unit": peer.code,
            "ordinal": said.ordinal,
            "replaced": replaced,
            "sha256": kept.sha256,
        },
    )
    return TakenReport(
        unit_name=peer.name,
        period=report.figures.period,
        ordinal=said.ordinal,
        replaced=replaced,
    )
