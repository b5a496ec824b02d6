"""The agencies that decide: a renamed or merged one gets a successor and stays in history."""

import re

from sqlalchemy import func, select, update
from sqlalchemy.orm import aliased

from app.clock import local_date
from app.errors import InvalidInputError, NotFoundError, RuleBrokenError
from app.models.base import FOREVER
from app.models.catalogue import ProcedureVersion
from app.models.custody import Handoff, HandoffItem
from app.models.dossiers import DossierState
from app.models.office import Unit
from app.models.people import Officer
from app.services.catalogue.agency_names import AgencyBook, same_agency
from app.services.catalogue.records import AgencyDraft, AgencyEntry
from app.services.catalogue.route_units import RouteUnits, with_units
from app.services.catalogue.stored import versions_naming
from app.services.catalogue.versions import NewVersion, write_versions
from app.services.ledger.records import Actor
from app.services.ledger.rights import Right
from app.services.ledger.transactions import Reading, Transactions, Work
from app.text import clean
from app.vocabulary.dossiers import HandoffItemState
from app.vocabulary.office import UnitKind
from app.wording import sentences

_CODE = re.compile(r"[0-9A-Za-zĐđ][0-9A-Za-zĐđ._-]*")


class Agencies:
    """Lists, adds, renames, merges and ends agencies."""

    def __init__(self, transactions: Transactions) -> None:
        self._tx = transactions

    def list(self, actor: Actor, *, has_ended: bool = False) -> tuple[AgencyEntry, ...]:
        """Return the agencies in force, by name; the ended ones too where `has_ended`."""
        with self._tx.read(actor, Right.READ_CATALOGUE) as reading:
            rows = _rows(reading)
        return tuple(row for row in rows if has_ended or row.valid_to is None)

    def id_of(self, actor: Actor, code: str) -> int:
        """Return the unit of this code that still works, the office itself included.

        Raises NotFoundError.
        """
        with self._tx.read(actor, Right.READ_CATALOGUE) as reading:
            found = reading.session.execute(
                select(Unit.id).where(Unit.code == code.strip(), Unit.valid_to.is_(None))
            ).scalar()
        if found is None:
            raise NotFoundError(f"Không có cơ quan mã {code}. Hãy kiểm tra lại mã.")
        return found

    def add(self, actor: Actor, draft: AgencyDraft) -> AgencyEntry:
        """Add an agency. Raises InvalidInputError for `name` or `code`."""
        good = _checked(draft)
        with self._tx.write(actor, Right.EDIT_CATALOGUE) as work:
            book = AgencyBook(work.session, local_date(work.now))
            _refuse_taken(book, good)
            added = book.add(good.name, good.code, good.level)
            work.log("agency_added", {"code": added.code, "name": added.name})
            return _row(work, added.unit_id)

    def rename(self, actor: Actor, agency_id: int, draft: AgencyDraft) -> AgencyEntry:
        """Give an agency a new name: a successor takes over its procedures and officers.

        Returns the successor. Raises InvalidInputError, NotFoundError, RuleBrokenError.
        """
        good = _checked(draft)
        with self._tx.write(actor, Right.EDIT_CATALOGUE) as work:
            old = _in_force(work, agency_id)
            if old.name == good.name:
                raise InvalidInputError("name", "Tên mới giống tên đang dùng. Hãy nhập tên khác.")
            book = AgencyBook(work.session, local_date(work.now))
            if same_agency(old.name) != same_agency(good.name):
                _refuse_taken(book, good)
            elif good.code and book.is_taken(good.code):
                raise _taken_code(good.code)
            heir = book.add(good.name, good.code, good.level)
            _hand_on(work, old, heir.unit_id)
            work.log("agency_renamed", {"code": old.code, "name": old.name, "new_name": heir.name})
            return _row(work, heir.unit_id)

    def merge(self, actor: Actor, agency_id: int, into_id: int) -> AgencyEntry:
        """Merge an agency into another one, its successor, which is returned.

        Raises NotFoundError and RuleBrokenError.
        """
        with self._tx.write(actor, Right.EDIT_CATALOGUE) as work:
            old, heir = _in_force(work, agency_id), _in_force(work, into_id)
            if old.id == heir.id:
                raise RuleBrokenError("Không thể nhập một cơ quan vào chính nó. Hãy chọn lại.")
            _hand_on(work, old, heir.id)
            work.log("agency_merged", {"code": old.code, "into": heir.code})
            return _row(work, heir.id)

    def end(self, actor: Actor, agency_id: int, note: str) -> AgencyEntry:
        """End an agency that nothing depends on any more.

        Raises InvalidInputError for `note`, NotFoundError, and RuleBrokenError while procedures in
        force name it or it holds paper.
        """
        reason = clean(note, "note", limit=500)
        if not reason:
            raise InvalidInputError("note", sentences.NO_REASON_OR_DECISION)
        with self._tx.write(actor, Right.EDIT_CATALOGUE) as work:
            agency = _in_force(work, agency_id)
            _refuse_needed(work, agency)
            agency.valid_to = local_date(work.now)
            work.session.flush()
            work.log("agency_ended", {"code": agency.code, "name": agency.name, "note": reason})
            return _row(work, agency.id)


