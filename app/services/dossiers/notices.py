"""The notice an act issues: what it says, its number in its book, its signed QR."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select

from app.models.catalogue import Procedure, ProcedureCase, ProcedureVersion
from app.models.dossiers import Dossier
from app.models.office import Unit
from app.services.dossiers.clocks import supplement_count
from app.services.dossiers.decision import (
    Decision,
    is_refusal,
    new_due_of,
    require_items,
    require_second_request,
)
from app.services.dossiers.papers import papers_of
from app.services.dossiers.people_columns import owner_of, said_on, submitter_of
from app.services.dossiers.states import State
from app.services.forms.issuing import (
    Issued,
    fields_of_dossier,
    form_set,
    issue_signed,
    letterhead,
    next_number,
)
from app.services.forms.keys import SigningKey
from app.services.forms.notice_records import (
    ApologyData,
    Letterhead,
    PaperLine,
    RefusalData,
    StopNoticeData,
    Subject,
    SupplementRequestData,
    WithdrawalNoteData,
)
from app.services.forms.numbering import check_digits
from app.services.ledger.records import LogMark
from app.services.ledger.transactions import Reading, Work
from app.vocabulary.dossiers import Action

NoticeData = SupplementRequestData | RefusalData | ApologyData | StopNoticeData | WithdrawalNoteData


@dataclass(frozen=True, slots=True)
class Occasion:
    """What a notice is made of; `state` as it was before the act, `at` when the act happened."""

    reading: Reading
    state: State
    said: Decision
    at: datetime
    unit: Unit
    dossier: Dossier

    @property
    def head(self) -> Letterhead:
        """Who issues it."""
        return letterhead(self.unit)

    @property
    def papers(self) -> tuple[PaperLine, ...]:
        """The papers that go back to the citizen: all but electronic copies."""
        handed = papers_of(self.reading.connection, self.state.dossier_id)
        return tuple(
            replace(paper.line(), electronic=0)
            for paper in handed
            if paper.count > paper.electronic
        )


def occasion_of(reading: Reading, state: State, said: Decision, at: datetime) -> Occasion:
    """Gather what a notice of `state` needs."""
    return Occasion(
        reading,
        state,
        said,
        at,
        reading.session.get_one(Unit, reading.actor.office_id),
        reading.session.get_one(Dossier, state.dossier_id),
    )


def notice_of(action: Action, on: Occasion) -> NoticeData | None:
    """Return the notice that `action` issues, without number and QR; None where it issues none.

    Raises InvalidInputError for an answer that the notice cannot do without.
    """
    if action is Action.RESOLVE and not is_refusal(action, on.said):
        return None
    made = _NOTICES.get(action)
    return None if made is None else made(on)


def issue_notice(
    work: Work,
    notice: NoticeData,
    on: Occasion,
    mark: LogMark,
    key: SigningKey,
) -> tuple[NoticeData, Issued]:
    """Give a notice its number and signature, store and queue it; its QR pins the log's head."""
    number = next_number(work, notice.FORM_KIND, on.at)
    fields = fields_of_dossier(key, notice.FORM_KIND, on.dossier, mark)
    return issue_signed(work, number, notice, fields, key, dossier_id=on.dossier.id)


def subject_of(reading: Reading, dossier: Dossier, due_at: datetime | None) -> Subject:
    """Return the dossier as notices name it."""
    code, version_name, case_name = reading.session.execute(
        select(Procedure.code, ProcedureVersion.name, ProcedureCase.name)
        .join(ProcedureVersion, ProcedureVersion.procedure_id == Procedure.id)
        .join(ProcedureCase, ProcedureCase.version_id == ProcedureVersion.id)
        .where(ProcedureCase.id == dossier.case_id)
    ).one()
    return Subject(
        code=dossier.code,
        code_check=check_digits(dossier.code),
        owner_name=dossier.owner_name,
        submitter_name=dossier.submitter_name or dossier.owner_name,
        **said_on(Subject, owner_of(dossier), submitter_of(dossier)),
        procedure_code=code,
        procedure_name=version_name,
        case_name=case_name,
        request=dossier.request,
        received_at=dossier.received_at,
        due_at=due_at,
    )


