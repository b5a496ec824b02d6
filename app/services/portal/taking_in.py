"""Takes the online dossiers of the portal's file in, or refuses them; each keeps its code."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final
from uuid import NAMESPACE_URL, uuid5

from sqlalchemy import select

from app.errors import ConflictError, InvalidInputError, NotFoundError, RuleBrokenError
from app.models.base import FOREVER
from app.models.dossiers import Dossier, DossierState
from app.services.dossiers.records import HandedPaper, NewDossier, Owner
from app.services.dossiers.terms import Terms, due_rule, terms_in_force
from app.services.intake.intake import Intake
from app.services.intake.refusing import Refusing
from app.services.intake.validation import check_intake
from app.services.ledger.records import Actor
from app.services.ledger.rights import Right
from app.services.ledger.transactions import Reading, Transactions
from app.services.portal.online import (
    ONLINE,
    PEOPLE,
    OnlineDossier,
    OnlinePaper,
    OnlineRow,
    read_online,
)
from app.services.portal.records import (
    COPY,
    NEWLY_FILED,
    ORIGINAL,
    STATUS_NAMES,
    OnlineLine,
    OnlineStanding,
    OnlineTaken,
    instant_of,
)
from app.vocabulary.dossiers import Channel
from app.wording.labels import label
from app.wording.texts import moment_text

# A procedure's code of the national list, which provinces write their own behind (1.001193.H21).
_NATIONAL: Final = re.compile(r"([0-9]\.[0-9]{6})\..+")


@dataclass(frozen=True, slots=True)
class _Found:
    """A line with the intake it makes, where it is to be taken in."""

    line: OnlineLine
    new: NewDossier | None = None


class PortalIntake:
    """Shows what is in a file of the portal and takes it in, one transaction a dossier."""

    def __init__(self, transactions: Transactions, intake: Intake, refusing: Refusing) -> None:
        self._tx = transactions
        self._intake = intake
        self._refusing = refusing

    def preview(self, actor: Actor, content: bytes) -> tuple[OnlineLine, ...]:
        """Return how each dossier of the file stands here; changes nothing.

        Raises InvalidInputError (`file`) where the file as a whole cannot be read.
        """
        rows = read_online(content)
        with self._tx.read(actor, Right.REGISTER) as reading:
            return tuple(_find(reading, row).line for row in rows)

    def take_in(
        self, actor: Actor, content: bytes, refused: Mapping[str, tuple[str, ...]] | None = None
    ) -> tuple[OnlineTaken, ...]:
        """Receive each new dossier now, or refuse it with the reasons that `refused` has by code.

        A dossier that is here already stays as it is, so the same file again changes nothing.
        Raises InvalidInputError (`file`; `refused` for a code that is no new dossier of the file).
        """
        rows = read_online(content)
        reasons = {code.strip().upper(): said for code, said in (refused or {}).items()}
        unknown = sorted(reasons.keys() - {row.code for row in rows if row.said})
        if unknown:
            raise InvalidInputError(
                "refused", f"Tệp không có hồ sơ {unknown[0]}. Hãy kiểm tra lại mã không nhận."
            )
        return tuple(self._take(actor, row, reasons.get(row.code)) for row in rows)

    def _take(self, actor: Actor, row: OnlineRow, reasons: tuple[str, ...] | None) -> OnlineTaken:
        try:
            with self._tx.write(actor, Right.REGISTER) as work:
                found = _find(work, row)
                if found.new is None:
                    return OnlineTaken(line=found.line)
                if reasons is not None:
                    refusal = self._refusing.refuse_in(
                        work, found.new, reasons, given_code=row.code
                    )
                    return OnlineTaken(line=found.line, not_accepted=refusal)
                registered = self._intake.take_in(work, found.new, row.code)
                return OnlineTaken(line=found.line, registered=registered)
        except (InvalidInputError, NotFoundError, RuleBrokenError, ConflictError) as error:
            field = error.field if isinstance(error, InvalidInputError) else ""
            return OnlineTaken(line=_wrong(_line_of(row), error.message, field))


def _find(reading: Reading, row: OnlineRow) -> _Found:
    """Return how a line stands here, and the intake it makes where it is new."""
    line, said = _line_of(row), row.said
    if said is None:
        return _Found(line)
    standing = _standing(reading, line, said)
    if standing.standing is not OnlineStanding.NEW:
        return _Found(standing)
    try:
        return _new(reading, line, said)
    except InvalidInputError as error:
        return _Found(_wrong(line, error.message, error.field))
    except NotFoundError as error:
        return _Found(_wrong(line, error.message, "MaTTHC"))


def _standing(reading: Reading, line: OnlineLine, said: OnlineDossier) -> OnlineLine:
    """Return the line with what the store and the portal say of its code."""
    known = _known(reading, line)
    if known is not None and known.standing is OnlineStanding.KNOWN:
        return known
    if said.status != NEWLY_FILED or said.channel != ONLINE:
        return replace(line, standing=OnlineStanding.NOT_NEW, detail=_not_new(said))
    return known or line


def _new(reading: Reading, line: OnlineLine, said: OnlineDossier) -> _Found:
    """Return a new dossier's line and intake. Raises InvalidInputError, NotFoundError."""
    terms = _terms(reading, said.procedure_code.strip())
    new = _intake_of(reading.actor.office_id, line.code, said, terms.case_id)
    checked = check_intake(new, reading.now)
    _check_filed(line.filed_at, reading.now)
    shown = replace(
        line,
        owner_name=checked.owner.name,
        procedure_code=terms.procedure_code,
        procedure_name=terms.procedure_name,
        case_name=terms.case_name,
    )
    return _Found(shown, replace(new, fee_vnd=terms.fee_vnd))


