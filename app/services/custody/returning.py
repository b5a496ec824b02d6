"""Handing the result to the citizen: who collects, what is owed, and the paper that says so."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import ColumnElement, select, update

from app.clock import local_date
from app.errors import InvalidInputError, NotFoundError, RuleBrokenError
from app.masking import mask_id
from app.models.catalogue import ProcedureVersion
from app.models.dossiers import Dossier, DossierDocument, DossierState
from app.models.outcomes import Posting, Result
from app.models.search_index import find_words
from app.services.custody.collection import (
    issue_return_receipt,
    papers_check_of,
    receipt_of,
    rows_with_papers,
)
from app.services.custody.records import Collection, PapersCheck, ReturnCheck, Returned
from app.services.dossiers.decision import moment_of
from app.services.dossiers.lifecycle import require
from app.services.dossiers.listing import select_rows
from app.services.dossiers.payments import Paid, paid_so_far, take_payment
from app.services.dossiers.records import DossierRow
from app.services.dossiers.states import State, change_state, current_state
from app.services.dossiers.waybills import waybill_warning
from app.services.forms.keys import SigningKey
from app.services.forms.notice_records import FeeReceiptData, PostLabelData
from app.services.forms.records import ReturnReceiptData
from app.services.intake.identity import check_personal_number
from app.services.ledger.records import Actor, LogMark
from app.services.ledger.rights import Right
from app.services.ledger.transactions import Reading, Transactions, Work
from app.services.money.fee_receipts import issue_receipt
from app.services.post import clean_item, issue_label, store_posting
from app.text import clean, fold, words
from app.vocabulary.dossiers import Action, DossierStatus, PostDirection, ReturnBy
from app.wording import sentences
from app.wording.texts import money_text

MAX_NAMED = 5000


class Returning:
    """Lists results waiting for collection, checks one, returns it."""

    def __init__(self, transactions: Transactions, key: SigningKey) -> None:
        self._tx = transactions
        self._key = key

    def waiting(self, actor: Actor, text: str = "", limit: int = 500) -> Sequence[DossierRow]:
        """Return dossiers whose result waits at the counter, sorted by the owner's given name.

        `text` narrows them to words of the owner's or submitter's name, or of the code.
        """
        with self._tx.read(actor, Right.RETURN) as reading:
            conditions: list[ColumnElement[bool]] = [
                DossierState.status == DossierStatus.RESOLVED,
            ]
            wanted = words(text)
            if wanted:
                found = find_words(reading.connection, wanted, MAX_NAMED)
                conditions.append(Dossier.id.in_(found))
            return select_rows(reading, conditions, (Dossier.owner_sort, Dossier.id), limit)

    def papers_waiting(
        self, actor: Actor, text: str = "", limit: int = 500
    ) -> Sequence[DossierRow]:
        """Return withdrawn and stopped dossiers whose papers wait for the citizen at the counter.

        Sorted and narrowed as `waiting` is.
        """
        with self._tx.read(actor, Right.RETURN) as reading:
            return rows_with_papers(reading, text, limit)

    def papers_check(self, actor: Actor, code: str) -> PapersCheck:
        """Return what the desk looks at before it gives a dossier's papers back.

        Raises RuleBrokenError saying why that cannot be now, NotFoundError.
        """
        with self._tx.read(actor, Right.RETURN) as reading:
            state = current_state(reading.session, code, actor.office_id)
            require(Action.GIVE_BACK, state.situation)
            return papers_check_of(reading, state)

    def check(self, actor: Actor, code: str) -> ReturnCheck:
        """Return what the desk checks before handing a result over.

        Raises RuleBrokenError saying why it cannot be returned now, NotFoundError.
        """
        with self._tx.read(actor, Right.RETURN) as reading:
            state = current_state(reading.session, code, actor.office_id)
            require(Action.RETURN, state.situation)
            return check_of(reading, state)

    def preview(self, actor: Actor, code: str, collection: Collection) -> ReturnReceiptData:
        """Return the return receipt as it would be printed now, without number and QR.

        Raises what `give_back` would raise of the collection and of the state.
        """
        with self._tx.read(actor, Right.RETURN) as reading:
            state = current_state(reading.session, code, actor.office_id)
            require(Action.RETURN, state.situation)
            check = check_of(reading, state)
            said = checked_collection(reading, collection, check)
            return receipt_of(reading, state, check, said, "")

    def give_back(self, actor: Actor, code: str, collection: Collection) -> Returned:
        """Record who collected the result; settles the fee; posts it; prints what was asked for.

        Raises InvalidInputError naming the field, RuleBrokenError when a fee is still owed or the
        waybill is another dossier's.
        """
        with self._tx.write(actor, Right.RETURN) as work:
            state = current_state(work.session, code, actor.office_id)
            require(Action.RETURN, state.situation)
            check = check_of(work, state)
            said = checked_collection(work, collection, check)
            at = moment_of(work.now, said.happened_at)
            paid = hand_over(work, state, said, at)
            mark = work.log(
                Action.RETURN.value,
                {
                    "authorised": said.is_authorised,
                    "by_post": said.is_by_post,
                    "paid_vnd": said.paid_vnd,
                },
                dossier_id=state.dossier_id,
                happened_at=at,
                personal={
                    "waybill": said.waybill,
                    "carrier": said.carrier,
                    "note": said.note,
                },
            )
            after = replace(state, status=DossierStatus.RETURNED, from_at=at)
            change_state(work.session, Action.RETURN, state, after, mark)
            receipt, issued = issue_return_receipt(
                work,
                receipt_of(work, state, check, said, number_of(paid)),
                mark,
                self._key,
                is_wanted=said.prints_receipt,
            )
            return Returned(
                code,
                receipt,
                issued.form_id,
                issued.job_id,
                fee_receipt=self._fee_receipt(work, state, said, paid),
                label=self._label(work, state, said, at, mark),
                warning=waybill_warning(said.waybill),
            )

    def _fee_receipt(
        self, work: Work, state: State, said: Collection, paid: Paid | None
    ) -> FeeReceiptData | None:
        if paid is None or not said.prints_fee_receipt:
            return None
        return issue_receipt(work, paid.payment_id, state.due_at, paid.mark, self._key)[0]

    def _label(
        self, work: Work, state: State, said: Collection, at: datetime, mark: LogMark
    ) -> PostLabelData | None:
        """Issue the address label of what goes out by post with this return."""
        if not said.waybill:
            return None
        return issue_label(
            work,
            state.dossier_id,
            mark,
            self._key,
            waybill=said.waybill,
            carrier=said.carrier,
            posted_at=at,
        )[0]


def hand_over(work: Work, state: State, said: Collection, at: datetime) -> Paid | None:
    """Store who collected the result or what took it along, and take what is owed."""
    paid = None
    if said.paid_vnd:
        payer = "" if said.is_by_post else said.collector_name
        paid = take_payment(work, state.dossier_id, said.paid_vnd, at, payer_name=payer)
    if said.waybill:
        store_posting(
            work,
            state.dossier_id,
            PostDirection.OUT,
            waybill=said.waybill,
            carrier=said.carrier,
            at=at,
        )
    work.session.execute(
        update(Result)
        .where(Result.dossier_id == state.dossier_id)
        .values(
            returned_at=at,
            returned_by=work.actor.officer_id,
            collector_name=said.collector_name,
            collector_id_number=said.collector_id_number,
            is_authorised=said.is_authorised,
        )
    )
    return paid


def number_of(paid: Paid | None) -> str:
    """Return a payment's number, "" where nothing was taken."""
    return "" if paid is None else paid.number


