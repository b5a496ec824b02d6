"""A handover comes in: each dossier becomes one of this office's, or is declined with a reason."""

from dataclasses import dataclass
from datetime import datetime
from uuid import NAMESPACE_URL, uuid5

import msgspec
from sqlalchemy import insert, select, update

from app.clock import local_date
from app.errors import InvalidInputError, RuleBrokenError, UserError
from app.models.dossiers import Dossier
from app.models.exchange import FOREIGN_FROM, DeclinedDossier, ForeignDossier
from app.models.office import Unit
from app.services.deadlines.calendar import WorkingCalendar
from app.services.deadlines.clocks import clock
from app.services.dossiers.clocks import time_given
from app.services.dossiers.records import HandedPaper, NewDossier, Owner, Submitter
from app.services.dossiers.terms import Terms, due_rule
from app.services.exchange.attaching import attach
from app.services.exchange.content import AnswerLine, Content, DossierSaid, HandoverSaid, utc
from app.services.exchange.records import BundleDossierState, HandoverDecision
from app.services.exchange.rows import Peer
from app.services.exchange.shadows import terms_for
from app.services.intake.receipts import ReceiptCase
from app.services.intake.storing import minute_of, store_case
from app.services.ledger.transactions import Reading, Work, take_number
from app.text import clean
from app.vocabulary.dossiers import Action
from app.wording.texts import moment_text


@dataclass(frozen=True, slots=True)
class Known:
    """What this store has of a dossier already."""

    dossier_id: int
    is_foreign: bool
    peer_id: int
    slip: tuple[str, int]
    received_at: datetime
    taken_by: str
    acknowledged_at: datetime | None


def known_dossier(reading: Reading, code: str) -> Known | None:
    """Return what this store has of a code; None for a new one."""
    row = reading.session.execute(
        select(Dossier.id, Dossier.received_at, ForeignDossier)
        .outerjoin(ForeignDossier, ForeignDossier.dossier_id == Dossier.id)
        .where(Dossier.code == code)
    ).first()
    if row is None:
        return None
    foreign: ForeignDossier | None = row.ForeignDossier
    if foreign is None:
        return Known(row.id, False, 0, ("", 0), row.received_at, "", None)  # noqa: FBT003 - a record
    return Known(
        row.id,
        True,  # noqa: FBT003 - a record
        foreign.peer_id,
        (foreign.slip_number, foreign.slip_year),
        row.received_at,
        foreign.taken_by,
        foreign.acknowledged_at,
    )


def standing_of(
    said: DossierSaid, known: Known | None, peer: Peer
) -> tuple[BundleDossierState, str]:
    """Return how a dossier of a handover stands here, and why it cannot be taken in."""
    if known is None:
        return BundleDossierState.NEW, ""
    if not known.is_foreign:
        return (
            BundleDossierState.PROBLEM,
            f"Mã {said.code} đã là hồ sơ do chính đơn vị nhận tiếp nhận.",
        )
    if known.peer_id != peer.unit_id:
        return (
            BundleDossierState.PROBLEM,
            f"Hồ sơ {said.code} đã được một đơn vị khác chuyển tới đây.",
        )
    if known.acknowledged_at is not None and known.slip != (said.slip, said.slip_year):
        return BundleDossierState.PROBLEM, (
            f"Hồ sơ {said.code} đã có kết quả và đã gửi về nơi giao lúc "
            f"{moment_text(known.acknowledged_at)}."
        )
    return BundleDossierState.KNOWN, ""


