"""Which people's data are past their time: of dossiers that ended long ago and wait for nobody."""

from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from app.clock import local_date, start_of_day
from app.models.base import FOREVER
from app.models.custody import HandoffItem
from app.models.dossiers import Attachment, Dossier, DossierState, Draft
from app.models.exchange import Bundle, BundleItem
from app.models.forms import IssuedForm
from app.models.log import LogDetail, LogEntry
from app.models.outcomes import PapersBack
from app.models.people import Officer
from app.models.petitions import Petition, PetitionEvent
from app.services.dossiers.lifecycle import CUT_SHORT_STATUSES
from app.services.dossiers.states import ON_THE_WAY
from app.services.retention.records import Erasable
from app.vocabulary.dossiers import DossierStatus
from app.vocabulary.forms import FormKind

Ids = Select[*tuple[Any, ...]]
"""A selection of row ids, for use within other statements."""

_OVER: Final = (DossierStatus.RETURNED, DossierStatus.NOT_ACCEPTED)


def first_kept_day(today: date, years: int) -> date:
    """Return the first day of which everything is kept: `years` before `today`."""
    try:
        return today.replace(year=today.year - years)
    except ValueError:  # 29 February
        return today.replace(year=today.year - years, day=28)


class ErasureDue:
    """The rows of one office that hold people's data past their time, before `before`.

    The dossiers are those not erased yet that would be, or with `erased_at` those erased then.
    """

    def __init__(self, office_id: int, before: date, erased_at: datetime | None = None) -> None:
        self._office_id = office_id
        self._cutoff = start_of_day(before)
        self.dossiers: Ids = (
            select(Dossier.id)
            .join(DossierState, _IS_NOW)
            .where(*self._ended_long_ago(), _WAITS_FOR_NOBODY)
            if erased_at is None
            else select(Dossier.id).where(
                Dossier.unit_id == office_id, Dossier.erased_at == erased_at
            )
        )
        own = select(Petition.id).where(Petition.unit_id == office_id)
        self.petitions: Ids = (
            own.where(
                Petition.erased_at.is_(None),
                Petition.ended_at < self._cutoff,
                Petition.last_at < self._cutoff,
            )
            if erased_at is None
            else own.where(Petition.erased_at == erased_at)
        )

    @property
    def drafts(self) -> ColumnElement[bool]:
        """Half-typed forms: those that became a dossier, and those nobody came back to."""
        of_dossiers = select(Dossier.draft_id).where(Dossier.id.in_(self.dossiers))
        own = select(Officer.id).where(Officer.office_id == self._office_id)
        is_old = and_(Draft.saved_at < self._cutoff, Draft.officer_id.in_(own))
        return or_(Draft.draft_id.in_(of_dossiers), is_old)

    @property
    def notes(self) -> ColumnElement[bool]:
        """Parts of log entries that are kept apart, of the dossiers."""
        of_dossiers = select(LogEntry.seq).where(
            LogEntry.unit_id == self._office_id, LogEntry.dossier_id.in_(self.dossiers)
        )
        return and_(LogDetail.unit_id == self._office_id, LogDetail.seq.in_(of_dossiers))

    @property
    def other_notes(self) -> Ids:
        """The numbers of old entries of no dossier that have such a part."""
        return (
            select(LogEntry.seq)
            .join(
                LogDetail,
                and_(LogDetail.unit_id == LogEntry.unit_id, LogDetail.seq == LogEntry.seq),
            )
            .where(
                LogEntry.unit_id == self._office_id,
                LogEntry.dossier_id.is_(None),
                LogEntry.entered_at < self._cutoff,
            )
            .order_by(LogEntry.seq)
        )

    @property
    def forms(self) -> ColumnElement[bool]:
        """Papers of dossiers and petitions, and old ones that were written without either."""
        is_old_guide = and_(
            IssuedForm.kind == FormKind.GUIDE_SLIP, IssuedForm.issued_at < self._cutoff
        )
        of_petitions = select(PetitionEvent.form_id).where(
            PetitionEvent.petition_id.in_(self.petitions), PetitionEvent.form_id.is_not(None)
        )
        return and_(
            IssuedForm.unit_id == self._office_id,
            IssuedForm.erased_at.is_(None),
            or_(
                IssuedForm.dossier_id.in_(self.dossiers),
                IssuedForm.id.in_(of_petitions),
                is_old_guide,
            ),
        )

    @property
    def slips(self) -> ColumnElement[bool]:
        """Handoff slips that name one of the dossiers."""
        with_one = select(HandoffItem.handoff_id).where(HandoffItem.dossier_id.in_(self.dossiers))
        return and_(
            IssuedForm.unit_id == self._office_id,
            IssuedForm.kind == FormKind.HANDOFF_SLIP,
            IssuedForm.handoff_id.in_(with_one),
        )

    @property
    def files(self) -> ColumnElement[bool]:
        """Scans of the dossiers, and of slips all of whose dossiers are erased."""
        stays = (
            select(HandoffItem.id)
            .join(Dossier, Dossier.id == HandoffItem.dossier_id)
            .where(
                HandoffItem.handoff_id == Attachment.handoff_id,
                Dossier.erased_at.is_(None),
                Dossier.id.not_in(self.dossiers),
            )
            .exists()
        )
        of_slips = and_(Attachment.handoff_id.is_not(None), ~stays)
        return and_(
            Attachment.unit_id == self._office_id,
            Attachment.erased_at.is_(None),
            or_(Attachment.dossier_id.in_(self.dossiers), of_slips),
        )

    def count(self, session: Session) -> Erasable:
        """Return how much there is of each kind."""
        bundles = select(BundleItem.bundle_id).where(BundleItem.dossier_id.in_(self.dossiers))
        notes = _number(session, LogDetail.seq, self.notes)
        return Erasable(
            dossiers=_of(session, self.dossiers),
            drafts=_number(session, Draft.draft_id, self.drafts),
            notes=notes + _of(session, self.other_notes),
            forms=_number(session, IssuedForm.id, self.forms),
            slips=_number(session, IssuedForm.id, self.slips),
            files=_number(session, Attachment.id, self.files),
            bundles=_number(session, Bundle.id, Bundle.id.in_(bundles)),
            petitions=_of(session, self.petitions),
        )

    def span(self, session: Session) -> tuple[date | None, date | None]:
        """Return on which days the first and the last of the dossiers ended."""
        ended = select(func.min(DossierState.from_at), func.max(DossierState.from_at)).where(
            DossierState.dossier_id.in_(self.dossiers), DossierState.to_at == FOREVER
        )
        first, last = session.execute(ended).one()
        return _day(first), _day(last)

    def kept_back(self, session: Session) -> int:
        """Return how many ended as long ago but still wait for somebody at the desk."""
        ended = (
            select(Dossier.id)
            .join(DossierState, _IS_NOW)
            .where(*self._ended_long_ago(), ~_WAITS_FOR_NOBODY)
        )
        return _of(session, ended)

    def _ended_long_ago(self) -> tuple[ColumnElement[bool], ...]:
        return (
            Dossier.unit_id == self._office_id,
            Dossier.erased_at.is_(None),
            DossierState.is_open.is_(False),
            DossierState.from_at < self._cutoff,
        )


_OF_ENTRY: Final = and_(LogDetail.unit_id == LogEntry.unit_id, LogDetail.seq == LogEntry.seq)
_IS_NOW: Final = and_(DossierState.dossier_id == Dossier.id, DossierState.to_at == FOREVER)
_GOT_PAPERS: Final = (
    select(PapersBack.dossier_id).where(PapersBack.dossier_id == Dossier.id).exists()
)
_WAITS_FOR_NOBODY: Final[ColumnElement[bool]] = and_(
    or_(
        DossierState.status.in_(_OVER),
        and_(DossierState.status.in_(sorted(CUT_SHORT_STATUSES)), _GOT_PAPERS),
    ),
    ~ON_THE_WAY,
)


def _of(session: Session, ids: Ids) -> int:
    return session.execute(select(func.count()).select_from(ids.subquery())).scalar_one()


def _number(
    session: Session, column: InstrumentedAttribute[Any], condition: ColumnElement[bool]
) -> int:
    return session.execute(select(func.count(column)).where(condition)).scalar_one()


def _day(moment: datetime | None) -> date | None:
    return None if moment is None else local_date(moment)