def _checked(draft: AgencyDraft) -> AgencyDraft:
    name = clean(draft.name, "name", limit=300)
    if not name:
        raise InvalidInputError("name", "Chưa có tên cơ quan. Hãy nhập tên.")
    code = clean(draft.code, "code", limit=64)
    if code and not _CODE.fullmatch(code):
        raise InvalidInputError(
            "code", "Mã cơ quan chỉ gồm chữ, số và các dấu . - _; hãy nhập lại."
        )
    return AgencyDraft(name, draft.level, code)


def _refuse_taken(book: AgencyBook, draft: AgencyDraft) -> None:
    if draft.code and book.is_taken(draft.code):
        raise _taken_code(draft.code)
    known = book.find(draft.name)
    if known is not None:
        raise InvalidInputError(
            "name", f"Đã có cơ quan “{known.name}” (mã {known.code}). Hãy dùng cơ quan đó."
        )


def _taken_code(code: str) -> InvalidInputError:
    return InvalidInputError("code", f"Mã {code} đã có đơn vị khác dùng. Hãy chọn mã khác.")


def _in_force(work: Work, agency_id: int) -> Unit:
    unit = work.session.get(Unit, agency_id)
    if unit is None or unit.kind is not UnitKind.AGENCY:
        raise NotFoundError("Không có cơ quan này. Hãy chọn lại trong danh sách.")
    if unit.valid_to is not None:
        raise RuleBrokenError(f"Cơ quan “{unit.name}” đã kết thúc. Hãy chọn cơ quan đang dùng.")
    return unit


def _hand_on(work: Work, old: Unit, heir_id: int) -> None:
    """End `old`; its procedures get a version under the successor, its officers move there."""
    old.valid_to = local_date(work.now)
    old.successor_id = heir_id
    work.session.flush()
    units = RouteUnits(work.session, old.valid_to)
    wanted = [
        NewVersion(
            with_units(units, stored.draft),
            heir_id if stored.agency_id == old.id else stored.agency_id,
            stored,
        )
        for stored in versions_naming(work.session, old.id)
    ]
    write_versions(work.session, work.now, wanted)
    work.session.execute(update(Officer).where(Officer.unit_id == old.id).values(unit_id=heir_id))


def _refuse_needed(work: Work, agency: Unit) -> None:
    procedures = len(versions_naming(work.session, agency.id))
    if procedures:
        raise RuleBrokenError(
            f"Còn {procedures} thủ tục giao cho “{agency.name}”. Hãy đổi tên hoặc nhập vào cơ quan "
            "khác để chuyển các thủ tục này."
        )
    held = work.session.execute(
        select(func.count())
        .select_from(DossierState)
        .where(DossierState.holder_id == agency.id, DossierState.to_at == FOREVER)
    ).scalar_one()
    coming = work.session.execute(
        select(func.count())
        .select_from(HandoffItem)
        .join(Handoff, Handoff.id == HandoffItem.handoff_id)
        .where(Handoff.to_id == agency.id, HandoffItem.state == HandoffItemState.SENT)
    ).scalar_one()
    if held or coming:
        raise RuleBrokenError(
            f"“{agency.name}” còn giữ {held} hồ sơ và {coming} hồ sơ đang trên đường đến. "
            "Hãy nhận lại hoặc thu hồi trước."
        )


def _row(reading: Reading, agency_id: int) -> AgencyEntry:
    return next(row for row in _rows(reading) if row.agency_id == agency_id)


def _rows(reading: Reading) -> tuple[AgencyEntry, ...]:
    heir = aliased(Unit)
    procedures = (
        select(ProcedureVersion.agency_id, func.count().label("count"))
        .where(ProcedureVersion.valid_to.is_(None))
        .group_by(ProcedureVersion.agency_id)
        .subquery()
    )
    found = reading.session.execute(
        select(
            Unit.id.label("agency_id"),
            Unit.code,
            Unit.name,
            Unit.level,
            Unit.valid_from,
            Unit.valid_to,
            func.coalesce(heir.name, "").label("successor_name"),
            func.coalesce(procedures.c.count, 0).label("procedure_count"),
        )
        .outerjoin(heir, heir.id == Unit.successor_id)
        .outerjoin(procedures, procedures.c.agency_id == Unit.id)
        .where(Unit.kind == UnitKind.AGENCY)
        .order_by(Unit.name, Unit.id)
    )
    return tuple(AgencyEntry(**row._asdict()) for row in found)