def check_of(reading: Reading, state: State) -> ReturnCheck:
    """Return what is checked before a stored result is handed over. Raises NotFoundError."""
    row = reading.session.execute(
        select(Dossier, ProcedureVersion.name, Result)
        .join(ProcedureVersion, ProcedureVersion.id == Dossier.version_id)
        .join(Result, Result.dossier_id == Dossier.id)
        .where(Dossier.id == state.dossier_id)
    ).first()
    if row is None:
        raise NotFoundError(f"Hồ sơ {state.code} chưa có kết quả.")
    dossier, procedure_name, result = row
    originals = reading.session.execute(
        select(DossierDocument.name)
        .where(DossierDocument.dossier_id == dossier.id, DossierDocument.original > 0)
        .order_by(DossierDocument.ordinal)
    ).scalars()
    return ReturnCheck(
        dossier_id=dossier.id,
        code=dossier.code,
        owner_name=dossier.owner_name,
        owner_id_number=dossier.owner_id_number,
        submitter_name=dossier.submitter_name,
        procedure_name=procedure_name,
        outcome=result.outcome,
        document_number=result.document_number,
        resolved_at=result.resolved_at,
        due_at=state.due_at,
        fee_vnd=dossier.fee_vnd,
        paid_vnd=paid_so_far(reading.session, dossier.id),
        original_papers=tuple(originals),
        submitter_id_number=dossier.submitter_id_number,
        return_by=dossier.return_by,
        return_address=dossier.return_address or dossier.address,
        exempt_ground=dossier.exempt_ground,
        waybill=_posted_already(reading, dossier.id),
    )