def _subject(on: Occasion) -> Subject:
    return subject_of(on.reading, on.dossier, on.state.due_at)


def _supplement_request(on: Occasion) -> SupplementRequestData:
    round_no = supplement_count(on.reading.session, on.state.dossier_id) + 1
    require_items(on.said)
    require_second_request(round_no, on.said)
    return SupplementRequestData(
        form=form_set(on.dossier.received_at),
        head=on.head,
        number="",
        subject=_subject(on),
        issued_at=on.at,
        items=on.said.items,
        reason=on.said.note if on.said.note != "; ".join(on.said.items) else "",
        ground=on.said.ground,
        round_no=round_no,
        approver=on.said.approver,
        officer_name=on.reading.actor.name,
        contact_phone=on.unit.hotline,
    )


def _refusal(on: Occasion) -> RefusalData:
    return RefusalData(
        form=form_set(on.dossier.received_at),
        head=on.head,
        number="",
        subject=_subject(on),
        issued_at=on.at,
        is_at_desk=False,
        reasons=on.said.items or (on.said.note,),
        ground=on.said.ground,
        officer_name=on.reading.actor.name,
    )


def _apology(on: Occasion) -> ApologyData:
    """Return the letter of the unit that is late: the one that holds the dossier now."""
    new_due = new_due_of(on.said)
    late = on.reading.session.get_one(Unit, on.state.holder_id)
    return ApologyData(
        form=form_set(on.dossier.received_at),
        head=on.head,
        number="",
        subject=_subject(on),
        issued_at=on.at,
        old_due_at=on.state.due_at or new_due,
        new_due_at=new_due,
        reason=on.said.note,
        agency_name=late.name,
        signer=on.said.approver or late.head_name,
        agency_head=None if late.id == on.unit.id else _head_of_agency(late, on.head),
    )


def _head_of_agency(agency: Unit, office: Letterhead) -> Letterhead:
    """Return the head of an agency's own paper, which is printed and demonstrated at `office`."""
    head = letterhead(agency)
    return replace(head, place=head.place or office.place, is_demo=office.is_demo)


def _stop_notice(on: Occasion) -> StopNoticeData:
    return StopNoticeData(
        form=form_set(on.dossier.received_at),
        head=on.head,
        number="",
        subject=_subject(on),
        issued_at=on.at,
        stopped_at=on.at,
        reason=on.said.note,
        ground=on.said.ground,
        papers=on.papers if on.said.gives_papers_back else (),
        signer=on.said.approver or on.unit.head_name,
    )


def _withdrawal_note(on: Occasion) -> WithdrawalNoteData:
    return _papers_note(on, on.at if on.said.gives_papers_back else None, is_withdrawal=True)


def _give_back_note(on: Occasion) -> WithdrawalNoteData:
    return _papers_note(on, on.at, is_withdrawal=False)


def _papers_note(
    on: Occasion, returned_at: datetime | None, *, is_withdrawal: bool
) -> WithdrawalNoteData:
    return WithdrawalNoteData(
        head=on.head,
        number="",
        subject=_subject(on),
        issued_at=on.at,
        is_withdrawal=is_withdrawal,
        reason=on.said.note,
        papers=on.papers,
        returned_at=returned_at,
        receiver_name=on.said.receiver_name or on.dossier.submitter_name or on.dossier.owner_name,
        receiver_id=on.said.receiver_id,
        officer_name=on.reading.actor.name,
    )


_NOTICES: Mapping[Action, Callable[[Occasion], NoticeData]] = {
    Action.ASK_SUPPLEMENT: _supplement_request,
    Action.RESOLVE: _refusal,
    Action.EXTEND: _apology,
    Action.STOP: _stop_notice,
    Action.WITHDRAW: _withdrawal_note,
    Action.GIVE_BACK: _give_back_note,
}