class DossierTaking:
    """Takes the dossiers of one handover in, within one transaction."""

    def __init__(
        self, work: Work, peer: Peer, answers: HandoverDecision, calendar: WorkingCalendar
    ) -> None:
        self._work = work
        self._peer = peer
        self._answers = answers
        self._calendar = calendar
        self._by = answers.receiver_name or work.actor.name

    def take(self, said: DossierSaid) -> tuple[AnswerLine, int | None]:
        """Take in or decline one dossier; return the answer and its row here, if it has one."""
        before = declined_before(self._work, said, self._peer)
        if before is not None:
            return before, None
        known = known_dossier(self._work, said.code)
        standing, problem = standing_of(said, known, self._peer)
        if standing is BundleDossierState.PROBLEM:
            return self._declined(said, problem), None
        if known is not None:
            return self._known(said, known), known.dossier_id
        reason = self._answers.declined.get(said.code, "")
        if reason:
            return self._declined(said, reason), None
        try:
            with self._work.session.begin_nested():
                dossier_id = self._found(said)
        except UserError as problem_here:
            return self._declined(said, problem_here.message), None
        return self._accepted(said, self._work.now, self._by), dossier_id

    def _known(self, said: DossierSaid, known: Known) -> AnswerLine:
        """Say again when it was accepted; a new slip for the same paper takes the old one's place.

        Its sender took it back on its own books while it was here: the paper never moved.
        """
        if known.slip != (said.slip, said.slip_year):
            self._work.session.execute(
                update(ForeignDossier)
                .where(ForeignDossier.dossier_id == known.dossier_id)
                .values(slip_number=said.slip, slip_year=said.slip_year)
            )
        return self._accepted(said, known.received_at, known.taken_by)

    def _found(self, said: DossierSaid) -> int:
        work = self._work
        since = minute_of(work.now)
        rule = due_rule(work.session, work.actor.office_id)
        terms = terms_for(work, said.procedure, rule)
        step = (said.step.value, said.step.unit) if said.step else (None, None)
        given = time_given(terms.limit, since, step, said.due_at)
        day = local_date(work.now)
        number = take_number(work.session, work.actor.office_id, "foreign", f"{day:%Y-%m-%d}")
        case = ReceiptCase(
            unit=work.session.get_one(Unit, work.actor.office_id),
            new=_new_dossier(said, terms, work.actor.office_id),
            terms=terms,
            due=clock(since, given.limit, self._calendar, (), given.promise).legal,
            code=said.code,
            day_number=FOREIGN_FROM + number,
            received_at=work.now,
            is_late_entry=False,
            clock_from=since,
            limit=given.limit,
        )
        dossier_id, _mark = store_case(
            work, case, Action.REGISTER, self._facts(said, case), {"by": self._by}
        )
        work.connection.execute(
            insert(ForeignDossier),
            {
                "dossier_id": dossier_id,
                "peer_id": self._peer.unit_id,
                "slip_number": said.slip,
                "slip_year": said.slip_year,
                "taken_by": self._by,
                "received_there_at": said.received_at,
                "due_there_at": said.due_at,
                "step_value": step[0],
                "step_unit": step[1],
                "acknowledged_at": None,
            },
        )
        attach(work, dossier_id, said.files)
        return dossier_id

    def _facts(self, said: DossierSaid, case: ReceiptCase) -> dict[str, object]:
        return {
            "code": said.code,
            "procedure": case.terms.procedure_code,
            "case": case.terms.case_name,
            "version": case.terms.version_id,
            "channel": said.channel.value,
            "due": case.due.due_at.isoformat() if case.due.due_at else "",
            "why": case.due.summary,
            "papers": sum(paper.count for paper in case.new.papers),
            "fee_vnd": 0,
            "from_unit": self._peer.name,
            "slip": said.slip,
            "received_there": utc(said.received_at).isoformat(),
        }

    def _accepted(self, said: DossierSaid, at: datetime, by: str) -> AnswerLine:
        return _line(said, at, by, "")

    def _declined(self, said: DossierSaid, reason: str) -> AnswerLine:
        line = _line(said, self._work.now, self._by, reason[:2000])
        self._work.connection.execute(
            insert(DeclinedDossier),
            {
                "peer_id": self._peer.unit_id,
                "code": said.code,
                "slip_year": said.slip_year,
                "slip_number": said.slip,
                "declined_at": line.at,
                "declined_by": line.by,
                "reason": line.reason,
            },
        )
        return line


def declined_before(reading: Reading, said: DossierSaid, peer: Peer) -> AnswerLine | None:
    """Return the answer once given to the same dossier on the same slip: it stays that answer."""
    key = (peer.unit_id, said.code, said.slip_year, said.slip)
    row = reading.session.get(DeclinedDossier, key)
    return None if row is None else _line(said, row.declined_at, row.declined_by, row.reason)


def clean_answers(answers: HandoverDecision, content: Content) -> HandoverDecision:
    """Return what a person decided, made clean; nothing is decided of answers and results.

    Raises RuleBrokenError for a dossier the bundle does not hold, InvalidInputError (`reason`).
    """
    codes = {said.code for said in content.dossiers} if isinstance(content, HandoverSaid) else set()
    declined: dict[str, str] = {}
    for code, reason in answers.declined.items():
        wanted = code.strip().upper()
        if wanted not in codes:
            raise RuleBrokenError(f"Gói không có hồ sơ {code}. Hãy kiểm tra lại mã không nhận.")
        declined[wanted] = clean(reason, "reason", limit=2000)
        if not declined[wanted]:
            raise InvalidInputError("reason", f"Chưa có lý do không nhận hồ sơ {code}.")
    name = clean(answers.receiver_name, "receiver_name", limit=200)
    return HandoverDecision(declined=declined, receiver_name=name)


def _line(said: DossierSaid, at: datetime, by: str, reason: str) -> AnswerLine:
    return AnswerLine(
        code=said.code,
        slip=said.slip,
        slip_year=said.slip_year,
        is_accepted=not reason,
        at=at,
        by=by[:200],
        reason=reason,
    )


def _new_dossier(said: DossierSaid, terms: Terms, office_id: int) -> NewDossier:
    """Return the intake as it was there; the fee is the sender's to take, so none is due here."""
    return NewDossier(
        draft_id=str(uuid5(NAMESPACE_URL, f"motcua:{office_id}:{said.code}")),
        case_id=terms.case_id,
        owner=msgspec.convert(said.owner, Owner, from_attributes=True),
        papers=msgspec.convert(said.papers, tuple[HandedPaper, ...], from_attributes=True),
        submitter=msgspec.convert(said.submitter, Submitter | None, from_attributes=True),
        channel=said.channel,
        request=said.request,
        set_count=said.set_count,
        return_by=said.return_by,
        return_address=said.return_address,
        note=said.note,
    )
