"""What came and went by post: recorded, numbered by the carrier, found again by its waybill."""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import insert, select

from app.errors import InvalidInputError, RuleBrokenError
from app.models.catalogue import ProcedureVersion
from app.models.dossiers import Dossier
from app.models.office import Unit
from app.models.outcomes import Posting
from app.models.people import Officer
from app.services.dossiers.decision import moment_of
from app.services.dossiers.lifecycle import OPEN_STATUSES
from app.services.dossiers.states import State, current_state
from app.services.dossiers.waybills import clean_waybill, waybill_warning
from app.services.forms.issuing import (
    Issued,
    fields_of_dossier,
    letterhead,
    next_number,
    sign_payload,
    store_form,
)
from app.services.forms.keys import SigningKey
from app.services.forms.notice_records import PostLabelData
from app.services.ledger.records import Actor, LogMark
from app.services.ledger.rights import Right
from app.services.ledger.transactions import Reading, Transactions, Work
from app.text import clean
from app.vocabulary.dossiers import DossierStatus, PostDirection, ReturnBy
from app.vocabulary.forms import FormKind
from app.wording import sentences
from app.wording.labels import label


def issue_label(
    work: Work,
    dossier_id: int,
    mark: LogMark,
    key: SigningKey,
    *,
    waybill: str,
    carrier: str,
    posted_at: datetime,
) -> tuple[PostLabelData, Issued]:
    """Issue a label: number and sign it, store it and queue its first copy."""
    dossier = work.session.get_one(Dossier, dossier_id)
    number = next_number(work, FormKind.POST_LABEL, posted_at)
    fields = fields_of_dossier(key, FormKind.POST_LABEL, dossier, mark)
    procedure = work.session.get_one(ProcedureVersion, dossier.version_id)
    data = PostLabelData(
        head=letterhead(work.session.get_one(Unit, work.actor.office_id)),
        number=number.text,
        code=dossier.code,
        direction=PostDirection.OUT,
        waybill=waybill,
        carrier=carrier,
        posted_at=posted_at,
        receiver_name=dossier.owner_name,
        receiver_address=dossier.return_address or dossier.address,
        receiver_phone=dossier.phone or dossier.submitter_phone,
        content=f"Kết quả giải quyết thủ tục {procedure.name}",
        qr_payload=sign_payload(key, fields),
    )
    return data, store_form(work, number, data, dossier_id=dossier_id)


# Storing one item of the post within an open transaction.


def clean_item(waybill: str, carrier: str) -> tuple[str, str]:
    """Return number and carrier cleaned. Raises InvalidInputError (`waybill`, `carrier`)."""
    number = clean_waybill(waybill)
    who = clean(carrier, "carrier", limit=100)
    if not who:
        raise InvalidInputError(
            "carrier", "Chưa có đơn vị vận chuyển. Hãy nhập tên, ví dụ Bưu điện Việt Nam."
        )
    return number, who


def store_posting(
    work: Work,
    dossier_id: int,
    direction: PostDirection,
    *,
    waybill: str,
    carrier: str,
    at: datetime,
) -> None:
    """Store a clean item.

    Raises RuleBrokenError where the number is stored already, naming the dossier it is for.
    """
    known = work.session.execute(
        select(Posting.dossier_id, Dossier.code)
        .join(Dossier, Dossier.id == Posting.dossier_id)
        .where(
            Posting.unit_id == work.actor.office_id,
            Posting.direction == direction,
            Posting.waybill == waybill,
        )
    ).first()
    if known is not None:
        raise RuleBrokenError(
            f"Số hiệu {waybill} ({label(direction).lower()}) đã ghi cho hồ sơ {known.code}. "
            "Hãy quét lại mã vạch trên bưu gửi này."
        )
    work.session.execute(
        insert(Posting).values(
            unit_id=work.actor.office_id,
            dossier_id=dossier_id,
            direction=direction,
            waybill=waybill,
            carrier=carrier,
            posted_at=at,
            posted_by=work.actor.officer_id,
        )
    )


# What crosses between the windows and the post services.


@dataclass(frozen=True, slots=True, kw_only=True)
class Waybill:
    """An item in the post: its number, who carries it, when it was handed over."""

    number: str
    carrier: str
    posted_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Posted:
    """An item just recorded; `label` is the address label of one that goes out.

    `warning` says what looks wrong with its number, "" for nothing.
    """

    code: str
    direction: PostDirection
    waybill: str
    carrier: str
    posted_at: datetime
    warning: str = ""
    label: PostLabelData | None = None
    form_id: int = 0
    job_id: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class PostingLine:
    """One item of a dossier."""

    direction: PostDirection
    waybill: str
    carrier: str
    posted_at: datetime
    officer_name: str


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
            store_posting(work, state.dossier_id, direction, waybill=number, carrier=carrier, at=at)
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
            data, issued = issue_label(
                work,
                state.dossier_id,
                mark,
                self._key,
                waybill=number,
                carrier=carrier,
                posted_at=at,
            )
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
        raise RuleBrokenError(sentences.NOT_BY_POST)
    if state.status is not DossierStatus.RESOLVED:
        raise RuleBrokenError(
            f"Hồ sơ đang ở trạng thái “{label(state.status)}” nên chưa thể gửi kết quả qua "
            "bưu chính."
        )
