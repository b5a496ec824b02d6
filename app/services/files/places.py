"""Where a file belongs: a paper or the result of a dossier, or a signed slip; who may see it."""

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import ColumnElement, or_, select

from app.errors import InvalidInputError, NotFoundError, RuleBrokenError
from app.models.base import FOREVER
from app.models.custody import Handoff, HandoffItem
from app.models.dossiers import Attachment, Dossier, DossierDocument, DossierState
from app.services.dossiers.lifecycle import CUT_SHORT_STATUSES
from app.services.dossiers.states import State, current_state
from app.services.ledger.transactions import Reading
from app.services.ledger.visibility import is_of_unit
from app.vocabulary.dossiers import AttachmentKind, DossierStatus
from app.wording.labels import label

_WITHOUT_RESULT = CUT_SHORT_STATUSES | {DossierStatus.NOT_ACCEPTED}


@dataclass(frozen=True, slots=True, kw_only=True)
class FilePlace:
    """What a file is of; `said` is its name in words, empty for a result."""

    kind: AttachmentKind
    dossier_id: int | None = None
    paper_ordinal: int | None = None
    handoff_id: int | None = None
    said: str = ""

    def holds(self) -> ColumnElement[bool]:
        """Return the condition on the attachments that are in this place now."""
        return (
            (Attachment.kind == self.kind)
            & Attachment.dossier_id.is_not_distinct_from(self.dossier_id)
            & Attachment.paper_ordinal.is_not_distinct_from(self.paper_ordinal)
            & Attachment.handoff_id.is_not_distinct_from(self.handoff_id)
            & Attachment.ended_at.is_(None)
        )


FindPlace = Callable[[Reading], FilePlace]


def visible_state(reading: Reading, code: str) -> State:
    """Return what is true now of a dossier that the person may see. Raises NotFoundError."""
    state = current_state(reading.session, code, reading.actor.office_id)
    if reading.is_agency_only:
        seen = select(DossierState.id).where(
            DossierState.dossier_id == state.dossier_id,
            DossierState.to_at == FOREVER,
            is_of_unit(reading.actor.unit_id),
        )
        if reading.session.execute(seen).first() is None:
            raise NotFoundError(f"Hồ sơ {code} không thuộc đơn vị của bạn.")
    return state


def paper_place(code: str, ordinal: int) -> FindPlace:
    """Return what finds the paper `ordinal` (from 1) of a dossier.

    It raises NotFoundError for the dossier, InvalidInputError (`paper`) for the paper.
    """

    def find(reading: Reading) -> FilePlace:
        state = visible_state(reading, code)
        name = reading.session.execute(
            select(DossierDocument.name).where(
                DossierDocument.dossier_id == state.dossier_id, DossierDocument.ordinal == ordinal
            )
        ).scalar_one_or_none()
        if name is None:
            raise InvalidInputError(
                "paper",
                f"Hồ sơ {code} không có giấy tờ thứ {ordinal}. Hãy chọn lại giấy tờ trong danh "
                "sách của hồ sơ.",
            )
        return FilePlace(
            kind=AttachmentKind.PAPER,
            dossier_id=state.dossier_id,
            paper_ordinal=ordinal,
            said=name,
        )

    return find


def result_place(code: str) -> FindPlace:
    """Return what finds the result of a dossier: known already, or still to come.

    It raises RuleBrokenError for a dossier that ended without one.
    """

    def find(reading: Reading) -> FilePlace:
        state = visible_state(reading, code)
        if state.status in _WITHOUT_RESULT:
            raise RuleBrokenError(
                f"Hồ sơ đang ở trạng thái “{label(state.status)}” nên không có kết quả để đính kèm."
            )
        return FilePlace(kind=AttachmentKind.RESULT, dossier_id=state.dossier_id)

    return find


def slip_place(number: str, year: int | None) -> FindPlace:
    """Return what finds a handoff slip by its number, which begins anew with each year.

    Without a year it is the newest of that number. It raises NotFoundError.
    """

    def find(reading: Reading) -> FilePlace:
        wanted = select(Handoff.id).where(
            Handoff.number == number, Handoff.unit_id == reading.actor.office_id
        )
        if year is not None:
            wanted = wanted.where(Handoff.year == year)
        if reading.is_agency_only:
            wanted = wanted.where(_is_on_slip(reading.actor.unit_id))
        newest = wanted.order_by(Handoff.id.desc()).limit(1)
        handoff_id = reading.session.execute(newest).scalar_one_or_none()
        if handoff_id is None:
            raise NotFoundError(
                f"Không tìm thấy phiếu bàn giao {number}. Hãy kiểm tra lại số phiếu."
            )
        return FilePlace(kind=AttachmentKind.SIGNED_SLIP, handoff_id=handoff_id, said=number)

    return find


def of_dossier(reading: Reading, dossier_id: int) -> ColumnElement[bool]:
    """Return the condition on the attachments of a dossier and of the slips it went on.

    A slip names other dossiers too: an agency sees those it gave or got.
    """
    slips = (
        select(HandoffItem.handoff_id)
        .join(Handoff, Handoff.id == HandoffItem.handoff_id)
        .where(HandoffItem.dossier_id == dossier_id)
    )
    if reading.is_agency_only:
        slips = slips.where(_is_on_slip(reading.actor.unit_id))
    return or_(Attachment.dossier_id == dossier_id, Attachment.handoff_id.in_(slips))


def require_visible(reading: Reading, row: Attachment) -> None:
    """Raise NotFoundError unless the person may see what the file belongs to."""
    if row.unit_id != reading.actor.office_id:
        raise unknown_file()
    if row.dossier_id is not None:
        visible_state(reading, reading.session.get_one(Dossier, row.dossier_id).code)
    elif reading.is_agency_only:
        slip = reading.session.get_one(Handoff, row.handoff_id)
        if reading.actor.unit_id not in {slip.from_id, slip.to_id}:
            raise unknown_file()


def unknown_file() -> NotFoundError:
    """Return the error for a file that is not there, or not for this person."""
    return NotFoundError(
        "Không tìm thấy tệp đính kèm này. Hãy mở lại hồ sơ để xem các tệp hiện có."
    )


def _is_on_slip(unit_id: int) -> ColumnElement[bool]:
    return (Handoff.from_id == unit_id) | (Handoff.to_id == unit_id)
