"""Nhãn bưu gửi: the address label of a result that goes out by post."""

from datetime import datetime

from app.models.catalogue import ProcedureVersion
from app.models.dossiers import Dossier
from app.models.office import Unit
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
from app.services.ledger.records import LogMark
from app.services.ledger.transactions import Work
from app.vocabulary.forms import FormKind
from app.vocabulary.money_and_post import PostDirection


def issue_label(
    work: Work,
    dossier_id: int,
    sent: tuple[str, str, datetime],
    mark: LogMark,
    key: SigningKey,
) -> tuple[PostLabelData, Issued]:
    """Issue a label: number and sign it, store it and queue its first copy.

    `sent` is the waybill number, the carrier and when the item was posted.
    """
    waybill, carrier, posted_at = sent
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
    return data, store_form(work, number, data, fields=fields, dossier_id=dossier_id)
