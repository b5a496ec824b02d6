"""Gathers the portal's data set from the store."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Row, Select, select
from sqlalchemy.orm import aliased

from app.models.base import FOREVER
from app.models.catalogue import Procedure, ProcedureVersion
from app.models.dossiers import Dossier, DossierDocument, DossierState, Pause
from app.models.forms import IssuedForm
from app.models.log import LogEntry
from app.models.office import Unit
from app.models.outcomes import Payment, Result
from app.models.people import Officer
from app.services.deadlines.clocks import PauseReason
from app.services.dossiers.lifecycle import NATIONAL_STATUS
from app.services.figures.period import Period, period_of
from app.services.ledger.records import Actor
from app.services.ledger.transactions import Reading, Transactions
from app.services.ledger.visibility import Masks
from app.services.portal.records import (
    CHANNELS,
    COPY,
    ELECTRONIC,
    FEE_CODE,
    FEE_TAKEN,
    ORIGINAL,
    PERSON_KINDS,
    PortalDossier,
    PortalFee,
    PortalPaper,
    PortalProgress,
    PortalResult,
    PortalSet,
    PortalSupplement,
    portal_time,
)
from app.services.privacy import Disclosure, Exported, Exporting, Exports
from app.vocabulary.dossiers import PaymentKind
from app.vocabulary.forms import FormKind
from app.wording.labels import label

_agency = aliased(Unit)
_holder = aliased(Unit)
_T = TypeVar("_T")


class Portal:
    """Answers what the national portal is owed of a period; changes nothing."""

    def __init__(self, transactions: Transactions) -> None:
        self._exports = Exports(transactions)

    def of_period(
        self,
        actor: Actor,
        first_day: date,
        last_day: date,
        disclosure: Disclosure | None = None,
    ) -> PortalSet:
        """Return the dossiers received or changed in the period, as they stand now.

        People's numbers are hidden without a `disclosure`. Raises InvalidInputError (`from`, `to`)
        for a period that is none, and as `Exports.opened`.
        """
        what = (Exported.PORTAL, first_day, last_day)
        with self._exports.opened(actor, what, disclosure) as export:
            reading = export.reading
            period = period_of(actor.office_id, first_day, last_day, reading.now)
            unit = reading.session.get_one(Unit, actor.office_id)
            rows = reading.session.execute(_CURRENT.where(Dossier.id.in_(_touched(period)))).all()
            parts = _Parts(export, _touched(period))
            export.lines = len(rows)
            return PortalSet(
                unit_code=unit.code,
                unit_name=unit.name,
                first_day=first_day,
                last_day=last_day,
                dossiers=tuple(parts.dossier(row) for row in rows),
                progress=_progress(reading, period),
            )


_CURRENT: Select[*tuple[Any, ...]] = (
    select(
        Dossier,
        Procedure.code.label("procedure_code"),
        ProcedureVersion.name.label("procedure_name"),
        ProcedureVersion.field,
        DossierState.status,
        DossierState.due_at,
        DossierState.ended_at,
        _agency.name.label("agency_name"),
    )
    .join(DossierState, DossierState.dossier_id == Dossier.id)
    .join(ProcedureVersion, ProcedureVersion.id == DossierState.version_id)
    .join(Procedure, Procedure.id == ProcedureVersion.procedure_id)
    .outerjoin(_agency, _agency.id == DossierState.agency_id)
    .where(DossierState.to_at == FOREVER)
    .order_by(Dossier.received_at, Dossier.id)
)


def _touched(period: Period) -> Select[int]:
    """Select the dossiers of which anything became true in the period."""
    return (
        select(DossierState.dossier_id)
        .where(
            DossierState.unit_id == period.office_id,
            DossierState.from_at >= period.start,
            DossierState.from_at < period.end,
        )
        .distinct()
    )


class _Parts:
    """The lists behind each dossier, read once for all of them."""

    def __init__(self, export: Exporting, wanted: Select[int]) -> None:
        reading, self._masks = export.reading, export.masks
        self._papers = _grouped(reading, _papers(wanted))
        self._payments = _grouped(reading, _payments(wanted))
        self._supplements = _grouped(reading, _supplements(wanted))
        self._results = _grouped(reading, _results(wanted))
        self._receipts = _grouped(reading, _receipts(wanted))

    def dossier(self, row: Row[*tuple[Any, ...]]) -> PortalDossier:
        dossier: Dossier = row.Dossier
        masks = self._masks
        result = _only(self._results[dossier.id])
        receipt = _only(self._receipts[dossier.id][-1:])
        return PortalDossier(
            MaHoSo=dossier.code,
            MaTTHC=row.procedure_code,
            TenTTHC=row.procedure_name,
            MaLinhVuc="",
            TenLinhVuc=row.field,
            SoBienNhan=receipt.number if receipt else "",
            ChuHoSo=dossier.owner_name,
            LoaiDoiTuong=PERSON_KINDS[dossier.owner_kind],
            MaDoiTuong=masks.id_number(dossier.owner_id_number),
            Email=masks.email(dossier.email),
            Fax="",
            SoDienThoai=masks.phone(dossier.phone or dossier.submitter_phone),
            TrichYeuHoSo=masks.words(dossier.request) or row.procedure_name,
            NgayTiepNhan=portal_time(dossier.received_at),
            NgayHenTra=portal_time(row.due_at),
            TrangThaiHoSo=NATIONAL_STATUS[row.status],
            NgayTra=portal_time(result.returned_at) if result else "",
            ThongTinTra=result.collector_name if result else "",
            HinhThuc=CHANNELS[dossier.channel],
            NgayKetThucXuLy=portal_time(row.ended_at),
            DonViXuLy=row.agency_name or "",
            GhiChu=masks.words(dossier.note),
            TaiLieuNop=tuple(
                paper for row in self._papers[dossier.id] for paper in _portal_papers(row, masks)
            ),
            DanhSachLePhi=tuple(
                PortalFee(
                    TenPhiLePhi="Phí, lệ phí",
                    MaPhiLePhi=FEE_CODE,
                    HinhThucThu=FEE_TAKEN[row.kind],
                    Gia=row.amount_vnd,
                    LoaiPhiLePhi=1,
                )
                for row in self._payments[dossier.id]
            ),
            DanhSachTepDinhKemKhac=(),
            DanhSachHoSoBoSung=tuple(
                _portal_supplement(row, masks) for row in self._supplements[dossier.id]
            ),
            DanhSachGiayToKetQua=(
                (PortalResult(TenGiayTo=label(result.outcome), MaGiayToKetQua=result.number),)
                if result
                else ()
            ),
        )


def _entry_of(state: type[DossierState], entry: type[LogEntry] = LogEntry) -> ColumnElement[bool]:
    """Select the log entry that made a state true: it knows who did it."""
    return (entry.unit_id == state.unit_id) & (entry.seq == state.log_seq)


def _grouped(
    reading: Reading, statement: Select[*tuple[Any, ...]]
) -> Mapping[int, list[Row[*tuple[Any, ...]]]]:
    groups: dict[int, list[Row[*tuple[Any, ...]]]] = defaultdict(list)
    for row in reading.session.execute(statement):
        groups[row.dossier_id].append(row)
    return groups


def _only(rows: Sequence[_T]) -> _T | None:
    return rows[0] if rows else None


def _papers(wanted: Select[int]) -> Select[*tuple[Any, ...]]:
    paper = DossierDocument
    return (
        select(
            paper.dossier_id,
            paper.ordinal,
            paper.name,
            paper.original,
            (paper.certified + paper.plain).label("copies"),
            paper.electronic,
        )
        .where(paper.dossier_id.in_(wanted))
        .order_by(paper.dossier_id, paper.ordinal)
    )


def _portal_papers(row: Row[*tuple[Any, ...]], masks: Masks) -> Iterable[PortalPaper]:
    counts = ((ORIGINAL, row.original), (COPY, row.copies), (ELECTRONIC, row.electronic))
    for kind, count in counts:
        if count:
            yield PortalPaper(
                MaThanhPhanHoSo=f"{row.ordinal:02d}",
                TenTaiLieu=masks.words(row.name),
                LoaiTaiLieu=kind,
                SoLuong=count,
            )


def _payments(wanted: Select[int]) -> Select[*tuple[Any, ...]]:
    return (
        select(Payment.dossier_id, Payment.kind, Payment.amount_vnd)
        .where(Payment.dossier_id.in_(wanted), Payment.kind != PaymentKind.VOIDED)
        .order_by(Payment.id)
    )


def _supplements(wanted: Select[int]) -> Select[*tuple[Any, ...]]:
    """Select each request with the states that it closed and opened: who asked, who took in."""
    asked, came = aliased(DossierState), aliased(DossierState)
    asker, taker = aliased(Officer), aliased(Officer)
    asking, taking = aliased(LogEntry), aliased(LogEntry)
    return (
        select(
            Pause.dossier_id,
            Pause.ground,
            Pause.from_at,
            Pause.to_at,
            asker.name.label("asked_by"),
            taker.name.label("taken_by"),
            asked.due_at.label("due_before"),
            came.due_at.label("due_after"),
        )
        .join(asked, (asked.dossier_id == Pause.dossier_id) & (asked.from_at == Pause.from_at))
        .join(asking, _entry_of(asked, asking))
        .join(asker, asker.id == asking.officer_id)
        .outerjoin(came, (came.dossier_id == Pause.dossier_id) & (came.from_at == Pause.to_at))
        .outerjoin(taking, _entry_of(came, taking))
        .outerjoin(taker, taker.id == taking.officer_id)
        .where(Pause.dossier_id.in_(wanted), Pause.reason == PauseReason.SUPPLEMENT.value)
        .where(asked.to_at > asked.from_at)
        .order_by(Pause.id)
    )


def _portal_supplement(row: Row[*tuple[Any, ...]], masks: Masks) -> PortalSupplement:
    return PortalSupplement(
        NguoiYeuCauBoSung=row.asked_by,
        NoiDungBoSung=masks.words(row.ground),
        NgayBoSung=portal_time(row.from_at),
        NguoiTiepNhanBoSung=(row.taken_by or "") if row.to_at else "",
        NgayTiepNhanBoSung=portal_time(row.to_at),
        TrangThaiBoSung=1 if row.to_at else 0,
        NgayHenTraTruoc=portal_time(row.due_before),
        NgayHenTraMoi=portal_time(row.due_after) if row.to_at else "",
    )


def _results(wanted: Select[int]) -> Select[*tuple[Any, ...]]:
    return select(
        Result.dossier_id,
        Result.outcome,
        Result.document_number.label("number"),
        Result.returned_at,
        Result.collector_name,
    ).where(Result.dossier_id.in_(wanted))


def _receipts(wanted: Select[int]) -> Select[*tuple[Any, ...]]:
    return (
        select(IssuedForm.dossier_id, IssuedForm.number)
        .where(
            IssuedForm.dossier_id.in_(wanted),
            IssuedForm.kind == FormKind.RECEIPT,
            IssuedForm.voided_at.is_(None),
        )
        .order_by(IssuedForm.id)
    )


def _progress(reading: Reading, period: Period) -> tuple[PortalProgress, ...]:
    """Return each step of the period: what became true, where, until when it is due."""
    rows = reading.session.execute(
        select(
            Dossier.code,
            Officer.name.label("officer_name"),
            _holder.name.label("holder_name"),
            DossierState.status,
            DossierState.from_at,
            DossierState.step_due_at,
            DossierState.due_at,
        )
        .join(Dossier, Dossier.id == DossierState.dossier_id)
        .join(LogEntry, _entry_of(DossierState))
        .join(Officer, Officer.id == LogEntry.officer_id)
        .join(_holder, _holder.id == DossierState.holder_id)
        .where(
            DossierState.unit_id == period.office_id,
            DossierState.from_at >= period.start,
            DossierState.from_at < period.end,
        )
        .order_by(DossierState.from_at, Dossier.id, DossierState.ordinal)
    )
    return tuple(_step(row) for row in rows)


def _step(row: Row[*tuple[Any, ...]]) -> PortalProgress:
    due: datetime | None = row.step_due_at or row.due_at
    return PortalProgress(
        MaHoSo=row.code,
        NguoiXuLy=row.officer_name,
        ChucDanh="",
        ThoiDiemXuLy=portal_time(row.from_at),
        PhongBanXuLy=row.holder_name,
        NoiDungXuLy=label(row.status),
        TrangThai=NATIONAL_STATUS[row.status],
        NgayBatDau=portal_time(row.from_at),
        NgayKetThucTheoQuyDinh=portal_time(due),
    )