def _posted_already(reading: Reading, dossier_id: int) -> str:
    found = reading.session.scalars(
        select(Posting.waybill)
        .where(Posting.dossier_id == dossier_id, Posting.direction == PostDirection.OUT)
        .order_by(Posting.id.desc())
        .limit(1)
    )
    return found.first() or ""


def checked_collection(reading: Reading, said: Collection, check: ReturnCheck) -> Collection:
    """Return `said` made clean, where it may be handed over so.

    Raises InvalidInputError naming the field, RuleBrokenError when a fee is still owed.
    """
    name = clean(said.collector_name, "collector_name", limit=300)
    if not name:
        raise InvalidInputError("collector_name", "Chưa có họ tên người nhận kết quả.")
    number = clean(said.collector_id_number, "collector_id", limit=32).replace(" ", "").upper()
    if number:
        check_personal_number(number, "collector_id", local_date(reading.now))
    note = clean(said.note, "note", limit=2000, lines=True)
    checked = replace(said, collector_name=name, collector_id_number=number, note=note)
    _check_collector(checked, check)
    _check_money(checked, check)
    return _with_item(checked, check)


def _with_item(said: Collection, check: ReturnCheck) -> Collection:
    """Ask for the waybill of what the post carries, unless the item was recorded before."""
    if not said.is_by_post or (check.waybill and not said.waybill.strip()):
        return replace(said, waybill="", carrier="")
    waybill, carrier = clean_item(said.waybill, said.carrier)
    if waybill == check.waybill:
        return replace(said, waybill="", carrier="")
    return replace(said, waybill=waybill, carrier=carrier)


def _check_collector(said: Collection, check: ReturnCheck) -> None:
    """Let collect: owner, submitter, a person with an authorisation (NĐ 61/2018 Đ6), the post."""
    if said.is_by_post:
        if check.return_by is not ReturnBy.POST:
            raise InvalidInputError(
                "collector_name",
                sentences.NOT_BY_POST,
            )
        return
    if said.is_authorised:
        if not said.collector_id_number:
            raise InvalidInputError(
                "collector_id", "Nhận theo ủy quyền cần số giấy tờ của người nhận."
            )
        return
    known = {
        fold(check.submitter_name): check.submitter_id_number,
        fold(check.owner_name): check.owner_id_number,
    }
    wanted = fold(said.collector_name)
    if wanted not in known:
        raise InvalidInputError(
            "collector_name",
            "Người nhận không phải chủ hồ sơ hay người nộp. Hãy kiểm tra giấy ủy quyền và "
            "đánh dấu “nhận theo ủy quyền”.",
        )
    number = known[wanted]
    is_another = bool(number and said.collector_id_number and number != said.collector_id_number)
    if is_another and not said.note:
        raise InvalidInputError(
            "collector_id",
            f"Số giấy tờ khác số ghi khi tiếp nhận ({mask_id(number)}). Hãy kiểm tra đúng người; "
            "nếu họ đã đổi giấy tờ, ghi điều đó vào ghi chú.",
        )


def _check_money(said: Collection, check: ReturnCheck) -> None:
    if said.paid_vnd < 0 or said.paid_vnd > check.owed_vnd:
        raise InvalidInputError(
            "paid_vnd", f"Số tiền thu phải từ 0 đến {money_text(check.owed_vnd)}."
        )
    if said.paid_vnd < check.owed_vnd:
        raise RuleBrokenError(
            f"Còn phải thu {money_text(check.owed_vnd - said.paid_vnd)} trước khi trả kết quả."
        )