def _check_filed(filed_at: datetime | None, now: datetime) -> None:
    if filed_at is not None and filed_at > now:
        raise InvalidInputError(
            "NgayTiepNhan", "NgayTiepNhan ở tương lai. Hãy kiểm tra giờ của máy và của tệp."
        )


def _line_of(row: OnlineRow) -> OnlineLine:
    said = row.said
    return OnlineLine(
        row=row.row,
        code=row.code,
        owner_name=said.owner_name if said else "",
        procedure_code=said.procedure_code if said else "",
        procedure_name=(said.procedure_name or "") if said else "",
        case_name="",
        paper_count=sum(paper.count for paper in said.papers or ()) if said else 0,
        filed_at=instant_of(said.filed_at or "") if said else None,
        standing=OnlineStanding.NEW if said else OnlineStanding.WRONG,
        detail=row.problem,
        field=row.field,
    )


def _wrong(line: OnlineLine, detail: str, field: str) -> OnlineLine:
    return replace(line, standing=OnlineStanding.WRONG, detail=detail, field=field)


def _known(reading: Reading, line: OnlineLine) -> OnlineLine | None:
    """Return what is true of a code that is in the store already; None for a new one."""
    row = reading.session.execute(
        select(Dossier.draft_id, Dossier.owner_name, Dossier.received_at, DossierState.status)
        .join(DossierState, DossierState.dossier_id == Dossier.id)
        .where(Dossier.code == line.code, DossierState.to_at == FOREVER)
    ).first()
    if row is None:
        return None
    at = moment_text(row.received_at)
    if row.draft_id == _draft_id(reading.actor.office_id, line.code):
        detail = f"Đã có ở đây từ {at}, nay: {label(row.status)}."
        return replace(line, standing=OnlineStanding.KNOWN, detail=detail)
    detail = (
        f"Mã {line.code} đã là hồ sơ của {row.owner_name}, nhận lúc {at}, không phải từ tệp của "
        "Cổng. Hãy mở hồ sơ đó để đối chiếu."
    )
    return _wrong(line, detail, "MaHoSo")


def _not_new(said: OnlineDossier) -> str:
    if said.status == NEWLY_FILED:
        return "Không phải hồ sơ trực tuyến (HinhThuc khác 2)."
    return f"Không phải hồ sơ mới: Cổng ghi {said.status} – {STATUS_NAMES[said.status]}."


def _terms(reading: Reading, code: str) -> Terms:
    """Return the first case of the procedure, by its own code or the national part of it."""
    rule = due_rule(reading.session, reading.actor.office_id)
    try:
        return terms_in_force(reading.session, code, "", reading.now, rule)
    except NotFoundError:
        national = _NATIONAL.fullmatch(code)
        if national is None:
            raise
    return terms_in_force(reading.session, national[1], "", reading.now, rule)


def _draft_id(office_id: int, code: str) -> str:
    return str(uuid5(NAMESPACE_URL, f"motcua:portal:{office_id}:{code}"))


def _intake_of(office_id: int, code: str, said: OnlineDossier, case_id: int) -> NewDossier:
    return NewDossier(
        draft_id=_draft_id(office_id, code),
        case_id=case_id,
        owner=Owner(
            name=said.owner_name,
            kind=PEOPLE[said.owner_kind],
            id_number=said.owner_id or "",
            phone=said.phone or "",
            email=said.email or "",
        ),
        papers=_papers(said.papers or ()),
        channel=Channel.ONLINE,
        request=said.request or "",
        note=_note(said),
    )


def _note(said: OnlineDossier) -> str:
    """Return the applicant's note behind when the portal says that it was filed."""
    filed_at = instant_of(said.filed_at or "")
    filed = f"Nộp trên Cổng lúc {moment_text(filed_at)}" if filed_at else ""
    return " · ".join(part for part in (filed, said.note or "") if part)


def _papers(said: tuple[OnlinePaper, ...]) -> tuple[HandedPaper, ...]:
    """Return one paper for each name and ordinal; a copy is plain, for none says it certified."""
    found: dict[tuple[str, str], HandedPaper] = {}
    for each in said:
        key = (each.ordinal or "", each.name)
        before = found.get(key, HandedPaper(each.name))
        if each.kind == ORIGINAL:
            found[key] = replace(before, original=before.original + each.count)
        elif each.kind == COPY:
            found[key] = replace(before, plain=before.plain + each.count)
        else:
            found[key] = replace(before, electronic=before.electronic + each.count)
    return tuple(found.values())
