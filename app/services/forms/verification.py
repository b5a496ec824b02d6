"""Whether a scanned receipt is ours and still holds."""

from dataclasses import dataclass

from sqlalchemy import select

from app.models.dossiers import Dossier
from app.models.forms import IssuedForm, PublicKey
from app.models.stored import stored_hex
from app.services.forms import receipt_qr
from app.services.forms.issuing import lookup_stem, read_snapshot
from app.services.forms.notice_records import GuideSlipData
from app.services.ledger.records import Actor
from app.services.ledger.rights import Right
from app.services.ledger.transactions import Reading, Transactions
from app.vocabulary.dossiers import Verdict
from app.vocabulary.forms import FormKind
from app.wording.labels import label
from app.wording.texts import moment_text


@dataclass(frozen=True, slots=True)
class Verification:
    """What a scanned payload proved to be; `code` is empty for a forged one.

    `is_guide`: a guide slip, which belongs to no dossier. `form_id` is the form it is printed on,
    0 where the store has none.
    """

    verdict: Verdict
    code: str
    message: str
    is_guide: bool = False
    form_id: int = 0


class Verifier:
    """Tells genuine, void (re-issued), unknown and forged apart (DESIGN §6)."""

    def __init__(self, transactions: Transactions) -> None:
        self._tx = transactions

    def verify(self, actor: Actor, payload: str) -> Verification:
        """Return the verdict on a scanned payload; never raises for bad input."""
        with self._tx.read(actor, Right.LOOK_UP) as reading:
            return verify_in(reading, payload)


def verify_in(reading: Reading, payload: str) -> Verification:
    """Return the verdict on a scanned payload within an open transaction."""
    keys = {
        row.key_id: stored_hex(row.public_key)
        for row in reading.session.execute(select(PublicKey)).scalars()
    }
    try:
        fields = receipt_qr.verify(payload, keys)
    except receipt_qr.ForgedPayloadError as error:
        return Verification(Verdict.FORGED, "", error.message)
    form = reading.session.execute(
        select(IssuedForm).where(IssuedForm.qr_stem == lookup_stem(fields))
    ).scalar()
    if form is None:
        return Verification(
            Verdict.UNKNOWN,
            "",
            "Chữ ký đúng nhưng giấy này không có trong kho. Hãy báo người phụ trách.",
        )
    code = form.number
    if form.dossier_id is not None:
        code = reading.session.get_one(Dossier, form.dossier_id).code
    if form.voided_at is not None:
        return Verification(
            Verdict.VOID,
            code,
            f"{_name(form)} đã hủy lúc {moment_text(form.voided_at)}; hãy dùng giấy thay thế.",
            form_id=form.id,
        )
    if fields.copy_no > form.copy_count:
        return Verification(
            Verdict.UNKNOWN,
            code,
            f"Bản in này của {_name(form)} chưa từng được in từ kho. Hãy báo phụ trách.",
            form_id=form.id,
        )
    return Verification(
        Verdict.GENUINE,
        code,
        _genuine(form, code),
        is_guide=form.kind is FormKind.GUIDE_SLIP,
        form_id=form.id,
    )


def _name(form: IssuedForm) -> str:
    return f"{label(form.kind)} số {form.number}"


def _genuine(form: IssuedForm, code: str) -> str:
    """Return what a genuine form is: of which dossier, or what it says where it has none."""
    if form.dossier_id is not None:
        return f"Giấy thật: {_name(form)}, hồ sơ {code}."
    data = read_snapshot(form.kind, form.snapshot)
    if not isinstance(data, GuideSlipData):
        return f"Giấy thật: {_name(form)}."
    missing = f"còn thiếu {len(data.missing)} giấy tờ" if data.missing else "xem phần hướng dẫn"
    return (
        f"Phiếu hướng dẫn số {form.number} lập lúc {moment_text(form.issued_at)} cho thủ tục "
        f"{data.procedure_code} {data.procedure_name}: {missing}. Phiếu này chưa phải hồ sơ."
    )
