"""What came and went by post: recorded, numbered by the carrier, found again by its waybill."""

from dataclasses import replace

from sqlalchemy import select

from app.errors import RuleBrokenError
from app.models.dossiers import Dossier
from app.models.people import Officer
from app.models.post import Posting
from app.services.dossiers.lifecycle import OPEN_STATUSES
from app.services.dossiers.moment import moment_of
from app.services.dossiers.states import State, current_state
from app.services.dossiers.waybills import waybill_warning
from app.services.forms.keys import SigningKey
from app.services.ledger.records import Actor
from app.services.ledger.rights import Right
from app.services.ledger.transactions import Reading, Transactions
from app.services.post.labels import issue_label
from app.services.post.records import Posted, PostingLine, Waybill
from app.services.post.storing import clean_item, store_posting
from app.vocabulary.dossiers import DossierStatus, ReturnBy
from app.vocabulary.money_and_post import PostDirection
from app.wording.labels import label


class Postings:
    """Records items of the post; delivering a result is `Returning.give_back` with its waybill."""

    def __init__(self, transactions: Transactions, key: SigningKey) -> None:
        self._tx = transactions
        self._key = key

    def record(self, actor: Actor, code: str, direction: PostDirection, item: Waybill) -> Posted:
        """Record an item for the dossier `code`; one that goes out gets its address label.

        Raises InvalidInputError (`waybill`, `carrier`, `at`), RuleBrokenError saying what is true
        now, NotFoundError.
        """
        with self._tx.write(actor, Right.RETURN) as work:
            state = current_state(work.session, code, actor.office_id)
            number, carrier = clean_item(item.number, item.carrier)
            at = moment_of(work.now, item.posted_at)
            _require_postable(work, state, direction)
            store_posting(work, state.dossier_id, direction, (number, carrier), at)
            mark = work.log(
                "posting",
                {"direction": direction.value},
                dossier_id=state.dossier_id,
                happened_at=at,
                personal={"waybill": number, "carrier": carrier},
            )
            posted = Posted(
                code=code,
                direction=direction,
                waybill=number,
                carrier=carrier,
                posted_at=at,
                warning=waybill_warning(number),
            )
            if direction is PostDirection.IN:
                return posted
            sent = (number, carrier, at)
            data, issued = issue_label(work, state.dossier_id, sent, mark, self._key)
            return replace(posted, label=data, form_id=issued.form_id, job_id=issued.job_id)

    def of_dossier(self, actor: Actor, code: str) -> tuple[PostingLine, ...]:
        """Return a dossier's items, oldest first. Raises NotFoundError."""
        with self._tx.read(actor, Right.RETURN) as reading:
            state = current_state(reading.session, code, actor.office_id)
            rows = reading.session.execute(
                select(
                    Posting.direction,
                    Posting.waybill,
                    Posting.carrier,
                    Posting.posted_at,
                    Officer.name.label("officer_name"),
                )
                .join(Officer, Officer.id == Posting.posted_by)
                .where(Posting.dossier_id == state.dossier_id)
                .order_by(Posting.id)
            )
            return tuple(PostingLine(**row) for row in rows.mappings())


def _require_postable(reading: Reading, state: State, direction: PostDirection) -> None:
    """Let papers come in while the work lasts, and a result go out that the post shall carry."""
    if direction is PostDirection.IN:
        if state.status not in OPEN_STATUSES:
            raise RuleBrokenError(
                f"Hồ sơ đang ở trạng thái “{label(state.status)}” nên không ghi giấy tờ gửi đến."
            )
        return
    dossier = reading.session.get_one(Dossier, state.dossier_id)
    if dossier.return_by is not ReturnBy.POST:
        raise RuleBrokenError(
            "Hồ sơ này không đăng ký trả qua bưu chính. Hãy trả tại quầy cho người có quyền."
        )
    if state.status is not DossierStatus.RESOLVED:
        raise RuleBrokenError(
            f"Hồ sơ đang ở trạng thái “{label(state.status)}” nên chưa thể gửi kết quả qua "
            "bưu chính."
        )
